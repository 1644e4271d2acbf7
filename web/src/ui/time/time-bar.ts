import type { Stop } from "../../data/timeline";
import type { Words } from "../../i18n/i18n";
import type { Comparison } from "../../state/time-state";
import { h, ICONS, icon, type Option } from "../dom";
import { Field } from "../field";
import { say, type TimeKey } from "./words";

/** What the bar shows. */
export interface TimeBarContent {
  readonly stops: readonly Stop[];
  /** Place of the period on the map. */
  readonly at: number;
  readonly mode: Comparison | "one";
  readonly isPlaying: boolean;
  /** Whether periods are stepped through by hand because the reader wants no motion. */
  readonly isCalm: boolean;
  /** What is to be said of the periods shown: a break of the standard, gaps, what is missing. */
  readonly notes: readonly string[];
  readonly against: { readonly options: readonly Option[]; readonly value: string };
  /** Editions of the other side; fewer than two are no choice. */
  readonly others: { readonly options: readonly Option[]; readonly value: string };
  /** Whether the change may be counted in points and in numbers. */
  readonly hasNumbers: boolean;
  readonly inNumbers: boolean;
  /** Whether the two periods are under two standards. */
  readonly isAcross: boolean;
  readonly across: boolean;
  /** Editions on whose units figures were reported. */
  readonly bases: { readonly options: readonly Option[]; readonly value: string };
}

export interface TimeBarEvents {
  go(at: number): void;
  play(): void;
  mode(mode: Comparison | "one"): void;
  against(period: string): void;
  other(edition: string): void;
  inNumbers(is: boolean): void;
  across(is: boolean): void;
  base(edition: string): void;
  close(): void;
}

const MODES = ["one", "swipe", "change"] as const;
const PLAY = "M5 3l8 5-8 5z";
const PAUSE = "M5 3v10M11 3v10";
const NEXT = "M4 3l6 5-6 5M12 3v10";
/** Width of the knob of the slider: the stops stand where its middle can. */
const KNOB = 20;

/** The bar below the map: a slider through the periods, and what is compared with what. */
export class TimeBar {
  readonly element: HTMLElement;
  private readonly title = h("h2", { id: "years-title" });
  private readonly modes: HTMLElement;
  private readonly close: HTMLButtonElement;
  private readonly play: HTMLButtonElement;
  private readonly slider: HTMLInputElement;
  private readonly marks = h("div", { class: "years-marks", "aria-hidden": "true" });
  private readonly track: HTMLElement;
  private readonly notes = h("div", { class: "years-notes", role: "status" });
  private readonly against: Field;
  private readonly other: Field;
  private readonly measure: Field;
  private readonly base: Field;
  private readonly across: HTMLInputElement;
  private readonly acrossText = h("span");
  private readonly acrossRow: HTMLElement;
  private readonly choices: HTMLElement;

  constructor(private readonly on: TimeBarEvents) {
    this.modes = h("div", { class: "years-modes", role: "radiogroup" });
    this.close = h(
      "button",
      { type: "button", class: "button-quiet years-close", onclick: () => on.close() },
      icon(ICONS.close),
    );
    this.play = h("button", { type: "button", class: "years-play", onclick: () => on.play() });
    this.slider = h("input", {
      id: "years-slider",
      type: "range",
      min: 0,
      step: 1,
      oninput: () => on.go(Number(this.slider.value)),
    });
    this.track = h("div", { class: "years-track" }, this.marks, this.slider);
    this.against = new Field("against", (value) => on.against(value));
    this.other = new Field("other", (value) => on.other(value));
    this.measure = new Field("measure", (value) => on.inNumbers(value === "numbers"));
    this.base = new Field("base", (value) => on.base(value));
    this.across = h("input", {
      id: "control-across",
      type: "checkbox",
      onchange: () => on.across(this.across.checked),
    });
    this.acrossRow = h("label", { class: "check" }, this.across, this.acrossText);
    this.choices = h(
      "div",
      { class: "years-choices" },
      this.against.row,
      this.other.row,
      this.measure.row,
      this.base.row,
      this.acrossRow,
    );
    this.element = h(
      "section",
      { class: "card years", id: "years", "aria-labelledby": "years-title" },
      h("div", { class: "years-head" }, this.title, this.modes, this.close),
      h("div", { class: "years-line" }, this.play, this.track),
      this.choices,
      this.notes,
    );
  }

  /** Moves the focus to the slider, or to the way of showing where there is nothing to slide. */
  focus(): void {
    if (this.slider.disabled) this.modes.querySelector("input")?.focus();
    else this.slider.focus();
  }

  /** What is told of the periods shown. */
  get said(): readonly string[] {
    return [...this.notes.children].map((note) => note.textContent ?? "");
  }

