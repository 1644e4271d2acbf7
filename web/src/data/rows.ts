import type { SeriesEntry, Status } from "../api/types";
import type { View } from "./atlas";
import type { Unit } from "./units";

/** One unit as the table shows it. A figure that nobody reported is NaN, never 0. */
export interface Row {
  readonly unit: Unit;
  /** Name of the province with its type; "" for a province. */
  readonly province: string;
  readonly value: number;
  readonly qualifier: string;
  /** The counts of a computed rate. */
  readonly numerator: number;
  readonly denominator: number;
  /** 1 for the highest value among the rows; equal values share a rank; null without a value. */
  readonly rank: number | null;
  readonly status: Status | "";
  /** The series that the value is from. */
  readonly series: SeriesEntry | null;
}

export const SORT_KEYS = ["value", "name", "province", "code", "numerator", "denominator"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** A column and its direction. */
export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

export const DEFAULT_SORT: Sort = { key: "value", descending: true };

/** `-value` for the highest value first, `name` for names from A. */
export function formatSort(sort: Sort): string {
  return `${sort.descending ? "-" : ""}${sort.key}`;
}

export function parseSort(text: string | undefined): Sort {
  const key = SORT_KEYS.find((k) => k === text?.replace(/^-/, ""));
  return key ? { key, descending: text?.startsWith("-") ?? false } : DEFAULT_SORT;
}

/**
 * The units of the view that pass the filter, ranked among themselves, in the order asked for.
 * Units without what is sorted by come last, whichever the direction.
 *
 * @param options.find part of a name or code, with or without diacritics
 * @param options.takes which units are shown at all
 */
export function rowsOf(
  view: View,
  options: {
    readonly find: string;
    readonly sort: Sort;
    readonly takes: (unit: Unit) => boolean;
  },
): readonly Row[] {
  const { figures, units, choice, provinces } = view;
  const series = choice.series ? [choice.series, ...choice.behind] : [];
  const taken = units.list.filter(options.takes);
  const values = taken
    .map((unit) => figures.value[unit.index] ?? Number.NaN)
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => b - a);
  const places = new Map<number, number>();
  values.forEach((value, i) => {
    if (!places.has(value)) places.set(value, i + 1);
  });
  const wanted = fold(options.find);
  const rows = taken.flatMap((unit): Row[] => {
    const province =
      choice.level === "province" ? "" : (provinces.find(unit.province)?.fullName ?? "");
    if (wanted && !fold(`${unit.fullName} ${unit.code}`).includes(wanted)) return [];
    const value = figures.value[unit.index] ?? Number.NaN;
    return [
      {
        unit,
        province,
        value,
        qualifier: figures.qualifier.get(unit.index) ?? "",
        numerator: figures.parts?.numerator[unit.index] ?? Number.NaN,
        denominator: figures.parts?.denominator[unit.index] ?? Number.NaN,
        rank: places.get(value) ?? null,
        status: figures.status[unit.index] ?? "",
        series: series[figures.from[unit.index] ?? -1] ?? null,
      },
    ];
  });
  return rows.sort(comparator(options.sort));
}

function comparator({ key, descending }: Sort): (a: Row, b: Row) => number {
  const turn = descending ? -1 : 1;
  const names = new Intl.Collator("vi");
  const byName = (a: Row, b: Row): number => names.compare(a.unit.name, b.unit.name);
  const byCode = (a: Row, b: Row): number => (a.unit.code < b.unit.code ? -1 : 1);
  switch (key) {
    case "name":
      return (a, b) => turn * byName(a, b) || byCode(a, b);
    case "code":
      return (a, b) => turn * byCode(a, b);
    case "province":
      return (a, b) => turn * names.compare(a.province, b.province) || byName(a, b) || byCode(a, b);
    default:
      return (a, b) => {
        const [x, y] = [a[key], b[key]];
        const missing = Number(Number.isNaN(x)) - Number(Number.isNaN(y));
        return missing || (Number.isNaN(x) ? 0 : turn * (x - y)) || byName(a, b) || byCode(a, b);
      };
  }
}

/** Lower case without diacritics, as names are typed in a hurry: `Đông Cuông` is found by `dong cuong`. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("đ", "d")
    .replace(/\s+/g, " ")
    .trim();
}
