import { Phrases } from "../../i18n/phrases";
import en from "../../i18n/sums.en.json";
import vi from "../../i18n/sums.vi.json";

export type SumsKey = keyof typeof vi;

const PHRASES = new Phrases<SumsKey>({ vi, en });
export const say = PHRASES.say.bind(PHRASES);
