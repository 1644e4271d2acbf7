/** Periods as the release words them: `2023`, `2023-12-31`, `2021/2023` or `2021-2023`. */

interface Span {
  readonly from: string;
  readonly to: string;
}

function span(period: string): Span {
  const years = /^(\d{4})[/-](\d{4})$/.exec(period);
  if (years) return { from: `${years[1]}-01-01`, to: `${years[2]}-12-31` };
  if (/^\d{4}$/.test(period)) return { from: `${period}-01-01`, to: `${period}-12-31` };
  return { from: period, to: period };
}

/** The end of a period as a time, in milliseconds; what is not a period stands at the beginning. */
export function periodEnd(period: string): number {
  return Date.parse(span(period).to) || 0;
}

/** The last day of a period. */
export function lastDay(period: string): string {
  return span(period).to;
}

/** Orders periods by their end, then by their start, so that the latest comes last. */
export function comparePeriods(a: string, b: string): number {
  const [x, y] = [span(a), span(b)];
  return compare(x.to, y.to) || compare(x.from, y.from);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
