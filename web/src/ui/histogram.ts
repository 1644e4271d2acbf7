import { classOf } from "../classify/classify";
import type { Painting } from "../classify/painting";
import type { Words } from "../i18n/i18n";
import { h, s } from "./dom";

/** Ranges that the sliders can point out between the least and the greatest value. */
const STEPS = 120;
const BINS = 40;
const WIDTH = 240;
const HEIGHT = 44;

export interface HistogramData {
  readonly values: Float64Array;
  readonly painting: Painting;
  readonly range: readonly [number, number] | undefined;
  readonly decimals: number;
  readonly unit: string;
}

/**
 * How many units have which value, in the colours of the classes, and a range of values to be chosen:
 * by dragging over the bars, or by two sliders that mouse, finger and keyboard can move.
 */
export class Histogram {
  readonly element: HTMLElement;
  private readonly bars = s("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  private readonly from: HTMLInputElement;
  private readonly to: HTMLInputElement;
  private readonly brush: HTMLElement;
  private readonly text = h("p", { class: "histogram-text" });
  private words: Words | null = null;
  private data: HistogramData | null = null;
  private low = 0;
  private high = 1;

  /** @param choose a range, both ends included; undefined for all values */
  constructor(private readonly choose: (range: readonly [number, number] | undefined) => void) {
    const slider = (name: string): HTMLInputElement =>
      h("input", {
        type: "range",
        class: `histogram-${name}`,
        min: 0,
        max: STEPS,
        step: 1,
        oninput: () => this.slid(name === "from"),
        onchange: () => this.chosen(),
      });
    this.from = slider("from");
    this.to = slider("to");
    this.brush = h("div", { class: "histogram-brush" }, this.bars);
    this.brush.addEventListener("pointerdown", (event) => this.startBrush(event));
    this.element = h(
      "div",
      { class: "histogram", role: "group" },
      this.brush,
      h("div", { class: "histogram-sliders" }, this.from, this.to),
      this.text,
    );
  }

  update(words: Words, data: HistogramData): void {
    this.words = words;
    this.data = data;
    this.element.setAttribute("aria-label", words.say("histogram.title"));
    this.from.setAttribute("aria-label", words.say("histogram.from"));
    this.to.setAttribute("aria-label", words.say("histogram.to"));
    const known = data.values.filter((v) => !Number.isNaN(v));
    this.low = Math.min(...known);
    this.high = Math.max(...known);
    this.element.hidden = known.length === 0 || this.low === this.high;
    if (this.element.hidden) return;
    this.drawBars(known);
    const [from, to] = data.range ?? [this.low, this.high];
    this.from.value = String(Math.round(this.stepOf(from)));
    this.to.value = String(Math.round(this.stepOf(to)));
    this.say(data.range);
  }

  private drawBars(known: Float64Array): void {
    if (!this.data) return;
    const counts = new Array<number>(BINS).fill(0);
    const width = (this.high - this.low) / BINS;
    for (const value of known) {
      const bin = Math.min(BINS - 1, Math.floor((value - this.low) / width));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    const most = Math.max(...counts);
    const { classes, ramp, bivariate } = this.data.painting;
    const [from, to] = this.data.range ?? [this.low, this.high];
    this.bars.replaceChildren(
      ...counts.map((count, i) => {
        const middle = this.low + (i + 0.5) * width;
        const colour = classes && !bivariate ? ramp[classOf(classes.edges, middle)] : undefined;
        // The root makes few units beside many still visible.
        const height = count === 0 ? 0 : Math.max(2, HEIGHT * Math.sqrt(count / most));
        const isIn = this.low + (i + 1) * width > from && this.low + i * width <= to;
        return s("rect", {
          x: (i * WIDTH) / BINS,
          y: HEIGHT - height,
          width: WIDTH / BINS - 0.6,
          height,
          fill: isIn ? (colour ?? "#7b8790") : "#d4d9dc",
          stroke: "#6b7680",
          "stroke-width": 0.4,
        });
      }),
    );
  }

  private slid(isFrom: boolean): void {
    // The two never pass each other.
    const [from, to] = [Number(this.from.value), Number(this.to.value)];
    if (isFrom && from > to) this.from.value = String(to);
    if (!isFrom && to < from) this.to.value = String(from);
    this.say(this.range());
  }

  private chosen(): void {
    this.choose(this.range());
  }

  private range(): readonly [number, number] | undefined {
    const [from, to] = [Number(this.from.value), Number(this.to.value)];
    if (from === 0 && to === STEPS) return undefined;
    return [this.valueOf(from, Math.floor), this.valueOf(to, Math.ceil)];
  }

  private say(chosen: readonly [number, number] | undefined): void {
    const { words, data } = this;
    if (!words || !data) return;
    const range = chosen ?? [this.valueOf(0, Math.floor), this.valueOf(STEPS, Math.ceil)];
    const [from, to] = range.map((v) => words.number(v, data.decimals));
    this.from.setAttribute("aria-valuetext", `${from} ${data.unit}`);
    this.to.setAttribute("aria-valuetext", `${to} ${data.unit}`);
    this.text.textContent = words.say("histogram.text", {
      from: from ?? "",
      to: to ?? "",
      unit: data.unit,
    });
    this.element.style.setProperty("--from", `${(Number(this.from.value) / STEPS) * 100}%`);
    this.element.style.setProperty("--to", `${(Number(this.to.value) / STEPS) * 100}%`);
  }

  private startBrush(event: PointerEvent): void {
    if (event.button !== 0) return;
    const start = this.stepAt(event);
    this.brush.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => {
      const here = this.stepAt(moved);
      this.from.value = String(Math.min(start, here));
      this.to.value = String(Math.max(start, here));
      this.say(this.range());
    };
    const end = (): void => {
      this.brush.removeEventListener("pointermove", move);
      this.brush.removeEventListener("pointerup", end);
      this.brush.removeEventListener("pointercancel", end);
      // A mere click takes the range away.
      if (this.from.value === this.to.value) {
        this.from.value = "0";
        this.to.value = String(STEPS);
      }
      this.chosen();
    };
    this.brush.addEventListener("pointermove", move);
    this.brush.addEventListener("pointerup", end);
    this.brush.addEventListener("pointercancel", end);
    event.preventDefault();
    move(event);
  }

  private stepAt(event: PointerEvent): number {
    const { left, width } = this.brush.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientX - left) / width));
    return Math.round(part * STEPS);
  }

  private stepOf(value: number): number {
    return (STEPS * (value - this.low)) / (this.high - this.low);
  }

  /** A short number at a step; rounded outward, so that the units at its edge stay in. */
  private valueOf(step: number, round: (n: number) => number): number {
    const scale = 10 ** (this.data?.decimals ?? 0);
    const value = this.low + ((this.high - this.low) * step) / STEPS;
    return round(Number((value * scale).toPrecision(12))) / scale;
  }
}
