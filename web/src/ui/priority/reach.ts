import type { Words } from "../../i18n/i18n";
import { h, s } from "../dom";
import { say } from "./words";

/** One order of the units, as a curve: shares of all households, of all poor ones. */
export interface Line {
  readonly id: "own" | "rate" | "number";
  readonly name: string;
  readonly households: readonly number[];
  readonly poor: readonly number[];
  readonly concentration: number;
}

const SIDE = 200;
const LEFT = 26;
const BELOW = 32;
/** So many points are enough for a drawing. */
const POINTS = 100;

/** How soon each order comes to the poor: the further above the diagonal, the sooner. */
export function curves(words: Words, lines: readonly Line[]): HTMLElement[] {
  const told = lines.map(({ name, concentration }) => `${name} ${words.number(concentration, 3)}`);
  return [
    h("h3", {}, say(words, "curve")),
    h("p", { class: "prio-note" }, say(words, "curve.note")),
    h(
      "figure",
      { class: "prio-curve" },
      s(
        "svg",
        {
          viewBox: `${-LEFT} -6 ${SIDE + LEFT + 8} ${SIDE + BELOW + 6}`,
          role: "img",
          "aria-label": `${say(words, "curve")}: ${told.join("; ")}`,
        },
        s("path", { class: "axis", d: `M0 0V${SIDE}H${SIDE}M0 ${SIDE}L${SIDE} 0` }),
        s("text", { x: SIDE / 2, y: SIDE + 22, "text-anchor": "middle" }, say(words, "curve.x")),
        s(
          "text",
          { transform: `translate(-10 ${SIDE / 2}) rotate(-90)`, "text-anchor": "middle" },
          say(words, "curve.y"),
        ),
        // The scenario is drawn over the others.
        ...[...lines]
          .reverse()
          .map((line) => s("polyline", { class: `line-${line.id}`, points: pointsOf(line) })),
      ),
      h(
        "ul",
        {},
        ...lines.map(({ id, name, concentration }) =>
          h(
            "li",
            { "data-line": id },
            s(
              "svg",
              { viewBox: "0 0 24 8", class: "key", "aria-hidden": "true" },
              s("polyline", { class: `line-${id}`, points: "0,4 24,4" }),
            ),
            h("span", {}, name),
            h("span", { class: "number" }, words.number(concentration, 3)),
          ),
        ),
      ),
    ),
  ];
}

function pointsOf({ households, poor }: Line): string {
  const last = households.length - 1;
  const count = Math.min(POINTS, last);
  return Array.from({ length: count + 1 }, (_, p) => {
    const k = count === 0 ? 0 : Math.round((p * last) / count);
    const [x, y] = [SIDE * (households[k] ?? 0), SIDE * (1 - (poor[k] ?? 0))];
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  }).join(" ");
}

/** Which share of the money falls to each tenth of the units, the highest poverty rates first. */
export function moneyByTenth(words: Words, shares: readonly number[]): HTMLElement[] {
  if (shares.length === 0) return [];
  const most = Math.max(...shares);
  return [
    h("h3", {}, say(words, "tenths")),
    h(
      "table",
      { class: "prio-ways prio-tenths" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, say(words, "tenths.of")),
          h("th", { scope: "col" }, say(words, "tenths.share")),
        ),
      ),
      h(
        "tbody",
        {},
        ...shares.map((share, i) => {
          const bar = h("span", { class: "bar" });
          bar.style.width = `${(100 * share) / most}%`;
          const key = i === 0 ? "tenths.first" : i === shares.length - 1 ? "tenths.last" : null;
          return h(
            "tr",
            {},
            h("th", { scope: "row" }, key ? say(words, key, { n: i + 1 }) : words.number(i + 1, 0)),
            h(
              "td",
              {},
              `${words.number(100 * share, 1)}\u00a0%`,
              h("span", { class: "bar-track", "aria-hidden": "true" }, bar),
            ),
          );
        }),
      ),
    ),
  ];
}
