import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { COMMUNE, open, PHONE, settle } from "./browser";

/**
 * The states that docs/user-guide.*.md show. XA_E2E_GUIDE names a folder for their pictures
 * (scripts/test --screenshots: docs/images); without it the states are only reached and checked.
 */
const folder = process.env.XA_E2E_GUIDE;
const SIZE = { width: 1200, height: 760 };

async function picture(page: Page, name: string): Promise<void> {
  await settle(page);
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/guide-${name}.jpg`, type: "jpeg", quality: 72 });
}

describe.each(["vi", "en"])("the pictures of the guide, %s", (lang) => {
  it("map", async () => {
    const { page } = await open(`lang=${lang}`, { size: SIZE });
    expect(await page.locator(".badge").isVisible()).toBe(true);
    await picture(page, `map-${lang}`);
  });

  it("layers", async () => {
    const hash = `lang=${lang}&province=14&with=circles&over=region:III.hatching`;
    const { page } = await open(hash, { size: SIZE });
    expect(await page.locator(".legend-overlays").isVisible()).toBe(true);
    await picture(page, `layers-${lang}`);
  });

  it("profile", async () => {
    const { page } = await open(`lang=${lang}&unit=${COMMUNE.code}`, { size: SIZE });
    await page.locator(".headline-value").waitFor();
    await picture(page, `profile-${lang}`);
  });

  it("change", async () => {
    const { page } = await open(`lang=${lang}&compare=change&against=2022`, { size: SIZE });
    await page.locator(".years").waitFor();
    expect(await page.locator(".legend-rows tbody tr").count()).toBe(7);
    await picture(page, `change-${lang}`);
  });

  it("sums", async () => {
    const hash = `lang=${lang}&period=2022&sums=former_province&sum=94&sumSort=-value`;
    const { page } = await open(hash, { size: SIZE });
    await page.locator(".sums-details .chart").waitFor();
    expect(await page.locator("#control-sums-order").inputValue()).toBe("-value");
    await picture(page, `sums-${lang}`);
  });

  it("history", async () => {
    const { page } = await open(`lang=${lang}&unit=29836`, { size: SIZE });
    await page.locator(".history-former").waitFor();
    await page.locator(".history").evaluate((element) => element.scrollIntoView());
    await page.locator(".history details summary").first().click();
    await picture(page, `history-${lang}`);
  });

  it("search", async () => {
    const { page } = await open(`lang=${lang}`, { size: SIZE });
    await page.fill("#search", "it ong");
    await page.locator("#search-list li").first().waitFor();
    await picture(page, `search-${lang}`);
  });

  it("table", async () => {
    const { page } = await open(`lang=${lang}&province=14&table=-value`, { size: SIZE });
    await page.locator(".table-body .table-row").first().waitFor();
    await picture(page, `table-${lang}`);
  });

  it("downloads", async () => {
    const { page } = await open(`lang=${lang}`, { size: SIZE });
    await page.locator(".tool-download").click();
    await page.locator(".menu li").first().waitFor();
    await picture(page, `downloads-${lang}`);
  });

  it("priority", async () => {
    const { page } = await open(`lang=${lang}`, { size: { width: 1440, height: 900 } });
    await page.locator(".tool-priority").click();
    await page.locator('.prio-grid [data-row="2"]').click();
    expect(await page.locator(".prio-bars li").count()).toBe(2);
    await picture(page, `priority-${lang}`);
    await page.locator("#prio-tab-baseline").click();
    await page.locator('.prio-why [data-key="why close"]').click();
    expect(await page.locator('[data-way="own"]').isVisible()).toBe(true);
    await picture(page, `baseline-${lang}`);
  });

  it("budget", async () => {
    const { page } = await open(`lang=${lang}`, { size: { width: 1440, height: 900 } });
    await page.locator(".tool-priority").click();
    await page.locator('.prio-grid [data-row="2"]').waitFor();
    await page.locator("#prio-tab-money").click();
    await page.locator('[data-key="amount"]').fill("9000");
    await page.locator('[data-key="share"]').selectOption("projects");
    await page.locator('[data-key="fold paste"]').click();
    await page
      .locator('[data-key="paste"]')
      .fill(
        [
          "Đường liên bản\t03808\t4.200",
          "Trạm y tế\t03646\t1.900\tx",
          "Nước sạch\t03664\t2.500",
          "Cầu treo\t03808\t3.000",
        ].join("\n"),
      );
    await page.locator('[data-key="paste add"]').click();
    await page.locator("[data-project]").nth(3).waitFor();
    await page.locator('[data-key="fold paste"]').click();
    await page.locator('[data-key="money"]').click();
    await page.locator("[data-project].is-chosen").first().waitFor();
    await page.locator(".prio-body-money").evaluate((body) => body.scrollTo(0, body.scrollHeight));
    await picture(page, `budget-${lang}`);
  });

  it("phone", async () => {
    const hash = `lang=${lang}&unit=${COMMUNE.code}`;
    const { page } = await open(hash, { size: PHONE, phone: true });
    await page.locator(".headline-value").waitFor();
    await picture(page, `phone-${lang}`);
  });
});
