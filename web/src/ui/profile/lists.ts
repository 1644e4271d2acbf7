import type { UnitFigure } from "../../api/types";
import { comparePeriods } from "../../data/period";
import { h } from "../dom";
import { statusMark, valueText } from "../figures";
import { bar, figureRow } from "./origin";
import type { Told } from "./told";

const DEPRIVATIONS = ["deprivation", "deprivation_near_poor"] as const;
/** What programmes give and reach; of each figure the latest is told, because few come every year. */
const RESULTS = ["funds", "support", "works", "jobs", "training", "targets", "new_rural"];

/** The twelve indicators of deprivation of the latest period that has them, the worst first. */
export function deprivations(told: Told): HTMLElement[] {
  return DEPRIVATIONS.flatMap((theme) => deprivation(told, theme) ?? []);
}

function deprivation(told: Told, theme: (typeof DEPRIVATIONS)[number]): HTMLElement | null {
  const { words, view } = told;
  const { choice } = view;
  const all = told.unit.figures.filter((f) => told.theme(f) === theme && f.value !== null);
  const group = all.some((f) => f.group === choice.group) ? choice.group : "all";
  const ofGroup = all.filter((f) => f.group === group);
  const period =
    ofGroup.find((f) => f.period === choice.period)?.period ?? latest(ofGroup.map((f) => f.period));
  const figures = ofGroup.filter((f) => f.period === period);
  const isRate = (f: UnitFigure): boolean => view.atlas.indicator(f.indicator)?.kind === "rate";
  const rates = figures.filter(isRate);
  const shown = (rates.length > 0 ? rates : figures).sort(
    (a, b) =>
      (b.value ?? 0) - (a.value ?? 0) ||
      view.atlas.rank(a.indicator) - view.atlas.rank(b.indicator),
  );
  if (shown.length === 0) return null;
  const statuses = new Set(shown.map((f) => f.status));
  const shared = statuses.size === 1 ? (shown[0]?.status ?? null) : null;
  const most = rates.length > 0 ? 100 : Math.max(...shown.map((f) => f.value ?? 0));
  const title = theme === "deprivation" ? "deprivations" : "deprivations_near_poor";
  const names = bareNames(shown.map((f) => told.indicator(f.indicator)));
  return told.section(
    [told.say(title, { period: words.period(period) }), statusMark(words, shared)],
    group === "all" ? null : told.note(told.group(group)),
    h(
      "div",
      { class: "figures bars" },
      ...shown.map((f, i) =>
        figureRow(told, f, {
          name: names[i] ?? told.indicator(f.indicator),
          marked: shared === null,
          bar: bar(f.value ?? 0, most),
        }),
      ),
    ),
    told.note(told.say(rates.length > 0 ? "deprivations.note" : "deprivations.count")),
  );
}

/**
 * Names without the words that all of them begin with: under the heading `Thiếu hụt` twelve times
 * `Tỷ lệ hộ nghèo thiếu hụt chỉ số` says nothing.
 */
export function bareNames(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names;
  const words = names.map((name) => name.split(" "));
  const first = words[0] ?? [];
  let shared = 0;
  while (
    shared < first.length &&
    words.every((w) => w.length > shared + 1 && w[shared] === first[shared])
  ) {
    shared++;
  }
  return words.map((w) => {
    const rest = w.slice(shared).join(" ");
    return rest.charAt(0).toLocaleUpperCase("vi") + rest.slice(1);
  });
}

/**
 * Funds and results: of each figure what was last told, with its period. Of a former unit, for which
 * the map chooses no period, all figures are told so.
 */
export function results(told: Told): HTMLElement | null {
  const { words, view } = told;
  const isResult = (f: UnitFigure): boolean => RESULTS.includes(told.theme(f)) && f.group === "all";
  const isOther = (f: UnitFigure): boolean => !DEPRIVATIONS.some((t) => t === told.theme(f));
  const figures = told.unit.figures.filter(
    (f) => f.value !== null && (told.isOnMap ? isResult(f) : isOther(f)),
  );
  if (figures.length === 0) return null;
  const last = new Map<string, UnitFigure>();
  for (const f of figures) {
    const key = [f.indicator, f.group, f.nature, f.areaType, f.reported ?? ""].join(" ");
    const other = last.get(key);
    if (!other || comparePeriods(f.period, other.period) > 0) last.set(key, f);
  }
  const shown = [...last.values()].sort(
    (a, b) => view.atlas.rank(a.indicator) - view.atlas.rank(b.indicator),
  );
  return told.section(
    told.say(told.isOnMap ? "figures.other" : "figures.latest"),
    h(
      "div",
      { class: "figures" },
      ...underThemes(told, shown, (f) =>
        figureRow(told, f, {
          name: [
            told.indicator(f.indicator),
            f.group === "all" ? "" : told.group(f.group),
            words.period(f.period),
          ]
            .filter((part) => part !== "")
            .join(", "),
          marked: true,
        }),
      ),
    ),
  );
}

/** All other figures of the period shown. */
export function listed(told: Told): HTMLElement | null {
  const { words, view, unit } = told;
  const { choice, atlas } = view;
  if (!told.isOnMap || (!choice.series && unit.figures.length === 0)) return null;
  const elsewhere = new Set<string>([...DEPRIVATIONS, ...RESULTS]);
  const inList = unit.figures.filter((f) => !elsewhere.has(told.theme(f)));
  // Where the map shows no period of this unit, the latest that it has.
  const isOfMap = choice.series !== null;
  const [shown, group] = isOfMap
    ? [choice.period, choice.group]
    : [latest(inList.map((f) => f.period)), "all"];
  const figures = inList
    .filter((f) => f.period === shown && f.group === group && f.value !== null)
    .filter((f, _, all) => !f.reported || !all.some((other) => readsLike(told, f, other)))
    .sort((a, b) => atlas.rank(a.indicator) - atlas.rank(b.indicator));
  if (figures.length === 0 && !isOfMap) return null;
  // A status that all share is said once, beside the heading.
  const statuses = new Set(figures.map((f) => f.status));
  const shared = statuses.size === 1 ? (figures[0]?.status ?? null) : null;
  return told.section(
    [told.say("figures", { period: words.period(shown) }), statusMark(words, shared)],
    figures.length === 0
      ? told.note(told.say("figures.none"))
      : h(
          "div",
          { class: "figures" },
          ...underThemes(told, figures, (f) => figureRow(told, f, { marked: shared === null })),
        ),
  );
}

/** Whether a rate as reported reads like the one computed from its counts: said once then. */
function readsLike(told: Told, reported: UnitFigure, other: UnitFigure): boolean {
  const text = (f: UnitFigure): string =>
    [f.indicator, f.standard, f.areaType, f.nature, f.stage, f.qualifier ?? ""]
      .concat(valueText(told.words, told.measure(f.indicator), f.value))
      .join("|");
  return !other.reported && text(reported) === text(other);
}

/** Figures under the headings of the catalogue; without headings where there is but one. */
function underThemes(
  told: Told,
  figures: readonly UnitFigure[],
  row: (f: UnitFigure) => HTMLElement,
): HTMLElement[] {
  const themes = new Map<string, UnitFigure[]>();
  for (const f of figures) themes.set(told.theme(f), [...(themes.get(told.theme(f)) ?? []), f]);
  return [...themes].flatMap(([theme, members]) => [
    ...(themes.size > 1 ? [h("h4", {}, told.words.find("theme", theme) ?? theme)] : []),
    ...members.map(row),
  ]);
}

function latest(periods: readonly string[]): string {
  return [...periods].sort(comparePeriods).at(-1) ?? "";
}
