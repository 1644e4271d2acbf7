import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { base, open, PHONE, settle, shot, WIDE } from "./browser";

/** West, south, east and north of the outlines of provinces, from the server's features. */
async function land(provinces: readonly string[]): Promise<readonly number[]> {
  const answer = await fetch(`${base}/api/collections/provinces/items?limit=100`);
  const { features } = (await answer.json()) as {
    features: { id: string; geometry: { coordinates: unknown } }[];
  };
  const numbers = features
    .filter((f) => provinces.includes(f.id))
    .flatMap((f) => [f.geometry.coordinates].flat(4) as number[]);
  const lng = numbers.filter((_, i) => i % 2 === 0);
  const lat = numbers.filter((_, i) => i % 2 === 1);
  return [Math.min(...lng), Math.min(...lat), Math.max(...lng), Math.max(...lat)];
}

/** Where that is on the screen, by the place that the address tells (web Mercator, tiles of 256). */
function onScreen(page: Page, [west = 0, south = 0, east = 0, north = 0]: readonly number[]) {
  const [zoom = 0, lat = 0, lng = 0] = (/map=([^&]+)/.exec(page.url())?.[1] ?? "")
    .split("/")
    .map(Number);
  const { width, height } = page.viewportSize() ?? WIDE;
  const world = 256 * 2 ** zoom;
  const x = (degrees: number): number => (world * (degrees + 180)) / 360;
  const y = (degrees: number): number =>
    world * (0.5 - Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI));
  return {
    left: x(west) - x(lng) + width / 2,
    right: x(east) - x(lng) + width / 2,
    top: y(north) - y(lat) + height / 2,
    bottom: y(south) - y(lat) + height / 2,
  };
}

/** What lies over the map: its head with the lists, and every panel that is open. */
function covers(page: Page) {
  return page
    .locator(".head, .panel, .prio, .prio-dock, .table-place, .years, .tools, .zoom")
    .evaluateAll((all) =>
      all
        .map((element) => ({
          name: element.className,
          ...element.getBoundingClientRect().toJSON(),
        }))
        .filter(({ width, height }) => width > 0 && height > 0),
    ) as Promise<{ name: string; left: number; right: number; top: number; bottom: number }[]>;
}

async function expectInSight(page: Page, provinces: readonly string[]): Promise<void> {
  await settle(page);
  const seen = onScreen(page, await land(provinces));
  const { width, height } = page.viewportSize() ?? WIDE;
  expect(seen.left).toBeGreaterThanOrEqual(0);
  expect(seen.top).toBeGreaterThanOrEqual(0);
  expect(seen.right).toBeLessThanOrEqual(width);
  expect(seen.bottom).toBeLessThanOrEqual(height);
  const hiding = (await covers(page)).filter(
    (c) => c.left < seen.right && c.right > seen.left && c.top < seen.bottom && c.bottom > seen.top,
  );
  expect(hiding.map((c) => c.name)).toEqual([]);
}

const NORTH = ["14", "19", "20"];
const SIZES = [
  { name: "wide", size: WIDE, phone: false },
  { name: "phone", size: PHONE, phone: true },
];

describe.each(SIZES)("an address without a place, $name", ({ name, size, phone }) => {
  it.each([
    ["nothing open", "lang=vi", NORTH],
    ["sums", "lang=en&period=2022&sums=former_province", NORTH],
    ["sums of a province", "lang=vi&sums=province&province=14", ["14"]],
    ["the table", "lang=vi&table=-value", NORTH],
    ["years", "lang=en&years=1&compare=change&against=2022", NORTH],
  ])("shows the land beside %s", async (what, hash, provinces) => {
    const { page, faults } = await open(hash, { size, phone });
    await expectInSight(page, provinces);
    await shot(page, `opening-${what.replaceAll(" ", "-")}-${name}`);
    expect(faults).toEqual([]);
  });

  it("shows the land beside a scenario", async () => {
    const { page } = await open("lang=en", { size, phone });
    await page.locator(".tool-priority").click();
    await expect.poll(() => page.url()).toContain("scenario=");
    const hash = page
      .url()
      .replace(/^.*#/, "")
      .replace(/map=[^&]*&/, "");
    const again = await open(hash, { size, phone });
    await again.page.locator(".prio").waitFor();
    await expectInSight(again.page, NORTH);
    await shot(again.page, `opening-scenario-${name}`);
  });
});

describe("a newcomer", () => {
  it("sees the years opened from the lists of a phone, which make way", async () => {
    const { page, faults } = await open("lang=en&period=2024", { size: PHONE, phone: true });
    await page.locator(".options-toggle").click();
    await page.locator(".years-open:not(.sums-open)").click();
    await page.locator(".years").waitFor();
    expect(await page.locator(".options-toggle").getAttribute("aria-expanded")).toBe("false");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest(".years") !== null))
      .toBe(true);
    await page.locator(".years-modes label", { hasText: "Change" }).click();
    await expect.poll(() => page.url()).toContain("compare=change");
    await settle(page);
    // Both ends of the folded legend are read in full.
    const brief = page.locator(".legend-brief");
    expect(await brief.evaluate((e) => e.scrollWidth - e.clientWidth)).toBe(0);
    await shot(page, "newcomer-change-phone-en");
    expect(faults).toEqual([]);
  });

  it.each(["vi", "en"])("reads below a figure where it is from, %s", async (lang) => {
    const { page } = await open(`lang=${lang}&unit=03808`);
    const told = page.locator(".headline-source");
    await told.waitFor();
    const answer = await fetch(`${base}/api/units/03808?indicators=rate_poor&period=2024`);
    const { figures, sources } = (await answer.json()) as {
      figures: { parts?: { source: string }[] }[];
      sources: Record<string, { title: string }>;
    };
    const id = figures[0]?.parts?.[0]?.source ?? "";
    expect(sources[id]?.title).toBeTruthy();
    expect(await told.textContent()).toContain(sources[id]?.title);
    await shot(page, `newcomer-source-${lang}`);
  });
});
