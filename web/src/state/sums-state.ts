/** Orders of the list of sums; the first, that of official codes, is the default. A minus turns one round. */
export const SUM_ORDERS = ["code", "name", "-value", "value", "told", "-told"] as const;
export type SumOrder = (typeof SUM_ORDERS)[number];

/** What of sums is on the screen. */
export interface SumsState {
  /** What is summed, on the units of which edition: `former_province/2021`; undefined while closed. */
  readonly sums?: string | undefined;
  /** Code of the one looked at. */
  readonly sum?: string | undefined;
  /** The figure of the list, where it is another than that of the map. */
  readonly sumFigure?: string | undefined;
  readonly sumPeriod?: string | undefined;
  /** The order of the list; undefined for that of official codes. */
  readonly sumSort?: SumOrder | undefined;
}

const KEYS = [
  ["sums", /^[a-z_]{1,20}(\/[\w.-]{1,40})?$/],
  ["sum", /^[\w-]{1,64}$/],
  ["sumFigure", /^[a-z]\w{0,63}$/],
  ["sumPeriod", /^[\d/-]{4,10}$/],
] as const;

const NONE: SumsState = {
  sums: undefined,
  sum: undefined,
  sumFigure: undefined,
  sumPeriod: undefined,
  sumSort: undefined,
};

/** Reads what an address says of sums; what it does not understand it leaves out. */
export function parseSums(query: URLSearchParams): SumsState {
  const found = KEYS.map(([key, form]) => [key, form.exec(query.get(key) ?? "")?.[0]] as const);
  const sumSort = SUM_ORDERS.slice(1).find((order) => order === query.get("sumSort"));
  const state: SumsState = { ...Object.fromEntries(found), sumSort };
  // Without the list nothing of it is there.
  return state.sums ? state : NONE;
}

export function formatSums(state: SumsState, query: URLSearchParams): void {
  if (!state.sums) return;
  for (const [key] of KEYS) {
    const value = state[key];
    if (value) query.set(key, value);
  }
  if (state.sumSort) query.set("sumSort", state.sumSort);
}
