import type { View } from "../../data/atlas";
import { designationParts } from "../../data/designations";
import { designationAsked } from "../../data/filter";
import type { ViewState } from "../../state/view-state";

export type TableFormat = "geojson" | "csv" | "xlsx";

/** The address at which the server gives what is shown as a file. */
export function fileAddress(
  view: View,
  state: ViewState,
  format: TableFormat,
): { readonly href: string; readonly name: string } {
  const { atlas, choice, indicator, provinces } = view;
  const collection = choice.edition.levels.find((l) => l.level === choice.level)?.collection ?? "";
  const province = provinces.find(state.province ?? "");
  const query = new URLSearchParams({ f: format, lang: state.lang, limit: "10000" });
  if (format === "geojson") query.set("download", "true");
  if (choice.series) {
    query.set("period", choice.period);
    query.set("group", choice.group);
    if (choice.base) query.set("base", choice.base);
    const shown = [
      choice.indicator,
      ...(choice.series.numerator
        ? [indicator?.numerator?.indicator, indicator?.denominator?.indicator]
        : []),
    ].filter((id): id is string => !!id);
    query.set("indicators", shown.join(","));
    if (state.range) query.set("range", `${choice.indicator}:${state.range.join("..")}`);
  }
  if (province) query.set("province", province.code);
  const has = designationAsked(view, state);
  if (has) {
    query.set("designation", has);
    // By the day of the map, which the legend names, whatever the period of the figures.
    const day = view.holdings.get(designationParts(has).scheme)?.day;
    if (day) query.set("on", day);
  }
  query.set("release", atlas.manifest.release);
  return {
    href: `/api/collections/${encodeURIComponent(collection)}/items?${query}`,
    name: `${fileName(view, state)}.${format}`,
  };
}

/** What a file of the view is called, without its ending. */
export function fileName(view: View, state: ViewState): string {
  const { choice, sides } = view;
  const [other] = sides ?? [];
  const isNewest = choice.edition.newest;
  return [
    choice.indicator,
    // Of two: both periods, and which way they are compared.
    ...(other && sides
      ? [other.choice.period, sides[1].choice.period, state.compare ?? ""]
      : [choice.period]),
    choice.group,
    choice.level,
    isNewest ? "" : `units-${choice.edition.id}`,
    choice.base && choice.base !== choice.edition.id ? `reported-${choice.base}` : "",
    state.province ?? "",
  ]
    .filter((part) => part !== "" && part !== "all")
    .join("-")
    .replace(/[^\w.-]+/g, "-");
}

/** Hands a file to the browser to be kept. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click.
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
