import type { ApiClient } from "../api/client";
import type { Units } from "../data/units";
import type { Comparison } from "./compare";
import type { ScenarioDocument } from "./scenario";

/*
 * What the server does with scenarios: files that the browser does not make itself. Apart from the
 * client of the first view, which does not need it.
 */

interface OpenApi {
  readonly paths?: Readonly<
    Record<
      string,
      {
        readonly post?: {
          readonly parameters?: readonly {
            readonly name?: string;
            readonly $ref?: string;
            readonly schema?: { readonly enum?: readonly string[] };
          }[];
        };
      }
    >
  >;
}

/** The formats in which the server gives a ranking; none where it is of a version without. */
export async function priorityFormats(api: ApiClient): Promise<readonly string[]> {
  const document = (await (await api.request("/api/openapi.json", {})).json()) as OpenApi;
  const parameters = document.paths?.["/api/priorities"]?.post?.parameters ?? [];
  return parameters.find((p) => p.name === "f")?.schema?.enum ?? [];
}

/** The ranking of a scenario as a file of the server. */
export async function priorities(
  api: ApiClient,
  document: ScenarioDocument,
  format: string,
): Promise<Blob> {
  const query = new URLSearchParams({ f: format, download: "true" });
  const response = await api.request(`/api/priorities?${query}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(document),
  });
  return response.blob();
}

/** How firm the rank of a unit is: in which share of draws it is among the first, and between which ranks. */
export interface Firmness {
  readonly inTop: number;
  readonly best: number;
  readonly worst: number;
}

/** What decides at the line, and how far each weight alone may move before it parts others. */
export interface Margin {
  /** Codes of the last unit chosen and of the first one that is not. */
  readonly lastIn: string;
  readonly firstOut: string;
  /** Id of the criterion that gives the one most of its lead; null where the two are equal. */
  readonly deciding: string | null;
  /** By id: from which weight to which the same units are chosen; null without a bound. */
  readonly ranges: Readonly<Record<string, readonly [number | null, number | null]>>;
  /** Whether ranges are of factors of points and not of weights. */
  readonly factors: boolean;
}

export interface Sensitivity {
  /** By code of the unit. */
  readonly units: ReadonlyMap<string, Firmness>;
  readonly margin: Margin | null;
}

/** Draws of weights and estimates around a scenario, which asks for them, and what lies at its line. */
export async function firmness(api: ApiClient, document: ScenarioDocument): Promise<Sensitivity> {
  const response = await api.request("/api/priorities?f=json", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(document),
  });
  const { units, margin } = (await response.json()) as {
    readonly units: readonly {
      readonly code: string;
      readonly inTop: number;
      readonly rankBest: number;
      readonly rankWorst: number;
    }[];
    readonly margin?: Partial<Margin>;
  };
  const { lastIn, firstOut, deciding = null, ranges = {}, factors = false } = margin ?? {};
  return {
    units: new Map(
      units.map((u) => [u.code, { inTop: u.inTop, best: u.rankBest, worst: u.rankWorst }]),
    ),
    margin: lastIn && firstOut ? { lastIn, firstOut, deciding, ranges, factors } : null,
  };
}

/** A budget shared out among the units of a scenario; whole million VND. */
export interface Money {
  readonly amount: number;
  readonly allocated: number;
  readonly left: number;
  readonly funded: number;
  /** What cannot be met, in sentences; then nobody gets anything. */
  readonly infeasible: readonly string[];
  /** Code of the unit at which the money ended, where it got less than it costs. */
  readonly partial: string | undefined;
  /** Ids of the projects chosen, where projects were, and whether no other choice is worth more. */
  readonly projects: ReadonlySet<string> | undefined;
  readonly proven: boolean;
  /** By code, of the units that get some. */
  readonly amounts: ReadonlyMap<string, number>;
}

/** Shares out the budget that a scenario has. */
export async function money(api: ApiClient, document: ScenarioDocument): Promise<Money> {
  const response = await api.request("/api/priorities?f=json", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(document),
  });
  const { budget, units } = (await response.json()) as {
    readonly budget?: Partial<Omit<Money, "amounts" | "projects">> & {
      readonly projects?: readonly { readonly id: string }[];
    };
    readonly units: readonly { readonly code: string; readonly amount?: number }[];
  };
  return {
    amount: budget?.amount ?? 0,
    allocated: budget?.allocated ?? 0,
    left: budget?.left ?? 0,
    funded: budget?.funded ?? 0,
    infeasible: budget?.infeasible ?? [],
    partial: budget?.partial,
    projects: budget?.projects && new Set(budget.projects.map(({ id }) => id)),
    proven: budget?.proven ?? false,
    amounts: new Map(units.flatMap((u) => (u.amount ? [[u.code, u.amount] as const] : []))),
  };
}

/**
 * What changes from one scenario to another, as the server tells it: the two may rest on different
 * releases, and share out money.
 *
 * @param release on which both are run; without it each on the release it names
 */
export async function compareOnServer(
  api: ApiClient,
  scenarios: { readonly a: ScenarioDocument; readonly b: ScenarioDocument },
  units: Units,
  release?: string,
): Promise<Comparison> {
  const query = new URLSearchParams({ f: "json", ...(release ? { release } : {}) });
  const response = await api.request(`/api/priorities/compare?${query}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(scenarios),
  });
  const { units: rows, moved } = (await response.json()) as {
    /** Null where not both share out money. */
    readonly moved?: number | null;
    readonly units: readonly {
      readonly code: string;
      readonly rank_a: number | null;
      readonly rank_b: number | null;
      readonly chosen: "both" | "in" | "out" | "neither";
      readonly amount_a?: number | null;
      readonly amount_b?: number | null;
    }[];
  };
  const all = rows.flatMap((row) => {
    const unit = units.find(row.code);
    const [before, after] = [row.rank_a ?? null, row.rank_b ?? null];
    const gained = before && after ? before - after : Number.NaN;
    return unit ? [{ row, change: { unit, before, after, gained } }] : [];
  });
  const chosen = (how: string) =>
    all.filter(({ row }) => row.chosen === how).map(({ change }) => change);
  const last = Number.MAX_SAFE_INTEGER;
  const moneyChanges = all
    .map(({ row, change: { unit } }) => ({
      unit,
      before: row.amount_a ?? 0,
      after: row.amount_b ?? 0,
    }))
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  return {
    changes: all.map(({ change }) => change),
    entering: chosen("in"),
    leaving: chosen("out").sort((a, b) => (a.before ?? last) - (b.before ?? last)),
    moved: all.filter(({ change: { gained } }) => gained !== 0 && !Number.isNaN(gained)).length,
    ...(scenarios.a.budget || scenarios.b.budget
      ? { money: typeof moved === "number" ? { moved, changes: moneyChanges } : null }
      : {}),
  };
}

/** Where like lies by like, as the server computes it. */
export interface HotSpots {
  readonly indicator: string;
  readonly permutations: number;
  readonly alpha: number;
  readonly smoothed: boolean;
  readonly illustrative: boolean;
  readonly moran: { readonly i: number; readonly expected: number; readonly pseudoP: number };
  readonly classes: Readonly<Record<string, number>>;
  readonly units: readonly { readonly code: string; readonly class: string }[];
  readonly notes: readonly string[];
}

export async function hotSpots(
  api: ApiClient,
  asked: Readonly<Record<string, string>>,
): Promise<HotSpots> {
  const query = new URLSearchParams({ ...asked, f: "json" });
  return (await (await api.request(`/api/hotspots?${query}`, {})).json()) as HotSpots;
}
