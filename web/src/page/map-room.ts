import type { ApiClient } from "../api/client";
import type { Bounds, Level } from "../api/types";
import { type Classes, classify, classOf } from "../classify/classify";
import { colours } from "../classify/palettes";
import { findUnit, type View } from "../data/atlas";
import type { Unit } from "../data/units";
import { AtlasMap, type Insets, type Place } from "../map/atlas-map";
import { indicatorName, measure, statusMark, valueText, viewDecimals } from "../ui/figures";
import { Legend } from "../ui/legend";
import { Tooltip } from "../ui/tooltip";
import { Opening, wholeExtent } from "./opening";
import type { Page } from "./page";

/** A unit found by search or link is shown with its surroundings, not from wall to wall. */
const UNIT_ZOOM = 11;

export interface MapRoomEvents {
  /** A unit was chosen on the map, or none. */
  pick(code: string | null): void;
}

/** The map with its legend: how the figures of the view become colours, and what the pointer meets. */
export class MapRoom {
  readonly legend = new Legend();
  readonly tooltip = new Tooltip();
  readonly opening: Opening;
  private readonly map: AtlasMap;
  private classes: Classes | null = null;
  private ramp: readonly string[] = [];

  constructor(
    private readonly page: Page,
    api: ApiClient,
    element: HTMLElement,
    insets: () => Insets,
    events: MapRoomEvents,
  ) {
    this.opening = new Opening(() => this.showWhole());
    this.map = new AtlasMap(
      element,
      api,
      {
        hover: (code, x, y) => this.hover(code, x, y),
        pick: (code, at) => {
          events.pick(code);
          if (code) this.map.reveal(at);
        },
        moved: (place) => {
          this.opening.leave();
          this.page.note({ place });
        },
        tileFailed: (error) => this.page.report(error),
      },
      insets,
    );
  }

  /** Puts the figures into classes; legend and map follow from them. */
  classify(view: View): void {
    const { state, words } = this.page;
    this.classes = classify(view.figures.value, state.method, state.classes, viewDecimals(view));
    this.ramp = colours(state.palette, this.classes?.counts.length ?? 1);
    this.legend.element.hidden = false;
    this.legend.update(words, view, state, this.classes, this.ramp);
  }

  /** @param first whether the map is shown for the first time */
  paint(view: View, first: boolean): void {
    const { tileset } = view.choice.edition;
    if (!tileset) return;
    const { state, words } = this.page;
    if (first) {
      this.opening.begin(words, view, state, tileset.bounds, (bounds) =>
        this.map.begin(state.place ?? null, bounds),
      );
    }
    this.opening.say(words, view);
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
    this.map.name({
      provinces: view.provinces.list,
      communes: view.choice.level === "commune" ? view.units.list : [],
      lang: state.lang,
    });
  }

  /** Takes everything off the map. */
  clear(): void {
    this.map.clear();
    this.opening.leave();
    this.legend.element.hidden = true;
  }

  select(unit: { level: Level; code: string } | null): void {
    this.map.select(unit);
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
    const { classes } = this;
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

  private hover(code: string | null, x: number, y: number): void {
    const { view, words } = this.page;
    const unit = code && view ? view.units.find(code) : undefined;
    if (!view || !unit) {
      this.tooltip.hide();
      return;
    }
    const status = view.figures.status[unit.index] ?? "";
    const mark = statusMark(words, status)?.textContent;
    const value = this.valueOf(view, unit);
    this.tooltip.show(unit.fullName, mark ? `${value} · ${mark}` : value, x, y);
  }

  private valueOf(view: View, unit: Unit): string {
    const { value, qualifier } = view.figures;
    return valueText(this.page.words, measure(view), value[unit.index], qualifier.get(unit.index));
  }
}
