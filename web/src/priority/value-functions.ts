/**
 * Functions from values to points, as `org.xaatlas.priority.ValueFunction` of the server has them.
 * Missing is NaN and stays NaN; what stands for it is decided before (decision-table.ts).
 */
export type ValueFunction =
  | { readonly type: "minmax"; readonly lowShare: number; readonly highShare: number }
  | { readonly type: "zscore" }
  | { readonly type: "rank" }
  | { readonly type: "target"; readonly zeroAt: number; readonly oneAt: number }
  | {
      readonly type: "table";
      readonly at: readonly number[];
      readonly points: readonly number[];
      readonly stepwise: boolean;
    }
  | {
      readonly type: "classes";
      /** Values of the criterion are places in this list. */
      readonly classes: readonly string[];
      readonly points: ReadonlyMap<string, number>;
      readonly otherwise: number;
    };

/** The value of a unit that has no class: known, and not missing. */
export const WITHOUT = -1;

/** Whether "less comes first" can be asked of a function; the others say themselves what comes first. */
export function turns(type: ValueFunction["type"]): boolean {
  return type === "minmax" || type === "zscore" || type === "rank";
}

/** @param less whether smaller values come first */
export function pointsOf(
  f: ValueFunction,
  values: Float64Array,
  less = false,
): Float64Array<ArrayBuffer> {
  const points = Float64Array.from(values, pointAt(f, values));
  if (!less) return points;
  const top = f.type === "zscore" ? 0 : 1;
  return points.map((p) => top - p);
}

function pointAt(f: ValueFunction, values: Float64Array): (value: number) => number {
  const known = (point: (value: number) => number) => (value: number) =>
    Number.isNaN(value) ? Number.NaN : point(value);
  switch (f.type) {
    case "minmax": {
      const given = sorted(values);
      const low = quantile(given, f.lowShare);
      const high = quantile(given, f.highShare);
      return known((v) =>
        high > low ? (Math.max(low, Math.min(high, v)) - low) / (high - low) : 0,
      );
    }
    case "zscore": {
      const given = values.filter((v) => !Number.isNaN(v));
      const mean = average(given);
      const deviation = Math.sqrt(average(given.map((v) => (v - mean) * (v - mean))));
      const isAlike = deviation <= 1e-12 * Math.abs(mean);
      return known((v) => (isAlike ? 0 : (v - mean) / deviation));
    }
    case "rank": {
      const given = sorted(values);
      const n = given.length;
      return known((v) =>
        n > 1 ? (firstAtLeast(given, v) + firstAbove(given, v) - 1) / 2 / (n - 1) : 0,
      );
    }
    case "target":
      return known((v) => Math.max(0, Math.min(1, (v - f.zeroAt) / (f.oneAt - f.zeroAt))));
    case "table":
      return known((v) => tablePoint(f, v));
    case "classes":
      return known((v) =>
        v === WITHOUT ? f.otherwise : (f.points.get(f.classes[v] ?? "") ?? f.otherwise),
      );
  }
}

function tablePoint(
  { at, points, stepwise }: Extract<ValueFunction, { type: "table" }>,
  value: number,
): number {
  let next = 0;
  while (next < at.length && (at[next] ?? 0) <= value) next++;
  const [before = 0, after = 0] = [points[next - 1], points[next]];
  // Below the first value of a rule that goes by steps nothing is given yet.
  if (next === 0) return stepwise ? 0 : after;
  if (next === at.length || stepwise) return before;
  const [from = 0, to = 0] = [at[next - 1], at[next]];
  return before + ((value - from) / (to - from)) * (after - before);
}

function sorted(values: Float64Array): Float64Array {
  return values.filter((v) => !Number.isNaN(v)).sort();
}

/** The mean; 0 of nothing. Summed with a correction, so that it does not depend on the order. */
function average(values: Float64Array): number {
  let [sum, lost] = [0, 0];
  for (const value of values) {
    const corrected = value - lost;
    const next = sum + corrected;
    lost = next - sum - corrected;
    sum = next;
  }
  return values.length === 0 ? 0 : sum / values.length;
}

/** By straight lines between the values in order. */
function quantile(given: Float64Array, share: number): number {
  if (given.length === 0) return 0;
  const place = share * (given.length - 1);
  const below = Math.floor(place);
  const [a = 0, b = 0] = [given[below], given[Math.min(given.length - 1, below + 1)]];
  return a + (place - below) * (b - a);
}

function firstAtLeast(given: Float64Array, value: number): number {
  return firstWhere(given, (v) => v >= value);
}

function firstAbove(given: Float64Array, value: number): number {
  return firstWhere(given, (v) => v > value);
}

function firstWhere(given: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, given.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(given[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
