import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const SOURCES = join(import.meta.dirname, "..");
/** Names that are the same in every language. */
const NAMES = ["Xã Atlas", "Tiếng Việt"];

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /(?<!\.test)\.ts$/.test(entry.name) ? [path] : [];
  });
}

/** A letter with a mark; signs such as × are none. */
const LETTER = /[\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u1EA0-\u1EF9]/;

/** The texts in quotes of a source without its comments. */
function quoted(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
  return [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(
    (found) => found[1] ?? found[2] ?? "",
  );
}

describe("the code", () => {
  it("holds no Vietnamese sentence: what people read stands in the files of words", () => {
    const found = sources(SOURCES).flatMap((path) =>
      quoted(readFileSync(path, "utf8"))
        .map((text) => NAMES.reduce((rest, name) => rest.replaceAll(name, ""), text))
        .filter((text) => text.length > 1 && LETTER.test(text.normalize("NFC")))
        .map((text) => `${path.slice(SOURCES.length + 1)}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it("sets no attribute that people hear or see to a sentence of its own", () => {
    const found = sources(SOURCES).flatMap((path) =>
      [
        ...readFileSync(path, "utf8").matchAll(
          /(?:"aria-label"|title|placeholder|alt)"?: "([A-Z][^"]+)"/g,
        ),
      ].map((match) => `${path.slice(SOURCES.length + 1)}: ${match[1]}`),
    );
    expect(found).toEqual([]);
  });
});
