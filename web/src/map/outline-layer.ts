import type { Map as LeafletMap, Point } from "leaflet";
import { CanvasOverlay } from "./canvas-overlay";
import type { Piece } from "./choropleth-layer";

export interface Outlines {
  readonly hovered: readonly Piece[];
  readonly selected: readonly Piece[];
}

/** The outlines of the unit under the pointer and of the one selected, apart from the tiles below. */
export class OutlineLayer extends CanvasOverlay {
  constructor(
    private readonly outlines: () => Outlines,
    options: { pane: string },
  ) {
    super(options);
  }

  protected override render(ctx: CanvasRenderingContext2D, _map: LeafletMap, origin: Point): void {
    const { hovered, selected } = this.outlines();
    ctx.lineJoin = "round";
    stroke(ctx, hovered, origin, "rgba(255, 255, 255, 0.9)", 3.5);
    stroke(ctx, hovered, origin, "#1d2a35", 1.6);
    stroke(ctx, selected, origin, "#ffffff", 6);
    stroke(ctx, selected, origin, "#0b5cad", 3);
  }
}

function stroke(
  ctx: CanvasRenderingContext2D,
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
