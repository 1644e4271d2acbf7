// Programs under measurement: run to the end, or started and stopped by their pid. Times in seconds, memory in MB.
import { spawn } from "node:child_process";
import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** What `/proc` says a process has held at most, in MB (10^6 bytes); 0 when it is gone. */
export function peakMegabytes(pid) {
	const file = `/proc/${pid}/status`;
	if (!existsSync(file)) return 0;
	const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, "utf8"));
	return peak ? (Number(peak[1]) * 1024) / 1e6 : 0;
}

/** Processor time that a process has used so far, its own and the system's for it, in seconds; 0 when it is gone. */
function processorSeconds(pid) {
	const file = `/proc/${pid}/stat`;
	if (!existsSync(file)) return 0;
	try {
		// The name, in brackets, may hold anything; times come after it, in hundredths of a second.
		const fields = readFileSync(file, "utf8").split(") ").pop().split(" ");
		return (Number(fields[11]) + Number(fields[12])) / 100;
	} catch {
		return 0;
	}
}

/** Runs a program to its end. Throws with what it printed when it fails. */
export async function run(command, args, options = {}) {
	const from = process.hrtime.bigint();
	const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
	let printed = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8");
		stream.on("data", (text) => {
			printed = (printed + text).slice(-1_000_000);
		});
	}
	let megabytes = 0;
	let processor = 0;
	const watch = setInterval(() => {
		megabytes = Math.max(megabytes, peakMegabytes(child.pid));
		processor = Math.max(processor, processorSeconds(child.pid));
	}, 50);
	const code = await new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", resolve);
	});
	clearInterval(watch);
	const seconds = Number(process.hrtime.bigint() - from) / 1e9;
	if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${printed.slice(-4000)}`);
	return { seconds, megabytes, processor, printed };
}

const started = new Set();

/** Starts a server and waits until an address answers 200. */
export async function serve(command, args, address, log, options = {}) {
	const from = process.hrtime.bigint();
	const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
	started.add(child);
	const out = createWriteStream(log);
	child.stdout.pipe(out);
	child.stderr.pipe(out);
	let ended = null;
	child.on("exit", (code) => {
		ended = code;
		started.delete(child);
	});
	for (;;) {
		if (ended !== null) throw new Error(`${command} ended with ${ended}, see ${log}:\n${readFileSync(log, "utf8").slice(-2000)}`);
		if (await answers(address)) break;
		const waited = Number(process.hrtime.bigint() - from) / 1e9;
		if (waited > 120) throw new Error(`${command} does not answer at ${address}, see ${log}`);
		await sleep(5);
	}
	return { pid: child.pid, readySeconds: Number(process.hrtime.bigint() - from) / 1e9, stop: () => stop(child) };
}

async function stop(child) {
	if (child.exitCode !== null) return;
	const gone = new Promise((resolve) => child.once("exit", resolve));
	child.kill("SIGTERM");
	const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
	await gone;
	clearTimeout(timer);
}

/** Stops what this program started and nothing else. */
export async function stopAll() {
	await Promise.all([...started].map(stop));
}

function answers(address) {
	return new Promise((resolve) => {
		const request = get(address, (response) => {
			response.resume();
			resolve(response.statusCode === 200);
		});
		request.on("error", () => resolve(false));
		request.setTimeout(2000, () => request.destroy());
	});
}

/** The bytes of an address as they travel, gzip left on. */
export function fetchRaw(address) {
	return new Promise((resolve, reject) => {
		const request = get(address, { headers: { "Accept-Encoding": "gzip" } }, (response) => {
			const parts = [];
			response.on("data", (part) => parts.push(part));
			response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts) }));
			response.on("error", reject);
		});
		request.on("error", reject);
	});
}

export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
