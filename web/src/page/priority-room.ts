import "../styles/priority.css";
import { type ApiClient, ApiError } from "../api/client";
import type { SeriesEntry, Status } from "../api/types";
import type { View } from "../data/atlas";
import { openingBounds } from "../map/extent";
import { fromAddress, toAddress } from "../priority/address";
import { type Comparison, chosenBy, compareRuns } from "../priority/compare";
import { fileOf, priorityFile } from "../priority/files";
import { isSame, type Kept, KeptScenarios } from "../priority/kept";
import { evaluate, Gatherer, type Run, statusOf } from "../priority/run";
import { SavedScenarios } from "../priority/saved";
import { FORMAT, readScenario, type ScenarioDocument, ScenarioFault } from "../priority/scenario";
import { MethodFault } from "../priority/scores";
import {
  compareOnServer,
  firmness,
  type HotSpots,
  hotSpots,
  type Money,
  money,
  priorities,
  priorityFormats,
  type Sensitivity,
} from "../priority/server";
import { DEFAULT_MAP } from "../state/map-state";
import type { ViewState } from "../state/view-state";
import { save } from "../ui/picture/downloads";
import { HOT_CLASSES } from "../ui/priority/baseline";
import {
  changed,
  type Households,
  LAYERS,
  type Layer,
  type Model,
  topOf,
} from "../ui/priority/model";
import { PriorityPanel } from "../ui/priority/panel";
import type { FileKind } from "../ui/priority/saved";
import { say } from "../ui/priority/words";
import type { MapRoom } from "./map-room";
import type { OverlayLook } from "./overlays";
import type { Page } from "./page";
import type { Shell } from "./shell";

/** In the address of a scenario that is too long for it: the panel is open, with what is on the map. */
const TOO_LONG = "-";
/** In the address before the id of a scenario that the server keeps. */
const KEPT_SIGN = "kept.";
const KEPT = /^kept\.([\w-]+)$/;
/** The address follows when a weight has come to rest, in milliseconds. */
const REST = 350;

export interface PriorityRoomEvents {
  /** The profile of a unit is wanted. */
  open(code: string): void;
  /** Whether the panel is open. */
  press(pressed: boolean): void;
}

/**
 * Which units come first: a scenario, its ranking, and their map. Scores are computed here, from the
 * columns of the release; the server computes the same.
 */
export class PriorityRoom {
  private readonly panel: PriorityPanel;
  private readonly kept: KeptScenarios;
  /** The scenario of the server that is open, or that the one shown was made from. */
  private origin: Kept | null = null;
  private opened = 0;
  private gatherer: Gatherer | null = null;
  private view: View | null = null;
  private document: ScenarioDocument | null = null;
  private run: Run | null = null;
  private fault = "";
  /** Why the scenario of the address or of a file is not the one shown; "" when it is. */
  private unread = "";
  private layer: Layer = "score";
  private households: Households | null = null;
  private changes: Comparison | null = null;
  private palette: ViewState["palette"] | undefined;
  /** Where preliminary figures come first: the same scenario on approved ones. */
  private approved: Run | null = null;
  private firm: Sensitivity | null = null;
  private shared: Money | null = null;
  private hot: HotSpots | null = null;
  private waiting = "";
  private selected: string | undefined;
  /** What of the address is known to be the scenario shown. */
  private written: string | undefined;
  private computed: readonly [ScenarioDocument, View["atlas"]] | null = null;
  private worn: { readonly key: readonly unknown[]; readonly view: View } | null = null;
  private opener: HTMLElement | null = null;
  private before: Partial<ViewState> = {};
  private isLong = false;
  private frame = 0;
  private rest = 0;
  private works = 0;

