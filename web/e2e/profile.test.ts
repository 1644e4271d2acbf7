import { describe, expect, it } from "vitest";
import { COMMUNE, focused, open, PHONE, settle, shot } from "./browser";

describe("the profile of a unit", () => {
  it("opens a commune by keyboard alone, found without tone marks, and closes it with Escape", async () => {
    const { page, faults } = await open("lang=vi");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.type("muong la");
    await page.locator("#search-list li").first().waitFor();
    expect(await page.locator("#search").getAttribute("aria-expanded")).toBe("true");
    expect(await page.locator("#search").getAttribute("aria-activedescendant")).toBe("search-0");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.locator(".headline-value").waitFor();
    expect(await page.locator("#panel-title").textContent()).toBe(COMMUNE.name);
    await expect
      .poll(() => page.locator("[aria-live]").textContent())
      .toMatch(/^Xã Mường La, Tỉnh Sơn La: Tỷ lệ hộ nghèo .*%\. Lớp \d trên 5\.$/);
    expect(page.url()).toContain(`unit=${COMMUNE.code}`);
    await settle(page);
    await shot(page, "search-vi");
    await page.keyboard.press("Escape");
    expect(await page.locator(".panel").isVisible()).toBe(false);
    expect(page.url()).not.toContain("unit=");
    expect(faults).toEqual([]);
  });

  it("tells the figures of a commune with status, source, file and row", async () => {
    const { page, faults } = await open(`lang=vi&unit=${COMMUNE.code}&map=9/21.4/104.1`);
    const panel = page.locator(".panel");
    await panel.locator(".headline-value").waitFor();
    expect(await panel.locator(".headline-value").textContent()).toMatch(
      /^\d+,\d{2}\u00a0%số liệu minh họa$/,
    );
    expect(await panel.locator(".panel-place").textContent()).toContain(COMMUNE.province);
    const figure = panel.locator(".figures details").first();
    await figure.locator("summary").click();
    const facts = await figure.locator(".facts").textContent();
    expect(facts).toContain("Nguồn");
    expect(facts).toMatch(/Tệp.*, dòng \d+/);
    expect(await panel.locator(".chart circle").count()).toBeGreaterThan(1);
    expect(await panel.locator(".links button").count()).toBeGreaterThan(0);
    await shot(page, "panel-vi");
    const first = panel.locator(".links button").first();
    const neighbour = await first.textContent();
    await first.click();
    await expect.poll(() => page.locator("#panel-title").textContent()).toBe(neighbour);
    expect(faults).toEqual([]);
  });

  it("goes from neighbour to neighbour by keyboard, and back to the map", async () => {
    const { page } = await open(`lang=vi&unit=${COMMUNE.code}&map=9/21.4/104.1`);
    const neighbour = page.locator(".links button").first();
    const name = await neighbour.textContent();
    await neighbour.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("#panel-title").textContent()).toBe(name);
    await expect.poll(() => focused(page)).toBe("panel-title");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toContain("panel-close");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toContain("link");
    await page.keyboard.press("Escape");
    expect(await page.locator(".panel").isVisible()).toBe(false);
    expect(await focused(page)).toBe("map");
  });

  it("fits a phone: the profile is a sheet from below and the legend opens on demand", async () => {
    const { page, faults } = await open("lang=vi&map=9/21.4/104.1", { size: PHONE, phone: true });
    expect(await page.locator("#legend-body").isVisible()).toBe(false);
    await page.locator(".legend-toggle").click();
    expect(await page.locator("#legend-body").isVisible()).toBe(true);
    await shot(page, "phone-legend-vi");
    await page.locator(".legend-toggle").click();
    await page.touchscreen.tap(PHONE.width / 2, PHONE.height / 2);
    await page.locator(".headline-value").waitFor();
    const sheet = await page.locator(".panel").boundingBox();
    expect(sheet?.width).toBe(PHONE.width);
    expect(sheet?.y).toBeGreaterThan(PHONE.height / 3);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(overflow).toBe(PHONE.width);
    await settle(page);
    await shot(page, "phone-panel-vi");
    expect(faults).toEqual([]);
  });
});
