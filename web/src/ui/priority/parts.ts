import type { Words } from "../../i18n/i18n";
import { MOST_MONEY } from "../../priority/budget";
import { wholeNumber } from "../../priority/pasted";
import { fillSelect, h, ICONS, icon, type Option } from "../dom";
import { fieldNumber, typedNumber } from "./words";

/*
 * Small parts of the panel. Each control has a key, by which the focus finds back to it when what
 * stands around it is made anew.
 */

let ids = 0;

/** A list to choose from, with its label. */
export function choice(
  key: string,
  label: string,
  options: readonly Option[],
  value: string,
  chosen: (value: string) => void,
): HTMLElement {
  const id = `prio-${++ids}`;
  const select: HTMLSelectElement = h("select", {
    id,
    "data-key": key,
    onchange: () => chosen(select.value),
  });
  fillSelect(select, options, value);
  return h("div", { class: "field" }, h("label", { for: id }, label), select, icon(ICONS.chevron));
}

/** A field for a number; what is no number is marked and changes nothing. */
export function numberField(
  words: Words,
  key: string,
  label: string,
  value: number | undefined,
  change: (value: number | undefined) => void,
  options: { readonly least?: number; readonly isHidden?: boolean } = {},
): HTMLElement {
  const id = `prio-${++ids}`;
  const input: HTMLInputElement = h("input", {
    id,
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    maxlength: 20,
    "data-key": key,
    value: value === undefined ? "" : fieldNumber(words, value),
    oninput: () => {
      const typed = input.value.trim();
      const number = typedNumber(typed);
      const isRight =
        typed === "" || (!Number.isNaN(number) && number >= (options.least ?? number));
      input.setAttribute("aria-invalid", String(!isRight));
      if (isRight) change(typed === "" ? undefined : number);
    },
  });
  return h(
    "div",
    { class: "field" },
    h("label", { for: id, class: options.isHidden ? "visually-hidden" : null }, label),
    input,
  );
}

/** A field for whole million VND, with a sign between thousands or without. */
export function moneyField(
  words: Words,
  key: string,
  label: string,
  value: number | undefined,
  change: (value: number | undefined) => void,
): HTMLElement {
  const id = `prio-${++ids}`;
  const input: HTMLInputElement = h("input", {
    id,
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 20,
    "data-key": key,
    value: value === undefined ? "" : words.number(value, 0),
    oninput: () => {
      const typed = input.value.trim();
      const number = wholeNumber(typed);
      const isRight = typed === "" || number <= MOST_MONEY;
      input.setAttribute("aria-invalid", String(!isRight));
      if (isRight) change(typed === "" ? undefined : number);
    },
    // What was understood is shown as it was understood.
    onchange: () => {
      const number = wholeNumber(input.value);
      if (number <= MOST_MONEY) input.value = words.number(number, 0);
    },
  });
  return h("div", { class: "field" }, h("label", { for: id }, label), input);
}

export function textField(
  key: string,
  label: string,
  value: string,
  change: (value: string) => void,
  options: { readonly most?: number; readonly help?: string } = {},
): HTMLElement {
  const id = `prio-${++ids}`;
  const input: HTMLInputElement = h("input", {
    id,
    type: "text",
    autocomplete: "off",
    maxlength: options.most ?? 200,
    placeholder: options.help,
    "data-key": key,
    value,
    oninput: () => change(input.value),
  });
  return h("div", { class: "field" }, h("label", { for: id }, label), input);
}

export function check(
  key: string,
  label: string,
  isChecked: boolean,
  change: (isChecked: boolean) => void,
): HTMLElement {
  const input: HTMLInputElement = h("input", {
    type: "checkbox",
    "data-key": key,
    onchange: () => change(input.checked),
  });
  input.checked = isChecked;
  return h("label", { class: "check" }, input, h("span", {}, label));
}

export function button(
  key: string,
  text: string,
  run: () => void,
  options: { readonly path?: string; readonly isDisabled?: boolean } = {},
): HTMLButtonElement {
  return h(
    "button",
    {
      type: "button",
      class: "button prio-button",
      "data-key": key,
      disabled: options.isDisabled,
      onclick: run,
    },
    options.path ? icon(options.path) : null,
    text,
  );
}

/** A button that shows a sign alone. */
export function signButton(
  key: string,
  path: string,
  name: string,
  run: () => void,
): HTMLButtonElement {
  return h(
    "button",
    {
      type: "button",
      class: "button-quiet",
      "data-key": key,
      "aria-label": name,
      title: name,
      onclick: run,
    },
    icon(path),
  );
}

/**
 * A part that is folded away until somebody wants it, and stays as it was left: what is drawn anew takes after what it
 * replaces, for the event that tells of a click comes later than the click and may come after the replacement.
 */
export class Folds {
  private readonly drawn = new Map<string, HTMLDetailsElement>();
  private readonly shown = new Set<string>();

  fold(key: string, title: string, ...children: (Node | string | null)[]): HTMLElement {
    const wasOpen = this.drawn.get(key)?.open ?? false;
    const details: HTMLDetailsElement = h(
      "details",
      { class: "fold", open: this.shown.delete(key) || wasOpen },
      h("summary", { "data-key": `fold ${key}` }, title, icon(ICONS.chevron)),
      ...children,
    );
    this.drawn.set(key, details);
    return details;
  }

  /** Opens a part when it is drawn next. */
  show(key: string): void {
    this.shown.add(key);
  }
}

/** Keeps what was drawn last, so that a button is not made anew under the pointer that presses it. */
export class Drawn {
  private parts: readonly unknown[] = [];

  /** Whether any of these is another one than last time. */
  isOther(...parts: readonly unknown[]): boolean {
    const isOther =
      parts.length !== this.parts.length || parts.some((part, i) => part !== this.parts[i]);
    this.parts = parts;
    return isOther;
  }
}

/** Puts other children into an element; the focus goes back to the control of the same key. */
export function refill(element: HTMLElement, ...children: (Node | string | null)[]): void {
  const active = document.activeElement;
  const key = element.contains(active) ? active?.getAttribute("data-key") : null;
  const scroll = element.scrollTop;
  element.replaceChildren(...children.filter((child): child is Node | string => child !== null));
  element.scrollTop = scroll;
  if (key) element.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
