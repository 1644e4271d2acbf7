import { type Map as LeafletMap, latLng, type Point } from "leaflet";
import { CanvasOverlay } from "./canvas-overlay";
import type { Piece } from "./choropleth-layer";
import type { Pen } from "./drawing";

export interface Outlines {
  readonly hovered: readonly Piece[];
  readonly selected: readonly Piece[];
  /** Longitude and latitude of the unit that the keyboard is on. */
  readonly pointed: readonly [number, number] | null;
}

/** A unit smaller than this, in pixels, gets a ring around it: its outline alone would be missed. */
const SMALL = 14;

/** The outlines of the unit under the pointer and of the one selected, apart from the tiles below. */
export class OutlineLayer extends CanvasOverlay {
  constructor(
    private readonly outlines: () => Outlines,
    options: { pane: string },
  ) {
    super(options);
  }

  protected override render(ctx: Pen, map: LeafletMap, origin: Point): void {
    const { hovered, selected, pointed } = this.outlines();
    ctx.lineJoin = "round";
    stroke(ctx, hovered, origin, "rgba(255, 255, 255, 0.9)", 3.5);
    stroke(ctx, hovered, origin, "#1d2a35", 1.6);
    stroke(ctx, selected, origin, "#ffffff", 6);
    stroke(ctx, selected, origin, "#0b5cad", 3);
    if (!pointed) return;
    // The focus is seen as well as it is on buttons.
    stroke(ctx, hovered, origin, "#ffffff", 6);
    stroke(ctx, hovered, origin, "#0b5cad", 3);
    if (extent(hovered) >= SMALL) return;
    const [lng, lat] = pointed;
    const { x, y } = map.project(latLng(lat, lng), map.getZoom()).subtract(origin);
    for (const [colour, width] of [
      ["#ffffff", 6],
      ["#0b5cad", 3],
    ] as const) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.beginPath();
      ctx.arc(x, y, SMALL, 0, 2 * Math.PI);
      ctx.stroke();
    }
  }
}

/** The greater of width and height of some pieces, in pixels. */
function extent(pieces: readonly Piece[]): number {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { rings, scale, x, y } of pieces) {
    for (const ring of rings) {
      for (const point of ring) {
        left = Math.min(left, x + point.x * scale);
        right = Math.max(right, x + point.x * scale);
        top = Math.min(top, y + point.y * scale);
        bottom = Math.max(bottom, y + point.y * scale);
      }
    }
  }
  return Math.max(right - left, bottom - top, 0);
}

function stroke(
  ctx: Pen,
  pieces: readonly Piece[],
  origin: Point,
  colour: string,
  width: number,
): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  for (const piece of pieces) {
    const left = piece.x - origin.x;
    const top = piece.y - origin.y;
    ctx.save();
    // A tile cuts its shapes a little outside itself; within it only true borders remain.
    ctx.beginPath();
    ctx.rect(left - 0.5, top - 0.5, piece.size + 1, piece.size + 1);
    ctx.clip();
    ctx.beginPath();
    for (const ring of piece.rings) {
      ring.forEach((point, i) => {
        const x = left + point.x * piece.scale;
        const y = top + point.y * piece.scale;
        if (i === 0) ctx.moveTo(x, y);
        else ctx.lineTo(x, y);
      });
      ctx.closePath();
    }
    ctx.stroke();
    ctx.restore();
  }
}
