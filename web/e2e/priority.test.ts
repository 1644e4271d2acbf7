import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Download, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { fromAddress, toAddress } from "../src/priority/address";
import { FORMAT, type ScenarioDocument } from "../src/priority/scenario";
import {
  base,
  focused,
  LAPTOP,
  legendCounts,
  open,
  PHONE,
  painted,
  settle,
  shot,
  WIDE,
} from "./browser";

const rows = (page: Page) => page.locator(".prio-grid .table-body .table-row");
const names = (page: Page): Promise<string[]> =>
  page.locator(".prio-grid .table-body .cell-name").allTextContents();
const shares = (page: Page): Promise<number[]> =>
  page
    .locator(".prio-share")
    .allTextContents()
    .then((texts) => texts.map((text) => Number(text.replace(/[^\d,.]/g, "").replace(",", "."))));
const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Waits until what is shown is of the scenario that was asked for last. */
async function done(page: Page): Promise<void> {
  await expect
    .poll(() => page.locator(".prio").getAttribute("aria-busy"), { timeout: 15_000 })
    .toBe("false");
}

/** The scenario that the address holds; null while it holds none. */
async function inAddress(page: Page): Promise<ScenarioDocument | null> {
  const letters = /scenario=([\w-]{2,})/.exec(page.url())?.[1];
  return letters ? fromAddress(letters) : null;
}

