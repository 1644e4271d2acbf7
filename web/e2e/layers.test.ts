import { describe, expect, it } from "vitest";
import {
  COMMUNE,
  focused,
  legendCounts,
  open,
  PHONE,
  painted,
  settle,
  shot,
  tileRequests,
} from "./browser";

/** How many pixels of a canvas above the tiles are not clear. */
function inked(page: Awaited<ReturnType<typeof open>>["page"], pane: string): Promise<number> {
  return page.evaluate((name) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`.${name} canvas`);
    const ctx = canvas?.getContext("2d");
    if (!canvas || !ctx) return -1;
    const { data } = ctx.getImageData(0, 0, canvas.width, canvas.height);
    let n = 0;
    for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 0) n++;
    return n;
  }, pane);
}

describe("rate and number together", () => {
  it("are circles over the colours, with a scale that follows the zoom", async () => {
    const { page, requests, faults } = await open("lang=vi&map=8/21.4/104.1");
    expect(await inked(page, "pane-symbols")).toBe(0);
    const tiles = tileRequests(requests);
    await page.locator(".layers summary").click();
    await page.selectOption("#control-companion", "circles");
    await settle(page);
    expect(await inked(page, "pane-symbols")).toBeGreaterThan(2000);
    expect(tileRequests(requests)).toBe(tiles);
    const circle = page.locator(".legend-circles circle").first();
    const radius = Number(await circle.getAttribute("r"));
    await page.locator(".zoom button").first().click();
    await settle(page);
    expect(Number(await circle.getAttribute("r"))).toBeGreaterThan(radius * 1.2);
    expect(await page.locator(".legend-section h3").first().textContent()).toContain("Hộ nghèo");
    expect(page.url()).toContain("with=circles");
    await shot(page, "circles-vi");
    expect(faults).toEqual([]);
  });

  it("are one of nine colours, with a legend that counts every unit once", async () => {
    const { page } = await open("lang=en&with=bivariate");
    const counts = await page.locator(".bivariate-count").allTextContents();
    expect(counts).toHaveLength(9);
    expect(counts.map(Number).reduce((a, b) => a + b)).toBe(459);
    expect(await page.locator(".bivariate-axis").textContent()).toBe(
      "↑ Poverty rate (poor only) · → Poor households",
    );
    await page.locator(".layers summary").click();
    await page.selectOption("#control-companion", "none");
    await settle(page);
    expect(await page.locator(".bivariate").count()).toBe(0);
    expect((await legendCounts(page)).reduce((a, b) => a + b)).toBe(459);
  });

  it("are offered only for a rate that was computed from counts", async () => {
    const { page } = await open("lang=vi&indicator=hh_poor&with=circles");
    await page.locator(".layers summary").click();
    expect(await page.locator("#control-companion").isVisible()).toBe(false);
    expect(await inked(page, "pane-symbols")).toBe(0);
  });
});

describe("designations over the colours", () => {
  it("are hatched, outlined or badged, without asking for a tile", async () => {
    const { page, requests, faults } = await open("lang=vi&map=9/21.4/104.1");
    const plain = await painted(page);
    const tiles = tileRequests(requests);
    await page.locator(".layers summary").click();
    await page.selectOption("#control-overlay-1", "region:III");
    await page.locator(".legend-overlays .sample-hatching").waitFor();
    await settle(page);
    const total = (all: Record<string, number>): number =>
      Object.values(all).reduce((a, b) => a + b);
    const hatched = total(await painted(page));
    expect(hatched).toBeLessThan(total(plain) * 0.95);
    // Between the lines the colour of the class remains.
    expect(hatched).toBeGreaterThan(total(plain) * 0.4);
    await page.selectOption("#control-overlay-style-1", "outline");
    await page.locator(".legend-overlays .sample-outline").waitFor();
    await settle(page);
    const outlined = total(await painted(page));
    expect(outlined).toBeLessThan(total(plain));
    expect(outlined).toBeGreaterThan(hatched);
    await page.selectOption("#control-overlay-2", "border");
    await page.selectOption("#control-overlay-style-2", "badges");
    await page.locator(".legend-overlays .sample-badges").waitFor();
    await settle(page);
    expect(await inked(page, "pane-symbols")).toBeGreaterThan(500);
    expect(tileRequests(requests)).toBe(tiles);
    const rows = await page.locator(".legend-overlays li").allTextContents();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^Khu vực III\d+$/);
    expect(await page.locator(".legend-overlays").textContent()).toContain("Có hiệu lực ngày");
    expect(await page.locator(".legend-overlays .mark").textContent()).toBe("số liệu minh họa");
    expect(page.url()).toContain("over=region:III.outline,border.badges");
    await shot(page, "overlays-vi");
    await page.selectOption("#control-overlay-1", "");
    await settle(page);
    expect(page.url()).toContain("over=border.badges");
    expect(faults).toEqual([]);
  });

  it("come back with the address, each class of a list in its colour", async () => {
    const { page } = await open("lang=en&over=ntm.badges&map=9/21.4/104.1");
    const samples = page.locator(".legend-overlays .sample");
    expect(await samples.count()).toBeGreaterThan(1);
    const colours = await samples.evaluateAll((all) =>
      all.map((one) => getComputedStyle(one).backgroundColor),
    );
    expect(new Set(colours).size).toBe(colours.length);
    await shot(page, "badges-en");
  });
});

