import { schemeGreys, schemePuRd, schemeYlGnBu, schemeYlOrBr } from "d3-scale-chromatic";

/**
 * Sequential palettes of ColorBrewer, light to dark: each keeps its order for readers who do not see
 * all colours, and in grey print.
 */
const SCHEMES = {
  YlOrBr: schemeYlOrBr,
  YlGnBu: schemeYlGnBu,
  PuRd: schemePuRd,
  Greys: schemeGreys,
} as const;

export type Palette = keyof typeof SCHEMES;
export const PALETTES = Object.keys(SCHEMES) as readonly Palette[];

/** Colours for 1 to 7 classes, lightest first. */
export function colours(palette: Palette, classes: number): readonly string[] {
  // The tables begin with three colours; fewer classes take from both ends so they stay apart.
  const table = SCHEMES[palette][Math.max(3, classes)] ?? [];
  if (classes === 1) return table.slice(1, 2);
  if (classes === 2) return [table[0] ?? "", table[2] ?? ""];
  return table;
}
