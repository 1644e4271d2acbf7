import { type ApiClient, ApiError } from "../api/client";
import { checkScenario, type ScenarioDocument } from "./scenario";

/** A scenario as the server lists it. */
export interface KeptHeading {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  /** Who saved it, as they call themselves; "" where they did not say. */
  readonly by: string;
  /** ISO time of saving. */
  readonly saved: string;
  /** The release that it is pinned to. */
  readonly release: string;
  /** Whether there is a newer release than that. */
  readonly newer: boolean;
}

/** A scenario that the server keeps, as it was read or written last. */
export interface Kept extends KeptHeading {
  /** What the server must still have when it is replaced or deleted. */
  readonly tag: string;
  readonly document: ScenarioDocument;
}

export interface KeptList {
  readonly scenarios: readonly KeptHeading[];
  /** Whether the server takes scenarios at all, from who has its token. */
  readonly writing: boolean;
}

/** What is to be kept, and how it is called. */
export interface KeptDraft {
  readonly name: string;
  readonly note: string;
  readonly by: string;
  readonly scenario: ScenarioDocument;
}

const ADDRESS = "/api/scenarios";
const TOKEN = "xa-atlas-token";
/** As many as a server keeps. */
const MOST = 1_000;
const ID = /^[\w-]{1,32}$/;

/**
 * Scenarios that the server keeps for everybody. The token that lets them be changed stays in the
 * storage of this tab, goes out in a header and nowhere else, and is forgotten when it is refused.
 */
export class KeptScenarios {
  constructor(
    private readonly api: ApiClient,
    private readonly storage: () => Storage = () => window.sessionStorage,
  ) {}

  get hasToken(): boolean {
    return this.token() !== "";
  }

  /** The token for this tab; "" forgets it. */
  remember(token: string): void {
    try {
      if (token === "") this.storage().removeItem(TOKEN);
      else this.storage().setItem(TOKEN, token);
    } catch {
      // A browser that keeps nothing asks again.
    }
  }

  private token(): string {
    try {
      return this.storage().getItem(TOKEN) ?? "";
    } catch {
      return "";
    }
  }

  /** The latest first; null where there is no server that keeps any, or it is not reached. */
  async list(): Promise<KeptList | null> {
    try {
      const response = await this.api.request(`${ADDRESS}?limit=${MOST}`, { cache: "no-store" });
      const body = (await response.json()) as Partial<KeptList>;
      if (!Array.isArray(body.scenarios)) return null;
      return { scenarios: body.scenarios.filter(isHeading), writing: body.writing === true };
    } catch {
      return null;
    }
  }

  /** @throws ApiError when there is none; ScenarioFault when this program cannot read it */
  async find(id: string): Promise<Kept> {
    if (!ID.test(id)) throw new ApiError(404, "", "");
    return read(await this.api.request(`${ADDRESS}/${id}`, { cache: "no-store" }));
  }

  async add(draft: KeptDraft): Promise<Kept> {
    return read(await this.write("POST", ADDRESS, draft));
  }

  /** @throws ApiError of status 412 when somebody else has changed it since it was read */
  async replace(former: Kept, draft: KeptDraft): Promise<Kept> {
    return read(await this.write("PUT", `${ADDRESS}/${former.id}`, draft, former.tag));
  }

  /** @throws ApiError of status 412 when it is no longer what the list says */
  async remove(listed: KeptHeading): Promise<void> {
    const { saved, tag, id } = await this.find(listed.id);
    if (saved !== listed.saved) throw new ApiError(412, "", "");
    await this.write("DELETE", `${ADDRESS}/${id}`, undefined, tag);
  }

  private async write(
    method: string,
    address: string,
    body: KeptDraft | undefined,
    tag?: string,
  ): Promise<Response> {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.token()}` };
    if (tag !== undefined) headers["If-Match"] = tag;
    if (body) headers["Content-Type"] = "application/json";
    try {
      return await this.api.request(address, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.remember("");
      throw error;
    }
  }
}

async function read(response: Response): Promise<Kept> {
  const body = (await response.json()) as KeptHeading & { readonly scenario?: unknown };
  const document = checkScenario(body.scenario);
  const { id, name, note, by, saved, release, newer } = body;
  return {
    id,
    name,
    note,
    by,
    saved,
    release,
    newer,
    tag: response.headers.get("ETag") ?? "",
    document: document.title ? document : { ...document, title: name },
  };
}

function isHeading(node: unknown): node is KeptHeading {
  const one = node as Partial<KeptHeading> | null;
  return (
    typeof one?.id === "string" &&
    ID.test(one.id) &&
    [one.name, one.note, one.by, one.saved, one.release].every((text) => typeof text === "string")
  );
}

/** Whether two documents say the same, in whatever order. */
export function isSame(a: ScenarioDocument, b: ScenarioDocument): boolean {
  return sorted(a) === sorted(b);
}

function sorted(document: ScenarioDocument): string {
  return JSON.stringify(document, (_, node: unknown) =>
    typeof node === "object" && node !== null && !Array.isArray(node)
      ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)))
      : node,
  );
}
