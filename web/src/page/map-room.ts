import type { ApiClient } from "../api/client";
import type { BaseMap, Bounds, Level, SeaName, Tileset } from "../api/types";
import { bordersOf, classOf } from "../classify/classify";
import { type Painting, paintingOf } from "../classify/painting";
import { findUnit, type View } from "../data/atlas";
import type { Choice } from "../data/choices";
import { Ranks } from "../data/ranks";
import type { Unit, Units } from "../data/units";
import { AtlasMap, type Insets, type Place } from "../map/atlas-map";
import type { Drawing } from "../map/drawing";
import { type Sea, seasWith } from "../map/seas";
import type { ViewState } from "../state/view-state";
import { Chips } from "../ui/chips";
import {
  indicatorName,
  measure,
  statusMark,
  sumText,
  valueText,
  viewDecimals,
} from "../ui/figures";
import { Legend } from "../ui/legend";
import { Tooltip } from "../ui/tooltip";
import { Opening, wholeExtent } from "./opening";
import { looksOf, type OverlayLook, overlaysBy, symbolsOf } from "./overlays";
import type { Page } from "./page";
import { Walk } from "./walk";

/** What is looked at where no unit is drawn. */
const COUNTRY: Bounds = [102.1, 8.3, 109.5, 23.4];

/** A unit found by search or link is shown with its surroundings, not from wall to wall. */
const UNIT_ZOOM = 11;

export interface MapRoomEvents {
  /** A unit was chosen on the map, or none. */
  pick(code: string | null): void;
  /** A unit was opened by keyboard. */
  enter(code: string): void;
  /** The list of provinces is wanted. */
  provinces(): void;
  /** The pointer is over a unit, or over none. */
  hover(code: string | null): void;
}

/** The map with its legend: how the figures of the view become colours, and what the pointer meets. */
export class MapRoom {
  readonly legend: Legend;
  readonly chips: Chips;
  readonly tooltip = new Tooltip();
  readonly opening: Opening;
  private readonly map: AtlasMap;
  private readonly walk: Walk;
  /** Drawn over the colours beside what the state asks for. */
  marks: readonly OverlayLook[] = [];
  private painting: Painting | null = null;
  private looks: readonly OverlayLook[] = [];
  private ranks: Ranks | null = null;
  private seas: readonly Sea[] = seasWith(null);
  /** What panels took from the map when it came to its first place. */
  private room = "";

  constructor(
    private readonly page: Page,
    api: ApiClient,
    element: HTMLElement,
    private readonly insets: () => Insets,
    events: MapRoomEvents,
  ) {
    this.legend = new Legend(
      (range) => void this.page.update({ range }).then(() => this.announceFilters()),
    );
    this.chips = new Chips((change) => this.removeFilter(change));
    this.opening = new Opening(() => this.showWhole());
    this.map = new AtlasMap(
      element,
      api,
      {
        hover: (code, x, y) => {
          this.hover(code, x, y);
          events.hover(code);
        },
        pick: (code, at) => {
          events.pick(code);
          if (code) this.map.reveal(at);
        },
        moved: (place) => {
          this.opening.leave();
          this.page.note({ place });
          this.legend.rescale(place.zoom);
        },
        tileFailed: (error) => this.page.report(error),
      },
      insets,
    );
    this.walk = new Walk(page, element, {
      point: (unit) => this.point(unit),
      open: (code) => events.enter(code),
      provinces: () => events.provinces(),
      centre: () => this.map.centre(),
      pan: (direction) => this.map.pan(direction),
    });
  }

  /** Decides how the figures of the view become colours. */
  prepare(view: View): Painting {
    const { state, words } = this.page;
    this.painting = view.paint?.(state) ?? paintingOf(view, state, viewDecimals(view));
    this.looks = [...looksOf(words, view, state, this.painting), ...this.marks];
    const { leftIn } = this.painting;
    this.ranks = new Ranks(view.figures.value, (unit) => leftIn === null || leftIn[unit] === 1);
    return this.painting;
  }

  /** Brings the map to its first place and asks for its shapes, which are painted when the figures are there. */
  expect({ edition, level }: Choice, units: Units, provinces: Units): void {
    const { tileset } = edition;
    this.begin({ units, provinces }, tileset);
    if (tileset) this.map.expect(tileset, level);
  }

