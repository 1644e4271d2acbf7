/**
 * Weights in tenths of a percent that sum to 1,000 whatever happens to one of them. What one gains
 * the others lose in proportion to what they have; rounding goes to the largest remainders.
 */
export const WHOLE = 1000;

/** Weights of any size as tenths of a percent that sum to {@link WHOLE}; equal where all are 0. */
export function toTenths(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  return shared(sum > 0 ? weights : weights.map(() => 1), WHOLE);
}

/** One weight changed; locked ones stay as they are. */
export function withWeight(
  tenths: readonly number[],
  at: number,
  wanted: number,
  locked: ReadonlySet<number> = new Set(),
): readonly number[] {
  const isFree = (i: number): boolean => i !== at && !locked.has(i);
  const held = tenths.reduce((sum, t, i) => (i !== at && locked.has(i) ? sum + t : sum), 0);
  // Where nobody else may move, neither may this one.
  const most = WHOLE - held;
  const value = tenths.some((_, i) => isFree(i)) ? Math.max(0, Math.min(most, wanted)) : most;
  const others = tenths.map((t, i) => (isFree(i) ? t : 0));
  const hasSome = others.some((t) => t > 0);
  const parts = shared(hasSome ? others : tenths.map((_, i) => Number(isFree(i))), most - value);
  return tenths.map((t, i) => (i === at ? value : isFree(i) ? (parts[i] ?? 0) : t));
}

/** A whole number shared out in proportion, to the last unit of it. */
function shared(claims: readonly number[], whole: number): readonly number[] {
  const sum = claims.reduce((a, b) => a + b, 0);
  if (!(sum > 0)) return claims.map(() => 0);
  const exact = claims.map((claim) => (claim / sum) * whole);
  const parts = exact.map(Math.floor);
  const left = whole - parts.reduce((a, b) => a + b, 0);
  const order = Array.from(claims.keys()).sort(
    (a, b) => (exact[b] ?? 0) - (parts[b] ?? 0) - ((exact[a] ?? 0) - (parts[a] ?? 0)) || a - b,
  );
  for (const i of order.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1;
  return parts;
}
