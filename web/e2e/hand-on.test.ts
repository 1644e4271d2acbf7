import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { focused, legendCounts, open, PHONE, settle, shot } from "./browser";

async function take(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  if (!(await page.locator(".menu").isVisible())) await page.locator(".tool-download").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".menu li > *").filter({ hasText: name }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe("handing on what is shown", () => {
  it("saves a picture with title, legend, notes, sources, release and date, twice as dense", async () => {
    const { page, faults } = await open("lang=vi");
    const { name, bytes } = await take(page, "SVG");
    expect(name).toBe("rate_poor-2024-commune.svg");
    const svg = bytes.toString("utf8");
    for (const text of [
      "Tỷ lệ hộ nghèo",
      "2024",
      "Số liệu minh họa – ranh giới giản lược",
      "40,00",
      "Ranh giới chỉ có giá trị tham khảo",
      "Nguồn: ",
      "Phiên bản số liệu",
      "50 km",
    ]) {
      expect(svg, text).toContain(text);
    }
    expect(svg).toMatch(/lấy ngày \d{2}\/\d{2}\/\d{4}/);
    // Nothing in it is fetched from anywhere.
    expect(svg.match(/(href|src)="(?!data:|#)[^"]*"/g)).toBeNull();
    const size = /width="(\d+)" height="(\d+)"/.exec(svg.slice(svg.indexOf("viewBox")));
    const png = await take(page, "PNG");
    expect(png.bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect(png.bytes.readUInt32BE(16)).toBe(2 * Number(size?.[1]));
    expect(png.bytes.readUInt32BE(20)).toBe(2 * Number(size?.[2]));
    expect(faults).toEqual([]);
  });

  it("draws designations and circles, on the map and in the legend", async () => {
    const { page } = await open("lang=en&province=14&with=circles&over=region:III.hatching");
    const svg = (await take(page, "SVG")).bytes.toString("utf8");
    expect(svg).toContain("Region III");
    expect(svg).toContain("Circles: Poor households");
    expect(svg).toContain("Filters: In Tỉnh Sơn La");
    // The map and the sample in the legend.
    expect(svg.match(/url\(#overlay0\)/g)?.length).toBeGreaterThan(10);
    expect(svg).toMatch(/<rect [^>]*fill="url\(#overlay0\)"/);
    // Names are text and circles are circles, to be searched and enlarged: there are no pixels in it.
    expect(svg).not.toContain("<image");
    expect(svg).toMatch(/<text [^>]*>Mường La<\/text>/);
    expect(svg.match(/<circle [^>]*fill-opacity="0.45"/g)?.length).toBe(75);
  });

  it("gives tables and outlines of exactly what is shown", async () => {
    const { page } = await open("lang=vi&province=14&range=20..60");
    const csv = (await take(page, "CSV")).bytes.toString("utf8");
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    const [head = "", ...lines] = csv.slice(1).trim().split("\r\n");
    const columns = head.split(",");
    expect(columns).toContain("hh_poor");
    expect(columns).not.toContain("hh_near_poor");
    const rate = columns.indexOf("rate_poor");
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      expect(Number(line.split(",")[rate])).toBeGreaterThanOrEqual(20);
      expect(line).toContain("Tỉnh Sơn La");
    }
    const xlsx = await take(page, "XLSX");
    expect(xlsx.bytes.subarray(0, 2).toString("latin1")).toBe("PK");
    const geojson = JSON.parse((await take(page, "GeoJSON")).bytes.toString("utf8")) as {
      features: unknown[];
    };
    expect(geojson.features).toHaveLength(lines.length);
  });

  it("gives of every period what the filters leave in on the map and in the table", async () => {
    const { page } = await open("lang=vi&table=-value&period=2022&has=region:III&range=10..60");
    const left = (await legendCounts(page)).slice(0, 5).reduce((a, b) => a + b, 0);
    const told = await page.locator(".table-count").textContent();
    expect(told).toBe(`${left} trong 459 đơn vị`);
    expect(left).toBeGreaterThan(5);
    expect(left).toBeLessThan(175);
    const csv = (await take(page, "CSV")).bytes.toString("utf8");
    const [head = "", ...lines] = csv.slice(1).trim().split("\r\n");
    expect(lines).toHaveLength(left);
    const codes = lines.map((line) => line.split(",")[head.split(",").indexOf("code")]).sort();
    const geojson = JSON.parse((await take(page, "GeoJSON")).bytes.toString("utf8")) as {
      features: { id: string }[];
    };
    expect(geojson.features.map((f) => f.id).sort()).toEqual(codes);
    expect((await take(page, "XLSX")).bytes.subarray(0, 2).toString("latin1")).toBe("PK");
  });

  it("prints the map as it stands when somebody prints before the sheet can be made", async () => {
    const { page } = await open("lang=vi");
    // What makes the sheet does not come.
    await page.route("**/assets/picture-*", (route) => route.abort());
    await page.reload();
    await page.locator(".leaflet-tile-loaded").first().waitFor();
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    for (const part of [".map .leaflet-tile-loaded", ".legend-rows", ".badge", ".marks"]) {
      expect(await page.locator(part).first().isVisible(), part).toBe(true);
    }
    expect(await page.locator(".tools").isVisible()).toBe(false);
    const pdf = await page.pdf({ format: "A4", landscape: true, printBackground: true });
    expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
    await shot(page, "print-early");
  });

  it("prints a page of its own, lying or standing", async () => {
    const { page } = await open("lang=vi");
    await page.locator(".tool-download").click();
    await page.locator(".menu li").first().waitFor();
    await page.keyboard.press("Escape");
    for (const landscape of [true, false]) {
      const pdf = await page.pdf({ format: "A4", landscape, printBackground: true });
      const text = pdf.toString("latin1");
      expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
      const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? [];
      expect(Number(width) > Number(height)).toBe(landscape);
    }
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".side").isVisible()).toBe(false);
    expect(await page.locator(".map").isVisible()).toBe(false);
  });

  it("copies the address of the view", async () => {
    const { page } = await open("lang=en&group=hmong", {
      context: { permissions: ["clipboard-read", "clipboard-write"] },
    });
    await page.locator(".tool-share").click();
    await page.locator(".notice-news").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    expect(page.url()).toContain("group=hmong");
  });

  it("opens its menu by keyboard, closes it with Escape, and has no barrier that axe finds", async () => {
    const { page, faults } = await open("lang=vi");
    await page.locator(".tool-download").focus();
    await page.keyboard.press("Enter");
    await page.locator(".menu li").first().waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("PNG");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`)).toEqual([]);
    await shot(page, "downloads-vi");
    await page.keyboard.press("Escape");
    expect(await page.locator(".menu").isVisible()).toBe(false);
    expect(await focused(page)).toBe("tool-download");
    expect(faults).toEqual([]);
  });

  it("is in reach of a thumb on a phone", async () => {
    const { page } = await open("lang=vi", { size: PHONE, phone: true });
    await page.locator(".tool-download").tap();
    await page.locator(".menu li").first().waitFor();
    await settle(page);
    const box = await page.locator(".menu").boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= PHONE.width && box.y >= 0).toBe(true);
    await shot(page, "phone-downloads-vi");
  });

  it("stands in a frame as map and legend alone, with a way to the whole page", async () => {
    const { page } = await open("lang=vi&embed=1");
    expect(await page.locator(".head").isVisible()).toBe(false);
    expect(await page.locator(".tools").isVisible()).toBe(false);
    expect(await page.locator(".legend").isVisible()).toBe(true);
    const link = page.locator(".whole");
    expect(await link.textContent()).toBe("Mở bản đồ đầy đủ");
    expect(await link.getAttribute("href")).not.toContain("embed");
    expect(await page.locator(".reference").isVisible()).toBe(true);
  });
});
