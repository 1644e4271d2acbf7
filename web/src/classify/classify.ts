import { type Distinct, distinct } from "./distinct";
import { jenks } from "./jenks";
import { quantiles } from "./quantiles";

/** Methods that compute borders from the figures. */
export const COMPUTED = ["jenks", "quantiles", "equal", "deviation"] as const;
type Computed = (typeof COMPUTED)[number];
/** And those that are told them: by a legal text, or by hand. */
export const METHODS = [...COMPUTED, "legal", "typed"] as const;
export type Method = (typeof METHODS)[number];

export const MIN_CLASSES = 3;
export const MAX_CLASSES = 9;

/**
 * Class breaks. Class i holds the values from `edges[i]` up to but not including `edges[i + 1]`; the
 * last one includes its upper edge. Edges are short decimal numbers and are used exactly as they are
 * shown, so that what the legend says is what was painted. Where borders were told, the first class
 * has no lower and the last no upper edge: they are infinite.
 */
export interface Classes {
  readonly edges: readonly number[];
  /** Units in each class. */
  readonly counts: readonly number[];
  /** Decimals that show every edge exactly. */
  readonly decimals: number;
}

/**
 * Puts values into classes.
 *
 * @param values NaN stands for no data and is in no class
 * @param k classes wanted; fewer come back where there are fewer distinct values
 * @param decimals the least number of decimals to show
 * @returns null when there is no value at all
 */
export function classify(
  values: ArrayLike<number>,
  method: Computed,
  k: number,
  decimals: number,
): Classes | null {
  const data = distinct(values);
  const n = data.value.length;
  const least = data.value[0];
  const most = data.value[n - 1];
  if (least === undefined || most === undefined) return null;

  const low = roundedDown(least, decimals);
  const high = roundedUp(most, decimals);
  let edges: number[];
  let shown = decimals;
  if (method === "equal") {
    [edges, shown] = equalEdges(low, high, n === 1 ? 1 : k, decimals);
  } else if (method === "deviation") {
    [edges, shown] = deviationEdges(data, low, high, k, decimals);
  } else {
    const starts = method === "jenks" ? jenks(data, k) : quantiles(data, k);
    edges = [low];
    for (const start of starts.slice(1)) {
      const border = shortestBetween(data.value[start - 1] ?? low, data.value[start] ?? high);
      edges.push(border.value);
      shown = Math.max(shown, border.decimals);
    }
    edges.push(high);
  }

  return { edges, counts: countIn(edges, values), decimals: shown };
}

/**
 * Puts values into classes whose borders are told: one class more than borders, all of them kept,
 * empty ones too.
 *
 * @param borders ascending
 */
export function classifyAt(
  values: ArrayLike<number>,
  borders: readonly number[],
  decimals: number,
): Classes {
  const edges = [Number.NEGATIVE_INFINITY, ...borders, Number.POSITIVE_INFINITY];
  const shown = Math.max(decimals, ...borders.map(decimalsIn));
  return { edges, counts: countIn(edges, values), decimals: shown };
}

/**
 * Units in each class.
 *
 * @param counts whether a unit, by its index, is counted
 */
export function countIn(
  edges: readonly number[],
  values: ArrayLike<number>,
  counts: (unit: number) => boolean = () => true,
): number[] {
  const found = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
  for (let unit = 0; unit < values.length; unit++) {
    const at = classOf(edges, values[unit] ?? Number.NaN);
    if (at >= 0 && counts(unit)) found[at] = (found[at] ?? 0) + 1;
  }
  return found;
}

/** The borders between classes, without the ends. */
export function bordersOf({ edges }: Classes): readonly number[] {
  return edges.slice(1, -1);
}

/** Decimals with which a number is written out. */
export function decimalsIn(value: number): number {
  for (let decimals = 0; decimals < 12; decimals++) {
    if (Number(value.toFixed(decimals)) === value) return decimals;
  }
  return 12;
}

/** The class of a value; -1 for no data. */
export function classOf(edges: readonly number[], value: number): number {
  if (Number.isNaN(value)) return -1;
  const last = edges.length - 2;
  for (let i = last; i > 0; i--) {
    if (value >= (edges[i] ?? Number.POSITIVE_INFINITY)) return i;
  }
  return 0;
}

function equalEdges(low: number, high: number, k: number, decimals: number): [number[], number] {
  const width = (high - low) / k;
  const shown = decimalsFor(width, decimals);
  const edges: number[] = [low];
  for (let i = 1; i < k; i++) edges.push(Number((low + i * width).toFixed(shown)));
  edges.push(high);
  return [edges, shown];
}

/**
 * Borders at even steps of the standard deviation from the mean: whole steps, half ones where more
 * than six classes are wanted. Classes that would lie outside the values are left out.
 */
function deviationEdges(
  data: Distinct,
  low: number,
  high: number,
  k: number,
  decimals: number,
): [number[], number] {
  let mean = 0;
  for (let i = 0; i < data.value.length; i++) {
    mean += ((data.value[i] ?? 0) * (data.count[i] ?? 0)) / data.total;
  }
  let variance = 0;
  for (let i = 0; i < data.value.length; i++) {
    variance += (((data.value[i] ?? 0) - mean) ** 2 * (data.count[i] ?? 0)) / data.total;
  }
  const step = Math.sqrt(variance) * (k > 6 ? 0.5 : 1);
  const shown = decimalsFor(step, decimals);
  const edges = [low];
  for (let i = 1; i < k; i++) {
    const edge = Number((mean + (i - k / 2) * step).toFixed(shown));
    if (edge > (edges.at(-1) ?? low) && edge < high) edges.push(edge);
  }
  edges.push(high);
  return [edges, shown];
}

/** Enough decimals that rounding moves an edge by no more than a twentieth of a class. */
function decimalsFor(width: number, least: number): number {
  let shown = least;
  while (width > 0 && 10 ** -shown > width / 10 && shown < 9) shown++;
  return shown;
}

/** The number of fewest decimals that is greater than `below` and not greater than `atMost`, nearest their middle. */
export function shortestBetween(
  below: number,
  atMost: number,
): { readonly value: number; readonly decimals: number } {
  const middle = below + (atMost - below) / 2;
  for (let decimals = 0; decimals <= 12; decimals++) {
    const scale = 10 ** decimals;
    const floor = Math.floor(below * scale);
    // Scaling may fall a hair short of a whole number, hence the second step up.
    for (const candidate of [Math.round(middle * scale), floor + 1, floor + 2]) {
      const value = Number((candidate / scale).toFixed(decimals));
      if (value > below && value <= atMost) return { value, decimals };
    }
  }
  return { value: atMost, decimals: 12 };
}

function roundedDown(value: number, decimals: number): number {
  const near = Number(value.toFixed(decimals));
  return near <= value ? near : Number((near - 10 ** -decimals).toFixed(decimals));
}

function roundedUp(value: number, decimals: number): number {
  const near = Number(value.toFixed(decimals));
  return near >= value ? near : Number((near + 10 ** -decimals).toFixed(decimals));
}
