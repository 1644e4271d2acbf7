/**
 * Weights from comparisons by pairs (Saaty 1980): the principal eigenvector of the matrix, and how
 * far the comparisons contradict each other.
 */
export interface Ahp {
  /** Sum to 1. */
  readonly weights: readonly number[];
  /** Consistency ratio; below 0.1 is taken as consistent. 0 for one or two criteria. */
  readonly ratio: number;
  /** The pair that contradicts the others most; null while nothing contradicts. */
  readonly worst: readonly [number, number] | null;
}

/** Mean consistency index of matrices drawn by lot, by size (Saaty 1980, table of random indices). */
const RANDOM_INDEX = [
  0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
];
export const MOST_COMPARED = RANDOM_INDEX.length - 1;
const ROUNDS = 1_000;

/** @param ratio how many times as important as the second criterion the first one is, for a pair i < j */
export function ahpOf(n: number, ratio: (i: number, j: number) => number): Ahp {
  const a = (i: number, j: number): number => (i === j ? 1 : i < j ? ratio(i, j) : 1 / ratio(j, i));
  let weights = Array.from({ length: n }, () => 1 / n);
  let eigenvalue = n;
  for (let round = 0; round < ROUNDS; round++) {
    const product = weights.map((_, i) =>
      weights.reduce((sum, weight, j) => sum + a(i, j) * weight, 0),
    );
    eigenvalue = product.reduce((x, y) => x + y, 0);
    weights = product.map((x) => x / eigenvalue);
  }
  const random = RANDOM_INDEX[Math.min(n, MOST_COMPARED)] ?? 0;
  const index = n > 2 ? (eigenvalue - n) / (n - 1) : 0;
  let worst: readonly [number, number] | null = null;
  let most = 1 + 1e-6;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const told = a(i, j) * ((weights[j] ?? 1) / (weights[i] ?? 1));
      const off = Math.max(told, 1 / told);
      if (off > most) {
        most = off;
        worst = [i, j];
      }
    }
  }
  return { weights, ratio: random === 0 ? 0 : Math.max(0, index / random), worst };
}
