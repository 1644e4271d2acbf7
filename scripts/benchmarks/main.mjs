// Runs the measures, writes docs/benchmarks.md and its record, or checks ratios against the record.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as measures from "./measures.mjs";
import { peakMegabytes, run, serve, stopAll } from "./process.mjs";
import { changes, markdown } from "./report.mjs";

const HEAP = "-Xmx1300m";
const PARTS = ["provinces", "pyramid", "figures", "history", "serving", "map", "priorities", "growth"];

const root = fileURLToPath(new URL("../..", import.meta.url));
const data = process.env.XA_SHARED ?? join(root, "../shared/data");
const { values: options } = parseArgs({
	options: {
		runs: { type: "string", default: "5" },
		seconds: { type: "string", default: "8" },
		only: { type: "string", default: PARTS.join(",") },
		check: { type: "boolean", default: false },
		keep: { type: "string" },
	},
});
const runs = Number(options.runs);
const only = options.only.split(",");
const unknown = only.filter((part) => !PARTS.includes(part));
if (unknown.length > 0 || !(runs >= 1)) {
	console.error(unknown.length > 0 ? `No such part: ${unknown.join(", ")}. Parts: ${PARTS.join(", ")}` : `--runs wants a number from 1 up, not ${options.runs}`);
	process.exit(2);
}
if (!existsSync(join(data, "boundaries/vn-2025-communes.geojsonl.gz"))) {
	console.error(`The boundaries to measure with are not there: ${data} (set XA_SHARED)`);
	process.exit(3);
}

const work = options.keep ?? mkdtempSync(join(tmpdir(), "xa-atlas-bench."));
// nginx reads its files as another user.
if (!options.keep) chmodSync(work, 0o755);
mkdirSync(work, { recursive: true });
const nation = join(work, "nation");
const command = join(root, "scripts/atlas");
const environment = (javaOptions) => ({ env: { ...process.env, XA_LANG: "en", XA_JAVA_OPTIONS: javaOptions } });
/** Runs a command; the heap is what the whole country needs, unless a measure says otherwise. */
const atlas = (args, javaOptions = HEAP) => run(command, args, environment(javaOptions));

async function atlasServer(store) {
	const port = await freePort();
	const base = `http://127.0.0.1:${port}`;
	const server = await serve(command, ["serve", "--no-demo", "--port", String(port), "--data", store], `${base}/health/ready`, join(work, "serve.log"), environment(""));
	return { ...server, base, port, megabytes: () => peakMegabytes(server.pid) };
}

function freePort() {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.on("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const { port } = probe.address();
			probe.close(() => resolve(port));
		});
	});
}

/** What later parts read, made when the part that measures its making was not asked for. */
async function needNation() {
	if (existsSync(join(nation, "releases/current"))) return;
	console.error("preparing the country ...");
	await atlas(["import", "boundaries", join(data, "boundaries/vn-2025-communes.geojsonl.gz"), "--edition", measures.EDITION, "--data", nation]);
	await atlas(["publish", "--data", nation]);
}

async function needFigures() {
	await needNation();
	const { editions } = JSON.parse(readFileSync(join(nation, "releases", `${readFileSync(join(nation, "releases/current"), "utf8").trim()}.json`), "utf8"));
	if (JSON.stringify(editions).includes('"column"')) return;
	await measures.importFigures(atlas, data, work, nation, 2024);
	await atlas(["publish", "--data", nation]);
}

const before = loadavg()[0];
const rows = [];
try {
	for (const part of PARTS.filter((one) => only.includes(one))) {
		console.error(`${part} ...`);
		if (part === "figures") await needNation();
		if (["serving", "map", "priorities", "growth"].includes(part)) await needFigures();
		const measured = await measures[part]({ atlas, atlasServer, root, data, work, runs, nation, seconds: Number(options.seconds) });
		for (const one of measured) console.error(`  ${one.id}: ${one.ours} ${one.peer ? `beside ${one.peer}` : ""} ${one.ratio === null ? "" : `ratio ${one.ratio.toFixed(3)}`} ${one.target} ${one.met === false ? "NOT MET" : ""}`);
		rows.push(...measured);
	}
} finally {
	await stopAll();
	if (!options.keep) rmSync(work, { recursive: true, force: true });
}

const recordFile = join(root, "docs/benchmarks.json");
const record = existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, "utf8")) : { rows: [] };
if (options.check) {
	const worse = changes(record.rows, rows);
	for (const line of worse) console.error(line);
	console.error(worse.length === 0 ? "No ratio is more than 20 % worse than recorded." : `${worse.length} worse than recorded.`);
	process.exit(worse.length === 0 ? 0 : 1);
}
const java = /java\.version = (\S+)/.exec((await run("bash", ["-c", '"${JAVA_HOME:+$JAVA_HOME/bin/}java" -XshowSettings:properties -version'])).printed)?.[1];
const gdal = (await run("ogr2ogr", ["--version"])).printed.split(",")[0];
const nginx = (await run("nginx", ["-v"])).printed.trim().replace("nginx version: ", "");
const about = { date: new Date().toISOString().slice(0, 10), runs, cores: cpus().length, load: Number(before.toFixed(1)), java, gdal, nginx };
const order = [...record.rows.filter((old) => !rows.some((one) => one.id === old.id)), ...rows.map((one) => ({ ...one, about }))];
order.sort((a, b) => place(a.id) - place(b.id));
writeFileSync(recordFile, `${JSON.stringify({ rows: order }, null, "\t")}\n`);
const page = join(root, "docs/benchmarks.md");
writeFileSync(page, markdown(order, existsSync(page) ? readFileSync(page, "utf8") : ""));
console.log(readFileSync(page, "utf8"));

function place(id) {
	const ids = ["provinces", "pyramid", "pyramid-memory", "figures", "history", "history-processor", "history-memory", "history-size", "tiles", "tiles-p99", "tiles-all", "tiles-all-p99", "column", "column-p99", "column-size", "items", "items-gzip", "server-memory", "start", "first-choropleth", "first-choropleth-3g", "recolour", "script", "scenario", "scores", "scores-evaluated", "scores-alone", "hotspots", "growth", "growth-memory", "growth-tiles", "growth-column"];
	return ids.indexOf(id);
}
