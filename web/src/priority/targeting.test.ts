import { describe, expect, it } from "vitest";
import { concentrationOf, curveOf, orderBy, tenthsOf } from "./targeting";

/** Ten units of 100 households; by hand 60, 30 and 10 poor ones in three, none in the others. */
const POOR = Float64Array.of(0, 30, 0, 60, 0, 10, 0, 0, Number.NaN, 0);
const ALL = new Float64Array(10).fill(100);
const PLACES = [...POOR.keys()];

describe("whom an order of units reaches", () => {
  it("takes the largest first, equal ones by place, those without a value last", () => {
    expect(orderBy(PLACES, POOR)).toEqual([3, 1, 5, 0, 2, 4, 6, 7, 9, 8]);
  });

  it("is a curve from 0 to 1", () => {
    const curve = curveOf(orderBy(PLACES, POOR), POOR);
    expect(curve.slice(0, 5)).toEqual([0, 0.6, 0.9, 1, 1]);
    expect(curve).toHaveLength(11);
    expect(curveOf([0, 2], POOR)).toEqual([0, 0, 0]);
  });

  it("has a concentration: twice the area between curve and diagonal", () => {
    const order = orderBy(PLACES, POOR);
    // Trapezes of width 0.1: 0.03 + 0.075 + 0.095 + 7 × 0.1 = 0.9; twice that, less 1.
    expect(concentrationOf(curveOf(order, ALL), curveOf(order, POOR))).toBeCloseTo(0.8, 12);
    // Whoever says nothing about the poor lies on the diagonal.
    expect(concentrationOf(curveOf(PLACES, ALL), curveOf(PLACES, ALL))).toBeCloseTo(0, 12);
    const last = [...order].reverse();
    expect(concentrationOf(curveOf(last, ALL), curveOf(last, POOR))).toBeCloseTo(-0.8, 12);
  });

  it("shares money out over tenths, of unequal size where units do not divide by ten", () => {
    const amounts = new Map([
      [3, 70],
      [0, 30],
    ]);
    const tenths = tenthsOf(orderBy(PLACES, POOR), (unit) => amounts.get(unit) ?? 0);
    expect(tenths).toEqual([0.7, 0, 0, 0.3, 0, 0, 0, 0, 0, 0]);
    const eleven = tenthsOf([...Array(11).keys()], (unit) => Number(unit < 2));
    expect(eleven[0]).toBe(1);
    expect(tenthsOf(PLACES, () => 0)).toEqual([]);
  });
});
