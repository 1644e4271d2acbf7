import { describe, expect, it } from "vitest";
import {
  type Criterion,
  completed,
  type DecisionTable,
  type MissingPolicy,
} from "./decision-table";
import { METHODS, MethodFault, scoresOf } from "./scores";
import { pointsOf, type ValueFunction, WITHOUT } from "./value-functions";

/* The cases are those of ScoresTest of the server, worked by hand there. */

const NONE = Number.NaN;
const minmax: ValueFunction = { type: "minmax", lowShare: 0, highShare: 1 };
const table = (at: number[], points: number[], stepwise = false): ValueFunction => ({
  type: "table",
  at,
  points,
  stepwise,
});
const identity = table([0, 1024], [0, 1024]);

function criterion(
  id: string,
  f: ValueFunction,
  weight = 1,
  missing: MissingPolicy = "excluded",
  less = false,
): Criterion {
  return { id, function: f, weight, missing, less };
}

function decision(
  criteria: Criterion[],
  values: number[][],
  provinces = values[0]?.map(() => "11") ?? [],
): DecisionTable {
  return {
    units: (values[0] ?? []).map((_, i) => String(i + 1).padStart(5, "0")),
    provinces,
    criteria,
    values: values.map((column) => Float64Array.from(column)),
  };
}

const near = (actual: ArrayLike<number>, expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((e, i) => {
    if (Number.isNaN(e)) expect(actual[i]).toBeNaN();
    else expect(actual[i]).toBeCloseTo(e, 12);
  });
};

