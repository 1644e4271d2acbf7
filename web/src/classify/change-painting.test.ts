import { describe, expect, it } from "vitest";
import { type Change, noChange } from "../data/change";
import { CHANGE_CLASSES, changeColours, changePainting } from "./change-painting";
import { difference, lab, type Sight } from "./colour-vision";
import { DIVERGINGS, SEQUENTIALS } from "./palettes";

const SIGHTS: readonly Sight[] = ["normal", "deuteranopia", "protanopia"];
const words = { rows: (steps: readonly number[]) => steps.map(String), note: "note" };
const options = {
  palette: "BrTe",
  risesDark: true,
  whole: false,
  leftIn: null,
  words,
} as const;

function change(value: readonly number[], estimated: readonly number[] = []): Change {
  return {
    ...noChange(value.length),
    value: Float64Array.from(value),
    estimated: Uint8Array.from(value, (_, i) => Number(estimated.includes(i))),
  };
}

describe("the colours of a change", () => {
  it("are diverging whatever palette the map has, lightest where nothing changed", () => {
    for (const palette of [...SEQUENTIALS, ...DIVERGINGS]) {
      const ramp = changeColours(palette, true);
      expect(ramp).toHaveLength(CHANGE_CLASSES);
      const lightness = ramp.map((colour) => lab(colour)[0]);
      expect(lightness.indexOf(Math.max(...lightness))).toBe(3);
    }
  });

  it("tell a fall from a rise of the same size, and neighbours apart, for every sight", () => {
    for (const palette of DIVERGINGS) {
      const ramp = changeColours(palette, true);
      for (const sight of SIGHTS) {
        for (let i = 0; i < 3; i++) {
          const [fall, rise] = [ramp[i] ?? "", ramp[6 - i] ?? ""];
          expect(difference(fall, rise, sight), `${palette} ${sight} ${i}`).toBeGreaterThan(15);
        }
        for (let i = 0; i < 6; i++) {
          const d = difference(ramp[i] ?? "", ramp[i + 1] ?? "", sight);
          expect(d, `${palette} ${sight} ${i}`).toBeGreaterThan(4);
        }
      }
    }
  });

  it("take the brown end for what is worse", () => {
    const worse = changeColours("BrTe", true);
    expect(changeColours("BrTe", false)).toEqual([...worse].reverse());
    const [, a = 0, b = 0] = lab(worse.at(-1) ?? "");
    expect(a).toBeGreaterThan(0);
    expect(b).toBeGreaterThan(0);
  });
});

describe("a map of change", () => {
  it("counts units by class, those without data apart, and marks estimates", () => {
    const painting = changePainting(change([-12, -0.2, 0, 3, Number.NaN], [1, 4]), options);
    // Steps of 1, 5 and 10.
    expect(painting.classes?.counts).toEqual([1, 0, 0, 2, 1, 0, 0]);
    expect(painting.missing).toBe(1);
    expect(painting.estimated).toBe(1);
    expect(painting.fills[0]?.colour).toBe(painting.ramp[0]);
    expect(painting.fills[2]?.colour).toBe(painting.ramp[3]);
    expect(painting.fills[4]).toEqual({ colour: null, isEstimated: false, isLeftOut: false });
    expect(painting.fills[1]?.isEstimated).toBe(true);
  });

  it("has classes of the same size on both sides of zero", () => {
    const edges = changePainting(change([-12, 3, 1]), options).classes?.edges ?? [];
    expect(edges.map((e) => -e).reverse()).toEqual(edges);
  });

  it("leaves out what filters leave out", () => {
    const leftIn = Uint8Array.from([1, 0]);
    const painting = changePainting(change([1, 2]), { ...options, leftIn });
    expect(painting.leftOut).toBe(1);
    expect(painting.fills[1]?.isLeftOut).toBe(true);
  });

  it("has no classes where nothing was computed, and says that in place of no data", () => {
    const painting = changePainting(noChange(2), {
      ...options,
      words: { ...words, missing: "not computed" },
    });
    expect(painting.classes).toBeNull();
    expect(painting.missing).toBe(2);
    expect(painting.told?.missing).toBe("not computed");
  });
});
