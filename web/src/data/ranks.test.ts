import { describe, expect, it } from "vitest";
import { Ranks } from "./ranks";

describe("ranks", () => {
  const values = Float64Array.of(5, Number.NaN, 9, 5, 1);
  const ranks = new Ranks(values, () => true);

  it("count from the highest, and equal values share a place", () => {
    expect([9, 5, 1].map((v) => ranks.of(v)?.place)).toEqual([1, 2, 4]);
    expect(ranks.of(9)?.total).toBe(4);
  });

  it("have none for a unit without data", () => {
    expect(ranks.of(Number.NaN)).toBeNull();
  });

  it("are among those that take part", () => {
    expect(new Ranks(values, (unit) => unit !== 2).of(5)).toEqual({ place: 1, total: 3 });
  });
});
