import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { toAddress } from "../src/priority/address";
import { FORMAT, type ScenarioDocument } from "../src/priority/scenario";
import { base, open, PHONE, settle, shot, WIDE } from "./browser";

/** What the server says of whom a scenario reaches. */
interface Targeting {
  readonly chosenBy: "money" | "top";
  readonly choices: readonly {
    readonly id: string;
    readonly designation?: string;
    readonly chosen: number;
    readonly poor: number;
    readonly covered: number;
    readonly inclusion: number;
    readonly concentration: number | null;
    readonly moneyByTenth: readonly number[];
  }[];
}

const WAYS = { scenario: "own", by_rate: "rate", by_number: "number" } as const;

async function onServer(document: ScenarioDocument): Promise<Targeting> {
  const answer = await fetch(`${base}/api/priorities?f=json`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(document),
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { targeting: Targeting }).targeting;
}

const cells = (page: Page, way: string): Promise<number[]> =>
  page
    .locator(`[data-way="${way}"] td`)
    .allTextContents()
    .then((texts) => texts.map((text) => Number(text.replace(/[^\d.]/g, ""))));

async function show(
  document: ScenarioDocument,
  lang = "en",
  size = WIDE,
): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await open(`lang=${lang}&scenario=${await toAddress(document)}`, {
    size,
    phone: size === PHONE,
  });
  await page.locator("#prio-tab-baseline").click();
  await page.locator('[data-way="own"]').waitFor();
  return { page, faults };
}

/** Percent with one decimal. */
function expectShare(printed: number | undefined, share: number | undefined): void {
  expect(Math.abs((printed ?? Number.NaN) - 100 * (share ?? Number.NaN))).toBeLessThan(0.0501);
}

const RATE_AND_NUMBER = [
  { indicator: "rate_poor", weight: 1 },
  { indicator: "hh_poor", weight: 1 },
];

const SCENARIOS: readonly ScenarioDocument[] = [
  { format: FORMAT, title: "no budget", method: "weighted_sum", criteria: RATE_AND_NUMBER },
  {
    format: FORMAT,
    title: "down the list, of region III alone",
    method: "weighted_sum",
    criteria: RATE_AND_NUMBER,
    units: { designations: ["region:III"] },
    budget: { amount: 90_000, share: "in_order", cost: { fixed: 4_000 } },
  },
  {
    format: FORMAT,
    title: "in proportion, in one province",
    method: "weighted_sum",
    criteria: [{ indicator: "rate_poor", weight: 1 }],
    units: { provinces: ["20"] },
    budget: { amount: 5_000, share: "proportional" },
  },
];

describe("whom a scenario reaches", () => {
  it.each(SCENARIOS.map((document) => [document.title, document] as const))(
    "is told as the server tells it: %s",
    async (_, document) => {
      const { page, faults } = await show(document);
      const { chosenBy, choices } = await onServer(document);
      expect(chosenBy).toBe(document.budget ? "money" : "top");
      if (document.budget) {
        // Until the money is shared out nothing is said of it.
        expect(await page.locator(".prio-tenths").count()).toBe(0);
        await page.locator('[data-key="baseline money"]').click();
        await page.locator(".prio-tenths").waitFor({ timeout: 30_000 });
      }
      for (const choice of choices) {
        const way = WAYS[choice.id as keyof typeof WAYS] ?? choice.designation ?? "";
        const [chosen, poor, covered, inclusion] = await cells(page, way);
        expect([choice.id, chosen, poor]).toEqual([choice.id, choice.chosen, choice.poor]);
        expectShare(covered, choice.covered);
        expectShare(inclusion, choice.inclusion);
        if (choice.concentration !== null) {
          const told = await page.locator(`[data-line="${way}"] .number`).textContent();
          expect(Number(told)).toBeCloseTo(choice.concentration, 3);
        }
      }
      const tenths = (await page.locator(".prio-tenths td").allTextContents()).map(
        Number.parseFloat,
      );
      const own = choices.find((choice) => choice.id === "scenario")?.moneyByTenth ?? [];
      expect(tenths).toHaveLength(document.budget ? 10 : 0);
      for (const [i, share] of tenths.entries()) expectShare(share, own[i]);
      expect(faults).toEqual([]);
    },
  );

  it("says that nobody gets anything where a budget cannot be met", async () => {
    const budget = { amount: 100, share: "proportional", floor: 50 } as const;
    const { page } = await show({ ...SCENARIOS[0], budget } as ScenarioDocument);
    const note = () => page.locator(".prio-body-baseline .prio-note").first().textContent();
    expect(await note()).toContain("not shared out yet");
    await page.locator('[data-key="baseline money"]').click();
    await expect.poll(note, { timeout: 30_000 }).toContain("cannot be met");
    expect((await cells(page, "own"))[0]).toBe(50);
    expect(await page.locator(".prio-tenths").count()).toBe(0);
  });

  it("says what approval changes where preliminary figures come first", async () => {
    const document = { ...SCENARIOS[0], stage: "preliminary" } as ScenarioDocument;
    const { page } = await show(document);
    // Every figure of the demonstration set is approved.
    await expect
      .poll(() => page.locator(".prio-body-baseline").textContent())
      .toContain("With approved figures every rank stays as it is.");
  });

  it.each([
    ["wide", WIDE, "en"],
    ["phone", PHONE, "vi"],
  ] as const)("is drawn without barriers, %s", async (name, size, lang) => {
    const [, document] = SCENARIOS;
    if (!document) throw new RangeError("no scenario");
    const { page } = await show(document, lang, size);
    await page.locator('[data-key="baseline money"]').click();
    await page.locator(".prio-tenths").waitFor({ timeout: 30_000 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate(() => window.document.documentElement.scrollWidth)).toBe(size.width);
    await settle(page);
    await page.locator(".prio-curve").scrollIntoViewIfNeeded();
    await shot(page, `reach-curve-${name}-${lang}`);
    await page.locator(".prio-tenths tr").last().scrollIntoViewIfNeeded();
    await shot(page, `reach-tenths-${name}-${lang}`);
  });
});
