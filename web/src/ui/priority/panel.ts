import type { KeptScenarios } from "../../priority/kept";
import type { SavedScenarios } from "../../priority/saved";
import { h, ICONS, icon } from "../dom";
import { BaselineTab } from "./baseline";
import { CriteriaTab } from "./criteria";
import { type Layer, type Model, topOf } from "./model";
import { MoneyTab } from "./money";
import { Drawn, numberField, refill } from "./parts";
import { RankGrid } from "./rank-grid";
import { type SavedEvents, SavedTab } from "./saved";
import { UnitsTab } from "./units";
import { why } from "./why";
import { say } from "./words";

/** A window so narrow has the ranking in the panel; the styles have the same. */
const NARROW = window.matchMedia("(max-width: 1180px)");
const SHEET = window.matchMedia("(max-width: 760px)");
const TABS = ["criteria", "units", "money", "baseline", "saved", "ranking"] as const;
export type Tab = (typeof TABS)[number];

export interface PanelEvents extends SavedEvents {
  close(): void;
  layer(layer: Layer): void;
  select(code: string | undefined): void;
  hover(code: string | null): void;
  profile(code: string): void;
  firm(): void;
  hot(indicator: string): void;
  money(): void;
  /** Takes the data of now for a scenario of another release. */
  renew(): void;
}

/**
 * The panel of priorities: what is asked stands beside the map, the ranking below it. On a phone both
 * are one sheet, and the ranking is one of its parts.
 */
export class PriorityPanel {
  readonly aside: HTMLElement;
  readonly dock: HTMLElement;
  private readonly kicker = h("p", { class: "panel-kicker" });
  private readonly title = h("h2", { id: "prio-title", tabindex: "-1" });
  private readonly closeButton: HTMLButtonElement;
  private readonly tablist: HTMLElement;
  private readonly tabs: Readonly<Record<Tab, HTMLButtonElement>>;
  private readonly bodies: Readonly<Record<Tab, HTMLElement>>;
  private readonly layers = h("div", { class: "prio-layers", role: "group" });
  private readonly fault = h("p", { class: "prio-fault", role: "alert", hidden: true });
  private readonly old = h("div", { class: "panel-former", hidden: true });
  private readonly criteria: CriteriaTab;
  private readonly units: UnitsTab;
  private readonly money: MoneyTab;
  private readonly baseline: BaselineTab;
  readonly saved: SavedTab;
  private readonly grid: RankGrid;
  private readonly ranking: HTMLElement;
  private readonly rankTitle = h("h2", { id: "prio-ranking-title" });
  private readonly rankCount = h("p", { class: "table-count", role: "status" });
  private readonly line = h("div", { class: "prio-line" });
  private readonly find: HTMLInputElement;
  private readonly findLabel = h("label", { for: "prio-find", class: "visually-hidden" });
  private readonly reason = h("section", { class: "prio-why", "aria-live": "polite" });
  private readonly drawnLayers = new Drawn();
  private readonly drawnOld = new Drawn();
  private readonly drawnWhy = new Drawn();
  private model: Model | null = null;
  private lineShape = "";
  private tab: Tab = "criteria";

