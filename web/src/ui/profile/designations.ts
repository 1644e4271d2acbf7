import type { UnitDesignation, UnitFigure } from "../../api/types";
import { comparePeriods } from "../../data/period";
import { h, ICONS, icon } from "../dom";
import { statusMark } from "../figures";
import { facts, fileAndRow, source } from "./origin";
import type { Told } from "./told";

/** What the unit, or a village of it, was designated: by which decision, from when to when. */
export function designations(told: Told): HTMLElement | null {
  const { words, unit, view } = told;
  if (view.atlas.manifest.designations.length === 0) return null;
  const counted = countedAlone(told);
  return told.section(
    told.say("designations"),
    unit.designations.length === 0
      ? counted.length > 0
        ? null
        : told.note(told.say("designations.none"))
      : h(
          "div",
          { class: "figures" },
          ...[...unit.designations].sort(latestFirst).map((d) => {
            const scheme = view.atlas.scheme(d.scheme);
            const name = words.label(scheme?.name, d.scheme);
            const given = words.label(scheme?.classes.find((c) => c.id === d.class)?.name, d.class);
            // A list of yes and no says the same in its name and in its class.
            const isList = (scheme?.classes.length ?? 0) < 2;
            return h(
              "details",
              {},
              h(
                "summary",
                {},
                h(
                  "span",
                  { class: "figure-name" },
                  isList ? given : name,
                  " ",
                  d.illustrative ? statusMark(words, "illustrative") : null,
                  validity(told, d)
                    ? h("span", { class: "figure-counts" }, ` ${validity(told, d)}`)
                    : null,
                ),
                h("span", { class: "figure-value" }, d.name || (isList ? "✓" : given)),
                icon(ICONS.chevron),
              ),
              facts([
                [told.say("village"), d.name],
                [told.say("decision"), d.decision],
                [told.say("valid"), validity(told, d)],
                [told.say("source"), source(told, d.source)],
                [told.say("file"), fileAndRow(told, d)],
                [told.say("note"), d.note ?? ""],
              ]),
            );
          }),
        ),
    ...counted,
  );
}

/** Of a province or district it may be known how many have a designation, and not which. */
function countedAlone(told: Told): HTMLElement[] {
  const { words, unit, view } = told;
  const latest = new Map<string, UnitFigure>();
  for (const f of unit.figures) {
    const scheme = /^desig_(\w+)$/.exec(f.indicator)?.[1] ?? "";
    const isListed = view.atlas.manifest.designations.some(
      (d) => d.scheme === scheme && d.edition === unit.edition,
    );
    const before = latest.get(scheme);
    if (!view.atlas.scheme(scheme) || isListed || f.value === null || f.group !== "all") continue;
    if (f.nature !== "actual") continue;
    if (!before || comparePeriods(before.period, f.period) < 0) latest.set(scheme, f);
  }
  return [...latest.values()].map((f) =>
    told.note(
      told.say("designations.counted", {
        name: told.indicator(f.indicator),
        period: words.period(f.period),
        n: words.number(f.value ?? 0, 0),
      }),
    ),
  );
}

/** Schemes stay in their order; within one the newest decision comes first. */
function latestFirst(a: UnitDesignation, b: UnitDesignation): number {
  if (a.scheme !== b.scheme) return 0;
  return (b.validFrom ?? "").localeCompare(a.validFrom ?? "");
}

function validity(told: Told, d: UnitDesignation): string {
  const from = d.validFrom ? told.words.date(d.validFrom) : "";
  const to = d.validTo ? told.words.date(d.validTo) : "";
  if (from && to) return told.say("valid.fromTo", { from, to });
  if (from) return told.say("valid.from", { from });
  return to ? told.say("valid.to", { to }) : "";
}