  constructor(
    private readonly page: Page,
    private readonly api: ApiClient,
    private readonly map: MapRoom,
    shell: Shell,
    private readonly on: PriorityRoomEvents,
  ) {
    this.kept = new KeptScenarios(api);
    this.panel = new PriorityPanel(new SavedScenarios(), this.kept, {
      close: () => this.close(),
      change: (document) => this.change(document),
      layer: (layer) => this.show(layer),
      compared: (comparison) => {
        this.changes = comparison;
        if (this.isOfTwo) this.show(comparison.money ? this.layer : "change");
        this.render();
      },
      select: (code) => this.select(code ?? null, false),
      hover: (code) => this.map.hint(code),
      profile: (code) => this.on.open(code),
      firm: () => void this.wait("firm", () => this.drawFirm()),
      money: () => void this.wait("money", () => this.drawMoney()),
      hot: (indicator) => void this.wait("hot", () => this.drawHot(indicator)),
      renew: () => this.renew(),
      open: (document) => this.adopt(document),
      openKept: async (id) => this.adopt(await this.kept.find(id)),
      keptAs: (kept) => {
        this.origin = kept;
        if (kept) this.change(kept.document);
        else this.remember();
      },
      differ: () => void this.wait("differ", () => this.differ()),
      read: (file) => void this.read(file),
      file: (kind) => void this.file(kind),
      compare: (a, b) => this.compare(a, b),
      look: (code) => this.select(code, true),
      say: (text) => this.page.announce(text),
    });
    shell.beside.push(this.panel.aside);
    shell.below.push(this.panel.dock);
    document.querySelector(".panel")?.before(this.panel.dock, this.panel.aside);
  }

  get isOpen(): boolean {
    return this.panel.isOpen;
  }

  /** @param opener what the focus returns to */
  async toggle(opener: HTMLElement): Promise<void> {
    if (this.isOpen) return this.close();
    this.opener = opener;
    const { state } = this.page;
    this.before = {
      range: state.range,
      locked: state.locked,
      breaks: state.breaks,
      method: state.method,
      companion: state.companion,
      palette: state.palette,
    };
    await this.page.update({ ...PLAIN, scenario: this.written ?? TOO_LONG });
    this.reach();
    this.panel.focus();
    this.remember();
  }

  close(): void {
    if (!this.isOpen) return;
    const hadFocus = [this.panel.aside, this.panel.dock].some((part) =>
      part.contains(document.activeElement),
    );
    this.map.select(null);
    this.map.hint(null);
    this.map.marks = [];
    this.hot = null;
    this.changes = null;
    this.layer = "score";
    this.selected = undefined;
    const plain = this.palette ? { ...PLAIN, palette: this.palette } : {};
    this.palette = undefined;
    void this.page.update({ ...plain, range: undefined, ...this.before, scenario: undefined });
    this.before = {};
    if (hadFocus) this.opener?.focus();
  }

  /**
   * Brings panel and scores in step with the view.
   *
   * @returns the view with scores in place of its figures, where they are wanted
   */
  async follow(view: View): Promise<View> {
    const { scenario } = this.page.state;
    this.open(scenario !== undefined);
    if (scenario === undefined) return view;
    if (this.view?.atlas !== view.atlas || this.view.choice.level !== view.choice.level) {
      this.hot = null;
    }
    if (this.view?.atlas !== view.atlas) {
      this.gatherer = new Gatherer(view.atlas, this.api);
      this.households = null;
    }
    const isOther =
      this.view !== null &&
      (this.view.choice.edition !== view.choice.edition ||
        this.view.choice.level !== view.choice.level);
    // Who chooses another indicator wants to see it.
    if (this.view && !isOther && this.view.choice.series !== view.choice.series) {
      if (this.isOfTwo) this.show("figures");
      else this.layer = "figures";
    }
    this.view = view;
    await this.take(scenario);
    const { edition, level } = view.choice;
    const asked = this.document ?? this.first(view);
    this.document =
      asked.edition === edition.id && (asked.level ?? "commune") === level
        ? asked
        : { ...asked, edition: edition.id, level };
    await this.work();
    this.render();
    return this.dress(this.heat(view));
  }

  /** Looks at a unit: marked on the map and in the ranking, and why it is where it is. */
  select(code: string | null, focus: boolean): void {
    const { view } = this;
    if (!view) return;
    this.selected = code ?? undefined;
    this.map.select(code ? { level: view.choice.level, code } : null);
    if (focus && code) this.map.zoomTo(code);
    const unit = code ? view.units.find(code) : undefined;
    this.render();
    if (unit && this.run) {
      const place = this.run.units.findIndex((u) => u.code === unit.code);
      const rank = this.run.scores.rank[place] ?? 0;
      const { words } = this.page;
      this.page.announce(
        rank > 0
          ? `${unit.fullName}: ${say(words, "why.rank", {
              n: words.number(rank, 0),
              total: words.number(this.run.order.length, 0),
            })}`
          : `${unit.fullName}: ${say(words, "why.notranked")}`,
      );
    }
  }

