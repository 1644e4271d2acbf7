import { rankAmong, type Together, together } from "../../data/compare";
import { h } from "../dom";
import { measure, statusMark, valueText } from "../figures";
import { bar } from "./origin";
import type { Told } from "./told";

interface Row {
  readonly name: string;
  readonly value: number;
  readonly own: boolean;
  readonly together: Together | null;
}

/** The unit's figure beside those of its neighbours, its province and the whole map. */
export function comparison(told: Told): HTMLElement | null {
  const { words, view, unit } = told;
  const { figures, units, choice } = view;
  if (!choice.series || !told.isOnMap) return null;
  const kind = view.indicator?.kind ?? "count";
  const everywhere = units.list.map((u) => u.index);
  const shown = unit.level === choice.level ? units.find(unit.code) : undefined;
  const provinceCode = unit.level === "province" ? unit.code : shown?.province;
  const province = view.provinces.find(provinceCode ?? "");
  const inProvince = units.list.filter((u) => u.province === provinceCode).map((u) => u.index);
  const neighbours = unit.neighbours.flatMap((n) => units.find(n.code)?.index ?? []);

  const rows: Row[] = [];
  const add = (name: string, members: readonly number[]): void => {
    const found = members.length > 0 ? together(figures, kind, members) : null;
    if (found) rows.push({ name, value: found.value, own: false, together: found });
  };
  const own = shown ? (figures.value[shown.index] ?? Number.NaN) : Number.NaN;
  if (!Number.isNaN(own)) {
    rows.push({ name: told.say("compare.own"), value: own, own: true, together: null });
  }
  if (shown) add(told.say("compare.neighbours"), neighbours);
  if (choice.level !== "province" && province) {
    const name = told.say("compare.province", { province: province.fullName });
    add(unit.level === "province" ? told.say("compare.inside") : name, inProvince);
  }
  add(told.say("compare.all"), everywhere);
  const joint = rows.filter((row) => row.together);
  if (joint.length === 0) {
    return kind === "rate" && !Number.isNaN(own)
      ? told.section(told.say("compare"), told.note(told.say("compare.printed")))
      : null;
  }
  const most = Math.max(...rows.map((row) => row.value));
  const isMadeUp = joint.some((row) => row.together?.illustrative);
  return told.section(
    [told.say("compare"), isMadeUp ? statusMark(words, "illustrative") : null],
    h(
      "ul",
      { class: "bars bars-plain" },
      ...rows.map((row) =>
        h(
          "li",
          { class: row.own ? "is-own" : null },
          h("span", { class: "bar-name" }, row.name),
          h("span", { class: "bar-value" }, valueText(words, measure(view), row.value)),
          bar(row.value, most),
          row.together && row.together.told < row.together.of
            ? h(
                "span",
                { class: "bar-told" },
                told.say("compare.told", {
                  n: words.number(row.together.told, 0),
                  of: words.number(row.together.of, 0),
                }),
              )
            : null,
        ),
      ),
    ),
    shown ? rank(told, shown.index, inProvince, everywhere, province?.fullName ?? "") : null,
    told.note(told.say(kind === "rate" ? "compare.rate" : "compare.mean")),
  );
}

function rank(
  told: Told,
  unit: number,
  inProvince: readonly number[],
  everywhere: readonly number[],
  province: string,
): HTMLElement | null {
  const { words, view } = told;
  const all = rankAmong(view.figures.value, unit, everywhere);
  if (!all || all.of < 2) return null;
  const near =
    view.choice.level === "province" ? null : rankAmong(view.figures.value, unit, inProvince);
  const n = (value: number): string => words.number(value, 0);
  return h(
    "p",
    { class: "panel-rank" },
    near
      ? told.say("compare.rank", {
          place: n(near.place),
          of: n(near.of),
          province,
          all: n(all.place),
          total: n(all.of),
        })
      : told.say("compare.rank.all", { all: n(all.place), total: n(all.of) }),
  );
}
