import type { Words } from "../../i18n/i18n";
import type { Comparison, RankChange } from "../../priority/compare";
import { h } from "../dom";
import type { Model } from "./model";
import { say } from "./words";

const MOST_LISTED = 20;

/** What changes from one scenario to another: units in and out, ranks, money. */
export function comparisonTold(
  { words, view }: Model,
  comparison: Comparison,
  look: (code: string) => void,
): HTMLElement[] {
  const { entering, leaving, changes, moved, money } = comparison;
  const n = (value: number): string => words.number(value, 0);
  const rank = (value: number | null): string => (value === null ? "–" : n(value));
  const name = ({ unit }: Pick<RankChange, "unit">): HTMLElement =>
    h("button", { type: "button", class: "link", onclick: () => look(unit.code) }, unit.fullName);
  const list = (title: string, of: readonly RankChange[]): HTMLElement =>
    h(
      "div",
      { class: "prio-difference" },
      h("h3", { class: "prio-sub" }, `${title}: ${n(of.length)}`),
      h(
        "ul",
        {},
        ...of
          .slice(0, MOST_LISTED)
          .map((change) =>
            h("li", {}, name(change), ` ${rank(change.before)} → ${rank(change.after)}`),
          ),
        of.length > MOST_LISTED
          ? h("li", { class: "prio-note" }, say(words, "more", { n: of.length - MOST_LISTED }))
          : null,
      ),
    );
  const table = (
    kind: string,
    caption: string,
    heads: readonly string[],
    rows: readonly (readonly (string | HTMLElement)[])[],
  ): HTMLElement =>
    h(
      "table",
      { class: `prio-ways prio-movers ${kind}` },
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
      h(
        "tbody",
        {},
        ...rows.map(([first, ...cells]) =>
          h("tr", {}, h("th", { scope: "row" }, first), ...cells.map((cell) => h("td", {}, cell))),
        ),
      ),
    );
  const unitHead = say(words, `name.${view.choice.level}`);
  const movers = changes
    .filter(({ gained }) => !Number.isNaN(gained) && gained !== 0)
    .sort((a, b) => Math.abs(b.gained) - Math.abs(a.gained))
    .slice(0, MOST_LISTED);
  return [
    h(
      "p",
      { class: "prio-note" },
      say(words, "compare.moved", { n: n(moved), total: n(changes.length) }),
    ),
    ...(money === undefined
      ? []
      : [
          h(
            "p",
            { class: "prio-note" },
            say(
              words,
              money === null ? "compare.money.one" : "compare.money",
              money === null ? {} : { moved: n(money.moved), n: n(money.changes.length) },
            ),
          ),
        ]),
    list(say(words, "compare.entering"), entering),
    list(say(words, "compare.leaving"), leaving),
    movers.length === 0
      ? h("p", {}, say(words, "compare.same"))
      : table(
          "prio-rank-movers",
          say(words, "compare.movers"),
          [
            unitHead,
            say(words, "compare.before"),
            say(words, "compare.after"),
            say(words, "compare.gained"),
          ],
          movers.map((change) => [
            name(change),
            rank(change.before),
            rank(change.after),
            signed(words, change.gained),
          ]),
        ),
    ...(money && money.changes.length > 0
      ? [
          table(
            "prio-money-movers",
            say(words, "compare.money.movers"),
            [
              unitHead,
              say(words, "compare.money.before"),
              say(words, "compare.money.after"),
              say(words, "compare.money.change"),
            ],
            money.changes
              .slice(0, MOST_LISTED)
              .map((change) => [
                name(change),
                n(change.before),
                n(change.after),
                signed(words, change.after - change.before),
              ]),
          ),
        ]
      : []),
  ];
}

function signed(words: Words, value: number): string {
  return `${value > 0 ? "+" : "−"}${words.number(Math.abs(value), 0)}`;
}
