/** Lets the service worker keep what was seen, this first view included. Without one nothing changes. */
export async function keepOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/sw.js");
  const { active } = await navigator.serviceWorker.ready;
  // What was fetched before the worker was there lies in the cache of the browser: it is read, not fetched.
  const seen = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(window.location.origin));
  active?.postMessage({ keep: [...new Set(seen)] });
}
