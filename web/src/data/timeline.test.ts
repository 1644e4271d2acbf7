import { describe, expect, it } from "vitest";
import type { SeriesEntry } from "../api/types";
import type { Choice, Wish } from "./choices";
import { isSameKind, nextTold, otherThan, type Stop, snap, timelineOf } from "./timeline";

const PERIODS: Readonly<Record<string, string>> = {
  "2019": "59/2015",
  "2021": "59/2015",
  "2022": "07/2021",
  "2024": "07/2021",
};

function series(period: string, parts: Partial<SeriesEntry> = {}): SeriesEntry {
  return {
    id: period,
    edition: "2025-07-01",
    level: "commune",
    indicator: "rate_poor",
    period,
    asOf: null,
    standard: PERIODS[period] ?? "",
    areaType: "all",
    group: "all",
    nature: "actual",
    stage: "approved",
    statuses: ["reported"],
    sources: [],
    count: 1,
    ...parts,
  };
}

function choice(period: string, parts: Partial<SeriesEntry> = {}): Choice {
  const edition = { id: "2025-07-01" } as Choice["edition"];
  return {
    edition,
    level: "commune",
    indicator: "rate_poor",
    period,
    group: "all",
    series: series(period, parts),
    behind: [],
    editions: [edition],
    levels: ["commune"],
    indicators: ["rate_poor"],
    periods: Object.keys(PERIODS).reverse(),
    groups: ["all"],
    bases: ["2025-07-01"],
    base: undefined,
  };
}

const choose = ({ period }: Wish): Choice => choice(period ?? "2024");

describe("the line of time", () => {
  const stops = timelineOf(choose, choice("2024"));

  it("goes from the first period to the last, with years between them as gaps", () => {
    expect(stops.map((s) => [s.period, s.series !== null])).toEqual([
      ["2019", true],
      ["2020", false],
      ["2021", true],
      ["2022", true],
      ["2023", false],
      ["2024", true],
    ]);
  });

  it("is broken where the standard of the figures changes, and nowhere else", () => {
    expect(stops.filter((s) => s.isBreak).map((s) => s.period)).toEqual(["2022"]);
  });

  it("leaves out periods that tell something else, such as a target", () => {
    const mixed = (wish: Wish): Choice =>
      choice(wish.period ?? "", wish.period === "2024" ? { nature: "target" } : {});
    expect(timelineOf(mixed, choice("2022")).at(-1)?.period).toBe("2022");
    expect(isSameKind(choice("2021"), choice("2022"), "2022")).toBe(false);
    expect(isSameKind(null, choice("2022"), "2022")).toBe(false);
  });

  it("is nothing where nothing is told", () => {
    expect(timelineOf(choose, { ...choice("2024"), series: null })).toEqual([]);
  });

  it("is stepped through over its gaps", () => {
    expect(nextTold(stops, 0, 1)).toBe(2);
    expect(nextTold(stops, 5, 1)).toBe(-1);
    expect(nextTold(stops, 5, -1)).toBe(3);
    expect(nextTold(stops, -1, 1)).toBe(0);
    expect(snap(stops, 1, 0)).toBe(2);
    expect(snap(stops, 1, 2)).toBe(0);
    expect(snap(stops, 4, 5)).toBe(3);
    expect(snap(stops, 3, 5)).toBe(3);
  });

  it("compares with the period before under the same standard, else with any before, else with one after", () => {
    expect(otherThan(stops, "2024")).toBe("2022");
    expect(otherThan(stops, "2022")).toBe("2024");
    expect(otherThan(stops, "2021")).toBe("2019");
    const two: Stop[] = stops.filter((s) => ["2021", "2022"].includes(s.period));
    expect(otherThan(two, "2022")).toBe("2021");
    expect(otherThan(two, "2021")).toBe("2022");
    expect(otherThan(two.slice(0, 1), "2021")).toBeUndefined();
  });
});
