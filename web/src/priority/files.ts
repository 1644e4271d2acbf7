import { harmless } from "../data/sheet";
import { missingOf, type Run, statusOf } from "./run";
import { MOST_BYTES, type ScenarioDocument, ScenarioFault } from "./scenario";

/** The text of a file that somebody opened. */
export async function fileOf(file: File): Promise<string> {
  if (file.size > MOST_BYTES) throw new ScenarioFault("large", "", "1 MB");
  return file.text();
}

/** The scenario, or its ranking for programs: the columns of the server's file. */
export function priorityFile(
  kind: "json" | "csv",
  run: Run,
  document: ScenarioDocument,
  release: string,
): Blob {
  return kind === "json"
    ? new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: "application/json" })
    : new Blob([toCsv(run, release)], { type: "text/csv" });
}

/** UTF-8 with a byte order mark, comma, decimal point, one row a ranked unit. */
export function toCsv(run: Run, release: string): string {
  const { scores, table, units, gathered } = run;
  const number = (value: number | undefined): string =>
    value === undefined || Number.isNaN(value) ? "" : String(value);
  const heading = [
    "rank",
    "code",
    "name",
    "province",
    "province_name",
    "score",
    ...table.criteria.flatMap(({ id }) => [`${id}_value`, `${id}_points`]),
    "missing",
    "status",
    "release",
  ];
  const rows = run.order.map((place) => {
    const unit = units[place];
    return [
      number(scores.rank[place]),
      unit?.code ?? "",
      unit?.fullName ?? "",
      unit?.province ?? "",
      gathered.provinces.find(unit?.province ?? "")?.fullName ?? unit?.province ?? "",
      number(scores.score[place]),
      ...table.criteria.flatMap((criterion, c) => {
        const value = table.values[c]?.[place];
        const f = criterion.function;
        return [
          f.type === "classes" ? (f.classes[value ?? -1] ?? "") : number(value),
          number(scores.contribution[c]?.[place]),
        ];
      }),
      missingOf(run, place)
        .map((c) => table.criteria[c]?.id)
        .join(" "),
      statusOf(run, place),
      release,
    ];
  });
  return `\uFEFF${[heading, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("")}`;
}

/** A negative number is a number, and not a formula. */
function quoted(field: string): string {
  const text = /^-?[0-9.]+(e-?[0-9]+)?$/i.test(field) ? field : harmless(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
