import { schemePuRd, schemeYlGnBu, schemeYlOrBr } from "d3-scale-chromatic";

/** Sequential palettes of ColorBrewer, light to dark. */
const BREWER = { YlOrBr: schemeYlOrBr, YlGnBu: schemeYlGnBu, PuRd: schemePuRd } as const;

/** Palettes of our own, by number of classes. */
const OWN = {
  /** Even steps of lightness: the tones of ColorBrewer come too near each other in nine classes. */
  Greys: {
    3: "f6f6f6 818181 1d1d1d",
    4: "f6f6f6 a7a7a7 5d5d5d 1d1d1d",
    5: "f6f6f6 bababa 818181 4c4c4c 1d1d1d",
    6: "f6f6f6 c6c6c6 979797 6b6b6b 434343 1d1d1d",
    7: "f6f6f6 cecece a7a7a7 818181 5d5d5d 3c3c3c 1d1d1d",
    8: "f6f6f6 d3d3d3 b2b2b2 919191 727272 545454 373737 1d1d1d",
    9: "f6f6f6 d8d8d8 bababa 9d9d9d 818181 666666 4c4c4c 343434 1d1d1d",
  },
  // Diverging, drawn in CIE Lab with the left arm half a step darker than the right: printed in
  // grey no two classes have the same tone, so low and high stay apart.
  PuOr: {
    3: "712e00 f3f1ee 817ab8",
    4: "712e00 cb7524 b2a9f4 645e99",
    5: "712e00 cb7524 f3f1ee b2a9f4 645e99",
    6: "712e00 b55b00 e49853 c7befe 8c85d2 58538d",
    7: "712e00 b55b00 e49853 f3f1ee c7befe 8c85d2 58538d",
    8: "712e00 a54f00 d17a2a efac6f d2c9ff a49ce6 7972bd 524e87",
    9: "712e00 a54f00 d17a2a efac6f f3f1ee d2c9ff a49ce6 7972bd 524e87",
  },
  BrTe: {
    3: "673600 f3f1ee 199093",
    4: "673600 bc7d31 3fc3c7 057173",
    5: "673600 bc7d31 f3f1ee 3fc3c7 057173",
    6: "673600 a66412 d69e5d 73d4d7 0c9da1 036567",
    7: "673600 a66412 d69e5d f3f1ee 73d4d7 0c9da1 036567",
    8: "673600 985804 c28236 e3b178 8ddddf 2bb6b9 0b898c 025e61",
    9: "673600 985804 c28236 e3b178 f3f1ee 8ddddf 2bb6b9 0b898c 025e61",
  },
} as const;

export type Palette = keyof typeof BREWER | keyof typeof OWN;

/** Light to dark: each keeps its order for readers who do not see all colours, and in grey print. */
export const SEQUENTIALS: readonly Palette[] = ["YlOrBr", "YlGnBu", "PuRd", "Greys"];
/** For figures with a middle to compare with, such as a change. */
export const DIVERGINGS: readonly Palette[] = ["PuOr", "BrTe"];
export const PALETTES: readonly Palette[] = [...SEQUENTIALS, ...DIVERGINGS];

/** For things without an order, such as the classes of a designation; dark enough for white letters. */
export const CATEGORIES = ["#0b5cad", "#9a3412", "#0f766e", "#4a1d6b"] as const;

/**
 * Rate and number together: rows by rate, lowest first; in each the number, lowest first. Both high
 * is darkest; a high rate alone turns orange, a high number alone blue.
 */
export const BIVARIATE = [
  ["#efeae4", "#a9c6e0", "#4f9bd1"],
  ["#ecc08c", "#a89a9c", "#4a6f9f"],
  ["#d9822b", "#8f5a3c", "#3a2d3f"],
] as const;

/** Colours for 1 to 9 classes, lowest first. */
export function colours(palette: Palette, classes: number): readonly string[] {
  const table = tableOf(palette, Math.max(3, classes));
  // The tables begin with three colours; fewer classes take from both ends so they stay apart.
  if (classes === 1) return table.slice(1, 2);
  if (classes === 2) return [table[0] ?? "", table[2] ?? ""];
  return table;
}

function tableOf(palette: Palette, classes: number): readonly string[] {
  if (palette in OWN) {
    const packed = OWN[palette as keyof typeof OWN][classes as 3] ?? "";
    return packed.split(" ").map((hex) => `#${hex}`);
  }
  return BREWER[palette as keyof typeof BREWER][classes] ?? [];
}
