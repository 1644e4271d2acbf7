import type { View } from "../../data/atlas";
import { fold as folded } from "../../data/rows";
import type { Unit } from "../../data/units";
import { h } from "../dom";
import { textField } from "./parts";

/** More names than these nobody reads in a list. */
const MOST_FOUND = 8;

/** A field in which a unit is looked for by name or code, and the units found, to choose one. */
export function unitFinder(
  key: string,
  label: string,
  view: View,
  chosen: (unit: Unit) => void,
): HTMLElement {
  const results = h("ul", { class: "prio-found" });
  const search = (typed: string): void => {
    const code = typed.trim();
    const wanted = folded(code);
    const hits =
      wanted.length < 2
        ? []
        : view.units.list
            .filter((u) => folded(u.fullName).includes(wanted) || u.code === code)
            .slice(0, MOST_FOUND);
    results.replaceChildren(
      ...hits.map((unit) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              class: "link",
              "data-key": `${key} ${unit.code}`,
              onclick: () => chosen(unit),
            },
            `${unit.fullName}, ${view.provinces.find(unit.province)?.fullName ?? unit.province}`,
          ),
        ),
      ),
    );
  };
  return h(
    "div",
    { class: "prio-finder" },
    textField(key, label, "", search, { most: 60 }),
    results,
  );
}
