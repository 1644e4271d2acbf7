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