  /**
   * Puts on map and legend what was prepared.
   *
   * @param first whether the map is shown for the first time
   */
  paint(view: View, first: boolean): void {
    const { tileset } = view.choice.edition;
    const { painting, looks } = this;
    if (!painting) return;
    const { state, words } = this.page;
    this.chips.update(words, view, state);
    if (first) this.begin(view, tileset);
    this.opening.say(words, view);
    const { units } = view;
    const { fills } = painting;
    if (tileset) {
      this.map.paint(tileset, {
        level: view.choice.level,
        fill: (code) => fills[units.find(code)?.index ?? -1],
        overlays: overlaysBy(view, looks),
      });
    } else this.map.blank();
    const isMadeUp = [view, view.beside?.view].some((v) =>
      v?.figures.status.includes("illustrative"),
    );
    this.map.stampWith(isMadeUp ? words.say("map.stamp") : "");
    this.map.nameInset(words.say("map.inset"));
    this.drawGraticule();
    const symbols = symbolsOf(view, state, painting, looks);
    this.map.mark(symbols);
    this.legend.element.hidden = false;
    this.legend.update(words, {
      view,
      state,
      painting,
      looks,
      mostCircle: symbols.most,
      zoom: this.map.zoom,
    });
    this.name(view);
  }

  /** Shows another map on one side of this one; null for none. */
  divide(make: Parameters<AtlasMap["divide"]>[0]): void {
    this.map.divide(make);
  }

  /** The borders between the classes of the map; none where it has no classes. */
  get borders(): readonly number[] {
    return this.painting?.classes ? bordersOf(this.painting.classes) : [];
  }

  /** Lays a base map below the colours; null for none. */
  lay(source: BaseMap | null, onFailure: () => void): Promise<void> {
    return this.map.lay(source, onFailure);
  }

  /** Names of seas in place of those that the map brings; null for those. */
  nameSeas(named: readonly SeaName[] | null): void {
    if (named === null) return;
    this.seas = seasWith(named);
    if (this.page.view) this.name(this.page.view);
  }

  private name(view: View): void {
    this.map.name({
      provinces: view.provinces.list,
      communes: view.choice.level === "commune" ? view.units.list : [],
      seas: this.seas,
      lang: this.page.state.lang,
    });
  }

  /** Settles when the first view is painted. */
  painted(): Promise<void> {
    return this.map.painted();
  }

  /** Takes everything off the map. */
  clear(): void {
    this.map.clear();
    this.opening.reset();
    this.legend.element.hidden = true;
  }

  /** What is on the screen, for a picture of it. */
  drawing(density: number): Drawing {
    return this.map.drawing(density);
  }

  /** The filters at work, in words. */
  filters(): readonly string[] {
    return this.chips.texts;
  }

  lookOf(code: string): ReturnType<AtlasMap["lookOf"]> {
    return this.map.lookOf(code);
  }

  select(unit: { level: Level; code: string } | null): void {
    this.map.select(unit);
  }

  /** Outlines a unit that is pointed at elsewhere; null for none. */
  hint(code: string | null): void {
    this.map.hint(code);
  }

  focus(): void {
    this.map.focus();
  }

  moveTo(place: Place): void {
    this.map.moveTo(place);
  }

  zoomBy(step: 1 | -1): void {
    this.map.zoomBy(step);
  }

  /** Asks again for tiles that did not come. */
  retry(): void {
    this.map.retry();
  }

  zoomTo(code: string): void {
    const bounds = this.page.view ? findUnit(this.page.view, code)?.bbox : null;
    if (bounds) this.fitUnit(bounds);
  }

  fitUnit(bounds: Bounds): void {
    this.map.fit(bounds, { maxZoom: UNIT_ZOOM });
  }

  /** Brings the first view into what panels that opened meanwhile have left of the map. */
  settle(): void {
    if (JSON.stringify(this.insets()) === this.room) return;
    this.opening.again((bounds) => this.map.fit(bounds, { animate: false }));
  }

  private begin(view: Pick<View, "units" | "provinces">, tileset: Tileset | null): void {
    const { state, words } = this.page;
    this.opening.begin(words, view, state, tileset?.bounds ?? COUNTRY, (bounds) => {
      this.map.begin(state.place ?? null, bounds);
      this.room = JSON.stringify(this.insets());
    });
  }

  /** Brings the unit of an address into view: its surroundings, or out from behind the panel. */
  reachUnit(view: View, code: string, wasPlaced: boolean): void {
    const label = findUnit(view, code)?.label;
    if (!wasPlaced) this.zoomTo(code);
    else if (label) this.map.reveal(label);
  }

  /** To the province of the state, or to everything. */
  zoomToProvince(): void {
    const { view, state } = this.page;
    if (!view) return;
    this.walk.forget();
    const province = state.province ? view.provinces.find(state.province) : undefined;
    const whole = view.choice.edition.tileset?.bounds;
    const bounds = province?.bbox ?? (whole && wholeExtent(whole));
    if (bounds) this.map.fit(bounds);
  }

  showWhole(): void {
    const hadFocus = document.activeElement === this.opening.button;
    void this.page.update({ province: undefined }).then(() => this.zoomToProvince());
    if (hadFocus) this.map.focus();
  }

