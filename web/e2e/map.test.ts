import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

/**
 * The map in a real browser against a real server that shows the demonstration set. `scripts/test`
 * starts the server and sets XA_E2E_URL; XA_E2E_SHOTS names a folder for screenshots.
 */
const base = process.env.XA_E2E_URL ?? "";
const shots = process.env.XA_E2E_SHOTS;

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** A commune of the demonstration set: Xã Mường La, Sơn La. */
const COMMUNE = { code: "03808", name: "Xã Mường La", province: "Tỉnh Sơn La" };

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

afterEach(async () => {
  await context?.close();
  context = undefined;
});

interface Opened {
  readonly page: Page;
  /** Addresses asked for so far, without the server. */
  readonly requests: string[];
  /** What went wrong in the page: errors, and whatever its security policy refused. */
  readonly faults: string[];
}

type Release = Record<string, unknown>;

/** Lets the page see another manifest than the one that the server has. */
async function disguise(page: Page, change: (manifest: Release) => Release): Promise<void> {
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
const outlines = (manifest: Release): Release => ({ ...manifest, series: [], designations: [] });

async function open(
  hash: string,
  options: {
    size?: typeof WIDE;
    locale?: string;
    phone?: boolean;
    manifest?: (manifest: Release) => Release;
  } = {},
): Promise<Opened> {
  context = await browser.newContext({
    viewport: options.size ?? WIDE,
    locale: options.locale ?? "vi-VN",
    hasTouch: options.phone ?? false,
    isMobile: options.phone ?? false,
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const faults: string[] = [];
  page.on("request", (request) => requests.push(request.url().replace(base, "")));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  if (options.manifest) await disguise(page, options.manifest);
  await page.goto(`${base}/#${hash}`);
  await page.locator(".legend-rows tbody tr").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => document.querySelector(".leaflet-tile-loaded") !== null);
  await settle(page);
  return { page, requests, faults };
}

/** Waits until no tile is on its way. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(250);
}

async function shot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
}

/** How many pixels of the tiles on the screen have each of the colours of the legend. */
async function painted(page: Page): Promise<Record<string, number>> {
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

function legendCounts(page: Page): Promise<number[]> {
  return page
    .locator(".legend-rows tbody tr td:last-child")
    .allTextContents()
    .then((texts) => texts.map((text) => Number(text.replace(/\D/g, ""))));
}

function tileRequests(requests: readonly string[]): number {
  return requests.filter((address) => address.startsWith("/api/tilesets/")).length;
}

function zoomOf(page: Page): number {
  return Number(/map=([\d.]+)/.exec(page.url())?.[1]);
}

/** Id of the element that has the focus, else its class. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.id || document.activeElement?.className || "");
}

describe("the map", () => {
  it("paints the communes in the colours of the legend and says that the data are illustrative", async () => {
    const { page, faults } = await open("lang=vi");
    const found = await painted(page);
    expect(Object.keys(found).length).toBe(5);
    for (const [colour, pixels] of Object.entries(found)) {
      expect(pixels, colour).toBeGreaterThan(0);
    }
    expect((await legendCounts(page)).reduce((a, b) => a + b)).toBe(459);
    expect(await page.locator(".badge").textContent()).toBe(
      "Số liệu minh họa – ranh giới giản lược",
    );
    expect(await page.locator(".reference").textContent()).toBe(
      "Ranh giới chỉ có giá trị tham khảo",
    );
    expect(faults).toEqual([]);
    await shot(page, "map-vi");
  });

  it("recolours without asking for a tile", async () => {
    const { page, requests } = await open("lang=vi&map=9/21.4/104.1");
    const before = await painted(page);
    const tiles = tileRequests(requests);
    expect(tiles).toBeGreaterThan(0);
    await page.locator(".classes summary").click();
    await page.selectOption("#control-method", "quantiles");
    await page.selectOption("#control-count", "7");
    await page.locator("input[value=YlGnBu]").check({ force: true });
    await page.selectOption("#control-indicator", "hh_poor");
    await settle(page);
    const periods = await page
      .locator("#control-period option")
      .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
    await page.selectOption("#control-period", periods.at(-1) ?? "");
    await settle(page);
    const after = await painted(page);
    expect(Object.keys(after)).not.toEqual(Object.keys(before));
    expect(Object.values(after).reduce((a, b) => a + b)).toBeGreaterThan(1000);
    expect(tileRequests(requests)).toBe(tiles);
    expect(page.url()).toContain("method=quantiles");
    expect(page.url()).toContain("indicator=hh_poor");
  });

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
    const figure = panel.locator(".figures details").first();
    await figure.locator("summary").click();
    const facts = await figure.locator(".facts").textContent();
    expect(facts).toContain("Nguồn");
    expect(facts).toMatch(/Tệp.*, dòng \d+/);
    expect(await panel.locator(".chart circle").count()).toBeGreaterThan(1);
    expect(await panel.locator(".links button").count()).toBeGreaterThan(0);
    await shot(page, "panel-vi");
    const first = panel.locator(".links button").first();
    const neighbour = await first.textContent();
    await first.click();
    await expect.poll(() => page.locator("#panel-title").textContent()).toBe(neighbour);
    expect(faults).toEqual([]);
  });

  it("shows name and value under the pointer and opens what is clicked, without repainting a tile", async () => {
    const { page, requests } = await open("lang=en&map=10/21.53/104.05");
    const tiles = tileRequests(requests);
    const centre = { x: WIDE.width / 2, y: WIDE.height / 2 };
    await page.mouse.move(centre.x - 3, centre.y);
    await page.mouse.move(centre.x, centre.y);
    const tooltip = page.locator(".tooltip");
    await tooltip.waitFor();
    const name = await tooltip.locator("strong").textContent();
    expect(await tooltip.locator("span").textContent()).toMatch(/%|no data/);
    expect(tileRequests(requests)).toBe(tiles);
    await page.mouse.click(centre.x, centre.y);
    await expect.poll(() => page.locator("#panel-title").textContent()).toBe(name);
  });

  it("finds the unit under the pointer between two whole zooms too", async () => {
    const { page } = await open("lang=vi&map=9.25/21.53/104.05");
    const centre = { x: WIDE.width / 2, y: WIDE.height / 2 };
    await page.mouse.move(centre.x - 3, centre.y);
    await page.mouse.move(centre.x, centre.y);
    const tooltip = page.locator(".tooltip");
    await tooltip.waitFor();
    const name = await tooltip.locator("strong").textContent();
    expect(name).toBe(COMMUNE.name);
    // Tiles overlap a little, or their seams would show at this scale.
    const widths = await page
      .locator(".leaflet-tile-loaded")
      .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).style.width));
    expect(new Set(widths)).toEqual(new Set(["257px"]));
    expect(page.url()).toContain("map=9.25/");
  });

  it("opens on most of the units where they lie far apart, says what is outside, and shows it", async () => {
    for (const options of [{}, { size: PHONE, phone: true }]) {
      const { page, faults } = await open("lang=vi", options);
      const outside = page.locator(".outside");
      expect(await outside.textContent()).toContain("Ngoài khung nhìn: Vĩnh Long, Cần Thơ");
      const near = zoomOf(page);
      expect(near).toBeGreaterThan(6.5);
      await outside.click();
      await settle(page);
      expect(await outside.isVisible()).toBe(false);
      expect(zoomOf(page)).toBeLessThan(near - 1);
      expect(faults).toEqual([]);
      await context?.close();
    }
  });

  it("shows units without data in the legend, and says what is illustrative before any approval", async () => {
    const { page } = await open(`lang=vi&group=hmong&unit=${COMMUNE.code}`);
    expect(await page.locator(".legend-nodata").textContent()).toContain("Không có số liệu");
    expect((await legendCounts(page)).reduce((a, b) => a + b)).toBe(459);
    await page.locator(".years").waitFor();
    const standings = await page.locator(".years tbody td:last-child").allTextContents();
    expect(new Set(standings)).toEqual(new Set(["số liệu minh họa"]));
    expect(await page.locator(".panel").textContent()).not.toContain("đã phê duyệt");
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

  it("hands on what is shown as GeoJSON", async () => {
    const { page } = await open("lang=vi");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(".download").click(),
    ]);
    const file = JSON.parse(await readFile(await download.path(), "utf8")) as {
      type: string;
      features: { id: string; properties: Record<string, unknown> }[];
    };
    expect(file.type).toBe("FeatureCollection");
    expect(file.features).toHaveLength(459);
    const commune = file.features.find((feature) => feature.id === COMMUNE.code);
    expect(commune?.properties.rate_poor).toBeTypeOf("number");
    expect(commune?.properties.rate_poor_status).toBe("illustrative");
  });

  it("speaks the language of the browser, switches, and remembers it in the address", async () => {
    const { page } = await open("", { locale: "en-GB" });
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await page.locator(".legend-title").textContent()).toBe("Poverty rate (poor only)");
    await page.getByRole("button", { name: "Tiếng Việt" }).click();
    await expect.poll(() => page.locator(".legend-title").textContent()).toBe("Tỷ lệ hộ nghèo");
    expect(await page.locator("label[for=control-period]").textContent()).toBe("Kỳ số liệu");
    expect(await page.locator("html").getAttribute("lang")).toBe("vi");
    await page.reload();
    await page.locator(".legend-rows tbody tr").first().waitFor();
    expect(await page.locator(".legend-title").textContent()).toBe("Tỷ lệ hộ nghèo");
  });

  it("zooms to a province and downloads that province alone", async () => {
    const { page } = await open("lang=vi");
    await page.selectOption("#control-province", "14");
    await settle(page);
    expect(page.url()).toMatch(/map=[89](\.\d+)?\/21\./);
    expect(await page.locator(".download").getAttribute("href")).toContain("province=14");
    await shot(page, "province-vi");
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
    expect(await tooltip.locator("span").textContent()).toBe("no data");
    // The profile comes from a server that has figures; here it must tell of none.
    await page.route("**/api/units/**", async (route) => {
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

describe("for everyone", () => {
  for (const [state, hash, size] of [
    ["the map", "lang=vi", WIDE],
    ["a profile", `lang=en&unit=${COMMUNE.code}&map=9/21.4/104.1`, WIDE],
    ["a profile on a phone", `lang=vi&unit=${COMMUNE.code}&map=9/21.4/104.1`, PHONE],
  ] as const) {
    it(`has no barrier that axe finds in ${state}`, async () => {
      const { page } = await open(hash, { size });
      if (hash.includes("unit")) await page.locator(".headline-value").waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`)).toEqual(
        [],
      );
    });
  }

  it("leads every control the focus can reach in order, and shows where it is", async () => {
    const { page } = await open("lang=vi");
    const reached: string[] = [];
    for (let i = 0; i < 16; i++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return "";
        const { outlineStyle } = getComputedStyle(element);
        return `${element.id || element.className} ${outlineStyle}`;
      });
      if (at === "") break;
      reached.push(at);
    }
    expect(reached.join("\n")).toContain("search ");
    expect(reached.join("\n")).toContain("control-indicator ");
    expect(reached.join("\n")).toContain("map ");
    expect(reached.filter((at) => at.endsWith(" none"))).toEqual([]);
  });
});

describe("when something is wrong", () => {
  for (const [state, answer] of [
    ["no release", { status: 503, json: { title: "Not available", detail: "Nothing published." } }],
    ["a release without boundaries", null],
  ] as const) {
    it(`shows the way in, and nothing to choose, with ${state}; then the map`, async () => {
      context = await browser.newContext({ viewport: WIDE, locale: "vi-VN" });
      const page = await context.newPage();
      if (answer) await page.route("**/api/releases/current", (route) => route.fulfill(answer));
      else await disguise(page, (manifest) => ({ ...manifest, release: "0", editions: [] }));
      await page.goto(`${base}/`);
      const empty = page.locator(".empty");
      await empty.waitFor();
      expect(await empty.locator("code").textContent()).toContain("atlas import boundaries");
      expect(await page.locator(".notice-error").count()).toBe(0);
      expect(await page.locator("select:visible, #search:visible").count()).toBe(0);
      await shot(page, "empty-vi");
      await page.unroute("**/api/releases/current");
      await page.locator(".legend-rows tbody tr").first().waitFor();
      expect(await empty.isVisible()).toBe(false);
      expect(await page.locator("#search").isVisible()).toBe(true);
    });
  }

  it("offers nothing that cannot work yet while the server was never reached", async () => {
    context = await browser.newContext({ viewport: WIDE, locale: "vi-VN" });
    const page = await context.newPage();
    await page.route("**/api/**", (route) => route.abort());
    await page.goto(`${base}/`);
    const notice = page.locator(".notice-error");
    await notice.waitFor();
    expect(await page.locator(".options").isVisible()).toBe(false);
    expect(await page.locator(".zoom").isVisible()).toBe(false);
    await page.unroute("**/api/**");
    await notice.locator(".button").click();
    await page.locator(".legend-rows tbody tr").first().waitFor();
    expect(await page.locator(".options").isVisible()).toBe(true);
    expect(await notice.count()).toBe(0);
  });

  it("says that the server is lost, and goes on when it is back", async () => {
    const { page } = await open("lang=en&map=9/21.4/104.1");
    await context?.setOffline(true);
    const periods = page.locator("#control-period option");
    const earliest = (await periods.last().getAttribute("value")) ?? "";
    await page.selectOption("#control-period", earliest);
    await page.locator(".notice-error").waitFor();
    expect(await page.locator(".notice-error").textContent()).toContain(
      "The server cannot be reached",
    );
    await context?.setOffline(false);
    // The browser tells that it is online again; the map catches up by itself.
    await expect.poll(() => page.locator(".legend-subtitle").textContent()).toContain(earliest);
    await expect.poll(() => page.locator(".notice-error").count(), { timeout: 15_000 }).toBe(0);
  });

  it("shows the title of a problem in the language of the page", async () => {
    const { page } = await open("lang=vi&unit=99999");
    const notice = page.locator(".notice-error");
    await notice.waitFor();
    expect((await notice.locator("strong").textContent())?.length).toBeGreaterThan(3);
    expect(await page.locator(".panel").isVisible()).toBe(false);
  });

  it("offers a new release and switches to it without a reload", async () => {
    const { page } = await open("lang=en");
    await disguise(page, (manifest) => ({ ...manifest, release: "feedfacefeedface" }));
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    const offer = page.locator(".notice-news");
    await offer.waitFor();
    await offer.locator(".button").click();
    await expect.poll(() => page.locator(".release").textContent()).toBe("Release feedface");
    expect(await page.locator(".notice-news").count()).toBe(0);
  });
});