  /** The pointer is over a unit of the map. */
  hint(code: string | null): void {
    if (this.isOpen) this.panel.hint(code);
  }

  /** What is left of the window shows where most of the units are. */
  private reach(): void {
    const { view } = this;
    const whole = view?.choice.edition.tileset?.bounds;
    if (!view || !whole) return;
    if (this.page.state.province) {
      this.map.zoomToProvince();
      return;
    }
    const areas = view.provinces.list.flatMap(({ bbox, code }) =>
      bbox ? [{ bounds: bbox, units: view.units.in(code) }] : [],
    );
    this.map.fitUnit(openingBounds(areas, whole));
  }

  private open(isOpen: boolean): void {
    if (isOpen === this.isOpen) return;
    this.panel.open(isOpen);
    // In a frame of another site the map of scores stands alone.
    document.body.classList.toggle("has-prio", isOpen && !this.page.state.embed);
    this.on.press(isOpen);
    // An address taken from a map of changes: what was compared is not in it.
    const { palette, breaks = [] } = this.page.state;
    const isOfTwo = breaks.length > 4 && breaks.every((b, i) => b === -(breaks.at(-1 - i) ?? 0));
    if (isOpen && isOfTwo && palette === CHANGE.palette) {
      window.setTimeout(() => {
        void this.page.update({ ...PLAIN, palette: DEFAULT_MAP.palette });
      });
    }
    if (isOpen) void this.offer();
  }

  /** The scenario of the address, where it is another than the one shown. */
  private async take(letters: string): Promise<void> {
    if (letters === this.written || letters === TOO_LONG) return;
    this.written = letters;
    this.unread = "";
    this.origin = null;
    this.opened++;
    const id = KEPT.exec(letters)?.[1];
    try {
      this.origin = id ? await this.kept.find(id) : null;
      this.document = this.origin?.document ?? (await fromAddress(letters));
    } catch (error) {
      this.unread = this.worded(error);
      return;
    }
    this.meet(this.document);
  }

  /** Brings edition and level of the map to those of a scenario. */
  private meet({ edition, level = "commune" }: ScenarioDocument): void {
    const { choice, atlas } = this.view ?? {};
    if (!choice || !atlas) return;
    const there = atlas.manifest.editions.find((e) => e.id === (edition ?? choice.edition.id));
    const isThere = there?.levels.some((l) => l.level === level && l.withGeometry > 0);
    if (!isThere || (there === choice.edition && level === choice.level)) return;
    // The map follows the scenario; not the other way round, as it does when a person chooses.
    const { document } = this;
    window.setTimeout(() => {
      void this.page.update({ edition: there?.id, level }).then(() => {
        if (document) this.change(document);
      });
    });
  }

  /** What to begin with: rate and number of the poor, which pull apart. */
  private first(view: View): ScenarioDocument {
    const { choice, indicator, atlas } = view;
    const told = new Set(
      atlas.manifest.series
        .filter((s) => s.edition === choice.edition.id && s.level === choice.level)
        .map((s) => s.indicator),
    );
    const ids = [indicator?.id ?? "rate_poor", indicator?.numerator?.indicator ?? "hh_poor"];
    const criteria = [...new Set(ids)]
      .filter((id) => told.has(id))
      .map((id) => ({ indicator: id }));
    return {
      format: FORMAT,
      edition: choice.edition.id,
      level: choice.level,
      method: "summed_points",
      criteria: criteria.length > 0 ? criteria : [{ indicator: [...told][0] ?? "rate_poor" }],
    };
  }

