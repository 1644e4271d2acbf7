import type { Level } from "../api/types";
import { type BudgetAsked, checkBudget } from "./budget";
import { MISSING_POLICIES, type MissingPolicy } from "./decision-table";
import {
  checkNamed,
  choice,
  flag,
  isRecord,
  known,
  list,
  type NamedUnit,
  number,
  numbers,
  required,
  ScenarioFault,
  text,
  whole,
} from "./document";
import { METHODS, type Method } from "./scores";
import { turns, type ValueFunction } from "./value-functions";

export { type NamedUnit, ScenarioFault } from "./document";

/** What the documents this program reads call themselves. */
export const FORMAT = "xa-atlas-scenario/1";
export const STAGES_ASKED = ["approved", "preliminary"] as const;
const WEIGHTS_BY = ["given", "equal", "pairs"] as const;
/** As many criteria as can be compared by pairs. */
const MOST_PAIRED = 15;
const LEVELS: readonly Level[] = ["province", "district", "commune"];
/** The bounds of the server's reader. */
export const MOST_BYTES = 1 << 20;
const MOST_CRITERIA = 100;
const MOST_DRAWS = 100_000;

/** A scenario as it is written down; what is left out is at its default. The server reads the same. */
export interface ScenarioDocument {
  readonly format: typeof FORMAT;
  readonly title?: string;
  /** What its makers want remembered. */
  readonly note?: string;
  /** Which figures of a period count first: the most approved ones, or those before approval. */
  readonly stage?: (typeof STAGES_ASKED)[number];
  readonly release?: string;
  readonly edition?: string;
  readonly level?: Level;
  readonly period?: string;
  readonly units?: UnitsAsked;
  readonly method?: Method;
  readonly criteria: readonly CriterionAsked[];
  readonly sensitivity?: SensitivityAsked;
  /** Where weights come from; left out: those at the criteria. */
  readonly weights?: WeightsAsked;
  readonly budget?: BudgetAsked;
}

export interface WeightsAsked {
  readonly by?: (typeof WEIGHTS_BY)[number];
  /** Each pair of criteria once, by id: how many times more important the first is. */
  readonly pairs?: readonly PairAsked[];
}

export interface PairAsked {
  readonly more: string;
  readonly less: string;
  readonly times?: number;
}

/** Which units are compared: those that pass every filter, and those named, less those left out. */
export interface UnitsAsked {
  readonly provinces?: readonly string[];
  /** `scheme` or `scheme:class`; a unit needs one of them. */
  readonly designations?: readonly string[];
  readonly ranges?: readonly RangeAsked[];
  readonly include?: readonly NamedUnit[];
  readonly exclude?: readonly NamedUnit[];
}

/** Both ends included; a unit without a value does not pass. */
export interface RangeAsked {
  readonly indicator: string;
  readonly group?: string;
  readonly least?: number;
  readonly most?: number;
}

export interface CriterionAsked {
  readonly id?: string;
  /** For people, where that of the catalogue does not do. */
  readonly name?: string;
  readonly indicator?: string;
  readonly designation?: string;
  readonly group?: string;
  readonly function?: FunctionAsked;
  readonly less?: boolean;
  readonly weight?: number;
  readonly missing?: MissingPolicy;
  readonly citation?: string;
}

export interface FunctionAsked {
  readonly type?: ValueFunction["type"];
  readonly lowShare?: number;
  readonly highShare?: number;
  readonly zeroAt?: number;
  readonly oneAt?: number;
  readonly at?: readonly number[];
  /** A list for a table, by class for classes. */
  readonly points?: readonly number[] | Readonly<Record<string, number>>;
  readonly stepwise?: boolean;
  readonly otherwise?: number;
}

export interface SensitivityAsked {
  readonly draws?: number;
  /** How many of the first units are asked about: the line below those that are chosen. */
  readonly top?: number;
  readonly concentration?: number;
  readonly spread?: number;
  readonly seed?: number;
}

/** How many units are chosen where a scenario does not say. */
export const DEFAULT_TOP = 50;

export function idOf(criterion: CriterionAsked): string {
  return criterion.id ?? criterion.indicator ?? criterion.designation ?? "";
}

