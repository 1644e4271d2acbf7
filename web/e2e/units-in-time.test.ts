import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  focused,
  legendCounts,
  base as main,
  newPage,
  open,
  PHONE,
  painted,
  settle,
  shot,
  tileRequests,
  WIDE,
} from "./browser";
import { OwnServer } from "./own-server";

/**
 * A server of its own: the demonstration set, and what it lacks. Former communes tell figures of 2018
 * and 2020 (whole mergers, so they are carried), two villages have a decision, and nine former communes
 * have outlines.
 */
let own: OwnServer;
let base = "";

/** Xã Trần Đề and Xã Mường La, and the former communes that are whole in them. */
const MERGED: Readonly<Record<string, readonly string[]>> = {
  "31673": ["31672", "31673", "31681"],
  "03808": ["03808", "03823", "03826", "03829", "03835", "03844"],
};
/** Poor households of 2020 of those; each has ten times as many households, and had half more poor in 2018. */
const POOR = [240, 300, 200, 120, 60, 80, 40, 100, 60];

beforeAll(async () => {
  own = await OwnServer.prepare();
  const { folder } = own;
  const codes = Object.values(MERGED).flat();
  const table = async (name: string, factor: number): Promise<string> => {
    const file = join(folder, name);
    const rows = codes.map(
      (code, i) => `${code},${10 * (POOR[i] ?? 0)},${factor * (POOR[i] ?? 0)}`,
    );
    await writeFile(file, `code,hh_total,hh_poor\n${rows.join("\n")}\n`);
    return file;
  };
  const old = ["--edition", "2021", "--source-title", "Made-up figures of the tests"];
  for (const [period, factor] of [
    ["2018", 1.5],
    ["2020", 1],
  ] as const) {
    const file = await table(`figures-${period}.csv`, factor);
    await own.run(
      "import",
      "statistics",
      file,
      ...old,
      "--period",
      period,
      "--standard",
      "59/2015",
    );
  }
  const villages = join(folder, "villages.csv");
  await writeFile(villages, "code,village\n31672,Ấp Nam Chánh\n31681,Ấp Mỏ Ó\n");
  await own.run(
    ...["import", "designations", villages, ...old, "--level", "village"],
    ...["--scheme", "village_dbkk", "--decision", "612/QĐ-TEST"],
    ...["--valid-from", "2021-09-16", "--valid-to", "2025-06-30"],
  );
  const outlines = join(folder, "outlines.geojson");
  await writeFile(outlines, JSON.stringify(await stripes()));
  await own.run("import", "boundaries", outlines, "--edition", "2021", "--schematic");
  await own.run("publish");
  base = await own.start();
}, 300_000);

afterAll(() => own?.close());

/** Outlines of former communes: the box of the new one in upright stripes. */
async function stripes(): Promise<object> {
  const features: object[] = [];
  for (const [code, former] of Object.entries(MERGED)) {
    const unit = (await (await fetch(`${main}/api/units/${code}`)).json()) as { bbox: number[] };
    const [west = 0, south = 0, east = 0, north = 0] = unit.bbox;
    former.forEach((old, i) => {
      const [a, b] = [i, i + 1].map((n) => west + ((east - west) * n) / former.length);
      const ring = [
        [a, south],
        [b, south],
        [b, north],
        [a, north],
        [a, south],
      ];
      const geometry = { type: "Polygon", coordinates: [ring] };
      features.push({ type: "Feature", properties: { code: old }, geometry });
    });
  }
  return { type: "FeatureCollection", features };
}

interface Told {
  readonly figures: readonly {
    readonly indicator: string;
    readonly period: string;
    readonly group: string;
    readonly value: number;
  }[];
}

/** What the server says of one figure. */
async function figure(code: string, indicator: string, period: string): Promise<number> {
  const answer = (await (await fetch(`${base}/api/units/${code}`)).json()) as Told;
  const found = answer.figures.find(
    (f) => f.indicator === indicator && f.period === period && f.group === "all",
  );
  if (!found) throw new Error(`No ${indicator} of ${code} in ${period}`);
  return found.value;
}

const notes = (page: Page): Promise<string> =>
  page
    .locator(".years-notes")
    .textContent()
    .then((text) => text ?? "");
