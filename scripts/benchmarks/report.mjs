// The page docs/benchmarks.md, and what became worse than the record.
const BY_HAND = "<!-- From here on written by hand; scripts/bench keeps it. -->";

/** The page: a table of all rows, then what people wrote below the mark of the page as it was. */
export function markdown(rows, old) {
	const groups = new Map();
	for (const row of rows) {
		const { date, runs, cores, load, java, gdal, nginx } = row.about;
		const key = `${date}: medians of ${runs} runs on ${cores} cores, load ${load} at the beginning, Java ${java}, ${gdal}, ${nginx}`;
		groups.set(key, [...(groups.get(key) ?? []), row.id]);
	}
	const notes = [...groups].map(([key, ids]) => (groups.size === 1 ? `${key}.` : `- ${key}: ${ids.join(", ")}`)).join("\n");
	const lines = rows.map(
		({ id, work, ours, peer, ratio, target, met }) =>
			`| ${id} | ${work} | ${ours} | ${peer} | ${ratio === null ? "" : ratio.toFixed(3)} | ${target} | ${met === null ? "" : met ? "met" : "**not met**"} |`,
	);
	const at = old.indexOf(BY_HAND);
	return `# Benchmarks

Written by \`scripts/bench\`; each measure runs beside its peer, ours and theirs in turn, so that what else the machine does hits both. Machines are shared: read the ratios.
Peers, loads and warm-up: [scripts/benchmarks](../scripts/benchmarks). \`scripts/bench --check\` measures again and fails when a ratio is more than 20 % worse than recorded here (99th percentiles, which are noisy: when the target is missed).

${notes}

| | work | ours | peer | ratio | target | |
|---|---|---|---|---|---|---|
${lines.join("\n")}

${at < 0 ? BY_HAND : old.slice(at).trimEnd()}
`;
}

/** Sentences about what is more than a fifth worse than recorded, or misses its target. */
export function changes(recorded, measured) {
	const worse = [];
	for (const row of measured) {
		const old = recorded.find(({ id }) => id === row.id);
		if (row.ratio === null || row.noisy || !old) {
			if (row.met === false) worse.push(`${row.id}: ${row.ours}, ${row.target} is wanted`);
			continue;
		}
		const change = row.better === "lower" ? row.ratio / old.ratio : old.ratio / row.ratio;
		if (change > 1.2) worse.push(`${row.id}: ratio ${row.ratio.toFixed(3)}, recorded ${old.ratio.toFixed(3)}`);
	}
	return worse;
}
