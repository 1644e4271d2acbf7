/** How well a choice of areas reaches poor households (`org.xaatlas.priority.Targeting` of the server). */
export interface Targeting {
  /** How many units. */
  readonly chosen: number;
  /** Poor households that live in them, and their share of all poor. */
  readonly reached: number;
  readonly covered: number;
  /** Share of the households in the chosen units that are not poor. */
  readonly inclusion: number;
}

/**
 * @param chosen by unit
 * @param poor poor households by unit, NaN where unknown: those units count on no side
 * @param households all households by unit, likewise
 */
export function targetingOf(
  chosen: ArrayLike<boolean | number>,
  poor: Float64Array,
  households: Float64Array,
): Targeting {
  let [units, all, reached, living] = [0, 0, 0, 0];
  for (let unit = 0; unit < chosen.length; unit++) {
    units += Number(chosen[unit]);
    const [p, h] = [poor[unit] ?? Number.NaN, households[unit] ?? Number.NaN];
    if (Number.isNaN(p) || Number.isNaN(h)) continue;
    all += p;
    if (!chosen[unit]) continue;
    reached += p;
    living += h;
  }
  return {
    chosen: units,
    reached,
    covered: all === 0 ? Number.NaN : reached / all,
    inclusion: living === 0 ? Number.NaN : 1 - reached / living,
  };
}

/** The first units by one value, as many as wanted; equal ones by their place, NaN never. */
export function firstBy(value: Float64Array, wanted: number): Uint8Array {
  const order = Array.from(value.keys())
    .filter((unit) => !Number.isNaN(value[unit]))
    .sort((a, b) => (value[b] ?? 0) - (value[a] ?? 0) || a - b);
  const chosen = new Uint8Array(value.length);
  for (const unit of order.slice(0, wanted)) chosen[unit] = 1;
  return chosen;
}

/** What is not known counts as nothing. */
function known(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 0 : value;
}

/** Units by a value, the largest first; equal ones by their place, those without a value last. */
export function orderBy(units: readonly number[], value: Float64Array): readonly number[] {
  const of = (unit: number): number => {
    const one = value[unit] ?? Number.NaN;
    return Number.isNaN(one) ? Number.NEGATIVE_INFINITY : one;
  };
  return [...units].sort((a, b) => (of(a) === of(b) ? 0 : of(b) - of(a)));
}

/** Point `k`: the share of an amount that the first `k` units of an order have; from 0 to 1. */
export function curveOf(order: readonly number[], amount: Float64Array): readonly number[] {
  const all = order.reduce((sum, unit) => sum + known(amount[unit]), 0);
  let sum = 0;
  return [
    0,
    ...order.map((unit) => {
      sum += known(amount[unit]);
      return all === 0 ? 0 : sum / all;
    }),
  ];
}

/**
 * Twice the area between a curve over households and the diagonal: 0 where an order says nothing
 * about who is poor, nearer to 1 the sooner it comes to them, below 0 where it comes to them late.
 */
export function concentrationOf(households: readonly number[], poor: readonly number[]): number {
  let area = 0;
  for (let k = 1; k < poor.length; k++) {
    const [x, y] = [households[k] ?? 0, poor[k] ?? 0];
    area += ((x - (households[k - 1] ?? 0)) * (y + (poor[k - 1] ?? 0))) / 2;
  }
  return 2 * area - 1;
}

/** Which share of the whole falls to each tenth of the units, in an order; none where there is nothing. */
export function tenthsOf(
  order: readonly number[],
  amount: (unit: number) => number,
): readonly number[] {
  const tenths = new Array<number>(10).fill(0);
  order.forEach((unit, k) => {
    const tenth = Math.floor((10 * k) / order.length);
    tenths[tenth] = (tenths[tenth] ?? 0) + known(amount(unit));
  });
  const all = tenths.reduce((a, b) => a + b, 0);
  return all === 0 ? [] : tenths.map((one) => one / all);
}