const slider = (page: Page) => page.locator("#years-slider");
const legend = (page: Page) => page.locator(".legend-subtitle");

async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
}

describe("the bar of years", () => {
  it("goes through the periods by keyboard, over gaps, with the classes held, and asks for no tile", async () => {
    const { page, faults, requests } = await open("lang=vi&map=9/21.5/104.1", { base });
    await page.getByRole("button", { name: "Xem theo năm, so sánh" }).click();
    await expect.poll(() => focused(page)).toBe("years-slider");
    expect(await slider(page).getAttribute("aria-valuetext")).toBe("2024, chuẩn 07/2021");
    const before = tileRequests(requests);
    const edges = await page.locator(".legend-rows tbody").textContent();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => legend(page).textContent()).toBe("2023");
    expect(page.url()).toMatch(/period=2023.*lock=1.*years=1/);
    expect(await page.locator(".legend-note").textContent()).toContain("được giữ nguyên");
    // The same borders: only the outer ends are open now.
    for (const edge of ["4,80", "12,00", "23,00", "40,00"]) expect(edges).toContain(edge);
    const held = await page.locator(".legend-rows tbody").textContent();
    for (const edge of ["4,80", "12,00", "23,00", "40,00"]) expect(held).toContain(edge);
    for (const year of ["2022", "2021", "2020", "2018"]) {
      await page.keyboard.press("ArrowLeft");
      await expect.poll(() => legend(page).textContent()).toBe(year);
    }
    expect(await slider(page).getAttribute("aria-valuetext")).toBe("2018, chuẩn 59/2015");
    expect(await notes(page)).toContain("Không có số liệu: 2019");
    expect(await page.locator(".years-period.is-gap").textContent()).toBe("2019");
    expect(await page.locator(".years-break").count()).toBe(1);
    expect(await page.locator(".years-standard").allTextContents()).toEqual(["59/2015", "07/2021"]);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => legend(page).textContent()).toBe("2020");
    expect(tileRequests(requests)).toBe(before);
    expect(faults).toEqual([]);
    await axe(page);
    await settle(page);
    await shot(page, "years-vi");
    await page.locator(".years-close").click();
    await expect.poll(() => page.url()).not.toContain("years=1");
    // The classes were held for the walk through the years only.
    await expect.poll(() => page.url()).not.toContain("lock=1");
    expect(await page.locator(".years").isVisible()).toBe(false);
  });

  it("plays, stops where the standard changes and says so, and goes on when told", async () => {
    const { page } = await open("lang=en&years=1&period=2020", {
      base,
      context: { reducedMotion: "no-preference" },
    });
    await page.getByRole("button", { name: "Play through the periods" }).click();
    await expect.poll(() => legend(page).textContent(), { timeout: 8_000 }).toBe("2021");
    await expect.poll(() => notes(page), { timeout: 8_000 }).toContain("Stopped where");
    expect(await notes(page)).toContain("59/2015 | 07/2021");
    await page.waitForTimeout(2_000);
    expect(await legend(page).textContent()).toBe("2021");
    await page.getByRole("button", { name: "Play through the periods" }).click();
    await expect.poll(() => legend(page).textContent(), { timeout: 8_000 }).toBe("2022");
    await expect.poll(() => notes(page)).toContain("cannot be compared directly");
    await expect.poll(() => legend(page).textContent(), { timeout: 8_000 }).toBe("2024");
    await expect
      .poll(() => page.locator(".years-play").getAttribute("aria-label"), { timeout: 8_000 })
      .toBe("Play through the periods");
  });

  it("steps by hand for those who want no motion", async () => {
    const { page } = await open("lang=en&years=1&period=2022", { base });
    const next = page.getByRole("button", { name: "Next period" });
    await next.click();
    await expect.poll(() => legend(page).textContent()).toBe("2023");
    await page.waitForTimeout(2_500);
    expect(await legend(page).textContent()).toBe("2023");
    await next.click();
    await expect.poll(() => legend(page).textContent()).toBe("2024");
    await next.click();
    await expect.poll(() => legend(page).textContent()).toBe("2018");
  });

  it("shows carried figures with a texture, and holds them to one edition", async () => {
    const { page } = await open("lang=vi&years=1&period=2020&unit=03808", { base });
    await page.locator(".headline-value").waitFor();
    expect(await page.locator(".legend-estimated td:last-child").textContent()).toBe("2");
    expect((await legendCounts(page)).reduce((a, b) => a + b, 0)).toBe(459 + 2);
    // 460 poor of 4,600 households, in six former communes.
    expect(await page.locator(".headline").textContent()).toMatch(
      /10,00.%.*ước tính.*460 \/ 4\.600/,
    );
    expect(await page.locator(".headline").textContent()).toContain("Cộng từ các đơn vị cũ");
    await page.keyboard.press("Escape");
    // From near, the window holds nothing but this unit.
    const unit = (await (await fetch(`${base}/api/units/03808`)).json()) as { label: number[] };
    const near = `map=13/${unit.label[1]}/${unit.label[0]}`;
    await page.goto(page.url().replace(/map=[^&]*/, near));
    await settle(page);
    const dotted = await speckled(page);
    expect(dotted).toBeGreaterThan(0.005);
    await page.selectOption("#control-period", "2024");
    await settle(page);
    expect(await speckled(page)).toBeLessThan(dotted / 5);
    await page.selectOption("#control-period", "2020");
    await page.selectOption("#control-base", "2021");
    await expect.poll(() => page.url()).toContain("reported=2021");
    expect(await page.locator("#control-period option").allTextContents()).toEqual([
      "2020",
      "2018",
    ]);
    await page.selectOption("#control-base", "2025-07-01");
    await expect.poll(() => legend(page).textContent()).toBe("2024");
    expect(await page.locator(".legend-estimated").count()).toBe(0);
  });

  it("fits a phone", async () => {
    const { page, faults } = await open("lang=vi&years=1&period=2022", {
      base,
      size: PHONE,
      phone: true,
    });
    const bar = await page.locator(".years").boundingBox();
    expect(bar?.width).toBe(PHONE.width);
    for (const name of [".zoom", ".legend", ".tools", ".inset"]) {
      const box = await page.locator(name).boundingBox();
      expect(box?.height, name).toBeGreaterThan(40);
      expect((box?.y ?? 0) + (box?.height ?? 0), name).toBeLessThanOrEqual(bar?.y ?? 0);
    }
    // Nothing lies over a button, and the archipelagos are still on the map.
    const covered = await page.evaluate(() =>
      [...document.querySelectorAll(".tools button, .zoom button, .inset, .leaflet-control-scale")]
        .filter((part) => {
          const box = part.getBoundingClientRect();
          const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          // The scale lets the pointer through to the map.
          return !part.contains(found) && !found?.closest("#map");
        })
        .map((part) => part.className),
    );
    expect(covered).toEqual([]);
    await axe(page);
    await shot(page, "years-phone-vi");
    await page.getByText("Thay đổi", { exact: true }).click();
    await expect.poll(() => page.locator(".legend-title").textContent()).toContain("Thay đổi");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await axe(page);
    await shot(page, "change-phone-vi");
    expect(faults).toEqual([]);
  });
});

