import type { Words } from "../i18n/i18n";
import { s } from "./dom";

export interface ChartPoint {
  readonly period: string;
  readonly value: number;
  readonly standard: string;
  readonly solid: boolean;
}

const WIDTH = 336;
const HEIGHT = 96;
const SIDE = 30;
const TOP = 22;
const BOTTOM = 20;

/**
 * A small line of the figures of one unit, from zero. The line is broken where the standard changes,
 * because the two sides count different things; dots of illustrative figures are hollow.
 *
 * @param points in the order of time
 */
export function lineChart(
  words: Words,
  points: readonly ChartPoint[],
  text: (value: number) => string,
  title: string,
): SVGSVGElement {
  const most = Math.max(...points.map((p) => p.value), 0) || 1;
  const step = points.length > 1 ? (WIDTH - 2 * SIDE) / (points.length - 1) : 0;
  const x = (i: number): number => (points.length > 1 ? SIDE + i * step : WIDTH / 2);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / most) * (HEIGHT - TOP - BOTTOM);

  const lines: SVGPolylineElement[] = [];
  let run: string[] = [];
  points.forEach((point, i) => {
    const previous = points[i - 1];
    if (previous && previous.standard !== point.standard) {
      lines.push(s("polyline", { points: run.join(" ") }));
      run = [];
    }
    run.push(`${x(i).toFixed(1)},${y(point.value).toFixed(1)}`);
  });
  lines.push(s("polyline", { points: run.join(" ") }));

  // With many points only the ends are written out; the table below has them all.
  const every = points.length <= 6;
  const marks = points.flatMap((point, i) => {
    const isEnd = i === 0 || i === points.length - 1;
    const at = { x: x(i).toFixed(1), "text-anchor": "middle" };
    return [
      s("circle", {
        cx: x(i).toFixed(1),
        cy: y(point.value).toFixed(1),
        r: 3.2,
        class: point.solid ? "dot" : "dot dot-hollow",
      }),
      ...(every || isEnd
        ? [
            s(
              "text",
              { ...at, y: (y(point.value) - 8).toFixed(1), class: "chart-value" },
              text(point.value),
            ),
            s("text", { ...at, y: HEIGHT - 5, class: "chart-period" }, words.period(point.period)),
          ]
        : []),
    ];
  });
  return s(
    "svg",
    { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title },
    s("line", { x1: 0, x2: WIDTH, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM, class: "chart-base" }),
    ...lines,
    ...marks,
  );
}
