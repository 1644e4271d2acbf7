import type { Lang } from "../api/types";
import { fill, type Words } from "./i18n";

/**
 * The words of a part of the page that is fetched when it is first needed, so that they are not
 * fetched before. Immutable.
 */
export class Phrases<K extends string> {
  constructor(private readonly messages: Readonly<Record<Lang, Readonly<Record<K, string>>>>) {}

  /** A sentence in the language of the words given, with its parameters in place. */
  say(words: Words, key: K, parameters: Readonly<Record<string, string | number>> = {}): string {
    return fill(this.messages[words.lang][key], parameters);
  }
}
