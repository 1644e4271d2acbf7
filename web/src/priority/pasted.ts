import { fold } from "../data/rows";
import type { Unit, Units } from "../data/units";
import { MOST_MONEY, MOST_PROJECTS, type ProjectAsked } from "./budget";

/** Columns of a list of projects, in the order they have where no heading names them. */
export const PASTED_COLUMNS = ["name", "unit", "cost", "must", "benefit", "id"] as const;
export type PastedColumn = (typeof PASTED_COLUMNS)[number];
/** More letters than these are no list that anybody wrote. */
export const MOST_PASTED = 1 << 20;
const LONGEST = 300;
const MOST_NEAR = 5;

/** A cell that cannot be understood. */
export interface PasteFault {
  readonly kind:
    | "empty"
    | "whole"
    | "number"
    | "flag"
    | "unknown"
    | "ambiguous"
    | "zeros"
    | "twice"
    | "long"
    | "many";
  /** Rows as pasted, the first is 1. */
  readonly row: number;
  readonly column: PastedColumn;
  readonly typed: string;
  /** Units it may have meant; the code that lost its zeros. */
  readonly candidates: readonly Unit[];
}

export interface Pasted {
  readonly projects: readonly ProjectAsked[];
  readonly faults: readonly PasteFault[];
}

/** What people write above the columns, folded. */
const HEADINGS: Readonly<Record<PastedColumn, RegExp>> = {
  id: /^(id|so hieu|ma du an|ma cong trinh|project (id|code))\b/,
  unit: /^(don vi|xa|phuong|ma xa|ma don vi|dia ban|unit|commune|code)\b/,
  cost: /^(chi phi|kinh phi|von|muc dau tu|tong muc|cost|amount)\b/,
  must: /^(bat buoc|phai lam|must)/,
  benefit: /^(so ho|ho huong|huong loi|phuc vu|benefit|serves|households)/,
  name: /^(ten|du an|cong trinh|name|project|title)\b/,
};
const YES = /^(x|co|yes|y|true|1|bat buoc|must|must-have|✓|✔)$/;
const NO = /^(khong|no|n|false|0|-|–)?$/;

/**
 * Reads a list of projects as a spreadsheet copies it: columns parted by tabs, a project a row. A
 * heading may say which column is which; without one they are name, unit, cost, must-have,
 * households served, id. A unit is told by its code or by a name that only one unit has, if need be
 * with its province behind a comma. Nothing is guessed: what cannot be understood is a fault.
 *
 * @param taken ids that other projects have
 */
export function pastedProjects(
  text: string,
  units: Units,
  provinces: Units,
  taken: ReadonlySet<string>,
): Pasted {
  const rows = rowsOf(text.slice(0, MOST_PASTED));
  const first = rows.findIndex((cells) => cells.some((cell) => cell !== ""));
  const headed = headingOf(rows[first] ?? []);
  const columns: readonly (PastedColumn | null)[] = headed ?? PASTED_COLUMNS;
  const names = new Map<string, Unit[]>();
  for (const unit of units.list) {
    for (const name of new Set([plain(unit.name), plain(unit.fullName)])) {
      names.set(name, [...(names.get(name) ?? []), unit]);
    }
  }
  const ids = new Set(taken);
  const projects: ProjectAsked[] = [];
  const faults: PasteFault[] = [];
  rows.forEach((cells, at) => {
    if (at < first + (headed ? 1 : 0) || cells.every((cell) => cell === "")) return;
    const row = at + 1;
    const cell = (column: PastedColumn): string => cells[columns.indexOf(column)] ?? "";
    const before = faults.length;
    const fault = (
      kind: PasteFault["kind"],
      column: PastedColumn,
      candidates: readonly Unit[] = [],
    ): undefined => {
      faults.push({ kind, row, column, typed: cell(column).slice(0, 60), candidates });
    };
    if (projects.length >= MOST_PROJECTS) {
      // One word about it is enough.
      if (faults.at(-1)?.kind !== "many") fault("many", "name");
      return;
    }
    const unit = unitOf(cell("unit"), units, provinces, names, fault);
    const cost = cell("cost") === "" ? fault("empty", "cost") : wholeNumber(cell("cost"));
    if (cost !== undefined && !(cost <= MOST_MONEY)) fault("whole", "cost");
    const benefit = cell("benefit") === "" ? undefined : wholeNumber(cell("benefit"));
    if (benefit !== undefined && !(benefit <= MOST_MONEY)) fault("number", "benefit");
    const must = fold(cell("must"));
    if (!YES.test(must) && !NO.test(must)) fault("flag", "must");
    for (const column of ["name", "id"] as const) {
      if (cell(column).length > LONGEST) fault("long", column);
    }
    let id = cell("id");
    if (id !== "" && ids.has(id)) fault("twice", "id");
    if (faults.length > before || !unit || cost === undefined) return;
    for (let i = ids.size + 1; id === ""; i++) if (!ids.has(`p${i}`)) id = `p${i}`;
    ids.add(id);
    const name = cell("name");
    projects.push({
      id,
      unit: unit.code,
      ...(name === "" ? {} : { name }),
      cost,
      ...(benefit === undefined ? {} : { benefit }),
      ...(YES.test(must) ? { mustHave: true } : {}),
    });
  });
  return { projects, faults };
}

