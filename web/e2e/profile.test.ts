import { describe, expect, it } from "vitest";
import { base, COMMUNE, focused, open, PHONE, settle, shot } from "./browser";

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
    const figure = panel.locator(".figures.bars details").first();
    await figure.locator("summary").click();
    const facts = await figure.locator(".facts").textContent();
    expect(facts).toContain("Nguồn");
    expect(facts).toMatch(/Tệp.*, dòng \d+/);
    const report = figure.locator(".report-link").first();
    const [row] = /(?<=row=)\d+/.exec((await report.getAttribute("href")) ?? "") ?? [];
    const [popup] = await Promise.all([page.waitForEvent("popup"), report.click()]);
    await popup.waitForLoadState();
    expect(await popup.locator("h1").textContent()).toContain("Kết quả đối chiếu");
    expect(await popup.locator(".asked td").first().textContent()).toBe(row);
    expect(await popup.locator(".asked td").nth(2).textContent()).toContain(COMMUNE.code);
    // Its style is let through by its hash, and nothing else is.
    expect(await popup.evaluate(() => getComputedStyle(document.body).maxWidth)).toBe("1024px");
    await shot(popup, "match-report-vi");
    await popup.close();
    expect(await panel.locator(".chart circle").count()).toBeGreaterThan(1);
    expect(await panel.locator(".links button").count()).toBeGreaterThan(0);
    await shot(page, "panel-vi");
    const first = panel.locator(".links button").first();
    const neighbour = await first.textContent();
    await first.click();
    await expect.poll(() => page.locator("#panel-title").textContent()).toBe(neighbour);
    expect(faults).toEqual([]);
  });

  it("breaks the line of the years where the standard changes, and says so", async () => {
    const { page } = await open(`lang=en&unit=${COMMUNE.code}`);
    const chart = page.locator(".panel .chart");
    await chart.waitFor();
    expect(await chart.locator("polyline").count()).toBe(2);
    expect(await chart.locator(".chart-break").count()).toBe(1);
    expect(await chart.locator(".chart-standard").allTextContents()).toEqual([
      "59/2015",
      "Standard 07/2021",
    ]);
    expect(await page.locator(".panel").textContent()).toContain(
      "The line is broken where the poverty standard changes",
    );
  });

  it("sets the unit beside its neighbours, its province and the whole, counts added before divided", async () => {
    const { page } = await open(`lang=en&unit=${COMMUNE.code}`);
    const rows = page.locator(".panel .bars-plain li");
    await rows.first().waitFor();
    expect(await rows.locator(".bar-name").allTextContents()).toEqual([
      "This unit",
      "Its neighbours",
      COMMUNE.province,
      "The whole map",
    ]);
    const answer = await page.request.get(
      `${base}/api/collections/communes/items?province=14&limit=1000&period=2024`,
    );
    const { features } = (await answer.json()) as {
      features: { properties: { hh_poor: number; hh_total: number } }[];
    };
    const sum = (key: "hh_poor" | "hh_total"): number =>
      features.reduce((all, f) => all + f.properties[key], 0);
    const rate = ((100 * sum("hh_poor")) / sum("hh_total")).toFixed(2);
    expect(await rows.nth(2).locator(".bar-value").textContent()).toBe(`${rate}\u00a0%`);
    expect(await page.locator(".panel-rank").textContent()).toMatch(
      /^Number \d+ of 75 units in Tỉnh Sơn La and number \d+ of 459 on the map/,
    );
    expect(await page.locator(".links-value").first().textContent()).toMatch(/^[\d.]+\u00a0%$/);
  });

  it("tells each group with its own households, and the twelve deprivations, the worst first", async () => {
    const { page } = await open(`lang=en&unit=${COMMUNE.code}`);
    const sections = page.locator(".panel-body > section");
    const groups = sections.filter({ hasText: "By group" });
    await groups.waitFor();
    const names = await groups.locator(".figure-name").allTextContents();
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) expect(name).toMatch(/ [\d,]+ \/ [\d,]+\u00a0households/);
    await groups.locator("summary").nth(1).click();
    expect(await groups.locator(".facts").nth(1).textContent()).toMatch(/, row \d+/);
    const deprivations = sections.filter({ hasText: "Deprivations of poor households, 2023" });
    const values = await deprivations.locator(".figure-value").allTextContents();
    expect(values).toHaveLength(12);
    const numbers = values.map((text) => Number.parseFloat(text));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    await shot(page, "profile-en");
  });

  it("names the sources of both counts where they come from two files", async () => {
    const { page } = await open("lang=en");
    await page.route(/\/api\/units\/\d+\?/, async (route) => {
      const answer = (await (await route.fetch()).json()) as {
        figures: { parts?: Record<string, unknown>[] }[];
        sources: Record<string, unknown>;
      };
      for (const figure of answer.figures) {
        const whole = figure.parts?.[1];
        if (whole) Object.assign(whole, { source: "census", file: "households.xlsx", row: 7 });
      }
      answer.sources.census = {
        title: "Census",
        number: "",
        publisher: "Office",
        date: "2019",
        licence: "",
        url: "",
      };
      await route.fulfill({ json: answer });
    });
    await page.fill("#search", "muong la");
    await page.locator("#search-list li").first().click();
    const rate = page
      .locator(".panel .figures details")
      .filter({ hasText: /^Poverty rate \(poor only\)/ });
    await rate.locator("summary").click();
    const facts = await rate.locator(".facts").textContent();
    expect(facts).toContain("Poor households");
    expect(facts).toContain("All households");
    expect(facts).toContain("households.xlsx, row 7");
    expect(facts).toMatch(/figures-2025-07-01\.csv, row \d+/);
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
