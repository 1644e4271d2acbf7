import type { SeriesEntry, Status } from "../api/types";
import type { View } from "../data/atlas";
import type { Choice } from "../data/choices";
import { type Layered, STAGES } from "../data/stages";
import { decimalsOf, type Words } from "../i18n/i18n";
import { h } from "./dom";

/** A value with its unit of measure and the qualifier as it was printed; the words for no data where there is none. */
export function valueText(
  words: Words,
  unit: string,
  value: number | null | undefined,
  qualifier: string | null = "",
): string {
  if (value == null || Number.isNaN(value)) return words.say("status.none");
  const text = words.quantity(value, unit);
  return qualifier ? `${qualifier} ${text}` : text;
}

/**
 * That a value is the sum of its communes, or why there is no sum: only some of them told the figure.
 * "" for a figure that somebody told.
 */
export function sumText(words: Words, view: View, unit: number): string {
  const { figures, choice } = view;
  const parts = figures.told?.get(unit);
  const from = figures.from[unit] ?? -1;
  const isSum = [choice.series, ...choice.behind][from]?.sum === true;
  if (!parts || (from >= 0 && !isSum)) return "";
  const n = words.number(parts.told, 0);
  const total = words.number(parts.of, 0);
  return words.say(isSum ? "sums.of" : "sums.part", { n, total });
}

/** A mark for figures that are not simply reported. */
export function statusMark(words: Words, status: Status | "" | null): HTMLElement | null {
  if (!status || status === "reported") return null;
  return h("span", { class: `mark mark-${status}` }, words.say(`status.${status}`));
}

/**
 * How far a figure can be relied on, in words: first that it is estimated or made up, then its stage.
 * Nobody approved what is made up, whatever the stage it was loaded with.
 */
export function standing(
  words: Words,
  figure: { readonly status: Status | "" | null; readonly stage: SeriesEntry["stage"] },
): string {
  const { status, stage } = figure;
  if (status === "illustrative") return words.say("status.illustrative");
  const approval = words.say(`stage.${stage}`);
  return status === "estimated" ? `${words.say("status.estimated")}, ${approval}` : approval;
}

/** What sets a series apart from "actual, approved, urban and rural": said only where it does. */
export function caveats(
  words: Words,
  series: Pick<SeriesEntry, "nature" | "stage"> & { readonly areaType: string },
): string {
  return [
    series.nature === "actual" ? "" : words.say(`nature.${series.nature}`),
    series.areaType === "all" ? "" : (words.find("area", series.areaType) ?? series.areaType),
    series.stage === "approved" ? "" : words.say(`stage.${series.stage}`),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/**
 * The caveats of all that is on the map. Where its values are of several stages, or some of them
 * made up, each is named, the approved too.
 */
export function viewCaveats(
  words: Words,
  view: { readonly choice: Pick<Choice, "series" | "behind">; readonly figures: Layered },
): string {
  const { series: first } = view.choice;
  if (!first) return "";
  return [stagesShown(words, view, first), sumsShown(words, view)]
    .filter((part) => part !== "")
    .join(", ");
}

type Shown = Parameters<typeof viewCaveats>[1];

/** That the map shows sums of communes, and of how many units where not of all. */
function sumsShown(words: Words, { choice, figures }: Shown): string {
  const series = choice.series ? [choice.series, ...choice.behind] : [];
  const shown = figures.from.filter((at) => at >= 0);
  const n = shown.filter((at) => series[at]?.sum).length;
  if (n === 0) return "";
  return n === shown.length
    ? words.say("sums.all")
    : words.say("sums.some", { n: words.number(n, 0) });
}

function stagesShown(words: Words, view: Shown, first: SeriesEntry): string {
  const { figures } = view;
  const { behind } = view.choice;
  if (behind.length === 0) return caveats(words, first);
  const series = [first, ...behind];
  const stages = new Set<SeriesEntry["stage"]>();
  figures.from.forEach((at, unit) => {
    const stage = series[at]?.stage;
    if (stage && figures.status[unit] !== "illustrative") stages.add(stage);
  });
  const found = STAGES.filter((stage) => stages.has(stage));
  const isMadeUp = figures.status.includes("illustrative");
  if (found.length + Number(isMadeUp) < 2) {
    return caveats(words, { ...first, stage: found[0] ?? "approved" });
  }
  return [
    caveats(words, { ...first, stage: "approved" }),
    ...found.map((stage) => words.say(`stage.${stage}`)),
    isMadeUp ? words.say("status.illustrative") : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}

export function indicatorName(words: Words, view: View): string {
  return words.label(view.indicator?.name, view.choice.indicator);
}

export function groupName(words: Words, view: View): string {
  return words.label(view.atlas.group(view.choice.group), view.choice.group);
}

/** The group shown; nothing when it is everybody. */
export function narrowerGroup(words: Words, view: View): string {
  return view.choice.group === "all" ? "" : groupName(words, view);
}

export function measure(view: View): string {
  return view.indicator?.unit ?? "";
}

/** Decimals with which the figures of the view are put into classes and shown in the legend. */
export function viewDecimals(view: View): number {
  const unit = measure(view);
  let most = decimalsOf(unit);
  for (const value of view.figures.value) {
    if (most >= 2) break;
    if (!Number.isNaN(value)) most = Math.max(most, decimalsOf(unit, value));
  }
  return most;
}
