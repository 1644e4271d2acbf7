import { type Map as LeafletMap, latLng, type Point } from "leaflet";
import type { Bounds, Lang } from "../api/types";
import type { Unit } from "../data/units";
import { CanvasOverlay } from "./canvas-overlay";
import type { Pen } from "./drawing";
import { type Sea, seasWith } from "./seas";

export interface Labels {
  readonly provinces: readonly Unit[];
  /** Named from the zoom at which their names fit. */
  readonly communes: readonly Unit[];
  readonly seas: readonly Sea[];
  readonly lang: Lang;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const INK = "#22292f";
const HALO = "rgba(255, 255, 255, 0.88)";
const SEA_HALO = "rgba(223, 232, 237, 0.85)";
const SEA_INK = "#4c7186";
/** Provinces give way to their communes from this zoom, where communes are shown. */
const LAST_PROVINCE_ZOOM = 9;
export const FIRST_COMMUNE_ZOOM = 8.75;
/** A name beside its province is no further, in pixels, from the middle of it. */
const BESIDE = 30;
/** Names of islands and seas keep this far from the edge of the window. */
const EDGE = 10;

/**
 * Names over the map: seas and islands, provinces, then communes as far as there is room. No name
 * overlaps another.
 */
export class LabelLayer extends CanvasOverlay {
  private labels: Labels = {
    provinces: [],
    communes: [],
    seas: seasWith(null),
    lang: "vi",
  };

  show(labels: Labels): void {
    this.labels = labels;
    this.invalidate();
  }

