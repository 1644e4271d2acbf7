import { readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { open, PHONE, settle, shot } from "./browser";
import { OwnServer } from "./own-server";

/** A server of tiles on this machine, and the map's own server told of it. */
let tiles: Server;
let own: OwnServer;
let base = "";
const asked: string[] = [];
let allowsPictures = true;
let answers = true;

beforeAll(async () => {
  const image = png(256);
  tiles = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (!answers) {
      response.writeHead(503).end();
      return;
    }
    const cors = allowsPictures ? { "Access-Control-Allow-Origin": "*" } : {};
    response
      .writeHead(200, { "Content-Type": "image/png", "Cache-Control": "no-store", ...cors })
      .end(image);
  });
  await new Promise<void>((done) => tiles.listen(0, "127.0.0.1", done));
  const { port } = tiles.address() as AddressInfo;
  own = await OwnServer.prepare();
  const seas = join(own.folder, "seas.json");
  await writeFile(
    seas,
    JSON.stringify([{ vi: "Vịnh Bắc Bộ", en: "Gulf of Tonkin", at: [107.6, 19.8], zoom: [4, 12] }]),
  );
  const ground = ["--basemap-attribution", "© Test <b>tiles</b>", "--basemap-zooms", "0-10"];
  const url = ["--basemap-url", `http://127.0.0.1:${port}/{z}/{x}/{y}.png`, "--sea-labels", seas];
  base = await own.start([...ground, ...url]);
}, 120_000);

afterAll(async () => {
  await own?.close();
  await new Promise((done) => tiles?.close(done));
});

describe("the base map", () => {
  it("is not offered where no administrator has set one, and asks nobody for anything", async () => {
    const { page, requests } = await open("lang=vi&base=1");
    await expect.poll(() => requests, { timeout: 10_000 }).toContain("/api/map");
    await settle(page);
    await page.locator(".layers summary").click();
    expect(await page.locator("#control-base-map").isVisible()).toBe(false);
    expect(requests.filter((address) => address.startsWith("http"))).toEqual([]);
  });

  it("is off at first, goes below the colours when asked, in grey, with its maker's name", async () => {
    asked.length = 0;
    const { page, faults } = await open("lang=vi", { base });
    await page.locator(".layers summary").click();
    const choice = page.getByLabel("Bản đồ nền");
    await choice.waitFor();
    expect(await choice.isChecked()).toBe(false);
    expect(asked).toEqual([]);
    await choice.check();
    await page.locator(".pane-ground .leaflet-tile-loaded").first().waitFor();
    await settle(page);
    expect(page.url()).toContain("base=1");
    expect(asked.length).toBeGreaterThan(0);
    // Told as text, whatever it holds.
    expect(await page.locator(".marks .ground").textContent()).toBe(
      "Bản đồ nền: © Test <b>tiles</b>",
    );
    const look = await page.evaluate(() => {
      const of = (name: string) =>
        getComputedStyle(document.querySelector(`.map .${name}`) as Element);
      const order = (name: string) => Number(of(name).zIndex || 400);
      return {
        opacity: Number(of("pane-choropleth").opacity),
        grey: of("pane-ground").filter,
        isBelow: order("pane-ground") < order("leaflet-overlay-pane"),
      };
    });
    expect(look.opacity).toBeLessThan(0.9);
    expect(look.grey).toBe("grayscale(1)");
    expect(look.isBelow).toBe(true);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => v.id)).toEqual([]);
    await shot(page, "base-map-wide-vi");
    await choice.uncheck();
    await page.locator(".pane-ground .leaflet-tile").first().waitFor({ state: "detached" });
    expect(page.url()).not.toContain("base=1");
    expect(await page.locator(".marks .ground").isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });

  it("comes back with the address, beyond its last zoom enlarged, and names the seas set", async () => {
    asked.length = 0;
    const { page } = await open("lang=en&base=1&map=12/21.33/103.91", { base, size: PHONE });
    await page.locator(".pane-ground .leaflet-tile-loaded").first().waitFor();
    expect(Math.max(...asked.map((path) => Number(path.split("/")[1])))).toBe(10);
    await shot(page, "base-map-phone-en");
    await page.goto(`${base}/#lang=en&base=1&map=6/19/107`);
    await page.reload();
    await page.locator(".pane-ground .leaflet-tile-loaded").first().waitFor();
    await settle(page);
    const svg = await picture(page);
    expect(svg).toContain(">Gulf of Tonkin</text>");
    expect(svg).toContain(">Hoàng Sa Archipelago</text>");
    expect(svg).not.toContain(">East Sea</text>");
  });

  it("is in pictures and print where its server allows that, and said to be left out where not", async () => {
    allowsPictures = true;
    const { page } = await open("lang=en&base=1", { base });
    await page.locator(".pane-ground .leaflet-tile-loaded").first().waitFor();
    await settle(page);
    const svg = await picture(page);
    expect(svg).toMatch(/<image [^>]*href="data:image\/jpeg/);
    expect(svg).toContain("© Test &lt;b&gt;tiles&lt;/b&gt;");
    allowsPictures = false;
    try {
      await page.reload();
      await page.locator(".pane-ground .leaflet-tile-loaded").first().waitFor();
      await settle(page);
      const without = await picture(page);
      expect(without).not.toContain("<image ");
      expect(without).toContain("base map is left out");
      await page.emulateMedia({ media: "print" });
      await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      expect(await page.locator(".print-landscape").textContent()).toContain(
        "base map is left out",
      );
    } finally {
      allowsPictures = true;
    }
  });

  it("says that it does not come, and how to do without", async () => {
    answers = false;
    try {
      const { page } = await open("lang=vi&base=1", { base });
      const notice = page.getByRole("alert").filter({ hasText: "Không tải được bản đồ nền" });
      await notice.waitFor();
      await shot(page, "base-map-failed-vi");
      await notice.getByRole("button", { name: "Tắt bản đồ nền" }).click();
      await notice.waitFor({ state: "detached" });
      expect(page.url()).not.toContain("base=1");
    } finally {
      answers = true;
    }
  });
});

async function picture(page: Awaited<ReturnType<typeof open>>["page"]): Promise<string> {
  await page.locator(".tool-download").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".menu li > *").filter({ hasText: "SVG" }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

/** A tile: brown hills with a road. */
function png(side: number): Buffer {
  const rows: Buffer[] = [];
  for (let y = 0; y < side; y++) {
    const row = Buffer.alloc(1 + 3 * side);
    for (let x = 0; x < side; x++) {
      const hill = Math.sin(x / 17) * Math.cos(y / 23);
      const isRoad = Math.abs(x - y) < 2 || y === 0 || x === 0;
      const colour = isRoad ? [120, 60, 20] : [214 + 24 * hill, 206 + 24 * hill, 178 + 24 * hill];
      colour.forEach((part, i) => {
        row[1 + 3 * x + i] = part;
      });
    }
    rows.push(row);
  }
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const whole = Buffer.alloc(body.length + 8);
    whole.writeUInt32BE(data.length, 0);
    body.copy(whole, 4);
    whole.writeUInt32BE(crc(body), body.length + 4);
    return whole;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let i = 0; i < 8; i++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}
