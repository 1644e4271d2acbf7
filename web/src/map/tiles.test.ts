import { describe, expect, it } from "vitest";
import { closedWithin, contains } from "./tiles";

const square = (from: number, to: number) => [
  { x: from, y: from },
  { x: to, y: from },
  { x: to, y: to },
  { x: from, y: to },
];

describe("contains", () => {
  it("takes holes out, whatever the direction of their ring", () => {
    for (const hole of [square(4, 6), square(4, 6).reverse()]) {
      expect(contains([square(0, 10), hole], { x: 2, y: 2 })).toBe(true);
      expect(contains([square(0, 10), hole], { x: 5, y: 5 })).toBe(false);
      expect(contains([square(0, 10), hole], { x: 12, y: 5 })).toBe(false);
    }
  });

  it("knows the parts of a unit that has several", () => {
    expect(contains([square(0, 2), square(5, 8)], { x: 6, y: 6 })).toBe(true);
    expect(contains([square(0, 2), square(5, 8)], { x: 3, y: 3 })).toBe(false);
  });
});

describe("closedWithin", () => {
  const ring = [...square(0, 10), { x: 0, y: 0 }];

  it("tells a small island from a large one", () => {
    expect(closedWithin(ring, 10)).toBe(true);
    expect(closedWithin(ring, 9)).toBe(false);
  });

  it("takes no piece of a border for an island, however short", () => {
    expect(closedWithin(square(0, 1), 10)).toBe(false);
    expect(closedWithin([], 10)).toBe(false);
  });
});
