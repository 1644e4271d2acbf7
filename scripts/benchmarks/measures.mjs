// What is measured, one function each. Each returns rows of the report:
// { id, work, ours, peer, ratio, target, met, note } with ready text in `ours` and `peer`, and numbers in `ratio`.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openMap, openMapSlowly } from "./browser.mjs";
import { writeFigures } from "./figures.mjs";
import { fetchRaw, median, run, serve } from "./process.mjs";
import { compare, load, startNginx, tileAddresses } from "./serving.mjs";

export const EDITION = "2025-07-01";
const LARGE = "2099-01-01";
const PROVINCES = ["son-la-vn2000.zip", "lang-son.gpkg", "thai-nguyen.geojson", "can-tho-3857.fgb", "vinh-long-no-cpg.zip"];
const ZOOMS = ["-dsco", "MINZOOM=4", "-dsco", "MAXZOOM=12"];

const seconds = (value) => `${value < 1 ? value.toFixed(3) : value.toFixed(1)} s`;
const thousands = (value) => Math.round(value).toLocaleString("en-US");

/** Boundary files of five provinces, each by a command of its own, beside ogr2ogr. */
export async function provinces({ atlas, data, work, runs }) {
	const folder = join(data, "boundaries/provinces");
	const ours = [];
	const peer = [];
	for (let i = 0; i < runs; i++) {
		const store = fresh(work, "provinces");
		let total = 0;
		for (const file of PROVINCES)
			total += (await atlas(["import", "boundaries", join(folder, file), "--edition", EDITION, ...(file.startsWith("vinh-long") ? ["--province", "86"] : []), "--data", store])).seconds;
		ours.push(total + (await atlas(["publish", "--data", store])).seconds);
		const gpkg = join(fresh(work, "provinces-peer"), "peer.gpkg");
		let theirs = 0;
		for (const file of PROVINCES) {
			const source = `${file.endsWith(".zip") ? "/vsizip/" : ""}${join(folder, file)}${file.includes("vinh-long") ? "/VinhLong" : ""}`;
			theirs += (await run("ogr2ogr", ["-q", "-f", "GPKG", "-update", "-append", "-t_srs", "EPSG:4326", "-nlt", "PROMOTE_TO_MULTI", "-nln", "communes", "-dim", "XY", "-addfields", gpkg, source])).seconds;
		}
		peer.push(theirs + (await run("ogr2ogr", ["-q", "-f", "MVT", join(work, "provinces-peer/tiles"), gpkg, ...ZOOMS])).seconds);
	}
	return [row("provinces", "boundary files of five provinces (459 communes) to a published release, zooms 0 to 12; six commands with their starts", ours, peer, "ogr2ogr: merged to one GeoPackage, then `-f MVT`, zooms 4 to 12", null)];
}

/** The boundaries of the whole country, from the file to a published release; keeps the result for what follows. */
export async function pyramid({ atlas, data, work, runs, nation }) {
	const file = join(data, "boundaries/vn-2025-communes.geojsonl.gz");
	const ours = [];
	const peer = [];
	let megabytes = 0;
	for (let i = 0; i < runs; i++) {
		const made = await fileToRelease(atlas, nation, [[file, "--edition", EDITION]]);
		ours.push(made.seconds);
		megabytes = Math.max(megabytes, made.megabytes);
		const tiles = join(fresh(work, "pyramid-peer"), "tiles");
		peer.push((await run("ogr2ogr", ["-q", "-f", "MVT", tiles, `/vsigzip/${file}`, ...ZOOMS])).seconds);
		rmSync(tiles, { recursive: true, force: true });
	}
	return [
		row("pyramid", "the whole country (3,321 communes, 7.1 million vertices), file to published release, zooms 0 to 12", ours, peer, "`ogr2ogr -f MVT`, zooms 4 to 12", 0.4),
		memory("pyramid-memory", "the same, most memory resident", megabytes, 2000),
	];
}

/** New figures for every commune, published without touching a tile. */
export async function figures({ atlas, data, work, runs, nation }) {
	const seconds_ = [];
	for (let i = 0; i < runs; i++) {
		const before = tileset(nation);
		await importFigures(atlas, data, work, nation, 2010 + ((figuresYear++) % 15));
		const published = await atlas(["publish", "--data", nation]);
		seconds_.push(published.seconds);
		if (tileset(nation) !== before) throw new Error("Publishing figures changed the tileset");
	}
	const middle = median(seconds_);
	return [absolute("figures", "publish after new figures for all communes (three series), no tile piece rebuilt; with the start of the JVM", middle, 3)];
}
let figuresYear = 0;

