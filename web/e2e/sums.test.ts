import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { focused, LAPTOP, legendCounts, open, PHONE, settle, shot, zoomOf } from "./browser";

const row = (page: Page, code: string) =>
  page.locator(".sums-list > li", { has: page.locator(`[data-sum="${code}"]`) });

/** What the row of a group says, once it is there. */
async function said(page: Page, code: string): Promise<string> {
  await row(page, code).waitFor();
  return ((await row(page, code).textContent()) ?? "").replaceAll("\u00a0", " ");
}

async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
}

const inGroup = async (page: Page): Promise<number> =>
  (await legendCounts(page)).slice(0, 5).reduce((a, b) => a + b, 0);

describe("the list of sums", () => {
  it("tells what a former province comes to, what was published of it, and holds the map to it", async () => {
    const { page, faults } = await open("lang=vi&period=2022");
    await page.getByRole("button", { name: "Số tổng hợp" }).click();
    await expect.poll(() => focused(page)).toBe("sums-title");
    await expect.poll(() => page.locator(".sums-list > li").count()).toBe(5);
    await page.selectOption("#control-sums-kind", "former_province");
    const text = await said(page, "94");
    expect(text).toContain("Tỉnh Sóc Trăng");
    expect(text).toContain("4,54 %");
    expect(text).toContain("15.139 / 333.458 hộ");
    expect(text).toContain("43/43 xã có số liệu");
    // The newspaper printed 4.54 for the province as it was.
    expect(text).toContain("Đã công bố: 4,54 %, khớp với tổng");
    expect(text).toContain("số liệu minh họa");
    const before = zoomOf(page);
    await page.locator('[data-sum="94"]').click();
    await expect.poll(() => inGroup(page)).toBe(43);
    await expect.poll(() => zoomOf(page)).toBeGreaterThan(before);
    await expect.poll(() => said(page, "94")).toContain("43 xã ngày nay thuộc Tỉnh Sóc Trăng");
    // The years of two standards are two lines.
    await page.locator(".sums-details .chart-break").waitFor({ state: "attached" });
    expect(await page.locator(".sums-details .chart polyline").count()).toBe(2);
    expect(page.url()).toMatch(/sums=former_province&sum=94/);
    expect(faults).toEqual([]);
    await axe(page);
    await settle(page);
    await shot(page, "sums-vi");
    await page.locator('[data-sum="94"]').click();
    await expect.poll(() => inGroup(page)).toBe(459);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.url()).not.toContain("sums=");
    expect(await page.locator(".sums").isVisible()).toBe(false);
  });

  it("tells what was published of a whole that nobody counted commune by commune", async () => {
    const { page } = await open("lang=en&sums=former_province&sumFigure=fund_mobilised");
    await page.selectOption("#control-sums-period", "2023");
    await expect.poll(() => said(page, "94")).toContain("VND 88,271 million");
    const text = await said(page, "94");
    expect(text).toContain("Published for the whole unit");
    expect(text).not.toContain("have figures");
    expect(await said(page, "14")).toContain("no data");
  });

  it("is sorted by name, value and share told, and the address keeps the order", async () => {
    const { page, faults } = await open("lang=en&period=2022&sums=former_province");
    const codes = async (): Promise<string> =>
      (
        await page
          .locator(".sums-row")
          .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.sum ?? ""))
      ).join(" ");
    const values = () => page.locator(".sums-value:not(.is-missing)").allTextContents();
    await page.locator(".sums-row").first().waitFor();
    const byCode = await codes();
    expect(byCode).toBe(byCode.split(" ").sort().join(" "));
    await page.selectOption("#control-sums-order", "-value");
    await expect.poll(() => page.url()).toContain("sumSort=-value");
    const shown = (await values()).map(Number.parseFloat);
    expect(shown.length).toBeGreaterThan(2);
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
    await page.selectOption("#control-sums-order", "value");
    await expect.poll(async () => Number.parseFloat((await values())[0] ?? "")).toBe(shown.at(-1));
    await page.selectOption("#control-sums-order", "name");
    await expect.poll(() => page.url()).toContain("sumSort=name");
    const names = await page.locator(".sums-name").allTextContents();
    const bare = names.map((name) => name.replace(/^(Tỉnh|Thành phố) /, ""));
    expect(bare).toEqual([...bare].sort(new Intl.Collator("vi").compare));
    // Whoever opens the address sees the same list.
    await page.reload();
    await page.locator(".sums-row").first().waitFor();
    expect(await page.locator("#control-sums-order").inputValue()).toBe("name");
    expect(await page.locator(".sums-name").allTextContents()).toEqual(names);
    await axe(page);
    await shot(page, "sums-sorted-en");
    await page.selectOption("#control-sums-order", "code");
    await expect.poll(() => page.url()).not.toContain("sumSort");
    expect(faults).toEqual([]);
  });

  it("stands in the address, with the place of the group", async () => {
    const { page } = await open("lang=en&period=2022&sums=region&sum=mekong_delta");
    const rows = page.locator(".sums-list > li");
    await expect.poll(() => rows.count()).toBe(2);
    const chosen = page.locator(".sums-row[aria-expanded=true]");
    const codes = await page
      .locator(".sums-row")
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.sum ?? ""));
    const code = codes.at(-1) ?? "";
    await page.goto(page.url().replace(/sum=[^&]*/, `sum=${code}`));
    await chosen.waitFor();
    await expect.poll(() => inGroup(page)).toBeLessThan(459);
    // A region of which not every province is known has no sum, and says how many told.
    expect(await said(page, code)).toMatch(/no sum.*\d+ of \d[\d,]* communes have figures/);
    expect(await page.locator(".sums-details").textContent()).toContain("No figures:");
  });

  it("is where a search for a former province leads, and leads on to its profile", async () => {
    const { page, faults } = await open("lang=vi&period=2022");
    await page.locator("#search").fill("tinh soc trang");
    const found = page.locator("#search-list li", { hasText: "đơn vị cũ, 2021" }).first();
    await found.waitFor();
    await found.click();
    await page.locator('[data-sum="94"][aria-expanded=true]').waitFor();
    await expect.poll(() => inGroup(page)).toBe(43);
    await page.getByRole("button", { name: "Mở phiếu thông tin" }).click();
    await page.locator(".panel-former").waitFor();
    expect(await page.locator("#panel-title").textContent()).toBe("Tỉnh Sóc Trăng");
    // 128 hamlets were counted, and no file names them.
    expect(await page.locator(".panel:not(.sums) .panel-body").textContent()).toContain(
      "Số thôn đặc biệt khó khăn, 2023: 128. Chỉ biết số lượng; phiên bản này không có danh sách tên.",
    );
    await page.keyboard.press("Escape");
    // The list is still there below.
    expect(await page.locator("#sums-title").isVisible()).toBe(true);
    expect(await page.locator("body").getAttribute("class")).toContain("has-panel");
    expect(faults).toEqual([]);
  });

  it("leaves the bar of years its room, and the table of years in a profile its place", async () => {
    const { page } = await open("lang=vi&period=2022&years=1&sums=province", { size: LAPTOP });
    await page.locator(".sums-list > li").first().waitFor();
    const bar = await page.locator(".years").boundingBox();
    const list = await page.locator(".sums").boundingBox();
    expect((bar?.x ?? 0) + (bar?.width ?? 0)).toBeLessThanOrEqual(list?.x ?? 0);
    await page.goto(page.url().replace("sums=province", "unit=03808"));
    await page.locator(".told-years").waitFor();
    const position = await page
      .locator(".told-years")
      .evaluate((table) => getComputedStyle(table).position);
    expect(position).toBe("static");
  });

  it("fits a phone", async () => {
    const { page, faults } = await open("lang=vi&period=2022&sums=former_province&sum=94", {
      size: PHONE,
      phone: true,
    });
    await page.locator(".sums-details .chart").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await axe(page);
    await shot(page, "sums-phone-vi");
    expect(faults).toEqual([]);
  });
});

describe("provinces of which nobody told a figure", () => {
  it("have the colour of the sum of their communes, and say so", async () => {
    const { page } = await open("lang=vi&level=province&indicator=rate_poor&period=2024");
    expect(await page.locator(".legend-subtitle").textContent()).toBe("2024 · tổng của các xã");
    expect(await inGroup(page)).toBe(5);
    await page.goto(`${page.url()}&unit=14`);
    await page.locator(".profile-sums dd").first().waitFor();
    const headline = ((await page.locator(".headline").textContent()) ?? "").replaceAll(
      "\u00a0",
      " ",
    );
    expect(headline).toContain("11,22 %");
    expect(headline).toContain("75/75 xã có số liệu");
    expect(headline).toContain("số liệu minh họa");
    expect(await page.locator(".profile-sums").textContent()).toContain("34.240 / 305.169");
    await axe(page);
    await shot(page, "sums-province-vi");
  });
});
