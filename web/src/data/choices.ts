import type { EditionEntry, Level, Manifest, SeriesEntry } from "../api/types";
import { comparePeriods } from "./period";
import { byStage } from "./stages";

/** What is to be shown; each part may be absent or no longer offered. */
export interface Wish {
  readonly edition?: string | undefined;
  readonly level?: string | undefined;
  readonly indicator?: string | undefined;
  readonly period?: string | undefined;
  readonly group?: string | undefined;
  /** Edition on whose units the figures are to have been reported. */
  readonly reported?: string | undefined;
  /** The standard that is rather shown where there are several. */
  readonly standard?: string | undefined;
}

/** One selection that the release can show, and what else could be chosen in its place. */
export interface Choice {
  readonly edition: EditionEntry;
  readonly level: Level;
  readonly indicator: string;
  readonly period: string;
  readonly group: string;
  /** Null where the level has boundaries but no figures yet; indicator, period and group are "" then. */
  readonly series: SeriesEntry | null;
  /** Series of the same figure that fill in where the first has no value, in this order. */
  readonly behind: readonly SeriesEntry[];
  readonly editions: readonly EditionEntry[];
  readonly levels: readonly Level[];
  readonly indicators: readonly string[];
  /** Latest first. */
  readonly periods: readonly string[];
  readonly groups: readonly string[];
  /** Editions on whose units the figures of this edition and level were reported. */
  readonly bases: readonly string[];
  /** That of them to which the figures are held; undefined for whatever was reported. */
  readonly base: string | undefined;
}

const DEFAULT_INDICATOR = "rate_poor";
const DEFAULT_LEVEL: Level = "commune";
const DEFAULT_GROUP = "all";

/**
 * Finds what can be shown that is nearest to the wish. Only what the manifest lists is offered: the
 * periods are those of the indicator, the groups those of the indicator in the period. An edition or
 * level with boundaries is offered without figures too, after those that have some; an edition with
 * figures is offered without boundaries, which a map can say but not draw.
 *
 * @param order ids of indicators and groups in the order in which people should see them, and those
 *     of which columns are never summed
 * @returns null for a release without boundaries
 */
export function choose(
  manifest: Manifest,
  wish: Wish,
  order: {
    readonly indicators: readonly string[];
    readonly groups: readonly string[];
    readonly unsummed?: readonly string[];
  },
): Choice | null {
  const drawn = manifest.editions.filter(isDrawn);
  const editions = manifest.editions.filter(
    (e) => drawn.includes(e) || manifest.series.some((s) => s.edition === e.id),
  );
  const told = drawn.filter((e) =>
    manifest.series.some(
      (s) => s.edition === e.id && e.levels.some((l) => l.level === s.level && l.withGeometry > 0),
    ),
  );
  const best = told.length > 0 ? told : drawn;
  const newest = best.find((e) => e.newest) ?? best.at(-1);
  if (!newest) return null;
  const edition = editions.find((e) => e.id === wish.edition) ?? newest;

  const inEdition = [
    ...manifest.series.filter((s) => s.edition === edition.id),
    ...sumsOf(manifest, edition.id, order.unsummed ?? []),
  ];
  const levels = edition.levels
    .filter((l) => (isDrawn(edition) ? l.withGeometry : l.count) > 0)
    .map((l) => l.level);
  const toldLevels = levels.filter((l) => inEdition.some((s) => s.level === l));
  const level = pick(
    levels,
    wish.level,
    pick(toldLevels, DEFAULT_LEVEL, undefined) ?? DEFAULT_LEVEL,
  );
  if (!level) return null;

  const allOfLevel = inEdition.filter((s) => s.level === level);
  const bases = unique(allOfLevel.map(baseOf));
  const base = bases.find((b) => b === wish.reported);
  const inLevel = base ? allOfLevel.filter((s) => baseOf(s) === base) : allOfLevel;
  const indicators = sorted(
    inLevel.map((s) => s.indicator),
    order.indicators,
  );
  const indicator = pick(indicators, wish.indicator, DEFAULT_INDICATOR);
  const ofIndicator = inLevel.filter((s) => s.indicator === indicator);
  const periods = unique(ofIndicator.map((s) => s.period)).sort((a, b) => comparePeriods(b, a));
  // The latest period that says what happened; a target for next year must not be the first sight.
  const latest = periods.find((p) =>
    ofIndicator.some((s) => s.period === p && s.nature === "actual" && s.group === DEFAULT_GROUP),
  );
  const period = pick(periods, wish.period, latest);
  const inPeriod = ofIndicator.filter((s) => s.period === period);
  const groups = sorted(
    inPeriod.map((s) => s.group),
    order.groups,
  );
  const group = pick(groups, wish.group, DEFAULT_GROUP);
  const series = mostTelling(
    inPeriod.filter((s) => s.group === group),
    wish.standard,
  );
  if (!indicator || !period || !group || !series) {
    const nothing = { indicator: "", period: "", group: "", series: null, behind: [] };
    const offered = { editions, levels, indicators, periods, groups, bases, base };
    return { edition, level, ...nothing, ...offered };
  }
  return {
    edition,
    level,
    indicator,
    period,
    group,
    series,
    behind: sameFigure(series, inPeriod),
    editions,
    levels,
    indicators,
    periods,
    groups,
    bases,
    base,
  };
}

