import type { HistoryAnswer, Rollup, UnitAnswer, UnitFigure } from "../../api/types";
import type { View } from "../../data/atlas";
import type { Words } from "../../i18n/i18n";
import { Phrases } from "../../i18n/phrases";
import en from "../../i18n/profile.en.json";
import vi from "../../i18n/profile.vi.json";
import { h } from "../dom";

const PHRASES = new Phrases<keyof typeof vi>({ vi, en });

export interface ProfileEvents {
  /** @param edition of the unit, where that is not the one on the map */
  open(code: string, edition?: string): void;
  zoom(code: string): void;
  /** What the unit was formed from and became, with the figures of some indicators. */
  history(unit: UnitAnswer, indicators: readonly string[]): Promise<HistoryAnswer>;
  /** The sums of its communes of some indicators in a period; null where there are none. */
  sums(unit: UnitAnswer, indicators: readonly string[], period: string): Promise<Rollup | null>;
}

/** What the sections of a profile have in common: the unit, the view beside it, and its words. */
export class Told {
  constructor(
    readonly words: Words,
    readonly view: View,
    readonly unit: UnitAnswer,
    readonly on: ProfileEvents,
  ) {}

  say(key: keyof typeof vi, parameters: Readonly<Record<string, string | number>> = {}): string {
    return PHRASES.say(this.words, key, parameters);
  }

  /** Whether the unit belongs to the edition on the map; a former unit has nothing beside it there. */
  get isOnMap(): boolean {
    return this.unit.edition === this.view.choice.edition.id;
  }

  indicator(id: string): string {
    return this.words.label(this.view.atlas.indicator(id)?.name, id);
  }

  group(id: string): string {
    return this.words.label(this.view.atlas.group(id), id);
  }

  measure(indicator: string): string {
    return this.view.atlas.indicator(indicator)?.unit ?? "";
  }

  /** What the shares of divided units were measured in. */
  basis(id: string): string {
    const key = `basis.${id}` as keyof typeof vi;
    return key in vi ? this.say(key) : id;
  }

  theme(figure: UnitFigure): string {
    return this.view.atlas.indicator(figure.indicator)?.theme ?? "other";
  }

  section(title: string | readonly (Node | string | null)[], ...children: (Node | null)[]) {
    const heading = h("h3", {}, ...(typeof title === "string" ? [title] : title));
    return h("section", {}, heading, ...children);
  }

  note(text: string): HTMLElement {
    return h("p", { class: "panel-note" }, text);
  }

  link(text: string, go: () => void): HTMLElement {
    return h("button", { type: "button", class: "link", onclick: go }, text);
  }
}
