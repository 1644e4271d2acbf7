import type { Bounds } from "../api/types";

/** A tile of data covers so many pixels of the screen at its own zoom: two by two display tiles. */
const DATA_TILE = 512;
const SNAP = 0.25;
/** Left free around what is fitted into the window. */
const MARGIN = 16;
const NARROW = 760;
/** What the buttons take on the right of a phone. */
export const BUTTONS = 52;
const LOW = 560;

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The tiles that a first view of so much of the world will ask for, by the room that head and buttons
 * will take from the window; none where a message above the map more or less would change the zoom.
 */
export function firstTiles(bounds: Bounds, width: number, height: number): readonly TileAddress[] {
  const isNarrow = width <= NARROW;
  // In a low window the panels are others, see layout.css.
  if (height <= LOW) return [];
  const across = width - 2 * MARGIN - (isNarrow ? BUTTONS : 352 + 64);
  const bottom = isNarrow ? 220 : 32;
  const zooms = (isNarrow ? [112, 180] : [12, 90]).map((top) =>
    displayZoom(bounds, across, height - 2 * MARGIN - bottom - top),
  );
  const [zoom = 0] = zooms;
  if (zooms.some((other) => other !== zoom)) return [];
  const z = Math.max(0, zoom - 1);
  const [west, south, east, north] = bounds;
  const [left, right] = [place(west), place(east)].map((x) => Math.floor(x * 2 ** z));
  const [top, low] = [down(north), down(south)].map((y) => Math.floor(y * 2 ** z));
  const tiles: TileAddress[] = [];
  for (let x = left ?? 0; x <= (right ?? 0); x++) {
    for (let y = top ?? 0; y <= (low ?? 0); y++) tiles.push({ z, x, y });
  }
  return tiles.length <= 6 ? tiles : [];
}

/** The whole zoom of the tiles that are shown when bounds fill a window. */
function displayZoom([west, south, east, north]: Bounds, width: number, height: number): number {
  const world = DATA_TILE / 2;
  const scale = Math.min(
    Math.max(1, width) / ((place(east) - place(west)) * world),
    Math.max(1, height) / ((down(south) - down(north)) * world),
  );
  const zoom = Math.floor(Math.log2(scale) / SNAP) * SNAP;
  return Math.round(zoom);
}

/** Longitude as a share of the world. */
function place(lng: number): number {
  return (lng + 180) / 360;
}

/** Latitude as a share of the world, from the north, in Web Mercator. */
function down(lat: number): number {
  return (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
}
