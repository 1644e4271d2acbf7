import { describe, expect, it } from "vitest";
import type { EditionEntry, Manifest, SeriesEntry } from "../api/types";
import { choose } from "./choices";
import { comparePeriods } from "./period";

let ids = 0;

function series(parts: Partial<SeriesEntry>): SeriesEntry {
  return {
    id: String(ids++),
    edition: "2025-07-01",
    level: "commune",
    indicator: "rate_poor",
    period: "2023",
    asOf: null,
    standard: "07/2021",
    areaType: "all",
    group: "all",
    nature: "actual",
    stage: "approved",
    statuses: ["reported"],
    sources: [],
    count: 1,
    column: "c",
    ...parts,
  };
}

function manifest(entries: readonly SeriesEntry[]): Manifest {
  const level = (name: "province" | "commune") => ({
    level: name,
    collection: `${name}s`,
    count: 1,
    withGeometry: 1,
    units: "u",
    order: "o",
  });
  const edition: EditionEntry = {
    id: "2025-07-01",
    title: { vi: "", en: "" },
    newest: true,
    schematic: false,
    boundarySources: [],
    tileset: { hash: "t", minZoom: 0, maxZoom: 12, bounds: [102, 8, 110, 23] },
    levels: [level("province"), level("commune")],
  };
  return {
    format: "xa-atlas-release/1",
    release: "r",
    illustrative: false,
    schematic: false,
    catalogue: "c",
    editions: [edition],
    series: entries,
    designations: [],
  };
}

const ORDER = { indicators: ["hh_poor", "rate_poor"], groups: ["all", "khmer"] };

describe("sums of communes", () => {
  const counts = { numerator: "n", denominator: "d" };
  const of = (entries: readonly SeriesEntry[]): Manifest => ({
    ...manifest(entries),
    rollups: [
      {
        ...{ by: "province", edition: "2025-07-01", parts: "commune", of: null },
        ...{ groups: "g", count: 1, periods: [{ period: "2023" }] },
      },
    ],
  });

  it("are offered for provinces where the communes told, of counts and of rates made of counts", () => {
    const release = of([
      series({ indicator: "hh_poor" }),
      series({ ...counts }),
      series({ period: "2024", ...counts }),
      series({ indicator: "programmes" }),
      series({ indicator: "hh_poor", nature: "target", period: "2023", group: "khmer" }),
    ]);
    const order = { ...ORDER, unsummed: ["rate_poor", "programmes"] };
    const choice = choose(release, { level: "province" }, order);
    expect(choice).toMatchObject({ level: "province", indicator: "rate_poor", period: "2023" });
    expect(choice?.series).toMatchObject({ sum: true, level: "province" });
    expect(choice?.indicators).toEqual(["hh_poor", "rate_poor"]);
    // The same object each time: what is on the map is not fetched again.
    expect(choose(release, { level: "province" }, order)?.series).toBe(choice?.series);
    // Communes themselves have none.
    expect(choose(release, {}, order)?.series?.sum).toBeUndefined();
  });

  it("stand behind what was told of the province, be it of the last day of the year", () => {
    const told = series({ level: "province", asOf: "2023-12-31" });
    const choice = choose(of([told, series({ ...counts })]), { level: "province" }, ORDER);
    expect(choice?.series).toBe(told);
    expect(choice?.behind.map((s) => s.sum)).toEqual([true]);
  });
});

