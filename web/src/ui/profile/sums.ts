import type { Rollup } from "../../api/types";
import { comparePeriods } from "../../data/period";
import { leading } from "../../data/sums";
import { h } from "../dom";
import { statusMark } from "../figures";
import { linesOf, missingText, sumValue } from "../sums/lines";
import type { Told } from "./told";

/**
 * What the communes of a province or district come to in the period of the map, how many of them told,
 * and beside it what was told of the whole.
 */
export function sums(told: Told): HTMLElement | null {
  const { view, unit } = told;
  const { choice, indicator } = view;
  const entry = (view.atlas.manifest.rollups ?? []).find(
    (r) => r.by === unit.level && r.edition === unit.edition && r.parts === "commune",
  );
  const periods = entry?.periods.map((p) => p.period).sort(comparePeriods) ?? [];
  const period = periods.includes(choice.period) ? choice.period : periods.at(-1);
  if (!period || !choice.indicator) return null;
  const wanted = [
    choice.indicator,
    indicator?.numerator?.indicator ?? "",
    indicator?.denominator?.indicator ?? "",
  ].filter((id) => id !== "");
  const body = h("div", { class: "profile-sums" }, told.note(told.say("sums.loading")));
  const section = told.section(told.say("sums", { period: told.words.period(period) }), body);
  told.on.sums(unit, wanted, period).then(
    (rollup) => {
      const rows = rollup ? wanted.flatMap((id) => row(told, rollup, id)) : [];
      if (rows.length > 0) body.replaceChildren(h("dl", {}, ...rows));
      else section.remove();
    },
    () => body.replaceChildren(told.note(told.say("sums.failed"))),
  );
  return section;
}

function row(told: Told, rollup: Rollup, id: string): HTMLElement[] {
  const { words, view } = told;
  const figure = leading(rollup, id);
  // What was carried from former communes is told as the figure of the unit; a sum of it says no more.
  if (!figure || (figure.carried && !figure.beside)) return [];
  const unit = told.measure(id);
  const missing = missingText(words, figure);
  return [
    h("dt", {}, told.indicator(id)),
    h(
      "dd",
      {},
      h("strong", {}, sumValue(words, figure, unit)),
      " ",
      statusMark(words, figure.status),
      ...linesOf(words, view.atlas, rollup, figure, unit).map((line) => h("span", {}, line)),
      missing ? h("span", {}, missing) : null,
    ),
  ];
}