  update(words: Words, content: TimeBarContent): void {
    const { stops, at, mode } = content;
    this.title.textContent = say(words, "title");
    for (const [button, key] of [[this.close, "close"]] as const) {
      button.setAttribute("aria-label", say(words, key));
      button.title = say(words, key);
    }
    this.fillModes(words, mode);
    const act: TimeKey = content.isCalm ? "next" : content.isPlaying ? "pause" : "play";
    this.play.setAttribute("aria-label", say(words, act));
    this.play.title = say(words, act);
    this.play.replaceChildren(icon(content.isCalm ? NEXT : content.isPlaying ? PAUSE : PLAY));
    const told = stops.filter((stop) => stop.series).length;
    this.play.disabled = told < 2;
    this.slider.disabled = told < 2;
    this.slider.max = String(Math.max(0, stops.length - 1));
    this.slider.value = String(Math.max(0, at));
    this.slider.setAttribute("aria-label", say(words, "slider"));
    this.slider.setAttribute("aria-valuetext", stopText(words, stops[at]));
    this.fillMarks(words, stops, at);
    const isCompared = mode !== "one";
    this.against.set(say(words, "against"), content.against.options, content.against.value);
    this.against.row.hidden = !isCompared || content.against.options.length < 2;
    this.other.set(say(words, "against.edition"), content.others.options, content.others.value);
    this.other.row.hidden = mode !== "swipe" || content.others.options.length < 2;
    this.measure.set(
      say(words, "in"),
      [
        { value: "points", text: say(words, "in.points") },
        { value: "numbers", text: say(words, "in.numbers") },
      ],
      content.inNumbers ? "numbers" : "points",
    );
    this.measure.row.hidden = mode !== "change" || !content.hasNumbers;
    this.base.set(say(words, "base"), content.bases.options, content.bases.value);
    this.base.row.hidden = content.bases.options.length < 3;
    this.across.checked = content.across;
    this.acrossText.textContent = say(words, "across");
    this.acrossRow.hidden = mode !== "change" || !content.isAcross;
    this.choices.hidden = [...this.choices.children].every((c) => (c as HTMLElement).hidden);
    const texts = JSON.stringify(content.notes);
    // Rewritten only when it says something else: readers would hear it again.
    if (this.notes.dataset.said !== texts) {
      this.notes.dataset.said = texts;
      this.notes.replaceChildren(...content.notes.map((note) => h("p", {}, note)));
    }
    this.notes.hidden = content.notes.length === 0;
  }

  private fillModes(words: Words, mode: Comparison | "one"): void {
    this.modes.setAttribute("aria-label", say(words, "mode"));
    if (this.modes.childElementCount === 0) {
      this.modes.append(
        ...MODES.map((one) =>
          h(
            "label",
            {},
            h("input", {
              type: "radio",
              name: "years-mode",
              value: one,
              onchange: () => this.on.mode(one),
            }),
            h("span"),
          ),
        ),
      );
    }
    for (const label of this.modes.children) {
      const [input, text] = label.children as unknown as [HTMLInputElement, HTMLElement];
      input.checked = input.value === mode;
      text.textContent = say(words, `mode.${input.value}` as TimeKey);
    }
  }

  /** A dot for each period, hollow where nothing is told, and a broken line where the standard changes. */
  private fillMarks(words: Words, stops: readonly Stop[], at: number): void {
    const last = Math.max(1, stops.length - 1);
    const left = (place: number): string =>
      `calc(${KNOB / 2}px + (100% - ${KNOB}px) * ${(place / last).toFixed(4)})`;
    const place = (element: HTMLElement, where: number): HTMLElement => {
      element.style.left = left(where);
      return element;
    };
    const marks: HTMLElement[] = [];
    stops.forEach((stop, i) => {
      const kind = stop.series ? (i === at ? "is-now" : "") : "is-gap";
      marks.push(
        place(h("span", { class: `years-dot ${kind}` }), i),
        place(h("span", { class: `years-period ${kind}` }, words.period(stop.period)), i),
      );
      if (stop.isBreak) marks.push(place(h("span", { class: "years-break" }), i - 0.5));
    });
    const runs = runsOfStandards(stops);
    if (runs.length > 1) {
      for (const { from, to, standard } of runs) {
        const name = standard || say(words, "break.none");
        // Between the breaks on both sides, where there are any.
        const middle = (Math.max(0, from - 0.5) + Math.min(last, to + 0.5)) / 2;
        marks.push(place(h("span", { class: "years-standard" }, name), middle));
      }
    }
    this.marks.replaceChildren(...marks);
  }
}

/** The stretches of periods under one standard. */
function runsOfStandards(stops: readonly Stop[]): { from: number; to: number; standard: string }[] {
  const runs: { from: number; to: number; standard: string }[] = [];
  stops.forEach(({ series, isBreak }, i) => {
    const run = runs.at(-1);
    if (series && (!run || isBreak)) runs.push({ from: i, to: i, standard: series.standard });
    else if (series && run) run.to = i;
  });
  return runs;
}

/** A period with its standard, in words. */
export function stopText(words: Words, stop: Stop | undefined): string {
  if (!stop) return "";
  const period = words.period(stop.period);
  if (!stop.series) return say(words, "gap", { period });
  const { standard } = stop.series;
  return standard ? say(words, "stop.now", { period, standard }) : period;
}
