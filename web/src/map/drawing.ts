import type { Fill } from "../classify/painting";
import type { UnitOverlay } from "./choropleth-layer";

/** What the layers over the colours draw with: a canvas, or what writes their shapes and names down. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "fillStyle"
  | "strokeStyle"
  | "lineWidth"
  | "lineJoin"
  | "font"
  | "textAlign"
  | "textBaseline"
  | "letterSpacing"
  | "save"
  | "restore"
  | "translate"
  | "rotate"
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "closePath"
  | "arc"
  | "rect"
  | "roundRect"
  | "clip"
  | "fill"
  | "stroke"
  | "fillRect"
  | "fillText"
  | "strokeText"
> & { measureText(text: string): { readonly width: number } };

/** Draws one layer. */
export type Sketch = (pen: Pen) => void;

/** What the map shows at this moment, for a picture of it. Everything in pixels of its window. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** What lies below the colours; null for nothing. */
  readonly ground: Ground | null;
  readonly tiles: readonly DrawnTile[];
  /** What is seen left of a divider in place of the tiles; null where nothing is. */
  readonly beside: BesideDrawing | null;
  /** Circles, badges, outlines and names over the colours, lowest first. */
  readonly over: readonly Sketch[];
  /** The archipelagos, where they lie outside and are shown apart. */
  readonly inset: Inlay | null;
  /** Kilometres and pixels of a scale bar at the middle of the map. */
  readonly scale: { readonly metres: number; readonly pixels: number };
}

/** The other side of a map of two. */
export interface BesideDrawing {
  readonly tiles: readonly DrawnTile[];
  lookOf(code: string): { fill: Fill | undefined; overlays: readonly UnitOverlay[] };
  /** Where the divider stands. */
  readonly at: number;
  /** What the two sides show. */
  readonly labels: readonly [string, string];
}

/** A small map in the corner of a large one. */
export type Inlay = Pick<Drawing, "width" | "height" | "tiles" | "over">;

/** A base map. */
export interface Ground {
  readonly attribution: string;
  /** Null where its server does not allow it in pictures. */
  readonly image: HTMLCanvasElement | null;
}

type Rings = readonly (readonly { readonly x: number; readonly y: number }[])[];

export interface DrawnTile {
  readonly left: number;
  readonly top: number;
  readonly size: number;
  /** Pixels of the window for one unit of the rings. */
  readonly scale: number;
  /** Where the rings begin. */
  readonly x: number;
  readonly y: number;
  readonly units: readonly { readonly code: string; readonly rings: Rings }[];
  readonly borders: readonly { readonly rings: Rings }[];
  readonly unitWidth: number;
  readonly borderWidth: number;
}

/** The longest round distance that is no wider than so many pixels. */
export function scaleBar(
  metresPerPixel: number,
  most: number,
): { readonly metres: number; readonly pixels: number } {
  const reach = metresPerPixel * most;
  const power = 10 ** Math.floor(Math.log10(reach));
  const metres = ([5, 3, 2, 1].find((n) => n * power <= reach) ?? 1) * power;
  return { metres, pixels: metres / metresPerPixel };
}
