import type { View } from "../../data/atlas";
import en from "../../i18n/handon.en.json";
import vi from "../../i18n/handon.vi.json";
import type { Words } from "../../i18n/i18n";
import { Phrases } from "../../i18n/phrases";

const PHRASES = new Phrases<keyof typeof vi>({ vi, en });
export const say = PHRASES.say.bind(PHRASES);

/** Which of two sides a file holds: its period, and its units where they are not those of today. */
export function sideText(words: Words, { choice }: View): string {
  const { edition } = choice;
  const period = words.period(choice.period);
  return edition.newest ? period : `${period}, ${words.label(edition.title, edition.id)}`;
}
