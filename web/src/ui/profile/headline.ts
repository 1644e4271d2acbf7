import type { UnitFigure } from "../../api/types";
import { byStanding } from "../../data/stages";
import { h } from "../dom";
import { caveats, indicatorName, narrowerGroup, statusMark, sumText, valueText } from "../figures";
import { carriage, counts, source } from "./origin";
import { sameAsMap } from "./same";
import type { Told } from "./told";

/** Where the unit lies, and its code. */
export function place(told: Told): HTMLElement {
  const { words, unit, view } = told;
  const edition = view.atlas.manifest.editions.find((e) => e.id === unit.edition);
  return h(
    "div",
    {},
    told.isOnMap
      ? null
      : h(
          "p",
          { class: "panel-former" },
          told.say("edition", { edition: words.label(edition?.title, unit.edition) }),
        ),
    h(
      "p",
      { class: "panel-place" },
      ...unit.parents.map((parent) =>
        told.isOnMap
          ? told.link(parent.fullName, () => told.on.open(parent.code))
          : h("span", {}, parent.fullName),
      ),
      h("span", {}, told.say("code", { code: unit.code })),
      unit.area === null
        ? null
        : h(
            "span",
            {},
            words.say("unit.area", { n: words.number(unit.area, unit.area < 10 ? 2 : 1) }),
          ),
      told.isOnMap && unit.boundary
        ? told.link(told.say("zoom"), () => told.on.zoom(unit.code))
        : null,
    ),
  );
}

/** The figure that the map shows, large. */
export function headline(told: Told): HTMLElement | null {
  const { words, view, unit } = told;
  const { choice } = view;
  if (!told.isOnMap && unit.figures.length > 0) return null;
  if (!choice.series || !told.isOnMap) {
    const text = unit.figures.length === 0 ? "none" : "none.level";
    return h("section", { class: "headline" }, h("p", {}, told.say(text)));
  }
  const painted = new Set([choice.series, ...choice.behind].map((s) => s.id));
  const figure =
    unit.figures.filter((f) => painted.has(f.series)).sort(byStanding)[0] ??
    sameAsMap(told, choice.group)[0];
  const own = figure ? undefined : view.units.find(unit.code);
  const sum = own && own.level === unit.level ? sumText(words, view, own.index) : "";
  const summed = own && sum ? view.figures.value[own.index] : undefined;
  const printed = figure?.reported ? told.say("asPrinted") : "";
  const extra = [caveats(words, figure ?? choice.series), printed]
    .filter((part) => part !== "")
    .join(", ");
  return h(
    "section",
    { class: "headline" },
    h(
      "p",
      { class: "headline-name" },
      indicatorName(words, view),
      " ",
      words.period(choice.period),
    ),
    h(
      "p",
      { class: "headline-value" },
      figure?.value != null
        ? valueText(words, told.measure(figure.indicator), figure.value, figure.qualifier)
        : summed !== undefined && !Number.isNaN(summed)
          ? valueText(words, told.measure(choice.indicator), summed)
          : h("span", { class: "is-missing" }, words.say("status.none")),
      statusMark(words, figure?.status ?? (sum && own && view.figures.status[own.index]) ?? null),
    ),
    sum ? h("p", { class: "headline-parts" }, sum) : null,
    figure && counts(told, figure)
      ? h("p", { class: "headline-parts" }, counts(told, figure))
      : null,
    figure ? cited(told, figure) : null,
    figure?.carried ? h("p", { class: "headline-parts" }, carriage(told, figure)) : null,
    h(
      "p",
      { class: "headline-parts" },
      [narrowerGroup(words, view), extra].filter((part) => part !== "").join(" · "),
    ),
  );
}

/** Where the figure is from, at once; file and row stand with the years. */
function cited(told: Told, figure: UnitFigure): HTMLElement | null {
  const ids = [figure.source, ...(figure.parts ?? []).map((part) => part.source)];
  const known = [...new Set(ids.flatMap((id) => id || []))];
  if (known.length === 0) return null;
  const parts = known.flatMap((id, i) => [i > 0 ? "; " : "", source(told, id)]);
  return h("p", { class: "headline-parts headline-source" }, `${told.say("source")}: `, ...parts);
}
