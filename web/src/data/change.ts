import type { Status } from "../api/types";
import type { Figures } from "./column";
import type { Layered } from "./stages";

/** What changed between two sets of figures of the same units. */
export interface Change extends Layered {
  /** 1 for each unit of which either figure is estimated or was carried from other units. */
  readonly estimated: Uint8Array;
}

/** The figures of one side, and which of its units have carried ones. */
export interface ChangeSide {
  readonly figures: Figures;
  isCarried(unit: number): boolean;
}

const DOUBT: Readonly<Record<Status | "", number>> = {
  "": 0,
  reported: 1,
  estimated: 2,
  illustrative: 3,
};

/**
 * The later figure of each unit minus the earlier one: percentage points of a rate, a number of
 * anything else. Missing where either is missing; as doubtful as the more doubtful of the two.
 *
 * @param inNumbers whether the counts behind a rate are compared in place of the rates
 */
export function changeOf(earlier: ChangeSide, later: ChangeSide, inNumbers: boolean): Change {
  const [a, b] = [valuesOf(earlier.figures, inNumbers), valuesOf(later.figures, inNumbers)];
  const n = b.length;
  if (a.length !== n) throw new RangeError("Two sides of a change must be of the same units");
  const value = new Float64Array(n);
  const status = new Array<Status | "">(n).fill("");
  const estimated = new Uint8Array(n);
  const from = new Int8Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    // Rates have more digits than anybody counted: what differs in the tenth is the same.
    value[i] = Number(((b[i] ?? Number.NaN) - (a[i] ?? Number.NaN)).toFixed(9));
    if (Number.isNaN(value[i])) continue;
    const [x, y] = [earlier.figures.status[i] ?? "", later.figures.status[i] ?? ""];
    const worse = DOUBT[x] >= DOUBT[y] ? x : y;
    const isCarried = earlier.isCarried(i) || later.isCarried(i);
    status[i] = isCarried && worse === "reported" ? "estimated" : worse;
    estimated[i] = Number(isCarried || worse === "estimated");
    from[i] = 0;
  }
  return { value, status, qualifier: new Map(), from, estimated };
}

/** A change of none: what is not computed. */
export function noChange(units: number): Change {
  return {
    value: new Float64Array(units).fill(Number.NaN),
    status: new Array<"">(units).fill(""),
    qualifier: new Map(),
    from: new Int8Array(units).fill(-1),
    estimated: new Uint8Array(units),
  };
}

function valuesOf(figures: Figures, inNumbers: boolean): Float64Array {
  return inNumbers && figures.parts ? figures.parts.numerator : figures.value;
}

/** Where the classes of a change begin, counted from zero both ways. */
export type Steps = readonly [number, number, number];

/** So much of the units lie below the last step. */
const MOST = 0.85;

/**
 * Steps in short numbers, the same for more and for less, so that equal changes look equally strong:
 * below the first a change is next to none, from the last on it is among the strongest.
 *
 * @param whole whether only whole numbers can be
 */
export function stepsOf(values: ArrayLike<number>, whole: boolean): Steps {
  const sizes = Array.from(values, Math.abs)
    .filter((v) => v > 0)
    .sort((a, b) => a - b);
  const high = sizes[Math.floor(sizes.length * MOST)] ?? 0;
  const least = whole ? 5 : 0.5;
  const last = high > least ? shortNumber(high) : least;
  // 1 divides into 0.5, 2 into 1, 5 into 2.
  const middle = shortNumber(last / 2);
  const first = shortNumber(last / 10);
  return [whole ? Math.max(1, first) : first, middle, last];
}

/** The greatest of 1, 2, 5, 10, 20, 50, ... that is not above a number. */
function shortNumber(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const digit = value / power + 1e-9;
  return Number(((digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power).toPrecision(6));
}

/** The class of a change, 0 for the strongest fall to 6 for the strongest rise; -1 for no data. */
export function classOfChange(steps: Steps, value: number): number {
  if (Number.isNaN(value)) return -1;
  const reached = steps.filter((step) => Math.abs(value) >= step).length;
  return steps.length + (value < 0 ? -reached : reached);
}
