import { type Map as LeafletMap, latLng, type Point } from "leaflet";
import { CanvasOverlay } from "./canvas-overlay";
import type { Pen } from "./drawing";

/** A circle whose area stands for a number. */
export interface CircleSymbol {
  /** Longitude and latitude. */
  readonly at: readonly [number, number];
  readonly value: number;
}

/** A small sign at a unit: a few letters on a colour. */
export interface BadgeSymbol {
  readonly at: readonly [number, number];
  readonly text: string;
  readonly colour: string;
  /** How many badges of the same unit stand before it. */
  readonly place: number;
}

export interface Symbols {
  readonly circles: readonly CircleSymbol[];
  /** The value of the largest circle. */
  readonly most: number;
  readonly badges: readonly BadgeSymbol[];
}

export const NO_SYMBOLS: Symbols = { circles: [], most: 0, badges: [] };

const CIRCLE_FILL = "rgba(29, 39, 48, 0.45)";
/** Smaller circles have no light edge: thousands of edges would hide the colours below. */
const EDGED = 3.5;
/** Letters need room: below this zoom a badge is a bare square. */
const LETTERS_ZOOM = 8;

/** Radius in pixels of the largest circle at a zoom: they grow slower than the map does. */
export function largestRadius(zoom: number): number {
  return Math.min(46, 4.5 * 2 ** ((zoom - 5) * 0.8));
}

/** Radius of a circle whose area is proportional to its value. */
export function radiusOf(value: number, most: number, zoom: number): number {
  return most > 0 && value > 0 ? largestRadius(zoom) * Math.sqrt(value / most) : 0;
}

/** Circles and badges over the colours. The largest circles lie lowest, so that none hides another. */
export class SymbolLayer extends CanvasOverlay {
  private symbols: Symbols = NO_SYMBOLS;

  show(symbols: Symbols): void {
    if (symbols === this.symbols) return;
    this.symbols = {
      ...symbols,
      circles: [...symbols.circles].sort((a, b) => b.value - a.value),
    };
    this.invalidate();
  }

  protected override render(ctx: Pen, map: LeafletMap, origin: Point, size: Point): void {
    const zoom = map.getZoom();
    const { circles, most, badges } = this.symbols;
    const place = ([lng, lat]: readonly [number, number]): Point =>
      map.project(latLng(lat, lng), zoom).subtract(origin);
    ctx.fillStyle = CIRCLE_FILL;
    ctx.strokeStyle = "#ffffff";
    ctx.lineWidth = 0.9;
    for (const { at, value } of circles) {
      const radius = radiusOf(value, most, zoom);
      const { x, y } = place(at);
      if (radius < 0.3 || !isNear(x, y, radius, size)) continue;
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      ctx.fill();
      if (radius >= EDGED) ctx.stroke();
    }
    if (zoom < LETTERS_ZOOM) this.squares(ctx, badges, place, size, zoom);
    else this.letters(ctx, badges, place, size, getComputedStyle(map.getContainer()).fontFamily);
  }

  private squares(
    ctx: Pen,
    badges: readonly BadgeSymbol[],
    place: (at: readonly [number, number]) => Point,
    size: Point,
    zoom: number,
  ): void {
    const side = zoom < 6.5 ? 4 : 6;
    for (const badge of badges) {
      const { x, y } = place(badge.at);
      if (!isNear(x, y, side, size)) continue;
      const left = x - side / 2 + badge.place * (side + 1);
      ctx.fillStyle = "#ffffff";
      ctx.fillRect(left - 0.8, y - side / 2 - 0.8, side + 1.6, side + 1.6);
      ctx.fillStyle = badge.colour;
      ctx.fillRect(left, y - side / 2, side, side);
    }
  }

  private letters(
    ctx: Pen,
    badges: readonly BadgeSymbol[],
    place: (at: readonly [number, number]) => Point,
    size: Point,
    family: string,
  ): void {
    ctx.font = `700 10.5px ${family}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const badge of badges) {
      const { x, y } = place(badge.at);
      if (!isNear(x, y, 40, size)) continue;
      const width = Math.max(17, ctx.measureText(badge.text).width + 9);
      const height = 15;
      // Above the name of the unit, side by side.
      const left = x - width / 2 + badge.place * (width + 3);
      const top = y - height - 8;
      ctx.beginPath();
      ctx.roundRect(left, top, width, height, 3);
      ctx.fillStyle = badge.colour;
      ctx.fill();
      ctx.strokeStyle = "#ffffff";
      ctx.lineWidth = 1.4;
      ctx.stroke();
      ctx.fillStyle = "#ffffff";
      ctx.fillText(badge.text, left + width / 2, top + height / 2 + 0.5);
    }
  }
}

function isNear(x: number, y: number, margin: number, size: Point): boolean {
  return x > -margin && y > -margin && x < size.x + margin && y < size.y + margin;
}
