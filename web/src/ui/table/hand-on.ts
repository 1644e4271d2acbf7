import type { View } from "../../data/atlas";
import type { Row } from "../../data/rows";
import { isIllustrative, type Sheet, sourcesOf } from "../../data/sheet";
import { decimalsOf, type Words } from "../../i18n/i18n";
import { groupName, indicatorName, measure, standing } from "../figures";
import { say } from "./table";

/** The rows as they leave the page, with what a reader elsewhere must know of them. */
export function sheetOf(words: Words, view: View, rows: readonly Row[], today: string): Sheet {
  const { choice, atlas } = view;
  const { numerator, denominator } = view.indicator ?? {};
  const hasParts = view.figures.parts !== undefined && numerator && denominator;
  const name = (id: string): string => words.label(atlas.indicator(id)?.name, id);
  const unit = measure(view);
  const unitName = words.find("unit.name", unit);
  const indicator = indicatorName(words, view);
  const count = (value: number) => ({ value, decimals: 0 });
  const sources = sourcesOf(view).map((id) => atlas.source(id)?.title || id);
  return {
    title: [indicator, words.period(choice.period), choice.series ? groupName(words, view) : ""]
      .filter((part) => part !== "")
      .join(", "),
    columns: [
      say(words, "rank"),
      say(words, "code"),
      say(words, `name.${choice.level}`),
      ...(choice.level === "province" ? [] : [say(words, "province")]),
      ...(choice.series ? [unitName ? `${indicator} (${unitName})` : indicator] : []),
      ...(hasParts ? [name(numerator.indicator), name(denominator.indicator)] : []),
      ...(choice.series ? [say(words, "standing")] : []),
    ],
    rows: rows.map((row) => [
      row.rank === null ? "" : count(row.rank),
      row.unit.code,
      row.unit.fullName,
      ...(choice.level === "province" ? [] : [row.province]),
      ...(choice.series ? [{ value: row.value, decimals: decimalsOf(unit, row.value) }] : []),
      ...(hasParts ? [count(row.numerator), count(row.denominator)] : []),
      ...(choice.series
        ? [
            row.series
              ? standing(words, { status: row.status, stage: row.series.stage })
              : words.say("status.none"),
          ]
        : []),
    ]),
    notes: [
      sources.length > 0 ? say(words, "note.source", { sources: sources.join("; ") }) : "",
      isIllustrative(rows) ? say(words, "note.illustrative") : "",
      choice.series ? say(words, "note.missing") : "",
      say(words, "note.release", { release: atlas.manifest.release, date: words.date(today) }),
    ].filter((note) => note !== ""),
  };
}
