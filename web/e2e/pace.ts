import type { CDPSession, Page, Route } from "playwright-core";
import { expect } from "vitest";
import { newPage, settle, WIDE } from "./browser";

/**
 * What the map must hold on nationwide data; the demonstration set passes easily. Judged is the time
 * of the processor, which does not depend on what else the machine is doing; the time on the clock is
 * printed beside it.
 */
export interface Pace {
  /** Seconds that the page has kept the processor so far. */
  busy(): Promise<number>;
  /** Megabytes in use once nothing is left to be thrown away. */
  heap(): Promise<number>;
}

export async function paceOf(page: Page): Promise<Pace> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await session.send("HeapProfiler.enable");
  return {
    async busy() {
      const { metrics } = await session.send("Performance.getMetrics");
      return metrics.find((m) => m.name === "TaskDuration")?.value ?? Number.NaN;
    },
    async heap() {
      await session.send("HeapProfiler.collectGarbage");
      return (await session.send("Runtime.getHeapUsage")).usedSize / 2 ** 20;
    },
  };
}

/** Changes the palette so many times; answers the durations on the clock, shortest first. */
export function recolour(page: Page, times: number): Promise<number[]> {
  return page.evaluate(async (n) => {
    const palettes = [...document.querySelectorAll<HTMLInputElement>(".palettes input")];
    const durations: number[] = [];
    for (let i = 0; i < n; i++) {
      const input = palettes[(i + 1) % palettes.length];
      if (!input) throw new Error("There are no palettes");
      const begin = performance.now();
      input.click();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      durations.push(performance.now() - begin);
    }
    return durations.sort((a, b) => a - b);
  }, times);
}

export async function pan(page: Page, times: number): Promise<void> {
  await page.locator("#map").focus();
  for (let i = 0; i < times; i++) {
    await page.keyboard.press(i % 4 < 2 ? "Shift+ArrowUp" : "Shift+ArrowDown");
  }
  await settle(page);
}

/** Memory in megabytes before and after 200 recolours and 200 moves, and milliseconds of a recolour. */
export async function heapAfter(
  page: Page,
  pace: Pace,
  change: (page: Page, times: number) => Promise<number[]>,
): Promise<{ before: number; after: number; each: number; durations: number[] }> {
  await change(page, 10);
  await pan(page, 10);
  const before = await pace.heap();
  const busy = await pace.busy();
  const durations = await change(page, 200);
  const each = (1000 * ((await pace.busy()) - busy)) / 200;
  await pan(page, 200);
  return { before, after: await pace.heap(), each, durations };
}

/** The rounds of requests until the first view is painted, each answered as a whole, and all their bytes. */
export async function firstRounds(base: string): Promise<{
  rounds: string[][];
  bytes: number;
  /** What is asked for after that, unanswered. */
  held(): readonly Route[];
}> {
  const page = await newPage({ viewport: WIDE, locale: "vi-VN", serviceWorkers: "block" });
  let held: Route[] = [];
  await page.route("**/*", (route) => {
    held.push(route);
  });
  const rounds: string[][] = [];
  const begun = page.goto(base, { waitUntil: "commit" });
  const isPainted = (): Promise<boolean> =>
    page.evaluate(() => {
      const count = (name: string) => document.querySelectorAll(`.map .${name}`).length;
      return count("leaflet-tile") > 0 && count("leaflet-tile") === count("leaflet-tile-loaded");
    });
  // A round is over when nothing more is asked for until something is answered.
  for (let round = 0; round < 8; round++) {
    await expect.poll(() => held.length, { timeout: 20_000 }).toBeGreaterThan(0);
    for (let before = -1; before !== held.length; ) {
      before = held.length;
      await page.waitForTimeout(700);
    }
    const now = held;
    held = [];
    rounds.push(now.map((route) => new URL(route.request().url()).pathname));
    await Promise.all(now.map((route) => route.continue()));
    if (round === 0) await begun;
    await page.waitForTimeout(1_500);
    if (await isPainted()) break;
  }
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map((entry) => (entry as PerformanceResourceTiming).encodedBodySize)
      .reduce((a, b) => a + b, 0),
  );
  return { rounds, bytes, held: () => held };
}
