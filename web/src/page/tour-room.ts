import type { Place } from "../map/atlas-map";
import type { ViewState } from "../state/view-state";
import { h } from "../ui/dom";
import type { Step } from "../ui/tour/steps";
import type { TourCard } from "../ui/tour/tour";
import type { Page } from "./page";

const parts = async () => {
  const [tour, steps] = await Promise.all([import("../ui/tour/tour"), import("../ui/tour/steps")]);
  return { ...tour, ...steps };
};

/** Where the browser remembers that somebody has seen or skipped the tour. */
const MEMORY = "xa-atlas-tour";

export interface TourRoomEvents {
  /**
   * Closes what a step does not want open, and moves the map to a place; without one to the unit of
   * the step, else to everything.
   */
  go(change: Partial<ViewState>, place: Place | undefined): Promise<void>;
  /** Back to what was there before. */
  back(state: ViewState): Promise<void>;
}

/** A walk of a few steps through what the map can say. It leaves the view as it found it. */
export class TourRoom {
  readonly element = h("div", { class: "tour-place" });
  private card: TourCard | null = null;
  private steps: readonly Step[] = [];
  private at = -1;
  private before: ViewState | null = null;
  private opener: HTMLElement | null = null;

  constructor(
    private readonly page: Page,
    private readonly on: TourRoomEvents,
  ) {}

  get isOpen(): boolean {
    return this.card?.isOpen ?? false;
  }

  /** Offers the tour to whoever comes for the first time. */
  async offer(): Promise<void> {
    if (remembered()) return;
    const card = await this.load();
    if (this.steps.length > 1) card.offer(this.page.words);
  }

  /** Whoever has begun to work by themselves needs no offer any more; a tour under way goes on. */
  leaveOffer(): void {
    if (!this.isOpen || this.at >= 0) return;
    remember();
    this.card?.close();
  }

  async start(opener: HTMLElement): Promise<void> {
    if (this.isOpen) return this.end();
    this.opener = opener;
    await this.load();
    await this.begin();
  }

  /** Words the card anew, in the language of the page. */
  sayWords(): void {
    const { card, page } = this;
    const step = this.steps[this.at];
    if (!card?.isOpen) return;
    if (step) card.show(page.words, step.id, this.at, this.steps.length);
    else card.offer(page.words);
  }

  async end(): Promise<void> {
    const { card, before, opener } = this;
    if (!card?.isOpen) return;
    remember();
    card.close();
    this.at = -1;
    this.before = null;
    document.body.classList.remove("has-tour");
    // What a step set and the view before did not have is taken away again.
    const set = this.steps.flatMap((step) => Object.keys(step.change));
    const cleared = Object.fromEntries(set.map((key) => [key, undefined]));
    if (before) await this.on.back({ ...cleared, ...before, lang: this.page.state.lang });
    opener?.focus();
  }

  private async load(): Promise<TourCard> {
    const loaded = await parts();
    const { view } = this.page;
    this.card ??= new loaded.TourCard({
      begin: () => this.run(() => this.begin()),
      step: (by) => this.run(() => this.show(this.at + by)),
      end: () => this.run(() => this.end()),
    });
    this.element.append(this.card.element);
    if (view && this.at < 0) this.steps = loaded.stepsOf(view);
    return this.card;
  }

  private run(step: () => Promise<void>): void {
    step().catch((error: unknown) => this.page.report(error));
  }

  private async begin(): Promise<void> {
    this.before = this.page.state;
    document.body.classList.add("has-tour");
    await this.show(0);
  }

  private async show(at: number): Promise<void> {
    const step = this.steps[at];
    if (!step) return;
    this.at = at;
    // The first step shows everything, the last a unit, those between where most of the units are.
    const isNear = at > 0 && !step.change.unit;
    await this.on.go(step.change, isNear ? this.before?.place : undefined);
    if (this.at === at) this.card?.show(this.page.words, step.id, at, this.steps.length);
  }
}

/** A browser that keeps nothing asks again at the next visit. */
function remembered(): boolean {
  try {
    return window.localStorage.getItem(MEMORY) !== null;
  } catch {
    return true;
  }
}

function remember(): void {
  try {
    window.localStorage.setItem(MEMORY, "seen");
  } catch {
    // Then it is offered again.
  }
}
