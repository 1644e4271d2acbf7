import type { Label, Lang } from "../api/types";
import en from "./en.json";
import vi from "./vi.json";

/** Both files have the same keys: a test holds them to it, and en.json's type is checked here. */
export type Key = keyof typeof vi;

const MESSAGES: Readonly<Record<Lang, Readonly<Record<Key, string>>>> = { vi, en };

export const LANGS: readonly Lang[] = ["vi", "en"];

/** The language to begin with: Vietnamese where the browser asks for it before English. */
export function preferredLang(wanted: readonly string[]): Lang {
  for (const tag of wanted) {
    const lang = LANGS.find((l) => tag.toLowerCase().startsWith(l));
    if (lang) return lang;
  }
  return "en";
}

/** Puts parameters into a sentence; a name it does not know stays as it is. */
export function fill(text: string, parameters: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}

/** The words and number formats of one language. Immutable. */
export class Words {
  private readonly dates: Intl.DateTimeFormat;
  private readonly formats = new Map<number, Intl.NumberFormat>();

  constructor(readonly lang: Lang) {
    this.dates = new Intl.DateTimeFormat(this.locale, {
      day: lang === "vi" ? "2-digit" : "numeric",
      month: lang === "vi" ? "2-digit" : "short",
      year: "numeric",
      timeZone: "UTC",
    });
  }

  /** A sentence with its parameters in place. */
  say(key: Key, parameters: Readonly<Record<string, string | number>> = {}): string {
    return fill(MESSAGES[this.lang][key], parameters);
  }

  /** A key built from an identifier of the data; null when there are no words for it. */
  find(prefix: string, id: string): string | null {
    const key = `${prefix}.${id}`;
    return key in MESSAGES[this.lang] ? this.say(key as Key) : null;
  }

  label(label: Label | undefined, fallback: string): string {
    return label?.[this.lang] || label?.vi || fallback;
  }

  /** A number with exactly so many decimals: `15.139` and `4,54` in Vietnamese. */
  number(value: number, decimals: number): string {
    let format = this.formats.get(decimals);
    if (!format) {
      format = new Intl.NumberFormat(this.locale, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        useGrouping: "always",
      });
      this.formats.set(decimals, format);
    }
    return format.format(value);
  }

  /** A figure with its unit of measure: `15.139 hộ`, `4,54 %`. */
  quantity(value: number, unit: string): string {
    const n = this.number(value, decimalsOf(unit, value));
    const forms = (this.template("unit", unit) ?? "{n}").split("|");
    // A unit may have two forms, for one and for more.
    const form = (value === 1 ? forms[0] : forms.at(-1)) ?? "{n}";
    return form.replace("{n}", n).replace(" ", "\u00a0");
  }

  /** A day: `31/12/2023`; a year and a span of years: as they are, with a dash. */
  period(period: string): string {
    if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return this.date(period);
    return period.replace(/^(\d{4})[/-](\d{4})$/, "$1–$2");
  }

  date(iso: string): string {
    const time = Date.parse(iso);
    return Number.isNaN(time) ? iso : this.dates.format(time);
  }

  private get locale(): string {
    return this.lang === "vi" ? "vi-VN" : "en-GB";
  }

  private template(prefix: string, id: string): string | null {
    const key = `${prefix}.${id}`;
    return key in MESSAGES[this.lang] ? MESSAGES[this.lang][key as Key] : null;
  }
}

/** Decimals of a figure: two for rates; none for counts; as many as an amount has, up to two. */
export function decimalsOf(unit: string, value = 0): number {
  if (unit === "percent" || unit === "percentage_point") return 2;
  if (Number.isInteger(value)) return 0;
  return Number.isInteger(Math.round(value * 1000) / 100) ? 1 : 2;
}
