import type { Key, Words } from "../i18n/i18n";
import { h, ICONS, icon } from "../ui/dom";

const TOOLS = ["table", "priority", "download", "print", "share", "tour"] as const;
export type Tool = (typeof TOOLS)[number];

/** The buttons beside the map that open the table and hand on what is shown. */
export class Tools {
  readonly element = h("div", { class: "tools card", role: "group" });
  private readonly buttons: Readonly<Record<Tool, HTMLButtonElement>>;

  constructor(run: (tool: Tool, button: HTMLButtonElement) => void) {
    const make = (tool: Tool): HTMLButtonElement => {
      const button: HTMLButtonElement = h(
        "button",
        { type: "button", class: `tool-${tool}`, onclick: () => run(tool, button) },
        icon(ICONS[tool]),
      );
      return button;
    };
    this.buttons = Object.fromEntries(TOOLS.map((tool) => [tool, make(tool)])) as Record<
      Tool,
      HTMLButtonElement
    >;
    this.element.append(...TOOLS.map((tool) => this.buttons[tool]));
  }

  button(tool: Tool): HTMLButtonElement {
    return this.buttons[tool];
  }

  /** Whether what a tool opens is open. */
  press(tool: Tool, pressed: boolean): void {
    this.buttons[tool].setAttribute("aria-expanded", String(pressed));
  }

  sayWords(words: Words): void {
    this.element.setAttribute("aria-label", words.say("tools"));
    for (const tool of TOOLS) {
      const name = words.say(`tools.${tool}` as Key);
      this.buttons[tool].setAttribute("aria-label", name);
      this.buttons[tool].setAttribute("title", name);
    }
  }
}
