import { checkScenario, type ScenarioDocument } from "./scenario";

/** A scenario as this browser keeps it under a name. */
export interface Saved {
  readonly name: string;
  /** What its maker says of it. */
  readonly note: string;
  /** The release it was saved on; ISO time of saving. */
  readonly release: string;
  readonly saved: string;
  readonly document: ScenarioDocument;
}

const KEY = "xa-atlas-scenarios";
const MOST = 50;
export const LONGEST_NAME = 80;
export const LONGEST_NOTE = 1_000;

/** Why something was not kept. */
export type SaveFault = "full" | "refused";

/** Scenarios in this browser, the latest first. What cannot be read is left out. */
export class SavedScenarios {
  constructor(private readonly storage: () => Storage = () => window.localStorage) {}

  all(): readonly Saved[] {
    let kept: unknown;
    try {
      kept = JSON.parse(this.storage().getItem(KEY) ?? "[]");
    } catch {
      return [];
    }
    return (Array.isArray(kept) ? kept : []).filter(isSaved);
  }

  find(name: string): Saved | undefined {
    return this.all().find((one) => one.name === name);
  }

  /** Keeps a scenario; one of the same name is replaced. Null when it is kept. */
  put(one: Saved): SaveFault | null {
    const others = this.all().filter(({ name }) => name !== one.name);
    return others.length >= MOST ? "full" : this.write([one, ...others]);
  }

  remove(name: string): SaveFault | null {
    return this.write(this.all().filter((one) => one.name !== name));
  }

  /** A name that is not taken yet: with a number behind it where it is. */
  freeName(wanted: string): string {
    const taken = new Set(this.all().map((one) => one.name));
    let name = wanted.slice(0, LONGEST_NAME);
    for (let i = 2; taken.has(name); i++) {
      const tail = ` (${i})`;
      name = wanted.slice(0, LONGEST_NAME - tail.length) + tail;
    }
    return name;
  }

  private write(all: readonly Saved[]): SaveFault | null {
    try {
      this.storage().setItem(KEY, JSON.stringify(all));
      return null;
    } catch {
      return "refused";
    }
  }
}

function isSaved(node: unknown): node is Saved {
  const one = node as Partial<Saved> | null;
  if (typeof one?.name !== "string" || typeof one.release !== "string") return false;
  if (typeof one.note !== "string" || typeof one.saved !== "string") return false;
  try {
    checkScenario(one.document);
    return true;
  } catch {
    return false;
  }
}
