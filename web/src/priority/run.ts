import type { ApiClient } from "../api/client";
import type { CataloguePiece, DesignationsPiece, EditionEntry, Level, Status } from "../api/types";
import type { Atlas } from "../data/atlas";
import { designationParts, referenceDay } from "../data/designations";
import { lastDay } from "../data/period";
import type { Unit, Units } from "../data/units";
import { ahpOf } from "./ahp";
import type { Criterion, DecisionTable } from "./decision-table";
import {
  type CriterionAsked,
  idOf,
  type RangeAsked,
  type ScenarioDocument,
  ScenarioFault,
} from "./scenario";
import { type Scores, scoresOf } from "./scores";
import { mostTellingFirst, preliminaryFirst, type Told, tell } from "./told";
import { type ValueFunction, WITHOUT } from "./value-functions";

/** Who holds a designation on the day of a scenario. */
export type Held = ReadonlyMap<string, { readonly class: string; readonly illustrative: boolean }>;

/** All that a scenario compares, fetched; so that weights can be dragged without another request. */
export interface Gathered {
  readonly edition: EditionEntry;
  readonly level: Level;
  readonly units: Units;
  readonly provinces: Units;
  readonly told: ReadonlyMap<string, Told>;
  readonly held: ReadonlyMap<string, Held>;
  /** The day on which "in force" is judged. */
  readonly day: string;
}

/** What a scenario came to. Everything is by place of the unit in `units`. */
export interface Run {
  readonly gathered: Gathered;
  readonly document: ScenarioDocument;
  readonly units: readonly Unit[];
  readonly table: DecisionTable;
  readonly scores: Scores;
  /** Places of units with a score, the first one first; equal ones by code. */
  readonly order: readonly number[];
  /** By criterion, then unit; "" where nobody reported a value. */
  readonly status: readonly (readonly (Status | "")[])[];
}

/** Fetches what scenarios on one release need, each thing once. */
export class Gatherer {
  private readonly known = new Map<string, Promise<unknown>>();

  constructor(
    private readonly atlas: Atlas,
    private readonly api: ApiClient,
  ) {}

  /** @throws ScenarioFault when the scenario names what the release does not have */
  async gather(document: ScenarioDocument): Promise<Gathered> {
    const { manifest } = this.atlas;
    const edition = document.edition
      ? manifest.editions.find((e) => e.id === document.edition)
      : manifest.editions.find((e) => e.newest);
    if (!edition) {
      throw missing(
        "edition",
        document.edition ?? "",
        manifest.editions.map((e) => e.id),
      );
    }
    const level = document.level ?? "commune";
    if (!edition.levels.some((l) => l.level === level)) {
      throw missing(
        "level",
        level,
        edition.levels.map((l) => l.level),
      );
    }
    const [units, provinces, catalogue, lists] = await Promise.all([
      this.atlas.units(edition.id, level),
      this.atlas.units(edition.id, "province"),
      this.api.catalogue(manifest.catalogue),
      this.lists(edition),
    ]);
    const day = document.period ? lastDay(document.period) : referenceDay(manifest, edition, lists);
    const told = new Map<string, Told>();
    const held = new Map<string, Held>();
    const isPreliminary = document.stage === "preliminary";
    const where = { edition, level, units, catalogue, period: document.period, isPreliminary };
    const jobs: Promise<void>[] = [];
    const ask = (asked: CriterionAsked | RangeAsked, place: string): void => {
      const key = toldKey(asked);
      if (told.has(key)) return;
      jobs.push(this.told(where, asked, place).then((one) => void told.set(key, one)));
    };
    // All lists are there already, for the day; comparisons with the present ones need them too.
    const there = manifest.designations.filter(
      (d) => d.edition === edition.id && d.level === level,
    );
    for (const scheme of new Set(there.map((d) => d.scheme))) {
      const pieces = lists.filter((piece) => piece.scheme === scheme && piece.level === level);
      held.set(scheme, heldOn(pieces, day));
    }
    const hold = (scheme: string, place: string): void => {
      if (!held.has(scheme)) throw missing(place, scheme, [...held.keys()]);
    };
    document.criteria.forEach((criterion, i) => {
      if (criterion.designation) hold(criterion.designation, `criteria[${i}].designation`);
      else ask(criterion, `criteria[${i}].indicator`);
    });
    document.units?.ranges?.forEach((range, i) => {
      ask(range, `units.ranges[${i}].indicator`);
    });
    document.units?.designations?.forEach((asked, i) => {
      hold(designationParts(asked).scheme, `units.designations[${i}]`);
    });
    await Promise.all(jobs);
    return { edition, level, units, provinces, told, held, day };
  }

