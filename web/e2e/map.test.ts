import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
  COMMUNE,
  legendCounts,
  open,
  PHONE,
  painted,
  settle,
  shot,
  tileRequests,
  WIDE,
  zoomOf,
} from "./browser";

describe("the map", () => {
  it("paints the communes in the colours of the legend and says that the data are illustrative", async () => {
    const { page, faults } = await open("lang=vi");
    const found = await painted(page);
    expect(Object.keys(found).length).toBe(5);
    for (const [colour, pixels] of Object.entries(found)) {
      expect(pixels, colour).toBeGreaterThan(0);
    }
    expect((await legendCounts(page)).reduce((a, b) => a + b)).toBe(459);
    expect(await page.locator(".badge").textContent()).toBe(
      "Số liệu minh họa – ranh giới giản lược",
    );
    expect(await page.locator(".reference").textContent()).toBe(
      "Ranh giới chỉ có giá trị tham khảo",
    );
    expect(faults).toEqual([]);
    await shot(page, "map-vi");
  });

  it("recolours without asking for a tile", async () => {
    const { page, requests } = await open("lang=vi&map=9/21.4/104.1");
    const before = await painted(page);
    const tiles = tileRequests(requests);
    expect(tiles).toBeGreaterThan(0);
    await page.locator(".classes summary").click();
    await page.selectOption("#control-method", "quantiles");
    await page.selectOption("#control-count", "7");
    await page.locator("input[value=YlGnBu]").check({ force: true });
    await page.selectOption("#control-indicator", "hh_poor");
    await settle(page);
    const periods = await page
      .locator("#control-period option")
      .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
    await page.selectOption("#control-period", periods.at(-1) ?? "");
    await settle(page);
    const after = await painted(page);
    expect(Object.keys(after)).not.toEqual(Object.keys(before));
    expect(Object.values(after).reduce((a, b) => a + b)).toBeGreaterThan(1000);
    expect(tileRequests(requests)).toBe(tiles);
    expect(page.url()).toContain("method=quantiles");
    expect(page.url()).toContain("indicator=hh_poor");
  });

  it("shows name and value under the pointer and opens what is clicked, without repainting a tile", async () => {
    const { page, requests } = await open("lang=en&map=10/21.53/104.05");
    const tiles = tileRequests(requests);
    const centre = { x: WIDE.width / 2, y: WIDE.height / 2 };
    await page.mouse.move(centre.x - 3, centre.y);
    await page.mouse.move(centre.x, centre.y);
    const tooltip = page.locator(".tooltip");
    await tooltip.waitFor();
    const name = await tooltip.locator("strong").textContent();
    expect(await tooltip.locator("span").first().textContent()).toMatch(/%|no data/);
    expect(tileRequests(requests)).toBe(tiles);
    await page.mouse.click(centre.x, centre.y);
    await expect.poll(() => page.locator("#panel-title").textContent()).toBe(name);
  });

  it("finds the unit under the pointer between two whole zooms too", async () => {
    const { page } = await open("lang=vi&map=9.25/21.53/104.05");
    const centre = { x: WIDE.width / 2, y: WIDE.height / 2 };
    await page.mouse.move(centre.x - 3, centre.y);
    await page.mouse.move(centre.x, centre.y);
    const tooltip = page.locator(".tooltip");
    await tooltip.waitFor();
    const name = await tooltip.locator("strong").textContent();
    expect(name).toBe(COMMUNE.name);
    // Tiles overlap a little, or their seams would show at this scale.
    const widths = await page
      .locator(".leaflet-tile-loaded")
      .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).style.width));
    expect(new Set(widths)).toEqual(new Set(["257px"]));
    expect(page.url()).toContain("map=9.25/");
  });

  it("opens on most of the units where they lie far apart, says what is outside, and shows it", async () => {
    for (const options of [{}, { size: PHONE, phone: true }]) {
      const { page, faults } = await open("lang=vi", options);
      const outside = page.locator(".outside");
      expect(await outside.textContent()).toContain("Ngoài khung nhìn: Vĩnh Long, Cần Thơ");
      const near = zoomOf(page);
      expect(near).toBeGreaterThanOrEqual(6.5);
      await outside.click();
      await settle(page);
      expect(await outside.isVisible()).toBe(false);
      expect(zoomOf(page)).toBeLessThan(near - 1);
      expect(faults).toEqual([]);
    }
  });

  it("shows units without data in the legend, and says what is illustrative before any approval", async () => {
    const { page } = await open(`lang=vi&group=hmong&unit=${COMMUNE.code}`);
    expect(await page.locator(".legend-nodata").textContent()).toContain("Không có số liệu");
    expect((await legendCounts(page)).reduce((a, b) => a + b)).toBe(459);
    await page.locator(".told-years").waitFor();
    const standings = await page.locator(".told-years tbody td:last-child").allTextContents();
    expect(new Set(standings)).toEqual(new Set(["số liệu minh họa"]));
    expect(await page.locator(".panel").textContent()).not.toContain("đã phê duyệt");
  });

  it("hands on what is shown as GeoJSON", async () => {
    const { page } = await open("lang=vi");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(".download").click(),
    ]);
    const file = JSON.parse(await readFile(await download.path(), "utf8")) as {
      type: string;
      features: { id: string; properties: Record<string, unknown> }[];
    };
    expect(file.type).toBe("FeatureCollection");
    expect(file.features).toHaveLength(459);
    const commune = file.features.find((feature) => feature.id === COMMUNE.code);
    expect(commune?.properties.rate_poor).toBeTypeOf("number");
    expect(commune?.properties.rate_poor_status).toBe("illustrative");
  });

  it("speaks the language of the browser, switches, and remembers it in the address", async () => {
    const { page } = await open("", { locale: "en-GB" });
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await page.locator(".legend-title").textContent()).toBe("Poverty rate (poor only)");
    await page.getByRole("button", { name: "Tiếng Việt" }).click();
    await expect.poll(() => page.locator(".legend-title").textContent()).toBe("Tỷ lệ hộ nghèo");
    expect(await page.locator("label[for=control-period]").textContent()).toBe("Kỳ số liệu");
    expect(await page.locator("html").getAttribute("lang")).toBe("vi");
    await page.reload();
    await page.locator(".legend-rows tbody tr").first().waitFor();
    expect(await page.locator(".legend-title").textContent()).toBe("Tỷ lệ hộ nghèo");
  });

  it("zooms to a province and downloads that province alone", async () => {
    const { page } = await open("lang=vi");
    await page.selectOption("#control-province", "14");
    await settle(page);
    expect(page.url()).toMatch(/map=[89](\.\d+)?\/21\./);
    expect(await page.locator(".download").getAttribute("href")).toContain("province=14");
    await shot(page, "province-vi");
  });
});