/** Numbers that look drawn by lot and are the same at every run. */
function lot(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

describe("scores", () => {
  it("follow a published rule of points (Nghệ An, resolution NQ 115/2013)", () => {
    const scores = scoresOf(
      decision(
        [
          criterion("rate", table([45, 60, 70, 80], [2, 2.5, 3, 3.5], true), 0),
          criterion("villages", table([35, 50, 60], [2, 2.5, 3], true), 0),
        ],
        [
          [44.9, 45, 62, 90],
          [40, 20, 50, NONE],
        ],
      ),
      "summed_points",
    );
    near(scores.score, [2, 2, 5, NONE]);
    expect([...scores.rank]).toEqual([2, 2, 1, 0]);
    near(scores.contribution[0] ?? [], [0, 2, 2.5, NONE]);
  });

  it("take value functions as they are worked by hand", () => {
    const values = Float64Array.of(10, 20, NONE, 40, 20);
    const points = (f: ValueFunction, less = false) => pointsOf(f, values, less);
    near(points(minmax), [0, 1 / 3, NONE, 1, 1 / 3]);
    near(points(minmax, true), [1, 2 / 3, NONE, 0, 2 / 3]);
    near(points({ type: "rank" }), [0, 0.5, NONE, 1, 0.5]);
    // Mean 22.5, variance (156.25 + 6.25 + 306.25 + 6.25) / 4 = 118.75
    expect(points({ type: "zscore" })[0]).toBeCloseTo(-12.5 / Math.sqrt(118.75), 12);
    expect(points({ type: "zscore" }, true)[0]).toBeCloseTo(12.5 / Math.sqrt(118.75), 12);
    near(points({ type: "target", zeroAt: 10, oneAt: 50 }), [0, 0.25, NONE, 0.75, 0.25]);
    near(points({ type: "target", zeroAt: 50, oneAt: 10 }), [1, 0.75, NONE, 0.25, 0.75]);
    near(points(table([10, 30, 40], [1, 3, 4])), [1, 2, NONE, 4, 2]);
    const classes: ValueFunction = {
      type: "classes",
      classes: ["I", "II", "III"],
      points: new Map([
        ["III", 3],
        ["II", 1.5],
      ]),
      otherwise: 0,
    };
    near(pointsOf(classes, Float64Array.of(0, 1, 2, WITHOUT, NONE)), [0, 1.5, 3, 0, NONE]);
    // One outlier among a hundred no longer presses the others together.
    const many = Float64Array.from({ length: 101 }, (_, i) => (i === 100 ? 1e6 : i));
    expect(pointsOf(minmax, many)[50]).toBeLessThan(0.001);
    const cut: ValueFunction = { type: "minmax", lowShare: 0, highShare: 0.98 };
    expect(pointsOf(cut, many)[49]).toBeCloseTo(0.5, 2);
  });

  it("say nothing where all are alike", () => {
    for (const f of [minmax, { type: "zscore" }, { type: "rank" }] as const) {
      const points = pointsOf(f, Float64Array.of(0.1, 0.1, 0.1));
      expect(points[0]).toBe(points[2]);
      expect(Number.isFinite(points[0])).toBe(true);
    }
  });

  it("put the chosen policy in place of a missing value", () => {
    const values = [10, 30, NONE, 40, NONE, 20];
    const provinces = ["11", "11", "11", "12", "12", "12"];
    const filled = (missing: MissingPolicy, less = false, of = values, where = provinces) =>
      completed(decision([criterion("a", minmax, 1, missing, less)], [of], where), 0);
    expect(filled("province_median")[2]).toBe(20);
    expect(filled("province_median")[4]).toBe(30);
    expect(filled("worst")[2]).toBe(10);
    expect(filled("worst", true)[2]).toBe(40);
    expect(filled("lower_bound")[2]).toBe(0);
    expect(filled("excluded")[2]).toBeNaN();
    const apart = ["11", "11", "12", "12", "12", "12"];
    expect(filled("province_median", false, [NONE, NONE, 5, 6, 7, 8], apart)[0]).toBeNaN();
  });

  it("do not let a unit that is not ranked set the scale", () => {
    const scores = scoresOf(
      decision(
        [criterion("a", minmax), criterion("b", minmax)],
        [
          [0, 10, 1000],
          [0, 10, NONE],
        ],
      ),
      "weighted_sum",
    );
    expect(scores.score[1]).toBeCloseTo(1, 12);
    expect(scores.rank[2]).toBe(0);
  });

  it("by TOPSIS are worked by hand", () => {
    // Lengths 5 and 13, weights 0.5: each unit is best in one criterion and worst in the other.
    const a = (0.5 * (4 - 3)) / 5;
    const b = (0.5 * (12 - 5)) / 13;
    const both = [criterion("a", identity), criterion("b", identity)];
    const scores = scoresOf(
      decision(both, [
        [3, 4],
        [12, 5],
      ]),
      "topsis",
    );
    near(scores.score, [b / (a + b), a / (a + b)]);
  });

  it("as a product do not let one criterion make up for another", () => {
    const both = [criterion("a", identity), criterion("b", identity)];
    const scores = scoresOf(
      decision(both, [
        [0.5, 0.9, 1, 0.25],
        [0.5, 0.1, 0, 1],
      ]),
      "weighted_product",
    );
    near(scores.score, [0.5, 0.3, 0, 0.5]);
    expect([...scores.rank]).toEqual([1, 3, 4, 1]);
    const outside = decision([criterion("a", identity)], [[2, 1]]);
    expect(() => scoresOf(outside, "weighted_product")).toThrow(MethodFault);
  });

  it.each(METHODS)("are the sum of contributions, whatever the order of units: %s", (method) => {
    const random = lot(17);
    const n = 60;
    const values = Array.from({ length: 5 }, () =>
      Array.from({ length: n }, () => (random() < 1 / 12 ? NONE : (random() - 0.5) * 200)),
    );
    const criteria = values.map((_, c) =>
      criterion(
        `c${c}`,
        c === 1 ? { type: "rank" } : { type: "minmax", lowShare: 0.02, highShare: 0.98 },
        1 + c,
        c === 4 ? "excluded" : "province_median",
        c === 3,
      ),
    );
    const scores = scoresOf(decision(criteria, values), method);
    for (let unit = 0; unit < n; unit++) {
      const sum = scores.contribution.reduce((all, column) => all + (column[unit] ?? 0), 0);
      const score = scores.score[unit] ?? 0;
      if (Number.isNaN(values[4]?.[unit])) expect(scores.rank[unit]).toBe(0);
      else expect(Math.abs(sum - score)).toBeLessThan(1e-9);
    }
    // Other units of measure, and another order of units.
    const order = Array.from({ length: n }, (_, i) => i).sort(() => random() - 0.5);
    const again = scoresOf(
      decision(
        criteria,
        values.map((column) => order.map((i) => 1000 * (column[i] ?? 0) + 7)),
      ),
      method,
    );
    order.forEach((unit, i) => {
      expect(again.rank[i]).toBe(scores.rank[unit]);
      const [a = 0, b = 0] = [scores.score[unit], again.score[i]];
      if (!Number.isNaN(a)) expect(Math.abs(a - b)).toBeLessThan(1e-9);
    });
  });

  it("are refused where all weights are 0, and give nobody a rank where nobody has a value", () => {
    const none = decision([criterion("a", minmax, 0)], [[1, 2]]);
    expect(() => scoresOf(none, "weighted_sum")).toThrow(MethodFault);
    const nobody = decision([criterion("a", minmax, 1, "worst")], [[NONE, NONE]]);
    expect([...scoresOf(nobody, "weighted_sum").rank]).toEqual([0, 0]);
  });

  it("of the whole country and twelve criteria are there while a weight is dragged", () => {
    const random = lot(5);
    const values = Array.from({ length: 12 }, () =>
      Array.from({ length: 3321 }, () => random() * 100),
    );
    const criteria = values.map((_, c) => criterion(`c${c}`, minmax, 1 + c));
    const scores = scoresOf(decision(criteria, values), "weighted_sum");
    expect(Math.max(...scores.rank)).toBe(3321);
  });
});
