import type {
  FormerDesignation,
  HistoryAnswer,
  HistoryStep,
  UnitDesignation,
  UnitFigure,
} from "../../api/types";
import { comparePeriods } from "../../data/period";
import { byStanding } from "../../data/stages";
import { h, ICONS, icon } from "../dom";
import { statusMark, valueText } from "../figures";
import { facts, fileAndRow, source } from "./origin";
import type { Told } from "./told";

/**
 * What the unit was formed from and what it became: by which resolution, with the figures of its parts
 * and with what they were designated. A class of a former unit is never told as one of this unit.
 */
export function history(told: Told): HTMLElement | null {
  const { view, unit } = told;
  const crosswalks = view.atlas.manifest.crosswalks ?? [];
  if (!crosswalks.some(({ from, to }) => from === unit.edition || to === unit.edition)) return null;
  const body = h("div", { class: "history" }, told.note(told.say("history.loading")));
  const section = told.section(told.say("history"), body);
  const { indicator, choice } = view;
  const wanted = [
    choice.indicator,
    indicator?.numerator?.indicator ?? "",
    indicator?.denominator?.indicator ?? "",
  ].filter((id) => id !== "");
  told.on.history(unit, wanted).then(
    (answer) => {
      const parts = contents(told, answer);
      if (parts.length > 0) body.replaceChildren(...parts);
      else section.remove();
    },
    () => body.replaceChildren(told.note(told.say("history.failed"))),
  );
  return section;
}

function contents(told: Told, answer: HistoryAnswer): HTMLElement[] {
  const { unit } = told;
  const former = unit.formerDesignations ?? [];
  return [
    ...former.flatMap((one) => formerClasses(told, one)),
    former.length > 0 ? told.note(told.say("former.note")) : null,
    ...steps(told, answer, answer.formedFrom, "from"),
    ...steps(told, answer, answer.became, "became"),
    villages(told, answer.formedFrom),
  ].filter((part): part is HTMLElement => part !== null);
}

/** "2 of 3 former communes were region III": as many sentences as there were classes. */
function formerClasses(told: Told, former: FormerDesignation): HTMLElement[] {
  const { words, view } = told;
  const scheme = view.atlas.scheme(former.scheme);
  const isMixed = former.wholeParts < former.parts;
  return former.classes.map((one) => {
    const given = words.label(scheme?.classes.find((c) => c.id === one.class)?.name, one.class);
    return h(
      "p",
      { class: "history-former" },
      told.say(isMixed ? "former.parts" : "former", {
        count: one.count,
        parts: former.parts,
        units: told.say(`former.units.${told.unit.level}`),
        class: given,
        day: words.date(former.day),
      }),
      " ",
      former.illustrative ? statusMark(words, "illustrative") : null,
    );
  });
}

/** Units of one edition, each unfolding into by what it came and what is told of it. */
function steps(
  told: Told,
  answer: HistoryAnswer,
  all: readonly HistoryStep[],
  way: "from" | "became",
): HTMLElement[] {
  const editions = [...new Set(all.map((step) => step.edition))];
  return editions.flatMap((id) => {
    const members = all.filter((step) => step.edition === id);
    const edition = titleOf(told, id);
    const title =
      way === "became"
        ? told.say("history.became", { edition })
        : members.length === 1
          ? told.say("history.from.one", { edition })
          : told.say("history.from", { n: members.length, edition });
    return [
      h("h4", {}, title),
      h("div", { class: "figures" }, ...members.map((step) => stepRow(told, answer, step))),
    ];
  });
}

function stepRow(told: Told, answer: HistoryAnswer, step: HistoryStep): HTMLElement {
  const { words, view } = told;
  const figure = latestOf(step.figures, view.choice.indicator, view.choice.period);
  const shown = (f: UnitFigure): string =>
    valueText(words, told.measure(f.indicator), f.value, f.qualifier);
  const own = step.designations.filter((d) => d.name === "");
  return h(
    "details",
    {},
    h(
      "summary",
      {},
      h(
        "span",
        { class: "figure-name" },
        step.fullName,
        h("span", { class: "figure-counts" }, ` ${share(told, step)}`),
      ),
      h(
        "span",
        { class: "figure-value" },
        figure ? `${shown(figure)} (${words.period(figure.period)})` : "",
        figure ? statusMark(words, figure.status) : null,
      ),
      icon(ICONS.chevron),
    ),
    facts([
      [told.say("history.place"), step.parents.map((p) => p.fullName).join(", ")],
      [
        told.say("history.resolution"),
        step.source ? source(told, step.source, answer.sources) : null,
      ],
      [told.say("file"), fileAndRow(told, step)],
      [told.say("history.figures"), figures(told, step)],
      [
        told.say("history.designations"),
        own.length > 0 ? list(own.map((d) => designation(told, d))) : null,
      ],
    ]),
    told.link(told.say("history.open"), () => told.on.open(step.code, step.edition)),
  );
}