describe("filters", () => {
  it("leave in what has a designation, a value and a province, and are taken away one by one", async () => {
    const { page, faults } = await open("lang=vi");
    await page.locator(".layers summary").click();
    await page.selectOption("#control-has", "region:III");
    await settle(page);
    const chips = page.locator(".chip");
    expect(await chips.allTextContents()).toEqual(["Thuộc: Khu vực III"]);
    const counts = await legendCounts(page);
    expect(counts.reduce((a, b) => a + b)).toBe(459);
    await expect
      .poll(() => page.locator("[aria-live]").first().textContent())
      .toMatch(/^Bộ lọc: còn \d+ trong 459 đơn vị\.$/);
    const leftOut = Number(await page.locator(".legend-leftout td:last-child").textContent());
    expect(leftOut).toBeGreaterThan(200);
    await page.selectOption("#control-province", "14");
    await settle(page);
    expect(await chips.count()).toBe(2);
    expect(page.url()).toContain("has=region:III");
    const slider = page.locator(".histogram-from");
    await slider.focus();
    for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowRight");
    await settle(page);
    expect(await chips.count()).toBe(3);
    expect(page.url()).toMatch(/range=[\d.]+\.\.[\d.]+/);
    await shot(page, "filters-vi");
    // The focus goes to the chip that follows, and at the end to the map.
    await chips.first().locator("button").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => chips.count()).toBe(2);
    expect(page.url()).not.toContain("province=");
    expect(await page.evaluate(() => document.activeElement?.closest(".chips") !== null)).toBe(
      true,
    );
    await page.locator(".chip-all").click();
    await expect.poll(() => page.locator(".chips").isVisible()).toBe(false);
    expect(await focused(page)).toBe("map");
    expect(await page.locator(".legend-leftout").count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it("take a range brushed over the histogram by mouse and by finger", async () => {
    for (const phone of [false, true]) {
      const { page } = await open("lang=vi", phone ? { size: PHONE, phone } : {});
      if (phone) await page.locator(".legend-toggle").click();
      const box = await page.locator(".histogram-brush").boundingBox();
      if (!box) throw new Error("The legend shows no histogram");
      const y = box.y + box.height / 2;
      const at = (part: number): number => box.x + part * box.width;
      if (phone) {
        const touch = await page.context().newCDPSession(page);
        const send = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
          touch.send("Input.dispatchTouchEvent", {
            type,
            touchPoints: x === undefined ? [] : [{ x, y }],
          });
        await send("touchStart", at(0.2));
        await send("touchMove", at(0.5));
        await send("touchMove", at(0.7));
        await send("touchEnd");
      } else {
        await page.mouse.move(at(0.2), y);
        await page.mouse.down();
        await page.mouse.move(at(0.5), y);
        await page.mouse.move(at(0.7), y);
        await page.mouse.up();
      }
      await expect.poll(() => page.locator(".chip").count()).toBe(1);
      const [, from, to] = /range=([\d.]+?)\.\.([\d.]+)/.exec(page.url()) ?? [];
      expect(Number(to)).toBeGreaterThan(Number(from) * 2);
      expect(await page.locator(".histogram-text").textContent()).toContain(
        Number(to).toLocaleString("vi-VN", { minimumFractionDigits: 2 }),
      );
    }
  });

  it("fall away where they would say nothing of what is shown next", async () => {
    const { page } = await open(
      "lang=vi&range=5..20&has=region&province=14&method=typed&breaks=5,9",
    );
    expect(await page.locator(".chip").count()).toBe(3);
    await page.selectOption("#control-indicator", "rate_near_poor");
    await settle(page);
    expect(page.url()).toContain("range=5..20");
    expect(page.url()).toContain("breaks=5,9");
    await page.selectOption("#control-indicator", "hh_poor");
    await expect.poll(() => page.locator(".chip").count()).toBe(2);
    expect(page.url()).not.toMatch(/range=|breaks=|method=/);
    // There is no list of provinces in a region.
    await page.selectOption("#control-level", "province");
    await expect.poll(() => page.locator(".chip").count()).toBe(1);
  });

  it("say in the tooltip that a unit is outside them", async () => {
    const { page } = await open(`lang=vi&has=border&map=9.25/21.53/104.05`);
    await page.mouse.move(717, 450);
    await page.mouse.move(720, 450);
    const tooltip = page.locator(".tooltip");
    await tooltip.waitFor();
    expect(await tooltip.locator("strong").textContent()).toBe(COMMUNE.name);
    expect(await tooltip.textContent()).toContain("ngoài bộ lọc");
  });
});

describe("a link", () => {
  it("restores the whole view for whoever opens it", async () => {
    const hash =
      "map=9/21.4000/104.1000&period=2023&province=14&method=typed&palette=PuOr&breaks=5,10,20" +
      "&with=circles&over=region:III.outline,border.badges&has=region&range=2..60&grid=1&lang=en";
    const { page, faults } = await open(hash);
    expect(page.url().split("#")[1]).toBe(hash);
    expect(await page.locator(".chip").allTextContents()).toEqual([
      "In Tỉnh Sơn La",
      "With: Regions I, II, III of the ethnic-minority and mountainous area",
      "Value: 2 – 60 %",
    ]);
    expect(await page.locator(".legend-overlays li").count()).toBe(2);
    expect(await page.locator(".legend-circles circle").count()).toBeGreaterThan(1);
    expect(await page.locator("#control-period").inputValue()).toBe("2023");
    await page.locator(".fold summary").first().click();
    expect(await page.locator("#control-breaks").inputValue()).toBe("5; 10; 20");
    expect(faults).toEqual([]);
  });
});
