import en from "../../i18n/handon.en.json";
import vi from "../../i18n/handon.vi.json";
import { Phrases } from "../../i18n/phrases";

const PHRASES = new Phrases<keyof typeof vi>({ vi, en });
export const say = PHRASES.say.bind(PHRASES);
