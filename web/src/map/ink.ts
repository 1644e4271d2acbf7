/** Colours of what is drawn over and beside the classes. */

export const UNIT_LINE = "rgba(72, 78, 84, 0.42)";
const STRONG_UNIT_LINE = "rgba(24, 28, 32, 0.9)";

/** Borders of units; strong where somebody asks for more contrast. */
export function unitLine(): string {
  const isStrong = window.matchMedia("(prefers-contrast: more), (forced-colors: active)").matches;
  return isStrong ? STRONG_UNIT_LINE : UNIT_LINE;
}

export const PROVINCE_LINE = "#3d454c";
/** Drawn below the line, so that it is seen on dark colours too. */
export const PROVINCE_HALO = "#ffffff";
/** Units that a filter leaves out. */
export const LEFT_OUT = "#e4e7e9";
