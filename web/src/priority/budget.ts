import {
  checkNamed,
  choice,
  flag,
  known,
  list,
  type NamedUnit,
  type Node,
  number,
  required,
  ScenarioFault,
  text,
} from "./document";

export const SHARES = ["proportional", "in_order", "projects"] as const;
/** By what rule money is given out. */
export type Share = (typeof SHARES)[number];
/** The bounds of the server's reader. */
export const MOST_MONEY = 1e12;
export const MOST_PROJECTS = 5_000;
/** The count that says how much a unit needs, where a budget names none. */
export const DEFAULT_NEED = "hh_poor";

/** Money to be given out by the server; whole million VND throughout. */
export interface BudgetAsked {
  readonly amount: number;
  readonly share?: Share;
  readonly need?: { readonly indicator: string; readonly group?: string };
  readonly cost?: CostAsked;
  /** Of every unit, where it has none of its own. */
  readonly floor?: number;
  readonly ceiling?: number;
  readonly units?: readonly BoundsAsked[];
  readonly provinces?: readonly BoundsAsked[];
  readonly mustHave?: readonly NamedUnit[];
  readonly projects?: readonly ProjectAsked[];
}

/** What a unit costs: so much for each, and so much for each of its need. */
export interface CostAsked {
  readonly fixed?: number;
  readonly perNeed?: number;
}

/** What a unit or a province of its own gets at least and at most. */
export interface BoundsAsked {
  readonly code: string;
  readonly floor?: number;
  readonly ceiling?: number;
  readonly reason?: string;
}

/** A whole project, done or not done. */
export interface ProjectAsked {
  readonly id: string;
  /** Code of the unit where it is. */
  readonly unit: string;
  readonly name?: string;
  readonly cost: number;
  /** How many it serves; the need of its unit where it is left out. */
  readonly benefit?: number;
  readonly mustHave?: boolean;
}

/** @throws ScenarioFault at what the server could not read either */
export function checkBudget(node: unknown): void {
  const at = "budget";
  known(node, at, "amount share need cost floor ceiling units provinces mustHave projects");
  if (money(node, "amount", at) === undefined) {
    throw new ScenarioFault("wrong", "budget.amount", "50000");
  }
  choice(node, "share", at, SHARES);
  if (node.need !== undefined) {
    known(node.need, "budget.need", "indicator group");
    required(node.need, "indicator", "budget.need");
    text(node.need, "group", "budget.need");
  }
  if (node.cost !== undefined) {
    known(node.cost, "budget.cost", "fixed perNeed");
    for (const name of ["fixed", "perNeed"]) amount(node.cost, name, "budget.cost");
  }
  checkBounds(node, at);
  for (const name of ["units", "provinces"]) {
    const codes = new Set<unknown>();
    list(node, name, at).forEach((one, i) => {
      const here = `budget.${name}[${i}]`;
      known(one, here, "code floor ceiling reason");
      required(one, "code", here);
      text(one, "reason", here);
      checkBounds(one, here);
      once(codes, one.code, `${here}.code`);
    });
  }
  checkNamed(node, "mustHave", at);
  const projects = list(node, "projects", at);
  if (projects.length > MOST_PROJECTS) {
    throw new ScenarioFault("wrong", "budget.projects", `≤ ${MOST_PROJECTS}`);
  }
  const ids = new Set<unknown>();
  projects.forEach((one, i) => {
    const here = `budget.projects[${i}]`;
    known(one, here, "id unit name cost benefit mustHave");
    required(one, "id", here);
    required(one, "unit", here);
    text(one, "name", here);
    amount(one, "benefit", here);
    flag(one, "mustHave", here);
    if (money(one, "cost", here) === undefined) {
      throw new ScenarioFault("wrong", `${here}.cost`, "50000");
    }
    once(ids, one.id, `${here}.id`);
  });
}

/** Which parts of a budget cannot hold together; the server refuses them. */
export type Contradiction = "projects" | "share" | "cost" | "floors" | "must" | "bounds" | null;

/** What a budget that is being written still lacks, or has too much of. */
export function contradictionOf(budget: BudgetAsked): Contradiction {
  const { share = "proportional", cost = {}, floor = 0, ceiling, projects = [] } = budget;
  const isCosted = (cost.fixed ?? 0) > 0 || (cost.perNeed ?? 0) > 0;
  const all = [{ floor, ceiling }, ...(budget.units ?? []), ...(budget.provinces ?? [])];
  if (all.some((one) => (one.floor ?? 0) > (one.ceiling ?? MOST_MONEY))) return "bounds";
  if (share === "projects") return projects.length === 0 ? "projects" : null;
  if (projects.length > 0) return "share";
  if (share === "in_order") {
    if (!isCosted) return "cost";
    return budget.provinces?.some((one) => one.floor !== undefined) ? "floors" : null;
  }
  return budget.mustHave?.length && !isCosted && floor === 0 ? "must" : null;
}

function checkBounds(node: Node, at: string): void {
  money(node, "floor", at);
  money(node, "ceiling", at);
}

/** A whole number of million VND. */
function money(node: Node, name: string, at: string): number | undefined {
  const value = amount(node, name, at);
  if (value !== undefined && !Number.isInteger(value)) throw outside(`${at}.${name}`);
  return value;
}

function amount(node: Node, name: string, at: string): number | undefined {
  const value = number(node, name, at);
  if (value !== undefined && (value < 0 || value > MOST_MONEY)) throw outside(`${at}.${name}`);
  return value;
}

function outside(at: string): ScenarioFault {
  return new ScenarioFault("wrong", at, `0 … ${MOST_MONEY}`);
}

function once(known: Set<unknown>, one: unknown, at: string): void {
  if (known.has(one)) throw new ScenarioFault("twice", at, String(one));
  known.add(one);
}
