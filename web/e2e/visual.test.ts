import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { COMMUNE, open, settle } from "./browser";

/*
 * A few views of the demonstration set beside how they looked when somebody last looked at them. What
 * is meant to differ is looked at and kept anew: `scripts/test --references` writes the pictures to
 * e2e/reference. Where a view differs, web/target/visual holds it and the difference.
 */
const REFERENCES = join(import.meta.dirname, "reference");
const FOUND = join(import.meta.dirname, "../target/visual");
const isWriting = process.env.XA_E2E_REFERENCES === "1";

/** How unlike a colour may be before it counts (0 to 1): edges of letters differ from machine to machine. */
const UNLIKE = 0.2;
/** The part of a picture that may differ. One class more is more than twice that. */
const MOST = 0.005;

const VIEWS: Readonly<
  Record<string, { hash: string; size: [number, number]; act?: (page: Page) => Promise<void> }>
> = {
  "map-vi": { hash: "lang=vi&map=7.5/21.7/105.3", size: [1000, 640] },
  "profile-en": { hash: `lang=en&unit=${COMMUNE.code}&map=9/21.4/104.1`, size: [1100, 640] },
  "two-way-vi": {
    hash: "lang=vi&with=bivariate&has=region:III&map=8/21.3/104.2",
    size: [1000, 640],
  },
  "layers-en": {
    hash: "lang=en&with=circles&over=region:III.outline,village_dbkk.hatching&grid=1&map=8.5/21.3/104.1",
    size: [1000, 640],
  },
  "phone-vi": {
    hash: "lang=vi&province=19&palette=YlGnBu&method=quantiles",
    size: [390, 700],
    act: (page) => page.locator(".legend-toggle").click(),
  },
  "table-vi": { hash: "lang=vi&table=-value&map=8/21.3/104.2", size: [1000, 640] },
};

describe("the look of the map", () => {
  for (const [name, { hash, size, act }] of Object.entries(VIEWS)) {
    it(`is as it was: ${name}`, async () => {
      const [width, height] = size;
      const { page } = await open(hash, { size: { width, height } });
      if (hash.includes("unit=")) await page.locator(".headline-value").waitFor();
      await act?.(page);
      await page.mouse.move(0, 0);
      await settle(page);
      const taken = await page.screenshot({
        animations: "disabled",
        caret: "hide",
        // The release changes with every version of the program.
        mask: [page.locator(".marks .release")],
        maskColor: "#888888",
      });
      const file = join(REFERENCES, `${name}.png`);
      const now = coarse(PNG.sync.read(taken));
      if (isWriting) {
        mkdirSync(REFERENCES, { recursive: true });
        writeFileSync(file, PNG.sync.write(now, { colorType: 2 }));
        return;
      }
      expect(existsSync(file), `no picture to compare with: ${file}`).toBe(true);
      const before = PNG.sync.read(readFileSync(file));
      expect([now.width, now.height]).toEqual([before.width, before.height]);
      const difference = new PNG({ width: now.width, height: now.height });
      const unlike = pixelmatch(before.data, now.data, difference.data, now.width, now.height, {
        threshold: UNLIKE,
        includeAA: false,
      });
      if (unlike > MOST * now.width * now.height) {
        mkdirSync(FOUND, { recursive: true });
        writeFileSync(join(FOUND, `${name}.png`), taken);
        writeFileSync(join(FOUND, `${name}.difference.png`), PNG.sync.write(difference));
      }
      expect(
        unlike / (now.width * now.height),
        `${unlike} pixels of ${name} differ, see ${FOUND}`,
      ).toBeLessThanOrEqual(MOST);
    });
  }
});

/** Half as wide and high, in fewer colours: small to keep, and blind to how a machine draws edges. */
function coarse(picture: PNG): PNG {
  const half = new PNG({ width: picture.width >> 1, height: picture.height >> 1 });
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      for (let part = 0; part < 3; part++) {
        const at = (dx: number, dy: number): number =>
          picture.data[4 * ((2 * y + dy) * picture.width + 2 * x + dx) + part] ?? 0;
        const mean = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
        half.data[4 * (y * half.width + x) + part] = Math.min(255, 8 * Math.round(mean / 8));
      }
      half.data[4 * (y * half.width + x) + 3] = 255;
    }
  }
  return half;
}