/** @throws ScenarioFault naming the place and what was expected */
export function readScenario(text: string): ScenarioDocument {
  if (new Blob([text]).size > MOST_BYTES) throw new ScenarioFault("large", "", "1 MB");
  let node: unknown;
  try {
    node = JSON.parse(text);
  } catch (error) {
    throw new ScenarioFault("json", "", error instanceof Error ? error.message : "");
  }
  return checkScenario(node);
}

/**
 * Checks a document as the server does: a name that nobody knows is a typing error, and would
 * otherwise be silently without effect.
 */
export function checkScenario(node: unknown): ScenarioDocument {
  if (!isRecord(node) || node.format !== FORMAT)
    throw new ScenarioFault("format", "format", FORMAT);
  known(
    node,
    "",
    "format title note stage release edition level period units method criteria weights sensitivity budget",
  );
  choice(node, "stage", "", STAGES_ASKED);
  for (const name of ["title", "note", "release", "edition", "period"]) text(node, name, "");
  choice(node, "level", "", LEVELS);
  choice(node, "method", "", METHODS);
  if (node.units !== undefined) checkUnits(node.units);
  const criteria = list(node, "criteria", "");
  if (criteria.length === 0 || criteria.length > MOST_CRITERIA) {
    throw new ScenarioFault("wrong", "criteria", `1 … ${MOST_CRITERIA}`);
  }
  const ids = new Set<string>();
  criteria.forEach((one, i) => {
    checkCriterion(one, `criteria[${i}]`);
    const id = idOf(one as CriterionAsked);
    if (ids.has(id)) throw new ScenarioFault("twice", `criteria[${i}].id`, id);
    ids.add(id);
  });
  if (
    node.method !== undefined &&
    node.method !== "summed_points" &&
    criteria.every((one) => (one as CriterionAsked).weight === 0)
  ) {
    throw new ScenarioFault("wrong", "criteria[0].weight", "> 0");
  }
  if (node.weights !== undefined) checkWeights(node.weights, [...ids], node.method);
  if (node.sensitivity !== undefined) checkSensitivity(node.sensitivity);
  if (node.budget !== undefined) checkBudget(node.budget);
  return node as unknown as ScenarioDocument;
}

function checkUnits(node: unknown): void {
  known(node, "units", "provinces designations ranges include exclude");
  for (const name of ["provinces", "designations"]) {
    list(node, name, "units").forEach((one, i) => {
      if (typeof one !== "string") throw new ScenarioFault("wrong", `units.${name}[${i}]`, '"…"');
    });
  }
  list(node, "ranges", "units").forEach((range, i) => {
    const at = `units.ranges[${i}]`;
    known(range, at, "indicator group least most");
    required(range, "indicator", at);
    text(range, "group", at);
    number(range, "least", at);
    number(range, "most", at);
  });
  for (const name of ["include", "exclude"]) checkNamed(node, name, "units");
}

function checkWeights(node: unknown, ids: readonly string[], method: unknown): void {
  known(node, "weights", "by pairs");
  const by = choice(node, "by", "weights", WEIGHTS_BY) ?? "given";
  const told = new Set<string>();
  list(node, "pairs", "weights").forEach((pair, i) => {
    const at = `weights.pairs[${i}]`;
    known(pair, at, "more less times");
    required(pair, "more", at);
    required(pair, "less", at);
    const times = number(pair, "times", at) ?? 1;
    if (times < 0.11 || times > 9) throw new ScenarioFault("wrong", `${at}.times`, "1/9 … 9");
    const both = [String(pair.more), String(pair.less)].sort();
    for (const id of both) {
      if (!ids.includes(id)) throw new ScenarioFault("wrong", at, ids.join(", "));
    }
    if (both[0] === both[1] || told.has(both.join(" "))) {
      throw new ScenarioFault("twice", at, both.join(" : "));
    }
    told.add(both.join(" "));
  });
  if (by !== "pairs" && told.size > 0) throw new ScenarioFault("wrong", "weights.by", "pairs");
  if (by !== "given" && (method ?? "summed_points") === "summed_points") {
    throw new ScenarioFault("wrong", "weights.by", "method ≠ summed_points");
  }
  if (by !== "pairs") return;
  if (ids.length > MOST_PAIRED) throw new ScenarioFault("wrong", "weights.by", `≤ ${MOST_PAIRED}`);
  const left = ids.flatMap((a, i) =>
    ids.slice(i + 1).flatMap((b) => (told.has([a, b].sort().join(" ")) ? [] : `${a} : ${b}`)),
  );
  if (left[0] !== undefined) throw new ScenarioFault("wrong", "weights.pairs", left[0]);
}

