import { describe, expect, it } from "vitest";
import { legendCounts, open, PHONE, painted, settle, shot } from "./browser";

/** Borders that the legend shows, from the lowest edge to the highest. */
function edges(page: Awaited<ReturnType<typeof open>>["page"]): Promise<string[]> {
  return page.locator(".legend-rows tbody tr .legend-edge").allTextContents();
}

describe("classes", () => {
  it("divide by every method, in 3 to 9 classes whose ranges meet", async () => {
    const { page, faults } = await open("lang=vi");
    await page.locator(".classes summary").click();
    for (const [method, classes] of [
      ["jenks", 9],
      ["quantiles", 3],
      ["equal", 9],
      ["deviation", 6],
    ] as const) {
      await page.selectOption("#control-method", method);
      await page.selectOption("#control-count", String(classes));
      await settle(page);
      const found = await edges(page);
      expect(found.length % 2).toBe(0);
      expect(found.length / 2).toBeLessThanOrEqual(classes);
      expect(found.length / 2).toBeGreaterThanOrEqual(3);
      // The upper edge of a class is the lower edge of the next.
      for (let i = 1; i + 1 < found.length; i += 2) expect(found[i]).toBe(found[i + 1]);
      for (const edge of found) expect(edge).toMatch(/^-?[\d.]+,\d{2,}$/);
      expect((await legendCounts(page)).reduce((a, b) => a + b)).toBe(459);
      expect(page.url()).toContain(`classes=${classes}`);
    }
    await shot(page, "classes-vi");
    expect(faults).toEqual([]);
  });

  it("follow a legal text, with its source, and open ends", async () => {
    const { page } = await open("lang=vi&method=legal");
    expect(await page.locator(".legend-rows .legend-range").allTextContents()).toEqual(
      expect.arrayContaining(["dưới 10,00", "từ 20,00 trở lên"]),
    );
    const legal = page.locator(".legend-legal");
    expect(await legal.textContent()).toContain("Quyết định 33/2020/QĐ-TTg");
    expect(await legal.textContent()).toContain("Riêng tỷ lệ nghèo chưa quyết định khu vực");
    await page.locator(".classes summary").click();
    await page.selectOption("#control-legal", "33-2020-commune-mekong");
    await settle(page);
    expect(await edges(page)).toEqual(["10,00", "12,00", "12,00", "15,00"]);
    expect(page.url()).toContain("legal=33-2020-commune-mekong");
    await shot(page, "legal-vi");
    // A text about the rate says nothing of another indicator.
    await page.selectOption("#control-indicator", "hh_poor");
    await settle(page);
    expect(await legal.isVisible()).toBe(false);
    expect(await page.locator(".legend-note").first().textContent()).toContain("Ngắt tự nhiên");
  });

  it("are typed by hand, and a wrong number is refused with its reason", async () => {
    const { page } = await open("lang=vi");
    await page.locator(".classes summary").click();
    await page.selectOption("#control-method", "typed");
    const breaks = page.locator("#control-breaks");
    await breaks.fill("2,5; 20; 10");
    await breaks.press("Enter");
    const help = page.locator("#breaks-help");
    expect(await help.textContent()).toBe("“10” phải lớn hơn số đứng trước.");
    expect(await breaks.getAttribute("aria-invalid")).toBe("true");
    const before = await edges(page);
    await breaks.fill("2,5; 10; 20");
    await breaks.press("Enter");
    await settle(page);
    expect(await edges(page)).not.toEqual(before);
    expect(await edges(page)).toEqual(["2,50", "10,00", "10,00", "20,00"]);
    expect(page.url()).toContain("method=typed&breaks=2.5,10,20");
    expect((await legendCounts(page)).reduce((a, b) => a + b)).toBe(459);
    await page.reload();
    await page.locator(".legend-rows tbody tr").first().waitFor();
    expect(await edges(page)).toEqual(["2,50", "10,00", "10,00", "20,00"]);
  });

  it("may come from one province alone, and stay locked while periods are compared", async () => {
    const { page } = await open("lang=vi&province=92");
    const country = await edges(page);
    await page.locator(".classes summary").click();
    await page.selectOption("#control-scope", "province");
    await settle(page);
    const province = await edges(page);
    expect(province).not.toEqual(country);
    expect(await page.locator(".legend-note").first().textContent()).toContain("Cần Thơ");
    await page.locator("#control-lock").check();
    await settle(page);
    const locked = await page.locator(".legend-rows tbody .legend-edge").allTextContents();
    // The outer classes are open from here on.
    expect(locked).toEqual(province.slice(2, -2));
    const colours = await painted(page);
    await page.selectOption("#control-period", "2022");
    await settle(page);
    expect(await page.locator(".legend-rows tbody .legend-edge").allTextContents()).toEqual(locked);
    expect(await painted(page)).not.toEqual(colours);
    expect(await page.locator("#control-method").isDisabled()).toBe(true);
    expect(page.url()).toContain("lock=1");
    // Percent say nothing of households.
    await page.selectOption("#control-indicator", "hh_poor");
    await settle(page);
    expect(page.url()).not.toContain("lock=1");
    await shot(page, "scope-vi");
  });

  it("have diverging colours too, in words for readers", async () => {
    const { page } = await open("lang=en&palette=PuOr&classes=9");
    await page.locator(".classes summary").click();
    const checked = page.locator(".palettes input:checked");
    expect(await checked.getAttribute("aria-label")).toBe("Brown – purple (around a middle)");
    const found = await painted(page);
    expect(Object.keys(found)).toHaveLength(9);
    await page.locator("input[value=BrTe]").check({ force: true });
    await settle(page);
    expect(Object.keys(await painted(page))).not.toEqual(Object.keys(found));
  });

  it("fit a phone", async () => {
    const { page } = await open("lang=vi&method=legal", { size: PHONE, phone: true });
    expect(await page.locator(".legend-brief").textContent()).toMatch(/^< 10,00.*≥ 20,00\s%$/);
    await page.locator(".options-toggle").click();
    await page.locator(".classes summary").click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await shot(page, "phone-classes-vi");
  });
});
