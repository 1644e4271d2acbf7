import { ApiClient } from "./api/client";
import type { Lang, SearchResult } from "./api/types";
import { type Atlas, loadView, type View } from "./data/atlas";
import type { Choice } from "./data/choices";
import { schemesOf } from "./data/filter";
import type { Units } from "./data/units";
import { preferredLang, Words } from "./i18n/i18n";
import type { Place } from "./map/atlas-map";
import { FIRST_COMMUNE_ZOOM } from "./map/label-layer";
import { Faults } from "./page/faults";
import type { GroundRoom } from "./page/ground-room";
import { HandOnRoom } from "./page/hand-on-room";
import { MapRoom } from "./page/map-room";
import type { Page } from "./page/page";
import type { PriorityRoom } from "./page/priority-room";
import { Profile } from "./page/profile";
import { Releases } from "./page/releases";
import { NARROW, Shell } from "./page/shell";
import type { SumRoom } from "./page/sum-room";
import { TableRoom } from "./page/table-room";
import type { TimeRoom } from "./page/time-room";
import { type Tool, Tools } from "./page/tools";
import { TourRoom } from "./page/tour-room";
import { DEFAULT_MAP } from "./state/map-state";
import { defaultState, formatHash, parseHash, type ViewState } from "./state/view-state";
import { type Change, Controls } from "./ui/controls";
import { h } from "./ui/dom";
import { groupName, indicatorName } from "./ui/figures";
import { Notices } from "./ui/notices";
import { SearchBox } from "./ui/search";

/** So long after the first sight of the map it is asked what the administrator set, in milliseconds. */
const SOON = 1_500;
/** So long after the first sight of the map what may be wanted next is fetched, in milliseconds. */
const IDLE = 4_000;

/**
 * The map and all around it. One {@link ViewState} says what is on the screen; `update` is the only
 * way to change it, and brings map, legend, panel and address in step. The rooms of `page/` do the
 * work; this wires them.
 */
export class App implements Page {
  state: ViewState;
  words: Words;
  view: View | null = null;
  base: View | null = null;
  private loads = 0;
  private readonly api: ApiClient;

  private readonly shell: Shell;
  private readonly map: MapRoom;
  /** Fetched after the first sight, with what the administrator set. */
  private ground: GroundRoom | null = null;
  private readonly notices = new Notices();
  private readonly profile: Profile;
  private readonly table: TableRoom;
  private readonly tools: Tools;
  /** Fetched when it is first wanted. */
  private priority: PriorityRoom | null = null;
  private readonly handOn: HandOnRoom;
  private readonly tour: TourRoom;
  /** Years, comparisons, units without outlines: fetched when the state asks for one of them. */
  private time: TimeRoom | null = null;
  private readonly years = h("div", { class: "years-place" });
  /** Fetched when it is first wanted. */
  private sums: SumRoom | null = null;
  /** Whether the page was opened by its bare address: nobody asked for anything in particular. */
  private readonly isPlain = window.location.hash === "";
  private readonly releases: Releases;
  private readonly faults: Faults;
  private readonly search: SearchBox;
  private readonly controls: Controls;

