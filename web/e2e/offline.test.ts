import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { COMMUNE, open, painted, settle, shot } from "./browser";

/** Waits until the worker has the page and the release, the tiles of the first view included. */
async function kept(page: Page): Promise<void> {
  await page.waitForFunction(
    async () => {
      if (!navigator.serviceWorker.controller) return false;
      const addresses: string[] = [];
      for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) addresses.push(url);
      }
      const has = (part: string) => addresses.some((a) => a.includes(part));
      return has("/api/releases/current") && has("/api/columns/") && has("/api/tilesets/");
    },
    undefined,
    { timeout: 40_000, polling: 500 },
  );
}

describe("without the server", () => {
  it("shows what was seen, and says that the server is lost", async () => {
    const { page } = await open(`lang=vi&unit=${COMMUNE.code}&map=9/21.4/104.1`, {
      context: { serviceWorkers: "allow" },
    });
    await page.locator(".headline-value").waitFor();
    await kept(page);
    // The profile was fetched before the worker was there: the page has told it.
    await expect
      .poll(
        () =>
          page.evaluate(async () => {
            const keys = await (await caches.open("pieces-1")).keys();
            return keys.some(({ url }) => url.includes("/api/units/"));
          }),
        { timeout: 20_000 },
      )
      .toBe(true);
    await page.context().setOffline(true);
    await page.reload();
    await page.locator(".legend-rows tbody tr").first().waitFor();
    await page.locator(".headline-value").waitFor();
    await settle(page);
    const pixels = Object.values(await painted(page)).reduce((a, b) => a + b);
    expect(pixels).toBeGreaterThan(1000);
    expect(await page.locator(".notice-error").textContent()).toContain("Mất kết nối với máy chủ");
    await shot(page, "offline-vi");
    // The table was never opened: it is there all the same.
    await page.locator(".tool-table").click();
    await page.locator(".table-body .table-row").first().waitFor();
    await page.context().setOffline(false);
    await expect.poll(() => page.locator(".notice-error").count(), { timeout: 20_000 }).toBe(0);
  });

  it("fetches nothing twice, however often the map is recoloured and moved", async () => {
    const { page, requests } = await open("lang=vi");
    await page.selectOption("#control-indicator", "hh_poor");
    await settle(page);
    await page.selectOption("#control-indicator", "rate_poor");
    await settle(page);
    await page.locator(".tool-table").click();
    await page.locator(".table-body .table-row").first().click();
    await page.locator(".headline-value").waitFor();
    await settle(page);
    const asked = requests.filter(
      (address) =>
        address !== "/api/releases/current" &&
        !address.startsWith("blob:") &&
        // The browser takes its icon from its own cache whenever the address changes.
        !address.startsWith("/assets/icon-"),
    );
    const twice = asked.filter((address, i) => asked.indexOf(address) !== i);
    expect(twice).toEqual([]);
  });
});
