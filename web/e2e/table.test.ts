import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { base, COMMUNE, focused, LAPTOP, open, PHONE, settle, shot } from "./browser";

const rows = (page: Page) => page.locator(".table-body .table-row");
const values = (page: Page): Promise<number[]> =>
  page
    .locator(".table-body .cell-value")
    .allTextContents()
    .then((texts) => texts.map((text) => Number(text.replace(/\./g, "").replace(",", "."))));

describe("the table", () => {
  it("opens beside the map, the highest first, and keeps only what is seen in the page", async () => {
    const { page, requests, faults } = await open("lang=vi");
    expect(requests.some((address) => address.includes("/table-"))).toBe(false);
    await page.locator(".tool-table").click();
    await rows(page).first().waitFor();
    expect(await page.locator("#table-title").textContent()).toBe("Tỷ lệ hộ nghèo, 2024");
    expect(await page.locator(".table-count").textContent()).toBe("459 đơn vị");
    expect(await page.locator(".table-grid").getAttribute("aria-rowcount")).toBe("460");
    expect(await rows(page).count()).toBeLessThan(60);
    const shown = await values(page);
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
    expect(await rows(page).first().locator(".cell-rank").textContent()).toBe("1");
    expect(await focused(page)).toBe("table-title");
    expect(page.url()).toContain("table=-value");
    await shot(page, "table-vi");
    // The rows of the end come when they are scrolled to.
    await page.locator(".table-scroll").evaluate((e) => e.scrollTo(0, e.scrollHeight));
    await page.locator('.table-row[aria-rowindex="460"]').waitFor();
    expect(await rows(page).count()).toBeLessThan(60);
    expect(faults).toEqual([]);
  });

  it("sorts by a click on a heading, says so, and remembers it in the address", async () => {
    const { page } = await open("lang=vi&table=-value");
    const heading = page.locator('[role="columnheader"]').filter({ hasText: "Xã" }).first();
    await heading.locator("button").click();
    await expect.poll(() => heading.getAttribute("aria-sort")).toBe("ascending");
    expect(page.url()).toContain("table=name");
    // The focus stays on the heading that was pressed.
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-column"))).toBe(
      "name",
    );
    await heading.locator("button").click();
    await expect.poll(() => heading.getAttribute("aria-sort")).toBe("descending");
    await page.reload();
    await rows(page).first().waitFor();
    expect(await heading.getAttribute("aria-sort")).toBe("descending");
  });

  it("filters by name without tone marks, and by the province looked at", async () => {
    const { page } = await open("lang=vi&table=-value");
    await page.fill("#table-find", "muong la");
    await expect.poll(() => rows(page).count()).toBe(3);
    expect(await page.locator(".table-count").textContent()).toBe("3 trong 459 đơn vị");
    expect(await rows(page).filter({ hasText: COMMUNE.name }).count()).toBe(1);
    expect(page.url()).toContain("find=muong+la");
    await page.fill("#table-find", "zzz");
    expect(await page.locator(".table-none").isVisible()).toBe(true);
    await page.fill("#table-find", "");
    await page.selectOption("#control-province", "14");
    await expect.poll(() => page.locator(".table-count").textContent()).toBe("75 trong 459 đơn vị");
    await page.locator(".chips button").click();
    await expect.poll(() => page.locator(".table-count").textContent()).toBe("459 đơn vị");
  });

  it("moves by keyboard, opens with Enter, and marks what the map opened", async () => {
    const { page, faults } = await open("lang=en&table=-value");
    await rows(page).first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const third = await rows(page).nth(2).locator(".cell-name").textContent();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("#panel-title").textContent()).toBe(third);
    expect(await page.locator('.table-row[aria-selected="true"] .cell-name').textContent()).toBe(
      third,
    );
    // Opening does not take the focus away from the row.
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-rowindex"))).toBe(
      "4",
    );
    await page.keyboard.press("End");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-rowindex"))).toBe(
      "460",
    );
    await page.fill("#search", "muong la");
    await page.locator("#search-list li").first().click();
    const selected = page.locator('.table-row[aria-selected="true"]');
    await expect.poll(() => selected.locator(".cell-name").textContent()).toBe(COMMUNE.name);
    const [row, window] = [
      await selected.boundingBox(),
      await page.locator(".table-scroll").boundingBox(),
    ];
    expect(row && window && row.y >= window.y && row.y < window.y + window.height).toBe(true);
    await settle(page);
    await page.keyboard.press("Escape");
    expect(await page.locator(".panel").isVisible()).toBe(false);
    await page.keyboard.press("Escape");
    expect(await page.locator(".table").isVisible()).toBe(false);
    expect(page.url()).not.toContain("table=");
    expect(faults).toEqual([]);
  });

  it("returns the focus to its button when it is closed", async () => {
    const { page } = await open("lang=en");
    await page.locator(".tool-table").focus();
    await page.keyboard.press("Enter");
    await rows(page).first().waitFor();
    await page.keyboard.press("Escape");
    expect(await focused(page)).toBe("tool-table");
    expect(await page.locator(".tool-table").getAttribute("aria-expanded")).toBe("false");
  });

  it("copies a table for Word and for a spreadsheet, with decimal commas and where it comes from", async () => {
    const { page } = await open("lang=vi&province=14&table=-value", {
      context: { permissions: ["clipboard-read", "clipboard-write"] },
    });
    await page.locator(".table-copy").click();
    await page.locator(".notice-news").waitFor();
    expect(await page.locator(".notice-news").textContent()).toContain("75 dòng");
    const taken = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const text = async (type: string) => (await item?.getType(type))?.text() ?? "";
      return { html: await text("text/html"), text: await text("text/plain") };
    });
    const lines = taken.text.split(/\r?\n/);
    expect(lines[0]).toBe("Tỷ lệ hộ nghèo, 2024, Tất cả");
    expect(lines[1]?.split("\t").slice(0, 3)).toEqual(["Hạng", "Mã", "Xã"]);
    const first = lines[2]?.split("\t") ?? [];
    expect(first[0]).toBe("1");
    expect(first[1]).toMatch(/^\d{5}$/);
    expect(first[4]).toMatch(/^\d+,\d{2}$/);
    expect(lines.filter((line) => /^\d+\t\d{5}\t/.test(line))).toHaveLength(75);
    expect(taken.text).toContain("Nguồn: ");
    expect(taken.text).toContain("Có số liệu minh họa");
    expect(taken.text).toMatch(/Phiên bản số liệu [0-9a-f]{16}, lấy ngày \d{2}\/\d{2}\/\d{4}/);
    expect(taken.html).toContain("<table");
    expect(taken.html).toContain(first[2]);
    expect(taken.html).toContain(`>${first[4]}</td>`);
  });

  it("copies too where the page has no clipboard of its own", async () => {
    const { page } = await open("lang=en&table=-value", {
      context: { permissions: ["clipboard-read", "clipboard-write"] },
    });
    await page.evaluate(() => {
      Object.assign(window, { real: navigator.clipboard });
      Object.defineProperty(navigator, "clipboard", { value: undefined });
    });
    await page.locator(".table-copy").click();
    await page.locator(".notice-news").waitFor();
    const text = await page.evaluate(() =>
      (window as unknown as { real: Clipboard }).real.readText(),
    );
    expect(text).toMatch(/^Poverty rate \(poor only\), 2024, All\r?\nRank\tCode\tCommune/);
    expect(text).toMatch(/\n1\t\d{5}\t[^\t]+\t[^\t]+\t\d+\.\d{2}\t/);
  });

  it("is a sheet on a phone, and has no barrier that axe finds", async () => {
    for (const options of [{ size: PHONE, phone: true }, { size: LAPTOP }]) {
      const { page } = await open("lang=vi&table=-value", options);
      await rows(page).first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
        options.size.width,
      );
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`)).toEqual(
        [],
      );
      await shot(page, options.phone ? "phone-table-vi" : "laptop-table-vi");
    }
  });

  it("is covered on a phone by the profile of a row, and comes back with its cross", async () => {
    const { page } = await open("lang=vi&table=-value", { size: PHONE, phone: true });
    await rows(page).first().click();
    await page.locator(".headline-value").waitFor();
    const top = (selector: string) =>
      page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
    expect(await top(".panel:not(.sums)")).toBeLessThanOrEqual(await top(".table-place"));
    await page.locator(".panel:not(.sums) .panel-close").click();
    await expect.poll(() => page.locator(".panel:not(.sums)").isVisible()).toBe(false);
    expect(await rows(page).first().isVisible()).toBe(true);
  });

  it("shows what a figure is when it is no rate", async () => {
    const { page } = await open("lang=en&indicator=hh_poor&table=-value");
    await rows(page).first().waitFor();
    expect(await page.locator('[role="columnheader"]').allTextContents()).toEqual([
      "Rank",
      "Commune",
      "Province",
      "Code",
      "Poor households (households)",
      "Status",
    ]);
    const answer = await page.request.get(`${base}/api/collections/communes/items?limit=1000`);
    const { features } = (await answer.json()) as {
      features: { properties: { hh_poor: number } }[];
    };
    const most = Math.max(...features.map((f) => f.properties.hh_poor));
    expect(await page.locator(".table-body .cell-value").first().textContent()).toBe(
      most.toLocaleString("en-GB"),
    );
  });
});
