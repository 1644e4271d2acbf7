import { MAX_CLASSES } from "./classify";

/** Why borders typed by hand cannot be used; `part` is the text at fault, empty where it is the whole. */
export interface BordersFault {
  readonly kind: "empty" | "number" | "order" | "many";
  readonly part: string;
}

export type Borders =
  | { readonly borders: readonly number[]; readonly fault?: undefined }
  | { readonly borders?: undefined; readonly fault: BordersFault };

/**
 * Reads borders between classes as people type them: numbers divided by semicolons or spaces, in the
 * manner of the language (a decimal comma in Vietnamese). In English a comma divides too.
 */
export function readBorders(text: string, lang: "vi" | "en"): Borders {
  const parts = text.split(lang === "vi" ? /[;\s]+/ : /[;,\s]+/).filter((part) => part !== "");
  if (parts.length === 0) return { fault: { kind: "empty", part: "" } };
  if (parts.length >= MAX_CLASSES) return { fault: { kind: "many", part: "" } };
  const borders: number[] = [];
  for (const part of parts) {
    const plain = lang === "vi" ? part.replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", ".") : part;
    if (!/^-?\d{1,15}(\.\d{1,12})?$/.test(plain)) return { fault: { kind: "number", part } };
    const value = Number(plain);
    const before = borders.at(-1);
    if (before !== undefined && value <= before) return { fault: { kind: "order", part } };
    borders.push(value);
  }
  return { borders };
}
