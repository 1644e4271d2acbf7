import { describe, expect, it } from "vitest";
import type { Bounds } from "../api/types";
import { meets, needsInset, openingBounds, withArchipelagos } from "./extent";

const NORTH: Bounds = [103.1, 20.6, 105.0, 22.0];
const NORTH_EAST: Bounds = [105.4, 21.3, 107.4, 22.7];
const SOUTH: Bounds = [105.2, 9.2, 106.8, 10.4];
const FIVE: Bounds = [103.1, 9.2, 107.4, 22.7];

describe("the first view", () => {
  it("opens on the group with the most units where groups lie far apart", () => {
    const areas = [
      { bounds: SOUTH, units: 227 },
      { bounds: NORTH, units: 75 },
      { bounds: NORTH_EAST, units: 157 },
    ];
    expect(openingBounds(areas, FIVE)).toEqual([103.1, 20.6, 107.4, 22.7]);
  });

  it("opens whole where nearly all units hang together, far islands or not", () => {
    const strip = Array.from({ length: 14 }, (_, i) => ({
      bounds: [104 + (i % 3), 8.5 + i, 107 + (i % 3), 9.4 + i] as const,
      units: 237,
    }));
    const islands = { bounds: [111.2, 15.7, 112.8, 17.1] as const, units: 1 };
    const whole: Bounds = [102.1, 7.1, 117.9, 23.4];
    expect(openingBounds([...strip, islands], whole)).toBe(whole);
  });

  it("opens whole where a group would be hardly larger, and where there is but one or none", () => {
    const west: Bounds = [103, 20, 105, 22];
    const east: Bounds = [106, 20, 107, 22];
    const both: Bounds = [103, 20, 107, 22];
    const areas = [
      { bounds: west, units: 10 },
      { bounds: east, units: 8 },
    ];
    expect(openingBounds(areas, both)).toEqual(west);
    expect(openingBounds([{ bounds: west, units: 10 }], west)).toBe(west);
    expect(openingBounds([], both)).toBe(both);
  });

  it("gives no weight to an area without units", () => {
    const areas = [
      { bounds: SOUTH, units: 0 },
      { bounds: NORTH, units: 75 },
    ];
    expect(openingBounds(areas, FIVE)).toBe(FIVE);
  });
});

describe("the whole", () => {
  const islands = [
    [112.3, 16.5],
    [113.6, 9.1],
  ];

  it("reaches the archipelagos on a map of the country", () => {
    expect(withArchipelagos(FIVE, islands)).toEqual([103.1, 9.1, 113.6, 22.7]);
  });

  it("stays as it is on a map of a part", () => {
    expect(withArchipelagos(NORTH, islands)).toBe(NORTH);
  });
});

describe("meets", () => {
  it("tells whether two boxes share a place", () => {
    expect(meets(NORTH, [104, 21, 110, 30])).toBe(true);
    expect(meets(NORTH, SOUTH)).toBe(false);
  });
});

describe("the inset of the archipelagos", () => {
  const islands = [
    [112.3, 16.5],
    [113.6, 9.8],
  ];

  it("is there where a map of the country leaves one of them out", () => {
    expect(needsInset(6, islands, [102, 8, 118, 24])).toBe(false);
    expect(needsInset(6, islands, [102, 12, 118, 24])).toBe(true);
  });

  it("is no part of the map of one place", () => {
    expect(needsInset(10, islands, [104, 21, 105, 22])).toBe(false);
  });
});
