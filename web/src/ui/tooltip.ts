import { h } from "./dom";

/** Name and value of the unit under the pointer. Readers hear the selection instead. */
export class Tooltip {
  readonly element: HTMLElement;
  private readonly name = h("strong");
  private readonly value = h("span");

  constructor() {
    this.element = h(
      "div",
      { class: "tooltip", hidden: true, "aria-hidden": "true" },
      this.name,
      this.value,
    );
  }

  hide(): void {
    this.element.hidden = true;
  }

  show(name: string, value: string, x: number, y: number): void {
    this.name.textContent = name;
    this.value.textContent = value;
    this.element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = x + 16 + width > window.innerWidth ? x - width - 12 : x + 16;
    const top = y + 16 + height > window.innerHeight ? y - height - 12 : y + 16;
    this.element.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }
}
