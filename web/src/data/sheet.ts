import type { View } from "./atlas";
import type { Row } from "./rows";

/** A cell as it is handed on: text, or a number with the decimals it is shown with. */
export type SheetCell = string | { readonly value: number; readonly decimals: number };

/** A table as it leaves the page: its title, its columns and rows, and what must be said below. */
export interface Sheet {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** Sources, release, that figures are made up, that boundaries are for reference. */
  readonly notes: readonly string[];
}

/** The beginning of a field that is a formula or calls another program; spaces are passed over. */
const FORMULA = /(^|[;\t\r\n])((?:(?![;\t\r\n])[\s\p{Zs}\p{Cc}\p{Cf}])*[=+\-@|＝＋－＠｜])/gu;

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe before it; so does what one
 * would that takes another sign than the comma for the end of a field.
 */
export function harmless(text: string): string {
  const safe = text.replace(FORMULA, "$1'$2");
  return /^[;\t\r\n]/.test(text) ? `'${safe}` : safe;
}

/**
 * A number as spreadsheets of a language read it: the decimal sign of the language, and no
 * thousands sign, which the other language would take for a decimal one.
 */
export function plainNumber(value: number, decimals: number, lang: "vi" | "en"): string {
  if (Number.isNaN(value)) return "";
  const text = value.toFixed(decimals);
  return lang === "vi" ? text.replace(".", ",") : text;
}

/** For a text editor or a cell: columns parted by tabs, lines by CR LF. */
export function toTsv(sheet: Sheet, lang: "vi" | "en"): string {
  const clean = (text: string): string => harmless(text).replace(/[\t\r\n]+/g, " ");
  const cell = (c: SheetCell): string =>
    typeof c === "string" ? clean(c) : plainNumber(c.value, c.decimals, lang);
  return [
    [clean(sheet.title)],
    sheet.columns.map(clean),
    ...sheet.rows.map((row) => row.map(cell)),
    ...sheet.notes.map((note) => [clean(note)]),
  ]
    .map((line) => line.join("\t"))
    .join("\r\n");
}

/**
 * For Word and for a spreadsheet: a table of HTML. Codes are marked as text, so that leading zeros
 * stay; a number carries its exact value beside what is read.
 */
export function toHtml(sheet: Sheet, lang: "vi" | "en"): string {
  const cell = (c: SheetCell): string => {
    if (typeof c === "string") {
      const text = /^\d+$/.test(c) ? ` style='mso-number-format:"\\@"'` : "";
      return `<td${text}>${escaped(harmless(c))}</td>`;
    }
    if (Number.isNaN(c.value)) return "<td></td>";
    return `<td align="right" x:num="${c.value}">${plainNumber(c.value, c.decimals, lang)}</td>`;
  };
  const span = sheet.columns.length;
  return [
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body>',
    `<table border="1" cellspacing="0" cellpadding="3" style="border-collapse:collapse">`,
    `<tr><th colspan="${span}" align="left">${escaped(harmless(sheet.title))}</th></tr>`,
    `<tr>${sheet.columns.map((name) => `<th>${escaped(harmless(name))}</th>`).join("")}</tr>`,
    ...sheet.rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`),
    ...sheet.notes.map((note) => `<tr><td colspan="${span}">${escaped(harmless(note))}</td></tr>`),
    "</table></body></html>",
  ].join("\n");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Whether any row is made up. */
export function isIllustrative(rows: readonly Row[]): boolean {
  return rows.some((row) => row.status === "illustrative");
}

/** Ids of the sources of the series that the view is made of. */
export function sourcesOf(view: View): readonly string[] {
  const { series, behind } = view.choice;
  const parts = (id: string | undefined): readonly string[] =>
    view.atlas.manifest.series.find((s) => s.id === id)?.sources ?? [];
  const all = (series ? [series, ...behind] : []).flatMap((s) => [
    ...s.sources,
    ...parts(s.numerator),
    ...parts(s.denominator),
  ]);
  return [...new Set(all)];
}
