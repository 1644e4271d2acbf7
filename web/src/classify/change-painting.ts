import { type Change, classOfChange, type Steps, stepsOf } from "../data/change";
import type { Fill, Painting } from "./painting";
import { colours, DIVERGINGS, type Palette } from "./palettes";

/** Classes of a change: three falls, next to none, three rises. */
export const CHANGE_CLASSES = 7;
const USUAL: Palette = "BrTe";

/**
 * Colours of a change from the strongest fall to the strongest rise.
 *
 * @param risesDark whether a rise takes the brown end, because it is for the worse
 */
export function changeColours(palette: Palette, risesDark: boolean): readonly string[] {
  const ramp = colours(DIVERGINGS.includes(palette) ? palette : USUAL, CHANGE_CLASSES);
  return risesDark ? [...ramp].reverse() : ramp;
}

export interface ChangeWords {
  /** What the classes mean, from the strongest fall to the strongest rise. */
  rows(steps: Steps): readonly string[];
  readonly note: string;
  /** In place of "no data" where nothing was computed. */
  readonly missing?: string;
}

/** How a change becomes colours. */
export function changePainting(
  change: Change,
  options: {
    readonly palette: Palette;
    readonly risesDark: boolean;
    readonly whole: boolean;
    readonly leftIn: Uint8Array | null;
    readonly words: ChangeWords;
  },
): Painting {
  const { leftIn, words } = options;
  const steps = stepsOf(change.value, options.whole);
  const ramp = changeColours(options.palette, options.risesDark);
  const counts = new Array<number>(CHANGE_CLASSES).fill(0);
  let [missing, leftOut, estimated] = [0, 0, 0];
  const fills = Array.from(change.value, (value, unit): Fill => {
    if (leftIn && !leftIn[unit]) {
      leftOut++;
      return { colour: null, isEstimated: false, isLeftOut: true };
    }
    const at = classOfChange(steps, value);
    if (at < 0) {
      missing++;
      return { colour: null, isEstimated: false, isLeftOut: false };
    }
    counts[at] = (counts[at] ?? 0) + 1;
    const isEstimated = change.estimated[unit] === 1;
    if (isEstimated) estimated++;
    return { colour: ramp[at] ?? null, isEstimated, isLeftOut: false };
  });
  const hasAny = missing + leftOut < change.value.length;
  const edges = [...steps.map((s) => -s).reverse(), ...steps];
  return {
    classes: hasAny
      ? {
          edges: [Number.NEGATIVE_INFINITY, ...edges, Number.POSITIVE_INFINITY],
          counts,
          decimals: options.whole ? 0 : 2,
        }
      : null,
    ramp,
    method: "typed",
    legal: null,
    companion: null,
    bivariate: null,
    leftIn,
    fills,
    missing,
    leftOut,
    estimated,
    told: {
      rows: words.rows(steps),
      note: words.note,
      ...(words.missing ? { missing: words.missing } : {}),
    },
  };
}
