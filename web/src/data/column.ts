import type { ColumnPiece, Status } from "../api/types";

/** The figures of one series in unit order. Missing is NaN, never zero. */
export interface Figures {
  readonly value: Float64Array;
  readonly status: readonly (Status | "")[];
  /** As printed (hơn, trên, gần, ...), by index of the unit. */
  readonly qualifier: ReadonlyMap<number, string>;
  /** For a rate computed here: what it was computed from. */
  readonly parts?: { readonly numerator: Float64Array; readonly denominator: Float64Array };
  /** Of sums, by index of the unit: how many of its parts told the figure. */
  readonly told?: ReadonlyMap<number, ToldParts>;
}

/** How many parts of a unit told a figure, of how many, and what those come to together. */
export interface ToldParts {
  readonly told: number;
  readonly of: number;
  readonly sumOfTold: number | null;
}

/**
 * Unpacks a column.
 *
 * @param order hash of the unit order the column must have
 * @throws RangeError for a column that does not fit the units: painting it would colour the wrong communes
 */
export function decodeColumn(piece: ColumnPiece, order: string, units: number): Figures {
  if (piece.order !== order || piece.values.length !== units) {
    throw new RangeError(`Column of series ${piece.series} does not fit the units of this release`);
  }
  const value = Float64Array.from(piece.values, (v) => v ?? Number.NaN);
  const status: (Status | "")[] = [];
  for (const [word, length] of piece.status) {
    for (let i = 0; i < length && status.length < units; i++) status.push(word);
  }
  while (status.length < units) status.push("");
  const qualifier = new Map<number, string>();
  for (const [index, word] of Object.entries(piece.qualifiers ?? {})) {
    qualifier.set(Number(index), word);
  }
  return { value, status, qualifier };
}

const DOUBT: Readonly<Record<Status | "", number>> = {
  "": 0,
  reported: 1,
  estimated: 2,
  illustrative: 3,
};

/**
 * A rate in percent from its counts: missing where either is missing or the denominator is zero. It
 * is as doubtful as the more doubtful of the two.
 */
export function computeRate(numerator: Figures, denominator: Figures): Figures {
  const n = numerator.value.length;
  const value = new Float64Array(n);
  const status = new Array<Status | "">(n).fill("");
  for (let i = 0; i < n; i++) {
    const below = denominator.value[i] ?? Number.NaN;
    value[i] = below === 0 ? Number.NaN : (100 * (numerator.value[i] ?? Number.NaN)) / below;
    if (!Number.isNaN(value[i])) {
      const a = numerator.status[i] ?? "";
      const b = denominator.status[i] ?? "";
      status[i] = DOUBT[a] >= DOUBT[b] ? a : b;
    }
  }
  return {
    value,
    status,
    qualifier: numerator.qualifier,
    parts: { numerator: numerator.value, denominator: denominator.value },
  };
}
