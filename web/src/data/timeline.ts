import type { SeriesEntry } from "../api/types";
import type { Choice, Wish } from "./choices";
import { comparePeriods } from "./period";

/** A place on the line of time: a period, and what is told of it. */
export interface Stop {
  readonly period: string;
  /** Null for a year between others of which nothing is told. */
  readonly series: SeriesEntry | null;
  /** Whether the standard is another one than that of the figures before. */
  readonly isBreak: boolean;
}

/**
 * The periods in which what is shown was told, from the first to the last, of the same group, nature
 * and area. Years between them without figures are there as gaps.
 *
 * @param choose what the release can show that is nearest to a wish
 */
export function timelineOf(choose: (wish: Wish) => Choice | null, choice: Choice): readonly Stop[] {
  const { series } = choice;
  if (!series) return [];
  const told = [...choice.periods].sort(comparePeriods).flatMap((period) => {
    const found = choose({ ...wishOf(choice), period });
    return isSameKind(found, choice, period) ? [{ period, series: found.series }] : [];
  });
  const stops: Stop[] = [];
  let standard: string | null = null;
  for (const { period, series: one } of told) {
    const before = stops.at(-1)?.period ?? "";
    if (isYear(before) && isYear(period)) {
      for (let year = Number(before) + 1; year < Number(period); year++) {
        stops.push({ period: String(year), series: null, isBreak: false });
      }
    }
    stops.push({ period, series: one, isBreak: standard !== null && standard !== one.standard });
    standard = one.standard;
  }
  return stops;
}

/** A wish for what a choice shows. */
export function wishOf(choice: Choice): Wish {
  const { edition, level, indicator, period, group, base } = choice;
  return { edition: edition.id, level, indicator, period, group, reported: base };
}

/** Whether what was found tells the same as a choice, in the period wanted. */
export function isSameKind(
  found: Choice | null,
  choice: Choice,
  period: string,
): found is Choice & { readonly series: SeriesEntry } {
  return (
    found?.series != null &&
    found.period === period &&
    found.indicator === choice.indicator &&
    found.level === choice.level &&
    found.group === choice.group &&
    found.series.nature === choice.series?.nature &&
    found.series.areaType === choice.series.areaType
  );
}

/** The next stop with figures in a direction; -1 where there is none. */
export function nextTold(stops: readonly Stop[], from: number, by: 1 | -1): number {
  for (let i = from + by; i >= 0 && i < stops.length; i += by) if (stops[i]?.series) return i;
  return -1;
}

/** The stop with figures nearest to a place, in the direction of the move first. */
export function snap(stops: readonly Stop[], at: number, before: number): number {
  if (stops[at]?.series) return at;
  const by = at >= before ? 1 : -1;
  const ahead = nextTold(stops, at, by);
  return ahead >= 0 ? ahead : nextTold(stops, at, by === 1 ? -1 : 1);
}

/** The period to compare with where none is named: the one before under the same standard, else any before, else after. */
export function otherThan(stops: readonly Stop[], period: string): string | undefined {
  const told = stops.filter((stop) => stop.series && stop.period !== period);
  const own = stops.find((stop) => stop.period === period)?.series?.standard;
  const before = told.filter((stop) => comparePeriods(stop.period, period) < 0);
  return (
    before.findLast((stop) => stop.series?.standard === own) ??
    told.find((stop) => stop.series?.standard === own) ??
    before.at(-1) ??
    told[0]
  )?.period;
}

function isYear(period: string): boolean {
  return /^\d{4}$/.test(period);
}
