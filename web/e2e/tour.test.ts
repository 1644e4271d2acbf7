import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, it } from "vitest";
import { focused, open, PHONE, settle, shot } from "./browser";

describe("the tour", () => {
  it("is offered at the first visit, walks five steps by keyboard, and leaves the view as it was", async () => {
    const { page, faults } = await open("");
    const card = page.locator(".tour");
    await card.waitFor();
    expect(await card.locator("h2").textContent()).toBe("Lần đầu đến đây?");
    const before = page.url();
    await card.locator(".tour-next").focus();
    const titles: (string | null)[] = [];
    for (let i = 1; i <= 5; i++) {
      await page.keyboard.press("Enter");
      await expect
        .poll(() =>
          card
            .locator(".tour-step")
            .textContent()
            .catch(() => ""),
        )
        .toBe(`Bước ${i}/5`);
      titles.push(await card.locator("h2").textContent());
      await expect.poll(() => focused(page)).toBe("tour-title");
      if (i === 2) {
        expect(page.url()).toContain("with=circles");
        await settle(page);
        await shot(page, "tour-2-vi");
      }
      if (i === 3) expect(page.url()).toContain("over=region:III");
      if (i === 4) expect(page.url()).toContain("group=hmong");
      await card.locator(".tour-next").focus();
    }
    expect(new Set(titles).size).toBe(5);
    expect(await page.locator(".panel").isVisible()).toBe(true);
    await shot(page, "tour-5-vi");
    await page.keyboard.press("Enter");
    await expect.poll(() => card.isVisible()).toBe(false);
    await expect.poll(() => page.locator(".panel").isVisible()).toBe(false);
    expect(page.url()).not.toMatch(/with=|over=|group=|unit=/);
    expect(before).not.toMatch(/with=|over=|group=|unit=/);
    // It was seen: the next visit is without.
    await page.goto(page.url().replace(/#.*/, ""));
    await page.reload();
    await page.locator(".legend-rows tbody tr").first().waitFor();
    await settle(page);
    expect(await card.isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });

  it("can be skipped with Escape and begun again with its button, which gets the focus back", async () => {
    const { page } = await open("");
    const card = page.locator(".tour");
    await card.waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => card.isVisible()).toBe(false);
    await page.locator(".tool-tour").focus();
    await page.keyboard.press("Enter");
    await expect
      .poll(() =>
        card
          .locator(".tour-step")
          .textContent()
          .catch(() => ""),
      )
      .toBe("Bước 1/5");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe("tool-tour");
  });

  it("leaves whoever begins to work by themselves alone, now and at the next visit", async () => {
    const { page } = await open("", { size: PHONE, phone: true });
    const card = page.locator(".tour");
    await card.waitFor();
    await page.locator("#search").fill("muong la");
    await page.locator("#search-list li").first().waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => card.isVisible()).toBe(false);
    await page.locator(".headline-value").waitFor();
    await page.goto(page.url().replace(/#.*/, ""));
    await page.reload();
    await page.locator(".legend-rows tbody tr").first().waitFor({ state: "attached" });
    await settle(page);
    expect(await card.isVisible()).toBe(false);
    // Its button begins it all the same.
    await page.locator(".tool-tour").click();
    await card.locator(".tour-step").waitFor();
  });

  it("does not stand in the way of an address that asks for something", async () => {
    const { page } = await open("lang=vi&period=2023");
    expect(await page.locator(".tour").isVisible()).toBe(false);
  });

  it("fits a phone", async () => {
    const { page } = await open("", { size: PHONE, phone: true });
    const card = page.locator(".tour");
    await card.waitFor();
    await card.locator(".tour-next").tap();
    await expect
      .poll(() =>
        card
          .locator(".tour-step")
          .textContent()
          .catch(() => ""),
      )
      .toBe("Bước 1/5");
    const box = await card.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= PHONE.width).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await shot(page, "phone-tour-vi");
  });
});
