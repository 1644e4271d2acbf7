import { describe, expect, it } from "vitest";
import type { Status } from "../api/types";
import { rankAmong, together } from "./compare";

const NONE = Number.NaN;

function counts(value: number[], status: (Status | "")[] = []) {
  return {
    value: Float64Array.from(value),
    status: value.map((_, i) => status[i] ?? "reported"),
    qualifier: new Map<number, string>(),
  };
}

function rates(numerator: number[], denominator: number[]) {
  const value = numerator.map((n, i) => (100 * n) / (denominator[i] ?? NONE));
  return {
    ...counts(value),
    parts: {
      numerator: Float64Array.from(numerator),
      denominator: Float64Array.from(denominator),
    },
  };
}

describe("together", () => {
  it("adds counts before it divides, so that a small unit does not weigh as much as a large one", () => {
    const figures = rates([50, 10], [100, 900]);
    // The mean of 50 % and 1.11 % would be 25.6 %.
    expect(together(figures, "rate", [0, 1])?.value).toBe(6);
  });

  it("leaves out units without both counts and says how many it took", () => {
    const figures = rates([50, NONE, 5, 3], [100, 900, NONE, 0]);
    expect(together(figures, "rate", [0, 1, 2, 3])).toEqual({
      value: 50,
      told: 1,
      of: 4,
      illustrative: false,
    });
  });

  it("never averages rates that came without their counts", () => {
    expect(together(counts([17.8, 6.02]), "rate", [0, 1])).toBeNull();
  });

  it("gives the mean of a count, and says when any of it is made up", () => {
    const figures = counts([10, 20, NONE], ["reported", "illustrative"]);
    expect(together(figures, "count", [0, 1, 2])).toEqual({
      value: 15,
      told: 2,
      of: 3,
      illustrative: true,
    });
    expect(together(figures, "count", [0])?.illustrative).toBe(false);
  });
});

describe("rankAmong", () => {
  const values = Float64Array.from([5, 9, 9, NONE, 1]);

  it("counts from the highest, and lets equal values share a place", () => {
    expect(rankAmong(values, 1, [0, 1, 2, 3, 4])).toEqual({ place: 1, of: 4 });
    expect(rankAmong(values, 2, [0, 1, 2, 3, 4])).toEqual({ place: 1, of: 4 });
    expect(rankAmong(values, 0, [0, 1, 2, 3, 4])).toEqual({ place: 3, of: 4 });
  });

  it("gives a unit without a value no place", () => {
    expect(rankAmong(values, 3, [0, 3])).toBeNull();
  });
});
