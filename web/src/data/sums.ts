import type { ApiClient } from "../api/client";
import type { Rollup, RollupFigure, SeriesEntry, Status } from "../api/types";
import type { Figures, ToldParts } from "./column";
import { byStanding } from "./stages";
import type { Units } from "./units";

/**
 * The sums of the communes of provinces or districts, as the figures of these. A unit of which not
 * every commune told has no value; how many did is in `told`.
 */
export async function sumFigures(
  api: ApiClient,
  release: string,
  series: SeriesEntry,
  units: Units,
): Promise<Figures> {
  const { edition, level, indicator, period, group } = series;
  const answer = await api.rollups({
    ...{ by: level, edition, period, group, release },
    indicators: indicator,
  });
  const n = units.list.length;
  const nothing = (): Float64Array => new Float64Array(n).fill(Number.NaN);
  const [value, numerator, denominator] = [nothing(), nothing(), nothing()];
  const status = new Array<Status | "">(n).fill("");
  const qualifier = new Map<number, string>();
  const told = new Map<number, ToldParts>();
  let isRate = false;
  for (const { code, figures } of answer.rollups) {
    const unit = units.find(code);
    const figure = figures.find((f) => isOf(f, series));
    if (!unit || !figure) continue;
    const { index } = unit;
    value[index] = figure.value ?? Number.NaN;
    if (figure.value !== null) status[index] = figure.status ?? "";
    if (figure.qualifier) qualifier.set(index, figure.qualifier);
    if (figure.told !== undefined && figure.of !== undefined) {
      const { of, sumOfTold = null } = figure;
      told.set(index, { told: figure.told, of, sumOfTold });
    }
    if (figure.numerator !== undefined) {
      isRate = true;
      numerator[index] = figure.numerator ?? Number.NaN;
      denominator[index] = figure.denominator ?? Number.NaN;
    }
  }
  const figures = { value, status, qualifier, told };
  return isRate ? { ...figures, parts: { numerator, denominator } } : figures;
}

function isOf(figure: RollupFigure, series: SeriesEntry): boolean {
  return (
    !figure.carried &&
    figure.standard === series.standard &&
    figure.areaType === series.areaType &&
    figure.stage === series.stage &&
    figure.asOf === series.asOf
  );
}

/**
 * Of the figures of a group of units the one to show: of urban and rural together, one that has a
 * sum, of the newest standard, reported on these units before carried from others. Undefined where
 * nothing is known.
 */
export function leading(rollup: Rollup, indicator: string): RollupFigure | undefined {
  const has = (f: RollupFigure): number => (f.value !== null ? 0 : f.told ? 1 : 2);
  return rollup.figures
    .filter((f) => f.indicator === indicator && f.areaType === "all")
    .sort(
      (a, b) =>
        has(a) - has(b) ||
        newerStandard(a.standard, b.standard) ||
        byStanding(a, b) ||
        // What the communes come to says more than what their provinces do.
        Number(a.parts !== "commune") - Number(b.parts !== "commune"),
    )[0];
}

/** Below 0 where the first of two poverty standards is the newer one. */
export function newerStandard(a: string, b: string): number {
  return yearOf(b) - yearOf(a);
}

/** `07/2021` is of 2021; a provincial standard has no year in its name. */
function yearOf(standard: string): number {
  return Number(/(\d{4})/.exec(standard)?.[1] ?? 0);
}
