import { describe, expect, it } from "vitest";
import { base, disguise, newPage, open, shot, WIDE } from "./browser";

describe("when something is wrong", () => {
  for (const [state, answer] of [
    ["no release", { status: 503, json: { title: "Not available", detail: "Nothing published." } }],
    ["a release without boundaries", null],
  ] as const) {
    it(`shows the way in, and nothing to choose, with ${state}; then the map`, async () => {
      const page = await newPage({ viewport: WIDE, locale: "vi-VN" });
      if (answer) await page.route("**/api/releases/current", (route) => route.fulfill(answer));
      else await disguise(page, (manifest) => ({ ...manifest, release: "0", editions: [] }));
      await page.goto(`${base}/`);
      const empty = page.locator(".empty");
      await empty.waitFor();
      expect(await empty.locator("code").textContent()).toContain("atlas import boundaries");
      expect(await page.locator(".notice-error").count()).toBe(0);
      expect(await page.locator("select:visible, #search:visible").count()).toBe(0);
      await shot(page, "empty-vi");
      await page.unroute("**/api/releases/current");
      await page.locator(".legend-rows tbody tr").first().waitFor();
      expect(await empty.isVisible()).toBe(false);
      expect(await page.locator("#search").isVisible()).toBe(true);
    });
  }

  it("offers nothing that cannot work yet while the server was never reached", async () => {
    const page = await newPage({ viewport: WIDE, locale: "vi-VN" });
    await page.route("**/api/**", (route) => route.abort());
    await page.goto(`${base}/`);
    const notice = page.locator(".notice-error");
    await notice.waitFor();
    expect(await page.locator(".options").isVisible()).toBe(false);
    expect(await page.locator(".zoom").isVisible()).toBe(false);
    await page.unroute("**/api/**");
    await notice.locator(".button").click();
    await page.locator(".legend-rows tbody tr").first().waitFor();
    expect(await page.locator(".options").isVisible()).toBe(true);
    expect(await notice.count()).toBe(0);
  });

  it("says that the server is lost, and goes on when it is back", async () => {
    const { page } = await open("lang=en&map=9/21.4/104.1");
    await page.context().setOffline(true);
    const periods = page.locator("#control-period option");
    const earliest = (await periods.last().getAttribute("value")) ?? "";
    await page.selectOption("#control-period", earliest);
    await page.locator(".notice-error").waitFor();
    expect(await page.locator(".notice-error").textContent()).toContain(
      "The server cannot be reached",
    );
    await page.context().setOffline(false);
    // The browser tells that it is online again; the map catches up by itself.
    await expect.poll(() => page.locator(".legend-subtitle").textContent()).toContain(earliest);
    await expect.poll(() => page.locator(".notice-error").count(), { timeout: 15_000 }).toBe(0);
  });

  it("says the same when a part of the program that was never used cannot be fetched", async () => {
    const { page } = await open("lang=en&map=9/21.4/104.1");
    await page.context().setOffline(true);
    await page.locator(".tool-priority").click();
    const notice = page.locator(".notice-error");
    await notice.first().waitFor();
    expect(await notice.allTextContents()).toEqual([
      expect.stringContaining("The server cannot be reached"),
    ]);
  });

  it("shows the title of a problem in the language of the page", async () => {
    const { page } = await open("lang=vi&unit=99999");
    const notice = page.locator(".notice-error");
    await notice.waitFor();
    expect((await notice.locator("strong").textContent())?.length).toBeGreaterThan(3);
    expect(await page.locator(".panel").isVisible()).toBe(false);
  });

  it("offers a new release and switches to it without a reload", async () => {
    const { page } = await open("lang=en");
    await disguise(page, (manifest) => ({ ...manifest, release: "feedfacefeedface" }));
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    const offer = page.locator(".notice-news");
    await offer.waitFor();
    await offer.locator(".button").click();
    await expect.poll(() => page.locator(".release").textContent()).toBe("Release feedface");
    expect(await page.locator(".notice-news").count()).toBe(0);
  });
});
