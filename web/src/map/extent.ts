import type { Bounds } from "../api/types";

/** A part of the country and how many of the units on the map lie in it. */
export interface Area {
  readonly bounds: Bounds;
  readonly units: number;
}

/** Areas nearer to each other than this part of the whole extent belong together. */
const NEAR = 0.1;
/** A group that holds this part of all units stands for the whole: a few far islands change nothing. */
const NEARLY_ALL = 0.9;
/** A smaller view must show its units at least this much larger, or the whole is the better start. */
const GAIN = 2;
/** From so many degrees from south to north a map shows the country, and the archipelagos belong to it. */
const COUNTRY = 8;

/**
 * What to open the map on: the whole extent, or the group of areas with the most units where the areas
 * lie so far apart that in the whole each would be a speck.
 *
 * @param whole the extent of everything
 */
export function openingBounds(areas: readonly Area[], whole: Bounds): Bounds {
  const held = areas.filter((area) => area.units > 0);
  const all = held.reduce((sum, area) => sum + area.units, 0);
  const groups = clusters(held, NEAR * Math.max(...sides(whole)));
  const largest = groups.sort((a, b) => b.units - a.units || extent(b) - extent(a))[0];
  if (!largest || largest.units >= NEARLY_ALL * all) return whole;
  const gain = Math.max(...sides(whole)) / Math.max(...sides(largest.bounds));
  return gain >= GAIN ? largest.bounds : whole;
}

/** The extent of a map of the whole country reaches its archipelagos; any other stays as it is. */
export function withArchipelagos(
  whole: Bounds,
  archipelagos: readonly (readonly number[])[],
): Bounds {
  let [west, south, east, north] = whole;
  if (north - south < COUNTRY) return whole;
  for (const [lng = east, lat = north] of archipelagos) {
    west = Math.min(west, lng);
    south = Math.min(south, lat);
    east = Math.max(east, lng);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

/** From this zoom a map shows one place, and the archipelagos are no part of it. */
const PLACE_ZOOM = 8.5;

/** Whether a map of the country, or of a large part of it, leaves archipelagos out of sight. */
export function needsInset(
  zoom: number,
  archipelagos: readonly (readonly number[])[],
  seen: Bounds,
): boolean {
  const [west, south, east, north] = seen;
  return (
    zoom < PLACE_ZOOM &&
    !archipelagos.every(
      ([lng = east, lat = north]) => lng >= west && lng <= east && lat >= south && lat <= north,
    )
  );
}

/** Whether two areas share any place. */
export function meets(a: Bounds, b: Bounds): boolean {
  return distance(a, b) === 0;
}

/** Single linkage: an area joins every group that has a member near it. */
function clusters(areas: readonly Area[], near: number): Area[] {
  const groups: Area[][] = [];
  for (const area of areas) {
    const joined = [area];
    for (let i = groups.length - 1; i >= 0; i--) {
      if (groups[i]?.some((other) => distance(other.bounds, area.bounds) <= near)) {
        joined.push(...groups.splice(i, 1).flat());
      }
    }
    groups.push(joined);
  }
  return groups.map((group) => ({
    bounds: [
      Math.min(...group.map((area) => area.bounds[0])),
      Math.min(...group.map((area) => area.bounds[1])),
      Math.max(...group.map((area) => area.bounds[2])),
      Math.max(...group.map((area) => area.bounds[3])),
    ],
    units: group.reduce((sum, area) => sum + area.units, 0),
  }));
}

/** Degrees between two boxes; 0 where they touch. */
function distance(a: Bounds, b: Bounds): number {
  const dx = Math.max(0, a[0] - b[2], b[0] - a[2]);
  const dy = Math.max(0, a[1] - b[3], b[1] - a[3]);
  return Math.hypot(dx, dy);
}

function sides([west, south, east, north]: Bounds): [number, number] {
  return [east - west, north - south];
}

function extent(area: Area): number {
  const [width, height] = sides(area.bounds);
  return width * height;
}
