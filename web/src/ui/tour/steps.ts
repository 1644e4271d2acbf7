import type { View } from "../../data/atlas";
import { DEFAULT_MAP } from "../../state/map-state";
import type { ViewState } from "../../state/view-state";

export type StepId = "areas" | "number" | "region" | "group" | "years";

export interface Step {
  readonly id: StepId;
  /** What the step shows. */
  readonly change: Partial<ViewState>;
}

/** What every step begins from: one indicator, no filter, nothing laid over it. */
const PLAIN: Partial<ViewState> = {
  ...DEFAULT_MAP,
  level: "commune",
  indicator: "rate_poor",
  period: undefined,
  group: "all",
  province: undefined,
  has: undefined,
  range: undefined,
  table: undefined,
  find: undefined,
  unit: undefined,
  former: undefined,
};

/** The steps that a release can show: one without groups or designations has fewer. */
export function stepsOf(view: View): readonly Step[] {
  const { manifest } = view.atlas;
  const edition = view.choice.edition.id;
  const series = manifest.series.filter(
    (s) => s.edition === edition && s.level === "commune" && s.indicator === "rate_poor",
  );
  if (series.length === 0) return [];
  const groups = new Set(series.map((s) => s.group));
  const group = ["hmong", "khmer", "ethnic_minority"].find((id) => groups.has(id));
  const hasRegion = manifest.designations.some((d) => d.scheme === "region");
  // The profile that is opened has a figure: of the units on the map the one with the highest.
  let highest = -1;
  view.figures.value.forEach((value, i) => {
    if (value > (view.figures.value[highest] ?? Number.NEGATIVE_INFINITY)) highest = i;
  });
  const unit = view.choice.level === "commune" ? view.units.list[highest]?.code : undefined;
  const steps: (Step | null)[] = [
    { id: "areas", change: PLAIN },
    series.some((s) => s.numerator)
      ? { id: "number", change: { ...PLAIN, companion: "circles" } }
      : null,
    hasRegion
      ? {
          id: "region",
          change: { ...PLAIN, overlays: [{ designation: "region:III", style: "hatching" }] },
        }
      : null,
    group ? { id: "group", change: { ...PLAIN, group } } : null,
    unit ? { id: "years", change: { ...PLAIN, unit } } : null,
  ];
  return steps.filter((step): step is Step => step !== null);
}