  /** The values of one indicator, as a scenario on these units would take them; null where there is none. */
  async values(gathered: Gathered, indicator: string, period?: string): Promise<Told | null> {
    const catalogue = await this.api.catalogue(this.atlas.manifest.catalogue);
    try {
      const where = { ...gathered, catalogue, period, isPreliminary: false };
      return await this.told(where, { indicator }, "");
    } catch (error) {
      if (error instanceof ScenarioFault) return null;
      throw error;
    }
  }

  private told(
    where: {
      readonly edition: EditionEntry;
      readonly level: Level;
      readonly units: Units;
      readonly catalogue: CataloguePiece;
      readonly period: string | undefined;
      readonly isPreliminary: boolean;
    },
    asked: CriterionAsked | RangeAsked,
    place: string,
  ): Promise<Told> {
    const { edition, level, units, catalogue, period, isPreliminary } = where;
    const indicator = asked.indicator ?? "";
    const group = asked.group ?? "all";
    const key = [edition.id, level, indicator, group, period ?? "", isPreliminary].join(" ");
    return this.once(key, () => {
      const { manifest } = this.atlas;
      const wanted = { edition: edition.id, level, indicator, group, period };
      const ranked = mostTellingFirst(manifest, catalogue.standards, wanted);
      if (ranked.length === 0) {
        const there = manifest.series.filter((s) => s.edition === edition.id && s.level === level);
        throw missing(place, indicator, [...new Set(there.map((s) => s.indicator))].sort());
      }
      const order = isPreliminary ? preliminaryFirst(ranked) : ranked;
      return tell(order, units.list.length, (series) =>
        this.atlas.figures({ series, behind: [] }, units),
      );
    });
  }

  private lists(edition: EditionEntry): Promise<readonly DesignationsPiece[]> {
    return this.once(`lists ${edition.id}`, () =>
      Promise.all(
        this.atlas.manifest.designations
          .filter((d) => d.edition === edition.id)
          .map((d) => this.api.designations(d.piece)),
      ),
    );
  }

  private once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.known.get(key);
    if (known) return known as Promise<T>;
    const asked = Promise.resolve().then(make);
    this.known.set(key, asked);
    asked.catch(() => this.known.delete(key));
    return asked;
  }
}

/**
 * Ranks the units of a scenario; the same ranks as the server's, and scores within 1e-9.
 *
 * @throws ScenarioFault when it names a unit that is not there
 * @throws MethodFault when the method cannot work with the criteria
 */
export function evaluate(gathered: Gathered, document: ScenarioDocument): Run {
  const units = eligible(gathered, document);
  const weights = weightsAsked(document);
  const criteria = document.criteria.map((asked, c) => criterionOf(asked, weights[c] ?? 1));
  const status: (readonly (Status | "")[])[] = [];
  const values = document.criteria.map((asked, c) => {
    const f = criteria[c]?.function;
    if (asked.designation && f?.type === "classes") {
      const held = gathered.held.get(asked.designation);
      status.push(
        units.map(({ code }) => (held?.get(code)?.illustrative ? "illustrative" : "reported")),
      );
      return Float64Array.from(units, ({ code }) => {
        const place = f.classes.indexOf(held?.get(code)?.class ?? "");
        return place < 0 ? WITHOUT : place;
      });
    }
    const told = gathered.told.get(toldKey(asked));
    status.push(units.map(({ index }) => told?.status[index] ?? ""));
    return Float64Array.from(units, ({ index }) => told?.value[index] ?? Number.NaN);
  });
  const table: DecisionTable = {
    units: units.map((unit) => unit.code),
    provinces: units.map((unit) => unit.province),
    criteria,
    values,
  };
  const scores = scoresOf(table, document.method ?? "summed_points");
  const order = Array.from(units.keys())
    .filter((unit) => (scores.rank[unit] ?? 0) > 0)
    .sort(
      (a, b) =>
        (scores.rank[a] ?? 0) - (scores.rank[b] ?? 0) ||
        compare(table.units[a] ?? "", table.units[b] ?? ""),
    );
  return { gathered, document, units, table, scores, order, status };
}

/** The units compared, in the order of the level. */
function eligible(gathered: Gathered, { units: asked = {} }: ScenarioDocument): readonly Unit[] {
  const { units, provinces } = gathered;
  for (const [i, code] of (asked.provinces ?? []).entries()) {
    if (!provinces.find(code)) throw missing(`units.provinces[${i}]`, code, []);
  }
  const listed = (name: "include" | "exclude"): Set<number> =>
    new Set(
      (asked[name] ?? []).map(({ code }, i) => {
        const unit = units.find(code);
        if (!unit) throw missing(`units.${name}[${i}].code`, code, []);
        return unit.index;
      }),
    );
  const [included, excluded] = [listed("include"), listed("exclude")];
  return units.list.filter((unit) => {
    if (excluded.has(unit.index)) return false;
    return included.has(unit.index) || passes(gathered, unit, asked);
  });
}

