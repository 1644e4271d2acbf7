/** Colours of what is drawn over and beside the classes. */

export const UNIT_LINE = "rgba(72, 78, 84, 0.42)";
export const PROVINCE_LINE = "#3d454c";
/** Drawn below the line, so that it is seen on dark colours too. */
export const PROVINCE_HALO = "#ffffff";
/** Units that a filter leaves out. */
export const LEFT_OUT = "#e4e7e9";
