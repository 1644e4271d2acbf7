import { distinct } from "./distinct";
import { jenks } from "./jenks";
import { quantiles } from "./quantiles";

export const METHODS = ["jenks", "quantiles", "equal"] as const;
export type Method = (typeof METHODS)[number];

export const MIN_CLASSES = 3;
export const MAX_CLASSES = 7;

/**
 * Class breaks. Class i holds the values from `edges[i]` up to but not including `edges[i + 1]`; the
 * last one includes its upper edge. Edges are short decimal numbers and are used exactly as they are
 * shown, so that what the legend says is what was painted.
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
  method: Method,
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

  const counts = new Array<number>(edges.length - 1).fill(0);
  for (let i = 0; i < n; i++) {
    const at = classOf(edges, data.value[i] ?? Number.NaN);
    counts[at] = (counts[at] ?? 0) + (data.count[i] ?? 0);
  }
  return { edges, counts, decimals: shown };
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
  // Enough decimals that rounding moves an edge by no more than a twentieth of a class.
  let shown = decimals;
  while (width > 0 && 10 ** -shown > width / 10 && shown < 9) shown++;
  const edges: number[] = [low];
  for (let i = 1; i < k; i++) edges.push(Number((low + i * width).toFixed(shown)));
  edges.push(high);
  return [edges, shown];
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