async function start(page: Page): Promise<void> {
  await page.locator(".tool-priority").click();
  await rows(page).first().waitFor();
  await settle(page);
}

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`);
}

async function fileOf(page: Page, kind: string): Promise<{ text: string; name: string }> {
  const [download] = await Promise.all([
    page.waitForEvent("download") as Promise<Download>,
    page.locator(`[data-key="file ${kind}"]`).click(),
  ]);
  return {
    text: readFileSync(await download.path(), "utf8"),
    name: download.suggestedFilename(),
  };
}

/** Waits until the server has shared out the budget, and the panel says what came of it. */
async function told(page: Page, text: string | RegExp): Promise<void> {
  const money = expect.poll(() => page.locator(".prio-money").textContent(), { timeout: 30_000 });
  await (typeof text === "string" ? money.toContain(text) : money.toMatch(text));
}

/** Rank and score by code, from the file that the browser writes. */
function ranking(csv: string): Map<string, { rank: number; score: number }> {
  const [head = "", ...lines] = csv
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n");
  const at = (name: string): number => head.split(",").indexOf(name);
  return new Map(
    lines.map((line) => {
      // Names and citations may hold commas in quotes; what is read here stands before or is a number.
      const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) => m[1] ?? "");
      return [
        cells[at("code")] ?? "",
        { rank: Number(cells[at("rank")]), score: Number(cells[at("score")]) },
      ];
    }),
  );
}

describe("prioritising", () => {
  it("is fetched when it is opened, and ranks what is on the map by rate and number", async () => {
    const { page, requests, faults } = await open("lang=vi");
    expect(requests.some((address) => address.includes("/priority-room-"))).toBe(false);
    await start(page);
    expect(await focused(page)).toBe("prio-title");
    expect(await page.locator(".tool-priority").getAttribute("aria-expanded")).toBe("true");
    expect(await page.locator("#prio-ranking-title ~ .table-count").textContent()).toBe(
      "459 đơn vị được xếp hạng",
    );
    expect(await rows(page).count()).toBeLessThan(60);
    expect(await page.locator(".legend-title").textContent()).toBe("Điểm ưu tiên");
    expect(total(await legendCounts(page))).toBe(459);
    // Made-up figures make made-up scores, and every place says so.
    expect(await page.locator(".badge").textContent()).toContain("Số liệu minh họa");
    expect(await rows(page).first().locator(".mark-illustrative").count()).toBe(1);
    await expect.poll(() => page.url()).toMatch(/scenario=[\w-]{40,600}/);
    expect(await violations(page)).toEqual([]);
    await shot(page, "priority-vi");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".prio").isVisible()).toBe(false);
    await expect.poll(() => page.url()).not.toContain("scenario=");
    await expect
      .poll(() => page.locator(".legend-title").textContent(), { timeout: 10_000 })
      .toBe("Tỷ lệ hộ nghèo");
    expect(await focused(page)).toBe("tool-priority");
    expect(faults).toEqual([]);
  });

  it("tells the whole story: choose, weigh, see, compare, save, export", {
    timeout: 240_000,
  }, async () => {
    const { page, faults } = await open("lang=en");
    await start(page);
    // Choose.
    await page.locator('[data-key="method"]').selectOption("weighted_sum");
    await page.locator('[data-key="add"]').selectOption("d region");
    await expect.poll(() => page.locator(".prio-criterion").count()).toBe(3);
    await page.locator('[data-key="class I region"]').fill("0");
    await page.locator('[data-key="class II region"]').fill("0.5");
    // Weigh, by keyboard: all shares go on to sum to 100 %.
    const slider = page.locator('[data-key="weight hh_poor"]');
    await slider.focus();
    await slider.press("End");
    await expect.poll(() => shares(page)).toEqual([0, 100, 0]);
    await done(page);
    const byNumber = await names(page);
    const colours = await painted(page);
    await slider.press("Home");
    await expect.poll(async () => (await shares(page))[1]).toBe(0);
    expect(total(await shares(page))).toBe(100);
    await done(page);
    expect(await names(page)).not.toEqual(byNumber);
    await expect.poll(() => painted(page), { timeout: 10_000 }).not.toEqual(colours);
    for (let i = 0; i < 37; i++) await slider.press("ArrowRight");
    await expect.poll(async () => (await shares(page))[1]).toBe(37);
    expect(total(await shares(page))).toBeCloseTo(100, 6);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-key"))).toBe(
      "weight hh_poor",
    );
    // See why a unit stands where it does: the bars sum to its score.
    await done(page);
    await rows(page).nth(1).click();
    const why = page.locator(".prio-why");
    const second = (await names(page))[1];
    await expect.poll(() => why.locator("h3").textContent()).toBe(second);
    const parts = await why.locator(".prio-bars > li > strong").allTextContents();
    const sum = Number(await why.locator(".prio-sum strong").textContent());
    expect(total(parts.map(Number))).toBeCloseTo(sum, 2);
    expect(await rows(page).nth(1).locator(".cell-score").textContent()).toBe(
      await why.locator(".prio-sum strong").textContent(),
    );
    expect(await why.textContent()).toMatch(/Rank 2 of 459.*among the 50 chosen/);
    // The line: only the chosen are left on the map.
    await page.locator('[data-key="line"]').fill("10");
    await expect.poll(() => rows(page).nth(9).getAttribute("class")).toContain("is-line");
    await page.locator('[data-key="layer chosen"]').click();
    await expect.poll(async () => total((await legendCounts(page)).slice(0, -1))).toBe(10);
    await page.locator('[data-key="layer score"]').click();
    // Compare with choosing by rate or by number alone.
    await page.locator("#prio-tab-baseline").click();
    const covered = async (way: string): Promise<number> =>
      Number.parseFloat((await page.locator(`[data-way="${way}"] td`).nth(2).textContent()) ?? "");
    expect(await covered("number")).toBeGreaterThanOrEqual(await covered("rate"));
    expect(await covered("own")).toBeLessThanOrEqual(await covered("number"));
    expect(await page.locator('[data-way="own"] td').first().textContent()).toBe("10");
    expect(await page.locator(".prio-difference").count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    await shot(page, "priority-baseline-en");
    // Save, change, and compare the two.
    await page.locator("#prio-tab-saved").click();
    await page.locator('[data-key="name"]').fill("Roads 2026");
    await page.locator('[data-key="note"]').fill("first try");
    await page.locator('[data-key="save"]').click();
    await expect.poll(() => page.locator("#prio-title").textContent()).toBe("Roads 2026");
    expect(await page.locator(".prio-here .prio-saved li").textContent()).toContain("first try");
    await page.locator('[data-key="duplicate Roads 2026"]').click();
    await expect.poll(() => page.locator(".prio-here .prio-saved li").count()).toBe(2);
    await page.locator("#prio-tab-criteria").click();
    await slider.fill("1000");
    await page.locator("#prio-tab-saved").click();
    await page.locator('[data-key="fold compare"]').click();
    await page.locator('[data-key="compare go"]').click();
    await expect
      .poll(() => page.locator(".prio-comparison").textContent())
      .toMatch(/\d+ of 459 units change their rank/);
    expect(await page.locator(".prio-movers tbody tr").count()).toBeGreaterThan(5);
    expect(await violations(page)).toEqual([]);
    await shot(page, "priority-compare-en");
    await page.locator('[data-key="layer change"]').click();
    await expect.poll(() => page.locator(".legend-title").textContent()).toBe("Places gained");
    await settle(page);
    await shot(page, "priority-change-en");
    await page.locator('[data-key="layer score"]').click();
    await expect
      .poll(() => page.locator(".legend-title").textContent())
      .toBe("Priority score: Roads 2026");
    expect(page.url()).not.toContain("breaks=");
    // Back to what was saved, here and after a reload, by its name and by the address.
    await page.locator('[data-key="open Roads 2026"]').click();
    await page.locator("#prio-tab-criteria").click();
    await expect.poll(async () => (await shares(page))[1]).toBe(37);
    await done(page);
    const before = await names(page);
    await expect
      .poll(async () => (await inAddress(page))?.criteria[1]?.weight, { timeout: 10_000 })
      .toBe(37);
    await page.reload();
    await rows(page).first().waitFor();
    await done(page);
    expect(await page.locator("#prio-title").textContent()).toBe("Roads 2026");
    expect(await names(page)).toEqual(before);
    // Export, and open again what was exported.
    await page.locator("#prio-tab-saved").click();
    const json = await fileOf(page, "json");
    expect(json.name).toBe("Roads-2026.json");
    const exported = JSON.parse(json.text) as ScenarioDocument;
    expect(exported.title).toBe("Roads 2026");
    expect(exported.release).toMatch(/^[0-9a-f]{16}$/);
    const csv = await fileOf(page, "csv");
    expect(ranking(csv.text).size).toBe(459);
    expect(csv.text.split("\r\n")[0]).toBe(
      "\uFEFFrank,code,name,province,province_name,score,rate_poor_value,rate_poor_points," +
        "hh_poor_value,hh_poor_points,region_value,region_points,missing,status,release",
    );
    await page.setInputFiles("#prio-file", {
      name: "other.json",
      mimeType: "application/json",
      buffer: Buffer.from(json.text.replace("Roads 2026", "Bridges 2027")),
    });
    await expect.poll(() => page.locator("#prio-title").textContent()).toBe("Bridges 2027");
    await page.setInputFiles("#prio-file", {
      name: "wrong.json",
      mimeType: "application/json",
      buffer: Buffer.from(json.text.replace('"weight"', '"wieght"')),
    });
    await expect.poll(() => page.locator(".prio-fault").textContent()).toContain(".wieght");
    expect(await page.locator("#prio-title").textContent()).toBe("Bridges 2027");
    expect(faults).toEqual([]);
  });

  it("goes by a rule of points with its citation, and marks what it cannot understand", async () => {
    const { page } = await open("lang=vi");
    await start(page);
    await page.locator('[data-key="fold criterion rate_poor"]').click();
    await page.locator('[data-key="function rate_poor"]').selectOption("table");
    await page.locator('[data-key="0 0 rate_poor"]').fill("10");
    await page.locator('[data-key="1 0 rate_poor"]').fill("2");
    await page.locator('[data-key="0 1 rate_poor"]').fill("5");
    await expect
      .poll(() => page.locator(".prio-table-editor .is-fault").textContent())
      .toContain("tăng dần");
    await page.locator('[data-key="0 1 rate_poor"]').fill("20,5");
    await page.locator('[data-key="1 1 rate_poor"]').fill("3");
    await page.locator('[data-key="steps rate_poor"]').check();
    // Two fields in one breath: neither takes back what the other says.
    await page.evaluate(() => {
      for (const [key, text] of [
        ["1 0 rate_poor", "2,5"],
        ["citation rate_poor", "NQ 1/2026, điều 4"],
        ["1 0 rate_poor", "2"],
      ]) {
        const field = document.querySelector<HTMLInputElement>(`[data-key="${key}"]`);
        if (!field) throw new Error(key);
        field.value = text ?? "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
    await page.locator('[data-key="remove hh_poor"]').click();
    await expect
      .poll(() => page.locator(".prio-grid .table-body .cell-score").allTextContents())
      .toEqual(expect.arrayContaining(["3", "2"]));
    await done(page);
    // All that have the same points share a rank, and the list says no more than that.
    const scores = await page.locator(".prio-grid .table-body .cell-score").allTextContents();
    const ranks = await page.locator(".prio-grid .table-body .cell-rank").allTextContents();
    const threes = scores.filter((score) => score === "3").length;
    expect(ranks.slice(0, threes + 1)).toEqual([...Array(threes).fill("1"), String(threes + 1)]);
    await rows(page).first().click();
    await expect.poll(() => page.locator(".prio-why").textContent()).toMatch(/→ 3,000 điểm/);
    await expect
      .poll(
        async () => (await inAddress(page))?.criteria.map((c) => [c.citation, c.function?.points]),
        { timeout: 10_000 },
      )
      .toEqual([["NQ 1/2026, điều 4", [2, 3]]]);
    await page.reload();
    await rows(page).first().waitFor();
    await page.locator('[data-key="fold criterion rate_poor"]').click();
    expect(await page.locator('[data-key="0 1 rate_poor"]').inputValue()).toBe("20,5");
    expect(await page.locator('[data-key="citation rate_poor"]').inputValue()).toBe(
      "NQ 1/2026, điều 4",
    );
  });

  it("shows what a file says, not what was typed before it was opened", async () => {
    const { page } = await open("lang=en");
    const table = (points: readonly number[]): ScenarioDocument => ({
      format: FORMAT,
      title: `From ${points[0]}`,
      units: { ranges: [{ indicator: "rate_poor", least: points[0] ?? 0 }] },
      criteria: [
        {
          indicator: "rate_poor",
          citation: `Article ${points[0]}`,
          function: { type: "table", at: [5, 20], points, stepwise: true },
        },
      ],
    });
    await start(page);
    await page.locator("#prio-tab-saved").click();
    for (const points of [
      [1, 2],
      [3, 4],
    ]) {
      await page.setInputFiles("#prio-file", {
        name: "points.json",
        mimeType: "application/json",
        buffer: Buffer.from(JSON.stringify(table(points))),
      });
      await expect.poll(() => page.locator("#prio-title").textContent()).toBe(`From ${points[0]}`);
      await page.locator("#prio-tab-criteria").click();
      const value = (key: string) => page.locator(`[data-key="${key}"]`).inputValue();
      expect(await value("1 0 rate_poor")).toBe(String(points[0]));
      expect(await value("1 1 rate_poor")).toBe(String(points[1]));
      expect(await value("citation rate_poor")).toBe(`Article ${points[0]}`);
      await page.locator("#prio-tab-units").click();
      expect(await value("least 0")).toBe(String(points[0]));
      await page.locator("#prio-tab-saved").click();
      expect(await value("name")).toBe(`From ${points[0]}`);
    }
  });

  it("compares only the units that are asked for, with the reason for each exception", async () => {
    const { page } = await open("lang=en");
    await start(page);
    await page.locator("#prio-tab-units").click();
    await page.locator('[data-key="fold provinces"]').click();
    await page.locator('[data-key="province 14"]').check();
    await expect
      .poll(() => page.locator(".prio-count").textContent())
      .toBe("75 of 459 units are compared.");
    await expect.poll(async () => total((await legendCounts(page)).slice(0, -1))).toBe(75);
    await page.locator('[data-key="fold designations"]').click();
    await page.locator('[data-key="designation region:III"]').check();
    await expect
      .poll(() => page.locator(".prio-count").textContent())
      .not.toBe("75 of 459 units are compared.");
    const count = async (): Promise<number> =>
      Number.parseInt((await page.locator(".prio-count").textContent()) ?? "", 10);
    const designated = await count();
    await page.locator('[data-key="fold ranges"]').click();
    await page.locator('[data-key="range add"]').selectOption("rate_poor");
    await page.locator('[data-key="least 0"]').fill("10");
    await expect.poll(count).toBeLessThan(designated);
    const compared = await count();
    // Leave the first one out: not without a reason.
    await done(page);
    const first = (await names(page))[0] ?? "";
    await rows(page).first().click();
    await page.locator(".prio-why .prio-links button").nth(1).click();
    await page.locator('[data-key="named out"]').click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-key"))).toBe(
      "reason",
    );
    await page.locator('[data-key="reason"]').fill("road built in 2025");
    await page.locator('[data-key="named out"]').click();
    await expect.poll(count).toBe(compared - 1);
    expect(await page.locator(".prio-named").textContent()).toContain(`Out: ${first}`);
    expect(await page.locator(".prio-named").textContent()).toContain("road built in 2025");
    expect(await names(page)).not.toContain(first);
    await expect
      .poll(() => page.locator(".prio-why").textContent())
      .toContain("not among those compared");
    expect(await violations(page)).toEqual([]);
  });

  it("keeps map and ranking in step, by pointer and by keyboard", async () => {
    const { page, faults } = await open("lang=en&map=9/21.33/103.91");
    await start(page);
    // From the list to the map.
    await rows(page).first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const third = (await names(page))[2];
    await expect.poll(() => page.locator(".prio-why h3").textContent()).toBe(third);
    expect(await rows(page).nth(2).getAttribute("aria-selected")).toBe("true");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H3");
    await rows(page).first().focus();
    await page.keyboard.press("End");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-rowindex"))).toBe(
      "460",
    );
    expect(await rows(page).count()).toBeLessThan(60);
    // From the map to the list.
    const map = (await page.locator("#map").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    // Again while the map still moves to the unit of the list: what lies there then is another.
    await expect
      .poll(async () => {
        await page.mouse.click(map.x + 446, map.y + 345);
        return page.locator(".prio-why h3").textContent();
      })
      .not.toBe(third);
    // Both are read at once: the last click may still be on its way.
    await expect
      .poll(() =>
        page.evaluate(() => {
          const [row, why] = ['.prio-grid [aria-selected="true"] .cell-name', ".prio-why h3"].map(
            (part) => document.querySelector(part)?.textContent,
          );
          return row !== undefined && row === why;
        }),
      )
      .toBe(true);
    await page.mouse.move(map.x + 446, map.y + 345);
    await expect.poll(() => page.locator(".prio-grid .is-hinted").count()).toBe(1);
    expect(await page.locator(".tooltip").textContent()).toMatch(/points/);
    // By another column, and back.
    const heading = page.locator('.prio-grid [role="columnheader"]').filter({ hasText: "Commune" });
    await heading.locator("button").click();
    await expect.poll(() => heading.getAttribute("aria-sort")).toBe("ascending");
    const sorted = await names(page);
    const bare = sorted.map((name) => name.replace(/^(Xã|Phường) /, ""));
    expect(bare).toEqual([...bare].sort(new Intl.Collator("vi").compare));
    // The profile opens over the panel, and closing it comes back to it.
    await page.locator(".prio-why .prio-links button").first().click();
    await page.locator(".headline-value").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.locator(".prio").isVisible()).toBe(true);
    expect(faults).toEqual([]);
  });

  it("shows the indicator that somebody chooses instead, and the scores again on demand", async () => {
    const { page } = await open("lang=en");
    await start(page);
    await page.selectOption("#control-indicator", "hh_near_poor");
    await expect
      .poll(() => page.locator(".legend-title").textContent())
      .toBe("Near-poor households");
    expect(await page.locator('[data-key="layer figures"]').getAttribute("aria-pressed")).toBe(
      "true",
    );
    await page.locator('[data-key="layer score"]').click();
    await expect.poll(() => page.locator(".legend-title").textContent()).toBe("Priority score");
    // What is downloaded of scores comes from the panel, not from the menu of figures.
    await page.locator(".tool-download").click();
    await expect.poll(() => page.locator(".menu li").count()).toBe(2);
    expect(await page.locator(".legend .download").isVisible()).toBe(false);
  });

  it("weighs by comparison of pairs, and names the pair that contradicts", async () => {
    const { page } = await open("lang=en");
    await start(page);
    await page.locator('[data-key="method"]').selectOption("weighted_sum");
    await page.locator('[data-key="add"]').selectOption("i rate_near_poor");
    await page.locator('[data-key="fold pairs"]').click();
    // 3, 5 and 3 of Saaty's scale: 63.7, 25.8 and 10.5 %, consistency ratio 0.03.
    await page.locator('[data-key="pair rate_poor hh_poor"]').selectOption("5");
    await page.locator('[data-key="pair rate_poor rate_near_poor"]').selectOption("6");
    await page.locator('[data-key="pair hh_poor rate_near_poor"]').selectOption("5");
    await expect
      .poll(() => page.locator(".prio-pairs [role=status]").textContent())
      .toContain("ratio 0.03");
    await page.locator('[data-key="pairs take"]').click();
    await expect.poll(() => shares(page)).toEqual([63.7, 25.8, 10.5]);
    // The comparisons are part of the scenario, and of its address.
    await expect
      .poll(async () => (await inAddress(page))?.weights?.pairs?.length, { timeout: 10_000 })
      .toBe(3);
    await page.reload();
    await rows(page).first().waitFor();
    await done(page);
    expect(await shares(page)).toEqual([63.7, 25.8, 10.5]);
    await page.locator('[data-key="fold pairs"]').click();
    expect(await page.locator('[data-key="pair rate_poor rate_near_poor"]').inputValue()).toBe("6");
    await page.locator('[data-key="pair rate_poor rate_near_poor"]').selectOption("0");
    expect(await page.locator(".prio-pairs [role=status]").textContent()).toMatch(
      /contradict each other.*Most at odds: /,
    );
  });

  it("has the server share out a budget, down the list or in proportion", {
    timeout: 180_000,
  }, async () => {
    const { page, faults } = await open("lang=en");
    await start(page);
    await page.locator("#prio-tab-money").click();
    // Half a budget is no part of the scenario yet, and cannot be shared out.
    await page.locator('[data-key="share"]').selectOption("in_order");
    await page.locator('[data-key="amount"]').fill("1050");
    await expect
      .poll(() => page.locator(".prio-body-money .is-fault").first().textContent())
      .toContain("cost per unit");
    expect(await page.locator('[data-key="money"]').isDisabled()).toBe(true);
    await page.locator('[data-key="fixed"]').fill("100");
    await page.locator('[data-key="money"]').click();
    await told(page, "1,050 of 1,050 million VND shared out among 11 units; 0 left.");
    expect(await page.locator(".prio-money").textContent()).toMatch(/The money ended at .+ a part/);
    const column = page.locator(".prio-grid .table-body .cell-money");
    expect((await column.allTextContents()).slice(0, 12)).toEqual([
      ...Array(10).fill("100"),
      "50",
      "–",
    ]);
    // The list shows where the money ends, the map who gets it, and how much.
    expect(await rows(page).nth(10).getAttribute("class")).toContain("is-money-line");
    await expect.poll(() => page.locator(".legend-title").textContent()).toBe("Money shared out");
    await expect.poll(async () => total((await legendCounts(page)).slice(0, -1))).toBe(11);
    await page.locator('[data-key="share"]').selectOption("proportional");
    await page.locator('[data-key="fixed"]').fill("");
    await page.locator('[data-key="amount"]').fill("1.000");
    // What was shared out before is no longer told beside other rules.
    await expect.poll(() => page.locator(".prio-money").textContent()).toBe("");
    await page.locator('[data-key="money"]').click();
    await told(page, /^1,000 of 1,000 million VND shared out among \d+ units; 0 left\.$/);
    expect(await violations(page)).toEqual([]);
    await shot(page, "priority-money-en");
    // Rules that cannot hold together are named, and nobody gets anything.
    await page.locator('[data-key="floor"]').fill("10");
    await page.locator('[data-key="money"]').click();
    await told(page, /cannot hold together.*4590|cannot hold together.*4,590/);
    expect(await page.locator(".prio-grid .table-body .cell-money").first().textContent()).toBe(
      "–",
    );
    expect(faults).toEqual([]);
  });

  it("edits all of a budget: limits, must-haves and a list of projects from a spreadsheet", {
    timeout: 180_000,
  }, async () => {
    const { page, faults } = await open("lang=en");
    await start(page);
    await page.locator("#prio-tab-money").click();
    await page.locator('[data-key="amount"]').fill("100.000");
    await page.locator('[data-key="share"]').selectOption("projects");
    await page.locator('[data-key="fold paste"]').click();
    const paste = async (text: string): Promise<void> => {
      await page.locator('[data-key="paste"]').fill(text);
      await page.locator('[data-key="paste add"]').click();
    };
    await paste("Bridge\t3808\t100\nMarket\t03646\t1,5\nSchool\tTân\t2.000\tperhaps");
    const faultsTold = page.locator(".prio-paste-told li");
    await expect.poll(() => faultsTold.count()).toBe(4);
    expect(await faultsTold.allTextContents()).toEqual([
      "Row 1, column unit: the code “3808” has lost its leading zeros. Did you mean 03808 (Xã Mường La, Sơn La)?",
      "Row 2, column cost: “1,5” is no whole number of million VND.",
      "Row 3, column unit: no “Tân” on this map.",
      "Row 3, column must: “perhaps”; expected x, or nothing.",
    ]);
    expect(await page.locator("[data-project]").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await paste("Bridge\t03808\t70.000\nMarket\t03646\t2.000\tx\nSchool\t03808\t40.000");
    await expect.poll(() => page.locator("[data-project]").count()).toBe(3);
    // One more by hand, then changed.
    await page.locator('[data-key="fold project"]').click();
    await page.locator('[data-key="project name"]').fill("Well");
    await page.locator('[data-key="project find"]').fill("03664");
    await page.locator('[data-key="project find 03664"]').click();
    await page.locator('[data-key="project cost"]').fill("99.000");
    await page.locator('[data-key="project keep"]').click();
    await expect.poll(() => page.locator("[data-project]").count()).toBe(4);
    await page.locator('[data-key="project p4"]').click();
    await page.locator('[data-key="project cost"]').fill("1000");
    await page.locator('[data-key="project keep"]').click();
    await expect
      .poll(() => page.locator('[data-project="p4"]').textContent())
      .toMatch(/VND\s1,000 million/);
    await page.locator('[data-key="fold money more"]').click();
    // What is opened stays open when the list is drawn anew at once, before the browser tells of the opening.
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-key="fold money provinces"]')?.click();
      const provinces = document.querySelector<HTMLSelectElement>('[data-key="provinces add"]');
      if (provinces) {
        provinces.value = "14";
        provinces.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
    await page.locator('[data-key="provinces ceiling 14"]').fill("50.000");
    await page.locator('[data-key="provinces reason 14"]').fill("agreed in May");
    await page.locator('[data-key="fold money must"]').click();
    await page.locator('[data-key="must find"]').fill("03808");
    await page.locator('[data-key="must find 03808"]').click();
    await page.locator('[data-key="must reason"]').fill("flood of 2024");
    await page.locator('[data-key="must add"]').click();
    await page.locator('[data-key="money"]').click();
    // 70,000 for the bridge does not fit into 50,000 of the province: what fits is chosen.
    await told(page, /^43,000 of 100,000 million VND.*3 of 4 projects are chosen.*proven/);
    expect(
      await page
        .locator("[data-project].is-chosen")
        .evaluateAll((all) => all.map((one) => one.getAttribute("data-project"))),
    ).toEqual(["p2", "p3", "p4"]);
    expect(await violations(page)).toEqual([]);
    await shot(page, "priority-projects-en");
    // Another way of sharing puts the projects aside, and takes them up again.
    await page.locator('[data-key="share"]').selectOption("proportional");
    await expect
      .poll(() => page.locator(".prio-parked").textContent())
      .toContain("Projects put aside: 4.");
    await done(page);
    // It stays told beside what is wrong now, and until the projects are taken up again.
    expect(await page.locator(".prio-parked").textContent()).toContain("Projects put aside: 4.");
    expect(await page.locator(".prio-body-money .is-fault").first().textContent()).toContain(
      "need a cost or a least amount",
    );
    await page.locator('[data-key="share"]').selectOption("projects");
    await expect.poll(() => page.locator("[data-project]").count()).toBe(4);
    expect(await page.locator(".prio-parked").textContent()).toBe("");
    await page.locator("#prio-tab-saved").click();
    const { budget } = JSON.parse((await fileOf(page, "json")).text) as ScenarioDocument;
    expect(budget).toEqual({
      amount: 100_000,
      share: "projects",
      projects: [
        { id: "p1", unit: "03808", name: "Bridge", cost: 70_000 },
        { id: "p2", unit: "03646", name: "Market", cost: 2_000, mustHave: true },
        { id: "p3", unit: "03808", name: "School", cost: 40_000 },
        { id: "p4", unit: "03664", name: "Well", cost: 1_000 },
      ],
      provinces: [{ code: "14", ceiling: 50_000, reason: "agreed in May" }],
      mustHave: [{ code: "03808", reason: "flood of 2024" }],
    });
    expect(faults).toEqual([]);
  });

  it("shows all of the budget that a file has, and writes it out again as it was", async () => {
    const budget = {
      amount: 90_000,
      need: { indicator: "hh_near_poor" },
      cost: { fixed: 200, perNeed: 1.5 },
      floor: 10,
      ceiling: 4_000,
      units: [{ code: "03808", floor: 20, ceiling: 3_000, reason: "two years' work" }],
      provinces: [{ code: "20", floor: 1_000 }],
      mustHave: [{ code: "03646", reason: "decided" }],
    };
    const document: ScenarioDocument = {
      format: FORMAT,
      title: "With a budget",
      criteria: [{ indicator: "rate_poor" }],
      budget,
    };
    const { page } = await open("lang=en");
    await start(page);
    await page.locator("#prio-tab-saved").click();
    await page.setInputFiles("#prio-file", {
      name: "budget.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify(document)),
    });
    await expect.poll(() => page.locator("#prio-title").textContent()).toBe("With a budget");
    await page.locator("#prio-tab-money").click();
    await page.locator('[data-key="fold money more"]').click();
    const value = (key: string): Promise<string> =>
      page.locator(`[data-key="${key}"]`).inputValue();
    expect(await value("amount")).toBe("90,000");
    expect(await value("share")).toBe("proportional");
    expect(await value("fixed")).toBe("200");
    expect(await value("perNeed")).toBe("1.5");
    expect(await value("floor")).toBe("10");
    expect(await value("ceiling")).toBe("4,000");
    expect(await value("need")).toBe("hh_near_poor");
    expect(await value("units floor 03808")).toBe("20");
    expect(await value("units ceiling 03808")).toBe("3,000");
    expect(await value("units reason 03808")).toBe("two years' work");
    expect(await value("provinces floor 20")).toBe("1,000");
    expect(await page.locator(".prio-body-money .prio-named").textContent()).toContain("decided");
    await page.locator('[data-key="money"]').click();
    await told(page, /^90,000 of 90,000 million VND|^[\d,]+ of 90,000 million VND/);
    await page.locator("#prio-tab-saved").click();
    const written = JSON.parse((await fileOf(page, "json")).text) as ScenarioDocument;
    expect(written.budget).toEqual(budget);
  });

  it("asks the server how firm the order is, and where hot spots lie", {
    timeout: 180_000,
  }, async () => {
    const { page, faults } = await open("lang=en");
    await start(page);
    await page.locator("#prio-tab-baseline").click();
    // Sums of points have no weights to draw.
    expect(await page.locator('[data-key="firm"]').count()).toBe(0);
    await page.locator("#prio-tab-criteria").click();
    await page.locator('[data-key="method"]').selectOption("weighted_sum");
    await page.locator("#prio-tab-baseline").click();
    await done(page);
    await page.locator('[data-key="firm"]').click();
    await expect
      .poll(() => page.locator(".prio-firm").textContent(), { timeout: 30_000 })
      .toMatch(/^Of the 50 units chosen, \d+ are chosen in at least 95 % of the draws/);
    // What lies at the line, and how far each weight may move: the present ones are within.
    expect(await page.locator(".prio-body-baseline").textContent()).toMatch(
      /At the line: .+ is in, .+ is out; what decides/,
    );
    const ranges = await page.locator(".prio-margin li span:last-child").allTextContents();
    expect(ranges.length).toBe(2);
    for (const range of ranges) {
      const [low = 100, high = 0] = range.split("–").map((edge) => Number.parseFloat(edge));
      expect(low).toBeLessThanOrEqual(50);
      expect(high).toBeGreaterThanOrEqual(50);
    }
    await rows(page).first().click();
    expect(await page.locator(".prio-why").textContent()).toMatch(
      /Among the first 50 in 100\s%.*between ranks 1 and \d+ in nine of ten/,
    );
    await page.locator('[data-key="hot"]').selectOption("rate_poor");
    await page.locator(".legend-overlays").waitFor({ timeout: 30_000 });
    expect(await page.locator(".legend-overlays").textContent()).toContain(
      "Hot spots: high by high",
    );
    expect(await page.locator(".prio-hot").textContent()).toMatch(/Moran's I 0\.\d\d/);
    await shot(page, "priority-hot-en");
    expect(await violations(page)).toEqual([]);
    await page.locator('[data-key="hot"]').selectOption("");
    await expect.poll(() => page.locator(".legend-overlays").isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });

  it("tells of data that are missing, and of a scenario made on another release", async () => {
    const older: ScenarioDocument = {
      format: FORMAT,
      title: "Older",
      release: "0123456789abcdef",
      criteria: [{ indicator: "rate_poor", missing: "province_median" }],
    };
    const { page } = await open(`lang=en&scenario=${await toAddress(older)}`);
    await rows(page).first().waitFor();
    expect(await page.locator(".prio .panel-former").textContent()).toContain("01234567");
    await page.locator('[data-key="renew"]').click();
    await expect.poll(() => page.locator(".prio .panel-former").isVisible()).toBe(false);
  });

  it("is told what is wrong with an address, and goes on with what it has", async () => {
    const { page } = await open("lang=vi&scenario=AAAA");
    await rows(page).first().waitFor();
    expect(await page.locator(".prio-fault").textContent()).toBe(
      "Không đọc được phương án trong địa chỉ.",
    );
    expect(await rows(page).count()).toBeGreaterThan(5);
  });

  it("is a sheet on a phone and fits a laptop, in both languages, with no barrier axe finds", {
    timeout: 240_000,
  }, async () => {
    for (const [lang, options] of [
      ["vi", { size: PHONE, phone: true }],
      ["en", { size: PHONE, phone: true }],
      ["vi", { size: LAPTOP }],
      ["en", { size: { width: 1100, height: 800 } }],
    ] as const) {
      const { page } = await open(`lang=${lang}`, options);
      await page.locator(".tool-priority").click();
      await page.locator(".prio-criterion").first().waitFor();
      await settle(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
        options.size.width,
      );
      const name = `priority-${options.size.width}-${lang}`;
      await shot(page, name);
      expect(await violations(page)).toEqual([]);
      if (options.size.width < 1181) {
        await page.locator("#prio-tab-ranking").click();
        await rows(page).first().waitFor();
      }
      await rows(page).nth(1).click();
      expect(await page.locator(".prio-why h3").isVisible()).toBe(true);
      await shot(page, `${name}-why`);
      expect(await violations(page)).toEqual([]);
      await page.locator("#prio-tab-units").click();
      // On a phone the reasons of the unit make way for another part of the sheet.
      await expect.poll(() => page.locator(".prio-why").isVisible()).toBe(options.size.width > 760);
      for (const summary of await page.locator(".prio-body-units summary").all()) {
        await summary.click();
      }
      expect(await violations(page)).toEqual([]);
      await shot(page, `${name}-units`);
      await page.locator("#prio-tab-money").click();
      await page.locator('[data-key="share"]').selectOption("projects");
      for (const fold of ["project", "paste", "money more"]) {
        await page.locator(`[data-key="fold ${fold}"]`).click();
      }
      expect(await violations(page)).toEqual([]);
      await shot(page, `${name}-money`);
      await page.locator("#prio-tab-saved").click();
      await page.locator('[data-key="save"]').waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
        options.size.width,
      );
    }
  });
});

/** Scenarios that use every method, function and policy there is. */
const SCENARIOS: readonly ScenarioDocument[] = [
  {
    format: FORMAT,
    title: "points of a rule",
    method: "summed_points",
    criteria: [
      {
        indicator: "rate_poor",
        function: { type: "table", at: [5, 10, 20, 30], points: [1, 2, 2.5, 4], stepwise: true },
      },
      {
        indicator: "hh_poor",
        function: { type: "table", at: [0, 500, 2000], points: [0, 1, 3] },
        missing: "lower_bound",
      },
      { designation: "region", function: { points: { III: 3, II: 1.5 }, otherwise: 0.25 } },
    ],
  },
  {
    format: FORMAT,
    title: "weighted",
    method: "weighted_sum",
    units: {
      provinces: ["14", "20"],
      ranges: [{ indicator: "rate_poor", least: 3, most: 40 }],
      include: [{ code: "31120", reason: "asked for" }],
      exclude: [{ code: "03808", reason: "has one" }],
    },
    criteria: [
      { indicator: "rate_poor", weight: 37, function: { lowShare: 0.02, highShare: 0.98 } },
      { indicator: "hh_near_poor", weight: 21.5, function: { type: "zscore" } },
      { indicator: "rate_near_poor", weight: 41.5, function: { type: "rank" }, less: true },
    ],
  },
  {
    format: FORMAT,
    title: "product",
    method: "weighted_product",
    units: { designations: ["region:III", "border"] },
    criteria: [
      { indicator: "rate_poor", weight: 2, function: { type: "target", zeroAt: 0, oneAt: 60 } },
      { indicator: "hh_poor", weight: 1, missing: "worst" },
      { designation: "ntm", weight: 0.5, function: { points: { reached: 0.2 }, otherwise: 1 } },
    ],
  },
  {
    format: FORMAT,
    title: "topsis",
    method: "topsis",
    period: "2023",
    criteria: [
      { indicator: "rate_poor", weight: 1 },
      { indicator: "dep_housing_quality", weight: 2, missing: "province_median" },
      { indicator: "hh_total", weight: 1, less: true },
    ],
  },
  {
    format: FORMAT,
    title: "pairs",
    method: "weighted_sum",
    stage: "preliminary",
    units: { provinces: ["20"] },
    criteria: [
      { id: "rate", indicator: "rate_poor" },
      { id: "number", indicator: "hh_poor", weight: 7 },
      { designation: "region", function: { points: { III: 1, II: 0.5 } } },
    ],
    weights: {
      by: "pairs",
      pairs: [
        { more: "rate", less: "number", times: 3 },
        { more: "region", less: "rate", times: 0.2 },
        { more: "number", less: "region", times: 3 },
      ],
    },
  },
  {
    format: FORMAT,
    title: "provinces of before",
    edition: "2021",
    level: "province",
    method: "weighted_sum",
    criteria: [
      { indicator: "rate_poor", weight: 1 },
      { indicator: "hh_poor", weight: 1, missing: "worst" },
    ],
  },
];

/** Those that are handed out with the program, budgets and projects and all. */
const EXAMPLES = join(import.meta.dirname, "../../geodata/scenarios");
const examples = readdirSync(EXAMPLES).map(
  (name) => JSON.parse(readFileSync(join(EXAMPLES, name), "utf8")) as ScenarioDocument,
);

describe("the same scenario here and on the server", () => {
  it.each([...SCENARIOS, ...examples].map((scenario) => [scenario.title, scenario] as const))(
    "has the same ranks and scores: %s",
    async (_, scenario) => {
      const { page, faults } = await open(`lang=en&scenario=${await toAddress(scenario)}`, {
        size: WIDE,
      });
      await rows(page).first().waitFor();
      await done(page);
      await page.locator("#prio-tab-saved").click();
      const sent = JSON.parse((await fileOf(page, "json")).text) as ScenarioDocument;
      const here = ranking((await fileOf(page, "csv")).text);
      const answer = await page.request.post(`${base}/api/priorities`, {
        data: JSON.stringify(sent),
        headers: { "Content-Type": "application/json" },
      });
      expect(answer.status(), await answer.text()).toBe(200);
      const { units } = (await answer.json()) as {
        units: { code: string; rank: number; score: number }[];
      };
      expect(here.size).toBeGreaterThan(1);
      expect([...here.keys()]).toEqual(units.map((unit) => unit.code));
      for (const { code, rank, score } of units) {
        expect(here.get(code)?.rank, code).toBe(rank);
        expect(Math.abs((here.get(code)?.score ?? Number.NaN) - score), code).toBeLessThan(1e-9);
      }
      expect(faults).toEqual([]);
    },
  );
});
