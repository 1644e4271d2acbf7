import { describe, expect, it } from "vitest";
import { scaleBar } from "./drawing";

describe("scaleBar", () => {
  it("is the longest round distance that fits", () => {
    expect(scaleBar(100, 120)).toEqual({ metres: 10_000, pixels: 100 });
    expect(scaleBar(611.5, 120).metres).toBe(50_000);
    expect(scaleBar(611.5, 120).pixels).toBeCloseTo(81.77, 1);
    expect(scaleBar(0.5, 120).metres).toBe(50);
  });
});
