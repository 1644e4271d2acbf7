// The map in headless Chromium: time to a complete choropleth, and to another colouring.
import { createRequire } from "node:module";
import { median } from "./process.mjs";

const { chromium } = createRequire(new URL("../../web/package.json", import.meta.url))("playwright-core");

/** Notes the moment from navigation at which every tile on the screen is painted. */
const WATCH = () => {
	const look = () => {
		const tiles = document.querySelectorAll(".map .pane-choropleth .leaflet-tile");
		const loaded = document.querySelectorAll(".map .pane-choropleth .leaflet-tile-loaded");
		if (tiles.length > 0 && tiles.length === loaded.length) {
			requestAnimationFrame(() => {
				window.choroplethAt = performance.now();
			});
		} else requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
};

export async function openMap(base, runs) {
	const browser = await chromium.launch({
		executablePath: process.env.XA_CHROMIUM ?? "/usr/bin/chromium",
		args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
	});
	try {
		const firsts = [];
		const recolours = [];
		let bytes = 0;
		let scriptBytes = 0;
		// One more than counts: the first warms the browser and the server up.
		for (let i = 0; i <= runs; i++) {
			const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "vi-VN", serviceWorkers: "block" });
			const page = await context.newPage();
			await page.addInitScript(WATCH);
			await page.goto(base, { waitUntil: "commit" });
			const first = await page.waitForFunction(() => window.choroplethAt, null, { timeout: 60_000 });
			if (i > 0) firsts.push((await first.jsonValue()) / 1000);
			const sizes = await page.evaluate(() =>
				performance.getEntriesByType("resource").map((entry) => ({ name: entry.name, size: entry.encodedBodySize })),
			);
			scriptBytes = sizes.filter(({ name }) => name.endsWith(".js")).reduce((sum, { size }) => sum + size, 0);
			bytes = scriptBytes + sizes.filter(({ name }) => name.endsWith(".css")).reduce((sum, { size }) => sum + size, 0);
			if (i > 0) recolours.push(...(await page.evaluate(recolour)));
			await context.close();
		}
		return { first: median(firsts), recolour: median(recolours), recolours: recolours.length, kilobytes: bytes / 1024, scriptKilobytes: scriptBytes / 1024 };
	} finally {
		await browser.close();
	}
}

/** Chromium's Fast 3G: 1.6 Mbit/s of which nine tenths arrive, and 562.5 ms for each request. */
const FAST_3G = { offline: false, latency: 562.5, downloadThroughput: (0.9 * 1.6e6) / 8, uploadThroughput: (0.9 * 750e3) / 8 };

/** The first visit on a slow network: from navigation until every tile on the screen is painted, and the bytes until then. */
export async function openMapSlowly(base, runs) {
	const browser = await chromium.launch({
		executablePath: process.env.XA_CHROMIUM ?? "/usr/bin/chromium",
		args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
	});
	try {
		const firsts = [];
		let bytes = 0;
		for (let i = 0; i <= runs; i++) {
			const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "vi-VN", serviceWorkers: "block" });
			const page = await context.newPage();
			const session = await context.newCDPSession(page);
			await session.send("Network.enable");
			await session.send("Network.emulateNetworkConditions", FAST_3G);
			let received = 0;
			session.on("Network.loadingFinished", ({ encodedDataLength }) => {
				received += encodedDataLength;
			});
			await page.addInitScript(WATCH);
			await page.goto(base, { waitUntil: "commit" });
			const first = await page.waitForFunction(() => window.choroplethAt, null, { timeout: 60_000 });
			bytes = received;
			if (i > 0) firsts.push((await first.jsonValue()) / 1000);
			await context.close();
		}
		return { first: median(firsts), kilobytes: bytes / 1000 };
	} finally {
		await browser.close();
	}
}

/** Changes the number of classes eight times, each time until the frame after the repaint; seconds. */
async function recolour() {
	const select = document.querySelector("#control-count");
	if (!select) throw new Error("The map has no control for the number of classes");
	const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
	const times = [];
	for (let i = 0; i < 8; i++) {
		await frame();
		const from = performance.now();
		select.value = select.options[i % select.options.length].value;
		if (i === 0 && select.selectedIndex === 0) select.selectedIndex = select.options.length - 1;
		select.dispatchEvent(new Event("input", { bubbles: true }));
		select.dispatchEvent(new Event("change", { bubbles: true }));
		await frame();
		times.push((performance.now() - from) / 1000);
	}
	return times;
}
