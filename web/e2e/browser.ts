import { mkdirSync } from "node:fs";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";

/**
 * The map in a real browser against a real server that shows the demonstration set. `scripts/test`
 * starts the server and sets XA_E2E_URL; XA_E2E_SHOTS names a folder for screenshots.
 */
export const base = process.env.XA_E2E_URL ?? "";
const shots = process.env.XA_E2E_SHOTS;

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const LAPTOP = { width: 1280, height: 720 };
/** A commune of the demonstration set: Xã Mường La, Sơn La. */
export const COMMUNE = { code: "03808", name: "Xã Mường La", province: "Tỉnh Sơn La" };

let browser: Browser;
let context: BrowserContext | undefined;

beforeAll(async () => {
  if (!base) {
    throw new Error(
      "Set XA_E2E_URL to a server that shows the demonstration set, for instance http://localhost:8080",
    );
  }
  if (shots) mkdirSync(shots, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.XA_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
});

afterAll(async () => {
  await browser?.close();
});

afterEach(closeContext);

/** A page with a context of its own; the one before is closed. */
export async function newPage(options: BrowserContextOptions): Promise<Page> {
  await closeContext();
  context = await browser.newContext(options);
  return context.newPage();
}

async function closeContext(): Promise<void> {
  await context?.close();
  context = undefined;
}

export interface Opened {
  readonly page: Page;
  /** Addresses asked for so far, without the server. */
  readonly requests: string[];
  /** What went wrong in the page: errors, and whatever its security policy refused. */
  readonly faults: string[];
}

export type Release = Record<string, unknown>;

/** Lets the page see another manifest than the one that the server has. */
export async function disguise(page: Page, change: (manifest: Release) => Release): Promise<void> {
  await page.route("**/api/releases/current", async (route) => {
    const headers = { ...route.request().headers() };
    // Ask for the manifest whole, and pass it on changed.
    delete headers["if-none-match"];
    const response = await route.fetch({ headers });
    const manifest = change((await response.json()) as Release);
    await route.fulfill({
      status: 200,
      headers: { "Content-Type": "application/json", ETag: `"${manifest.release}"` },
      body: JSON.stringify(manifest),
    });
  });
}

/** Boundaries have been imported, and nothing else. */
export const outlines = (manifest: Release): Release => ({
  ...manifest,
  series: [],
  designations: [],
});

export async function open(
  hash: string,
  options: {
    size?: typeof WIDE;
    locale?: string;
    phone?: boolean;
    manifest?: (manifest: Release) => Release;
    context?: BrowserContextOptions;
    /** Another server than the one of all tests. */
    base?: string;
  } = {},
): Promise<Opened> {
  const page = await newPage({
    viewport: options.size ?? WIDE,
    locale: options.locale ?? "vi-VN",
    hasTouch: options.phone ?? false,
    isMobile: options.phone ?? false,
    reducedMotion: "reduce",
    // What a worker fetches no test can stand in for; the tests of the worker allow it.
    serviceWorkers: "block",
    acceptDownloads: true,
    ...options.context,
  });
  const server = options.base ?? base;
  const requests: string[] = [];
  const faults: string[] = [];
  page.on("request", (request) => requests.push(request.url().replace(server, "")));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  if (options.manifest) await disguise(page, options.manifest);
  await page.goto(`${server}/#${hash}`);
  await page.locator(".legend-title:not(:empty)").waitFor({ state: "attached" });
  await page.waitForFunction(() => document.querySelector(".leaflet-tile-loaded") !== null);
  await settle(page);
  return { page, requests, faults };
}

/** Waits until no tile is on its way. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(250);
}

export async function shot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
}

/** How many pixels of the tiles on the screen have each of the colours of the legend. */
export async function painted(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const colours = [...document.querySelectorAll<HTMLElement>(".legend-rows .swatch")]
      .map((swatch) => swatch.style.backgroundColor)
      .filter((colour) => colour !== "");
    const found: Record<string, number> = Object.fromEntries(colours.map((c) => [c, 0]));
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>(".leaflet-tile-loaded")) {
      const ctx = canvas.getContext("2d");
      if (!ctx || canvas.width === 0) continue;
      const { data } = ctx.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] !== 255) continue;
        const colour = `rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`;
        if (colour in found) found[colour] = (found[colour] ?? 0) + 1;
      }
    }
    return found;
  });
}

export function legendCounts(page: Page): Promise<number[]> {
  return page
    .locator(".legend-rows tbody tr td:last-child")
    .allTextContents()
    .then((texts) => texts.map((text) => Number(text.replace(/\D/g, ""))));
}

export function tileRequests(requests: readonly string[]): number {
  return requests.filter((address) => address.startsWith("/api/tilesets/")).length;
}

export function zoomOf(page: Page): number {
  return Number(/map=([\d.]+)/.exec(page.url())?.[1]);
}

/** Id of the element that has the focus, else its class. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.id || document.activeElement?.className || "");
}