  leaveHover(): void {
    this.tooltip.hide();
  }

  /** Name, value and class of a unit in a sentence for readers. */
  tell(view: View, { level, code }: { level: Level; code: string }, name: string): string {
    const { words } = this.page;
    const classes = this.painting?.classes;
    if (!view.choice.series) return words.say("announce.unit.none", { unit: name });
    const unit = level === view.choice.level ? view.units.find(code) : undefined;
    const text = words.say("announce.unit", {
      unit: name,
      indicator: indicatorName(words, view),
      period: words.period(view.choice.period),
      value: unit ? this.valueOf(view, unit) : words.say("status.none"),
    });
    const at =
      unit && classes ? classOf(classes.edges, view.figures.value[unit.index] ?? Number.NaN) : -1;
    return at < 0 || !classes
      ? text
      : `${text} ${words.say("announce.class", { i: at + 1, n: classes.counts.length })}`;
  }

  private drawGraticule(): void {
    const { state, words } = this.page;
    const letter = (key: "north" | "south" | "east" | "west"): string =>
      words.say(`map.hemisphere.${key}`);
    const letters = {
      north: letter("north"),
      south: letter("south"),
      east: letter("east"),
      west: letter("west"),
    };
    this.map
      .grid(state.graticule ? letters : null)
      .catch((error: unknown) => this.page.report(error, () => this.drawGraticule()));
  }

  /** Says how many units the filters leave in. */
  announceFilters(): void {
    const { view, words } = this.page;
    const { painting } = this;
    if (!view || !painting) return;
    const total = view.units.list.length;
    this.page.announce(
      words.say("announce.filters", {
        n: words.number(total - painting.leftOut, 0),
        total: words.number(total, 0),
      }),
    );
  }

  private removeFilter(change: Partial<ViewState>): void {
    const zoom = "province" in change;
    void this.page.update(change).then(() => {
      if (zoom) this.zoomToProvince();
      if (this.chips.element.hidden) this.map.focus();
      this.announceFilters();
    });
  }

  private hover(code: string | null, x: number, y: number): void {
    const { view: shown } = this.page;
    const view = (this.map.isBeside(x) && shown?.beside?.view) || shown;
    const unit = code && view && !view.isNameless ? view.units.find(code) : undefined;
    if (view && unit) {
      const lines = view === shown ? this.linesOf(view, unit) : [this.valueWithMark(view, unit)];
      this.tooltip.show(unit.fullName, lines, x, y);
    } else this.tooltip.hide();
  }

  /** Where the walk by keyboard is: outlined, named, and said. */
  private point(unit: Unit | null): void {
    const { view } = this.page;
    const { label } = unit ?? {};
    if (!view || !unit || !label) {
      this.map.point(null);
      this.tooltip.hide();
      return;
    }
    const { x, y } = this.map.point({ code: unit.code, label });
    this.tooltip.show(unit.fullName, this.linesOf(view, unit), x, y);
    const province = view.provinces.find(unit.province);
    const name =
      province && province.code !== unit.code
        ? `${unit.fullName}, ${province.fullName}`
        : unit.fullName;
    this.page.announce(this.tell(view, unit, name));
  }

  /** What is told of a unit beside its name: value with its mark, rank, and whether a filter leaves it out. */
  private linesOf(view: View, unit: Unit): readonly string[] {
    const { words } = this.page;
    const { painting } = this;
    const lines = [this.valueWithMark(view, unit)];
    const sum = sumText(words, view, unit.index);
    if (sum) lines.push(sum);
    const isIn = !painting?.leftIn || painting.leftIn[unit.index] === 1;
    if (!isIn) return [...lines, words.say("tooltip.leftout")];
    const number = painting?.companion?.value[unit.index] ?? Number.NaN;
    if (painting?.companion && this.page.state.companion !== "none" && !Number.isNaN(number)) {
      const { indicator } = painting.companion;
      lines.push(
        `${words.label(indicator.name, indicator.id)}: ${valueText(words, indicator.unit, number)}`,
      );
    }
    const rank = this.ranks?.of(view.figures.value[unit.index] ?? Number.NaN);
    if (rank) {
      lines.push(
        words.say("tooltip.rank", {
          n: words.number(rank.place, 0),
          total: words.number(rank.total, 0),
        }),
      );
    }
    return lines;
  }

  private valueWithMark(view: View, unit: Unit): string {
    const value = this.valueOf(view, unit);
    const mark = statusMark(this.page.words, view.figures.status[unit.index] ?? "")?.textContent;
    return mark ? `${value} · ${mark}` : value;
  }

  private valueOf(view: View, unit: Unit): string {
    const { value, qualifier } = view.figures;
    return valueText(this.page.words, measure(view), value[unit.index], qualifier.get(unit.index));
  }
}
