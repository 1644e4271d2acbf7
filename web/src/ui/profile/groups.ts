import { h } from "../dom";
import { bar, counts, figureRow } from "./origin";
import { sameAsMap } from "./same";
import type { Told } from "./told";

/** The figure of the map for each group, with the counts of that group. */
export function byGroup(told: Told): HTMLElement | null {
  const found = sameAsMap(told, null);
  const figures = told.view.choice.groups.flatMap(
    (group) => found.find((f) => f.group === group && f.value !== null) ?? [],
  );
  if (!told.isOnMap || figures.length < 2) return null;
  const most = Math.max(...figures.map((f) => f.value ?? 0));
  const hasCounts = figures.some((f) => counts(told, f) !== "");
  return told.section(
    told.say("groups"),
    h(
      "div",
      { class: "figures bars" },
      ...figures.map((f) => {
        const of = counts(told, f);
        const row = figureRow(told, f, {
          name: told.group(f.group),
          marked: false,
          bar: bar(f.value ?? 0, most),
        });
        if (of) {
          row
            .querySelector(".figure-name")
            ?.append(h("span", { class: "figure-counts" }, ` ${of}`));
        }
        return row;
      }),
    ),
    hasCounts ? told.note(told.say("groups.note")) : null,
  );
}
