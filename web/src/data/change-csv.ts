import type { View } from "./atlas";
import { baseOf } from "./choices";
import { comparePeriods } from "./period";
import { harmless } from "./sheet";

/** Begins a file that Excel is to read as UTF-8. */
const MARK = "\uFEFF";

/**
 * A change as a table for programs, with what it was computed from: of each unit both figures with
 * their period, standard, status and the edition on whose units they were reported. A unit without a
 * figure on either side has an empty change.
 *
 * @param view a change, with its two sides
 * @param leftIn 1 for each unit that the filters leave in; null for all
 */
export function changeCsv(view: View, leftIn: Uint8Array | null): string {
  const [other, own] = view.sides ?? [view, view];
  const isLater = comparePeriods(other.choice.period, own.choice.period) > 0;
  const [earlier, later] = isLater ? [own, other] : [other, own];
  const unit = view.indicator?.unit ?? "";
  // A change of a rate that is told in households compares their numbers.
  const inNumbers = own.indicator?.kind === "rate" && unit !== "percentage_point";
  const ends = [earlier, later] as const;
  const values = ends.map(({ figures }) => (inNumbers ? figures.parts?.numerator : figures.value));
  const [a, b] = ends.map(({ choice }) => choice.series?.standard ?? "");
  const columns = (end: string) =>
    ["value", "period", "standard", "status", "base"].map((name) => `${end}_${name}`);
  const head = [
    ...["edition", "level", "code", "name", "province", "indicator", "group"],
    ...columns("from"),
    ...columns("to"),
    ...["change", "unit", "status", "across_standards", "release"],
  ];
  const rows = view.units.list
    .filter(({ index }) => leftIn === null || leftIn[index] === 1)
    .map(({ index, code, fullName, province }) => [
      view.choice.edition.id,
      view.choice.level,
      code,
      fullName,
      province,
      (inNumbers ? own.indicator?.numerator?.indicator : undefined) ?? own.choice.indicator,
      own.choice.group,
      ...ends.flatMap(({ choice, figures }, i) => {
        const told = [choice.series, ...choice.behind][figures.from[index] ?? -1] ?? null;
        return [
          number(values[i]?.[index]),
          choice.period,
          told?.standard ?? "",
          figures.status[index] ?? "",
          told ? baseOf(told) : "",
        ];
      }),
      number(view.figures.value[index]),
      unit,
      view.figures.status[index] ?? "",
      a === b ? "false" : "true",
      view.atlas.manifest.release,
    ]);
  return MARK + [head, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function number(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "" : String(Number(value.toFixed(9)));
}

/** Text that a spreadsheet would compute gets an apostrophe; a number with a minus is none. */
function field(text: string): string {
  const safe = /^-?\d+(\.\d+)?$/.test(text) ? text : harmless(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