  constructor(
    saved: SavedScenarios,
    kept: KeptScenarios,
    private readonly on: PanelEvents,
  ) {
    this.criteria = new CriteriaTab((document) => on.change(document));
    this.units = new UnitsTab((document) => on.change(document));
    this.baseline = new BaselineTab({
      select: (code) => on.select(code),
      firm: () => on.firm(),
      money: () => on.money(),
      hot: (indicator) => on.hot(indicator),
    });
    this.money = new MoneyTab({
      change: (document) => on.change(document),
      money: () => on.money(),
      select: (code) => on.select(code),
    });
    this.saved = new SavedTab(saved, kept, on);
    this.grid = new RankGrid({
      open: (code, focus) => {
        on.select(code);
        if (focus) this.reason.querySelector<HTMLElement>("h3")?.focus();
      },
      hover: (code) => on.hover(code),
    });
    this.closeButton = h(
      "button",
      { type: "button", class: "button-quiet", onclick: () => on.close() },
      icon(ICONS.close),
    );
    const body = (tab: Tab, content: HTMLElement): HTMLElement =>
      h(
        "div",
        {
          class: `prio-body prio-body-${tab}`,
          id: `prio-${tab}`,
          role: "tabpanel",
          "aria-labelledby": `prio-tab-${tab}`,
        },
        content,
      );
    this.find = h("input", {
      id: "prio-find",
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 60,
      oninput: () => {
        this.grid.filter(this.find.value);
        this.count();
      },
    });
    this.ranking = h(
      "section",
      { class: "card table prio-ranking", "aria-labelledby": "prio-ranking-title" },
      h(
        "div",
        { class: "table-bar" },
        h("div", { class: "table-name" }, this.rankTitle, this.rankCount),
        this.line,
        h("div", { class: "table-find" }, this.findLabel, icon(ICONS.search), this.find),
      ),
      this.grid.element,
    );
    this.bodies = {
      criteria: body("criteria", this.criteria.element),
      units: body("units", this.units.element),
      money: body("money", this.money.element),
      baseline: body("baseline", this.baseline.element),
      saved: body("saved", this.saved.element),
      ranking: h("div", { class: "prio-body prio-body-ranking", id: "prio-ranking" }),
    };
    this.tabs = Object.fromEntries(
      TABS.map((tab) => [
        tab,
        h("button", {
          type: "button",
          role: "tab",
          id: `prio-tab-${tab}`,
          class: `prio-tab-${tab}`,
          "aria-controls": `prio-${tab}`,
          onclick: () => {
            // A sheet has no room for a form and the reasons of a unit: they make way.
            if (SHEET.matches && this.model?.selected) on.select(undefined);
            this.show(tab);
          },
        }),
      ]),
    ) as Record<Tab, HTMLButtonElement>;
    this.tablist = h(
      "div",
      {
        class: "prio-tabs",
        role: "tablist",
        onkeydown: (event) => this.key(event as KeyboardEvent),
      },
      ...TABS.map((tab) => this.tabs[tab]),
    );
    this.aside = h(
      "section",
      { class: "card prio", "aria-labelledby": "prio-title", hidden: true },
      h("div", { class: "panel-head" }, h("div", {}, this.kicker, this.title), this.closeButton),
      this.old,
      this.layers,
      this.tablist,
      this.fault,
      ...TABS.map((tab) => this.bodies[tab]),
    );
    this.aside.append(this.reason);
    this.dock = h("div", { class: "prio-dock", hidden: true });
    this.show("criteria");
    NARROW.addEventListener("change", () => this.place());
    this.place();
  }

  get isOpen(): boolean {
    return !this.aside.hidden;
  }

  open(isOpen: boolean): void {
    this.aside.hidden = !isOpen;
    this.place();
  }

  /** The ranking stands below the map, or in the panel where there is no room. */
  private place(): void {
    const isBelow = !NARROW.matches;
    (isBelow ? this.dock : this.bodies.ranking).append(this.ranking);
    this.dock.hidden = !(isBelow && this.isOpen);
    if (isBelow && this.tab === "ranking") this.show("criteria");
  }

  /** Whether what is shown is of a scenario before the one that is asked for. */
  set busy(isBusy: boolean) {
    for (const part of [this.aside, this.dock]) part.setAttribute("aria-busy", String(isBusy));
  }

  focus(): void {
    this.title.focus({ preventScroll: true });
  }

  /** Opens the part where a unit is taken in or out. */
  name(code: string): void {
    this.show("units");
    this.units.ask(code);
  }

  show(tab: Tab): void {
    this.tab = tab;
    for (const one of TABS) {
      this.tabs[one].setAttribute("aria-selected", String(one === tab));
      this.tabs[one].tabIndex = one === tab ? 0 : -1;
      this.bodies[one].hidden = one !== tab;
    }
    if (this.model) this.fill(this.model);
    if (tab === "saved") void this.saved.ask();
  }

  /** Marks the unit that the pointer is over on the map. */
  hint(code: string | null): void {
    this.grid.hint(code);
  }

