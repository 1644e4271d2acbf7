import type { SeriesEntry, Status } from "../api/types";
import type { View } from "../data/atlas";
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
