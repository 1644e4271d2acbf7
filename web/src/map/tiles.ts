import { type Feature, PmtilesSource, TileCache, View } from "protomaps-leaflet";
import { type ApiClient, aborted } from "../api/client";
import type { Tileset } from "../api/types";

/**
 * The tiles of one tileset, decoded and cached by protomaps-leaflet.
 *
 * Its own sources take whatever an address answers for a tile, error pages included. The one for
 * archives asks an object for bytes, so it gets an archive that asks our server and checks the answer.
 */
export function tileView(
  api: ApiClient,
  tileset: Tileset,
  onFailure: (error: unknown) => void,
): View {
  const archive = {
    async getZxy(z: number, x: number, y: number, signal?: AbortSignal) {
      try {
        const data = await api.tile(tileset.hash, z, x, y, signal);
        return data ? { data } : undefined;
      } catch (error) {
        if (!aborted(error)) onFailure(error);
        throw error;
      }
    },
  };
  const source = new PmtilesSource(archive as unknown as string, true);
  // A data tile covers two by two display tiles: a quarter of the requests, and detail for dense screens.
  return new View(new TileCache(source, 512), tileset.maxZoom, 1);
}

/** The code of the unit that a feature of a tile shows. */
export function codeOf(feature: Feature): string {
  const code = feature.props.code;
  return typeof code === "string" ? code : String(code ?? "");
}

interface XY {
  readonly x: number;
  readonly y: number;
}

/** Whether a line is a ring no wider and no higher than so much. */
export function closedWithin(part: readonly XY[], most: number): boolean {
  const [first, last] = [part[0], part.at(-1)];
  if (!first || !last || first.x !== last.x || first.y !== last.y) return false;
  return part.every((p) => Math.abs(p.x - first.x) <= most && Math.abs(p.y - first.y) <= most);
}

/** Even-odd test over all rings, so that holes and parts need no ring direction. */
export function contains(rings: readonly (readonly XY[])[], point: XY): boolean {
  let inside = false;
  for (const ring of rings) {
    let b = ring.at(-1);
    for (const a of ring) {
      if (
        b &&
        a.y > point.y !== b.y > point.y &&
        point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x
      ) {
        inside = !inside;
      }
      b = a;
    }
  }
  return inside;
}
