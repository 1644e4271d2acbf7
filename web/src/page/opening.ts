import type { Bounds } from "../api/types";
import type { View } from "../data/atlas";
import type { Words } from "../i18n/i18n";
import { meets, openingBounds, withArchipelagos } from "../map/extent";
import { ARCHIPELAGOS } from "../map/seas";
import type { ViewState } from "../state/view-state";
import { h } from "../ui/dom";

/** So many names fit into one line; of more provinces only the number is said. */
const MOST_NAMES = 3;

/** The first sight of the map, and the offer to see what lies outside it. */
export class Opening {
  /** Says what lies outside; pressed to see everything. */
  readonly button: HTMLButtonElement;
  private hasBegun = false;
  /** What the map was opened on; null once somebody has moved it. */
  private bounds: Bounds | null = null;
  /** What the map was brought to, which an address without a place leaves to it; null once it was moved. */
  private fitted: Bounds | null = null;

  constructor(showWhole: () => void) {
    this.button = h("button", { type: "button", class: "outside", hidden: true });
    this.button.addEventListener("click", showWhole);
  }

  /** Comes to the place or province of the address, or to where most of the units are. */
  begin(
    words: Words,
    view: Pick<View, "units" | "provinces">,
    state: ViewState,
    whole: Bounds,
    show: (bounds: Bounds) => void,
  ): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    const areas = view.provinces.list.flatMap(({ bbox, code }) =>
      bbox ? [{ bounds: bbox, units: view.units.in(code) }] : [],
    );
    const bounds = openingBounds(areas, whole);
    // An address may name a province instead of a place.
    const asked = view.provinces.find(state.province ?? "")?.bbox;
    const opening = state.place || asked || bounds === whole ? null : bounds;
    this.bounds = opening;
    // Said before the map comes there: what is said takes room from the map.
    this.say(words, view);
    const first = asked ?? (bounds === whole ? wholeExtent(whole) : bounds);
    show(first);
    // Coming to the first place was a move too.
    this.bounds = opening;
    this.fitted = state.place ? null : first;
  }

  /** Comes to the first place anew, when panels have taken room from it; not once the map was moved. */
  again(show: (bounds: Bounds) => void): void {
    const { bounds, fitted } = this;
    if (!fitted) return;
    show(fitted);
    this.bounds = bounds;
    this.fitted = fitted;
  }

  /** Says what lies outside the first view, and offers the whole; gone once the map was moved. */
  say(words: Words, view: Pick<View, "units" | "provinces">): void {
    const opening = this.bounds;
    const names = opening
      ? view.provinces.list
          .filter((p) => p.bbox && view.units.in(p.code) > 0 && !meets(p.bbox, opening))
          .map((p) => p.name)
      : [];
    this.button.hidden = names.length === 0;
    this.button.replaceChildren(
      names.length > MOST_NAMES
        ? words.say("map.outside.count", { n: names.length })
        : words.say("map.outside", { names: names.join(", ") }),
      h("span", { class: "outside-go" }, words.say("map.zoom.all")),
    );
  }

  /** After the map was emptied: what is shown next is a first sight again. */
  reset(): void {
    this.hasBegun = false;
    this.leave();
  }

  leave(): void {
    this.bounds = null;
    this.fitted = null;
    this.button.hidden = true;
  }
}

/** Everything, the archipelagos with it where that is the country. */
export function wholeExtent(whole: Bounds): Bounds {
  return withArchipelagos(whole, ARCHIPELAGOS);
}
