import type { IndicatorEntry, ThresholdsEntry } from "../api/types";
import type { View } from "../data/atlas";
import { isInProvince, unitsLeftIn } from "../data/filter";
import type { ViewState } from "../state/view-state";
import {
  type Classes,
  COMPUTED,
  classify,
  classifyAt,
  classOf,
  countIn,
  type Method,
} from "./classify";
import { BIVARIATE, colours } from "./palettes";

/** The count behind a rate, by unit. */
export interface Companion {
  readonly indicator: IndicatorEntry;
  readonly value: Float64Array;
}

/** Rate and number in three classes each; `counts` by row of the rate and column of the number. */
export interface Bivariate {
  readonly rate: Classes;
  readonly number: Classes;
  readonly counts: readonly (readonly number[])[];
}

/** How one unit is filled. */
export interface Fill {
  /** Null is no data. */
  readonly colour: string | null;
  /** Estimated, or carried from other units, be it from made-up figures. */
  readonly isEstimated: boolean;
  /** A filter leaves the unit out: its value is not shown. */
  readonly isLeftOut: boolean;
}

/** How the figures of a view become colours. Everything is by index of the unit. */
export interface Painting {
  /** Null where no unit has a value. */
  readonly classes: Classes | null;
  readonly ramp: readonly string[];
  /** How the borders came about: what was wished, or natural breaks where that says nothing here. */
  readonly method: Method;
  /** The legal text that draws the borders. */
  readonly legal: ThresholdsEntry | null;
  /** The count behind the rate, where the figures have it. */
  readonly companion: Companion | null;
  /** Where rate and number are shown in one colour. */
  readonly bivariate: Bivariate | null;
  /** 1 for each unit that the filters leave in; null where there is no filter. */
  readonly leftIn: Uint8Array | null;
  readonly fills: readonly Fill[];
  /** Units that are left in and have no value; that are left out; whose value is estimated. */
  readonly missing: number;
  readonly leftOut: number;
  readonly estimated: number;
  /** What each class means in words, and what is to be said below, where edges would not say it. */
  readonly told?: {
    readonly rows?: readonly string[];
    readonly note: string;
    readonly missing?: string;
  };
}

const ALL_LEFT_OUT: Fill = { colour: null, isEstimated: false, isLeftOut: true };
/** Each of rate and number is divided into so many classes of equally many units. */
const BIVARIATE_CLASSES = 3;

/**
 * @param decimals the least number of decimals of class borders
 * @param more values that are put into the same classes, such as those of the other side of the map
 */
export function paintingOf(
  view: View,
  state: ViewState,
  decimals: number,
  more: ArrayLike<number> = [],
): Painting {
  const { figures, units, choice } = view;
  const series = choice.series ? [choice.series, ...choice.behind] : [];
  const leftIn = unitsLeftIn(view, state);
  const isIn = (unit: number): boolean => leftIn === null || leftIn[unit] === 1;
  const scope = scopeOf(view, state);
  const inScope = (values: Float64Array): Float64Array =>
    scope === null
      ? values
      : values.map((v, i) => {
          const unit = units.list[i];
          return unit && isInProvince(unit, scope) ? v : Number.NaN;
        });

  const companion = companionOf(view);
  const bivariate =
    state.companion === "bivariate" && companion
      ? bivariateOf(inScope(figures.value), inScope(companion.value), decimals)
      : null;
  const legal = legalOf(view, state);
  const own = inScope(figures.value);
  const all = new Float64Array(own.length + more.length);
  all.set(own);
  all.set(more, own.length);
  const divided = classesOf(all, state, legal, decimals);
  const classes = divided && {
    ...divided,
    counts: countIn(divided.edges, figures.value, isIn),
  };
  const ramp = colours(state.palette, classes?.counts.length ?? 1);

  let [missing, leftOut, estimated] = [0, 0, 0];
  const nine = BIVARIATE.map((row) => row.map(() => 0));
  const fills = units.list.map((_, unit): Fill => {
    if (!isIn(unit)) {
      leftOut++;
      return ALL_LEFT_OUT;
    }
    const value = figures.value[unit] ?? Number.NaN;
    const number = companion?.value[unit] ?? Number.NaN;
    const isEstimated =
      figures.status[unit] === "estimated" ||
      series[figures.from[unit] ?? -1]?.carried !== undefined;
    if (Number.isNaN(value) || (bivariate && Number.isNaN(number))) {
      missing++;
      return { colour: null, isEstimated: false, isLeftOut: false };
    }
    if (isEstimated) estimated++;
    if (!bivariate) {
      const at = classes ? classOf(classes.edges, value) : -1;
      return { colour: ramp[at] ?? null, isEstimated, isLeftOut: false };
    }
    const row = classOf(bivariate.rate.edges, value);
    const column = classOf(bivariate.number.edges, number);
    const counts = nine[row];
    if (counts) counts[column] = (counts[column] ?? 0) + 1;
    return { colour: BIVARIATE[row]?.[column] ?? null, isEstimated, isLeftOut: false };
  });
  return {
    classes,
    ramp,
    method: methodOf(state, legal),
    legal,
    companion,
    bivariate: bivariate && { ...bivariate, counts: nine },
    leftIn,
    fills,
    missing,
    leftOut,
    estimated,
  };
}

/** The province whose units alone make the borders; null for all. */
export function scopeOf(view: View, state: ViewState): string | null {
  return state.scope === "province" && !state.locked
    ? (view.provinces.find(state.province ?? "")?.code ?? null)
    : null;
}

function legalOf(view: View, state: ViewState): ThresholdsEntry | null {
  if (state.method !== "legal" || state.locked) return null;
  const offered = view.atlas.thresholds(view.choice);
  return offered.find((t) => t.id === state.legal) ?? offered[0] ?? null;
}

function classesOf(
  values: Float64Array,
  state: ViewState,
  legal: ThresholdsEntry | null,
  decimals: number,
): Classes | null {
  if (!values.some((v) => !Number.isNaN(v))) return null;
  if (state.breaks && (state.locked || state.method === "typed")) {
    return classifyAt(values, state.breaks, decimals);
  }
  if (legal) {
    return classifyAt(
      values,
      legal.lines.map((line) => line.at),
      decimals,
    );
  }
  const method = COMPUTED.find((m) => m === methodOf(state, legal)) ?? "jenks";
  return classify(values, method, state.classes, decimals);
}

/** Without a legal text for what is shown, and without borders typed, the figures make the borders. */
function methodOf(state: ViewState, legal: ThresholdsEntry | null): Method {
  if (state.method === "legal") return legal ? "legal" : "jenks";
  return state.method === "typed" && !state.breaks ? "jenks" : state.method;
}

function companionOf(view: View): Companion | null {
  const { indicator, atlas, figures } = view;
  const counted = atlas.indicator(indicator?.numerator?.indicator ?? "");
  const value = figures.parts?.numerator;
  return counted && value?.some((v) => !Number.isNaN(v)) ? { indicator: counted, value } : null;
}

function bivariateOf(
  rates: Float64Array,
  numbers: Float64Array,
  decimals: number,
): Omit<Bivariate, "counts"> | null {
  const rate = classify(rates, "quantiles", BIVARIATE_CLASSES, decimals);
  const number = classify(numbers, "quantiles", BIVARIATE_CLASSES, 0);
  return rate && number ? { rate, number } : null;
}
