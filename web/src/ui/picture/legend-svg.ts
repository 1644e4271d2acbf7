import { s } from "../dom";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Draws an element of the page as SVG: its texts line by line where the browser put them, its
 * grounds, and the drawings in it. Made for the legend, so a picture says what the page says,
 * whatever the legend holds.
 *
 * @param element in the page, also when it is out of sight
 * @param hatches what stands for the grounds that are no plain colour, by class
 */
export function elementAsSvg(
  element: HTMLElement,
  hatches: Readonly<Record<string, string>>,
): { readonly drawing: SVGGElement; readonly width: number; readonly height: number } {
  const origin = element.getBoundingClientRect();
  const drawing = s("g", {});
  const at = (rect: DOMRect) => ({
    x: round(rect.left - origin.left),
    y: round(rect.top - origin.top),
  });
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      drawing.append(...lines(node, origin));
      return;
    }
    if (node instanceof SVGSVGElement) {
      drawing.append(svgCopy(node, at(node.getBoundingClientRect())));
      return;
    }
    if (!(node instanceof HTMLElement)) return;
    const style = getComputedStyle(node);
    const rect = node.getBoundingClientRect();
    if (style.display === "none" || style.visibility === "hidden" || rect.width < 2) return;
    if (node.classList.contains("visually-hidden")) return;
    const hatched = Object.keys(hatches).find((name) => node.classList.contains(name));
    const ground = hatched ? (hatches[hatched] ?? "none") : style.backgroundColor;
    if (hatched || isPainted(ground)) {
      drawing.append(
        s("rect", {
          ...at(rect),
          width: round(rect.width),
          height: round(rect.height),
          fill: ground,
          ...(node.classList.contains("swatch") ? { stroke: "#b9bec2", "stroke-width": 0.6 } : {}),
        }),
      );
    }
    if (node.classList.contains("sample")) drawing.append(...sample(node, style, at(rect), rect));
    for (const child of node.childNodes) visit(child);
  };
  for (const child of element.childNodes) visit(child);
  return { drawing, width: origin.width, height: origin.height };
}

/** What a designation looks like: the page draws it with gradients and shadows, a picture cannot. */
function sample(
  node: HTMLElement,
  style: CSSStyleDeclaration,
  { x, y }: { readonly x: number; readonly y: number },
  { width, height }: DOMRect,
): SVGElement[] {
  if (node.classList.contains("sample-hatching")) {
    const turn = [0, 1, 2].find((n) => node.classList.contains(`turn-${n}`)) ?? 0;
    return [s("rect", { x, y, width, height, fill: `url(#overlay${turn})` })];
  }
  if (!node.classList.contains("sample-outline")) return [];
  const inside = { x: x + 1.2, y: y + 1.2, width: width - 2.4, height: height - 2.4 };
  const stroke = style.getPropertyValue("--colour").trim();
  return [s("rect", { ...inside, fill: "none", stroke, "stroke-width": 2.4 })];
}

function isPainted(colour: string): boolean {
  return colour !== "transparent" && !/^rgba\(.*, 0\)$/.test(colour);
}

/** A text as the browser broke it into lines. */
function lines(text: Text, origin: DOMRect): SVGTextElement[] {
  const parent = text.parentElement;
  const content = text.data;
  if (!parent || content.trim() === "") return [];
  const style = getComputedStyle(parent);
  const range = document.createRange();
  const found: { top: number; bottom: number; left: number; text: string }[] = [];
  for (let i = 0; i < content.length; i++) {
    range.setStart(text, i);
    range.setEnd(text, i + 1);
    const rect = range.getClientRects()[0];
    if (!rect || rect.width === 0) continue;
    const last = found.at(-1);
    if (last && Math.abs(last.top - rect.top) < 3) last.text += content[i];
    else {
      found.push({ top: rect.top, bottom: rect.bottom, left: rect.left, text: content[i] ?? "" });
    }
  }
  const size = Number.parseFloat(style.fontSize);
  return found.map((line) =>
    s(
      "text",
      {
        x: round(line.left - origin.left),
        // The baseline lies a fifth of the size above the bottom of the glyphs' box.
        y: round((line.top + line.bottom) / 2 - origin.top + size * 0.35),
        "font-size": size,
        "font-weight": style.fontWeight,
        fill: style.color,
      },
      line.text.replace(/\s+$/, ""),
    ),
  );
}

const KEPT = ["fill", "stroke", "stroke-width", "font-size", "font-weight", "opacity"] as const;

/** A drawing with the styles of the page written into it. */
function svgCopy(source: SVGSVGElement, at: { x: number; y: number }): SVGElement {
  const copy = source.cloneNode(true) as SVGSVGElement;
  const from = [source, ...source.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of KEPT) to[i]?.setAttribute(name, style.getPropertyValue(name));
    to[i]?.removeAttribute("class");
  });
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("x", String(at.x));
  copy.setAttribute("y", String(at.y));
  return copy;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
