import { describe, expect, it } from "vitest";
import { LEFT_OUT, PROVINCE_HALO, PROVINCE_LINE } from "../map/ink";
import { NO_DATA_GROUND, NO_DATA_LINE } from "../map/patterns";
import { MAX_CLASSES } from "./classify";
import { contrast, difference, lab, labDifference, type Sight } from "./colour-vision";
import { BIVARIATE, CATEGORIES, colours, DIVERGINGS, PALETTES, SEQUENTIALS } from "./palettes";

const SIGHTS: readonly Sight[] = ["normal", "deuteranopia", "protanopia"];
/** Below about 2 two colours side by side look alike; the map asks for twice that. */
const APART = 4;

function pairs<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((a, i) => all.slice(i + 1).map((b): [T, T] => [a, b]));
}

describe("the difference of colours", () => {
  it("agrees with published examples of CIEDE2000", () => {
    // Sharma, Wu and Dalal 2005, table 1: pairs 1, 7, 17 and 24.
    for (const [one, other, expected] of [
      [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
      [[50, 0, 0], [50, -1, 2], 2.3669],
      [[50, 2.5, 0], [73, 25, -18], 27.1492],
      [[50, 2.5, 0], [50, 3.2592, 0.335], 1],
    ] as const) {
      expect(labDifference(one, other)).toBeCloseTo(expected, 4);
    }
    expect(lab("#ffffff")[0]).toBeCloseTo(100, 3);
    expect(lab("#ff0000")[1]).toBeCloseTo(80.09, 1);
  });

  it("sees red and green of one lightness as near for those who do not see all colours", () => {
    const [red, green] = ["#b06050", "#748040"];
    expect(difference(red, green, "deuteranopia")).toBeLessThan(difference(red, green) / 2);
  });
});

describe("palettes", () => {
  for (const palette of PALETTES) {
    it(`has as many colours as classes: ${palette}`, () => {
      for (let k = 1; k <= MAX_CLASSES; k++) {
        const found = colours(palette, k);
        expect(found).toHaveLength(k);
        expect(new Set(found).size).toBe(k);
        for (const colour of found) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
      }
    });

    it(`keeps neighbouring classes apart for every sight: ${palette}`, () => {
      for (let k = 2; k <= MAX_CLASSES; k++) {
        const ramp = colours(palette, k);
        for (const sight of SIGHTS) {
          ramp.slice(1).forEach((colour, i) => {
            const d = difference(ramp[i] ?? "", colour, sight);
            expect(d, `${palette} ${k} ${sight} ${i}`).toBeGreaterThan(APART);
          });
        }
      }
    });
  }

  for (const palette of SEQUENTIALS) {
    it(`darkens from class to class, in grey print too: ${palette}`, () => {
      for (let k = 2; k <= MAX_CLASSES; k++) {
        const lightness = colours(palette, k).map((colour) => lab(colour)[0]);
        lightness.slice(1).forEach((l, i) => {
          expect((lightness[i] ?? 0) - l, `${palette} ${k} ${i}`).toBeGreaterThan(2.5);
        });
      }
    });
  }

  for (const palette of DIVERGINGS) {
    it(`is lightest in the middle and has no tone twice: ${palette}`, () => {
      for (let k = 3; k <= MAX_CLASSES; k++) {
        const lightness = colours(palette, k).map((colour) => lab(colour)[0]);
        const brightest = lightness.indexOf(Math.max(...lightness));
        expect(Math.abs(brightest - (k - 1) / 2)).toBeLessThanOrEqual(0.5);
        for (const [a, b] of pairs(lightness)) {
          expect(Math.abs(a - b), `${palette} ${k}`).toBeGreaterThan(2.5);
        }
      }
    });

    it(`tells low from high at every distance from the middle: ${palette}`, () => {
      for (let k = 3; k <= MAX_CLASSES; k++) {
        const ramp = colours(palette, k);
        for (const sight of SIGHTS) {
          for (let i = 0; i < Math.floor(k / 2); i++) {
            const d = difference(ramp[i] ?? "", ramp[k - 1 - i] ?? "", sight);
            expect(d, `${palette} ${k} ${sight}`).toBeGreaterThan(15);
          }
        }
      }
    });
  }

  it("has categories that differ for every sight and carry white letters", () => {
    for (const sight of SIGHTS) {
      for (const [a, b] of pairs(CATEGORIES)) {
        expect(difference(a, b, sight), `${a} ${b} ${sight}`).toBeGreaterThan(8);
      }
    }
    for (const colour of CATEGORIES) expect(contrast(colour, "#ffffff")).toBeGreaterThan(4.5);
  });

  it("has a bivariate scheme whose nine colours differ for every sight and darken both ways", () => {
    for (const sight of SIGHTS) {
      for (const [a, b] of pairs(BIVARIATE.flat())) {
        expect(difference(a, b, sight), `${a} ${b} ${sight}`).toBeGreaterThan(8);
      }
    }
    const lightness = BIVARIATE.map((row) => row.map((colour) => lab(colour)[0]));
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 2; j++) {
        expect(lightness[i]?.[j]).toBeGreaterThan((lightness[i]?.[j + 1] ?? 0) + 5);
        expect(lightness[j]?.[i]).toBeGreaterThan((lightness[j + 1]?.[i] ?? 0) + 5);
      }
    }
  });
});

describe("what is drawn with the colours", () => {
  it("hatches units without data in lines that are seen on their ground", () => {
    expect(contrast(NO_DATA_LINE, NO_DATA_GROUND)).toBeGreaterThan(3);
  });

  it("draws borders of provinces that stand out from every colour, as line or as halo", () => {
    const fills = PALETTES.flatMap((p) => [3, 5, 7, 9].flatMap((k) => colours(p, k)));
    for (const fill of [...fills, ...BIVARIATE.flat(), LEFT_OUT]) {
      const best = Math.max(contrast(PROVINCE_LINE, fill), contrast(PROVINCE_HALO, fill));
      expect(best, fill).toBeGreaterThan(3);
    }
  });
});
