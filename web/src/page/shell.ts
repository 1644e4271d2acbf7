import type { Lang } from "../api/types";
import type { View } from "../data/atlas";
import { LANGS, type Words } from "../i18n/i18n";
import type { Insets } from "../map/atlas-map";
import { BUTTONS } from "../map/first-tiles";
import { command, h, ICONS, icon } from "../ui/dom";

/** A phone held sideways, or letters twice as large; the styles have the same. */
const LOW = window.matchMedia("(max-height: 560px)");
export const NARROW = window.matchMedia("(max-width: 760px)");

export interface ShellEvents {
  lang(lang: Lang): void;
  skip(): void;
  zoom(step: 1 | -1): void;
  whole(): void;
}

/** What the rooms put into the frame. */
export interface ShellParts {
  readonly search: HTMLElement;
  readonly controls: HTMLElement;
  readonly legend: HTMLElement;
  readonly outside: HTMLElement;
  readonly chips: HTMLElement;
  readonly notices: HTMLElement;
  readonly panel: HTMLElement;
  readonly tools: HTMLElement;
  readonly table: HTMLElement;
  readonly menu: HTMLElement;
  readonly sheet: HTMLElement;
  readonly tour: HTMLElement;
  readonly years: HTMLElement;
  readonly tooltip: HTMLElement;
}

/** The frame of the page: head, map, buttons, marks, and the words that do not depend on the data. */
export class Shell {
  readonly map = h("div", { id: "map", class: "map" });
  private readonly subtitle = h("p", { class: "brand-subtitle" });
  private readonly languages: readonly HTMLButtonElement[];
  private readonly languageGroup: HTMLElement;
  private readonly toggle: HTMLButtonElement;
  private readonly side = h("section", { class: "side" });
  private readonly top = h("div", { class: "top" });
  private readonly skip: HTMLAnchorElement;
  private readonly badge = h("p", { class: "badge", hidden: true });
  private readonly reference = h("span", { class: "reference" });
  private readonly ground = h("span", { class: "ground", hidden: true });
  private readonly release = h("span", { class: "release" });
  /** From a frame of another site to the whole page. */
  private readonly whole = h("a", {
    class: "whole",
    target: "_blank",
    rel: "noopener",
    hidden: true,
  });
  private readonly zoom: HTMLElement;
  private readonly zoomButtons: readonly HTMLButtonElement[];
  private readonly status = h("p", { class: "status", role: "status" });
  private readonly live = h("p", { class: "visually-hidden", "aria-live": "polite" });
  private readonly empty = h("div", { class: "card empty", hidden: true });
  /** What else stands where the profile does, and where the table does. */
  readonly beside: HTMLElement[] = [];
  readonly below: HTMLElement[] = [];
  private panel: HTMLElement | null = null;
  private table: HTMLElement | null = null;
  private years: HTMLElement | null = null;

  constructor(
    root: HTMLElement,
    private words: Words,
    events: ShellEvents,
  ) {
    this.skip = h("a", {
      class: "skip",
      href: "#search",
      onclick: (event) => {
        event.preventDefault();
        events.skip();
      },
    });
    this.languages = LANGS.map((code) =>
      h(
        "button",
        { type: "button", lang: code, onclick: () => events.lang(code) },
        code === "vi" ? "Tiếng Việt" : "English",
      ),
    );
    this.languageGroup = h("div", { class: "languages", role: "group" }, ...this.languages);
    this.toggle = h(
      "button",
      {
        type: "button",
        class: "button-quiet options-toggle",
        "aria-expanded": "false",
        "aria-controls": "options",
        onclick: () => this.expandOptions(this.side.dataset.open !== "true"),
      },
      icon(ICONS.sliders),
    );
    const zoomButton = (path: string, run: () => void): HTMLButtonElement =>
      h("button", { type: "button", onclick: run }, icon(path));
    this.zoomButtons = [
      zoomButton(ICONS.plus, () => events.zoom(1)),
      zoomButton(ICONS.minus, () => events.zoom(-1)),
      zoomButton(ICONS.whole, () => events.whole()),
    ];
    this.zoom = h("div", { class: "zoom card" }, ...this.zoomButtons);
    // In the order in which the focus meets it. The map must be in the page before it is filled.
    root.append(
      this.skip,
      this.side,
      this.map,
      this.top,
      this.zoom,
      this.empty,
      this.status,
      h("footer", { class: "marks" }, this.reference, this.ground, this.release, this.whole),
      this.live,
    );
  }

  /** Puts the rooms into the frame. */
  furnish(parts: ShellParts): void {
    this.panel = parts.panel;
    this.table = parts.table;
    this.years = parts.years;
    this.side.append(
      h(
        "div",
        { class: "card head" },
        h("div", { class: "brand" }, h("h1", {}, "Xã Atlas"), this.languageGroup, this.toggle),
        this.subtitle,
        parts.search,
        h("div", { id: "options", class: "options" }, parts.controls),
      ),
      parts.legend,
    );
    this.top.append(this.badge, parts.chips, parts.outside, parts.notices);
    this.zoom.after(parts.tools, parts.menu, parts.years, parts.table, parts.panel, parts.tour);
    this.live.after(parts.sheet);
    this.live.before(parts.tooltip);
    this.sayWords(this.words);
  }

  get isEmpty(): boolean {
    return !this.empty.hidden;
  }

