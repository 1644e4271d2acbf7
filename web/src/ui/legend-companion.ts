import type { Classes } from "../classify/classify";
import type { Painting } from "../classify/painting";
import { BIVARIATE } from "../classify/palettes";
import type { Words } from "../i18n/i18n";
import { largestRadius, radiusOf } from "../map/symbol-layer";
import { h, s } from "./dom";

/** What circles stand for: three of them, nested, with their numbers. */
export function circlesLegend(
  words: Words,
  { companion }: Painting,
  most: number,
  zoom: number,
): HTMLElement {
  const name = words.label(companion?.indicator.name, companion?.indicator.id ?? "");
  const unit = words.find("unit.name", companion?.indicator.unit ?? "") ?? "";
  const top = roundNumber(most);
  const values = [...new Set([top, roundNumber(top / 4), roundNumber(top / 20)])].filter(
    (v) => v > 0,
  );
  const largest = largestRadius(zoom) * Math.sqrt(top / Math.max(most, 1));
  const height = Math.max(2 * largest, 16 * values.length) + 4;
  const base = height - 2;
  const across = 2 * largest + 4;
  const figure = s("svg", {
    class: "legend-circles",
    width: across + 96,
    height,
    viewBox: `0 0 ${across + 96} ${height}`,
    "aria-hidden": "true",
  });
  values.forEach((value, i) => {
    const radius = radiusOf(value, most, zoom);
    const y = 9 + i * 16;
    figure.append(
      s("circle", { cx: largest + 2, cy: base - radius, r: radius }),
      s("line", {
        x1: largest + 2,
        y1: base - 2 * radius,
        x2: across + 6,
        y2: y,
      }),
      s("text", { x: across + 10, y: y + 4 }, words.number(value, 0)),
    );
  });
  return h(
    "div",
    { class: "legend-section" },
    h("h3", {}, words.say("legend.circles", { indicator: name, unit })),
    figure,
    h(
      "p",
      { class: "visually-hidden" },
      words.say("legend.circles.most", { value: words.number(most, 0), unit }),
    ),
  );
}

/** The nine colours of rate and number together, with how many units have each. */
export function bivariateLegend(words: Words, painting: Painting, rateName: string): HTMLElement {
  const { bivariate, companion } = painting;
  if (!bivariate) return h("div");
  const numberName = words.label(companion?.indicator.name, companion?.indicator.id ?? "");
  const columns = bivariate.number.counts.map((_, i) => i);
  const rows = bivariate.rate.counts.map((_, i) => i).reverse();
  const header = h(
    "tr",
    {},
    h("td"),
    ...columns.map((i) => h("th", { scope: "col" }, rangeText(words, bivariate.number, i))),
  );
  const body = rows.map((row) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, rangeText(words, bivariate.rate, row)),
      ...columns.map((column) => {
        const cell = h(
          "td",
          {},
          h(
            "span",
            { class: "bivariate-count" },
            words.number(bivariate.counts[row]?.[column] ?? 0, 0),
          ),
        );
        const colour = BIVARIATE[row]?.[column] ?? "";
        const swatch = h("span", { class: "swatch bivariate-swatch" });
        swatch.style.backgroundColor = colour;
        cell.prepend(swatch);
        return cell;
      }),
    ),
  );
  return h(
    "div",
    { class: "legend-section" },
    h("p", { class: "bivariate-axis" }, `↑ ${rateName} · → ${numberName}`),
    h(
      "table",
      { class: "bivariate", "aria-label": words.say("legend.bivariate") },
      h("thead", {}, header),
      h("tbody", {}, ...body),
    ),
    h("p", { class: "legend-note" }, words.say("legend.bivariate.note")),
  );
}

function rangeText(words: Words, { edges, decimals }: Classes, i: number): string {
  return `${words.number(edges[i] ?? 0, decimals)} – ${words.number(edges[i + 1] ?? 0, decimals)}`;
}

/** The greatest of 1, 2, 3, 5 times a power of ten that is not above a number. */
export function roundNumber(value: number): number {
  if (value < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = [5, 3, 2, 1].find((n) => n * power <= value) ?? 1;
  return lead * power;
}
