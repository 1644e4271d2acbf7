import type { CataloguePiece, Level, Manifest, SeriesEntry, Status } from "../api/types";
import type { Figures } from "../data/column";
import { comparePeriods } from "../data/period";

/** In a manifest, of series that were reported on other units and carried to these. */
interface Carried {
  readonly carried?: { readonly edition: string; readonly level: Level };
}
type Entry = SeriesEntry & Carried;

/** What a scenario asks of an indicator. */
export interface FigureAsked {
  readonly edition: string;
  readonly level: Level;
  readonly indicator: string;
  readonly group: string;
  /** Undefined: the latest that each unit has. */
  readonly period: string | undefined;
}

const STAGES: readonly SeriesEntry["stage"][] = ["preliminary", "approved", "amended"];

/**
 * The series that tell an indicator, the most telling first, as the server ranks them
 * (`org.xaatlas.export.FigureChoice`): of what happened, in town and country together, the period
 * asked for or the latest first; then the newest standard, the most approved stage, the latest day;
 * reported here before carried here, computed before as printed.
 */
export function mostTellingFirst(
  manifest: Pick<Manifest, "series">,
  standards: CataloguePiece["standards"],
  asked: FigureAsked,
): readonly SeriesEntry[] {
  const since = new Map(
    standards.map((s) => [s.id, (s as { readonly validFrom?: number }).validFrom ?? 0]),
  );
  const offered = manifest.series.filter(
    (s) =>
      s.edition === asked.edition &&
      s.level === asked.level &&
      s.indicator === asked.indicator &&
      s.group === asked.group &&
      s.areaType === "all" &&
      s.nature === "actual" &&
      (asked.period === undefined || covers(asked.period, s.period)),
  );
  const better = (a: Entry, b: Entry): number =>
    flag(a.period === asked.period, b.period === asked.period) ||
    comparePeriods(a.period, b.period) ||
    (since.get(a.standard) ?? 0) - (since.get(b.standard) ?? 0) ||
    STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) ||
    text(a.asOf ?? "9999", b.asOf ?? "9999") ||
    text(keyOf(a), keyOf(b)) ||
    flag(!a.carried, !b.carried) ||
    flag(!a.reported, !b.reported) ||
    flag(isOfLevel(a), isOfLevel(b)) ||
    text(a.carried?.edition ?? "", b.carried?.edition ?? "");
  return offered.sort((a, b) => better(b, a));
}

/** A year asked for takes a day of that year too: a review at its end is a figure of the year. */
function covers(asked: string, period: string): boolean {
  return (
    period === asked ||
    (/^\d{4}$/.test(asked) && new RegExp(`^${asked}-\\d{2}-\\d{2}$`).test(period))
  );
}

/** What identifies a series; two of one key are one figure told twice. */
export function keyOf(s: SeriesEntry): string {
  return [
    s.edition,
    s.level,
    s.indicator,
    s.period,
    s.asOf ?? "",
    s.standard,
    s.areaType,
    s.group,
    s.nature,
    s.stage,
  ].join("|");
}

function isOfLevel(s: Entry): boolean {
  return !s.carried || s.carried.level === s.level;
}

function flag(a: boolean, b: boolean): number {
  return Number(a) - Number(b);
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** As figures were known before approval: of one period and standard, preliminary ones come first. */
export function preliminaryFirst(ranked: readonly SeriesEntry[]): readonly SeriesEntry[] {
  const alike = new Map<string, SeriesEntry[]>();
  for (const series of ranked) {
    const of = `${series.period} ${series.standard}`;
    alike.set(of, [...(alike.get(of) ?? []), series]);
  }
  return [...alike.values()].flatMap((some) => [
    ...some.filter((s) => s.stage === "preliminary"),
    ...some.filter((s) => s.stage !== "preliminary"),
  ]);
}

/** The values of an indicator with where each is from. */
export interface Told {
  readonly value: Float64Array;
  readonly status: readonly (Status | "")[];
  /** Which of the series tells each unit; -1 where none does. */
  readonly from: Int16Array;
  readonly series: readonly SeriesEntry[];
}

/**
 * For each unit the value of the first series that has one (`org.xaatlas.export.RankedFigures` of the
 * server). One exception: of series with one key a made-up value never stands before a real one.
 *
 * @param figures asked for one after the other, as long as a unit still lacks a value
 */
export async function tell(
  ranked: readonly SeriesEntry[],
  units: number,
  figures: (series: SeriesEntry) => Promise<Figures>,
): Promise<Told> {
  const value = new Float64Array(units).fill(Number.NaN);
  const status = new Array<Status | "">(units).fill("");
  const from = new Int16Array(units).fill(-1);
  for (const [at, series] of ranked.entries()) {
    const key = keyOf(series);
    const wants = (unit: number): boolean => {
      const first = ranked[from[unit] ?? -1];
      return !first || (status[unit] === "illustrative" && keyOf(first) === key);
    };
    if (!status.some((_, unit) => wants(unit))) continue;
    const told = await figures(series);
    for (let unit = 0; unit < units; unit++) {
      const word = told.status[unit] ?? "";
      if (word === "" || !wants(unit)) continue;
      if (from[unit] !== -1 && word === "illustrative") continue;
      value[unit] = told.value[unit] ?? Number.NaN;
      status[unit] = word;
      from[unit] = at;
    }
  }
  return { value, status, from, series: ranked };
}