describe("sums of part of the units", () => {
  it("are never shown as the whole: how many told, and what those come to", async () => {
    const { page } = await open("lang=en&period=2020&sums=former_province/2021&sum=14", { base });
    const row = page.locator(".sums-list > li", { has: page.locator('[data-sum="14"]') });
    await expect.poll(() => row.textContent()).toContain("no sum");
    await page.selectOption("#control-sums-indicator", "hh_poor");
    await expect
      .poll(() => row.textContent())
      .toMatch(/no sum.*6 of \d+ communes have figures, together 460.households/);
    await expect.poll(() => row.textContent()).toMatch(/No figures: .+ and \d+ more communes/);
    // On today's communes only what was carried is known.
    await page.selectOption("#control-sums-edition", "2025-07-01");
    await expect
      .poll(() => row.textContent())
      .toMatch(/no sum.*1 of 75 communes have figures, together 460.households.*carried from/);
  });
});

describe("two sides with a divider", () => {
  it("shows two periods in one map, each labelled, and is moved by keyboard and pointer", async () => {
    const { page, faults } = await open("lang=vi&map=9/21.5/104.1&compare=swipe&against=2021", {
      base,
    });
    const divider = page.getByRole("slider", { name: "Vạch chia bản đồ" });
    expect(await page.locator(".side-label").allTextContents()).toEqual([
      "2021, chuẩn 59/2015",
      "2024, chuẩn 07/2021",
    ]);
    expect(await legend(page).textContent()).toBe("2021, chuẩn 59/2015 | 2024, chuẩn 07/2021");
    expect(await notes(page)).toContain("không so sánh trực tiếp được");
    const value = async () => Number(await divider.getAttribute("aria-valuenow"));
    const start = await value();
    await divider.focus();
    await page.keyboard.press("ArrowRight");
    expect(await value()).toBe(start + 2);
    await page.keyboard.press("Home");
    expect(await value()).toBe(2);
    await page.keyboard.press("End");
    expect(await value()).toBe(98);
    expect(await divider.getAttribute("aria-valuetext")).toBe(
      "98 %: bên trái 2021, chuẩn 59/2015, bên phải 2024, chuẩn 07/2021",
    );
    expect(page.url()).toContain("split=98");
    const grip = await page.locator(".divider-grip").boundingBox();
    if (!grip) throw new Error("no grip");
    await page.mouse.move(grip.x + 10, grip.y + 10);
    await page.mouse.down();
    await page.mouse.move(WIDE.width / 2, 300, { steps: 4 });
    await page.mouse.up();
    expect(await value()).toBe(50);
    expect(page.url()).toContain("split=50");
    // The map did not move with it.
    expect(page.url()).toContain("map=9/21.5000/104.1000");
    await axe(page);
    await settle(page);
    await shot(page, "swipe-vi");
    expect(faults).toEqual([]);
  });

  it("keeps both sides in step, in one set of classes, and tells each side's own figure", async () => {
    const { page } = await open(
      "lang=vi&map=10/21.5/104.1&compare=swipe&period=2023&against=2022&split=60",
      { base },
    );
    const cuts = () =>
      page.evaluate(() =>
        ["beside", "choropleth"].map((name) => {
          const pane = document.querySelector<HTMLElement>(`.pane-${name}`);
          const at = pane?.getBoundingClientRect().left ?? 0;
          const xs = [...(pane?.style.clipPath ?? "").matchAll(/(-?[\d.]+)px -?[\d.]+px/g)].map(
            (found) => at + Number(found[1]),
          );
          return [Math.round(Math.min(...xs)), Math.round(Math.max(...xs))];
        }),
      );
    const at = Math.round(0.6 * WIDE.width);
    expect(await cuts()).toEqual([
      [0, at],
      [at, WIDE.width],
    ]);
    const centre = { x: WIDE.width / 2, y: WIDE.height / 2 };
    const tip = async (x: number): Promise<string> => {
      await page.mouse.move(x - 3, centre.y);
      await page.mouse.move(x, centre.y);
      await page.locator(".tooltip").waitFor();
      return (await page.locator(".tooltip").textContent()) ?? "";
    };
    const number = (value: number): string => value.toFixed(2).replace(".", ",");
    const told = await tip(centre.x);
    expect(told).toContain("Xã Mường La");
    expect(told).toContain(number(await figure("03808", "rate_poor", "2022")));
    await page.locator(".divider").focus();
    for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowLeft");
    expect(await tip(centre.x)).toContain(number(await figure("03808", "rate_poor", "2023")));
    // Moved by keyboard, both are cut at the same place of the window again.
    await page.locator("#map").focus();
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowDown");
    await settle(page);
    const moved = Math.round(0.4 * WIDE.width);
    expect(await cuts()).toEqual([
      [0, moved],
      [moved, WIDE.width],
    ]);
    const colours = await page.evaluate(() => {
      const legend = [...document.querySelectorAll<HTMLElement>(".legend-rows .swatch")].map(
        (swatch) => swatch.style.backgroundColor,
      );
      const found = (pane: string): string[] => {
        const seen = new Set<string>();
        for (const canvas of document.querySelectorAll<HTMLCanvasElement>(
          `.pane-${pane} .leaflet-tile-loaded`,
        )) {
          const { data } = canvas
            .getContext("2d")
            ?.getImageData(0, 0, canvas.width, canvas.height) ?? {
            data: [],
          };
          for (let i = 0; i < data.length; i += 4) {
            const colour = `rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`;
            if (data[i + 3] === 255 && legend.includes(colour)) seen.add(colour);
          }
        }
        return [...seen];
      };
      return { beside: found("beside").length, own: found("choropleth").length };
    });
    expect(colours.beside).toBeGreaterThan(1);
    expect(colours.own).toBeGreaterThan(1);
  });

  it("shows two editions, each with its own units", async () => {
    const { page, faults } = await open(
      "lang=vi&map=9/21.5/104.1&compare=swipe&period=2020&split=90",
      { base },
    );
    await page.selectOption("#control-other", "2021");
    await expect.poll(() => page.url()).toContain("other=2021");
    await expect
      .poll(() => page.locator(".side-label").first().textContent())
      .toBe("Ba cấp: tỉnh, huyện, xã · 2020, chuẩn 59/2015");
    await settle(page);
    const label = (await (await fetch(`${base}/api/units/03808`)).json()) as { bbox: number[] };
    const [west = 0, south = 0, east = 0, north = 0] = label.bbox;
    // The first stripe of the box is the former Thị trấn Ít Ong.
    const spot = { lng: west + (east - west) / 12, lat: (south + north) / 2 };
    await page.goto(`${page.url().replace(/map=[^&]*/, `map=11/${spot.lat}/${spot.lng}`)}`);
    await settle(page);
    await expect
      .poll(async () => {
        // The pointer may have come before the shapes did.
        await page.mouse.move(WIDE.width / 2 - 3, WIDE.height / 2);
        await page.mouse.move(WIDE.width / 2, WIDE.height / 2);
        return page.locator(".tooltip").textContent();
      })
      .toContain("Thị trấn Ít Ong10,00");
    await axe(page);
    await shot(page, "swipe-editions-vi");
    expect(faults).toEqual([]);
  });

  it("says that the other side has no outlines where it has none", async () => {
    // The demonstration set itself has outlines of today's units only.
    const { page } = await open("lang=en&level=province&compare=swipe&other=2021&period=2023");
    expect(await page.locator(".divider").count()).toBe(0);
    expect(await notes(page)).toContain("no outlines to draw");
  });
});

