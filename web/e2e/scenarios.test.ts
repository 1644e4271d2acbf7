import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ScenarioDocument } from "../src/priority/scenario";
import { legendCounts, open as openPage, PHONE, painted, settle, shot, WIDE } from "./browser";
import { OwnServer } from "./own-server";

/** A server of its own, which takes scenarios from who has its token. */
const TOKEN = "of-the-tests-0123456789-abcdef";
let own: OwnServer;
let base = "";

beforeAll(async () => {
  own = await OwnServer.prepare();
  base = await own.start([], { XA_TOKEN: TOKEN });
}, 120_000);

afterAll(() => own?.close());

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly by: string;
}

/** What the server keeps, asked past the page. */
async function listed(): Promise<readonly Listed[]> {
  const answer = (await (await fetch(`${base}/api/scenarios`)).json()) as {
    readonly scenarios: readonly Listed[];
  };
  return answer.scenarios;
}

/** Somebody else saves or removes a scenario meanwhile. */
async function elsewhere(
  method: "POST" | "PUT" | "DELETE",
  id: string,
  draft?: { name: string; note?: string; by?: string; scenario: ScenarioDocument },
): Promise<string> {
  const address = `${base}/api/scenarios${id === "" ? "" : `/${id}`}`;
  const tag = id === "" ? null : (await fetch(address)).headers.get("ETag");
  const answer = await fetch(address, {
    method,
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      "Content-Type": "application/json",
      ...(tag === null ? {} : { "If-Match": tag }),
    },
    ...(draft ? { body: JSON.stringify(draft) } : {}),
  });
  expect(answer.status).toBeLessThan(300);
  return method === "DELETE" ? "" : ((await answer.json()) as Listed).id;
}

const SCENARIO: ScenarioDocument = {
  format: "xa-atlas-scenario/1",
  edition: "2025-07-01",
  level: "commune",
  method: "weighted_sum",
  criteria: [
    { indicator: "rate_poor", weight: 1 },
    { indicator: "hh_poor", weight: 1 },
  ],
};

const rows = (page: Page) => page.locator(".prio-grid .table-body .table-row");
const kept = (page: Page) => page.locator(".prio-kept [data-kept]");
const names = (page: Page): Promise<string[]> =>
  page.locator(".prio-grid .table-body .cell-name").allTextContents();
