import { fillSelect, h, ICONS, icon, type Option } from "./dom";

/** A list to choose from, with its label. */
export class Field {
  readonly row: HTMLElement;
  readonly label: HTMLElement;
  readonly select: HTMLSelectElement;

  /** @param id unique on the page */
  constructor(id: string, chosen: (value: string) => void) {
    this.select = h("select", {
      id: `control-${id}`,
      onchange: () => chosen(this.select.value),
    });
    this.label = h("label", { for: `control-${id}` });
    this.row = h(
      "div",
      { class: `field field-${id}` },
      this.label,
      this.select,
      icon(ICONS.chevron),
    );
  }

  set(label: string, options: readonly Option[], value: string): void {
    this.label.textContent = label;
    fillSelect(this.select, options, value);
  }
}
