import type { Lang } from "../api/types";
import { LANGS } from "../i18n/i18n";
import type { Place } from "../map/atlas-map";
import { DEFAULT_MAP, formatMap, type MapState, parseMap } from "./map-state";
import { formatSums, parseSums, type SumsState } from "./sums-state";
import { formatTable, parseTable, type TableState } from "./table-state";
import { formatTime, parseTime, type TimeState } from "./time-state";

/** Everything that makes up what is on the screen, as the address keeps it. */
export interface ViewState extends MapState, TableState, TimeState, SumsState {
  readonly lang: Lang;
  readonly edition?: string | undefined;
  readonly level?: string | undefined;
  readonly indicator?: string | undefined;
  readonly period?: string | undefined;
  readonly group?: string | undefined;
  /** Code of the province looked at. */
  readonly province?: string | undefined;
  /** Code of the unit whose profile is open. */
  readonly unit?: string | undefined;
  /** Edition of that unit, where it is a former one that the map does not show. */
  readonly former?: string | undefined;
  /** Edition on whose units the figures are to have been reported. */
  readonly reported?: string | undefined;
  /** Whether the page stands in a frame of another site: the map and its legend alone. */
  readonly embed?: boolean | undefined;
  readonly place?: Place | undefined;
  /** The scenario that the panel of priorities shows: folded, or the id of one that the server keeps; undefined while it is closed. */
  readonly scenario?: string | undefined;
}

export function defaultState(lang: Lang): ViewState {
  return { lang, ...DEFAULT_MAP };
}

const TEXTS = [
  "edition",
  "level",
  "indicator",
  "period",
  "group",
  "province",
  "unit",
  "former",
  "reported",
] as const;

/** Reads the part of an address after `#`. What it does not understand it leaves at the default. */
export function parseHash(hash: string, defaults: ViewState): ViewState {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  // What an address does not name is not chosen: it must not stay as it was before.
  const texts: Partial<Record<(typeof TEXTS)[number], string | undefined>> = {};
  for (const key of TEXTS) {
    const value = query.get(key);
    // Codes and identifiers only: nothing else can name a part of a release.
    texts[key] = value && /^[\w/.-]{1,40}$/.test(value) ? value : undefined;
  }
  return {
    ...defaults,
    ...parseMap(query, defaults),
    ...texts,
    lang: LANGS.find((l) => l === query.get("lang")) ?? defaults.lang,
    ...parseTable(query),
    ...parseTime(query),
    ...parseSums(query),
    embed: query.get("embed") === "1" || undefined,
    place: parsePlace(query.get("map")),
    scenario: /^(?:kept\.[\w-]{1,32}|[\w-]{1,3000})$/.exec(query.get("scenario") ?? "")?.[0],
  };
}

/** The address of a view; short, because what is at its default is left out. */
export function formatHash(state: ViewState): string {
  const defaults = defaultState(state.lang);
  const query = new URLSearchParams();
  if (state.place) {
    const { zoom, lat, lng } = state.place;
    query.set("map", `${zoom}/${lat.toFixed(4)}/${lng.toFixed(4)}`);
  }
  for (const key of TEXTS) {
    const value = state[key];
    if (value) query.set(key, value);
  }
  formatMap(state, defaults, query);
  formatTable(state, query);
  if (state.scenario) query.set("scenario", state.scenario);
  formatTime(state, query);
  formatSums(state, query);
  if (state.embed) query.set("embed", "1");
  query.set("lang", state.lang);
  return `#${query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":")}`;
}

function parsePlace(text: string | null): Place | undefined {
  const parts = /^(\d{1,2}(?:\.\d{1,2})?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/.exec(
    text ?? "",
  );
  if (!parts) return undefined;
  const [zoom, lat, lng] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return Math.abs(lat) <= 85 && Math.abs(lng) <= 180 ? { zoom, lat, lng } : undefined;
}
