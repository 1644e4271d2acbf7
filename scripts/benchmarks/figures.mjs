// Made-up figures for every commune of the register, the same in every run: what the load and the map are measured with.
import { readFileSync, writeFileSync } from "node:fs";

/** Writes a table of households, poor and near-poor, one row a commune, imported as illustrative. */
export function writeFigures(unitsCsv, file, year, copies = 1) {
	const lines = ["code,hh_total,hh_poor,hh_near_poor"];
	const codes = readFileSync(unitsCsv, "utf8")
		.split("\n")
		.slice(1)
		.filter(Boolean)
		.map((line) => line.slice(0, line.indexOf(",")));
	let state = year;
	const random = () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
	for (let copy = 0; copy < copies; copy++)
		for (const code of codes) {
			const households = 800 + Math.floor(random() * 9000);
			const poor = Math.floor(households * 0.4 * random() ** 3);
			const near = Math.floor((households - poor) * 0.2 * random() ** 2);
			lines.push([copyCode(code, copy, copies), households, poor, near].join(","));
		}
	writeFileSync(file, `${lines.join("\n")}\n`);
}

/** The code of a unit in the n-th copy of the country, as replicate.mjs gives it; the country alone keeps its codes. */
function copyCode(code, copy, copies) {
	return copies === 1 ? code : `${String(copy).padStart(2, "0")}${code}`;
}
