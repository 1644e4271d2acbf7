// Tiles and columns under load, beside nginx with the same compressed bytes.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { dirname, join } from "node:path";
import { median, run, serve } from "./process.mjs";

const CONNECTIONS = 64;
const SECONDS = 8;

/** Lists the tiles of a tileset that are not empty, by asking for every one within its bounds. */
export async function tileAddresses(base, tileset) {
	const agent = new Agent({ keepAlive: true, maxSockets: 32 });
	const all = [];
	for (let z = tileset.minZoom; z <= tileset.maxZoom; z++) {
		const [west, south, east, north] = tileset.bounds;
		const [x0, y0] = tileOf(west, north, z);
		const [x1, y1] = tileOf(east, south, z);
		for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) all.push({ z, path: `/api/tilesets/${tileset.hash}/${z}/${x}/${y}` });
	}
	const found = [];
	let next = 0;
	await Promise.all(
		Array.from({ length: 32 }, async () => {
			while (next < all.length) {
				const tile = all[next++];
				const bytes = await fetchGzip(base + tile.path, agent);
				if (bytes !== null) found.push({ ...tile, bytes });
			}
		}),
	);
	agent.destroy();
	return found.sort((a, b) => a.z - b.z || (a.path < b.path ? -1 : 1));
}

function tileOf(lon, lat, z) {
	const n = 2 ** z;
	const phi = (lat * Math.PI) / 180;
	return [Math.floor(((lon + 180) / 360) * n), Math.floor(((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * n)];
}

function fetchGzip(address, agent) {
	return new Promise((resolve, reject) => {
		get(address, { agent, headers: { "Accept-Encoding": "gzip" } }, (response) => {
			const parts = [];
			response.on("data", (part) => parts.push(part));
			response.on("error", reject);
			response.on("end", () => {
				if (response.statusCode === 204) return resolve(null);
				if (response.statusCode !== 200) return reject(new Error(`${response.statusCode} for ${address}`));
				resolve(Buffer.concat(parts));
			});
		}).on("error", reject);
	});
}

/** Lays bytes out as files and starts nginx over them. */
export async function startNginx(folder, files, port) {
	for (const { path, bytes } of files) {
		const file = join(folder, "files", path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, bytes);
	}
	const config = readFileSync(new URL("nginx.conf", import.meta.url), "utf8").replaceAll("ROOT", folder).replaceAll("PORT", String(port));
	writeFileSync(join(folder, "nginx.conf"), config);
	return serve("nginx", ["-p", folder, "-e", join(folder, "error.log"), "-c", join(folder, "nginx.conf")], `http://127.0.0.1:${port}/ready`, join(folder, "nginx.log"));
}

/** One load: requests a second and the 99th percentile in milliseconds. */
export async function load(base, list, seconds = SECONDS) {
	const { printed } = await run("wrk", ["-t2", `-c${CONNECTIONS}`, `-d${seconds}s`, "--latency", "-s", new URL("mix.lua", import.meta.url).pathname, base, "--", list]);
	const result = /RESULT (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+)/.exec(printed);
	if (!result) throw new Error(`wrk said: ${printed}`);
	const [requests, micros, errors, p50, p99] = result.slice(1).map(Number);
	if (errors > 0) throw new Error(`${errors} of ${requests} requests failed: ${printed}`);
	return { rate: requests / (micros / 1e6), p50, p99 };
}

/** Loads ours and the peer in turn, so that what else the machine does hits both. */
export async function compare(ours, peer, list, runs, seconds = SECONDS, peerList = list) {
	await load(ours, list, seconds);
	await load(peer, peerList, seconds);
	const measured = { ours: [], peer: [] };
	for (let i = 0; i < runs; i++) {
		measured.ours.push(await load(ours, list, seconds));
		measured.peer.push(await load(peer, peerList, seconds));
	}
	const middle = (side, what) => median(measured[side].map((one) => one[what]));
	return {
		ours: middle("ours", "rate"),
		peer: middle("peer", "rate"),
		ratio: middle("ours", "rate") / middle("peer", "rate"),
		p99: middle("ours", "p99"),
		peerP99: middle("peer", "p99"),
		p99Ratio: middle("ours", "p99") / middle("peer", "p99"),
	};
}
