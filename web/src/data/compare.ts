import type { IndicatorEntry } from "../api/types";
import type { Figures } from "./column";

/** One figure for several units together. */
export interface Together {
  /** For a rate: of all of them; for a count or an amount: the mean of one. */
  readonly value: number;
  /** How many of the units have the figure. */
  readonly told: number;
  /** How many units there are. */
  readonly of: number;
  /** Whether any of it is made up. */
  readonly illustrative: boolean;
}

/**
 * The figure of several units together. Counts add and are divided afterwards; a rate without its
 * counts never enters, because rates cannot be averaged.
 *
 * @param members indices of the units
 * @returns null where no unit has what is needed
 */
export function together(
  figures: Figures,
  kind: IndicatorEntry["kind"],
  members: readonly number[],
): Together | null {
  let above = 0;
  let below = 0;
  let told = 0;
  let illustrative = false;
  for (const i of members) {
    const isRate = kind === "rate";
    const part = (isRate ? figures.parts?.numerator[i] : figures.value[i]) ?? Number.NaN;
    const whole = isRate ? (figures.parts?.denominator[i] ?? Number.NaN) : 1;
    if (Number.isNaN(part) || Number.isNaN(whole) || whole <= 0) continue;
    above += part;
    below += whole;
    told++;
    illustrative ||= figures.status[i] === "illustrative";
  }
  if (told === 0) return null;
  const value = (kind === "rate" ? 100 : 1) * (above / below);
  return { value, told, of: members.length, illustrative };
}

export interface Rank {
  /** 1 for the highest value; equal values share a place. */
  readonly place: number;
  /** How many units have a value. */
  readonly of: number;
}

/** The place of a unit among others, from the highest value down; null where it has none. */
export function rankAmong(
  values: Float64Array,
  unit: number,
  members: readonly number[],
): Rank | null {
  const own = values[unit] ?? Number.NaN;
  if (Number.isNaN(own)) return null;
  let place = 1;
  let of = 0;
  for (const i of members) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    of++;
    if (value > own) place++;
  }
  return { place, of };
}
