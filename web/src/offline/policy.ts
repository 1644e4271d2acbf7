/** What the service worker does with a request. */
export type Treatment = "piece" | "current" | "page" | "network";

/** At most so many pieces are kept; the oldest go first. */
export const MOST_PIECES = 3_000;
/** Above so many bytes of everything that the browser keeps for us, the oldest go too. */
export const MOST_BYTES = 80 * 1024 * 1024;

/**
 * Pieces never change under their name and are taken from the cache first; the current release and
 * the page are asked for first; everything else is none of the worker's business.
 */
export function treatmentOf(method: string, address: URL, origin: string): Treatment {
  if (method !== "GET" || address.origin !== origin) return "network";
  const { pathname: path, searchParams } = address;
  if (/^\/api\/(pieces|columns|tilesets)\//.test(path)) return "piece";
  if (path.startsWith("/assets/")) return "piece";
  // A profile that names its release never changes either.
  if (/^\/api\/units\//.test(path) && searchParams.has("release")) return "piece";
  if (path === "/api/releases/current") return "current";
  if (path === "/") return "page";
  return "network";
}
