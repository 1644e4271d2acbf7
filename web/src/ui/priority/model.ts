import type { View } from "../../data/atlas";
import type { Words } from "../../i18n/i18n";
import type { Kept } from "../../priority/kept";
import type { Run } from "../../priority/run";
import { DEFAULT_TOP, type ScenarioDocument } from "../../priority/scenario";
import type { HotSpots, Money, Sensitivity } from "../../priority/server";
import type { Told } from "../../priority/told";

/** What the map shows while the panel is open. */
export const LAYERS = ["score", "chosen", "money", "figures", "change", "moved"] as const;
export type Layer = (typeof LAYERS)[number];

/** Poor households, all households and the poverty rate of the units, by index; null where there is none. */
export interface Households {
  readonly poor: Told | null;
  readonly all: Told | null;
  readonly rate: Told | null;
}

/** All that the panel shows. */
export interface Model {
  readonly words: Words;
  /** With its own figures, not the scores. */
  readonly view: View;
  readonly document: ScenarioDocument;
  /** The last one that could be computed; null while there is none. */
  readonly run: Run | null;
  /** How many scenarios were opened: of another one, nothing that was typed into a form stays. */
  readonly opened: number;
  /** The scenario of the server that was opened, as it is there; null for one of nobody. */
  readonly origin: Kept | null;
  /** Whether the scenario says something else than the one of the server. */
  readonly isChanged: boolean;
  /** What is wrong with the scenario, in words; "" when nothing is. */
  readonly fault: string;
  readonly layer: Layer;
  /** Layers that there are: a map of changes only after a comparison. */
  readonly layers: readonly Layer[];
  readonly households: Households | null;
  /** Where preliminary figures come first: the same scenario on approved ones; else null. */
  readonly approved: Run | null;
  /** How firm ranks are; null until somebody asks. */
  readonly firm: Sensitivity | null;
  /** The budget of the scenario, shared out; null until somebody asks. */
  readonly money: Money | null;
  /** Where like lies by like; null until somebody asks. */
  readonly hot: HotSpots | null;
  /** What the server is computing: `firm`, `money` or `hot`; "" for nothing. */
  readonly waiting: string;
  /** Code of the unit that is looked at. */
  readonly selected: string | undefined;
}

/** How many units lie above the line. */
export function topOf(document: ScenarioDocument): number {
  return document.sensitivity?.top ?? DEFAULT_TOP;
}

/** Parts to be changed; undefined takes a part away. */
export type Changes<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A document with some parts changed. */
export function changed<T extends object>(document: T, change: Changes<T>): T {
  const next: Record<string, unknown> = { ...document, ...change };
  for (const [name, value] of Object.entries(next)) if (value === undefined) delete next[name];
  return next as T;
}

/** What is empty is left out of the document. */
export function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}
