import { describe, expect, it } from "vitest";
import { Steps } from "../src/map/steps";
import { reach } from "../src/map/steps-reach";
import { base, COMMUNE, focused, open, PHONE, settle, shot } from "./browser";

interface Level {
  readonly level: string;
  readonly units: string;
  readonly adjacency: string | null;
}

async function piece<T>(hash: string): Promise<T> {
  return (await (await fetch(`${base}/api/pieces/${hash}`)).json()) as T;
}

describe("a walk by arrow keys", () => {
  it("comes to every unit of every level of the release, from wherever it begins", async () => {
    const manifest = (await (await fetch(`${base}/api/releases/current`)).json()) as {
      editions: { id: string; tileset: unknown; levels: Level[] }[];
    };
    let walked = 0;
    for (const edition of manifest.editions.filter((e) => e.tileset !== null)) {
      for (const { level, units, adjacency } of edition.levels) {
        const { label } = await piece<{ label: ([number, number] | null)[] }>(units);
        const placed = label.filter((at) => at !== null).length;
        if (placed === 0) continue;
        const neighbours = adjacency
          ? (await piece<{ neighbours: number[][] }>(adjacency)).neighbours
          : label.map(() => []);
        const first = label.findIndex((at) => at !== null);
        const found = reach(new Steps(label, neighbours), first, label.length);
        // Whoever is reached from the first and leads back to it is reached from everywhere.
        expect(found, `${edition.id} ${level}`).toEqual({ from: placed, to: placed });
        walked += placed;
      }
    }
    expect(walked).toBeGreaterThan(400);
  });

  it("names value and class, opens with Enter and comes back with Escape, the focus never lost", async () => {
    const { page, faults } = await open("lang=vi&map=9/21.4/104.1&unit=03808");
    await page.locator(".headline-value").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#map").focus();
    const live = page.locator("[aria-live]");
    const tooltip = page.locator(".tooltip");
    const names: string[] = [];
    for (const key of ["ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"]) {
      const said = await live.textContent();
      await page.keyboard.press(key);
      await expect.poll(() => live.textContent()).not.toBe(said);
      expect(await live.textContent()).toMatch(
        /, Tỉnh .*: Tỷ lệ hộ nghèo \d{4}, .*%\. Lớp \d trên 5\.$/,
      );
      await tooltip.waitFor();
      names.push((await tooltip.locator("strong").textContent()) ?? "");
      expect(await tooltip.textContent()).toMatch(/Cao thứ \d+ trong 459/);
      expect(await focused(page)).toBe("map");
    }
    expect(new Set(names).size).toBeGreaterThan(2);
    await settle(page);
    await shot(page, "walk-vi");
    const name = names.at(-1);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("#panel-title").textContent()).toBe(name);
    await expect.poll(() => focused(page)).toBe("panel-title");
    await page.keyboard.press("Escape");
    expect(await page.locator(".panel").isVisible()).toBe(false);
    expect(await focused(page)).toBe("map");
    // The walk goes on where it was.
    await expect.poll(() => tooltip.locator("strong").textContent()).toBe(name);
    await page.keyboard.press("Escape");
    expect(await tooltip.isVisible()).toBe(false);
    expect(await focused(page)).toBe("map");
    expect(faults).toEqual([]);
  });

  it("begins at the unit that is open, and follows onto land that was out of sight", async () => {
    const { page } = await open(`lang=en&unit=${COMMUNE.code}&map=11/21.53/104.05`);
    await page.locator(".headline-value").waitFor();
    await page.locator("#map").focus();
    await page.keyboard.press("ArrowDown");
    const strong = page.locator(".tooltip strong");
    await expect.poll(() => strong.textContent()).toBe(COMMUNE.name);
    const before = page.url();
    for (let i = 0; i < 6; i++) {
      const name = await strong.textContent();
      await page.keyboard.press("ArrowDown");
      await expect.poll(() => strong.textContent()).not.toBe(name);
    }
    await settle(page);
    expect(page.url()).not.toBe(before);
    const box = await page.locator(".tooltip").boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(900);
  });

  it("goes to the list of provinces with Home, and on from the province chosen there", async () => {
    for (const phone of [false, true]) {
      const { page } = await open("lang=vi", phone ? { size: PHONE, phone } : {});
      await page.locator("#map").focus();
      await page.keyboard.press("Home");
      expect(await focused(page)).toBe("control-province");
      await page.selectOption("#control-province", "86");
      await settle(page);
      await page.locator("#map").focus();
      await page.keyboard.press("ArrowRight");
      await expect
        .poll(() => page.locator("[aria-live]").textContent())
        .toContain("Tỉnh Vĩnh Long");
    }
  });

  it("moves the map with Shift and zooms with plus and minus", async () => {
    const { page } = await open("lang=vi&map=9/21.4/104.1");
    await page.locator("#map").focus();
    await page.keyboard.press("Shift+ArrowRight");
    await settle(page);
    expect(Number(/map=9\/[\d.]+\/([\d.]+)/.exec(page.url())?.[1])).toBeGreaterThan(104.5);
    await page.keyboard.press("+");
    await settle(page);
    expect(page.url()).toContain("map=10/");
    await page.keyboard.press("-");
    await settle(page);
    expect(page.url()).toContain("map=9/");
  });
});