describe("the map of change", () => {
  it("shows points around zero in plain words, and the households behind them", async () => {
    const { page, faults } = await open("lang=en&map=9/21.5/104.1&compare=change&period=2024", {
      base,
    });
    expect(await page.locator(".legend-title").textContent()).toBe(
      "Change in poverty rate (poor only)",
    );
    expect(await legend(page).textContent()).toBe("2023 → 2024");
    const rows = await page.locator(".legend-rows tbody .legend-range").allTextContents();
    expect(rows).toHaveLength(7);
    expect(rows[0]).toMatch(/^Down by [\d.]+ or more$/);
    expect(rows[3]).toMatch(/^Nearly unchanged/);
    expect(rows[6]).toMatch(/^Up by [\d.]+ or more$/);
    expect((await legendCounts(page)).reduce((a, b) => a + b, 0)).toBe(459);
    expect(Object.values(await painted(page)).filter((n) => n > 100).length).toBeGreaterThan(2);
    const before = await figure("03808", "rate_poor", "2023");
    const after = await figure("03808", "rate_poor", "2024");
    await page.mouse.move(WIDE.width / 2 - 3, WIDE.height / 2);
    await page.mouse.move(WIDE.width / 2, WIDE.height / 2);
    await expect
      .poll(() => page.locator(".tooltip").textContent())
      .toContain(`Xã Mường La${(after - before).toFixed(2)}`);
    await axe(page);
    await settle(page);
    await shot(page, "change-en");
    await page.selectOption("#control-measure", "numbers");
    await expect.poll(() => page.url()).toContain("numbers=1");
    expect(await page.locator(".legend-title").textContent()).toBe("Change in poor households");
    await page.locator(".tool-table").click();
    await page.fill("#table-find", "03808");
    const poor =
      (await figure("03808", "hh_poor", "2024")) - (await figure("03808", "hh_poor", "2023"));
    await expect
      .poll(() => page.locator(".table-body [role=row]").first().textContent())
      .toContain(`03808${poor}`);
    // The profile goes on telling the figures themselves.
    await page.locator(".table-body [role=row]").first().click();
    await page.locator(".headline-value").waitFor();
    expect(await page.locator(".headline-name").textContent()).toBe(
      "Poverty rate (poor only) 2024",
    );
    expect(faults).toEqual([]);
  });

  it("is not computed across a change of standard unless that is asked for, and then marked", async () => {
    const { page } = await open("lang=vi&compare=change&period=2022&against=2021", { base });
    expect(await page.locator(".legend-nodata").textContent()).toBe("Chưa tính459");
    expect(await page.locator(".legend-note").textContent()).toContain("59/2015");
    expect(Object.keys(await painted(page))).toEqual([]);
    await axe(page);
    await shot(page, "change-refused-vi");
    await page.getByLabel("Vẫn tính qua chỗ đổi chuẩn nghèo").check();
    await expect
      .poll(() => legend(page).textContent())
      .toBe("2021 → 2022 · qua chỗ đổi chuẩn nghèo 59/2015 | 07/2021");
    expect(page.url()).toContain("across=1");
    expect(await page.locator(".legend-note").textContent()).toContain("hai chuẩn nghèo khác nhau");
    const svg = (await take(page, "SVG")).text;
    expect(svg).toContain("Thay đổi tỷ lệ hộ nghèo");
    expect(svg).toContain("59/2015 | 07/2021");
    await page.reload();
    await page.locator(".legend-title:not(:empty)").waitFor();
    await expect.poll(() => legend(page).textContent()).toContain("qua chỗ đổi");
    await shot(page, "change-across-vi");
  });

  it("has no data where either side has none, marks estimates, and is handed on with both periods", async () => {
    const { page } = await open("lang=vi&compare=change&period=2020&against=2018", { base });
    expect(await page.locator(".legend-nodata td:last-child").textContent()).toBe("457");
    expect(await page.locator(".legend-estimated td:last-child").textContent()).toBe("2");
    const { name, text } = await take(page, "Thay đổi, bảng CSV");
    expect(name).toBe("rate_poor-2018-2020-change-commune.csv");
    const [head = "", ...lines] = text.slice(1).trim().split("\r\n");
    const row = lines.find((line) => line.includes(",03808,"))?.split(",") ?? [];
    const cell = (column: string): string | undefined => row[head.split(",").indexOf(column)];
    expect(lines).toHaveLength(459);
    expect([cell("from_value"), cell("to_value"), cell("change")]).toEqual(["15", "10", "-5"]);
    expect([cell("from_period"), cell("to_period")]).toEqual(["2018", "2020"]);
    expect([cell("from_base"), cell("status")]).toEqual(["2021", "estimated"]);
    expect(cell("across_standards")).toBe("false");
    // Each side has files of its own, which say their period.
    await page.locator(".tool-download").click();
    const files = await page
      .locator(".menu a")
      .evaluateAll((links) =>
        links.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get("period")),
      );
    expect(files).toEqual(["2018", "2020", "2018", "2020", "2018", "2020"]);
  });
});