  constructor(root: HTMLElement, lang: Lang) {
    this.state = parseHash(window.location.hash, defaultState(lang));
    this.words = new Words(this.state.lang);
    const api = new ApiClient(() => this.state.lang);
    this.api = api;
    const { notices } = this;
    this.faults = new Faults(() => this.words, notices, {
      lost: () => this.releases.pollSoon(),
      retry: () => void this.releases.poll(),
      renew: () => void this.releases.renew(),
    });
    this.releases = new Releases(this, api, notices, {
      show: (atlas) => this.show(atlas),
      empty: () => this.showEmpty(),
      back: () => this.map.retry(),
    });
    this.search = new SearchBox(
      this.words,
      api,
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
    this.controls = new Controls(
      (change) => this.changed(change),
      (button) => void this.openSums(button),
    );
    this.profile = new Profile(this, api, () => this.map);
    this.table = new TableRoom(this, notices, {
      open: (code) => this.profile.open(code, { fit: true, focus: false }),
    });
    this.tools = new Tools((tool, button) => this.use(tool, button));
    this.shell = new Shell(root, this.words, {
      lang: (code) => void this.update({ lang: code }),
      skip: () => this.search.focus(),
      zoom: (step) => this.map.zoomBy(step),
      whole: () => this.map.showWhole(),
    });
    this.map = new MapRoom(this, api, this.shell.map, () => this.shell.insets(), {
      pick: (code) => {
        if (this.priority?.isOpen) this.priority.select(code, false);
        else if (code) this.profile.open(code, { focus: false });
        else this.profile.close();
      },
      enter: (code) => {
        if (this.priority?.isOpen) this.priority.select(code, true);
        else this.profile.open(code, { focus: true });
      },
      hover: (code) => this.priority?.hint(code),
      provinces: () => {
        this.shell.expandOptions(true);
        this.controls.focusProvince();
      },
    });
    this.tour = new TourRoom(this, {
      go: (change, place) => this.walk(change, place),
      back: (state) => this.walk(state, state.place),
    });
    this.handOn = new HandOnRoom(this, this.shell, () => this.map, notices);
    this.map.legend.element.hidden = true;
    if (NARROW.matches) this.map.legend.expand(false);
    this.shell.furnish({
      search: this.search.element,
      controls: this.controls.element,
      legend: this.map.legend.element,
      outside: this.map.opening.button,
      chips: this.map.chips.element,
      notices: notices.element,
      panel: this.profile.panel.element,
      tools: this.tools.element,
      table: this.table.element,
      menu: this.handOn.menu,
      sheet: this.handOn.sheet,
      tour: this.tour.element,
      years: this.years,
      tooltip: this.map.tooltip.element,
    });
    this.tools.sayWords(this.words);
    this.listen();
  }

  /** Loads the current release, and from then on notices new ones. */
  async start(): Promise<void> {
    this.shell.say(this.words.say("app.loading"));
    await this.releases.poll();
  }

  // --- what is shown -------------------------------------------------------

  async update(change: Partial<ViewState>): Promise<void> {
    this.state = { ...this.state, ...change };
    if (Object.keys(change).some((key) => key !== "lang" && key !== "place")) {
      this.tour.leaveOffer();
    }
    if (change.lang) {
      this.words = new Words(change.lang);
      this.shell.sayWords(this.words);
      this.search.setWords(this.words);
      this.tools.sayWords(this.words);
      this.tour.sayWords();
      this.releases.sayWords();
    }
    const atlas = this.view?.atlas;
    if (atlas) await this.show(atlas);
  }

  note(change: Partial<ViewState>): void {
    this.state = { ...this.state, ...change };
    if (change.unit || change.table) this.tour.leaveOffer();
    if ("unit" in change) this.table.select(change.unit);
    if ("table" in change) this.tools.press("table", change.table !== undefined);
    this.remember();
  }

  announce(text: string): void {
    this.shell.announce(text);
  }

  report(error: unknown, retry?: () => void): void {
    this.shell.say("");
    this.faults.report(error, retry);
  }

  /** Brings everything on the screen in step with the state, from the release given. */
  private async show(atlas: Atlas): Promise<void> {
    const load = ++this.loads;
    const choice = atlas.choose(this.state);
    if (!choice) {
      this.showEmpty();
      return;
    }
    const before = this.base;
    const wasPlaced = this.state.place !== undefined;
    const schemes = schemesOf(this.state);
    let view: View;
    if (
      before &&
      before.atlas === atlas &&
      !before.isNameless &&
      isSame(before.choice, choice) &&
      schemes.every((scheme) => before.holdings.has(scheme))
    ) {
      view = { ...before, choice };
    } else {
      try {
        // Colours first: names and places are ten times as much to fetch.
        const isNameless =
          before === null &&
          choice.level !== "province" &&
          schemes.length === 0 &&
          choice.edition.tileset !== null &&
          !needsNames(this.state);
        view = await loadView(atlas, choice, schemes, isNameless, (units, provinces) => {
          // Shapes come while the figures do.
          if (before === null && load === this.loads) this.expect(choice, units, provinces);
        });
      } catch (error) {
        if (load === this.loads) this.report(error, () => void this.show(atlas));
        return;
      }
      // A later choice may have overtaken this one while it was loading.
      if (load !== this.loads) return;
    }
    const base = view;
    try {
      // A scenario is of one year and one edition: what years compare waits until it is closed.
      if (this.priority || this.state.scenario) view = await (await this.rank()).follow(base);
      if (this.sums || this.state.sums) view = await (await this.sumRoom()).follow(view);
      if (!this.state.scenario && (this.time ?? isTimely(this.state, choice)))
        view = await (await this.timeRoom()).derive(view);
    } catch (error) {
      // The figures themselves are there, and are shown.
      if (load === this.loads) this.report(error, () => void this.show(atlas));
    }
    if (load !== this.loads) return;
    this.base = base;
    this.view = view;
    const { state, words } = this;
    this.controls.update(words, view, base, state, this.map.prepare(view));
    this.shell.showMarks(view, !this.controls.element.hidden);
    this.tools.press("table", state.table !== undefined);
    await this.table.update();
    this.map.paint(view, before === null);
    this.time?.update(view);
    if (before === null) this.map.settle();
    this.sums?.update(view, before === null && !wasPlaced);
    if (before === null) this.firstShown();
    else await this.ground?.show();
    if (view.isNameless) {
      void this.map.painted().then(() => {
        if (this.view?.isNameless) void this.show(atlas);
      });
    }
    if (state.unit) {
      const shown = this.profile.show(state.unit);
      if (before === null) this.map.reachUnit(view, state.unit, wasPlaced);
      await shown;
    }
    this.remember();
  }

  private async timeRoom(): Promise<TimeRoom> {
    const { TimeRoom: Made } = await import("./page/time-room");
    const { map, api, years, shell } = this;
    this.time ??= new Made(this, { map, api, place: years, insets: () => shell.insets() });
    return this.time;
  }

  private async sumRoom(): Promise<SumRoom> {
    const { SumRoom: Made } = await import("./page/sum-room");
    this.sums ??= new Made(this, this.api, this.map, this.shell, {
      open: (code, edition) => this.profile.open(code, { focus: true, edition }),
    });
    return this.sums;
  }

  /** Opens the list of sums, or closes it. A ranking stands in the same place. */
  private async openSums(button: HTMLElement): Promise<void> {
    try {
      const room = await this.sumRoom();
      if (room.isOpen) return room.close();
      this.priority?.close();
      this.profile.close();
      this.shell.expandOptions(false);
      await room.open(button);
    } catch (error) {
      this.report(error, () => void this.openSums(button));
    }
  }

  private expect(choice: Choice, units: Units, provinces: Units): void {
    const isMadeUp = choice.series?.statuses.includes("illustrative") ?? false;
    this.shell.mark(isMadeUp, choice.edition.schematic);
    this.map.expect(choice, units, provinces);
  }

  private showEmpty(): void {
    this.base = null;
    this.view = null;
    this.profile.close();
    this.map.clear();
    this.shell.showEmpty();
  }

  private changed(change: Change): void {
    const zoom = "province" in change;
    // Another level is compared in the same period as far as it has one.
    const shown = this.base?.choice;
    const kept =
      "level" in change && shown?.series ? { period: shown.period, group: shown.group } : undefined;
    void this.update({ ...kept, ...change, ...this.left(change) }).then(() => {
      if (zoom) this.map.zoomToProvince();
      // On a phone the lists would hide what was opened.
      if (change.years && NARROW.matches) {
        this.shell.expandOptions(false);
        this.time?.focus();
      }
      if (zoom || "has" in change) this.map.announceFilters();
      else this.announceView();
    });
  }

  /** What a change makes meaningless: numbers of another unit of measure, a province of another edition. */
  private left(change: Change): Partial<ViewState> {
    const { method } = this.state;
    const isOther =
      change.indicator !== undefined && this.measureOf(change.indicator) !== this.measureOf();
    return {
      ...(isOther ? { locked: false, breaks: undefined, range: undefined } : {}),
      ...(isOther && method === "typed" ? { method: DEFAULT_MAP.method } : {}),
      ...(change.edition === undefined ? {} : { province: undefined, reported: undefined }),
      ...(change.years === false ? { years: undefined, compare: undefined } : {}),
    };
  }

  private measureOf(indicator = this.base?.choice.indicator): string | undefined {
    return this.view?.atlas.indicator(indicator ?? "")?.unit;
  }

  private announceView(): void {
    const { view, words } = this;
    if (!view) return;
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
  }

  private firstShown(): void {
    window.setTimeout(() => this.handOn.prepare(), IDLE);
    // The first colours come before the ground below them.
    if (this.state.baseMap) void this.layGround();
    else window.setTimeout(() => void this.layGround(), SOON);
    if (this.isPlain && !this.state.embed) {
      this.tour.offer().catch((error: unknown) => this.report(error));
    }
  }

  private async layGround(): Promise<void> {
    try {
      const { GroundRoom: Made } = await import("./page/ground-room");
      const { controls, shell, notices } = this;
      this.ground = new Made(this, this.api, this.map, { controls, shell, notices });
    } catch (error) {
      this.report(error, () => void this.layGround());
      return;
    }
    await this.ground.load();
  }

  /** To a view of the tour: what it does not name is closed. */
  private async walk(change: Partial<ViewState>, place: Place | undefined): Promise<void> {
    if (!change.unit) this.profile.close();
    const { place: _, ...rest } = change;
    await this.update({ years: undefined, compare: undefined, scenario: undefined, ...rest });
    if (place) this.map.moveTo(place);
    else if (change.unit) this.map.zoomTo(change.unit);
    else this.map.zoomToProvince();
  }

  /** The room of priorities. */
  private async rank(): Promise<PriorityRoom> {
    const { PriorityRoom: Made } = await import("./page/priority-room");
    this.priority ??= new Made(this, this.api, this.map, this.shell, {
      open: (code) => this.profile.open(code, { focus: true }),
      press: (pressed) => this.tools.press("priority", pressed),
    });
    return this.priority;
  }

  private use(tool: Tool, button: HTMLElement): void {
    if (tool !== "tour") this.tour.leaveOffer();
    const run = {
      table: () => {
        this.priority?.close();
        return this.table.toggle(button);
      },
      priority: () => {
        this.sums?.close();
        return this.rank().then((room) => room.toggle(button));
      },
      download: () => this.handOn.toggle(button),
      print: () => this.handOn.print(),
      share: () => this.handOn.share(),
      tour: () => this.tour.start(button),
    };
    run[tool]().catch((error: unknown) => this.report(error));
  }

  private openResult(result: SearchResult): void {
    this.shell.expandOptions(false);
    const { rollups = [] } = this.view?.atlas.manifest ?? {};
    // What was a province or district is on no map of today: its sums are, and lead on to its profile.
    const isShown = result.edition === this.view?.choice.edition.id;
    const isFormer =
      !isShown && rollups.some((r) => r.by === `former_${result.level}` && r.of === result.edition);
    if (isFormer) {
      this.profile.close();
      this.sumRoom()
        .then((room) => room.lead(`former_${result.level}`, result.code))
        .catch((error: unknown) => this.report(error));
      return;
    }
    this.profile.open(result.code, { focus: true, edition: result.edition });
    if (isShown && result.bbox) this.map.fitUnit(result.bbox);
  }

  // --- around it -----------------------------------------------------------

  private remember(): void {
    window.history.replaceState(null, "", formatHash(this.state));
    this.shell.embed(this.state.embed ? formatHash({ ...this.state, embed: undefined }) : null);
  }

  private listen(): void {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (this.tour.isOpen) void this.tour.end();
      else if (this.handOn.isOpen) this.handOn.close(true);
      else if (this.profile.isOpen) this.profile.close();
      else if (this.sums?.isOpen) this.sums.close();
      else if (this.table.isOpen) this.table.close();
      else if (this.priority?.isOpen) this.priority.close();
      else this.shell.expandOptions(false);
    });
    window.addEventListener("hashchange", () => {
      const { place, ...state } = parseHash(window.location.hash, defaultState(this.state.lang));
      if (place) this.map.moveTo(place);
      if (!state.unit) this.profile.close();
      void this.update({ ...state, place: place ?? this.state.place });
    });
    const look = (): void => {
      if (document.visibilityState === "visible") void this.releases.poll();
    };
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", look);
    NARROW.addEventListener("change", () => this.map.legend.expand(!NARROW.matches));
  }
}

/** Whether two choices of one release paint the same units with the same figures. */
function isSame(a: Choice, b: Choice): boolean {
  return a.series === b.series && a.edition === b.edition && a.level === b.level;
}

/** Whether years or two sides are looked at, or units that no map can draw. */
function isTimely(state: ViewState, choice: Choice): boolean {
  return !!(state.years || state.compare) || choice.edition.tileset === null;
}

/** Whether what an address asks for cannot be shown by codes alone. */
function needsNames(state: ViewState): boolean {
  return (
    state.table !== undefined ||
    state.scenario !== undefined ||
    state.sums !== undefined ||
    state.unit !== undefined ||
    state.province !== undefined ||
    state.companion !== "none" ||
    (state.place?.zoom ?? 0) > FIRST_COMMUNE_ZOOM
  );
}

/** Fills the page. */
export function begin(): void {
  const root = document.getElementById("app");
  if (!root) throw new Error("The page has no element with the id app");
  void new App(root, preferredLang(navigator.languages)).start();
}