describe("choose", () => {
  it("begins with the poverty rate of all in communes in the latest period", () => {
    const choice = choose(
      manifest([
        series({ indicator: "hh_poor" }),
        series({ period: "2022" }),
        series({ period: "2023" }),
        series({ period: "2023", group: "khmer" }),
        series({ level: "province", period: "2024" }),
      ]),
      {},
      ORDER,
    );
    expect(choice).toMatchObject({
      level: "commune",
      indicator: "rate_poor",
      period: "2023",
      group: "all",
      periods: ["2023", "2022"],
      groups: ["all", "khmer"],
      indicators: ["hh_poor", "rate_poor"],
    });
  });

  it("falls back to what is offered when the wish is not", () => {
    const choice = choose(
      manifest([series({}), series({ indicator: "hh_poor", period: "2021" })]),
      { indicator: "hh_poor", period: "2023", group: "khmer" },
      ORDER,
    );
    expect(choice).toMatchObject({ indicator: "hh_poor", period: "2021", group: "all" });
  });

  it("does not begin with a target of a later year", () => {
    const entries = [series({ period: "2023" }), series({ period: "2025", nature: "target" })];
    expect(choose(manifest(entries), {}, ORDER)?.period).toBe("2023");
  });

  it("prefers the computed rate, the actual figure and the most approved stage", () => {
    const wanted = series({ stage: "amended" });
    const entries = [
      series({ reported: true }),
      series({ nature: "target", stage: "amended" }),
      series({ stage: "preliminary" }),
      series({ areaType: "urban", stage: "amended" }),
      wanted,
    ];
    expect(choose(manifest(entries), {}, ORDER)?.series).toBe(wanted);
  });

  it("keeps other stages of the same figure, computed or printed, behind the first", () => {
    const amended = series({ stage: "amended", reported: true });
    const approved = series({});
    const printed = series({ reported: true });
    const preliminary = series({ stage: "preliminary" });
    const others = [
      series({ stage: "preliminary", period: "2022" }),
      series({ stage: "preliminary", asOf: "2023-06-30" }),
      series({ stage: "preliminary", standard: "59/2015" }),
      series({ stage: "preliminary", areaType: "rural" }),
      series({ stage: "preliminary", group: "khmer" }),
      series({ stage: "preliminary", nature: "target" }),
      series({ stage: "preliminary", level: "province" }),
      series({ stage: "preliminary", indicator: "hh_poor" }),
    ];
    const entries = [...others, preliminary, printed, approved, amended];
    const choice = choose(manifest(entries), {}, ORDER);
    expect(choice?.series).toBe(amended);
    expect(choice?.behind).toEqual([approved, printed, preliminary]);
    expect(choose(manifest([approved, ...others]), {}, ORDER)?.behind).toEqual([]);
  });

  it("has nothing to show in a release without boundaries", () => {
    const whole = manifest([series({})]);
    const [edition] = whole.editions;
    if (!edition) throw new Error("no edition");
    expect(choose({ ...whole, editions: [] }, {}, ORDER)).toBeNull();
    expect(choose({ ...whole, editions: [{ ...edition, tileset: null }] }, {}, ORDER)).toBeNull();
  });

  it("shows the outlines of a release with boundaries but no figures yet", () => {
    expect(choose(manifest([]), { indicator: "hh_poor" }, ORDER)).toMatchObject({
      level: "commune",
      levels: ["province", "commune"],
      series: null,
      indicator: "",
      period: "",
      group: "",
      indicators: [],
      periods: [],
      groups: [],
    });
  });

  it("begins with a level and an edition that have figures, and offers those without", () => {
    const entries = [series({ level: "province", edition: "2021" })];
    const whole = manifest(entries);
    const [newest] = whole.editions;
    if (!newest) throw new Error("no edition");
    const both = { ...whole, editions: [{ ...newest, id: "2021", newest: false }, newest] };
    const choice = choose(both, {}, ORDER);
    expect(choice).toMatchObject({ edition: { id: "2021" }, level: "province" });
    expect(choice?.editions).toHaveLength(2);
    expect(choice?.series).toBe(entries[0]);
    expect(choose(both, { level: "commune" }, ORDER)?.series).toBeNull();
    expect(choose(both, { edition: newest.id }, ORDER)).toMatchObject({
      edition: { id: newest.id },
      level: "commune",
      series: null,
    });
  });
});

describe("choose, of units in time", () => {
  const carried = { edition: "2021", level: "commune" } as const;

  it("puts what was reported on these units before what was carried to them", () => {
    const own = series({});
    const printed = series({ reported: true });
    const moved = series({ carried });
    const higher = series({ carried: { edition: "2021", level: "province" } });
    const choice = choose(manifest([higher, moved, printed, own]), {}, ORDER);
    expect(choice?.series).toBe(own);
    expect(choice?.behind).toEqual([printed, moved, higher]);
    expect(choice?.bases).toEqual(["2021", "2025-07-01"]);
  });

  it("holds the figures to those reported on the units of an edition, where there are some", () => {
    const own = series({});
    const moved = series({ carried });
    const whole = manifest([own, moved, series({ period: "2020", carried })]);
    expect(choose(whole, { reported: "2021" }, ORDER)).toMatchObject({
      series: moved,
      behind: [],
      base: "2021",
      periods: ["2023", "2020"],
    });
    expect(choose(whole, { reported: "2025-07-01" }, ORDER)?.periods).toEqual(["2023"]);
    expect(choose(whole, { reported: "1999" }, ORDER)?.base).toBeUndefined();
  });

  it("offers an edition with figures and no boundaries, and begins with another one", () => {
    const whole = manifest([series({}), series({ edition: "2021", level: "province" })]);
    const [newest] = whole.editions;
    if (!newest) throw new Error("no edition");
    const former = {
      ...newest,
      id: "2021",
      newest: false,
      tileset: null,
      levels: newest.levels.map((l) => ({ ...l, withGeometry: 0 })),
    };
    const both = { ...whole, editions: [former, newest] };
    expect(choose(both, {}, ORDER)).toMatchObject({ edition: { id: newest.id } });
    expect(choose(both, {}, ORDER)?.editions).toHaveLength(2);
    expect(choose(both, { edition: "2021" }, ORDER)).toMatchObject({
      edition: { id: "2021" },
      level: "province",
      levels: ["province", "commune"],
      series: { edition: "2021" },
    });
  });

  it("shows the standard asked for where a period was told under several", () => {
    const older = series({ period: "2022", standard: "59/2015" });
    const newer = series({ period: "2022" });
    const whole = manifest([newer, older]);
    expect(choose(whole, { period: "2022" }, ORDER)?.series).toBe(newer);
    expect(choose(whole, { period: "2022", standard: "59/2015" }, ORDER)?.series).toBe(older);
  });
});

describe("comparePeriods", () => {
  it("orders by end, then by start", () => {
    const periods = ["2023", "2021/2023", "2022", "2023-06-30", "2021-2025"];
    expect(periods.sort(comparePeriods)).toEqual([
      "2022",
      "2023-06-30",
      "2021/2023",
      "2023",
      "2021-2025",
    ]);
  });
});
