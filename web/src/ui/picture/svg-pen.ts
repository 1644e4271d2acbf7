import type { Pen } from "../../map/drawing";
import { s } from "../dom";

interface Ink {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineJoin: CanvasLineJoin;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  letterSpacing: string;
  transform: string;
  clip: string;
}

let ruler: CanvasRenderingContext2D | null = null;

/**
 * Writes down as SVG what a layer of the map draws: names as text, circles as circles, so that they
 * can be searched, set in another fount and enlarged. It knows what the layers use of a canvas: a
 * path is one circle, one rectangle, or lines.
 */
export class SvgPen implements Pen {
  fillStyle = "#000000";
  strokeStyle = "#000000";
  lineWidth = 1;
  lineJoin: CanvasLineJoin = "miter";
  font = "10px sans-serif";
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  letterSpacing = "0px";
  private transform = "";
  private clipName = "";
  private clips = 0;
  private readonly kept: Ink[] = [];
  private shape: { tag: "circle" | "rect"; size: Record<string, number> } | null = null;
  private lines = "";

  /** @param name begins the names of its parts, which must differ within one picture */
  constructor(
    private readonly into: SVGElement,
    private readonly name: string,
  ) {}

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineJoin, font, textAlign, textBaseline } = this;
    const { letterSpacing, transform, clipName: clip } = this;
    this.kept.push({
      ...{ fillStyle, strokeStyle, lineWidth, lineJoin, font, textAlign, textBaseline },
      ...{ letterSpacing, transform, clip },
    });
  }

  restore(): void {
    const ink = this.kept.pop();
    if (!ink) return;
    const { transform, clip, ...rest } = ink;
    Object.assign(this, rest);
    this.transform = transform;
    this.clipName = clip;
  }

  translate(x: number, y: number): void {
    this.transform += `translate(${round(x)} ${round(y)})`;
  }

  rotate(radians: number): void {
    this.transform += `rotate(${round((radians * 180) / Math.PI)})`;
  }

  beginPath(): void {
    this.shape = null;
    this.lines = "";
  }

  moveTo(x: number, y: number): void {
    this.lines += `M${round(x)} ${round(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.lines += `L${round(x)} ${round(y)}`;
  }

  closePath(): void {
    this.lines += "Z";
  }

  arc(x: number, y: number, radius: number): void {
    this.shape = { tag: "circle", size: { cx: round(x), cy: round(y), r: round(radius) } };
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.shape = {
      tag: "rect",
      size: { x: round(x), y: round(y), width: round(width), height: round(height) },
    };
  }

  roundRect(x: number, y: number, width: number, height: number, radius: unknown): void {
    this.rect(x, y, width, height);
    if (this.shape) this.shape.size.rx = Number(radius);
  }

  clip(): void {
    this.clipName = `${this.name}-${++this.clips}`;
    this.into.append(s("clipPath", { id: this.clipName }, this.path({})));
  }

  fill(): void {
    this.put(this.path(paint("fill", this.fillStyle)));
  }

  stroke(): void {
    this.put(this.path({ fill: "none", ...this.line() }));
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.rect(x, y, width, height);
    this.fill();
  }

  fillText(text: string, x: number, y: number): void {
    this.write(text, x, y, paint("fill", this.fillStyle));
  }

  strokeText(text: string, x: number, y: number): void {
    this.write(text, x, y, { fill: "none", "stroke-linejoin": "round", ...this.line() });
  }

  measureText(text: string): { readonly width: number } {
    ruler ??= document.createElement("canvas").getContext("2d");
    if (!ruler) return { width: 0 };
    ruler.font = this.font;
    ruler.letterSpacing = this.letterSpacing;
    return ruler.measureText(text);
  }

  private path(look: Record<string, string | number>): SVGElement {
    return this.shape
      ? s(this.shape.tag, { ...this.shape.size, ...look })
      : s("path", { d: this.lines, ...look });
  }

  private line(): Record<string, string | number> {
    return {
      ...paint("stroke", this.strokeStyle),
      "stroke-width": this.lineWidth,
      "stroke-linejoin": this.lineJoin,
    };
  }

  private write(text: string, x: number, y: number, look: Record<string, string | number>): void {
    const [, slant = "", weight = "400", size = "10"] =
      /^(italic )?(\d+) ([\d.]+)px/.exec(this.font) ?? [];
    const middle = this.textBaseline === "middle";
    const anchors: Partial<Record<CanvasTextAlign, string>> = { center: "middle", right: "end" };
    const anchor = anchors[this.textAlign];
    const spacing = Number.parseFloat(this.letterSpacing);
    this.put(
      s(
        "text",
        {
          x: round(x),
          // Not every reader of SVG knows other baselines.
          y: round(middle ? y + 0.35 * Number(size) : y),
          "font-size": size,
          "font-weight": weight,
          ...(slant ? { "font-style": "italic" } : {}),
          ...(anchor ? { "text-anchor": anchor } : {}),
          ...(spacing > 0 ? { "letter-spacing": spacing } : {}),
          ...look,
        },
        text,
      ),
    );
  }

  private put(element: SVGElement): void {
    if (this.transform) element.setAttribute("transform", this.transform);
    if (this.clipName) element.setAttribute("clip-path", `url(#${this.clipName})`);
    this.into.append(element);
  }
}

/** A colour as all readers of SVG know it: how far one sees through it is told apart. */
function paint(kind: "fill" | "stroke", colour: string): Record<string, string> {
  const [, red, green, blue, opacity] =
    /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(colour) ?? [];
  return opacity === undefined
    ? { [kind]: colour }
    : { [kind]: `rgb(${red}, ${green}, ${blue})`, [`${kind}-opacity`]: opacity };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
