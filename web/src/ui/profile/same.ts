import type { UnitFigure } from "../../api/types";
import { byStanding } from "../../data/stages";
import type { Told } from "./told";

/**
 * Figures of the indicator and period shown, of the same kind as the map's, the best first.
 *
 * @param group null for all groups
 */
export function sameAsMap(told: Told, group: string | null): UnitFigure[] {
  const { series, indicator, period } = told.view.choice;
  if (!series) return [];
  return told.unit.figures
    .filter(
      (f) =>
        f.indicator === indicator &&
        f.period === period &&
        f.areaType === series.areaType &&
        f.nature === series.nature &&
        (group === null || f.group === group),
    )
    .sort(byStanding);
}
