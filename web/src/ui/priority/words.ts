import type { Atlas } from "../../data/atlas";
import { designationParts } from "../../data/designations";
import type { Words } from "../../i18n/i18n";
import { Phrases } from "../../i18n/phrases";
import en from "../../i18n/priority.en.json";
import vi from "../../i18n/priority.vi.json";
import type { Run } from "../../priority/run";
import type { CriterionAsked } from "../../priority/scenario";

export type PriorityKey = keyof typeof vi;

const PHRASES = new Phrases<PriorityKey>({ vi, en });
export const say = PHRASES.say.bind(PHRASES);

export function criterionName(words: Words, atlas: Atlas, asked: CriterionAsked): string {
  if (asked.name) return asked.name;
  if (asked.designation) {
    return words.label(atlas.scheme(asked.designation)?.name, asked.designation);
  }
  const name = words.label(atlas.indicator(asked.indicator ?? "")?.name, asked.indicator ?? "");
  const group = asked.group ?? "all";
  return group === "all" ? name : `${name} (${words.label(atlas.group(group), group)})`;
}

/** The unit of measure of what a criterion goes by; "" for a designation. */
export function measureOf(atlas: Atlas, asked: CriterionAsked): string {
  return (asked.indicator && atlas.indicator(asked.indicator)?.unit) || "";
}

/** A designation as a scenario names it: its scheme, or one class of it. */
export function designationText(words: Words, atlas: Atlas, designation: string): string {
  const { scheme, class: wanted } = designationParts(designation);
  const entry = atlas.scheme(scheme);
  const found = entry?.classes.find((c) => c.id === wanted);
  return found ? words.label(found.name, found.id) : words.label(entry?.name, scheme);
}

const MOST_DECIMALS = 3;

/** Decimals that tell the scores of a run apart: as few as they need, three at most. */
export function scoreDecimals(run: Run): number {
  let decimals = 0;
  for (const score of run.scores.score) {
    while (
      decimals < MOST_DECIMALS &&
      Math.abs(score * 10 ** decimals - Math.round(score * 10 ** decimals)) > 1e-6
    ) {
      decimals++;
    }
    if (decimals === MOST_DECIMALS) break;
  }
  return decimals;
}

/** A number as people type it: with a decimal comma or point; NaN for anything else. */
export function typedNumber(text: string): number {
  const bare = text.trim().replace(/[\s\u00a0]/g, "");
  const plain = bare.includes(",")
    ? bare.replaceAll(".", "").replace(",", ".")
    : /^-?\d{1,3}(\.\d{3}){2,}$/.test(bare)
      ? bare.replaceAll(".", "")
      : bare;
  return /^-?\d{1,15}(\.\d{1,12})?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** A number as it is put into a field: all its digits, no thousands sign. */
export function fieldNumber(words: Words, value: number): string {
  const text = String(Number(value.toPrecision(12)));
  return words.lang === "vi" ? text.replace(".", ",") : text;
}
