import type { Distinct } from "./distinct";

/**
 * Natural breaks: the partition into k classes of consecutive values whose squared deviations from
 * their class means add up to the least (Fisher's exact solution of what Jenks asked for).
 *
 * Equal values always share a class. The least cost of the first j values in q classes has its last
 * class begin further right as j grows, so each row of the table is filled by divide and conquer in
 * n log n rather than n².
 *
 * @returns for each class the index of its first distinct value; fewer than k when there are fewer
 *     distinct values
 */
export function jenks(data: Distinct, k: number): number[] {
  const n = data.value.length;
  const classes = Math.min(k, n);
  if (classes === 0) return [];
  const cost = squaredDeviations(data);

  let previous = new Float64Array(n);
  for (let j = 0; j < n; j++) previous[j] = cost(0, j);
  const starts: Int32Array[] = [new Int32Array(n)];

  for (let q = 1; q < classes; q++) {
    const current = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    const start = new Int32Array(n);
    const before = previous;
    const fill = (from: number, to: number, first: number, last: number): void => {
      if (from > to) return;
      const middle = (from + to) >> 1;
      let best = Number.POSITIVE_INFINITY;
      let bestAt = Math.max(first, q);
      for (let i = Math.max(first, q); i <= Math.min(middle, last); i++) {
        const total = (before[i - 1] ?? 0) + cost(i, middle);
        if (total < best) {
          best = total;
          bestAt = i;
        }
      }
      current[middle] = best;
      start[middle] = bestAt;
      fill(from, middle - 1, first, bestAt);
      fill(middle + 1, to, bestAt, last);
    };
    fill(q, n - 1, q, n - 1);
    starts.push(start);
    previous = current;
  }

  const result = new Array<number>(classes);
  let end = n - 1;
  for (let q = classes - 1; q >= 0; q--) {
    const first = q === 0 ? 0 : (starts[q]?.[end] ?? 0);
    result[q] = first;
    end = first - 1;
  }
  return result;
}

/** Sum of squared deviations of the distinct values i to j from their mean, in constant time. */
function squaredDeviations({ value, count }: Distinct): (i: number, j: number) => number {
  const n = value.length;
  // Shifted by the median: sums of squares of large numbers would lose what tells them apart.
  const shift = value[n >> 1] ?? 0;
  const weight = new Float64Array(n + 1);
  const sum = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const v = (value[i] ?? 0) - shift;
    const w = count[i] ?? 0;
    weight[i + 1] = (weight[i] ?? 0) + w;
    sum[i + 1] = (sum[i] ?? 0) + w * v;
    squares[i + 1] = (squares[i] ?? 0) + w * v * v;
  }
  return (i, j) => {
    const w = (weight[j + 1] ?? 0) - (weight[i] ?? 0);
    const s = (sum[j + 1] ?? 0) - (sum[i] ?? 0);
    const q = (squares[j + 1] ?? 0) - (squares[i] ?? 0);
    return Math.max(0, q - (s * s) / w);
  };
}