const SUMS = new WeakMap<Manifest, Map<string, readonly SeriesEntry[]>>();

/**
 * What is summed of the figures of communes for their provinces and districts. A release lists the
 * periods that have sums; that there is one of each figure follows from the figures.
 */
function sumsOf(
  manifest: Manifest,
  edition: string,
  unsummed: readonly string[],
): readonly SeriesEntry[] {
  const known = SUMS.get(manifest) ?? new Map<string, readonly SeriesEntry[]>();
  SUMS.set(manifest, known);
  const found = known.get(edition);
  if (found) return found;
  const rollups = (manifest.rollups ?? []).filter(
    (r) => r.edition === edition && (r.by === "province" || r.by === "district"),
  );
  const sums = rollups.flatMap(({ by, parts, periods }) => {
    const summed = new Set(periods.map((p) => p.period));
    return manifest.series
      .filter(
        (s) =>
          s.edition === edition &&
          s.level === parts &&
          s.nature === "actual" &&
          !s.carried &&
          !s.reported &&
          // A rate is made of summed counts; one that was printed alone is not summed.
          (s.numerator !== undefined || !unsummed.includes(s.indicator)) &&
          summed.has(s.period),
      )
      .map((s): SeriesEntry => ({ ...s, id: `sum ${by} ${s.id}`, level: by as Level, sum: true }));
  });
  known.set(edition, sums);
  return sums;
}

/** Whether the map can draw units of an edition. */
export function isDrawn(edition: EditionEntry): boolean {
  return edition.tileset !== null && edition.levels.some((l) => l.withGeometry > 0);
}

/** The edition on whose units a series was reported. */
export function baseOf(series: SeriesEntry): string {
  return series.carried?.edition ?? series.edition;
}

const NATURES: readonly SeriesEntry["nature"][] = ["actual", "forecast", "target"];
const AREAS: readonly SeriesEntry["areaType"][] = ["all", "rural", "urban"];

/**
 * Of series that tell the same thing, the one to show: actual before target, everybody before urban
 * or rural, the standard asked for or else the later one, the most approved stage, reported before
 * carried, computed from counts before as printed.
 */
function mostTelling(
  series: readonly SeriesEntry[],
  standard: string | undefined,
): SeriesEntry | undefined {
  return [...series].sort(
    (a, b) =>
      NATURES.indexOf(a.nature) - NATURES.indexOf(b.nature) ||
      AREAS.indexOf(a.areaType) - AREAS.indexOf(b.areaType) ||
      Number(b.standard === standard) - Number(a.standard === standard) ||
      standardYear(b.standard) - standardYear(a.standard) ||
      byStage(a, b) ||
      (b.asOf ?? "").localeCompare(a.asOf ?? ""),
  )[0];
}

/** The other series that differ from the first only in stage, or in being computed, printed or carried. */
function sameFigure(first: SeriesEntry, series: readonly SeriesEntry[]): SeriesEntry[] {
  const figure = (s: SeriesEntry): string =>
    [
      s.edition,
      s.level,
      s.indicator,
      s.period,
      // What describes the last day of a year is the figure of that year.
      s.asOf === `${s.period}-12-31` ? "" : (s.asOf ?? ""),
      s.standard,
      s.areaType,
      s.group,
      s.nature,
    ].join("|");
  return series.filter((s) => s !== first && figure(s) === figure(first)).sort(byStage);
}

/** `07/2021` is of 2021; a provincial standard has no year in its name. */
function standardYear(standard: string): number {
  return Number(/(\d{4})/.exec(standard)?.[1] ?? 0);
}

function pick<T extends string>(
  offered: readonly T[],
  wanted: string | undefined,
  fallback: string | undefined,
): T | undefined {
  return offered.find((o) => o === wanted) ?? offered.find((o) => o === fallback) ?? offered.at(0);
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

/** In the order of the catalogue; what it does not know comes last. */
function sorted(ids: readonly string[], order: readonly string[]): string[] {
  const place = new Map(order.map((id, i) => [id, i]));
  const at = (id: string): number => place.get(id) ?? order.length;
  return unique(ids).sort((a, b) => at(a) - at(b));
}