export async function importFigures(atlas, data, work, nation, year, copies = 1, edition = EDITION) {
	const file = join(work, `figures-${year}-${copies}.csv`);
	writeFigures(join(data, "units/units-2025.csv"), file, year, copies);
	const standard = year < 2021 ? "59/2015" : "07/2021";
	await atlas(["import", "statistics", file, "--edition", edition, "--period", String(year), "--standard", standard, "--status", "illustrative", "--source-title", "Made-up figures of the benchmark", "--data", nation]);
}

/** Six years of figures of every commune, old and of today, published at once; nothing is there to be reused. */
export async function history({ atlas, root, work, runs }) {
	const store = fresh(work, "history");
	await benchClass(root, "org.xaatlas.publish.HistoryBench", store);
	const seconds_ = [];
	const processor = [];
	let megabytes = 0;
	for (let i = 0; i < runs; i++) {
		for (const made of ["pieces", "releases"]) rmSync(join(store, made), { recursive: true, force: true });
		const published = await atlas(["publish", "--data", store], "-Xmx1500m");
		seconds_.push(published.seconds);
		processor.push(published.processor);
		megabytes = Math.max(megabytes, published.megabytes);
	}
	const pieces = readdirSync(join(store, "pieces")).map((name) => statSync(join(store, "pieces", name)).size);
	const bytes = pieces.reduce((sum, size) => sum + size, 0);
	rmSync(store, { recursive: true, force: true });
	return [
		absolute("history", "19.2 million values (60 indicators, 6 years, 4 groups on 10,035 and 3,321 communes) published, carried to today's units and summed; with the start of the JVM", median(seconds_), 15),
		{ id: "history-processor", work: "the same, processor time", ours: seconds(median(processor)), peer: "", ratio: null, target: "", met: null },
		memory("history-memory", "the same, most memory resident", megabytes, 2000),
		{ id: "history-size", work: `the same, size of the release (${thousands(pieces.length)} pieces)`, ours: `${thousands(bytes / 1e6)} MB`, peer: "", ratio: null, target: "", met: null },
	];
}

/** Runs a program of the tests on what the runnable jar holds. */
function benchClass(root, name, ...args) {
	const classes = join(root, "server/target/test-classes");
	return run(process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java", ["-cp", `${classes}:${join(root, "server/target/xa-atlas.jar")}`, name, ...args]);
}

function milliseconds(id, work, value, most) {
	return { id, work, ours: `${value.toFixed(1)} ms`, peer: "", ratio: null, target: `at most ${most} ms`, met: value <= most };
}

/** Scenarios and hot spots of the whole country, asked of a server. */
export async function priorities({ atlasServer, root, work, runs, nation }) {
	const server = await atlasServer(nation);
	try {
		const asked = async (what, address, body) => {
			const times = [];
			// Three more than count: the first ones warm the server up.
			for (let i = -3; i < Math.max(runs, 5); i++) {
				const begin = performance.now();
				const answer = await fetch(server.base + address(i + 10), body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body(i + 10)) });
				const text = await answer.text();
				if (!answer.ok || text.length < 100_000) throw new Error(`${what}: ${answer.status} ${text.slice(0, 500)}`);
				if (i >= 0) times.push((performance.now() - begin) / 1000);
			}
			return median(times);
		};
		const post = () => "/api/priorities?f=json";
		const drawn = await asked("scenario", post, (seed) => scenario({ draws: 10_000, top: 50, seed }));
		const alone = await asked("scores", post, () => scenario());
		const spots = await asked("hot spots", (seed) => `/api/hotspots?indicator=rate_poor&f=json&permutations=9999&seed=${seed}`);
		const document = join(work, "twelve-criteria.json");
		writeFileSync(document, JSON.stringify(scenario()));
		const [evaluated, scored, units] = (await benchClass(root, "org.xaatlas.scenario.ScoresBench", nation, document, String(Math.max(runs, 5)))).printed.trim().split(" ").map(Number);
		if (units < 3_000) throw new Error(`Only ${units} units were ranked`);
		return [
			absolute("scenario", "a scenario of 12 criteria on all communes with 10,000 draws of weights, over HTTP, with its JSON", drawn, 1.5),
			{ id: "scores", work: "the same without draws, over HTTP, with its JSON", ours: seconds(alone), peer: "", ratio: null, target: "", met: null },
			milliseconds("scores-evaluated", "the same in the program: from the columns of the release to the order of its units, warm", evaluated, 30),
			milliseconds("scores-alone", "of that the scores of 3,321 units by 12 criteria alone", scored, 30),
			absolute("hotspots", "local Moran's I of all communes, 9,999 permutations of each, over HTTP, with its JSON", spots, 2),
		];
	} finally {
		await server.stop();
	}
}

