import { h } from "../dom";
import { measure, valueText } from "../figures";
import { source } from "./origin";
import type { Told } from "./told";

/** The units that touch this one, each with the figure of the map. */
export function neighbours(told: Told): HTMLElement | null {
  const { words, unit, view } = told;
  if (unit.neighbours.length === 0) return null;
  const { figures, units, choice } = view;
  const value = (code: string): string => {
    const found = told.isOnMap && choice.series ? units.find(code) : undefined;
    return found
      ? valueText(
          words,
          measure(view),
          figures.value[found.index],
          figures.qualifier.get(found.index),
        )
      : "";
  };
  return told.section(
    told.say("neighbours"),
    h(
      "ul",
      { class: "links" },
      ...unit.neighbours.map((n) =>
        h(
          "li",
          {},
          told.isOnMap
            ? told.link(n.fullName, () => told.on.open(n.code))
            : h("span", {}, n.fullName),
          h("span", { class: "links-value" }, value(n.code)),
        ),
      ),
    ),
  );
}

/** Whether the boundary is the real one, and whose. */
export function boundary(told: Told): HTMLElement {
  const { unit } = told;
  const key =
    unit.boundary === null
      ? "boundary.none"
      : unit.boundary === "schematic"
        ? "boundary.schematic"
        : "boundary.reference";
  return told.section(
    told.say("boundary"),
    h(
      "p",
      { class: "panel-note" },
      told.say(key),
      " ",
      ...unit.boundarySources.map((id, i) => h("span", {}, i > 0 ? "; " : "", source(told, id))),
    ),
  );
}
