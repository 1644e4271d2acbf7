import { describe, expect, it } from "vitest";
import type { Bounds } from "../api/types";
import { firstTiles } from "./first-tiles";

const COUNTRY: Bounds = [102.14, 7.18, 117.83, 23.39];

describe("the tiles of the first view", () => {
  it("are those of the country that a window of a computer shows", () => {
    expect(firstTiles(COUNTRY, 1440, 900).map(({ z, x, y }) => `${z}/${x}/${y}`)).toEqual([
      "5/25/13",
      "5/25/14",
      "5/25/15",
      "5/26/13",
      "5/26/14",
      "5/26/15",
    ]);
  });

  it("are those of a phone one zoom further out", () => {
    expect(firstTiles(COUNTRY, 390, 844)).toHaveLength(4);
    expect(firstTiles(COUNTRY, 390, 844)[0]).toEqual({ z: 4, x: 12, y: 6 });
  });

  it("are not guessed where a message more would change the zoom, or where there would be many", () => {
    const guessed = Array.from({ length: 600 }, (_, i) => firstTiles(COUNTRY, 1440, 500 + i));
    expect(guessed.some((tiles) => tiles.length === 0)).toBe(true);
    expect(Math.max(...guessed.map((tiles) => tiles.length))).toBeLessThanOrEqual(6);
    expect(firstTiles([-170, -60, 170, 60], 4_000, 3_000)).toEqual([]);
  });
});
