import { MAX_CLASSES, METHODS, type Method, MIN_CLASSES } from "../classify/classify";
import { PALETTES, type Palette } from "../classify/palettes";

/** How the number behind a rate is shown with it. */
export const COMPANIONS = ["none", "circles", "bivariate"] as const;
export type Companion = (typeof COMPANIONS)[number];

/** How units with a designation are marked over their colours. */
export const OVERLAY_STYLES = ["hatching", "outline", "badges"] as const;
export type OverlayStyle = (typeof OVERLAY_STYLES)[number];

/** More would hide what they lie on. */
export const MOST_OVERLAYS = 3;

export interface Overlay {
  /** A designation scheme, or one class of it: `region`, `region:III`. */
  readonly designation: string;
  readonly style: OverlayStyle;
}

/** How figures become colours, what is laid over them and which units are left in. */
export interface MapState {
  readonly method: Method;
  readonly classes: number;
  readonly palette: Palette;
  /** Borders between classes, ascending: as typed, or as they were when they were locked. */
  readonly breaks?: readonly number[] | undefined;
  /** Id of the legal thresholds that divide the classes. */
  readonly legal?: string | undefined;
  /** Whether the borders stay as they are while figures change. */
  readonly locked: boolean;
  /** Whether breaks are computed from the chosen province alone. */
  readonly scope: "country" | "province";
  readonly companion: Companion;
  readonly overlays: readonly Overlay[];
  /** Only units with this designation: `region` or `region:III`. */
  readonly has?: string | undefined;
  /** Only units with a value from the first to the second number, both included. */
  readonly range?: readonly [number, number] | undefined;
  readonly graticule: boolean;
  /** Whether the base map lies below the colours, where the server has one. */
  readonly baseMap: boolean;
}

export const DEFAULT_MAP: MapState = {
  method: "jenks",
  classes: 5,
  palette: "YlOrBr",
  locked: false,
  scope: "country",
  companion: "none",
  overlays: [],
  graticule: false,
  baseMap: false,
};

const DESIGNATION = /^[\w-]{1,40}(?::[\w-]{1,40})?$/;
const NUMBER = /^-?\d{1,15}(?:\.\d{1,12})?$/;

/** Reads what an address says of the map; what it does not understand it leaves at the default. */
export function parseMap(query: URLSearchParams, defaults: MapState): MapState {
  const method = METHODS.find((m) => m === query.get("method")) ?? defaults.method;
  const breaks = parseBreaks(query.get("breaks"));
  const legal = query.get("legal") ?? "";
  const has = query.get("has") ?? "";
  const classes = Number(query.get("classes"));
  const state: MapState = {
    ...defaults,
    // Without its borders a method that is told them has nothing to go by.
    method: method === "typed" && !breaks ? defaults.method : method,
    palette: PALETTES.find((p) => p === query.get("palette")) ?? defaults.palette,
    classes:
      Number.isInteger(classes) && classes >= MIN_CLASSES && classes <= MAX_CLASSES
        ? classes
        : defaults.classes,
    breaks,
    legal: /^[\w-]{1,40}$/.test(legal) ? legal : undefined,
    locked: query.get("lock") === "1" && breaks !== undefined,
    scope: query.get("scope") === "province" ? "province" : "country",
    companion: COMPANIONS.find((c) => c === query.get("with")) ?? "none",
    overlays: parseOverlays(query.get("over")),
    has: DESIGNATION.test(has) ? has : undefined,
    range: parseRange(query.get("range")),
    graticule: query.get("grid") === "1",
    baseMap: query.get("base") === "1",
  };
  return state;
}

/** Writes what differs from the default into an address. */
export function formatMap(state: MapState, defaults: MapState, query: URLSearchParams): void {
  const put = (key: string, value: string | undefined): void => {
    if (value) query.set(key, value);
  };
  put("method", state.method === defaults.method ? "" : state.method);
  put("classes", state.classes === defaults.classes ? "" : String(state.classes));
  put("palette", state.palette === defaults.palette ? "" : state.palette);
  if (state.method === "typed" || state.locked) put("breaks", state.breaks?.join(","));
  if (state.method === "legal") put("legal", state.legal);
  put("lock", state.locked ? "1" : "");
  put("scope", state.scope === "province" ? "province" : "");
  put("with", state.companion === "none" ? "" : state.companion);
  put("over", state.overlays.map((o) => `${o.designation}.${o.style}`).join(","));
  put("has", state.has);
  put("range", state.range?.join(".."));
  put("grid", state.graticule ? "1" : "");
  put("base", state.baseMap ? "1" : "");
}

function parseBreaks(text: string | null): readonly number[] | undefined {
  const parts = text?.split(",") ?? [];
  if (parts.length === 0 || parts.length >= MAX_CLASSES || !parts.every((p) => NUMBER.test(p))) {
    return undefined;
  }
  const numbers = parts.map(Number);
  return numbers.every((n, i) => i === 0 || n > (numbers[i - 1] ?? n)) ? numbers : undefined;
}

function parseRange(text: string | null): readonly [number, number] | undefined {
  const [from, to, ...rest] = text?.split("..") ?? [];
  if (!from || !to || rest.length > 0 || !NUMBER.test(from) || !NUMBER.test(to)) return undefined;
  return Number(from) <= Number(to) ? [Number(from), Number(to)] : undefined;
}

function parseOverlays(text: string | null): readonly Overlay[] {
  const overlays: Overlay[] = [];
  for (const part of text?.split(",") ?? []) {
    const [designation = "", style] = part.split(".");
    if (!DESIGNATION.test(designation) || overlays.some((o) => o.designation === designation)) {
      continue;
    }
    overlays.push({
      designation,
      style: OVERLAY_STYLES.find((s) => s === style) ?? "hatching",
    });
  }
  return overlays.slice(0, MOST_OVERLAYS);
}
