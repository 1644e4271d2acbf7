import { ApiClient, ApiError, aborted } from "./api/client";
import type { Bounds, Lang, Level, Manifest, SearchResult, UnitAnswer } from "./api/types";
import { type Classes, classify, classOf } from "./classify/classify";
import { colours } from "./classify/palettes";
import { Atlas, findUnit, loadView, type View } from "./data/atlas";
import type { Choice } from "./data/choices";
import type { Unit } from "./data/units";
import { LANGS, Words } from "./i18n/i18n";
import { AtlasMap } from "./map/atlas-map";
import { meets, openingBounds, withArchipelagos } from "./map/extent";
import seas from "./map/seas.json";
import { defaultState, formatHash, parseHash, type ViewState } from "./state/view-state";
import { type Change, Controls } from "./ui/controls";
import { command, h, ICONS, icon } from "./ui/dom";
import {
  groupName,
  indicatorName,
  measure,
  statusMark,
  valueText,
  viewDecimals,
} from "./ui/figures";
import { Legend } from "./ui/legend";
import { Notices } from "./ui/notices";
import { Panel } from "./ui/panel";
import { SearchBox } from "./ui/search";
import { Tooltip } from "./ui/tooltip";

const POLL = 30_000;
/** While the server is lost, or has nothing to show yet. */
const POLL_SOON = 5_000;
/** A unit found by search or link is shown with its surroundings, not from wall to wall. */
const UNIT_ZOOM = 11;
/** So many names fit into one line; of more provinces only the number is said. */
const MOST_NAMES = 3;
const ARCHIPELAGOS = seas.filter((sea) => sea.kind === "islands").map((sea) => sea.at);
const NARROW = window.matchMedia("(max-width: 760px)");

/**
 * The map and all around it. One {@link ViewState} says what is on the screen; `update` is the only
 * way to change it, and brings map, legend, panel and address in step.
 */
export class App {
  private state: ViewState;
  private words: Words;
  private view: View | null = null;
  private classes: Classes | null = null;
  private ramp: readonly string[] = [];
  private waiting: Manifest | null = null;
  private unit: UnitAnswer | null = null;
  private unitRequest: AbortController | null = null;
  private loads = 0;
  private timer = 0;
  /** What the map was opened on; null once somebody has moved it. */
  private opening: Bounds | null = null;

  private readonly api: ApiClient;
  private readonly map: AtlasMap;
  private readonly search: SearchBox;
  private readonly controls: Controls;
  private readonly legend = new Legend();
  private readonly panel: Panel;
  private readonly notices = new Notices();
  private readonly tooltip = new Tooltip();

  private readonly mapElement = h("div", { id: "map", class: "map" });
  private readonly subtitle = h("p", { class: "brand-subtitle" });
  private readonly languages: readonly HTMLButtonElement[];
  private readonly languageGroup: HTMLElement;
  private readonly toggle: HTMLButtonElement;
  private readonly side: HTMLElement;
  private readonly skip: HTMLAnchorElement;
  private readonly badge = h("p", { class: "badge", hidden: true });
  private readonly outside: HTMLButtonElement;
  private readonly top: HTMLElement;
  private readonly reference = h("span", { class: "reference" });
  private readonly release = h("span", { class: "release" });
  private readonly zoomButtons: readonly HTMLButtonElement[];
  private readonly status = h("p", { class: "status", role: "status" });
  private readonly live = h("p", { class: "visually-hidden", "aria-live": "polite" });
  private readonly empty = h("div", { class: "card empty", hidden: true });

