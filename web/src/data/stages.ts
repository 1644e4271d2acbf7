import type { SeriesEntry, Status } from "../api/types";
import type { Figures } from "./column";

/** The most approved first: a correction stands before what it corrects. */
export const STAGES: readonly SeriesEntry["stage"][] = ["amended", "approved", "preliminary"];

type Staged = Pick<SeriesEntry, "stage" | "reported" | "carried"> &
  Partial<Pick<SeriesEntry, "level" | "sum">>;

/**
 * Amended before approved before preliminary; within a stage, reported on these units before carried
 * from others, computed from counts before as printed, carried from units of the same level first.
 * What was told of a unit stands before the sum of its parts.
 */
export function byStage(a: Staged, b: Staged): number {
  return (
    STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) ||
    Number(!!a.sum) - Number(!!b.sum) ||
    Number(!!a.carried) - Number(!!b.carried) ||
    Number(!!a.reported) - Number(!!b.reported) ||
    Number(isOfOtherLevel(a)) - Number(isOfOtherLevel(b))
  );
}

function isOfOtherLevel({ level, carried }: Staged): boolean {
  return carried !== undefined && level !== undefined && carried.level !== level;
}

/** As {@link byStage} for figures of one unit, where what is made up comes last. */
export function byStanding(
  a: Staged & { readonly status: Status | null },
  b: Staged & { readonly status: Status | null },
): number {
  const madeUp = (f: { readonly status: Status | null }): number =>
    Number(f.status === "illustrative");
  return madeUp(a) - madeUp(b) || byStage(a, b);
}

/** Figures put together from several series. */
export interface Layered extends Figures {
  /** Which of the series each unit's value is from; -1 where none has one. */
  readonly from: Int8Array;
}

/**
 * For each unit the value of the first series that has one; a made-up value only where no series has
 * a real one. Status, qualifier and parts are those of the value taken.
 *
 * @param layers figures of the same units, in the order in which they are asked
 */
export function layer(layers: readonly Figures[]): Layered {
  const n = layers[0]?.value.length ?? 0;
  const from = new Int8Array(n).fill(-1);
  const value = new Float64Array(n).fill(Number.NaN);
  const status = new Array<Status | "">(n).fill("");
  const qualifier = new Map<number, string>();
  const numerator = new Float64Array(n).fill(Number.NaN);
  const denominator = new Float64Array(n).fill(Number.NaN);
  for (let i = 0; i < n; i++) {
    const at = foremost(layers, i);
    const taken = layers[at];
    if (!taken) continue;
    from[i] = at;
    value[i] = taken.value[i] ?? Number.NaN;
    status[i] = taken.status[i] ?? "";
    const word = taken.qualifier.get(i);
    if (word !== undefined) qualifier.set(i, word);
    numerator[i] = taken.parts?.numerator[i] ?? Number.NaN;
    denominator[i] = taken.parts?.denominator[i] ?? Number.NaN;
  }
  const told = layers.find((l) => l.told)?.told;
  const merged = { value, status, qualifier, from, ...(told ? { told } : {}) };
  return layers.some((l) => l.parts) ? { ...merged, parts: { numerator, denominator } } : merged;
}

function foremost(layers: readonly Figures[], unit: number): number {
  const has = (l: Figures): boolean => !Number.isNaN(l.value[unit] ?? Number.NaN);
  const real = layers.findIndex((l) => has(l) && l.status[unit] !== "illustrative");
  return real >= 0 ? real : layers.findIndex(has);
}
