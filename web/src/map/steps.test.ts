import { describe, expect, it } from "vitest";
import { DIRECTIONS, Steps } from "./steps";
import { reach } from "./steps-reach";

describe("steps", () => {
  // 0 1 2
  // 3 4 5   and 6, an island in the east
  const places = [
    [0, 2],
    [1, 2],
    [2, 2],
    [0, 1],
    [1, 1],
    [2, 1],
    [9, 1.2],
  ] as const;
  const neighbours = [[1, 3], [0, 2, 4], [1, 5], [0, 4], [1, 3, 5], [2, 4], []];
  const steps = new Steps(places, neighbours);

  it("lead to the neighbour in the direction of the arrow", () => {
    expect(DIRECTIONS.map((d) => steps.from(4, d))).toEqual([1, 5, -1, 3]);
    expect(steps.from(0, "right")).toBe(1);
    expect(steps.from(0, "down")).toBe(3);
  });

  it("stop at the edge", () => {
    expect(steps.from(0, "left")).toBe(-1);
    expect(steps.from(1, "up")).toBe(-1);
  });

  it("reach an island that has no neighbour, and lead back from it", () => {
    expect(steps.from(5, "right")).toBe(6);
    expect(steps.from(6, "left")).toBe(5);
  });

  it("reach a unit that its neighbours hide", () => {
    // The last lies behind another in every direction from which it could be reached.
    const hidden = new Steps(
      [
        [0, 0],
        [1, 0.1],
        [1.05, -0.35],
        [2, 0],
      ],
      [
        [1, 2],
        [0, 2, 3],
        [0, 1, 3],
        [1, 2],
      ],
    );
    expect(reach(hidden, 0, 4)).toEqual({ from: 4, to: 4 });
  });

  it("leave out units without a place", () => {
    const some = new Steps([[0, 0], null, [1, 0]], [[1], [0, 2], [1]]);
    expect(some.from(0, "right")).toBe(2);
    expect(DIRECTIONS.map((d) => some.from(1, d))).toEqual([-1, -1, -1, -1]);
  });

  it("find the unit nearest to a place", () => {
    expect(steps.nearestTo([1.9, 1.1], () => true)).toBe(5);
    expect(steps.nearestTo([1.9, 1.6], (unit) => unit !== 5)).toBe(2);
  });
});
