import type { Map as LeafletMap, Point } from "leaflet";
import { CanvasOverlay } from "./canvas-overlay";
import type { Pen } from "./drawing";

const INK = "rgba(29, 39, 48, 0.17)";
const HALO = "rgba(255, 255, 255, 0.3)";
const ACROSS = 330;
const DOWN = 150;
const TURN = -Math.PI / 9;

/**
 * Says across the map itself that its figures are made up, so that a picture of any part of it says
 * so too. Nothing is written while the text is empty.
 */
export class StampLayer extends CanvasOverlay {
  private text = "";

  say(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.invalidate();
  }

  protected override render(ctx: Pen, map: LeafletMap, origin: Point, size: Point): void {
    if (this.text === "") return;
    ctx.font = `600 17px ${getComputedStyle(map.getContainer()).fontFamily}`;
    ctx.textAlign = "center";
    ctx.lineWidth = 2;
    ctx.strokeStyle = HALO;
    ctx.fillStyle = INK;
    // Fixed to the land, so that it moves with the map.
    const first = Math.floor(origin.y / DOWN);
    for (let row = first; row * DOWN < origin.y + size.y + DOWN; row++) {
      const shift = row % 2 === 0 ? 0 : ACROSS / 2;
      const start = Math.floor((origin.x - shift) / ACROSS);
      for (let at = start; at * ACROSS + shift < origin.x + size.x + ACROSS; at++) {
        ctx.save();
        ctx.translate(at * ACROSS + shift - origin.x, row * DOWN - origin.y);
        ctx.rotate(TURN);
        ctx.strokeText(this.text, 0, 0);
        ctx.fillText(this.text, 0, 0);
        ctx.restore();
      }
    }
  }
}