describe("the history of a unit", () => {
  it("tells from which units it was formed, with their figures, villages and decisions", async () => {
    const { page, faults } = await open("lang=vi&unit=31673&period=2020", { base });
    const history = page.locator(".history");
    await history.locator("h4").first().waitFor();
    expect(await history.locator("h4").first().textContent()).toBe(
      "Hình thành từ 3 đơn vị của: Ba cấp: tỉnh, huyện, xã",
    );
    const parts = await history.locator("details summary").allTextContents();
    expect(parts.map((text) => text.trim())).toEqual([
      "Xã Đại Ân 2 toàn bộ10,00\u00a0% (2020)",
      "Thị trấn Trần Đề toàn bộ10,00\u00a0% (2020)",
      "Xã Trung Bình toàn bộ10,00\u00a0% (2020)",
    ]);
    const first = history.locator("details").first();
    await first.locator("summary").click();
    const facts = await first.locator(".facts").textContent();
    for (const text of ["Huyện Trần Đề", "NQ-UBTVQH15", "2018 (59/2015)", "Hộ nghèo 240"]) {
      expect(facts, text).toContain(text);
    }
    const villages = history.locator(".history-list").filter({ hasText: "Ấp Nam Chánh" });
    expect(await villages.last().textContent()).toContain("612/QĐ-TEST");
    await axe(page);
    await first.scrollIntoViewIfNeeded();
    await shot(page, "history-vi");
    // The former unit has the code of another one of today: it opens with its own edition.
    await history.locator("details").nth(1).locator("summary").click();
    await history.locator("details").nth(1).getByRole("button").click();
    await expect.poll(() => page.locator("#panel-title").textContent()).toBe("Thị trấn Trần Đề");
    expect(page.url()).toContain("former=2021");
    await page.locator(".history h4").first().waitFor();
    expect(await page.locator(".history").textContent()).toContain("Xã Trần Đề");
    await page.locator(".history details summary").click();
    await page.locator(".history details").getByRole("button").click();
    await expect.poll(() => page.locator("#panel-title").textContent()).toBe("Xã Trần Đề");
    expect(page.url()).not.toContain("former=");
    expect(faults).toEqual([]);
  });

  it("tells classes of former communes as theirs and never as its own", async () => {
    const { page } = await open("lang=en&unit=29836", { base, size: PHONE, phone: true });
    await page.locator(".history-former").first().waitFor();
    const former = await page.locator(".history-former").allTextContents();
    expect(former.map((text) => text.trim())).toEqual([
      "2 of 4 former communes, some of which came only in part, were Region III (on 30 Jun 2025)",
    ]);
    const own = page
      .locator(".panel section")
      .filter({ has: page.getByRole("heading", { name: "Designations", exact: true }) });
    expect(await own.textContent()).not.toContain("861/QĐ-TTg");
    await page.locator(".history-former").first().scrollIntoViewIfNeeded();
    await shot(page, "history-phone-en");
  });
});

