import { type Map as LeafletMap, latLng, type Point } from "leaflet";
import { CanvasOverlay } from "./canvas-overlay";
import type { Pen } from "./drawing";
import { degreeText, graticuleStep, type Hemispheres } from "./graticule";

const LINE = "rgba(60, 84, 102, 0.45)";
const INK = "#3c5466";
const HALO = "rgba(255, 255, 255, 0.9)";
/** Lines of longitude and latitude, named along the edges of the window. */
export class GraticuleLayer extends CanvasOverlay {
  constructor(
    private letters: Hemispheres,
    private readonly insets: () => { left: number; bottom: number },
    options: { pane: string },
  ) {
    super(options);
  }

  say(letters: Hemispheres): void {
    this.letters = letters;
    this.invalidate();
  }

  protected override render(ctx: Pen, map: LeafletMap, origin: Point, size: Point): void {
    const zoom = map.getZoom();
    const place = (lng: number, lat: number): Point =>
      map.project(latLng(lat, lng), zoom).subtract(origin);
    const corner = map.unproject(origin, zoom);
    const other = map.unproject(origin.add(size), zoom);
    const step = graticuleStep((256 * 2 ** zoom) / 360);
    const margin = size.subtract(map.getSize()).divideBy(2);
    const { left, bottom } = this.insets();
    ctx.strokeStyle = LINE;
    ctx.lineWidth = 0.7;
    ctx.font = `500 11px ${getComputedStyle(map.getContainer()).fontFamily}`;
    const write = (text: string, x: number, y: number): void => {
      ctx.lineWidth = 3;
      ctx.strokeStyle = HALO;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = INK;
      ctx.fillText(text, x, y);
      ctx.strokeStyle = LINE;
      ctx.lineWidth = 0.7;
    };
    const line = (x1: number, y1: number, x2: number, y2: number): void => {
      ctx.beginPath();
      ctx.moveTo(x1, y1);
      ctx.lineTo(x2, y2);
      ctx.stroke();
    };
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    for (let i = Math.ceil(corner.lng / step); i * step <= other.lng; i++) {
      const { x } = place(i * step, 0);
      line(x, 0, x, size.y);
      if (x < margin.x + left) continue;
      const { east, west } = this.letters;
      write(degreeText(i * step, i < 0 ? west : east), x, size.y - margin.y - bottom - 6);
    }
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    for (let i = Math.ceil(other.lat / step); i * step <= corner.lat; i++) {
      const { y } = place(0, i * step);
      line(0, y, size.x, y);
      const { north, south } = this.letters;
      write(degreeText(i * step, i < 0 ? south : north), margin.x + left + 6, y);
    }
  }
}
