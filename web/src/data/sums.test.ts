import { describe, expect, it } from "vitest";
import { ApiClient } from "../api/client";
import type { Manifest, RollupEntry, RollupFigure, RollupsAnswer, SeriesEntry } from "../api/types";
import { defaultState, formatHash, parseHash } from "../state/view-state";
import { indicatorsOf, membersIn, periodsOf, summingsOf } from "./groupings";
import { leading, sumFigures } from "./sums";
import { Units } from "./units";

function figure(parts: Partial<RollupFigure>): RollupFigure {
  return {
    parts: "commune",
    indicator: "hh_poor",
    period: "2023",
    asOf: null,
    standard: "07/2021",
    areaType: "all",
    group: "all",
    stage: "approved",
    value: 5,
    status: "reported",
    qualifier: "",
    sources: [],
    ...parts,
  };
}

const entry = (parts: Partial<RollupEntry>): RollupEntry => ({
  by: "province",
  edition: "2025-07-01",
  parts: "commune",
  of: null,
  groups: "g",
  count: 1,
  periods: [{ period: "2023" }],
  ...parts,
});

describe("the figure of a group", () => {
  const of = (...figures: RollupFigure[]) =>
    leading({ code: "94", name: "", units: 2, figures }, "hh_poor");

  it("is one with a sum, then one that some told, then what was published alone", () => {
    const published = figure({ value: null, beside: [] });
    const partly = figure({ value: null, told: 1, of: 2 });
    expect(of(published, partly)).toBe(partly);
    const whole = figure({ carried: { edition: "2021", level: "commune" } });
    expect(of(published, partly, whole)).toBe(whole);
  });

  it("is of the newest standard, reported before carried, never of another figure", () => {
    const old = figure({ standard: "59/2015" });
    const carried = figure({ carried: { edition: "2021", level: "commune" } });
    const own = figure({});
    expect(of(old, carried, own)).toBe(own);
    expect(of(old, carried)).toBe(carried);
    expect(of(figure({ areaType: "urban" }), figure({ indicator: "hh_total" }))).toBeUndefined();
  });
});

describe("sums as figures of units", () => {
  const units = new Units({
    ...{ format: "", edition: "2025-07-01", level: "province", order: "o" },
    ...{ code: ["14", "92"], name: ["Sơn La", "Cần Thơ"], type: ["", ""], parent: [null, null] },
    ...{ province: ["14", "92"], label: [null, null], bbox: [null, null], area: [null, null] },
  });
  const series: SeriesEntry = {
    ...{ id: "sum", edition: "2025-07-01", level: "province", indicator: "rate_poor" },
    ...{ period: "2023", asOf: null, standard: "07/2021", areaType: "all", group: "all" },
    ...{ nature: "actual", stage: "approved", statuses: [], sources: [], count: 2, sum: true },
  };

  it("have no value where a commune is missing, and say how many told", async () => {
    const rate = { indicator: "rate_poor" };
    const answer: Partial<RollupsAnswer> = {
      rollups: [
        {
          ...{ code: "92", name: "Cần Thơ", units: 3 },
          figures: [
            figure({ ...rate, standard: "59/2015", value: 99 }),
            figure({ ...rate, value: 4, numerator: 4, denominator: 100, told: 3, of: 3 }),
          ],
        },
        {
          ...{ code: "14", name: "Sơn La", units: 2 },
          figures: [
            figure({ ...rate, carried: { edition: "2021", level: "commune" }, value: 50 }),
            figure({ ...rate, value: null, numerator: null, denominator: 60, told: 1, of: 2 }),
          ],
        },
      ],
    };
    const api = new ApiClient(() => "vi");
    const asked: string[] = [];
    api.request = async (address) => {
      asked.push(address);
      return new Response(JSON.stringify(answer));
    };
    const found = await sumFigures(api, "r", series, units);
    expect(asked[0]).toMatch(/by=province&edition=2025-07-01&period=2023.*indicators=rate_poor/);
    expect([...found.value]).toEqual([Number.NaN, 4]);
    expect(found.status).toEqual(["", "reported"]);
    expect(found.told?.get(0)).toEqual({ told: 1, of: 2, sumOfTold: null });
    expect([...(found.parts?.numerator ?? [])]).toEqual([Number.NaN, 4]);
  });
});

describe("the kinds of sums", () => {
  const manifest = {
    editions: [
      { id: "2021", newest: false },
      { id: "2025-07-01", newest: true },
    ],
    rollups: [
      entry({ edition: "2021" }),
      entry({ by: "region", edition: "2025-07-01" }),
      entry({ by: "region", parts: "province", periods: [{ period: "2023" }, { period: "2025" }] }),
      entry({ by: "former_province", of: "2021" }),
      entry({}),
    ],
    series: [
      { edition: "2021", level: "commune", indicator: "hh_poor", nature: "actual" },
      { edition: "2021", level: "province", indicator: "fund_mobilised", nature: "actual" },
      { edition: "2021", level: "province", indicator: "target_rate_drop", nature: "target" },
      { edition: "2025-07-01", level: "commune", indicator: "hh_total", nature: "actual" },
    ],
  } as unknown as Manifest;

  it("call a province of an older edition a former one, whichever communes are summed", () => {
    const all = summingsOf(manifest);
    expect(all.map((s) => `${s.kind} ${s.edition} ${s.of}`)).toEqual([
      "province 2025-07-01 2025-07-01",
      "region 2025-07-01 null",
      "former_province 2025-07-01 2021",
      "former_province 2021 2021",
    ]);
    const [, region, former] = all;
    expect(region && periodsOf(region)).toEqual(["2023", "2025"]);
    // What communes of today told, and what was published of the former province.
    expect(former && indicatorsOf(manifest, former)).toEqual(["fund_mobilised", "hh_total"]);
  });

  it("know the units of a group, those apart that lie in it in part", () => {
    const piece = {
      ...{ format: "", parts: "commune" as const, code: ["94"] },
      ...{ units: [["31501", "district:498"]], shared: [["31502"]] },
    };
    expect(membersIn(piece, "94")).toEqual({
      level: "commune",
      whole: ["31501"],
      shared: ["31502"],
    });
    expect(membersIn(piece, "95")).toBeNull();
  });
});

describe("sums in the address", () => {
  it("are there only while the list is open", () => {
    const start = defaultState("vi");
    const state = { ...start, sums: "former_province/2021", sum: "94", sumPeriod: "2023" };
    expect(formatHash(state)).toBe("#sums=former_province/2021&sum=94&sumPeriod=2023&lang=vi");
    expect(parseHash(formatHash(state), start)).toMatchObject(state);
    const sorted = { ...state, sumSort: "-value" as const };
    expect(formatHash(sorted)).toContain("&sumSort=-value");
    expect(parseHash(formatHash(sorted), start)).toMatchObject(sorted);
    expect(parseHash("#sums=region&sumSort=price", start).sumSort).toBeUndefined();
    expect(parseHash("#sumSort=-value", start).sumSort).toBeUndefined();
    expect(formatHash({ ...state, sums: undefined })).toBe("#lang=vi");
    expect(parseHash("#sum=94&lang=vi", start).sum).toBeUndefined();
    expect(parseHash("#sums=<script>&sum=94", start).sums).toBeUndefined();
  });
});