  constructor(root: HTMLElement, lang: Lang) {
    this.state = parseHash(window.location.hash, defaultState(lang));
    this.words = new Words(this.state.lang);
    this.api = new ApiClient(() => this.state.lang);
    this.search = new SearchBox(
      this.words,
      this.api,
      () =>
        this.view && {
          edition: this.view.choice.edition.id,
          release: this.view.atlas.manifest.release,
        },
      {
        open: (result) => this.openResult(result),
        announce: (text) => this.announce(text),
        failed: (error) => this.report(error),
      },
    );
    this.controls = new Controls((change) => this.changed(change));
    this.panel = new Panel({
      close: () => this.closeUnit(),
      open: (code) => this.openUnit(code, { fit: true, focus: true }),
      zoom: (code) => this.zoomTo(code),
    });

    this.skip = h("a", {
      class: "skip",
      href: "#search",
      onclick: (event) => {
        event.preventDefault();
        this.search.focus();
      },
    });
    this.languages = LANGS.map((code) =>
      h(
        "button",
        { type: "button", lang: code, onclick: () => this.update({ lang: code }) },
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
    const options = h("div", { id: "options", class: "options" }, this.controls.element);
    this.side = h(
      "section",
      { class: "side" },
      h(
        "div",
        { class: "card head" },
        h("div", { class: "brand" }, h("h1", {}, "Xã Atlas"), this.languageGroup, this.toggle),
        this.subtitle,
        this.search.element,
        options,
      ),
      this.legend.element,
    );
    const zoomButton = (path: string, run: () => void): HTMLButtonElement =>
      h("button", { type: "button", onclick: run }, icon(path));
    this.zoomButtons = [
      zoomButton(ICONS.plus, () => this.map.zoomBy(1)),
      zoomButton(ICONS.minus, () => this.map.zoomBy(-1)),
      zoomButton(ICONS.whole, () => this.showWhole()),
    ];
    this.outside = h("button", {
      type: "button",
      class: "outside",
      hidden: true,
      onclick: () => this.showWhole(),
    });
    this.top = h("div", { class: "top" }, this.badge, this.outside, this.notices.element);
    this.legend.element.hidden = true;
    root.append(
      this.skip,
      this.side,
      this.mapElement,
      this.top,
      h("div", { class: "zoom card" }, ...this.zoomButtons),
      this.panel.element,
      this.empty,
      this.status,
      h("footer", { class: "marks" }, this.reference, this.release),
      this.tooltip.element,
      this.live,
    );
    if (NARROW.matches) this.legend.expand(false);

    this.map = new AtlasMap(
      this.mapElement,
      this.api,
      {
        hover: (code, x, y) => this.hover(code, x, y),
        pick: (code, at) => {
          if (!code) return this.closeUnit();
          this.openUnit(code, { focus: false });
          this.map.reveal(at);
        },
        moved: (place) => {
          this.state = { ...this.state, place };
          this.leaveOpening();
          this.remember();
        },
        tileFailed: (error) => this.report(error),
      },
      () => this.insets(),
    );
    this.sayFixedWords();
    this.listen();
  }

  /** Loads the current release, and from then on notices new ones. */
  async start(): Promise<void> {
    this.status.textContent = this.words.say("app.loading");
    await this.poll();
  }

  // --- what is shown -------------------------------------------------------

  private async update(
    change: Partial<ViewState>,
    options: { zoom?: boolean } = {},
  ): Promise<void> {
    this.state = { ...this.state, ...change };
    if (change.lang) {
      this.words = new Words(change.lang);
      this.sayFixedWords();
    }
    const atlas = this.view?.atlas;
    if (atlas) await this.show(atlas);
    if (options.zoom) this.zoomToProvince();
  }

  /** Brings everything on the screen in step with the state, from the release given. */
  private async show(atlas: Atlas): Promise<void> {
    const load = ++this.loads;
    const choice = atlas.choose(this.state);
    if (!choice) {
      this.showEmpty();
      return;
    }
    const before = this.view;
    let view: View;
    if (before && before.atlas === atlas && isSame(before.choice, choice)) {
      view = { ...before, choice };
    } else {
      try {
        view = await loadView(atlas, choice);
      } catch (error) {
        if (load === this.loads) this.report(error, () => void this.show(atlas));
        return;
      }
      // A later choice may have overtaken this one while it was loading.
      if (load !== this.loads) return;
    }
    this.view = view;
    document.body.classList.add("is-ready");
    document.body.classList.remove("is-empty");
    const { state, words } = this;
    this.classes = classify(view.figures.value, state.method, state.classes, viewDecimals(view));
    this.ramp = colours(state.palette, this.classes?.counts.length ?? 1);
    this.empty.hidden = true;
    this.legend.element.hidden = false;
    this.status.textContent = "";
    this.controls.update(words, view, state);
    this.toggle.hidden = this.controls.element.hidden;
    this.legend.update(words, view, state, this.classes, this.ramp);
    this.sayMarks(view);
    const wasPlaced = state.place !== undefined;
    this.paint(view, before === null);
    await this.nameUnits(view);
    if (state.unit) {
      const shown = this.showUnit(state.unit);
      if (before === null) this.reachUnit(view, state.unit, wasPlaced);
      await shown;
    }
    this.remember();
  }

  private paint(view: View, first: boolean): void {
    const { tileset } = view.choice.edition;
    if (!tileset) return;
    if (first) this.begin(view, tileset.bounds);
    this.sayOutside(view);
    const { units, figures } = view;
    const edges = this.classes?.edges ?? [];
    const ramp = this.ramp;
    this.map.paint(tileset, {
      level: view.choice.level,
      colour: (code) => {
        const unit = units.find(code);
        const at = unit ? classOf(edges, figures.value[unit.index] ?? Number.NaN) : -1;
        return ramp[at] ?? null;
      },
    });
  }

  /** The first sight of the map: the place or province of the address, or where most of the units are. */
  private begin(view: View, whole: Bounds): void {
    const place = this.state.place ?? null;
    const areas = view.provinces.list.flatMap(({ bbox, code }) =>
      bbox ? [{ bounds: bbox, units: view.units.in(code) }] : [],
    );
    const bounds = openingBounds(areas, whole);
    // An address may name a province instead of a place.
    const asked = view.provinces.find(this.state.province ?? "")?.bbox;
    const opening = place || asked || bounds === whole ? null : bounds;
    this.opening = opening;
    this.sayOutside(view);
    const shown = bounds === whole ? withArchipelagos(whole, ARCHIPELAGOS) : bounds;
    this.map.begin(place, asked ?? shown);
    // Coming to the first place was a move too.
    this.opening = opening;
  }

  /** Says what lies outside the first view, and offers the whole; gone once the map was moved. */
  private sayOutside(view: View): void {
    const { words, opening } = this;
    const names = opening
      ? view.provinces.list
          .filter((p) => p.bbox && view.units.in(p.code) > 0 && !meets(p.bbox, opening))
          .map((p) => p.name)
      : [];
    this.outside.hidden = names.length === 0;
    this.outside.replaceChildren(
      names.length > MOST_NAMES
        ? words.say("map.outside.count", { n: names.length })
        : words.say("map.outside", { names: names.join(", ") }),
      h("span", { class: "outside-go" }, words.say("map.zoom.all")),
    );
  }

  /** Brings the unit of an address into view: its surroundings, or out from behind the panel. */
  private reachUnit(view: View, code: string, wasPlaced: boolean): void {
    const label = findUnit(view, code)?.label;
    if (!wasPlaced) this.zoomTo(code);
    else if (label) this.map.reveal(label);
  }

  private leaveOpening(): void {
    this.opening = null;
    this.outside.hidden = true;
  }

  private showWhole(): void {
    const hadFocus = document.activeElement === this.outside;
    void this.update({ province: undefined }, { zoom: true });
    if (hadFocus) this.map.focus();
  }

  private async nameUnits(view: View): Promise<void> {
    const { level } = view.choice;
    this.map.name({
      provinces: view.provinces.list,
      communes: level === "commune" ? view.units.list : [],
      lang: this.state.lang,
    });
  }

  private showEmpty(): void {
    this.view = null;
    document.body.classList.remove("is-ready");
    document.body.classList.add("is-empty");
    this.closeUnit();
    this.map.clear();
    this.badge.hidden = true;
    this.leaveOpening();
    this.status.textContent = "";
    this.legend.element.hidden = true;
    this.empty.hidden = false;
    this.empty.replaceChildren(
      h("h2", {}, this.words.say("empty.title")),
      h("p", {}, this.words.say("empty.text")),
      command(this.words.say("empty.command")),
    );
  }

  private changed(change: Change): void {
    const zoom = "province" in change;
    // Another level is compared in the same period as far as it has one.
    const shown = this.view?.choice;
    const kept =
      "level" in change && shown?.series ? { period: shown.period, group: shown.group } : undefined;
    void this.update({ ...kept, ...change }, { zoom }).then(() => {
      const { view, words } = this;
      if (!view || zoom) return;
      if (!view.choice.series) {
        this.announce(words.say(`missing.${view.choice.level}`));
        return;
      }
      const n = view.figures.value.filter((v) => !Number.isNaN(v)).length;
      this.announce(
        words.say("announce.painted", {
          indicator: indicatorName(words, view),
          period: words.period(view.choice.period),
          group: groupName(words, view),
          n: words.number(n, 0),
        }),
      );
    });
  }

  private zoomToProvince(): void {
    const { view, state } = this;
    if (!view) return;
    const province = state.province ? view.provinces.find(state.province) : undefined;
    const whole = view.choice.edition.tileset?.bounds;
    const bounds = province?.bbox ?? (whole && withArchipelagos(whole, ARCHIPELAGOS));
    if (bounds) this.map.fit(bounds);
  }

  // --- one unit ------------------------------------------------------------

  private openResult(result: SearchResult): void {
    const bounds = result.bbox;
    this.expandOptions(false);
    this.openUnit(result.code, { focus: true });
    if (bounds) this.map.fit(bounds, { maxZoom: UNIT_ZOOM });
  }

  private openUnit(code: string, options: { fit?: boolean; focus: boolean }): void {
    this.tooltip.hide();
    this.state = { ...this.state, unit: code };
    this.remember();
    void this.showUnit(code).then(() => {
      if (options.focus && this.state.unit === code) this.panel.focus();
    });
    // The panel is open from here on, so the map knows which part of it is covered.
    if (options.fit) this.zoomTo(code);
  }

  private closeUnit(): void {
    if (!this.panel.isOpen) return;
    const hadFocus = this.panel.element.contains(document.activeElement);
    this.unitRequest?.abort();
    this.state = { ...this.state, unit: undefined };
    this.unit = null;
    this.panel.hide();
    document.body.classList.remove("has-panel");
    this.map.select(null);
    this.remember();
    if (hadFocus) this.map.focus();
  }

  private zoomTo(code: string): void {
    const bounds = this.view ? findUnit(this.view, code)?.bbox : null;
    if (bounds) this.map.fit(bounds, { maxZoom: UNIT_ZOOM });
  }

  private async showUnit(code: string): Promise<void> {
    const { view } = this;
    if (!view) return;
    const known = findUnit(view, code);
    const level: Level = known?.level ?? view.choice.level;
    document.body.classList.add("has-panel");
    this.map.select({ level, code });
    const { release } = view.atlas.manifest;
    const { edition } = view.choice;
    if (
      this.unit?.code === code &&
      this.unit.release === release &&
      this.unit.edition === edition.id
    ) {
      this.panel.render(this.words, view, { kind: "unit", unit: this.unit });
      return;
    }
    this.unitRequest?.abort();
    const request = new AbortController();
    this.unitRequest = request;
    const showWaiting = (): void =>
      this.panel.render(this.words, view, {
        kind: "loading",
        name: known?.fullName ?? code,
        level,
      });
    // From one profile to the next the old one stays for a moment rather than flicker.
    if (!this.panel.isOpen) showWaiting();
    const wait = window.setTimeout(showWaiting, 300);
    try {
      const where = known
        ? { code, edition: edition.id, level, release }
        : { code, edition: edition.id, release };
      const unit = await this.api.unit(where, request.signal);
      if (request.signal.aborted || !this.view) return;
      this.unit = unit;
      this.map.select({ level: unit.level, code });
      this.panel.render(this.words, this.view, { kind: "unit", unit });
      this.announceUnit(unit, known);
    } catch (error) {
      if (aborted(error)) return;
      this.closeUnit();
      // A lost unit is opened as soon as the server is back; a refused one on demand.
      if (error instanceof ApiError && error.lost) this.state = { ...this.state, unit: code };
      this.report(error, () => this.openUnit(code, { focus: true }));
    } finally {
      window.clearTimeout(wait);
    }
  }

  private announceUnit(answer: UnitAnswer, unit: Unit | undefined): void {
    const { view, words, classes } = this;
    if (!view) return;
    const isPainted = unit?.level === view.choice.level;
    const value = isPainted ? this.valueOf(view, unit) : "";
    const name = [answer, ...answer.parents].map((u) => u.fullName).join(", ");
    if (!view.choice.series) {
      this.announce(words.say("announce.unit.none", { unit: name }));
      return;
    }
    const text = words.say("announce.unit", {
      unit: name,
      indicator: indicatorName(words, view),
      period: words.period(view.choice.period),
      value: value || words.say("status.none"),
    });
    const at =
      isPainted && classes
        ? classOf(classes.edges, view.figures.value[unit.index] ?? Number.NaN)
        : -1;
    this.announce(
      at < 0 || !classes
        ? text
        : `${text} ${words.say("announce.class", { i: at + 1, n: classes.counts.length })}`,
    );
  }

  private hover(code: string | null, x: number, y: number): void {
    const { view } = this;
    const unit = code && view ? view.units.find(code) : undefined;
    if (!view || !unit) {
      this.tooltip.hide();
      return;
    }
    const status = view.figures.status[unit.index] ?? "";
    const mark = statusMark(this.words, status)?.textContent;
    const value = this.valueOf(view, unit);
    this.tooltip.show(unit.fullName, mark ? `${value} · ${mark}` : value, x, y);
  }

  private valueOf(view: View, unit: Unit): string {
    const { value, qualifier } = view.figures;
    return valueText(this.words, measure(view), value[unit.index], qualifier.get(unit.index));
  }

  // --- releases ------------------------------------------------------------

  private async poll(): Promise<void> {
    window.clearTimeout(this.timer);
    try {
      const manifest = await this.api.currentRelease();
      const wasLost = this.notices.has("lost");
      this.notices.clear("lost");
      if (manifest) this.waiting = manifest;
      if (this.waiting && !this.view) await this.adopt(this.waiting);
      else if (this.waiting?.release === this.view?.atlas.manifest.release) this.waiting = null;
      else if (manifest) this.offer(manifest);
      if (wasLost && this.view) {
        // What failed meanwhile is asked for again: tiles, and whatever the state calls for.
        this.map.retry();
        await this.show(this.view.atlas);
      }
    } catch (error) {
      if (error instanceof ApiError && error.unpublished && !this.view) {
        this.notices.clear("lost");
        this.showEmpty();
      } else this.report(error, () => void this.poll());
    }
    this.timer = window.setTimeout(
      () => void this.poll(),
      this.notices.has("lost") || !this.empty.hidden ? POLL_SOON : POLL,
    );
  }

  private async adopt(manifest: Manifest): Promise<void> {
    await this.show(await Atlas.open(this.api, manifest));
    if (this.view?.atlas.manifest.release === manifest.release) this.waiting = null;
  }

  private offer(manifest: Manifest): void {
    const { words } = this;
    this.notices.show("release", {
      tone: "news",
      title: words.say("release.new"),
      action: { text: words.say("release.apply"), run: () => void this.apply(manifest) },
      closeText: words.say("notice.close"),
    });
  }

  private async apply(manifest: Manifest): Promise<void> {
    this.notices.clear("release");
    try {
      await this.adopt(manifest);
      this.announce(this.words.say("release.applied"));
    } catch (error) {
      this.report(error, () => void this.apply(manifest));
    }
  }

  // --- around it -----------------------------------------------------------

  private report(error: unknown, retry?: () => void): void {
    if (aborted(error)) return;
    const { words } = this;
    const closeText = words.say("notice.close");
    const action = retry && { text: words.say("notice.retry"), run: retry };
    if (!(error instanceof ApiError)) {
      this.status.textContent = "";
      const detail = error instanceof Error ? error.message : String(error);
      this.notices.show("client", {
        tone: "error",
        title: words.say("error.client"),
        text: words.say("error.client.do", { detail }),
        closeText,
      });
      return;
    }
    if (error.lost) {
      this.status.textContent = "";
      // One message however many requests were lost; polling finds out when the server is back.
      if (this.notices.has("lost")) return;
      this.notices.show("lost", {
        tone: "error",
        title: words.say("error.lost"),
        text: words.say("error.lost.do"),
        action: { text: words.say("notice.retry"), run: () => void this.poll() },
        closeText,
      });
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.poll(), POLL_SOON);
      return;
    }
    if (error.status === 410) {
      this.notices.show("error", {
        tone: "error",
        title: error.message || words.say("error.gone"),
        text: words.say("error.gone.do"),
        action: { text: words.say("release.apply"), run: () => void this.renew() },
        closeText,
      });
      return;
    }
    this.notices.show("error", {
      tone: "error",
      title: error.message || words.say("error.unknown", { status: error.status }),
      text: error.detail || words.say("error.unknown.do"),
      ...(action ? { action } : {}),
      closeText,
    });
  }

  /** Leaves a release that is gone for the current one. */
  private async renew(): Promise<void> {
    this.notices.clear("error");
    await this.poll();
    if (this.waiting) await this.apply(this.waiting);
  }

  private announce(text: string): void {
    this.live.textContent = text;
  }

  private expandOptions(open: boolean): void {
    this.side.dataset.open = String(open);
    this.toggle.setAttribute("aria-expanded", String(open));
    this.toggle.setAttribute(
      "aria-label",
      this.words.say(open ? "app.controls.close" : "app.controls.open"),
    );
  }

  private sayFixedWords(): void {
    const { words } = this;
    document.documentElement.lang = words.lang;
    document.title = `${words.say("app.title")} – ${words.say("app.subtitle")}`;
    this.subtitle.textContent = words.say("app.subtitle");
    this.skip.textContent = words.say("app.skip");
    this.languageGroup.setAttribute("aria-label", words.say("app.language"));
    for (const button of this.languages) {
      button.setAttribute("aria-pressed", String(button.lang === words.lang));
    }
    this.side.setAttribute("aria-label", words.say("app.controls"));
    this.mapElement.setAttribute("role", "application");
    this.mapElement.setAttribute("aria-label", words.say("app.map"));
    (["map.zoom.in", "map.zoom.out", "map.zoom.all"] as const).forEach((key, i) => {
      const button = this.zoomButtons[i];
      button?.setAttribute("aria-label", words.say(key));
      button?.setAttribute("title", words.say(key));
    });
    this.reference.textContent = words.say("map.reference");
    this.search.setWords(words);
    this.expandOptions(this.side.dataset.open === "true");
    if (!this.empty.hidden) this.showEmpty();
    if (this.notices.has("release") && this.waiting) this.offer(this.waiting);
  }

  /** What must be said on the map itself: made-up figures and schematic boundaries. */
  private sayMarks(view: View): void {
    const { words } = this;
    const { manifest } = view.atlas;
    const isIllustrative = view.figures.status.includes("illustrative");
    const isSchematic = view.choice.edition.schematic;
    const marks = isIllustrative
      ? [words.say("badge.illustrative"), isSchematic ? words.say("badge.schematic") : ""]
      : [isSchematic ? words.say("badge.schematic.alone") : ""];
    const text = marks.filter((mark) => mark !== "").join(" – ");
    this.badge.textContent = text;
    this.badge.hidden = text === "";
    this.release.textContent = words.say("map.release", { id: manifest.release.slice(0, 8) });
    this.release.title = manifest.release;
  }

  private remember(): void {
    window.history.replaceState(null, "", formatHash(this.state));
  }

  private listen(): void {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (this.panel.isOpen) this.closeUnit();
      else this.expandOptions(false);
    });
    window.addEventListener("hashchange", () => {
      const { place, ...state } = parseHash(window.location.hash, defaultState(this.state.lang));
      if (place) this.map.moveTo(place);
      if (!state.unit) this.closeUnit();
      void this.update({ ...state, place: place ?? this.state.place });
    });
    const look = (): void => {
      if (document.visibilityState === "visible") void this.poll();
    };
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", look);
    NARROW.addEventListener("change", () => this.legend.expand(!NARROW.matches));
  }

  private insets() {
    const top = Math.round(this.top.getBoundingClientRect().bottom);
    if (NARROW.matches) {
      // Legend and buttons stand at the bottom; the profile covers them.
      const bottom = this.panel.isOpen ? this.panel.element.offsetHeight : 220;
      return { left: 0, right: 0, top, bottom };
    }
    return {
      left: this.side.offsetWidth + 24,
      right: this.panel.isOpen ? this.panel.element.offsetWidth + 24 : 64,
      top,
      bottom: 32,
    };
  }
}

/** Whether two choices of one release paint the same units with the same figures. */
function isSame(a: Choice, b: Choice): boolean {
  return a.series === b.series && a.edition === b.edition && a.level === b.level;
}
