import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, it } from "vitest";
import { COMMUNE, open, PHONE, WIDE } from "./browser";

describe("for everyone", () => {
  for (const [state, hash, size] of [
    ["the map", "lang=vi", WIDE],
    ["a profile", `lang=en&unit=${COMMUNE.code}&map=9/21.4/104.1`, WIDE],
    ["a profile on a phone", `lang=vi&unit=${COMMUNE.code}&map=9/21.4/104.1`, PHONE],
  ] as const) {
    it(`has no barrier that axe finds in ${state}`, async () => {
      const { page } = await open(hash, { size });
      if (hash.includes("unit")) await page.locator(".headline-value").waitFor();
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
