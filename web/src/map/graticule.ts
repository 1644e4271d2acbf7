/** Degrees between lines. */
const STEPS = [10, 5, 2, 1, 0.5, 0.25, 0.1, 0.05] as const;
/** Lines nearer to each other than this, in pixels, would crowd the map. */
const ROOM = 110;

/** Letters for north and south, east and west. */
export interface Hemispheres {
  readonly north: string;
  readonly south: string;
  readonly east: string;
  readonly west: string;
}

/** Degrees between the lines of a graticule, where a degree has so many pixels. */
export function graticuleStep(pixelsPerDegree: number): number {
  return STEPS.findLast((step) => step * pixelsPerDegree >= ROOM) ?? STEPS[0];
}

/** A degree in words: `105°30′Đ`, `21°B` in Vietnamese. */
export function degreeText(value: number, hemisphere: string): string {
  const minutes = Math.round(Math.abs(value) * 60);
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}°${rest ? `${String(rest).padStart(2, "0")}′` : ""}${hemisphere}`;
}
