import { MOST_BYTES, MOST_PIECES, treatmentOf } from "./policy";

/** What a service worker is given; the page's own types do not know it. */
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly location: Location;
  readonly caches: CacheStorage;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", run: (event: Waiting) => void): void;
  addEventListener(type: "fetch", run: (event: Fetching) => void): void;
  addEventListener(type: "message", run: (event: Waiting & { data: unknown }) => void): void;
}

const worker = self as unknown as WorkerScope;
const PIECES = "pieces-1";
const PAGES = "pages-1";
/** Put on an answer that was kept, so that the page can say that the server is lost. */
const KEPT = "X-Kept";
const TRIM_EVERY = 50;

let added = 0;

worker.addEventListener("install", (event) => {
  event.waitUntil(keepProgram().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(dropOthers().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  switch (treatmentOf(request.method, address, worker.location.origin)) {
    case "piece":
      event.respondWith(keptFirst(request));
      break;
    case "current":
      event.respondWith(networkFirst(request, "/api/releases/current"));
      break;
    case "page":
      event.respondWith(networkFirst(request, address.pathname));
      break;
    default:
  }
});

/** The page names what it had fetched before the worker was there. */
worker.addEventListener("message", (event) => {
  const { keep } = event.data as { keep?: unknown };
  if (!Array.isArray(keep)) return;
  event.waitUntil(keepAll(keep.filter((a): a is string => typeof a === "string").slice(0, 500)));
});

/** The page and every part of the program, those too that were not needed yet. */
async function keepProgram(): Promise<void> {
  const pages = await worker.caches.open(PAGES);
  await pages.add("/");
  const list = await fetch("/assets.json", { cache: "no-cache" });
  const files = (await list.json()) as string[];
  const pieces = await worker.caches.open(PIECES);
  await Promise.all(
    files.map(async (file) => {
      if (!(await pieces.match(file))) await pieces.add(file);
    }),
  );
}

async function dropOthers(): Promise<void> {
  for (const name of await worker.caches.keys()) {
    if (name !== PIECES && name !== PAGES) await worker.caches.delete(name);
  }
}

async function keepAll(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const request = new Request(address);
    const kind = treatmentOf("GET", new URL(address), worker.location.origin);
    try {
      if (kind === "piece") await keptFirst(request);
      if (kind === "current") await networkFirst(request, "/api/releases/current");
    } catch {
      // The server is lost again: what was kept so far is kept.
    }
  }
}

async function keptFirst(request: Request): Promise<Response> {
  const pieces = await worker.caches.open(PIECES);
  // A problem is worded in a language, a piece is not.
  const kept = await pieces.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    // An empty tile has no body and may have none.
    const copy = answer.status === 204 ? new Response(null, { status: 204 }) : answer.clone();
    await pieces.put(request, copy).catch(() => trim(pieces, MOST_PIECES / 2));
    if (++added % TRIM_EVERY === 0) await trim(pieces, MOST_PIECES);
  }
  return answer;
}

/** Deletes the oldest pieces above a number, or a third of them where they take too much room. */
async function trim(pieces: Cache, most: number): Promise<void> {
  const all = await pieces.keys();
  const { usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const left = usage > MOST_BYTES ? Math.min(most, Math.floor((2 * all.length) / 3)) : most;
  const old = all
    .filter(({ url }) => !new URL(url).pathname.startsWith("/assets/"))
    .slice(0, Math.max(0, all.length - left));
  for (const request of old) await pieces.delete(request);
}

async function networkFirst(request: Request, name: string): Promise<Response> {
  const pages = await worker.caches.open(PAGES);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.status === 200) await pages.put(name, answer.clone());
    return answer;
  } catch (lost) {
    const kept = await pages.match(name, { ignoreVary: true });
    if (!kept) throw lost;
    const headers = new Headers(kept.headers);
    headers.set(KEPT, "1");
    return new Response(kept.body, { status: kept.status, headers });
  }
}
