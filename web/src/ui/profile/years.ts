import type { UnitFigure } from "../../api/types";
import { comparePeriods } from "../../data/period";
import { byStanding } from "../../data/stages";
import { decimalsOf } from "../../i18n/i18n";
import { lineChart } from "../chart";
import { h, ICONS, icon } from "../dom";
import { indicatorName, standing, valueText } from "../figures";
import { facts, source } from "./origin";
import type { Told } from "./told";

/** The figure of the map over the years: a line with breaks between standards, and a table. */
export function overYears(told: Told): HTMLElement | null {
  const { words, view } = told;
  const { choice } = view;
  const points = ofPeriods(told);
  if (points.length < 2) return null;
  const standards = new Set(points.map((f) => f.standard));
  const text = (f: UnitFigure): string =>
    valueText(words, told.measure(f.indicator), f.value, f.qualifier);
  const said = points.map((f) => `${words.period(f.period)} ${text(f)}`).join("; ");
  return told.section(
    told.say("years"),
    lineChart(
      points.map((f) => ({
        period: f.period,
        value: f.value ?? 0,
        standard: f.standard,
        solid: f.status !== "illustrative",
      })),
      {
        title: `${indicatorName(words, view)}: ${said}`,
        value: (value) => words.number(value, decimalsOf(told.measure(choice.indicator), value)),
        period: (period) => words.period(period),
        standard: (id) => (id ? told.say("years.standard", { id }) : ""),
      },
    ),
    h(
      "table",
      { class: "told-years" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ...(["year", "value", "standard", "stage"] as const).map((key) =>
            h("th", { scope: "col" }, told.say(key)),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        ...points.map((f) =>
          h(
            "tr",
            { "aria-current": f.period === choice.period ? "true" : null },
            h("th", { scope: "row" }, words.period(f.period)),
            h("td", {}, text(f)),
            h("td", {}, f.standard),
            h("td", {}, standing(words, f)),
          ),
        ),
      ),
    ),
    standards.size > 1 ? told.note(told.say("years.note")) : null,
    h(
      "div",
      { class: "figures" },
      h(
        "details",
        {},
        h("summary", {}, h("span", {}, told.say("years.origin")), h("span"), icon(ICONS.chevron)),
        facts(bySource(told, points)),
      ),
    ),
  );
}

/** The years that one file of one source tells, with their rows. */
function bySource(told: Told, points: readonly UnitFigure[]): [string, HTMLElement][] {
  const files = new Map<string, UnitFigure[]>();
  for (const f of points) {
    const key = JSON.stringify([f.source, f.file]);
    files.set(key, [...(files.get(key) ?? []), f]);
  }
  return [...files.values()].map((figures) => {
    const [first] = figures;
    const rows = figures.flatMap((f) => (f.row == null ? [] : [f.row])).join(", ");
    const file = first?.file ?? "";
    return [
      figures.map((f) => told.words.period(f.period)).join(", "),
      h(
        "span",
        {},
        first?.source ? source(told, first.source) : "",
        h(
          "span",
          { class: "facts-file" },
          file && rows ? told.say("row", { file, row: rows }) : file,
        ),
      ),
    ];
  });
}

/** Of each period and standard the figure that stands, in the order of time. */
function ofPeriods(told: Told): UnitFigure[] {
  const { choice } = told.view;
  const { series } = choice;
  if (!series || !told.isOnMap) return [];
  const figures = told.unit.figures
    .filter(
      (f) =>
        f.indicator === choice.indicator &&
        f.group === choice.group &&
        f.areaType === series.areaType &&
        f.nature === series.nature &&
        f.value !== null,
    )
    // Of each period the last is kept: the one that the map shows.
    .sort((a, b) => comparePeriods(a.period, b.period) || byStanding(b, a));
  return [...new Map(figures.map((f) => [`${f.period} ${f.standard}`, f])).values()];
}
