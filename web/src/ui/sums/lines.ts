import type { Rollup, RollupFigure } from "../../api/types";
import type { Atlas } from "../../data/atlas";
import type { Words } from "../../i18n/i18n";
import { valueText } from "../figures";
import { type SumsKey, say } from "./words";

/**
 * A sum as it is written: where there is none what somebody told of the whole, where not every part
 * told that there is no sum.
 */
export function sumValue(words: Words, figure: RollupFigure | undefined, unit: string): string {
  if (figure?.value != null) return valueText(words, unit, figure.value, figure.qualifier);
  if (figure?.told) return say(words, "nosum");
  const [published] = figure?.beside ?? [];
  return published ? words.quantity(published.value, unit) : say(words, "none");
}

/** What a sum rests on, and what was told of the whole: each a short line. */
export function linesOf(
  words: Words,
  atlas: Atlas,
  rollup: Rollup,
  figure: RollupFigure | undefined,
  unit: string,
): readonly string[] {
  const shared = rollup.shared?.length ?? 0;
  const lines: string[] = [];
  if (figure?.value != null && figure.numerator != null && figure.denominator != null) {
    const counted = atlas.indicator(figure.indicator)?.denominator?.indicator ?? "";
    lines.push(
      words.say("unit.of", {
        part: words.number(figure.numerator, 0),
        whole: words.quantity(figure.denominator, atlas.indicator(counted)?.unit ?? ""),
      }),
    );
  }
  if (shared > 0) lines.push(say(words, "shared", { n: shared }));
  if (figure?.told !== undefined && figure.of !== undefined && shared === 0) {
    const counts = {
      n: words.number(figure.told, 0),
      total: words.number(figure.of, 0),
      units: say(words, `units.${figure.parts}` as SumsKey),
    };
    if (figure.value !== null || figure.sumOfTold == null) lines.push(say(words, "part", counts));
    else {
      const sum = words.quantity(figure.sumOfTold, unit);
      lines.push(say(words, "part.sum", { ...counts, sum }));
    }
  }
  if (figure?.carried) {
    const edition = atlas.manifest.editions.find((e) => e.id === figure.carried?.edition);
    const title = words.label(edition?.title, figure.carried.edition).replace(/ \(.*$/, "");
    lines.push(say(words, "carried", { edition: title }));
  }
  return [...lines, ...besideTexts(words, figure, unit)];
}

function besideTexts(words: Words, figure: RollupFigure | undefined, unit: string): string[] {
  return (figure?.beside ?? []).flatMap(({ value, difference }) => {
    const told = words.quantity(value, unit);
    if (difference === null) {
      return figure?.told ? [say(words, "beside", { value: told })] : [say(words, "beside.only")];
    }
    // Rates are printed with two decimals: half of the last is no difference.
    const isSame = unit === "percent" ? Math.abs(difference) < 0.005 : difference === 0;
    const key = isSame ? "beside.same" : difference > 0 ? "beside.more" : "beside.less";
    const size = Math.abs(difference);
    const by = words.quantity(size, unit === "percent" ? "percentage_point" : unit);
    return [say(words, key, { value: told, difference: by })];
  });
}

export function missingText(words: Words, figure: RollupFigure | undefined): string {
  const { missing = [], told = 0, of = 0 } = figure ?? {};
  if (missing.length === 0) return "";
  const names = missing.map((unit) => unit.fullName ?? unit.code).join(", ");
  const n = of - told - missing.length;
  const units = say(words, `units.${figure?.parts ?? "commune"}` as SumsKey);
  return n > 0
    ? say(words, "missing.more", { names, n: words.number(n, 0), units })
    : say(words, "missing", { names });
}