/** Twelve criteria from the three figures that the country has, each with a function of its own. */
function scenario(sensitivity) {
	const indicators = ["rate_poor", "hh_poor", "rate_near_poor", "hh_near_poor"];
	const functions = [{ type: "minmax", lowShare: 0.02, highShare: 0.98 }, { type: "rank" }, { type: "minmax" }];
	const criteria = Array.from({ length: 12 }, (_, i) => ({ id: `c${i}`, indicator: indicators[i % 4], function: functions[i % 3], weight: 1 + (i % 5) }));
	return { format: "xa-atlas-scenario/1", title: "Twelve criteria", edition: EDITION, level: "commune", period: "2024", method: "weighted_sum", criteria, ...(sensitivity ? { sensitivity } : {}) };
}

/** Tiles and columns under load beside nginx; the memory of the server after it; every commune as GeoJSON beside ogr2ogr. */
export async function serving({ atlasServer, data, work, runs, nation, seconds: each }) {
	const server = await atlasServer(nation);
	const rows = [];
	try {
		const manifest = await manifestOf(server.base);
		const tiles = await tileAddresses(server.base, manifest.editions[0].tileset);
		const column = await columnOf(server.base, manifest);
		const folder = fresh(work, "nginx");
		const peer = await startNginx(folder, [...tiles, column], server.port + 1);
		try {
			const base = `http://127.0.0.1:${server.port + 1}`;
			const even = join(work, "tiles-even.txt");
			const all = join(work, "tiles-all.txt");
			const one = join(work, "column.txt");
			writeFileSync(even, `${byZoom(tiles).join("\n")}\n`);
			writeFileSync(all, `${tiles.map((tile) => tile.path).join("\n")}\n`);
			writeFileSync(one, `${column.path}\n`);
			for (const [id, work_, list] of [
				["tiles", `a tile, zooms 5 to 12 asked for equally often, 64 connections`, even],
				["tiles-all", `a tile, each of the ${thousands(tiles.length)} tiles equally often, 64 connections`, all],
				["column", `a column of the country (${thousands(column.bytes.length)} bytes compressed)`, one],
			]) {
				const result = await compare(server.base, base, list, runs, each);
				rows.push({ id, work: work_, ours: `${thousands(result.ours)}/s`, peer: `${thousands(result.peer)}/s (nginx)`, ratio: result.ratio, better: "higher", target: "at least 0.6", met: result.ratio >= 0.6 });
				rows.push({ id: `${id}-p99`, work: "99th percentile of the same", ours: `${result.p99.toFixed(1)} ms`, peer: `${result.peerP99.toFixed(1)} ms (nginx)`, ratio: result.p99Ratio, better: "lower", noisy: true, target: "at most 2", met: result.p99Ratio <= 2 });
			}
			const kilobytes = column.bytes.length / 1024;
			rows.push({ id: "column-size", work: "a column of the country, compressed", ours: `${kilobytes.toFixed(1)} KB`, peer: "", ratio: null, target: "at most 16 KB", met: kilobytes <= 16 });
		} finally {
			await peer.stop();
		}
		rows.push(...(await items(server, data, work, runs)));
		rows.push(memory("server-memory", "server with the release of the country, after all these loads, most memory resident (heap 256 MB)", server.megabytes(), 400));
	} finally {
		await server.stop();
	}
	const starts = [];
	for (let i = 0; i < runs; i++) {
		const again = await atlasServer(nation);
		starts.push(again.readySeconds);
		await again.stop();
	}
	rows.push(absolute("start", "start of the server with the release of the country until `/health/ready` says yes", median(starts), 2));
	return rows;
}

