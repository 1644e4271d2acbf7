import type { Lang } from "../../api/types";
import { Phrases } from "../../i18n/phrases";
import en from "../../i18n/time.en.json";
import vi from "../../i18n/time.vi.json";

export type TimeKey = keyof typeof vi;

const PHRASES = new Phrases<TimeKey>({ vi, en });
export const say = PHRASES.say.bind(PHRASES);

/** A phrase in both languages, for what is named as the catalogue names things. */
export function inBoth(
  key: TimeKey,
  parameters: (lang: Lang) => Readonly<Record<string, string>>,
): Readonly<Record<Lang, string>> {
  const fill = (lang: Lang): string => {
    const said = parameters(lang);
    return { vi, en }[lang][key].replace(
      /\{(\w+)\}/g,
      (whole, name: string) => said[name] ?? whole,
    );
  };
  return { vi: fill("vi"), en: fill("en") };
}
