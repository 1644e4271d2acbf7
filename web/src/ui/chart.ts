import { periodEnd } from "../data/period";
import { s } from "./dom";

export interface ChartPoint {
  readonly period: string;
  readonly value: number;
  readonly standard: string;
  readonly solid: boolean;
}

export interface ChartWords {
  /** What a reader hears in place of the picture. */
  readonly title: string;
  value(value: number): string;
  period(period: string): string;
  /** Name of a standard; "" for a figure without one. */
  standard(id: string): string;
}

const WIDTH = 352;
const HEIGHT = 132;
const SIDE = 26;
const TOP = 38;
const BOTTOM = 20;
/** Values and periods are written out where they keep this far from the one before. */
const ROOM = 40;
/** The name of a standard takes so much room. */
const NAME = 96;

/**
 * A small line of the figures of one unit, from zero, over true time. It is broken where the standard
 * changes, because the two sides count different things: a dashed line stands between them, and each
 * side says its standard. Dots of illustrative figures are hollow.
 *
 * @param points in the order of time
 */
export function lineChart(points: readonly ChartPoint[], words: ChartWords): SVGSVGElement {
  const most = Math.max(...points.map((p) => p.value), 0) || 1;
  const times = points.map((p) => periodEnd(p.period));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const x = (i: number): number =>
    to > from ? SIDE + (((times[i] ?? from) - from) / (to - from)) * (WIDTH - 2 * SIDE) : WIDTH / 2;
  const y = (value: number): number => HEIGHT - BOTTOM - (value / most) * (HEIGHT - TOP - BOTTOM);

  const runs = runsOf(points);
  const lines = runs.map(({ start, end }) =>
    s("polyline", {
      points: points
        .slice(start, end)
        .map((p, k) => `${x(start + k).toFixed(1)},${y(p.value).toFixed(1)}`)
        .join(" "),
    }),
  );
  const breaks = runs.slice(1).map(({ start }) => (x(start - 1) + x(start)) / 2);
  const marks = breaks.map((at) =>
    s("line", {
      x1: at.toFixed(1),
      x2: at.toFixed(1),
      y1: 2,
      y2: HEIGHT - BOTTOM,
      class: "chart-break",
    }),
  );
  const edges = [0, ...breaks, WIDTH];
  const standards =
    runs.length < 2
      ? []
      : runs.map(({ start }, i) =>
          standardName(
            words.standard,
            points[start]?.standard ?? "",
            edges[i] ?? 0,
            edges[i + 1] ?? WIDTH,
          ),
        );

  let written = Number.NEGATIVE_INFINITY;
  const dots = points.flatMap((point, i) => {
    const isLast = i === points.length - 1;
    const fits = x(i) - written >= ROOM && (isLast || x(points.length - 1) - x(i) >= ROOM);
    if (fits) written = x(i);
    const at = { x: x(i).toFixed(1), "text-anchor": "middle" };
    return [
      s("circle", {
        cx: x(i).toFixed(1),
        cy: y(point.value).toFixed(1),
        r: 3.4,
        class: point.solid ? "dot" : "dot dot-hollow",
      }),
      ...(fits || (isLast && points.length > 1)
        ? [
            s(
              "text",
              { ...at, y: (y(point.value) - 8).toFixed(1), class: "chart-value" },
              words.value(point.value),
            ),
            s("text", { ...at, y: HEIGHT - 5, class: "chart-period" }, words.period(point.period)),
          ]
        : []),
    ];
  });
  return s(
    "svg",
    { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words.title },
    s("line", { x1: 0, x2: WIDTH, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM, class: "chart-base" }),
    ...marks,
    ...standards,
    ...lines,
    ...dots,
  );
}

/** The stretches of points under one standard. */
export function runsOf(points: readonly Pick<ChartPoint, "standard">[]): readonly {
  readonly start: number;
  readonly end: number;
}[] {
  const starts = points.flatMap((p, i) =>
    i === 0 || points[i - 1]?.standard !== p.standard ? [i] : [],
  );
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? points.length }));
}

/** Beside its break, on its own side; where that is narrow, the number of the standard alone. */
function standardName(
  name: (id: string) => string,
  id: string,
  from: number,
  to: number,
): SVGTextElement {
  const place =
    from === 0 ? { x: to - 6, "text-anchor": "end" } : { x: from + 6, "text-anchor": "start" };
  return s("text", { ...place, y: 11, class: "chart-standard" }, to - from < NAME ? id : name(id));
}