function passes(
  { told, held }: Gathered,
  unit: Unit,
  { provinces = [], designations = [], ranges = [] }: NonNullable<ScenarioDocument["units"]>,
): boolean {
  if (provinces.length > 0 && !provinces.includes(unit.province)) return false;
  const isInRanges = ranges.every((range) => {
    const value = told.get(toldKey(range))?.value[unit.index] ?? Number.NaN;
    return (
      value >= (range.least ?? Number.NEGATIVE_INFINITY) &&
      value <= (range.most ?? Number.POSITIVE_INFINITY)
    );
  });
  return (
    isInRanges &&
    (designations.length === 0 ||
      designations.some((asked) => {
        const { scheme, class: wanted } = designationParts(asked);
        const found = held.get(scheme)?.get(unit.code);
        return found !== undefined && (wanted === null || found.class === wanted);
      }))
  );
}

/** The weights of the criteria: as written at them, all alike, or from comparisons of pairs. */
export function weightsAsked({ criteria, weights }: ScenarioDocument): readonly number[] {
  if (weights?.by === "equal") return criteria.map(() => 1);
  if (weights?.by !== "pairs") return criteria.map((c) => c.weight ?? 1);
  const ids = criteria.map(idOf);
  return ahpOf(ids.length, (i, j) => {
    const [a, b] = [ids[i], ids[j]];
    const pair = weights.pairs?.find(
      ({ more, less }) => (more === a && less === b) || (more === b && less === a),
    );
    const times = pair?.times ?? 1;
    return pair?.more === a ? times : 1 / times;
  }).weights;
}

function criterionOf(asked: CriterionAsked, weight: number): Criterion {
  return {
    id: idOf(asked),
    function: functionOf(asked),
    less: asked.less ?? false,
    weight,
    missing: asked.missing ?? "excluded",
  };
}

/** The value function that is asked for, with what it leaves out at its default. */
export function functionOf({ function: f = {}, designation }: CriterionAsked): ValueFunction {
  const type = f.type ?? (designation ? "classes" : "minmax");
  switch (type) {
    case "minmax":
      return { type, lowShare: f.lowShare ?? 0, highShare: f.highShare ?? 1 };
    case "zscore":
    case "rank":
      return { type };
    case "target":
      return { type, zeroAt: f.zeroAt ?? 0, oneAt: f.oneAt ?? 1 };
    case "table": {
      const points = Array.isArray(f.points) ? (f.points as readonly number[]) : [];
      return { type, at: f.at ?? [], points, stepwise: f.stepwise ?? false };
    }
    case "classes": {
      const points = new Map(Object.entries((f.points ?? {}) as Record<string, number>));
      return { type, classes: [...points.keys()], points, otherwise: f.otherwise ?? 0 };
    }
  }
}

/** In force on a day: of a unit the latest where decisions overlap, a real one before a made-up one. */
function heldOn(pieces: readonly DesignationsPiece[], day: string): Held {
  const held = new Map<string, { class: string; illustrative: boolean }>();
  for (const entry of pieces.flatMap((piece) => piece.entries)) {
    if ((entry.validFrom && day < entry.validFrom) || (entry.validTo && day > entry.validTo)) {
      continue;
    }
    const before = held.get(entry.unit);
    if (before && !before.illustrative && entry.illustrative) continue;
    held.set(entry.unit, { class: entry.class, illustrative: entry.illustrative });
  }
  return held;
}

function toldKey({ indicator, group }: CriterionAsked | RangeAsked): string {
  return `${indicator} ${group ?? "all"}`;
}

function missing(place: string, id: string, there: readonly string[]): ScenarioFault {
  return new ScenarioFault(
    "absent",
    place,
    id === "" ? there.join(", ") : `${id} | ${there.join(", ")}`,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const DOUBT: Readonly<Record<Status | "", number>> = {
  "": 0,
  reported: 1,
  estimated: 2,
  illustrative: 3,
};

/** The weakest status of the values of a unit; "" when it has none. */
export function statusOf(run: Run, unit: number): Status | "" {
  return run.status
    .map((criterion) => criterion[unit] ?? "")
    .reduce((a, b) => (DOUBT[b] > DOUBT[a] ? b : a), "");
}

/** The criteria, by place, in which nobody reported a value of the unit. */
export function missingOf(run: Run, unit: number): readonly number[] {
  return Array.from(run.table.values.keys()).filter((c) =>
    Number.isNaN(run.table.values[c]?.[unit]),
  );
}
