/** What the map shows at this moment, for a picture of it. Everything in pixels of its window. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly tiles: readonly DrawnTile[];
  /** Circles, badges, outlines and names over the colours, lowest first. */
  readonly over: readonly HTMLCanvasElement[];
  /** The archipelagos, where they lie outside and are shown apart. */
  readonly inset: Inlay | null;
  /** Kilometres and pixels of a scale bar at the middle of the map. */
  readonly scale: { readonly metres: number; readonly pixels: number };
}

/** A small map in the corner of a large one. */
export type Inlay = Pick<Drawing, "width" | "height" | "tiles" | "over">;

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
