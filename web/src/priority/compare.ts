import type { Unit } from "../data/units";
import type { Run } from "./run";

/** What becomes of a unit from one scenario to another; ranks are null where it has none. */
export interface RankChange {
  readonly unit: Unit;
  readonly before: number | null;
  readonly after: number | null;
  /** Places gained; NaN where one of the ranks is missing. */
  readonly gained: number;
}

export interface Comparison {
  readonly changes: readonly RankChange[];
  /** Chosen by the second and not by the first, and the other way round. */
  readonly entering: readonly RankChange[];
  readonly leaving: readonly RankChange[];
  /** Ranked by both with different ranks. */
  readonly moved: number;
  /** What becomes of the money; null where only one has a budget, and there is nothing to compare. */
  readonly money?: MoneyChange | null;
}

/** Whole million VND. */
export interface MoneyChange {
  /** How much of it lies elsewhere. */
  readonly moved: number;
  /** Units that get another amount, those with the largest change first. */
  readonly changes: readonly {
    readonly unit: Unit;
    readonly before: number;
    readonly after: number;
  }[];
}

/** The units above the line of a run, by index of the unit: the first of the order, as many as fit. */
export function chosenBy(run: Run, top: number): ReadonlySet<number> {
  return new Set(run.order.slice(0, top).map((place) => run.units[place]?.index ?? -1));
}

/** How many units have the score at which the line cuts, where units on both sides of it share it; else 0. */
export function tiedAtLine(run: Run, top: number): number {
  const rank = (i: number): number | undefined => run.scores.rank[run.order[i] ?? -1];
  const last = rank(top - 1);
  if (last === undefined || last !== rank(top)) return 0;
  return run.order.filter((place) => run.scores.rank[place] === last).length;
}

/** Two runs on the units of one level. Units by code, so that runs on two releases compare too. */
export function compareRuns(first: Run, second: Run, tops: readonly [number, number]): Comparison {
  const ranks = (run: Run): ReadonlyMap<string, number> =>
    new Map(run.units.map((unit, place) => [unit.code, run.scores.rank[place] ?? 0] as const));
  const codes = (run: Run, top: number): ReadonlySet<string> => {
    const chosen = chosenBy(run, top);
    return new Set(run.units.filter((unit) => chosen.has(unit.index)).map((unit) => unit.code));
  };
  const [before, after] = [ranks(first), ranks(second)];
  const [chosenBefore, chosenAfter] = [codes(first, tops[0]), codes(second, tops[1])];
  const all = new Map([...first.units, ...second.units].map((unit) => [unit.code, unit]));
  const changes = [...all.values()].map((unit): RankChange => {
    const [a, b] = [before.get(unit.code) || null, after.get(unit.code) || null];
    return { unit, before: a, after: b, gained: a && b ? a - b : Number.NaN };
  });
  const byRank = (of: "before" | "after") => (a: RankChange, b: RankChange) =>
    (a[of] ?? Number.MAX_SAFE_INTEGER) - (b[of] ?? Number.MAX_SAFE_INTEGER);
  return {
    changes,
    entering: changes
      .filter(({ unit }) => chosenAfter.has(unit.code) && !chosenBefore.has(unit.code))
      .sort(byRank("after")),
    leaving: changes
      .filter(({ unit }) => chosenBefore.has(unit.code) && !chosenAfter.has(unit.code))
      .sort(byRank("before")),
    moved: changes.filter(({ gained }) => gained !== 0 && !Number.isNaN(gained)).length,
  };
}