async function items(server, data, work, runs) {
	const gpkg = join(work, "items.gpkg");
	rmSync(gpkg, { force: true });
	const file = join(data, "boundaries/vn-2025-communes.geojsonl.gz");
	await run("ogr2ogr", ["-q", "-f", "GPKG", gpkg, `/vsigzip/${file}`, "-nln", "communes", "-nlt", "MULTIPOLYGON"]);
	writeFigures(join(data, "units/units-2025.csv"), join(work, "items.csv"), 2024);
	await run("ogr2ogr", ["-q", "-f", "GPKG", "-update", gpkg, join(work, "items.csv"), "-nln", "figures"]);
	const sql = "SELECT c.*, f.hh_total, f.hh_poor, f.hh_near_poor FROM communes c LEFT JOIN figures f ON f.code = c.code";
	const address = `${server.base}/api/collections/communes/items?limit=10000`;
	const out = join(work, "items.geojson");
	const ours = { plain: [], gzip: [] };
	const peer = [];
	const ask = (...options) => run("curl", ["-sf", ...options, "-o", out, address]);
	await ask();
	for (let i = 0; i < runs; i++) {
		ours.plain.push((await ask()).seconds);
		ours.gzip.push((await ask("--compressed")).seconds);
		rmSync(join(work, "peer.geojson"), { force: true });
		peer.push((await run("ogr2ogr", ["-q", "-f", "GeoJSON", "-sql", sql, join(work, "peer.geojson"), gpkg])).seconds);
	}
	const count = JSON.parse(readFileSync(out, "utf8")).features.length;
	if (count !== 3321) throw new Error(`The answer has ${count} communes`);
	const what = "all communes with joined figures and all vertices as GeoJSON over HTTP";
	const peerName = "`ogr2ogr -f GeoJSON` from a GeoPackage, joined by SQL";
	return [row("items", what, ours.plain, peer, peerName, 0.04), row("items-gzip", "the same, compressed on the way", ours.gzip, peer, peerName, null)];
}

/** The map of the country in headless Chromium. */
export async function map({ atlasServer, runs, nation }) {
	const server = await atlasServer(nation);
	try {
		const measured = await openMap(server.base, runs);
		const slow = await openMapSlowly(server.base, runs);
		return [
			absolute("first-choropleth-3g", `the same on Chromium's Fast 3G (1.6 Mbit/s, 562.5 ms to each request; ${slow.kilobytes.toFixed(0)} kB)`, slow.first, 4),
			absolute("first-choropleth", "map of the country in headless Chromium, navigation to a complete choropleth, empty cache", measured.first, 1.2),
			absolute("recolour", `the same, another classification until the next frame, median of ${measured.recolours}`, measured.recolour, 0.1),
			{ id: "script", work: "script and style of the first view, compressed", ours: `${measured.kilobytes.toFixed(0)} KB`, peer: "", ratio: null, target: "at most 150 KB of script", met: measured.scriptKilobytes <= 150 },
		];
	} finally {
		await server.stop();
	}
}

/** A column of ten times the units beside nginx: ten times the bytes, so its rate is compared with that of the same bytes. */
async function largeColumn(server, manifest, work, runs, each) {
	const column = await columnOf(server.base, manifest);
	const peer = await startNginx(fresh(work, "nginx-ten"), [column], server.port + 1);
	try {
		const list = join(work, "column-ten.txt");
		writeFileSync(list, `${column.path}\n`);
		const result = await compare(server.base, `http://127.0.0.1:${server.port + 1}`, list, runs, each);
		const work_ = `a column of ten times the units (${thousands(column.bytes.length)} bytes compressed)`;
		return [{ id: "growth-column", work: work_, ours: `${thousands(result.ours)}/s`, peer: `${thousands(result.peer)}/s (nginx)`, ratio: result.ratio, better: "higher", target: "at least 0.6", met: result.ratio >= 0.6 }];
	} finally {
		await peer.stop();
	}
}

/** Ten times the units, replicated and shifted: what grows, and how. */
export async function growth({ atlas, atlasServer, data, work, runs, nation, seconds: each }) {
	const country = join(data, "boundaries/vn-2025-communes.geojsonl.gz");
	const copies = join(work, "copies");
	if (!existsSync(join(copies, "provinces.geojsonl.gz"))) await run("node", [new URL("replicate.mjs", import.meta.url).pathname, country, copies, "10"]);
	// Two runs each: together they take as long as all other measures.
	const one = [];
	const ten = [];
	for (let i = 0; i < Math.min(runs, 2); i++) {
		one.push(await fileToRelease(atlas, join(work, "one"), [[country, "--edition", EDITION]], "-Xmx1300m"));
		ten.push(
			await fileToRelease(
				atlas,
				join(work, "ten"),
				[
					[join(copies, "provinces.geojsonl.gz"), "--level", "province", "--edition", LARGE, "--anywhere"],
					[join(copies, "communes.geojsonl.gz"), "--edition", LARGE, "--anywhere"],
				],
				"-Xmx3g",
			),
		);
	}
	const ratio = median(ten.map((run_) => run_.seconds)) / median(one.map((run_) => run_.seconds));
	const rows = [
		{ id: "growth", work: `ten times the units (33,210, 71 million vertices), file to published release; ${ten.length} runs each`, ours: seconds(median(ten.map((run_) => run_.seconds))), peer: `${seconds(median(one.map((run_) => run_.seconds)))} (the country once)`, ratio, better: "lower", target: "at most 12", met: ratio <= 12 },
		memory("growth-memory", "the same, most memory resident (heap 3 GB)", Math.max(...ten.map((run_) => run_.megabytes)), 4000),
	];
	await importFigures(atlas, data, work, join(work, "ten"), 2024, 10, LARGE);
	await atlas(["publish", "--data", join(work, "ten")]);
	rows.push(...(await growthTiles(atlasServer, nation, join(work, "ten"), work, runs, each)));
	const server = await atlasServer(join(work, "ten"));
	try {
		rows.push(...(await largeColumn(server, await manifestOf(server.base), work, runs, each)));
	} finally {
		await server.stop();
	}
	return rows;
}