  update(model: Model): void {
    this.model = model;
    const { words, document, run, view, fault } = model;
    this.kicker.textContent = say(words, "title");
    this.title.textContent = document.title || say(words, "untitled");
    this.closeButton.setAttribute("aria-label", say(words, "close"));
    this.tablist.setAttribute("aria-label", say(words, "title"));
    for (const tab of TABS) this.tabs[tab].textContent = say(words, `tab.${tab}`);
    this.fault.hidden = fault === "";
    this.fault.textContent = fault;
    const { release } = view.atlas.manifest;
    const isOld = document.release !== undefined && document.release !== release;
    this.old.hidden = !isOld;
    const { waiting, selected, firm, households } = model;
    if (isOld && this.drawnOld.isOther(words.lang, document.release, release, waiting)) {
      refill(
        this.old,
        say(words, "release.other", {
          made: (document.release ?? "").slice(0, 8),
          now: release.slice(0, 8),
        }),
        " ",
        h(
          "button",
          { type: "button", class: "link", "data-key": "differ", onclick: () => this.on.differ() },
          say(words, model.waiting === "differ" ? "waiting" : "kept.newer"),
        ),
        " · ",
        h(
          "button",
          { type: "button", class: "link", "data-key": "renew", onclick: () => this.on.renew() },
          say(words, "release.renew"),
        ),
      );
    }
    this.layers.setAttribute("aria-label", say(words, "layer"));
    if (this.drawnLayers.isOther(words.lang, model.layer, model.layers.join())) {
      refill(
        this.layers,
        h("span", {}, say(words, "layer")),
        ...model.layers.map((layer) =>
          h(
            "button",
            {
              type: "button",
              "data-key": `layer ${layer}`,
              "aria-pressed": String(layer === model.layer),
              onclick: () => this.on.layer(layer),
            },
            say(words, `layer.${layer}`),
          ),
        ),
      );
    }
    this.rankTitle.textContent = say(words, "ranking");
    this.findLabel.textContent = say(words, "find");
    this.find.placeholder = say(words, "find.short");
    this.drawLine(model);
    this.grid.update(model);
    this.count();
    this.reason.hidden = !run || model.selected === undefined;
    const isOther = this.drawnWhy.isOther(words.lang, view.units, run, selected, firm, households);
    if (!this.reason.hidden && isOther) {
      refill(
        this.reason,
        ...why(model, {
          profile: (code) => this.on.profile(code),
          name: (code) => this.name(code),
          close: () => this.on.select(undefined),
        }),
      );
    }
    this.fill(model);
  }

  /** What stands in the part that is open; the others wait until they are. */
  private fill(model: Model): void {
    if (this.tab === "criteria") this.criteria.update(model);
    else if (this.tab === "units") this.units.update(model);
    else if (this.tab === "money") this.money.update(model);
    else if (this.tab === "baseline") this.baseline.update(model);
    else if (this.tab === "saved") this.saved.update(model);
  }

  private drawLine(model: Model): void {
    const { words, document } = model;
    const shape = `${words.lang} ${this.line.contains(globalThis.document.activeElement) || topOf(document)}`;
    if (shape === this.lineShape) return;
    this.lineShape = shape;
    refill(
      this.line,
      numberField(
        words,
        "line",
        say(words, "line"),
        topOf(document),
        (value) => {
          if (value === undefined || !Number.isInteger(value) || value > 65536) return;
          const { document: now } = this.model ?? {};
          if (now) this.on.change({ ...now, sensitivity: { ...now.sensitivity, top: value } });
        },
        { least: 1 },
      ),
    );
  }

  private count(): void {
    const { words, run } = this.model ?? {};
    if (!words) return;
    if (!run) {
      this.rankCount.textContent = "";
      return;
    }
    const n = (value: number): string => words.number(value, 0);
    this.rankCount.textContent =
      this.grid.length === run.units.length
        ? say(words, "count", { n: n(run.order.length) })
        : say(words, "count.of", { n: n(this.grid.length), of: n(run.units.length) });
  }

  private key(event: KeyboardEvent): void {
    const seen = TABS.filter((tab) => this.tabs[tab].offsetParent !== null);
    const at = seen.indexOf(this.tab);
    const to: Partial<Record<string, number>> = {
      ArrowRight: (at + 1) % seen.length,
      ArrowLeft: (at + seen.length - 1) % seen.length,
      Home: 0,
      End: seen.length - 1,
    };
    const tab = seen[to[event.key] ?? -1];
    if (!tab) return;
    event.preventDefault();
    this.show(tab);
    this.tabs[tab].focus();
  }
}