function share(told: Told, { whole, share: part, basis }: HistoryStep): string {
  if (whole) return told.say("history.whole");
  if (part === null || basis === "unknown") return told.say("history.part.unknown");
  return told.say("history.part", {
    share: told.words.quantity(100 * part, "percent"),
    basis: told.basis(basis),
  });
}

/** All that is told of the indicators of the map, by period; that there is nothing where there is not. */
function figures(told: Told, { figures: all }: HistoryStep): Node {
  const { words } = told;
  const real = all.filter((f) => f.value !== null && f.group === told.view.choice.group);
  const best = new Map<string, UnitFigure>();
  for (const f of [...real].sort(byStanding)) {
    const key = `${f.period} ${f.indicator} ${f.standard} ${f.nature} ${f.areaType}`;
    if (!best.has(key)) best.set(key, f);
  }
  if (best.size === 0) return h("span", {}, told.say("history.none"));
  const byPeriod = new Map<string, UnitFigure[]>();
  for (const f of best.values()) byPeriod.set(f.period, [...(byPeriod.get(f.period) ?? []), f]);
  const periods = [...byPeriod].sort(([a], [b]) => comparePeriods(b, a));
  return list(
    periods.map(([period, members]) => {
      const standards = [...new Set(members.map((f) => f.standard).filter((id) => id !== ""))];
      const values = members
        .sort((a, b) => told.view.atlas.rank(a.indicator) - told.view.atlas.rank(b.indicator))
        .map((f) => {
          const value = valueText(words, told.measure(f.indicator), f.value, f.qualifier);
          return `${told.indicator(f.indicator)} ${value}`;
        });
      const standard = standards.length > 0 ? ` (${standards.join(", ")})` : "";
      return `${words.period(period)}${standard}: ${values.join("; ")}`;
    }),
  );
}

/** The figure of the period on the map, else the latest. */
function latestOf(
  all: readonly UnitFigure[],
  indicator: string,
  period: string,
): UnitFigure | undefined {
  const own = all
    .filter((f) => f.indicator === indicator && f.value !== null && f.group === "all")
    .sort((a, b) => comparePeriods(b.period, a.period) || byStanding(a, b));
  return own.find((f) => f.period === period) ?? own[0];
}

/** Villages of former communes are named, each with its decision. */
function villages(told: Told, all: readonly HistoryStep[]): HTMLElement | null {
  const found = all.flatMap((step) =>
    step.designations
      .filter((d) => d.name !== "")
      .map((d) => `${d.name} (${step.fullName}): ${designation(told, d)}`),
  );
  if (found.length === 0) return null;
  return h("div", {}, h("h4", {}, told.say("history.villages")), list(found));
}

/** The class, by which decision and on which days. */
function designation(told: Told, d: UnitDesignation): string {
  const { words, view } = told;
  const scheme = view.atlas.scheme(d.scheme);
  const name = words.label(scheme?.name, d.scheme);
  const given = words.label(scheme?.classes.find((c) => c.id === d.class)?.name, d.class);
  const days = [d.validFrom, d.validTo].map((day) => (day ? words.date(day) : ""));
  return [
    (scheme?.classes.length ?? 0) < 2 ? given : `${name}: ${given}`,
    d.decision,
    days.some((day) => day !== "") ? days.join(" – ") : "",
    d.illustrative ? words.say("status.illustrative") : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function list(items: readonly string[]): HTMLElement {
  return h("ul", { class: "history-list" }, ...items.map((item) => h("li", {}, item)));
}

function titleOf(told: Told, id: string): string {
  const edition = told.view.atlas.manifest.editions.find((e) => e.id === id);
  return told.words.label(edition?.title, id).replace(/ \(.*$/, "");
}
