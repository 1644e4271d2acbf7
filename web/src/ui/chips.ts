import { decimalsIn } from "../classify/classify";
import type { View } from "../data/atlas";
import { designationAsked } from "../data/filter";
import type { Words } from "../i18n/i18n";
import type { ViewState } from "../state/view-state";
import { h, ICONS, icon } from "./dom";
import { measure } from "./figures";
import { designationName } from "./layer-controls";

type Filters = Pick<ViewState, "province" | "has" | "range">;

/** All filters at work, each with a button that takes it away. */
export class Chips {
  readonly element = h("ul", { class: "chips", hidden: true });
  private shown: readonly string[] = [];

  /** @param remove takes filters away; where the focus was is for it to care for when none is left */
  constructor(private readonly remove: (change: Partial<Filters>) => void) {}

  /** What the filters at work say. */
  get texts(): readonly string[] {
    return this.shown;
  }

  update(words: Words, view: View, state: ViewState): void {
    const province = view.provinces.find(state.province ?? "");
    const unit = words.find("unit.name", measure(view)) ?? "";
    const chips: { text: string; change: Partial<Filters> }[] = [];
    if (province) {
      chips.push({
        text: words.say("filter.province", { province: province.fullName }),
        change: { province: undefined },
      });
    }
    const has = designationAsked(view, state);
    if (has) {
      chips.push({
        text: words.say("filter.has", { designation: designationName(words, view, has) }),
        change: { has: undefined },
      });
    }
    if (state.range) {
      const [from, to] = state.range.map((v) => words.number(v, decimalsIn(v)));
      chips.push({
        text: words.say("filter.range", { from: from ?? "", to: to ?? "", unit }),
        change: { range: undefined },
      });
    }
    this.shown = chips.map(({ text }) => text);
    const at = [...this.element.children].findIndex((c) => c.contains(document.activeElement));
    this.element.hidden = chips.length === 0;
    this.element.setAttribute("aria-label", words.say("filter.title"));
    const items = chips.map(({ text, change }) => this.chip(words, text, change));
    if (chips.length > 1) {
      const everything = { province: undefined, has: undefined, range: undefined };
      items.push(
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "chip-all", onclick: () => this.remove(everything) },
            words.say("filter.clear"),
          ),
        ),
      );
    }
    this.element.replaceChildren(...items);
    // What follows the chip just removed takes the focus.
    if (at >= 0) items[Math.min(at, items.length - 1)]?.querySelector("button")?.focus();
  }

  private chip(words: Words, text: string, change: Partial<Filters>): HTMLElement {
    return h(
      "li",
      { class: "chip" },
      h("span", {}, text),
      h(
        "button",
        {
          type: "button",
          "aria-label": words.say("filter.remove", { filter: text }),
          title: words.say("filter.remove", { filter: text }),
          onclick: () => this.remove(change),
        },
        icon(ICONS.close),
      ),
    );
  }
}
