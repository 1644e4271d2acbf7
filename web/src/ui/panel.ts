import type { Level, UnitAnswer } from "../api/types";
import type { View } from "../data/atlas";
import type { Words } from "../i18n/i18n";
import { h, ICONS, icon } from "./dom";
import type { ProfileEvents } from "./profile/told";

export type PanelContent =
  | { readonly kind: "loading"; readonly name: string; readonly level: Level }
  | { readonly kind: "unit"; readonly unit: UnitAnswer };

/** What stands in a profile; fetched once. */
const sections = () => import("./profile/profile");

/**
 * The frame of the profile of one unit. What stands in it is fetched with the first profile that is
 * opened.
 */
export class Panel {
  readonly element: HTMLElement;
  private readonly kicker = h("p", { class: "panel-kicker" });
  private readonly title = h("h2", { id: "panel-title", tabindex: "-1" });
  private readonly close: HTMLButtonElement;
  private readonly body = h("div", { class: "panel-body" });
  private renders = 0;

  constructor(private readonly on: ProfileEvents & { close(): void }) {
    this.close = h(
      "button",
      { type: "button", class: "button-quiet panel-close", onclick: () => this.on.close() },
      icon(ICONS.close),
    );
    this.element = h(
      "section",
      { class: "card panel", "aria-labelledby": "panel-title", hidden: true },
      h("div", { class: "panel-head" }, h("div", {}, this.kicker, this.title), this.close),
      this.body,
    );
  }

  get isOpen(): boolean {
    return !this.element.hasAttribute("hidden");
  }

  hide(): void {
    this.renders++;
    this.element.hidden = true;
    this.body.replaceChildren();
  }

  /** Moves the focus to the heading, so that a reader begins there. */
  focus(): void {
    this.title.focus({ preventScroll: true });
  }

  /** Fetches what a profile needs while its figures are on their way; a failure shows when it is used. */
  prepare(): void {
    sections().catch(() => undefined);
  }

  /** Settles when the content is there, or when something else took its place meanwhile. */
  async render(words: Words, view: View, content: PanelContent): Promise<void> {
    const render = ++this.renders;
    const level = content.kind === "unit" ? content.unit.level : content.level;
    if (content.kind === "loading") {
      this.head(words, level, content.name);
      this.body.setAttribute("aria-busy", "true");
      this.body.replaceChildren(h("p", { class: "panel-wait" }, words.say("panel.loading")));
      return;
    }
    const { profile } = await sections();
    if (render !== this.renders) return;
    const { unit } = content;
    this.head(words, level, unit.fullName);
    this.body.removeAttribute("aria-busy");
    const key = `${unit.edition} ${unit.code}`;
    const isSame = this.body.dataset.unit === key;
    const scroll = isSame ? this.body.scrollTop : 0;
    this.body.replaceChildren(...profile(words, view, unit, this.on));
    this.body.dataset.unit = key;
    this.body.scrollTop = scroll;
  }

  private head(words: Words, level: Level, name: string): void {
    this.element.hidden = false;
    this.close.setAttribute("aria-label", words.say("panel.close"));
    this.kicker.textContent = words.say(`panel.title.${level}`);
    this.title.textContent = name;
  }
}
