import type { Words } from "../../i18n/i18n";
import { Phrases } from "../../i18n/phrases";
import en from "../../i18n/tour.en.json";
import vi from "../../i18n/tour.vi.json";
import { h } from "../dom";
import type { StepId } from "./steps";

const PHRASES = new Phrases<keyof typeof vi>({ vi, en });

export interface TourEvents {
  begin(): void;
  step(by: 1 | -1): void;
  end(): void;
}

/** The card of the tour: an offer first, then one step after the other. */
export class TourCard {
  readonly element = h("section", {
    class: "card tour",
    role: "dialog",
    "aria-labelledby": "tour-title",
    hidden: true,
  });

  constructor(private readonly on: TourEvents) {}

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  offer(words: Words): void {
    const say = (key: keyof typeof vi) => PHRASES.say(words, key);
    this.fill(
      null,
      say("offer"),
      say("offer.text"),
      this.button("tour-skip", say("skip"), () => this.on.end(), false),
      this.button("tour-next", say("start"), () => this.on.begin(), true),
    );
  }

  show(words: Words, id: StepId, i: number, n: number): void {
    const say = (key: keyof typeof vi) => PHRASES.say(words, key);
    const isLast = i === n - 1;
    this.fill(
      PHRASES.say(words, "step", { i: i + 1, n }),
      say(id),
      say(`${id}.text`),
      isLast ? null : this.button("tour-skip", say("skip"), () => this.on.end(), false),
      i === 0 ? null : this.button("tour-back", say("back"), () => this.on.step(-1), false),
      isLast
        ? this.button("tour-next", say("done"), () => this.on.end(), true)
        : this.button("tour-next", say("next"), () => this.on.step(1), true),
    );
    this.focus();
  }

  focus(): void {
    this.element.querySelector<HTMLElement>("#tour-title")?.focus({ preventScroll: true });
  }

  close(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  private fill(
    step: string | null,
    title: string,
    text: string,
    ...buttons: (HTMLElement | null)[]
  ): void {
    this.element.hidden = false;
    this.element.replaceChildren(
      ...(step ? [h("p", { class: "tour-step" }, step)] : []),
      h("h2", { id: "tour-title", tabindex: "-1" }, title),
      h("p", {}, text),
      h("div", { class: "tour-buttons" }, ...buttons),
    );
  }

  private button(name: string, text: string, run: () => void, isMain: boolean): HTMLElement {
    const kind = isMain ? "button button-main" : "button button-plain";
    return h("button", { type: "button", class: `${kind} ${name}`, onclick: run }, text);
  }
}
