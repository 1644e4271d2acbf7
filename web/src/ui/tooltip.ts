import { h } from "./dom";

/** Name, value and rank of the unit under the pointer. Readers hear the selection instead. */
export class Tooltip {
  readonly element: HTMLElement;
  private readonly name = h("strong");
  private readonly lines = h("div");

  constructor() {
    this.element = h(
      "div",
      { class: "tooltip", hidden: true, "aria-hidden": "true" },
      this.name,
      this.lines,
    );
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** @param lines what is told below the name, the value first */
  show(name: string, lines: readonly string[], x: number, y: number): void {
    this.name.textContent = name;
    this.lines.replaceChildren(...lines.map((line) => h("span", {}, line)));
    this.element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = x + 16 + width > window.innerWidth ? x - width - 12 : x + 16;
    const top = y + 16 + height > window.innerHeight ? y - height - 12 : y + 16;
    this.element.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }
}