function checkSensitivity(node: unknown): void {
  const at = "sensitivity";
  known(node, at, "draws top concentration spread seed");
  whole(node, "draws", at, 1, MOST_DRAWS);
  whole(node, "top", at, 1, 1 << 16);
  whole(node, "seed", at, -(2 ** 31), 2 ** 31 - 1);
  number(node, "concentration", at);
  const spread = number(node, "spread", at) ?? 0;
  if (spread < 0 || spread > 10) throw new ScenarioFault("wrong", `${at}.spread`, "0 … 10");
}

function checkCriterion(node: unknown, at: string): void {
  known(node, at, "id name indicator designation group function less weight missing citation");
  for (const name of ["id", "name", "indicator", "designation", "group", "citation"])
    text(node, name, at);
  if ((node.indicator === undefined) === (node.designation === undefined)) {
    throw new ScenarioFault("wrong", at, "indicator | designation");
  }
  if (!/^[A-Za-z]\w{0,63}$/.test(idOf(node as CriterionAsked))) {
    throw new ScenarioFault("wrong", `${at}.id`, "[A-Za-z][A-Za-z0-9_]*");
  }
  flag(node, "less", at);
  const weight = number(node, "weight", at);
  if (weight !== undefined && weight < 0) throw new ScenarioFault("wrong", `${at}.weight`, "≥ 0");
  choice(node, "missing", at, MISSING_POLICIES);
  const isDesignation = node.designation !== undefined;
  const type = checkFunction(node.function, `${at}.function`, isDesignation);
  if (node.less === true && !turns(type)) {
    throw new ScenarioFault("wrong", `${at}.less`, "minmax, zscore, rank");
  }
}

function checkFunction(node: unknown, at: string, isDesignation: boolean): ValueFunction["type"] {
  if (node === undefined) {
    if (isDesignation) throw new ScenarioFault("wrong", `${at}.points`, "{ … }");
    return "minmax";
  }
  if (!isRecord(node)) throw new ScenarioFault("wrong", at, "{ … }");
  const types = isDesignation
    ? (["classes"] as const)
    : (["minmax", "zscore", "rank", "target", "table"] as const);
  const type = choice(node, "type", at, types) ?? types[0];
  switch (type) {
    case "minmax": {
      known(node, at, "type lowShare highShare");
      const [low, high] = [number(node, "lowShare", at) ?? 0, number(node, "highShare", at) ?? 1];
      if (!(low >= 0 && low < high && high <= 1)) throw new ScenarioFault("wrong", at, "0 … 1");
      break;
    }
    case "zscore":
    case "rank":
      known(node, at, "type");
      break;
    case "target": {
      known(node, at, "type zeroAt oneAt");
      const [zero, one] = [number(node, "zeroAt", at), number(node, "oneAt", at)];
      if (zero === undefined) throw new ScenarioFault("wrong", `${at}.zeroAt`, "1.5");
      if (one === undefined || one === zero) throw new ScenarioFault("wrong", `${at}.oneAt`, "1.5");
      break;
    }
    case "table": {
      known(node, at, "type at points stepwise");
      flag(node, "stepwise", at);
      const [values, points] = [numbers(node, "at", at), numbers(node, "points", at)];
      if (values.length === 0) throw new ScenarioFault("wrong", `${at}.at`, "[1.5, …]");
      if (points.length !== values.length) {
        throw new ScenarioFault("wrong", `${at}.points`, String(values.length));
      }
      const bad = values.findIndex((v, i) => i > 0 && v <= (values[i - 1] ?? v));
      if (bad > 0) {
        throw new ScenarioFault("wrong", `${at}.at[${bad}]`, `> ${values[bad - 1]}`);
      }
      break;
    }
    case "classes": {
      known(node, at, "type points otherwise");
      number(node, "otherwise", at);
      if (!isRecord(node.points)) throw new ScenarioFault("wrong", `${at}.points`, "{ … }");
      for (const name of Object.keys(node.points)) number(node.points, name, `${at}.points`);
      break;
    }
  }
  return type;
}
