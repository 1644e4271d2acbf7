import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, it } from "vitest";
import { COMMUNE, legendCounts, open, outlines, PHONE, settle, shot, WIDE } from "./browser";

describe("boundaries without figures", () => {
  it("are drawn as units without data, with the next step and only what can be chosen", async () => {
    const { page, faults } = await open("lang=vi", { manifest: outlines });
    expect(await page.locator(".empty").isVisible()).toBe(false);
    expect(await page.locator(".legend-title").textContent()).toBe("Ranh giới cấp xã");
    expect(await legendCounts(page)).toEqual([459]);
    const missing = page.locator(".legend-missing");
    expect(await missing.textContent()).toContain("Chưa có số liệu cấp xã");
    expect(await missing.locator("code").textContent()).toMatch(
      /^atlas import statistics TEP\.csv --edition \S+ --period 2024 --standard 07\/2021 --publish$/,
    );
    for (const id of ["indicator", "period", "group", "method"]) {
      expect(await page.locator(`#control-${id}`).isVisible(), id).toBe(false);
    }
    expect(await page.locator("#control-province").isVisible()).toBe(true);
    await page.selectOption("#control-level", "province");
    await expect.poll(() => page.locator(".legend-title").textContent()).toBe("Ranh giới cấp tỉnh");
    expect(await legendCounts(page)).toEqual([5]);
    await page.getByRole("button", { name: "English" }).click();
    await expect
      .poll(() => missing.locator("strong").textContent())
      .toBe("No figures for provinces yet");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => v.id)).toEqual([]);
    expect(faults).toEqual([]);
    await shot(page, "outlines-en");
  });

  it("can be searched, pointed at, opened, zoomed to and downloaded", async () => {
    const { page, faults } = await open("lang=en&map=9.25/21.53/104.05", { manifest: outlines });
    const centre = { x: WIDE.width / 2, y: WIDE.height / 2 };
    await page.mouse.move(centre.x - 3, centre.y);
    await page.mouse.move(centre.x, centre.y);
    const tooltip = page.locator(".tooltip");
    await tooltip.waitFor();
    expect(await tooltip.locator("strong").textContent()).toBe(COMMUNE.name);
    expect(await tooltip.locator("span").first().textContent()).toBe("no data");
    // The profile comes from a server that has figures; here it must tell of none.
    await page.route(/\/api\/units\/\d+\?/, async (route) => {
      const answer = (await (await route.fetch()).json()) as Record<string, unknown>;
      await route.fulfill({ json: { ...answer, figures: [], designations: [] } });
    });
    await page.fill("#search", "muong la");
    await page.locator("#search-list li").first().click();
    await expect
      .poll(() => page.locator(".panel .headline").textContent())
      .toBe("There are no figures for this unit yet.");
    expect(await page.locator("#panel-title").textContent()).toBe(COMMUNE.name);
    expect(await page.locator("[aria-live]").textContent()).toBe(
      "Xã Mường La, Tỉnh Sơn La: no data.",
    );
    await page.keyboard.press("Escape");
    await page.selectOption("#control-province", "14");
    await settle(page);
    expect(page.url()).toMatch(/map=[89](\.\d+)?\/21\./);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(".download").click(),
    ]);
    expect(download.url()).toContain("province=14");
    expect(download.url()).not.toContain("period=");
    const file = JSON.parse(await readFile(await download.path(), "utf8")) as {
      features: { geometry: unknown; properties: Record<string, unknown> }[];
    };
    expect(file.features).toHaveLength(75);
    expect(file.features.every((f) => f.geometry !== null)).toBe(true);
    expect(faults).toEqual([]);
  });

  it("open on the province that the address names", async () => {
    const { page } = await open("lang=vi&province=14", { manifest: outlines });
    expect(page.url()).toMatch(/map=[89](\.\d+)?\/21\./);
  });

  it("say on a phone that figures are missing", async () => {
    const { page } = await open("lang=vi", { size: PHONE, phone: true, manifest: outlines });
    expect(await page.locator(".legend-brief").textContent()).toBe("Chưa có số liệu cấp xã");
    await page.locator(".legend-toggle").click();
    expect(await page.locator(".legend-missing code").isVisible()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await shot(page, "phone-outlines-vi");
  });
});
