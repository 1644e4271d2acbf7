/** How another year, or the same on other units, is shown with what is on the map. */
export const COMPARISONS = ["swipe", "change"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What of time is on the screen. */
export interface TimeState {
  /** Whether the bar of years is open. */
  readonly years?: boolean | undefined;
  readonly compare?: Comparison | undefined;
  /** The period compared with; the one before where none is named. */
  readonly against?: string | undefined;
  /** The edition of the other side, where it is another one; a change is of one edition only. */
  readonly otherEdition?: string | undefined;
  /** The change of the number behind a rate, in place of percentage points. */
  readonly inNumbers?: boolean | undefined;
  /** Whether a change is computed although the standard changed between the two. */
  readonly across?: boolean | undefined;
  /** Where the two sides meet, in percent of the width of the map. */
  readonly split?: number | undefined;
}

const ID = /^[\w/.-]{1,40}$/;
const LEAST_SPLIT = 2;

/** Reads what an address says of time; what it does not understand it leaves out. */
export function parseTime(query: URLSearchParams): TimeState {
  const id = (key: string): string | undefined => {
    const text = query.get(key) ?? "";
    return ID.test(text) ? text : undefined;
  };
  const is = (key: string): true | undefined => query.get(key) === "1" || undefined;
  const split = Number(query.get("split") ?? Number.NaN);
  return {
    years: is("years"),
    compare: COMPARISONS.find((c) => c === query.get("compare")),
    against: id("against"),
    otherEdition: id("other"),
    inNumbers: is("numbers"),
    across: is("across"),
    split:
      Number.isInteger(split) && split >= LEAST_SPLIT && split <= 100 - LEAST_SPLIT
        ? split
        : undefined,
  };
}

/** Writes what is at work into an address. */
export function formatTime(state: TimeState, query: URLSearchParams): void {
  const { compare } = state;
  const put = (key: string, value: string | number | false | undefined): void => {
    if (value) query.set(key, String(value));
  };
  put("years", state.years && "1");
  put("compare", compare);
  if (!compare) return;
  put("against", state.against);
  if (compare === "swipe") {
    put("other", state.otherEdition);
    put("split", state.split);
  } else {
    put("numbers", state.inNumbers && "1");
    put("across", state.across && "1");
  }
}