  private change(document: ScenarioDocument): void {
    this.document = document;
    this.unread = "";
    this.panel.busy = true;
    // One repaint a frame is as much as anybody sees.
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      void this.page.update({});
      this.remember();
    });
  }

  /** Another scenario in place of the present one: of a file, of this browser, or of the server. */
  private adopt(scenario: ScenarioDocument | Kept): void {
    this.origin = "document" in scenario ? scenario : null;
    this.opened++;
    const document = "document" in scenario ? scenario.document : scenario;
    this.change(document);
    this.meet(document);
  }

  /** Whether what is shown says something else than the scenario of the server it was made from. */
  private get isChanged(): boolean {
    const { document, origin } = this;
    if (!document || !origin) return false;
    const { edition, level = "commune" } = document;
    const there = { level, ...(edition ? { edition } : {}), ...origin.document };
    return !isSame({ level, ...document }, there);
  }

  /** Another layer on the map; changes of rank have classes and colours of their own. */
  private show(layer: Layer): void {
    const { palette } = this;
    this.layer = layer;
    if (this.isOfTwo) {
      this.palette ??= this.page.state.palette;
      const breaks = layer === "moved" ? moneyBreaks(this.changes) : CHANGE.breaks;
      void this.page.update({ ...CHANGE, breaks });
      return;
    }
    this.palette = undefined;
    void this.page.update(palette ? { ...PLAIN, palette } : { range: undefined });
  }

  /** Whether the map shows what changes from one scenario to another. */
  private get isOfTwo(): boolean {
    return this.layer === "change" || this.layer === "moved";
  }

  private renew(): void {
    const { view } = this;
    if (!this.document || !view) return;
    this.change({ ...this.document, release: view.atlas.manifest.release });
  }

  /** Computes what was not computed yet; keeps the last result beside what is wrong now. */
  private async work(): Promise<void> {
    const { document, view } = this;
    if (!document || !view) return;
    if (this.computed?.[0] === document && this.computed[1] === view.atlas) return;
    const work = ++this.works;
    try {
      const run = await this.compute(document);
      if (work !== this.works) return;
      const { stage, ...plain } = document;
      const approved = stage === "preliminary" ? await this.compute(plain) : null;
      if (work !== this.works) return;
      this.run = run;
      this.approved = approved;
      this.firm = null;
      this.shared = null;
      if (this.layer === "money") this.layer = "score";
      this.fault = run.order.length === 0 ? say(this.page.words, "fault.nobody") : "";
      await this.count(run);
    } catch (error) {
      if (work !== this.works) return;
      if (!(error instanceof ScenarioFault || error instanceof MethodFault)) throw error;
      this.fault = this.worded(error);
    }
    this.computed = [document, view.atlas];
  }

  private async compute(document: ScenarioDocument): Promise<Run> {
    const { gatherer } = this;
    if (!gatherer) throw new RangeError("No release to compute on");
    return evaluate(await gatherer.gather(document), document);
  }

  /**
   * What changes from one scenario to another on the release that is shown. Money is shared out by
   * the server; where there is none, nothing but the browser is needed.
   */
  private async compare(a: ScenarioDocument, b: ScenarioDocument): Promise<Comparison> {
    const { view } = this;
    if (a.budget && b.budget && view) {
      return compareOnServer(this.api, { a, b }, view.units, view.atlas.manifest.release);
    }
    const [first, second] = await Promise.all([this.compute(a), this.compute(b)]);
    const comparison = compareRuns(first, second, [topOf(a), topOf(b)]);
    return a.budget || b.budget ? { ...comparison, money: null } : comparison;
  }

  /** What newer data change: the scenario on its own release, and on the one that is shown. */
  private async differ(): Promise<void> {
    const { document, view } = this;
    if (!document?.release || !view) return;
    const { release } = view.atlas.manifest;
    const scenarios = { a: document, b: { ...document, release } };
    this.changes = await compareOnServer(this.api, scenarios, view.units);
    this.panel.show("saved");
    const title = say(this.page.words, "compare.releases", {
      made: document.release.slice(0, 8),
      now: release.slice(0, 8),
    });
    this.panel.saved.tell(this.changes, title);
  }

  /** Whom a choice reaches is told by counts of households, whatever the criteria are. */
  private async count(run: Run): Promise<void> {
    const { gatherer, view } = this;
    if (!gatherer || !view) return;
    const rate = view.atlas.indicator("rate_poor");
    const told = (indicator: string) =>
      gatherer.values(run.gathered, indicator, run.document.period);
    const [poor, all, share] = await Promise.all([
      told(rate?.numerator?.indicator ?? "hh_poor"),
      told(rate?.denominator?.indicator ?? "hh_total"),
      told("rate_poor"),
    ]);
    this.households = { poor, all, rate: share };
  }

  private render(): void {
    const { view, document } = this;
    if (!view || !document || !this.isOpen) return;
    const { words } = this.page;
    const now = (): ScenarioDocument => this.document ?? document;
    const model: Model = {
      words,
      view,
      // Asked at each change, so that two that follow each other before a repaint both stay.
      get document() {
        return now();
      },
      run: this.run,
      opened: this.opened,
      origin: this.origin,
      isChanged: this.isChanged,
      fault: this.unread || this.fault || (this.isLong ? say(this.page.words, "address.long") : ""),
      layer: this.layer,
      layers: LAYERS.filter(
        (layer) =>
          (layer !== "change" || this.changes !== null) &&
          (layer !== "moved" || (this.changes?.money?.changes.length ?? 0) > 0) &&
          (layer !== "money" || (this.shared?.amounts.size ?? 0) > 0),
      ),
      households: this.households,
      approved: this.approved,
      firm: this.firm,
      money: this.shared,
      hot: this.hot,
      waiting: this.waiting,
      selected: this.selected,
    };
    this.panel.update(model);
    this.panel.busy = this.computed?.[0] !== document;
    if (this.selected) this.map.select({ level: view.choice.level, code: this.selected });
  }

  /** The view with scores in place of its figures. */
  private dress(view: View): View {
    const { run, layer } = this;
    const { words } = this.page;
    if (!run || layer === "figures" || run.gathered.units !== view.units) return view;
    const amounts = layer === "money" ? this.shared?.amounts : undefined;
    const of = [
      run,
      layer,
      amounts,
      this.hot,
      view.choice,
      view.figures,
      view.holdings.size,
      words.lang,
    ];
    // Hot spots make a view of their own each time: they are told apart by what they are of.
    if (this.worn?.key.every((part, i) => part === of[i])) return this.worn.view;
    const total = view.units.list.length;
    const value = new Float64Array(total).fill(Number.NaN);
    if (this.isOfTwo) return this.dressChanges(view, run, value);
    const status = new Array<Status | "">(total).fill("");
    const compared = new Uint8Array(total);
    const chosen = layer === "chosen" ? chosenBy(run, topOf(run.document)) : null;
    run.units.forEach(({ code, index }, place) => {
      if ((chosen && !chosen.has(index)) || (amounts && !amounts.has(code))) return;
      compared[index] = 1;
      value[index] = (amounts ? amounts.get(code) : run.scores.score[place]) ?? Number.NaN;
      if (!Number.isNaN(value[index])) status[index] = statusOf(run, place);
    });
    const series = this.series(run, view);
    const name = run.document.title;
    const key = layer === "chosen" || layer === "money" ? layer : "name";
    const label = (lang: "vi" | "en"): string => {
      const text = say(words, `score.${key}`);
      return name && lang === words.lang ? `${text}: ${name}` : text;
    };
    const worn: View = {
      ...view,
      choice: {
        ...view.choice,
        indicator: "priority",
        group: "all",
        series,
        behind: [],
        period: series.period,
      },
      indicator: {
        id: "priority",
        name: { vi: label("vi"), en: label("en") },
        kind: "amount",
        unit: amounts ? "million_vnd" : "point",
        direction: "higher_is_worse",
        theme: "other",
      },
      figures: {
        value,
        status,
        qualifier: new Map(),
        from: Int8Array.from(value, (v) => (Number.isNaN(v) ? -1 : 0)),
      },
      compared,
      ...(key === "name" ? {} : { leftOut: say(words, `leftout.${key}`) }),
    };
    this.worn = { key: of, view: worn };
    return worn;
  }

  /**
   * Places or money gained from one scenario to another; grey where a unit has no rank in one of them,
   * or the same money in both.
   */
  private dressChanges(view: View, run: Run, value: Float64Array): View {
    const compared = new Uint8Array(value.length);
    const status = new Array<Status | "">(value.length).fill("");
    const isMoney = this.layer === "moved";
    const gains = isMoney
      ? (this.changes?.money?.changes ?? []).map(({ unit, before, after }) => ({
          unit,
          gained: after - before,
        }))
      : (this.changes?.changes ?? []);
    for (const { unit, gained } of gains) {
      const index = view.units.find(unit.code)?.index;
      if (index === undefined || Number.isNaN(gained)) continue;
      value[index] = gained;
      compared[index] = 1;
    }
    run.units.forEach(({ index }, place) => {
      if (compared[index]) status[index] = statusOf(run, place) || "reported";
    });
    const { words } = this.page;
    const name = say(words, isMoney ? "compare.money.gained" : "compare.gained");
    const series = this.series(run, view);
    return {
      ...view,
      choice: { ...view.choice, indicator: "priority", series, behind: [], period: series.period },
      indicator: {
        id: "priority",
        name: { vi: name, en: name },
        kind: "amount",
        unit: isMoney ? "million_vnd" : "",
        direction: "neutral",
        theme: "other",
      },
      figures: {
        value,
        status,
        qualifier: new Map(),
        from: Int8Array.from(value, (v) => (Number.isNaN(v) ? -1 : 0)),
      },
      compared,
      ...(isMoney ? { leftOut: say(words, "leftout.moved") } : {}),
    };
  }

  /** Asks the server for what takes it a while, one thing at a time. */
  private async wait(what: string, work: () => Promise<void>): Promise<void> {
    if (this.waiting !== "") return;
    this.waiting = what;
    this.render();
    try {
      await work();
    } catch (error) {
      this.page.report(error, () => void this.wait(what, work));
    } finally {
      this.waiting = "";
    }
    await this.page.update({});
  }

  private async drawFirm(): Promise<void> {
    const { document, view } = this;
    if (!document || !view) return;
    const { release } = view.atlas.manifest;
    const sensitivity = {
      draws: DRAWS,
      spread: SPREAD,
      ...document.sensitivity,
      top: topOf(document),
    };
    // Ranks do not depend on money: half a budget does not stand in the way.
    const asked = { ...document, release, sensitivity, budget: undefined };
    const firm = await firmness(this.api, changed<ScenarioDocument>(document, asked));
    // What was dragged meanwhile has another firmness.
    if (document === this.document) this.firm = firm;
  }

  private async drawMoney(): Promise<void> {
    const { document, view } = this;
    if (!document?.budget || !view) return;
    const shared = await money(this.api, { ...document, release: view.atlas.manifest.release });
    if (document !== this.document) return;
    this.shared = shared;
    if (shared.amounts.size > 0) this.show("money");
  }

  private async drawHot(indicator: string): Promise<void> {
    const { document, view } = this;
    if (!document || !view) return;
    const { choice, atlas } = view;
    this.hot = indicator
      ? await hotSpots(this.api, {
          indicator,
          edition: choice.edition.id,
          level: choice.level,
          release: atlas.manifest.release,
          ...(document.period ? { period: document.period } : {}),
        })
      : null;
  }

  /** Hot spots as a list of units that are marked like designations. */
  private heat(view: View): View {
    const { hot } = this;
    const { words } = this.page;
    if (!hot) {
      this.map.marks = [];
      return view;
    }
    this.map.marks = HOT_CLASSES.flatMap((one, i): OverlayLook[] => {
      const count = hot.classes[one] ?? 0;
      const overlay = { designation: `${HOT}:${one}`, style: "outline" as const };
      const name = `${say(words, "hot")}: ${say(words, `hot.${one}`)}`;
      const colour = HOT_COLOURS[i] ?? "";
      return count === 0 ? [] : [{ overlay, class: one, name, turn: 0, colour, badge: "", count }];
    });
    const holdings = new Map(view.holdings).set(HOT, {
      scheme: HOT,
      day: "",
      byUnit: new Map(hot.units.map((unit) => [unit.code, unit.class])),
      isIllustrative: hot.illustrative,
    });
    return { ...view, holdings };
  }

  /** What stands for the series of the criteria: the latest period, the least approved stage, all sources. */
  private series(run: Run, view: View): SeriesEntry {
    const all = [...run.gathered.told.values()].flatMap(({ series, from }) =>
      [...new Set(from)].flatMap((at) => series[at] ?? []),
    );
    const periods = [...new Set(all.map((s) => s.period))].sort();
    const [first = "", last = first] = [periods[0], periods.at(-1)];
    return {
      id: "priority",
      edition: view.choice.edition.id,
      level: view.choice.level,
      indicator: "priority",
      period: run.document.period ?? (first === last ? first : last),
      asOf: null,
      standard: "",
      areaType: "all",
      group: "all",
      nature: "actual",
      stage: all.some((s) => s.stage === "preliminary") ? "preliminary" : "approved",
      statuses: [],
      sources: [...new Set(all.flatMap((s) => s.sources))],
      count: run.order.length,
    };
  }

  private worded(error: unknown): string {
    const { words } = this.page;
    if (error instanceof MethodFault) return say(words, `fault.${error.reason}`);
    if (error instanceof ScenarioFault) {
      const { kind, place, expected } = error;
      return say(words, `fault.${kind}`, { place, expected });
    }
    if (error instanceof ApiError) {
      if (error.lost) return say(words, "kept.lost");
      return error.status === 404 ? say(words, "kept.gone") : error.detail || error.message;
    }
    return say(words, "fault.address");
  }

  /** Puts the scenario into the address once it has come to rest. */
  private remember(): void {
    window.clearTimeout(this.rest);
    this.rest = window.setTimeout(() => void this.write(), REST);
  }

  private async write(): Promise<void> {
    const { document, view } = this;
    if (!document || !view || !this.isOpen) return;
    const release = document.release ?? view.atlas.manifest.release;
    const letters =
      this.origin && !this.isChanged
        ? `${KEPT_SIGN}${this.origin.id}`
        : await toAddress({ ...document, release });
    if (document !== this.document || !this.isOpen) return;
    this.written = letters ?? TOO_LONG;
    this.page.note({ scenario: this.written });
    this.isLong = letters === null;
    this.render();
  }

  private async read(file: File): Promise<void> {
    try {
      this.adopt(readScenario(await fileOf(file)));
    } catch (error) {
      this.unread = this.worded(error);
      this.render();
    }
  }

  /** Which files the server makes; those of the browser itself are always there. */
  private async offer(): Promise<void> {
    try {
      const kinds = await priorityFormats(this.api);
      this.panel.saved.offer([
        "json",
        "csv",
        ...(["geojson", "xlsx", "html"] as const).filter((kind) => kinds.includes(kind)),
      ]);
    } catch {
      // Without the server the browser's own files remain.
    }
  }

  private async file(kind: FileKind): Promise<void> {
    const { document, run, view } = this;
    if (!document || !run || !view) return;
    const { release } = view.atlas.manifest;
    const whole = changed<ScenarioDocument>(document, { release });
    const name = (document.title ?? "")
      .normalize("NFD")
      .replace(/[^\w-]+/g, "-")
      .replace(/^-+|-+$/g, "");
    const file = `${name || "priorities"}.${kind}`;
    try {
      if (kind === "json" || kind === "csv") {
        save(priorityFile(kind, run, whole, release), file);
      } else save(await priorities(this.api, whole, kind), file);
    } catch (error) {
      this.page.report(error, () => void this.file(kind));
    }
  }
}

