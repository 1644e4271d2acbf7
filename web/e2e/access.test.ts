import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { base, COMMUNE, open, outlines, PHONE, shot, WIDE } from "./browser";

describe("for everyone", () => {
  // What other tests look at: two-way colours, circles, legal and typed borders, everything unfolded
  // (contrast), downloads (hand-on), the table on a phone (table), the base map (base-map).
  const unit = `unit=${COMMUNE.code}&map=9/21.4/104.1`;
  const STATES: readonly {
    state: string;
    hash: string;
    size?: typeof WIDE;
    manifest?: typeof outlines;
    act?: (page: Page) => Promise<unknown>;
  }[] = [
    { state: "the map", hash: "lang=vi" },
    { state: "the map in a low window", hash: "lang=en", size: { width: 640, height: 360 } },
    { state: "a profile", hash: `lang=en&${unit}` },
    { state: "a profile on a phone", hash: `lang=vi&${unit}`, size: PHONE },
    {
      state: "a profile, its figures unfolded",
      hash: `lang=vi&${unit}`,
      act: (page) =>
        page.locator(".panel details").evaluateAll((all) => {
          for (const one of all) one.setAttribute("open", "");
        }),
    },
    {
      state: "a former unit",
      hash: "lang=vi",
      act: async (page) => {
        await page.fill("#search", "soc trang");
        await page
          .locator("#search-list li")
          .filter({ hasText: "đơn vị cũ, 2021" })
          .first()
          .click();
        await page.getByRole("button", { name: "Mở phiếu thông tin" }).click();
        await page.locator(".panel-former").waitFor();
      },
    },
    { state: "the table and a profile", hash: `lang=vi&table=-value&${unit}` },
    {
      state: "the options on a phone",
      hash: "lang=en",
      size: PHONE,
      act: (page) => page.locator(".options-toggle").click(),
    },
    {
      state: "the legend on a phone",
      hash: "lang=en&over=region.outline",
      size: PHONE,
      act: (page) => page.locator(".legend-toggle").click(),
    },
    {
      state: "a search with results",
      hash: "lang=en",
      act: async (page) => {
        await page.fill("#search", "muong la");
        await page.locator(".search-list [role=option]").first().waitFor();
      },
    },
    {
      state: "a search without results",
      hash: "lang=vi",
      act: async (page) => {
        await page.fill("#search", "zzzzzz");
        await page.locator(".search-empty").waitFor();
      },
    },
    { state: "boundaries without figures", hash: "lang=vi", manifest: outlines },
    { state: "provinces, three filters", hash: "lang=en&province=14&has=region:III&range=5..60" },
    {
      state: "a frame of another site",
      hash: "lang=vi&embed=1",
      size: { width: 800, height: 600 },
    },
    {
      state: "a lost server",
      hash: "lang=vi",
      act: async (page) => {
        await page.route("**/api/**", (route) => route.abort());
        await page.fill("#search", "lai");
        await page.getByRole("alert").waitFor();
      },
    },
    {
      state: "a problem told by the server",
      hash: "lang=en",
      act: async (page) => {
        await page.route("**/api/units/**", (route) =>
          route.fulfill({
            status: 500,
            contentType: "application/problem+json",
            body: JSON.stringify({
              title: "Something went wrong",
              detail: "Try again.",
              status: 500,
            }),
          }),
        );
        await page.evaluate((hash) => {
          window.location.hash = hash;
        }, `lang=en&${unit}`);
        await page.getByRole("alert").waitFor();
      },
    },
    { state: "the tour", hash: "lang=vi", act: (page) => page.locator(".tool-tour").click() },
    {
      state: "the page of a match report",
      hash: "lang=vi",
      act: (page) => page.goto(`${base}/api/imports/2?f=html&row=5&lang=vi`),
    },
  ];
  for (const { state, hash, size = WIDE, manifest, act } of STATES) {
    it(`has no barrier that axe finds in ${state}`, async () => {
      const { page } = await open(hash, { size, ...(manifest ? { manifest } : {}) });
      if (hash.includes("unit=")) await page.locator(".headline-value").waitFor();
      await act?.(page);
      await page.waitForTimeout(300);
      await shot(page, `axe-${state.replaceAll(/\W+/g, "-")}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`)).toEqual(
        [],
      );
    });
  }

  it("leads every control the focus can reach in order, and shows where it is", async () => {
    const { page } = await open("lang=vi");
    const reached: string[] = [];
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return "";
        const { outlineStyle } = getComputedStyle(element);
        return `${element.id || element.className} ${outlineStyle}`;
      });
      if (at === "") break;
      reached.push(at);
    }
    expect(reached.join("\n")).toContain("search ");
    expect(reached.join("\n")).toContain("control-indicator ");
    expect(reached.join("\n")).toContain("map ");
    expect(reached.filter((at) => at.endsWith(" none"))).toEqual([]);
  });
});
