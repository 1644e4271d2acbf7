/** The distinct values of a series, ascending, and how many units have each. Missing values are left out. */
export interface Distinct {
  readonly value: Float64Array;
  readonly count: Float64Array;
  readonly total: number;
}

/** @param values NaN stands for no data */
export function distinct(values: ArrayLike<number>): Distinct {
  const sorted = Float64Array.from(values)
    .filter((v) => Number.isFinite(v))
    .sort();
  const value = new Float64Array(sorted.length);
  const count = new Float64Array(sorted.length);
  let n = 0;
  for (const v of sorted) {
    if (n === 0 || v !== value[n - 1]) value[n++] = v;
    count[n - 1] = (count[n - 1] ?? 0) + 1;
  }
  return { value: value.slice(0, n), count: count.slice(0, n), total: sorted.length };
}