/** How often weights are drawn, and how far estimates, where a scenario does not say. */
const DRAWS = 1_000;
const SPREAD = 0.1;

/** How changes of rank become colours: those that gain on one side, those that lose on the other. */
const CHANGE = {
  range: undefined,
  method: "typed",
  breaks: [-50, -10, -0.5, 0.5, 10, 50],
  palette: "PuOr",
} as const;

/** Borders of classes of money that units gain or lose, from the largest change. */
function moneyBreaks(changes: Comparison | null): readonly number[] {
  const all = changes?.money?.changes ?? [];
  const most = all.reduce((m, { before, after }) => Math.max(m, Math.abs(after - before)), 10);
  // One digit that counts: borders are read, not computed with.
  const step = 10 ** Math.floor(Math.log10(most / 2));
  const [far, near] = [step * Math.floor(most / 2 / step), Math.max(1, step / 2)];
  return [-far, -near, 0, near, far];
}

/** What hot spots are called among the lists that are drawn, and their colours. */
const HOT = "hotspot";
const HOT_COLOURS = ["#9a3412", "#0b5cad", "#4a1d6b", "#0f766e"];

/** What of the map means nothing for scores. */
const PLAIN = {
  range: undefined,
  locked: false,
  breaks: undefined,
  method: "jenks",
  companion: "none",
  table: undefined,
  find: undefined,
} as const;