  sayWords(words: Words): void {
    this.words = words;
    document.documentElement.lang = words.lang;
    document.title = `${words.say("app.title")} – ${words.say("app.subtitle")}`;
    this.subtitle.textContent = words.say("app.subtitle");
    this.skip.textContent = words.say("app.skip");
    this.languageGroup.setAttribute("aria-label", words.say("app.language"));
    for (const button of this.languages) {
      button.setAttribute("aria-pressed", String(button.lang === words.lang));
    }
    this.side.setAttribute("aria-label", words.say("app.controls"));
    this.map.setAttribute("role", "application");
    this.map.setAttribute("aria-label", words.say("app.map"));
    (["map.zoom.in", "map.zoom.out", "map.zoom.all"] as const).forEach((key, i) => {
      const button = this.zoomButtons[i];
      button?.setAttribute("aria-label", words.say(key));
      button?.setAttribute("title", words.say(key));
    });
    this.reference.textContent = words.say("map.reference");
    this.whole.textContent = words.say("map.whole");
    this.expandOptions(this.side.dataset.open === "true");
    if (this.isEmpty) this.showEmpty();
  }

  /** What goes on while there is nothing to see yet; "" when there is. */
  say(status: string): void {
    this.status.textContent = status;
  }

  announce(text: string): void {
    this.live.textContent = text;
  }

  /** In a frame of another site: the map and its legend, and a way to the whole page. */
  embed(address: string | null): void {
    document.body.classList.toggle("is-embedded", address !== null);
    this.whole.hidden = address === null;
    if (address !== null) this.whole.href = address;
  }

  /** On a phone: whether the lists are unfolded. */
  expandOptions(open: boolean): void {
    this.side.dataset.open = String(open);
    this.toggle.setAttribute("aria-expanded", String(open));
    this.toggle.setAttribute(
      "aria-label",
      this.words.say(open ? "app.controls.close" : "app.controls.open"),
    );
  }

  /** What must be said on the map itself: made-up figures and schematic boundaries. */
  showMarks(view: View, hasControls: boolean): void {
    const { words } = this;
    document.body.classList.add("is-ready");
    document.body.classList.remove("is-empty");
    this.empty.hidden = true;
    this.status.textContent = "";
    this.toggle.hidden = !hasControls;
    const { release } = view.atlas.manifest;
    const isMadeUp = [view, view.beside?.view].some((v) =>
      v?.figures.status.includes("illustrative"),
    );
    this.mark(isMadeUp, view.choice.edition.schematic);
    this.release.textContent = words.say("map.release", { id: release.slice(0, 8) });
    this.release.title = release;
  }

  /** Says on the map itself that figures are made up and boundaries schematic. */
  mark(isIllustrative: boolean, isSchematic: boolean): void {
    const { words } = this;
    const marks = isIllustrative
      ? [words.say("badge.illustrative"), isSchematic ? words.say("badge.schematic") : ""]
      : [isSchematic ? words.say("badge.schematic.alone") : ""];
    const text = marks.filter((mark) => mark !== "").join(" – ");
    this.badge.textContent = text;
    this.badge.hidden = text === "";
  }

  /** Who made the base map; "" while there is none. */
  credit(text: string): void {
    this.ground.textContent = text;
    this.ground.hidden = text === "";
    document.body.classList.toggle("has-ground", text !== "");
  }

  /** In place of the map while nothing has been published. */
  showEmpty(): void {
    document.body.classList.remove("is-ready");
    document.body.classList.add("is-empty");
    this.badge.hidden = true;
    this.status.textContent = "";
    this.empty.hidden = false;
    this.empty.replaceChildren(
      h("h2", {}, this.words.say("empty.title")),
      h("p", {}, this.words.say("empty.text")),
      command(this.words.say("empty.command")),
    );
  }

  /** What is said on the map itself. */
  get marks(): string {
    return this.badge.textContent ?? "";
  }

  /** The room that panels take from a picture: messages above the map take none. */
  pictureInsets(): Insets {
    const { left, right, bottom } = this.insets();
    // The buttons of a phone are no part of a picture.
    const beside = LOW.matches ? right : 0;
    if (!NARROW.matches) return { left, right, bottom: bottom > 32 ? bottom : 0, top: 0, inset: 0 };
    const isCovered = shown(this.panel, this.beside) || shown(this.table, this.below);
    const head = Math.round(this.side.firstElementChild?.getBoundingClientRect().bottom ?? 0);
    return { left, right: beside, top: head, bottom: isCovered ? bottom : 0, inset: 0 };
  }

  /** The room that head, panel and buttons take from the map. */
  insets(): Insets {
    const top = Math.round(this.top.getBoundingClientRect().bottom);
    const panel = shown(this.panel, this.beside);
    const table = shown(this.table, this.below);
    // The bar itself: its place has no height of its own.
    const years = (this.years?.lastElementChild as HTMLElement | null)?.offsetHeight ?? 0;
    if (NARROW.matches) {
      // Legend and buttons stand at the bottom; the profile covers them.
      const rest = LOW.matches ? 84 : 220;
      // Buttons stand on the right; in a low window the inset beside them.
      const right = panel || table ? 0 : LOW.matches ? 206 : BUTTONS;
      return {
        left: 0,
        right,
        top,
        inset: 0,
        bottom: panel?.offsetHeight ?? table?.offsetHeight ?? rest + years,
      };
    }
    return {
      left: this.side.offsetWidth + 24,
      // The buttons stand beside a panel, too.
      right: (panel ? panel.offsetWidth + 8 : 0) + 64,
      top,
      bottom: (table ? table.offsetHeight + 24 : 32) + years,
      // Above the bar of years it stands further from the edge.
      inset: years > 0 ? 190 : 110,
    };
  }
}

/** The first of some elements that is on the screen. */
function shown(first: HTMLElement | null, others: readonly HTMLElement[]): HTMLElement | null {
  return [first, ...others].find((element) => element && !element.hidden) ?? null;
}
