import { DEFAULT_SORT, formatSort, parseSort, type Sort } from "../data/rows";

/** Whether the table is open, and how it is sorted and searched. */
export interface TableState {
  /** Order of the table; undefined while it is closed. */
  readonly table?: Sort | undefined;
  /** Part of a name that the rows are to have. */
  readonly find?: string | undefined;
}

const LONGEST = 60;

/** Reads what an address says of the table; what it does not understand it leaves out. */
export function parseTable(query: URLSearchParams): TableState {
  const table = query.get("table");
  const find = (query.get("find") ?? "").trim();
  return {
    table: table === null ? undefined : parseSort(table),
    find: find !== "" && find.length <= LONGEST ? find : undefined,
  };
}

/** Writes an open table into an address. */
export function formatTable(state: TableState, query: URLSearchParams): void {
  if (!state.table) return;
  query.set("table", formatSort(state.table));
  if (state.find) query.set("find", state.find);
}

export { DEFAULT_SORT };
