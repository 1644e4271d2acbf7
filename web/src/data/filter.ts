import type { MapState } from "../state/map-state";
import type { View } from "./atlas";
import { designationParts, holds } from "./designations";
import type { Unit } from "./units";

type Filters = Pick<MapState, "has" | "range"> & { readonly province?: string | undefined };

/** The designation schemes that a state needs to know of. */
export function schemesOf(state: Pick<MapState, "has" | "overlays">): readonly string[] {
  return [...state.overlays.map((o) => o.designation), ...(state.has ? [state.has] : [])].map(
    (designation) => designationParts(designation).scheme,
  );
}

/** Whether a unit lies in the province looked at; every unit does where none is. */
export function isInProvince(unit: Unit, province: string | undefined): boolean {
  return !province || unit.province === province || unit.code === province;
}

/** The designation that units must have; none where the release has no list of it for the units shown. */
export function designationAsked(
  view: Pick<View, "holdings">,
  { has }: Pick<MapState, "has">,
): string | undefined {
  return has && view.holdings.has(designationParts(has).scheme) ? has : undefined;
}

/** Which units the filters leave in; null where there is no filter. */
export function unitsLeftIn(
  view: Pick<View, "units" | "provinces" | "figures" | "holdings" | "compared" | "within">,
  filters: Filters,
): Uint8Array | null {
  const { range } = filters;
  const { compared, within } = view;
  const has = designationAsked(view, filters);
  // A province of another edition is no filter.
  const province = view.provinces.find(filters.province ?? "")?.code;
  if (!has && !range && !province && !compared && !within) return null;
  return Uint8Array.from(view.units.list, (unit) => {
    const value = view.figures.value[unit.index] ?? Number.NaN;
    return Number(
      isInProvince(unit, province) &&
        (!compared || compared[unit.index] === 1) &&
        (!within || within[unit.index] === 1) &&
        (!has || holds(view.holdings, has, unit.code)) &&
        (!range || (value >= range[0] && value <= range[1])),
    );
  });
}
