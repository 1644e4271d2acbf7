import type { Distinct } from "./distinct";

/**
 * Classes of as nearly equal numbers of units as ties allow: equal values share a class, so each
 * border moves to the nearest change of value, and classes that would be empty are left out.
 *
 * @returns for each class the index of its first distinct value
 */
export function quantiles(data: Distinct, k: number): number[] {
  const starts: number[] = data.value.length > 0 ? [0] : [];
  let below = 0;
  let border = 1;
  for (let i = 1; i < data.value.length && border < k; i++) {
    const here = below + (data.count[i - 1] ?? 0);
    const next = here + (data.count[i] ?? 0);
    let isBorder = false;
    // One change of value may be the nearest to several wanted borders; it serves them all once.
    while (border < k) {
      const wanted = (border * data.total) / k;
      if (here < wanted && Math.abs(next - wanted) < Math.abs(here - wanted)) break;
      isBorder = true;
      border++;
    }
    if (isBorder) starts.push(i);
    below = here;
  }
  return starts;
}
