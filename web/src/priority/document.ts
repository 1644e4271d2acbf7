/*
 * Parts of a scenario as it is written down. Each reader names the place of what cannot be understood,
 * and what is expected there, as the server's reader does.
 */

/** Where a document cannot be understood, and what is expected there. */
export class ScenarioFault extends Error {
  constructor(
    readonly kind: "json" | "format" | "large" | "unknown" | "wrong" | "twice" | "absent",
    readonly place: string,
    readonly expected: string,
  ) {
    super(`${kind} ${place}: ${expected}`);
    this.name = "ScenarioFault";
  }
}

export interface NamedUnit {
  readonly code: string;
  readonly reason: string;
}

export type Node = Readonly<Record<string, unknown>>;

export function isRecord(node: unknown): node is Node {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

function path(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}

export function known(node: unknown, at: string, names: string): asserts node is Node {
  if (!isRecord(node)) throw new ScenarioFault("wrong", at, "{ … }");
  const allowed = names.split(" ");
  for (const name of Object.keys(node)) {
    if (!allowed.includes(name)) {
      throw new ScenarioFault("unknown", path(at, name), allowed.join(", "));
    }
  }
}

export function text(node: Node, name: string, at: string): string | undefined {
  const value = node[name];
  if (value === undefined) return undefined;
  if (typeof value !== "string" || value.trim() === "") {
    throw new ScenarioFault("wrong", path(at, name), '"…"');
  }
  return value;
}

export function required(node: Node, name: string, at: string): void {
  if (text(node, name, at) === undefined) throw new ScenarioFault("wrong", path(at, name), '"…"');
}

export function flag(node: Node, name: string, at: string): void {
  const value = node[name];
  if (value !== undefined && typeof value !== "boolean") {
    throw new ScenarioFault("wrong", path(at, name), "true, false");
  }
}

export function number(node: Node, name: string, at: string): number | undefined {
  const value = node[name];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new ScenarioFault("wrong", path(at, name), "1.5");
  }
  return value;
}

export function whole(node: Node, name: string, at: string, least: number, most: number): void {
  const value = number(node, name, at);
  if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most)) {
    throw new ScenarioFault("wrong", path(at, name), `${least} … ${most}`);
  }
}

export function list(node: Node, name: string, at: string): readonly unknown[] {
  const value = node[name];
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new ScenarioFault("wrong", path(at, name), "[ … ]");
  return value;
}

export function numbers(node: Node, name: string, at: string): readonly number[] {
  return list(node, name, at).map((value, i) => {
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new ScenarioFault("wrong", `${path(at, name)}[${i}]`, "1.5");
    }
    return value;
  });
}

export function choice<T extends string>(
  node: Node,
  name: string,
  at: string,
  all: readonly T[],
): T | undefined {
  const value = text(node, name, at);
  const found = all.find((one) => one === value);
  if (value !== undefined && found === undefined) {
    throw new ScenarioFault("wrong", path(at, name), all.join(", "));
  }
  return found;
}

/** Units with the reason why they are named. */
export function checkNamed(node: Node, name: string, at: string): void {
  list(node, name, at).forEach((unit, i) => {
    const here = `${path(at, name)}[${i}]`;
    known(unit, here, "code reason");
    required(unit, "code", here);
    required(unit, "reason", here);
  });
}