describe("an edition without outlines", () => {
  it("says so on the map, while table, search and profiles tell of its units", async () => {
    const page = await newPage({ viewport: WIDE, locale: "vi-VN", serviceWorkers: "block" });
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${main}/#lang=vi&edition=2021`);
    await page.locator(".blank h2").waitFor();
    expect(await page.locator(".blank").textContent()).toContain("Ba cấp: tỉnh, huyện, xã");
    await axe(page);
    await shot(page, "blank-vi");
    await page.getByRole("button", { name: "Mở bảng số liệu" }).click();
    await page.locator(".table-body [role=row]").first().waitFor();
    expect(await page.locator(".table-count").textContent()).toContain("10");
    await page.fill("#table-find", "Soc Trang");
    await expect
      .poll(() => page.locator(".table-body [role=row]").first().textContent())
      .toContain("Tỉnh Sóc Trăng");
    await page.locator(".table-body [role=row]").first().click();
    await expect.poll(() => page.locator("#panel-title").textContent()).toBe("Tỉnh Sóc Trăng");
    await page.locator(".panel-close").click();
    await page.locator(".table-bar .button-quiet").click();
    await page.getByRole("button", { name: "Về danh mục hiện hành" }).click();
    await page.locator(".leaflet-tile-loaded").first().waitFor();
    expect(await page.locator(".blank").isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });
});

/** The share of dots among the pixels of the middle of the map that are filled. */
async function speckled(page: Page): Promise<number> {
  return page.evaluate(() => {
    let dots = 0;
    let all = 0;
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>(
      ".pane-choropleth .leaflet-tile-loaded",
    )) {
      const ctx = canvas.getContext("2d");
      if (!ctx) continue;
      const { data } = ctx.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] !== 255) continue;
        all++;
        // The dark dots: nearly black on any colour of the ramp.
        if ((data[i] ?? 255) < 90 && (data[i + 1] ?? 255) < 90) dots++;
      }
    }
    return dots / all;
  });
}

/** What the menu of downloads gives. */
async function take(page: Page, name: string): Promise<{ name: string; text: string }> {
  await page.locator(".tool-download").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".menu li > *").filter({ hasText: name }).click(),
  ]);
  return {
    name: download.suggestedFilename(),
    text: (await readFile(await download.path())).toString("utf8"),
  };
}