const title = (page: Page) => expect.poll(() => page.locator("#prio-title").textContent(), SLOW);
const SLOW = { timeout: 15_000 };
/** Answers that a test asks for are no faults of the page. */
const real = (faults: readonly string[]): string[] =>
  faults.filter((fault) => !/status of 4(01|04|12)/.test(fault));

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`);
}

async function open(hash: string, options: Parameters<typeof openPage>[1] = {}) {
  return openPage(hash, { base, ...options });
}

async function start(page: Page): Promise<void> {
  await page.locator(".tool-priority").click();
  await page.locator(".prio-criterion").first().waitFor();
  await settle(page);
}

async function fileOf(page: Page, kind: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download") as Promise<Download>,
    page.locator(`[data-key="file ${kind}"]`).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

/** All that the browser holds of the token, and where. */
function traces(page: Page): Promise<readonly string[]> {
  return page.evaluate((token) => {
    const found: string[] = [];
    if (JSON.stringify({ ...localStorage }).includes(token)) found.push("localStorage");
    if (JSON.stringify({ ...sessionStorage }).includes(token)) found.push("sessionStorage");
    if (location.href.includes(token)) found.push("address");
    if (document.documentElement.outerHTML.includes(token)) found.push("page");
    if (document.cookie.includes(token)) found.push("cookie");
    return found;
  }, TOKEN);
}

describe("scenarios that the server keeps", () => {
  it("choose, weigh, see, compare, save, export, and open again elsewhere", {
    timeout: 240_000,
  }, async () => {
    const { page, faults } = await open("lang=en");
    await start(page);
    // Choose.
    await page.locator('[data-key="method"]').selectOption("weighted_sum");
    await page.locator('[data-key="add"]').selectOption("d region");
    await page.locator('[data-key="weight region"]').waitFor();
    // Weigh.
    const shares = (): Promise<string[]> => page.locator(".prio-share").allTextContents();
    await page.locator('[data-key="weight hh_poor"]').fill("1000");
    await expect.poll(async () => (await shares())[1], SLOW).toMatch(/^100/);
    const [byNumber, colours] = [await names(page), await painted(page)];
    await page.locator('[data-key="weight hh_poor"]').fill("0");
    await expect.poll(async () => (await shares())[1], SLOW).toMatch(/^0/);
    // See, on the map, in the list, and in the reasons of one unit.
    await expect.poll(() => names(page), SLOW).not.toEqual(byNumber);
    await expect.poll(() => painted(page), SLOW).not.toEqual(colours);
    await rows(page).first().click();
    const first = (await names(page))[0];
    await expect.poll(() => page.locator(".prio-why h3").textContent(), SLOW).toBe(first);
    expect(await page.locator(".prio-why .prio-bars > li").count()).toBe(3);
    await page.locator('[data-key="line"]').fill("12");
    await page.locator('[data-key="layer chosen"]').click();
    const drawn = async (): Promise<number> =>
      (await legendCounts(page)).slice(0, -1).reduce((a, b) => a + b, 0);
    await expect.poll(drawn, SLOW).toBe(12);
    await page.locator('[data-key="layer score"]').click();
    // Compare with simpler choices.
    await page.locator("#prio-tab-baseline").click();
    await expect
      .poll(() => page.locator('[data-way="own"] td').first().textContent(), SLOW)
      .toBe("12");
    expect(await page.locator("[data-way]").count()).toBeGreaterThan(3);
    // Save: the token is asked for once, and a wrong one is refused.
    await page.locator("#prio-tab-saved").click();
    await page.locator('[data-key="kept save"]').click();
    await expect
      .poll(() => page.locator(".prio-body-saved .is-fault").first().textContent(), SLOW)
      .toBe("The scenario needs a name.");
    await page.locator('[data-key="name"]').fill("Roads 2026");
    await page.locator('[data-key="note"]').fill("for the council of May");
    await page.locator('[data-key="by"]').fill("Office of ethnic affairs");
    await page.locator('[data-key="kept save"]').click();
    const token = page.locator('[data-key="token"]');
    await token.waitFor();
    expect(await token.getAttribute("type")).toBe("password");
    expect(await page.locator(".prio-token").textContent()).toContain(
      "gone when the tab is closed",
    );
    await token.fill("not-the-token-of-this-server");
    await page.locator('[data-key="token go"]').click();
    await expect
      .poll(() => page.locator(".prio-kept .is-fault").textContent(), SLOW)
      .toBe("The server does not take this token.");
    expect(await violations(page)).toEqual([]);
    await shot(page, "kept-token-en");
    expect(await listed()).toEqual([]);
    await token.fill(TOKEN);
    await page.locator('[data-key="token go"]').click();
    await expect.poll(() => kept(page).count(), SLOW).toBe(1);
    await title(page).toBe("Roads 2026");
    const [one] = await listed();
    expect(one).toMatchObject({
      name: "Roads 2026",
      note: "for the council of May",
      by: "Office of ethnic affairs",
    });
    // The address names what is kept; the token is in the storage of this tab, and nowhere else.
    await expect.poll(() => page.url(), SLOW).toContain(`scenario=kept.${one?.id}`);
    expect(await traces(page)).toEqual(["sessionStorage"]);
    expect(await violations(page)).toEqual([]);
    await shot(page, "kept-saved-en");
    // Change, and compare with what is kept.
    await page.locator("#prio-tab-criteria").click();
    await page.locator('[data-key="weight hh_poor"]').fill("1000");
    await page.locator("#prio-tab-saved").click();
    await expect
      .poll(() => page.locator(".prio-origin").textContent(), SLOW)
      .toBe("“Roads 2026” is open, with changes that are not saved.");
    await expect.poll(() => page.url(), SLOW).not.toContain("kept.");
    await page.locator('[data-key="fold compare"]').click();
    await page.locator('[data-key="compare a"]').selectOption(`kept ${one?.id}`);
    await page.locator('[data-key="compare go"]').click();
    await expect
      .poll(() => page.locator(".prio-comparison").textContent(), SLOW)
      .toMatch(/Roads 2026 → Roads 2026\d+ of 459 units change their rank/);
    await page.locator('[data-key="layer change"]').click();
    await expect
      .poll(() => page.locator(".legend-title").textContent(), SLOW)
      .toBe("Places gained");
    await page.locator('[data-key="layer score"]').click();
    // Save again over it, without being asked for the token, and export.
    await page.locator('[data-key="kept save"]').click();
    await expect
      .poll(() => page.locator(".prio-origin").textContent(), SLOW)
      .toBe("“Roads 2026” is open.");
    await expect.poll(() => page.url(), SLOW).toContain(`scenario=kept.${one?.id}`);
    expect((await listed()).length).toBe(1);
    const exported = await fileOf(page, "json");
    expect(exported).not.toContain(TOKEN);
    const written = JSON.parse(exported) as ScenarioDocument;
    expect(written.criteria.map(({ weight }) => weight)).toEqual([0, 1000, 0].map((w) => w / 10));
    const [ranking, address] = [await names(page), page.url()];
    expect(real(faults)).toEqual([]);

    // Elsewhere: a browser that knows nothing finds it in the list of the server.
    const other = await open("lang=vi");
    await start(other.page);
    expect(await names(other.page)).not.toEqual(ranking);
    await other.page.locator("#prio-tab-saved").click();
    await other.page.locator(`[data-key="kept open ${one?.id}"]`).click();
    await title(other.page).toBe("Roads 2026");
    await expect.poll(() => names(other.page), SLOW).toEqual(ranking);
    expect(await other.page.locator('[data-key="note"]').inputValue()).toBe(
      "for the council of May",
    );
    expect(await traces(other.page)).toEqual([]);
    expect(await violations(other.page)).toEqual([]);
    await shot(other.page, "kept-open-vi");
    expect(other.faults).toEqual([]);
    // And by its address alone, on a phone.
    const phone = await open(address.split("#")[1] ?? "", { size: PHONE, phone: true });
    await title(phone.page).toBe("Roads 2026");
    await phone.page.locator("#prio-tab-ranking").click();
    await expect.poll(async () => (await names(phone.page))[0], SLOW).toBe(ranking[0]);
    await phone.page.locator("#prio-tab-saved").click();
    await kept(phone.page).first().waitFor();
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    expect(await violations(phone.page)).toEqual([]);
    await shot(phone.page, "kept-phone-en");
  });

  it("tells that somebody else has changed one, and saves a copy beside it", {
    timeout: 120_000,
  }, async () => {
    const id = await elsewhere("POST", "", { name: "Schools", scenario: SCENARIO });
    const { page, faults } = await open(`lang=en&scenario=kept.${id}`);
    await title(page).toBe("Schools");
    await page.evaluate((token) => sessionStorage.setItem("xa-atlas-token", token), TOKEN);
    await elsewhere("PUT", id, { name: "Schools", note: "hers", scenario: SCENARIO });
    await page.locator("#prio-tab-saved").click();
    await page.locator('[data-key="note"]').fill("mine");
    await page.locator('[data-key="kept save"]').click();
    await expect
      .poll(() => page.locator(".prio-asked").textContent(), SLOW)
      .toContain("Somebody else has changed or deleted “Schools”");
    expect((await listed()).find((one) => one.id === id)?.note).toBe("hers");
    expect(await violations(page)).toEqual([]);
    await shot(page, "kept-changed-en");
    await page.locator('[data-key="kept copy"]').click();
    await title(page).toBe("Schools (2)");
    await expect
      .poll(async () => (await listed()).map(({ name, note }) => [name, note]), SLOW)
      .toEqual(
        expect.arrayContaining([
          ["Schools", "hers"],
          ["Schools (2)", "mine"],
        ]),
      );
    // Theirs is one click away.
    await page.locator(`[data-key="kept open ${id}"]`).click();
    await title(page).toBe("Schools");
    await expect.poll(() => page.locator('[data-key="note"]').inputValue(), SLOW).toBe("hers");
    expect(real(faults)).toEqual([]);
  });

  it("duplicates and deletes, never what has changed since it was listed", {
    timeout: 120_000,
  }, async () => {
    const id = await elsewhere("POST", "", { name: "Wells", by: "me", scenario: SCENARIO });
    const { page, faults } = await open("lang=vi");
    await page.evaluate((token) => sessionStorage.setItem("xa-atlas-token", token), TOKEN);
    await start(page);
    await page.locator("#prio-tab-saved").click();
    await page.locator(`[data-key="kept duplicate ${id}"]`).click();
    const copy = page.locator(".prio-kept [data-kept] a", { hasText: "Wells (2)" });
    await copy.waitFor();
    await elsewhere("PUT", id, { name: "Wells", note: "changed", scenario: SCENARIO });
    await page.locator(`[data-key="kept delete ${id}"]`).click();
    await page.locator('[data-key="kept delete"]').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-key"))).toBe(
      "kept delete",
    );
    await shot(page, "kept-delete-vi");
    await page.locator('[data-key="kept delete"]').click();
    await expect
      .poll(() => page.locator(".prio-kept .is-fault").textContent(), SLOW)
      .toContain("Người khác vừa sửa phương án này");
    expect((await listed()).some((one) => one.id === id)).toBe(true);
    // Seen as it is now, it goes.
    await expect
      .poll(() => page.locator(`[data-kept="${id}"]`).textContent(), SLOW)
      .toContain("changed");
    await page.locator(`[data-key="kept delete ${id}"]`).click();
    await page.locator('[data-key="kept delete"]').click();
    await expect.poll(() => page.locator(`[data-kept="${id}"]`).count(), SLOW).toBe(0);
    expect((await listed()).map(({ name }) => name)).toContain("Wells (2)");
    expect((await listed()).some((one) => one.id === id)).toBe(false);
    expect(real(faults)).toEqual([]);
  });

  it("shows only those of the browser where there is no server for them, and none to change where it takes none", {
    timeout: 120_000,
  }, async () => {
    // A folder of files has no such address.
    const { page } = await open("lang=en");
    await page.route("**/api/scenarios*", (route) => route.fulfill({ status: 404 }));
    await start(page);
    await page.locator("#prio-tab-saved").click();
    await page.locator('[data-key="save"]').waitFor();
    expect(await page.locator(".prio-kept").isVisible()).toBe(false);
    expect(await page.locator('[data-key="kept save"]').count()).toBe(0);
    expect(await page.locator('[data-key="by"]').count()).toBe(0);
    // A server without a token lets everybody read.
    const reader = await open("lang=vi");
    await reader.page.route("**/api/scenarios?*", async (route) => {
      const answer = (await (await route.fetch()).json()) as object;
      await route.fulfill({ json: { ...answer, writing: false } });
    });
    await start(reader.page);
    await reader.page.locator("#prio-tab-saved").click();
    await kept(reader.page).first().waitFor();
    expect(await reader.page.locator(".prio-kept").textContent()).toContain("chỉ cho xem");
    expect(await reader.page.locator('.prio-kept [data-key^="kept delete"]').count()).toBe(0);
    expect(await reader.page.locator('[data-key="kept save"]').count()).toBe(0);
    // An address of what is not kept says so, and the panel goes on.
    const lost = await open("lang=en&scenario=kept.nothere");
    await expect
      .poll(() => lost.page.locator(".prio-fault").textContent(), SLOW)
      .toBe("The server does not have this scenario.");
    expect(await rows(lost.page).count()).toBeGreaterThan(5);
  });

  it("compares money only where both have a budget", { timeout: 120_000 }, async () => {
    const budget = { amount: 1_000, share: "in_order", cost: { fixed: 100 } } as const;
    const a = await elsewhere("POST", "", { name: "Ten", scenario: { ...SCENARIO, budget } });
    const b = await elsewhere("POST", "", {
      name: "Ten by rate",
      scenario: { ...SCENARIO, budget, criteria: [{ indicator: "rate_poor" }] },
    });
    const { page, faults } = await open("lang=en");
    await start(page);
    await page.locator("#prio-tab-saved").click();
    await page.locator('[data-key="fold compare"]').click();
    const compare = async (first: string, second: string): Promise<void> => {
      await page.locator('[data-key="compare a"]').selectOption(first);
      await page.locator('[data-key="compare b"]').selectOption(second);
      await page.locator('[data-key="compare go"]').click();
    };
    await compare(`kept ${a}`, "");
    const told = page.locator(".prio-comparison");
    await expect
      .poll(() => told.textContent(), SLOW)
      .toMatch(/^Ten → .*Only one of the two shares out money: it cannot be compared\./);
    expect(await page.locator(".prio-money-movers").count()).toBe(0);
    await compare(`kept ${a}`, `kept ${b}`);
    await expect
      .poll(() => told.textContent(), SLOW)
      .toMatch(/^Ten → Ten by rate.*[1-9]\d* million VND lie elsewhere; [1-9]\d* units/);
    expect(await page.locator(".prio-money-movers tbody tr").count()).toBeGreaterThan(1);
    expect(await violations(page)).toEqual([]);
    await shot(page, "kept-money-en");
    // On the map: who gains, who loses.
    const units = await page.locator(".prio-money-movers tbody tr").count();
    await page.locator('[data-key="layer moved"]').click();
    await expect
      .poll(() => page.locator(".legend-title").textContent(), SLOW)
      .toBe("Money gained or lost");
    await expect
      .poll(async () => (await legendCounts(page)).slice(0, -1).reduce((a, b) => a + b, 0), SLOW)
      .toBe(units);
    await settle(page);
    await shot(page, "kept-moved-en");
    await page.locator('[data-key="layer score"]').click();
    await expect
      .poll(() => page.locator(".legend-title").textContent(), SLOW)
      .toBe("Priority score");
    expect(real(faults)).toEqual([]);
  });

  it("says that newer data exist, and what they change", { timeout: 180_000 }, async () => {
    const id = await elsewhere("POST", "", { name: "Before", scenario: SCENARIO });
    const before = await fetch(`${base}/api/releases/current`).then((answer) => answer.headers);
    const file = join(own.folder, "newer.csv");
    // Mường La was poor; a year later it is not.
    await writeFile(file, "code,hh_total,hh_poor\n03808,4000,4\n03646,4000,3999\n");
    await own.run(
      ...["import", "statistics", file, "--edition", "2025-07-01", "--period", "2025"],
      ...["--standard", "07/2021", "--status", "illustrative"],
      ...["--source-title", "Made-up figures of the tests"],
    );
    await own.run("publish");
    await expect
      .poll(async () => (await fetch(`${base}/api/releases/current`)).headers.get("ETag"), {
        timeout: 60_000,
        interval: 500,
      })
      .not.toBe(before.get("ETag"));
    const { page, faults } = await open("lang=en", { size: WIDE });
    await start(page);
    await page.locator("#prio-tab-saved").click();
    const item = page.locator(`[data-kept="${id}"]`);
    await expect.poll(() => item.textContent(), SLOW).toContain("newer data exist");
    await page.locator(`[data-key="kept newer ${id}"]`).click();
    await title(page).toBe("Before");
    const told = page.locator(".prio-comparison");
    await expect
      .poll(() => told.textContent(), { timeout: 30_000 })
      .toMatch(/From release [0-9a-f]{8} to [0-9a-f]{8}.*of 459 units change their rank/);
    // The commune whose figures changed most is among those that moved most.
    expect(await page.locator(".prio-rank-movers tbody").textContent()).toContain("Mường La");
    expect(await page.locator(".prio .panel-former").isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await shot(page, "kept-newer-en");
    await page.locator('[data-key="layer change"]').click();
    await expect
      .poll(() => page.locator(".legend-title").textContent(), SLOW)
      .toBe("Places gained");
    expect(real(faults)).toEqual([]);
  });
});
