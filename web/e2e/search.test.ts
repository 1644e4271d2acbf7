import { describe, expect, it } from "vitest";
import { open, PHONE, shot } from "./browser";

describe("the search", () => {
  it("finds a unit by a name it had before, says so, and opens the unit of today", async () => {
    const { page, faults } = await open("lang=vi");
    await page.fill("#search", "it ong");
    const first = page.locator("#search-list li").first();
    await first.waitFor();
    expect(await first.locator(".search-name").textContent()).toBe("Xã Mường La");
    expect(await first.locator(".search-where").textContent()).toBe(
      "Tỉnh Sơn La · trước đây: Thị trấn Ít Ong",
    );
    await shot(page, "search-former-vi");
    await first.click();
    await page.locator(".headline-value").waitFor();
    expect(await page.locator("#panel-title").textContent()).toBe("Xã Mường La");
    expect(faults).toEqual([]);
  });

  it("finds a province by the name of one that went into it", async () => {
    const { page } = await open("lang=en");
    await page.fill("#search", "bac kan");
    await expect
      .poll(() => page.locator("#search-list li").allTextContents())
      .toContain("Tỉnh Thái Nguyênformerly Tỉnh Bắc Kạn");
  });

  it("opens a former province with its published funds and results, apart from the map", async () => {
    const { page, faults } = await open("lang=vi");
    await page.fill("#search", "soc trang");
    // The former city of the same name comes after its province.
    const former = page.locator("#search-list li").filter({ hasText: "đơn vị cũ, 2021" }).first();
    await former.waitFor();
    await former.click();
    // Its sums come first; they lead on to what was published of it.
    await page.getByRole("button", { name: "Mở phiếu thông tin" }).click();
    await page.locator(".panel-former").waitFor();
    expect(await page.locator("#panel-title").textContent()).toBe("Tỉnh Sóc Trăng");
    expect(page.url()).toMatch(/unit=94.*former=2021/);
    const panel = await page.locator(".panel:not(.sums) .panel-body").textContent();
    expect(panel).toContain("Vốn huy động, 2023");
    expect(panel).toMatch(/88\.271\u00a0triệu đồng/);
    expect(panel).toMatch(/15\.139\u00a0hộ/);
    // Nothing of the unit that has this code today is said of it.
    expect(await page.locator(".headline").count()).toBe(0);
    expect(await page.locator("[aria-live]").textContent()).toBe("Tỉnh Sóc Trăng: đơn vị cũ, 2021");
    await shot(page, "former-vi");
    await page.reload();
    await page.locator(".panel-former").waitFor();
    expect(await page.locator("#panel-title").textContent()).toBe("Tỉnh Sóc Trăng");
    await page.keyboard.press("Escape");
    expect(page.url()).not.toContain("former=");
    expect(faults).toEqual([]);
  });

  it("shows what it found above whatever else is on a phone", async () => {
    for (const hash of ["lang=vi", "lang=vi&unit=03808", "lang=vi&compare=swipe&against=2022"]) {
      const { page } = await open(hash, { size: PHONE, phone: true });
      await page.fill("#search", "muong");
      await page.locator("#search-list li").nth(5).waitFor();
      const covered = await page.locator("#search-list").evaluate((list) => {
        const box = list.getBoundingClientRect();
        const points = [0.02, 0.5, 0.98].flatMap((x) => [0.05, 0.5, 0.98].map((y) => [x, y]));
        return points
          .map(([x = 0, y = 0]) =>
            document.elementFromPoint(box.left + x * box.width, box.top + y * box.height),
          )
          .filter((found) => !list.contains(found))
          .map((found) => found?.className);
      });
      expect([hash, covered]).toEqual([hash, []]);
    }
  });

  it("says what it looked for when there is nothing", async () => {
    const { page } = await open("lang=vi");
    await page.fill("#search", "qqqq");
    await expect
      .poll(() => page.locator(".search-empty").textContent())
      .toBe("Không tìm thấy “qqqq”. Thử tên ngắn hơn; không cần gõ dấu.");
  });
});
