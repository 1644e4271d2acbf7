import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, it } from "vitest";
import {
  base,
  LAPTOP,
  legendCounts,
  newPage,
  open,
  PHONE,
  painted,
  settle,
  shot,
  WIDE,
  zoomOf,
} from "./browser";

describe("for everyone", () => {
  for (const [state, hash, options] of [
    ["two-way colours", "lang=vi&with=bivariate&over=region.badges", { size: WIDE }],
    [
      "circles, a legal text and filters",
      "lang=en&with=circles&method=legal&has=region:III&range=5..40&province=14",
      { size: LAPTOP },
    ],
    ["typed borders on a phone", "lang=vi&method=typed&breaks=5,10", { size: PHONE, phone: true }],
  ] as const) {
    it(`has no barrier that axe finds with ${state}, everything unfolded`, async () => {
      const { page, faults } = await open(hash, options);
      if ("phone" in options) await page.locator(".options-toggle").click();
      for (const fold of await page.locator(".fold summary").all()) await fold.click();
      await settle(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`)).toEqual(
        [],
      );
      expect(faults).toEqual([]);
    });
  }

  it("keeps the colours of the data in colours of one's own, and draws lines around the rest", async () => {
    const { page } = await open("lang=vi&over=region.outline", {
      size: LAPTOP,
      context: { forcedColors: "active", colorScheme: "dark" },
    });
    const found = await painted(page);
    expect(Object.keys(found)).toHaveLength(5);
    expect(Math.min(...Object.values(found))).toBeGreaterThan(0);
    const border = await page
      .locator(".legend")
      .evaluate((card) => getComputedStyle(card).borderTopWidth);
    expect(border).toBe("1px");
    // Texts and grounds are the system's own here; axe compares the grounds that the page asked for.
    const axe = new AxeBuilder({ page }).disableRules(["color-contrast"]);
    const { violations } = await axe.analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`)).toEqual([]);
    await shot(page, "forced-vi");
  });

  it("draws borders of units in full where more contrast is asked for", async () => {
    const darkest = async (contrast: "more" | "no-preference"): Promise<number> => {
      const { page } = await open("lang=vi&map=10/21.53/104.05", { context: { contrast } });
      return page.evaluate(() => {
        const dark = (r = 255, g = 255, b = 255): boolean => r + g + b < 150;
        let n = 0;
        for (const tile of document.querySelectorAll<HTMLCanvasElement>(".leaflet-tile-loaded")) {
          const data = tile.getContext("2d")?.getImageData(0, 0, tile.width, tile.height).data;
          for (let i = 0; data && i < data.length; i += 4) {
            if (data[i + 3] === 255 && dark(data[i], data[i + 1], data[i + 2])) n++;
          }
        }
        return n;
      });
    };
    expect(await darkest("more")).toBeGreaterThan(2 * (await darkest("no-preference")) + 500);
  });

  it("fits a window of twice the size of letters, and shows the land in it", async () => {
    for (const size of [
      { width: 720, height: 450 },
      { width: 640, height: 360 },
    ]) {
      const { page } = await open("lang=vi", { size });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
      expect(zoomOf(page)).toBeLessThan(8);
      expect(Object.values(await painted(page)).reduce((a, b) => a + b)).toBeGreaterThan(1000);
      await page.locator(".legend-toggle").click();
      const search = await page.locator(".search").boundingBox();
      const legend = await page.locator(".legend").boundingBox();
      expect(legend?.y).toBeGreaterThanOrEqual((search?.y ?? 0) + (search?.height ?? 0));
      expect((legend?.y ?? 0) + (legend?.height ?? 0)).toBeLessThanOrEqual(size.height);
    }
  });

  it("keeps messages off the land, and every button in reach, in a low window", async () => {
    for (const [size, hash] of [
      [{ width: 1280, height: 400 }, "lang=vi"],
      [{ width: 1280, height: 400 }, "lang=en&province=14&has=region:III&range=5..60"],
      [{ width: 720, height: 450 }, "lang=vi&has=region:III"],
      [{ width: 640, height: 360 }, "lang=en"],
    ] as const) {
      const { page } = await open(hash, { size });
      const seen = `${hash} ${size.width}`;
      const covered = await page.evaluate(() => {
        const found: string[] = [];
        for (const name of [".badge", ".chips", ".outside"]) {
          const box = document.querySelector(name)?.getBoundingClientRect();
          if (!box || box.width === 0) continue;
          let land = 0;
          for (const tile of document.querySelectorAll<HTMLCanvasElement>(".map .leaflet-tile")) {
            const at = tile.getBoundingClientRect();
            const scale = tile.width / at.width;
            const [left, top] = [Math.max(box.left, at.left), Math.max(box.top, at.top)];
            const width = Math.min(box.right, at.right) - left;
            const height = Math.min(box.bottom, at.bottom) - top;
            if (width < 1 || height < 1) continue;
            const part = tile
              .getContext("2d")
              ?.getImageData(
                (left - at.left) * scale,
                (top - at.top) * scale,
                width * scale,
                height * scale,
              );
            // What lies outside the filters may be covered: it is grey, and not what was asked for.
            for (let i = 0; part && i < part.data.length; i += 4) {
              const [r = 0, , b = 0, a = 0] = part.data.subarray(i, i + 4);
              if (a === 255 && r - b > 20) land++;
            }
          }
          if (land > 40) found.push(`${name}: ${land}`);
        }
        return found;
      });
      expect(covered, seen).toEqual([]);
      const boxes = await page.evaluate(() =>
        [".head", ".tools", ".zoom", ".legend", ".inset"].flatMap((name) => {
          const box = document.querySelector(name)?.getBoundingClientRect();
          return box && box.width > 0 ? [{ name, box: box.toJSON() as DOMRect }] : [];
        }),
      );
      for (const { name, box } of boxes) {
        if (name === ".tools" || name === ".zoom") {
          expect(box.top, `${seen} ${name}`).toBeGreaterThanOrEqual(0);
          expect(box.bottom, `${seen} ${name}`).toBeLessThanOrEqual(size.height);
        }
        for (const other of boxes) {
          const apart =
            other.name <= name ||
            other.box.left >= box.right - 1 ||
            other.box.right <= box.left + 1 ||
            other.box.top >= box.bottom - 1 ||
            other.box.bottom <= box.top + 1;
          expect(apart, `${seen}: ${name} and ${other.name}`).toBe(true);
        }
      }
      if (size.width < 761) await page.locator(".options-toggle").click();
      await page.locator(".layers summary").click();
      await page.locator("#control-graticule").check();
      expect(page.url(), seen).toContain("grid=1");
    }
  });

  it("does not fly over the land for those who ask for less motion", async () => {
    // The sizes at which tiles are drawn: where they stand at last, and each step of the way.
    const sizes = async (reducedMotion: "reduce" | "no-preference"): Promise<number> => {
      const { page } = await open("lang=vi", { context: { reducedMotion } });
      await page.evaluate(() => {
        const seen = new Set<string>();
        new MutationObserver((all) => {
          for (const { target } of all) {
            const { className, style } = target as HTMLElement;
            const scale = /scale\([\d.]+\)/.exec(style.transform)?.[0];
            if (scale && className.includes("leaflet-tile-container")) seen.add(scale);
          }
          document.body.dataset.sizes = String(seen.size);
        }).observe(document.querySelector(".map .pane-choropleth") as Element, {
          attributes: true,
          subtree: true,
          attributeFilter: ["style"],
        });
      });
      const start = page.url();
      await page.selectOption("#control-province", "14");
      await expect.poll(() => page.url()).not.toBe(start);
      await page.waitForTimeout(1_200);
      await settle(page);
      return Number(await page.evaluate(() => document.body.dataset.sizes ?? "0"));
    };
    const calm = await sizes("reduce");
    expect(calm).toBeLessThan(3);
    expect(await sizes("no-preference")).toBeGreaterThan(calm);
  });

  it("says on the map itself that figures are made up, and draws a graticule when asked", async () => {
    const { page } = await open("lang=vi&map=8/21.4/104.1");
    const inked = (pane: string): Promise<number> =>
      page.evaluate((name) => {
        const canvas = document.querySelector<HTMLCanvasElement>(`.${name} canvas`);
        const data = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
        return data ? data.filter((part, i) => i % 4 === 3 && part > 0).length : 0;
      }, pane);
    expect(await inked("pane-stamp")).toBeGreaterThan(5000);
    expect(await inked("pane-graticule")).toBe(0);
    await page.locator(".layers summary").click();
    await page.locator("#control-graticule").check();
    await expect.poll(() => inked("pane-graticule")).toBeGreaterThan(1000);
    expect(page.url()).toContain("grid=1");
    expect(await page.locator(".inset").isVisible()).toBe(true);
    expect(await page.locator(".inset").getAttribute("aria-label")).toContain("Trường Sa");
    await shot(page, "graticule-vi");
    await page.locator("#control-graticule").uncheck();
    await expect.poll(() => inked("pane-graticule")).toBe(0);
    expect((await legendCounts(page)).reduce((a, b) => a + b)).toBe(459);
    await page.locator("#map").focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("+");
    await settle(page);
    expect(await page.locator(".inset").isVisible()).toBe(false);
  });

  it("paints every tile, however slowly they come and whatever the inset asks for", async () => {
    const page = await newPage({ viewport: WIDE, locale: "vi-VN", serviceWorkers: "block" });
    let delay = 1_200;
    await page.route("**/api/tilesets/**", async (route) => {
      // The first ones take longest, so that the inset asks while they are under way.
      delay = Math.max(0, delay - 150);
      await new Promise((resolve) => setTimeout(resolve, delay));
      await route.continue();
    });
    await page.goto(`${base}/#lang=vi&map=8/21.4/104.1`);
    await page.locator(".inset .leaflet-tile-loaded").first().waitFor();
    await settle(page);
    expect(await page.locator(".map .leaflet-tile").count()).toBeGreaterThan(8);
    expect(await page.locator(".map .leaflet-tile:not(.leaflet-tile-loaded)").count()).toBe(0);
  });
});
