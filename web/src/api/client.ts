import { takeEarly } from "./early";
import type {
  AdjacencyPiece,
  CataloguePiece,
  CodesPiece,
  ColumnPiece,
  DesignationsPiece,
  GroupsPiece,
  HistoryAnswer,
  Lang,
  Level,
  Manifest,
  MapSettings,
  RollupsAnswer,
  SearchAnswer,
  UnitAnswer,
  UnitsPiece,
} from "./types";

/** Why an answer is missing, in words for a person: from the server, or that it was not reached. */
export class ApiError extends Error {
  /** HTTP status; 0 when the server was not reached. */
  readonly status: number;
  readonly detail: string;

  constructor(status: number, title: string, detail: string) {
    super(title);
    this.name = "ApiError";
    this.status = status;
    this.detail = detail;
  }

  get lost(): boolean {
    return this.status === 0;
  }

  /** Whether the server itself, not something before it, says that it has no release to show. */
  get unpublished(): boolean {
    return this.status === 404 || (this.status === 503 && this.detail !== "");
  }
}

/** Whether a failure only says that somebody no longer wants the answer. */
export function aborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** Set by the service worker on what it had kept; the worker has the same word. */
const KEPT = "X-Kept";

interface Problem {
  readonly title?: string;
  readonly detail?: string;
}

/**
 * Speaks to the server. Every failure is an {@link ApiError}, except that an aborted request throws
 * the browser's own AbortError. Pieces are immutable by name, so each is asked for at most once.
 */
export class ApiClient {
  private readonly pieces = new Map<string, Promise<unknown>>();
  private releaseTag: string | null = null;
  private fromCache = false;

  /** @param lang the language in which the server should word its problems, asked at each request */
  constructor(private readonly lang: () => Lang) {}

  /**
   * The current manifest; null when it is the one last answered. The tag is sent by hand so that an
   * unchanged release costs a 304 and is told apart from a new one.
   */
  async currentRelease(): Promise<Manifest | null> {
    const headers: Record<string, string> = {};
    if (this.releaseTag !== null) headers["If-None-Match"] = this.releaseTag;
    // The first is on its way since the page began: index.html asks for it before this program is there.
    const cache = this.releaseTag === null ? "default" : "no-store";
    const response = await this.request("/api/releases/current", { headers, cache });
    this.fromCache = response.headers.has(KEPT);
    if (response.status === 304) return null;
    const manifest = await parsed<Manifest>(response, "xa-atlas-release/1");
    this.releaseTag = response.headers.get("ETag");
    return manifest;
  }

  /** Whether the last manifest was one that the browser had kept, because the server was not reached. */
  get isOffline(): boolean {
    return this.fromCache;
  }

  units(hash: string): Promise<UnitsPiece> {
    return this.piece<UnitsPiece>(`/api/pieces/${hash}`, "xa-atlas-units/1");
  }

  codes(hash: string): Promise<CodesPiece> {
    return this.piece<CodesPiece>(`/api/pieces/${hash}`, "xa-atlas-codes/1");
  }

  catalogue(hash: string): Promise<CataloguePiece> {
    return this.piece<CataloguePiece>(`/api/pieces/${hash}`, "xa-atlas-catalogue/1");
  }

  designations(hash: string): Promise<DesignationsPiece> {
    return this.piece<DesignationsPiece>(`/api/pieces/${hash}`, "xa-atlas-designations/1");
  }

  adjacency(hash: string): Promise<AdjacencyPiece> {
    return this.piece<AdjacencyPiece>(`/api/pieces/${hash}`, "xa-atlas-adjacency/1");
  }

  column(hash: string): Promise<ColumnPiece> {
    return this.piece<ColumnPiece>(`/api/columns/${hash}`, "xa-atlas-column/1");
  }

  groups(hash: string): Promise<GroupsPiece> {
    return this.piece<GroupsPiece>(`/api/pieces/${hash}`, "xa-atlas-groups/1");
  }

