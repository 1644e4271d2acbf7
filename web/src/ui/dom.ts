type Child = Node | string | null | undefined | false;
type Attribute = string | number | boolean | null | undefined | ((event: Event) => void);

/**
 * Makes an element. Attributes that are functions listen to the event they are named for (`onclick`);
 * true stands for an empty attribute; false, null and undefined for none.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...present(children));
  return element;
}

/** A command to be typed; an option stays on one line with its value. */
export function command(text: string): HTMLElement {
  const [name = "", ...options] = text.split(/ (?=--)/);
  return h("code", {}, name, ...options.flatMap((option) => [" ", h("span", {}, option)]));
}

/** The same for SVG. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  element.append(...present(children));
  return element;
}

function present(children: readonly Child[]): (Node | string)[] {
  return children.filter((c): c is Node | string => c != null && c !== false && c !== "");
}

/** A line icon of 16 by 16 from path data, hidden from readers: what it stands for is said in words. */
export function icon(path: string): SVGSVGElement {
  return s(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    s("path", { d: path }),
  );
}

export const ICONS = {
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.4 10.4 14 14",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  plus: "M8 2.5v11M2.5 8h11",
  minus: "M2.5 8h11",
  whole: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  download: "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
  sliders: "M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6M10.2 2.8v3.4M5.8 9.8v3.4",
  chevron: "M4 6l4 4 4-4",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  print: "M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z",
  share:
    "M11 5.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM5 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM11 14.1a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM6.6 7.2l2.8-2.4M6.6 8.8l2.8 2.4",
  tour: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.7-.8 1.3M8 11.4v.1",
  priority: "M5.5 3.5h8M5.5 8h6M5.5 12.5h4M2.5 3.5h.1M2.5 8h.1M2.5 12.5h.1",
  years: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.5V8l2.4 1.6",
  sums: "M12 3.5H4l4.5 4.5L4 12.5h8",
  table: "M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.7h11M6.5 3v10",
} as const;

export interface Option {
  readonly value: string;
  readonly text: string;
  readonly group?: string | undefined;
}

/** Fills a list; rewrites it only when something changed, so that an open list stays open. */
export function fillSelect(select: HTMLSelectElement, options: readonly Option[], value: string) {
  const signature = JSON.stringify(options);
  if (select.dataset.options !== signature) {
    select.dataset.options = signature;
    const groups = new Map<string, HTMLOptGroupElement>();
    select.replaceChildren();
    for (const option of options) {
      const element = h("option", { value: option.value }, option.text);
      if (!option.group) {
        select.append(element);
        continue;
      }
      let group = groups.get(option.group);
      if (!group) {
        group = h("optgroup", { label: option.group });
        groups.set(option.group, group);
        select.append(group);
      }
      group.append(element);
    }
  }
  select.value = value;
}