/** Tiles of ten times the units beside those of the country, the two servers loaded in turn. */
async function growthTiles(atlasServer, nation, ten, work, runs, each) {
	const servers = [];
	try {
		const sides = [];
		for (const [name, store] of [["ten", ten], ["one", nation]]) {
			const server = await atlasServer(store);
			servers.push(server);
			const tiles = await tileAddresses(server.base, (await manifestOf(server.base)).editions[0].tileset);
			const list = join(work, `tiles-${name}.txt`);
			writeFileSync(list, `${byZoom(tiles).join("\n")}\n`);
			sides.push({ base: server.base, list });
		}
		const [large, small] = sides;
		const result = await compare(large.base, small.base, large.list, runs, each, small.list);
		return [{ id: "growth-tiles", work: "tiles of ten times the units, zooms 5 to 12 equally often", ours: `${thousands(result.ours)}/s`, peer: `${thousands(result.peer)}/s (the country once)`, ratio: result.ratio, better: "higher", target: "at least 0.8", met: result.ratio >= 0.8 }];
	} finally {
		for (const server of servers) await server.stop();
	}
}

/** Imports boundary files into a new store and publishes them. */
async function fileToRelease(atlas, store, files, javaOptions) {
	rmSync(store, { recursive: true, force: true });
	const steps = [];
	for (const args of files) steps.push(await atlas(["import", "boundaries", ...args, "--data", store], javaOptions));
	steps.push(await atlas(["publish", "--data", store], javaOptions));
	return { seconds: steps.reduce((sum, step) => sum + step.seconds, 0), megabytes: Math.max(...steps.map((step) => step.megabytes)) };
}

/** Addresses that ask for zooms 5 to 12 equally often, at most 400 of each, spread over the country. */
function byZoom(tiles) {
	const zooms = [5, 6, 7, 8, 9, 10, 11, 12].map((z) => tiles.filter((tile) => tile.z === z));
	const list = [];
	for (let i = 0; i < 400; i++) for (const zoom of zooms) list.push(zoom[(i * 37) % zoom.length].path);
	return list;
}

async function columnOf(base, manifest) {
	const hash = /"column":"([0-9a-f]{64})"/.exec(JSON.stringify(manifest))?.[1];
	if (!hash) throw new Error("The release has no column");
	const path = `/api/columns/${hash}`;
	return { path, bytes: (await fetchRaw(base + path)).bytes };
}

/** The tileset of the newest release, by its file of manifests. */
function tileset(nation) {
	const folder = join(nation, "releases");
	const current = readFileSync(join(folder, "current"), "utf8").trim();
	const file = readdirSync(folder).find((name) => name.startsWith(current));
	return JSON.parse(readFileSync(join(folder, file), "utf8")).editions[0].tileset.hash;
}

function fresh(work, name) {
	const folder = join(work, name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	return folder;
}

function row(id, work, ours, peer, peerName, target) {
	const ratio = median(ours) / median(peer);
	return { id, work, ours: seconds(median(ours)), peer: `${seconds(median(peer))} (${peerName})`, ratio, better: "lower", target: target === null ? "" : `at most ${target}`, met: target === null ? null : ratio <= target };
}

function absolute(id, work, value, limit) {
	return { id, work, ours: seconds(value), peer: "", ratio: null, target: `at most ${seconds(limit)}`, met: value <= limit };
}

function memory(id, work, megabytes, limit) {
	return { id, work, ours: `${thousands(megabytes)} MB`, peer: "", ratio: null, target: `below ${thousands(limit)} MB`, met: megabytes < limit };
}

async function manifestOf(base) {
	return (await fetch(`${base}/api/releases/current`)).json();
}