  protected override render(ctx: Pen, map: LeafletMap, origin: Point, size: Point): void {
    const family = getComputedStyle(map.getContainer()).fontFamily;
    const zoom = map.getZoom();
    const { provinces, communes, seas, lang } = this.labels;
    const taken: Box[] = [];
    // The canvas is larger than the window, so that names are there while the map is dragged.
    const margin = size.subtract(map.getSize()).divideBy(2);
    const shown: Box = {
      left: margin.x,
      top: margin.y,
      right: size.x - margin.x,
      bottom: size.y - margin.y,
    };
    const place = ([lng, lat]: readonly number[]): { x: number; y: number } =>
      map.project(latLng(lat ?? 0, lng ?? 0), zoom).subtract(origin);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";

    for (const sea of seas) {
      const [from, to] = sea.zoom;
      if (zoom < (from ?? 0) || zoom > (to ?? 0)) continue;
      const isSea = sea.kind === "sea";
      const step = isSea ? 20 : 12;
      const lines = isSea ? [sea[lang]] : [sea[lang], sea.note?.[lang] ?? ""];
      const at = place(sea.at);
      if (!within(at, shown)) continue;
      const height = isSea ? (zoom < 6 ? 14 : 17) : 11;
      const letters = (size: number): void => {
        ctx.font = `italic ${isSea ? 500 : 400} ${size}px ${family}`;
        ctx.letterSpacing = isSea ? (zoom < 6 ? "2px" : "3px") : "0.2px";
      };
      letters(height);
      // In an inset a long name takes smaller letters rather than be cut.
      const widest = Math.max(...lines.map((text) => ctx.measureText(text).width));
      const room = shown.right - shown.left - 2 * EDGE;
      if (widest > room) letters(Math.floor((10 * height * room) / widest) / 10);
      lines.forEach((text, i) => {
        ctx.fillStyle = SEA_INK;
        const y = at.y + i * (step + 2);
        const { width } = ctx.measureText(text);
        const x = clamp(at.x, width / 2 + EDGE, shown);
        // The islands themselves may lie below their name.
        ctx.strokeStyle = SEA_HALO;
        ctx.lineWidth = 3.2;
        ctx.strokeText(text, x, y);
        ctx.fillText(text, x, y);
        taken.push(boxOf(x, y, width, step));
      });
    }

    const write = (text: string, at: { x: number; y: number }, height: number): boolean => {
      if (at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) return false;
      const box = boxOf(at.x, at.y, ctx.measureText(text).width, height);
      if (taken.some((other) => overlap(box, other))) return false;
      taken.push(box);
      ctx.strokeStyle = HALO;
      ctx.lineWidth = 3.2;
      ctx.strokeText(text, at.x, at.y);
      ctx.fillStyle = INK;
      ctx.fillText(text, at.x, at.y);
      return true;
    };

    ctx.letterSpacing = "0.4px";
    if (zoom <= LAST_PROVINCE_ZOOM || communes.length === 0) {
      ctx.font = `600 13px ${family}`;
      const areas = provinces.flatMap((unit) =>
        unit.bbox ? [{ unit, box: areaOf(unit.bbox, place) }] : [],
      );
      for (const unit of provinces) {
        if (!unit.label) continue;
        const width = ctx.measureText(unit.name).width;
        const inside = place(unit.label);
        const others = areas.filter((area) => area.unit !== unit).map((area) => area.box);
        // No name is cut by the edge of the window, and none comes in without its province.
        const spots = within(inside, shown)
          ? around(unit, width, 15, inside, place).filter((spot) =>
              encloses(shown, boxOf(spot.x, spot.y, width, 15)),
            )
          : [inside].filter((spot) => !overlap(shown, boxOf(spot.x, spot.y, width, 15)));
        // A name beside its province had better not stand on another: it would be read as that one's.
        const free = spots.filter(
          (spot) =>
            spot === inside ||
            !others.some((other) => overlap(boxOf(spot.x, spot.y, width, 15), other)),
        );
        const rest = spots.filter((spot) => !others.some((other) => within(spot, other)));
        [...free, ...rest].some((spot) => write(unit.name, spot, 15));
      }
    }
    ctx.letterSpacing = "0px";
    if (zoom >= FIRST_COMMUNE_ZOOM) {
      ctx.font = `500 11.5px ${family}`;
      for (const unit of communes) {
        if (!unit.label || ctx.measureText(unit.name).width > roomOf(unit, place) * 1.1) continue;
        write(unit.name, place(unit.label), 13);
      }
    }
  }
}

/**
 * Where the name of a province may stand, best first: inside it where there is room; beside it where
 * the name would hide what is painted.
 */
function around(
  unit: Unit,
  width: number,
  height: number,
  inside: { x: number; y: number },
  place: (at: readonly number[]) => { x: number; y: number },
): readonly { x: number; y: number }[] {
  if (!unit.bbox) return [inside];
  const { left, right, top, bottom } = areaOf(unit.bbox, place);
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const near = (spot: { x: number; y: number }): boolean =>
    distanceTo(inside, boxOf(spot.x, spot.y, width, height)) <= BESIDE;
  const beside = [
    { x: right + width / 2 + 6, y: middle.y },
    { x: left - width / 2 - 6, y: middle.y },
    { x: middle.x, y: top - height / 2 - 3 },
    { x: middle.x, y: bottom + height / 2 + 3 },
    { x: right + width / 2, y: top + height / 2 },
    { x: left - width / 2, y: top + height / 2 },
    { x: right + width / 2, y: bottom - height / 2 },
    { x: left - width / 2, y: bottom - height / 2 },
    // Where islands stretch a province far over the sea, a name at its edge would be read as another's.
  ].filter(near);
  return width < 0.6 * (right - left) ? [inside, ...beside] : [...beside, inside];
}

/** The part of the canvas that a unit takes up. */
function areaOf(
  [west, south, east, north]: Bounds,
  place: (at: readonly number[]) => { x: number; y: number },
): Box {
  const low = place([west, south]);
  const high = place([east, north]);
  return { left: low.x, right: high.x, top: high.y, bottom: low.y };
}

/** Width of a unit in pixels. */
function roomOf(unit: Unit, place: (at: readonly number[]) => { x: number }): number {
  if (!unit.bbox) return 0;
  const [west, south, east] = unit.bbox;
  return place([east, south]).x - place([west, south]).x;
}

function boxOf(x: number, y: number, width: number, height: number): Box {
  const margin = 3;
  return {
    left: x - width / 2 - margin,
    right: x + width / 2 + margin,
    top: y - height / 2 - margin,
    bottom: y + height / 2 + margin,
  };
}

/** How far a place is from a box; 0 inside it. */
function distanceTo({ x, y }: { x: number; y: number }, box: Box): number {
  const dx = Math.max(0, box.left - x, x - box.right);
  const dy = Math.max(0, box.top - y, y - box.bottom);
  return Math.hypot(dx, dy);
}

function within({ x, y }: { x: number; y: number }, box: Box): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

function encloses(outer: Box, inner: Box): boolean {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}

/** Moves the middle of something so far that its half on either side stays in the box. */
function clamp(x: number, half: number, box: Box): number {
  return Math.max(box.left + half, Math.min(box.right - half, x));
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
