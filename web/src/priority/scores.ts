import { type DecisionTable, pointsBy } from "./decision-table";

/** How the points of several criteria become one score; what the law uses comes first. */
export const METHODS = ["summed_points", "weighted_sum", "weighted_product", "topsis"] as const;
export type Method = (typeof METHODS)[number];

/** What a decision table comes to, as `org.xaatlas.priority.Scores` of the server computes it. */
export interface Scores {
  /** NaN for units that lack a value no policy stands for. */
  readonly score: Float64Array;
  /** From 1; equal scores share the better rank, the next is skipped; 0 without a score. */
  readonly rank: Int32Array;
  /** By criterion, then unit; over all criteria they sum to the score. */
  readonly contribution: readonly Float64Array[];
  /** By criterion, then unit: before weights and method. */
  readonly points: readonly Float64Array[];
}

/** Why a method cannot work with the criteria. */
export class MethodFault extends Error {
  constructor(readonly reason: "weights" | "points") {
    super(reason);
    this.name = "MethodFault";
  }
}

/** @throws MethodFault when all weights are 0, or points to be multiplied lie outside 0 to 1 */
export function scoresOf(table: DecisionTable, method: Method): Scores {
  const points = pointsBy(table);
  const units = table.units.length;
  const contribution = contributions(points, table, method);
  const score = new Float64Array(units).fill(points.length === 0 ? Number.NaN : 0);
  for (const criterion of contribution) {
    for (let unit = 0; unit < units; unit++) score[unit] = at(score, unit) + at(criterion, unit);
  }
  return { score, rank: ranksOf(score), contribution, points };
}

/** Weights that sum to 1. */
export function weightsOf(table: Pick<DecisionTable, "criteria">): readonly number[] {
  const sum = table.criteria.reduce((all, { weight }) => all + weight, 0);
  if (!(sum > 0)) throw new MethodFault("weights");
  return table.criteria.map(({ weight }) => weight / sum);
}

/** Ranks, the highest score first. Scores nearer to each other than the arithmetic can tell are equal. */
export function ranksOf(score: Float64Array): Int32Array {
  const order = Array.from(score.keys())
    .filter((unit) => !Number.isNaN(at(score, unit)))
    .sort((a, b) => at(score, b) - at(score, a));
  const rank = new Int32Array(score.length);
  order.forEach((unit, i) => {
    const before = order[i - 1];
    const isTied =
      before !== undefined &&
      at(score, before) - at(score, unit) <= 1e-12 * Math.max(1, Math.abs(at(score, unit)));
    rank[unit] = isTied ? (rank[before] ?? 0) : i + 1;
  });
  return rank;
}

function contributions(
  points: readonly Float64Array[],
  table: DecisionTable,
  method: Method,
): Float64Array[] {
  if (method === "summed_points") return points.map((column) => Float64Array.from(column));
  const weights = weightsOf(table);
  switch (method) {
    case "weighted_sum":
      return points.map((column, c) => column.map((p) => (weights[c] ?? 0) * p));
    case "weighted_product":
      return product(points, weights);
    case "topsis":
      return topsis(points, weights);
  }
}

/** Each criterion gives its weight, less its part in what the product falls short of 1. */
function product(points: readonly Float64Array[], weights: readonly number[]): Float64Array[] {
  const units = points[0]?.length ?? 0;
  const contribution = points.map(() => new Float64Array(units));
  for (let unit = 0; unit < units; unit++) {
    const logs = points.map((column, c) => {
      const p = at(column, unit);
      if (p < 0 || p > 1) throw new MethodFault("points");
      const weight = weights[c] ?? 0;
      return weight === 0 ? 0 : weight * Math.log(p);
    });
    const log = logs.reduce((a, b) => a + b, 0);
    const lost = -Math.expm1(log);
    // Whatever is 0 makes all of it 0.
    const zeros = logs.filter((one) => one === Number.NEGATIVE_INFINITY).length;
    contribution.forEach((column, c) => {
      const one = logs[c] ?? 0;
      let part: number;
      if (zeros > 0) part = one === Number.NEGATIVE_INFINITY ? 1 / zeros : 0;
      else part = log === 0 || weights[c] === 0 ? 0 : one / log;
      column[unit] = Number.isNaN(log) ? Number.NaN : (weights[c] ?? 0) - lost * part;
    });
  }
  return contribution;
}

/** How near to the best and how far from the worst of all units (Hwang and Yoon 1981). */
function topsis(points: readonly Float64Array[], weights: readonly number[]): Float64Array[] {
  const units = points[0]?.length ?? 0;
  const scaled = points.map((column, c) => {
    const length = Math.sqrt(column.reduce((sum, p) => (Number.isNaN(p) ? sum : sum + p * p), 0));
    return column.map((p) => (length === 0 ? p : ((weights[c] ?? 0) * p) / length));
  });
  const ends = scaled.map((column) => {
    const there = column.filter((p) => !Number.isNaN(p));
    return {
      best: there.reduce((a, b) => Math.max(a, b), there[0] ?? 0),
      worst: there.reduce((a, b) => Math.min(a, b), there[0] ?? 0),
    };
  });
  const contribution = points.map(() => new Float64Array(units));
  for (let unit = 0; unit < units; unit++) {
    const up = scaled.map((column, c) => (at(column, unit) - (ends[c]?.worst ?? 0)) ** 2);
    const toWorst = up.reduce((a, b) => a + b, 0);
    const toBest = scaled.reduce(
      (sum, column, c) => sum + ((ends[c]?.best ?? 0) - at(column, unit)) ** 2,
      0,
    );
    const near = Math.sqrt(toWorst) / (Math.sqrt(toBest) + Math.sqrt(toWorst));
    const isAlike = toBest + toWorst === 0;
    contribution.forEach((column, c) => {
      if (Number.isNaN(toBest)) column[unit] = Number.NaN;
      else column[unit] = isAlike || toWorst === 0 ? 0 : near * ((up[c] ?? 0) / toWorst);
    });
  }
  return contribution;
}

function at(column: ArrayLike<number>, unit: number): number {
  return column[unit] ?? Number.NaN;
}
