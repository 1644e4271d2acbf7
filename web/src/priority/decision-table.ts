import { pointsOf, type ValueFunction } from "./value-functions";

/** What stands for a value that nobody reported. */
export const MISSING_POLICIES = ["excluded", "worst", "province_median", "lower_bound"] as const;
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

/** One thing that counts. */
export interface Criterion {
  readonly id: string;
  readonly function: ValueFunction;
  /** Whether smaller values come first. */
  readonly less: boolean;
  /** Share in the whole, not negative; of no account where points are simply summed. */
  readonly weight: number;
  readonly missing: MissingPolicy;
}

/** The units to be compared and their values; everything by place of the unit. */
export interface DecisionTable {
  readonly units: readonly string[];
  readonly provinces: readonly string[];
  readonly criteria: readonly Criterion[];
  /** By criterion, then unit; NaN where nobody reported one. */
  readonly values: readonly Float64Array[];
}

/** Points by criterion, then unit; NaN throughout for units that are excluded. */
export function pointsBy(table: DecisionTable): Float64Array[] {
  const values = table.criteria.map((_, c) => completed(table, c));
  // A unit that is not ranked does not set the scale for those that are.
  for (let unit = 0; unit < table.units.length; unit++) {
    if (values.some((column) => Number.isNaN(column[unit]))) {
      for (const column of values) column[unit] = Number.NaN;
    }
  }
  return table.criteria.map((criterion, c) =>
    pointsOf(criterion.function, values[c] ?? new Float64Array(), criterion.less),
  );
}

/** The values of a criterion with what stands for missing ones; what is excluded stays missing. */
export function completed(table: DecisionTable, c: number): Float64Array<ArrayBuffer> {
  const given = table.values[c] ?? new Float64Array();
  const criterion = table.criteria[c];
  switch (criterion?.missing) {
    case "lower_bound":
      return given.map((v) => (Number.isNaN(v) ? 0 : v)) as Float64Array<ArrayBuffer>;
    case "worst": {
      const worst = worstOf(criterion, given);
      return given.map((v) => (Number.isNaN(v) ? worst : v)) as Float64Array<ArrayBuffer>;
    }
    case "province_median": {
      const medians = new Map<string, number>();
      return given.map((v, unit) => {
        if (!Number.isNaN(v)) return v;
        const province = table.provinces[unit] ?? "";
        const known = medians.get(province) ?? medianOf(table.provinces, given, province);
        medians.set(province, known);
        return known;
      }) as Float64Array<ArrayBuffer>;
    }
    default:
      return Float64Array.from(given);
  }
}

/** The value among all units that gives the fewest points. */
function worstOf(criterion: Criterion, given: Float64Array): number {
  const points = pointsOf(criterion.function, given, criterion.less);
  let worst = -1;
  points.forEach((p, unit) => {
    if (!Number.isNaN(p) && (worst < 0 || p < (points[worst] ?? 0))) worst = unit;
  });
  return given[worst] ?? Number.NaN;
}

function medianOf(provinces: readonly string[], given: Float64Array, province: string): number {
  const there = given.filter((v, unit) => provinces[unit] === province && !Number.isNaN(v)).sort();
  const n = there.length;
  if (n === 0) return Number.NaN;
  return ((there[(n - 1) >> 1] ?? 0) + (there[n >> 1] ?? 0)) / 2;
}
