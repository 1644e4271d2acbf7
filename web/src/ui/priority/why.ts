import type { Words } from "../../i18n/i18n";
import { completed } from "../../priority/decision-table";
import { missingOf, type Run, statusOf } from "../../priority/run";
import { idOf } from "../../priority/scenario";
import { WITHOUT } from "../../priority/value-functions";
import { h, ICONS } from "../dom";
import { statusMark } from "../figures";
import { type Model, topOf } from "./model";
import { signButton } from "./parts";
import { criterionName, measureOf, say, scoreDecimals } from "./words";

export interface WhyEvents {
  profile(code: string): void;
  /** The unit is to be taken in or left out. */
  name(code: string): void;
  close(): void;
}

/** Why a unit is where it is: its score as a sum of bars, and what each of them stands on. */
export function why(model: Model, on: WhyEvents): readonly HTMLElement[] {
  const { words, run, selected, view } = model;
  const unit = selected ? view.units.find(selected) : undefined;
  if (!run || !unit) return [];
  const place = run.units.findIndex((u) => u.index === unit.index);
  const head = h(
    "div",
    { class: "prio-criterion-head" },
    h(
      "div",
      {},
      h("h3", { "data-key": "why", tabindex: "-1" }, unit.fullName),
      h("p", { class: "prio-note" }, view.provinces.find(unit.province)?.fullName ?? unit.province),
    ),
    signButton("why close", ICONS.close, say(words, "why.close"), () => on.close()),
  );
  const links = h(
    "p",
    { class: "prio-links" },
    h(
      "button",
      { type: "button", class: "link", onclick: () => on.profile(unit.code) },
      say(words, "why.profile"),
    ),
    h(
      "button",
      { type: "button", class: "link", onclick: () => on.name(unit.code) },
      say(words, "why.name"),
    ),
  );
  if (place < 0) {
    return [head, h("p", {}, say(words, "why.notcompared")), links];
  }
  const rank = run.scores.rank[place] ?? 0;
  const without = missingOf(run, place);
  const names = (list: readonly number[]): string =>
    list.map((c) => criterionName(words, view.atlas, run.document.criteria[c] ?? {})).join(", ");
  if (rank === 0) {
    return [head, h("p", {}, say(words, "why.unranked", { criteria: names(without) })), links];
  }
  const decimals = scoreDecimals(run);
  const top = topOf(run.document);
  const at = run.order.indexOf(place);
  const sum = run.scores.score[place] ?? 0;
  const mark = statusMark(words, statusOf(run, place));
  return [
    head,
    h(
      "p",
      { class: "prio-rank" },
      h(
        "strong",
        {},
        say(words, "why.rank", {
          n: words.number(rank, 0),
          total: words.number(run.order.length, 0),
        }),
      ),
      " ",
      say(words, at < top ? "why.chosen" : "why.below", { n: words.number(top, 0) }),
      mark ? " " : "",
      mark ?? "",
    ),
    bars(words, model, run, place, decimals),
    h(
      "p",
      { class: "prio-sum" },
      h("span", {}, say(words, "why.sum")),
      h("strong", {}, words.number(sum, decimals)),
    ),
    ...neighbours(model, run, at, decimals),
    ...firmness(model, unit.code, top),
    links,
  ];
}

function bars(words: Words, model: Model, run: Run, place: number, decimals: number): HTMLElement {
  const { view } = model;
  const { contribution } = run.scores;
  // One scale for all units, so that bars of two units can be compared.
  let [most, least] = [0, 0];
  for (const column of contribution) {
    for (const value of column) {
      if (value > most) most = value;
      if (value < least) least = value;
    }
  }
  const span = most - least || 1;
  return h(
    "ul",
    { class: "prio-bars" },
    ...run.document.criteria.map((criterion, c) => {
      const part = contribution[c]?.[place] ?? Number.NaN;
      const bar = h("span", { class: "bar" });
      bar.style.marginLeft = `${(100 * (Math.min(0, part) - least)) / span}%`;
      bar.style.width = `${(100 * Math.abs(part)) / span}%`;
      const value = run.table.values[c]?.[place] ?? Number.NaN;
      const isMissing = Number.isNaN(value);
      const mark = statusMark(words, run.status[c]?.[place] ?? "");
      return h(
        "li",
        { "data-criterion": idOf(criterion) },
        h("span", { class: "prio-bar-name" }, criterionName(words, view.atlas, criterion)),
        h("strong", {}, words.number(part, decimals)),
        h("span", { class: "bar-track", "aria-hidden": "true" }, bar),
        h(
          "span",
          { class: "bar-told" },
          isMissing
            ? h(
                "span",
                { class: "mark" },
                say(words, `missing.${criterion.missing ?? "excluded"}.used`, {
                  value: valueText(words, model, run, c, completed(run.table, c)[place]),
                }),
              )
            : say(words, "why.value", {
                value: valueText(words, model, run, c, value),
                points: words.number(run.scores.points[c]?.[place] ?? Number.NaN, 3),
              }),
          mark ? " " : null,
          mark,
        ),
      );
    }),
  );
}

/** A value of a criterion in words: with its unit, or the class it stands for. */
export function valueText(
  words: Words,
  { view }: Pick<Model, "view">,
  run: Run,
  c: number,
  value: number | undefined,
): string {
  const criterion = run.document.criteria[c] ?? {};
  if (value === undefined || Number.isNaN(value)) return words.say("status.none");
  if (!criterion.designation) return words.quantity(value, measureOf(view.atlas, criterion));
  const f = run.table.criteria[c]?.function;
  if (value === WITHOUT || f?.type !== "classes") return say(words, "classes.none");
  const id = f.classes[value] ?? "";
  const found = view.atlas.scheme(criterion.designation)?.classes.find((one) => one.id === id);
  return words.label(found?.name, id);
}

/** In which share of draws the unit is chosen, and between which ranks it lies. */
function firmness({ words, firm }: Model, code: string, top: number): readonly HTMLElement[] {
  const told = firm?.units.get(code);
  if (!told) return [];
  const text = say(words, "firm.unit", {
    share: `${words.number(100 * told.inTop, 0)}\u00a0%`,
    n: words.number(top, 0),
    best: words.number(told.best, 0),
    worst: words.number(told.worst, 0),
  });
  return [h("p", { class: "prio-note" }, text)];
}

/** What parts it from the units before and behind it: the criterion that decides at the margin. */
function neighbours(model: Model, run: Run, at: number, decimals: number): readonly HTMLElement[] {
  const { words, view } = model;
  const place = run.order[at];
  const other = run.order[at + 1];
  if (place === undefined || other === undefined) return [];
  const { contribution, score } = run.scores;
  let [decider, most] = [-1, 0];
  contribution.forEach((column, c) => {
    const ahead = (column[place] ?? 0) - (column[other] ?? 0);
    if (ahead > most) [decider, most] = [c, ahead];
  });
  const lead = (score[place] ?? 0) - (score[other] ?? 0);
  const name = run.units[other]?.fullName ?? "";
  const text =
    run.scores.rank[place] === run.scores.rank[other]
      ? say(words, "why.tied", { name })
      : decider < 0
        ? ""
        : say(words, "why.decides", {
            name,
            lead: words.number(lead, decimals),
            criterion: criterionName(words, view.atlas, run.document.criteria[decider] ?? {}),
          });
  return text === "" ? [] : [h("p", { class: "prio-note" }, text)];
}
