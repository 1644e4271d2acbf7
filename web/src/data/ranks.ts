/** Places of values from the highest, which is first; equal values share a place. */
export class Ranks {
  private readonly sorted: Float64Array;

  /** @param counts whether a unit, by its index, takes part; those without a value do not */
  constructor(values: Float64Array, counts: (unit: number) => boolean) {
    this.sorted = values.filter((v, i) => !Number.isNaN(v) && counts(i)).sort();
  }

  /** The place of a value among all; null for no data. */
  of(value: number): { readonly place: number; readonly total: number } | null {
    if (Number.isNaN(value)) return null;
    const total = this.sorted.length;
    let [low, high] = [0, total];
    // Finds how many are not higher.
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    return { place: total - low + 1, total };
  }
}