/**
 * A whole number that is not negative, as people write it: with or without a sign between
 * thousands; NaN for anything else. So "1.500" and "1,500" are 1500, and "1,5" is refused.
 */
export function wholeNumber(text: string): number {
  const bare = text.replace(/[\s\u00a0\u202f]/g, "");
  const plain = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(bare)
    ? bare.replace(/[.,]/g, "")
    : bare;
  return /^\d{1,15}$/.test(plain) ? Number(plain) : Number.NaN;
}

function unitOf(
  typed: string,
  units: Units,
  provinces: Units,
  names: ReadonlyMap<string, readonly Unit[]>,
  fault: (kind: PasteFault["kind"], column: "unit", candidates?: readonly Unit[]) => undefined,
): Unit | undefined {
  if (typed === "") return fault("empty", "unit");
  if (/^\d+$/.test(typed)) {
    const zeros = units.list.filter(({ code }) => code.replace(/^0+/, "") === typed);
    return units.find(typed) ?? fault(zeros.length > 0 ? "zeros" : "unknown", "unit", zeros);
  }
  const [name = "", province = ""] = typed.split(/\s*,\s*/);
  const isIn = (unit: Unit): boolean => {
    const of = provinces.find(unit.province);
    return (
      province === "" ||
      (of !== undefined && [plain(of.name), plain(of.fullName)].includes(plain(province)))
    );
  };
  const found = (names.get(plain(name)) ?? []).filter(isIn);
  if (found.length === 1) return found[0];
  if (found.length > 1) return fault("ambiguous", "unit", found);
  // Other marks make another name: it is asked about, and not taken.
  const wanted = fold(name);
  const near = units.list.filter((u) => [fold(u.name), fold(u.fullName)].includes(wanted));
  return fault("unknown", "unit", near.slice(0, MOST_NEAR));
}

function plain(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** Which column is which; null where the row is no heading. */
function headingOf(cells: readonly string[]): readonly (PastedColumn | null)[] | null {
  const taken = new Set<PastedColumn>();
  const columns = cells.map((cell) => {
    const found = (Object.keys(HEADINGS) as PastedColumn[]).find(
      (column) => !taken.has(column) && HEADINGS[column].test(fold(cell)),
    );
    if (found) taken.add(found);
    return found ?? null;
  });
  // A name may begin like a heading; a row with a number for its cost is none.
  const isHeading = taken.has("unit") && taken.has("cost");
  return isHeading && !cells.some((cell) => /^[\d\s.,]+$/.test(cell)) ? columns : null;
}

/** Cells by row; one with a tab, a line or a quotation mark in it stands in quotation marks. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  for (const found of text.matchAll(
    /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/g,
  )) {
    const row = rows.at(-1) ?? rows[rows.push([]) - 1];
    row?.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? "").replace(/\s+/g, " ").trim());
    if (found[3] === "") break;
    if (found[3] !== "\t") rows.push([]);
  }
  return rows;
}