  /** Sums of units, of one release: as immutable as a piece. */
  rollups(where: Readonly<Record<string, string>>): Promise<RollupsAnswer> {
    const query = new URLSearchParams({ ...where, lang: this.lang(), limit: "10000" });
    return this.piece<RollupsAnswer>(`/api/rollups?${query}`);
  }

  async unit(
    where: {
      code: string;
      edition: string;
      level?: Level;
      release: string;
      indicators?: string;
      period?: string;
    },
    signal: AbortSignal,
  ): Promise<UnitAnswer> {
    const { code, ...query } = where;
    const address = `/api/units/${encodeURIComponent(code)}?${new URLSearchParams(query)}`;
    return parsed<UnitAnswer>(await this.request(address, { signal }));
  }

  /** What a unit was formed from and what it became, with the figures of some indicators. */
  async history(where: {
    code: string;
    edition: string;
    level: Level;
    release: string;
    indicators: string;
  }): Promise<HistoryAnswer> {
    const { code, indicators, ...rest } = where;
    // Without any it is the way of the unit alone.
    const query = new URLSearchParams(indicators ? { ...rest, indicators } : rest);
    const address = `/api/units/${encodeURIComponent(code)}/history?${query}`;
    return parsed<HistoryAnswer>(await this.request(address, {}));
  }

  async search(
    query: { q: string; release: string; limit: number },
    signal: AbortSignal,
  ): Promise<SearchAnswer> {
    const search = new URLSearchParams({ ...query, limit: String(query.limit) });
    return parsed<SearchAnswer>(await this.request(`/api/search?${search}`, { signal }));
  }

  /** What the administrator of the server set. */
  async mapSettings(): Promise<MapSettings> {
    return parsed<MapSettings>(await this.request("/api/map", {}));
  }

  /** A tile's bytes; null for an empty one. */
  async tile(
    tileset: string,
    z: number,
    x: number,
    y: number,
    signal: AbortSignal | undefined,
  ): Promise<ArrayBuffer | null> {
    const response = await this.request(
      `/api/tilesets/${tileset}/${z}/${x}/${y}`,
      signal ? { signal } : {},
    );
    if (response.status === 204) return null;
    const bytes = await response.arrayBuffer();
    return bytes.byteLength === 0 ? null : bytes;
  }

  private piece<T>(address: string, format?: string): Promise<T> {
    const known = this.pieces.get(address);
    if (known) return known as Promise<T>;
    const asked = this.request(address, {}).then((response) => parsed<T>(response, format));
    this.pieces.set(address, asked);
    // What failed may be asked for again.
    asked.catch(() => this.pieces.delete(address));
    return asked;
  }

  /** Any other address, for parts that are fetched later. */
  async request(address: string, init: RequestInit): Promise<Response> {
    const early = await takeEarly(address)?.catch(() => undefined);
    if (early?.ok) return early;
    const headers = new Headers(init.headers);
    headers.set("Accept-Language", this.lang());
    let response: Response;
    try {
      response = await fetch(address, { ...init, headers });
    } catch (error) {
      if (aborted(error)) throw error;
      throw new ApiError(0, "", "");
    }
    if (response.ok || response.status === 304) return response;
    throw await problem(response);
  }
}

async function problem(response: Response): Promise<ApiError> {
  const type = response.headers.get("Content-Type") ?? "";
  if (type.includes("json")) {
    try {
      const body = (await response.json()) as Problem;
      return new ApiError(response.status, body.title ?? "", body.detail ?? "");
    } catch {
      // An answer that breaks off is told by its status alone.
    }
  }
  return new ApiError(response.status, "", "");
}

async function parsed<T>(response: Response, format?: string): Promise<T> {
  let body: unknown;
  try {
    body = await response.json();
  } catch (error) {
    if (aborted(error)) throw error;
    throw new ApiError(response.status, "", `${response.url}: JSON`);
  }
  if (format && (body as { format?: unknown }).format !== format) {
    throw new ApiError(response.status, "", `${response.url}: ${format}`);
  }
  return body as T;
}
