import { describe, expect, it } from "vitest";
import type { SeriesEntry } from "../api/types";
import type { Figures } from "../data/column";
import { ahpOf } from "./ahp";
import { SavedScenarios } from "./saved";
import { FORMAT, type ScenarioDocument } from "./scenario";
import { firstBy, targetingOf } from "./targeting";
import { mostTellingFirst, preliminaryFirst, tell } from "./told";
import { toTenths, WHOLE, withWeight } from "./weights";

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe("weights", () => {
  it("sum to the whole, whatever they were", () => {
    expect(toTenths([1, 1, 1])).toEqual([334, 333, 333]);
    expect(toTenths([0, 0])).toEqual([500, 500]);
    expect(toTenths([3, 1])).toEqual([750, 250]);
    expect(sum(toTenths([0.1, 0.7, 1e-9, 5]))).toBe(WHOLE);
  });

  it("give to one what the others lose in proportion", () => {
    expect(withWeight([500, 300, 200], 0, 600)).toEqual([600, 240, 160]);
    expect(withWeight([1000, 0, 0], 0, 400)).toEqual([400, 300, 300]);
    expect(withWeight([500, 500], 1, 2000)).toEqual([0, 1000]);
    expect(withWeight([500, 500], 1, -5)).toEqual([1000, 0]);
    expect(withWeight([1000], 0, 300)).toEqual([1000]);
  });

  it("leave locked ones where they are", () => {
    expect(withWeight([500, 300, 200], 0, 600, new Set([1]))).toEqual([600, 300, 100]);
    expect(withWeight([500, 300, 200], 0, 900, new Set([1]))).toEqual([700, 300, 0]);
    expect(withWeight([500, 300, 200], 0, 900, new Set([1, 2]))).toEqual([500, 300, 200]);
  });

  it("sum to the whole after any number of drags", () => {
    let tenths = toTenths([1, 2, 3, 4, 5, 6, 7]);
    for (let i = 0; i < 500; i++) {
      tenths = withWeight(tenths, i % 7, (i * 337) % 1001, new Set([(i * 3 + 1) % 7]));
      expect(sum(tenths)).toBe(WHOLE);
      expect(Math.min(...tenths)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe("comparison by pairs", () => {
  it("of criteria that do not contradict each other gives their ratios", () => {
    const { weights, ratio, worst } = ahpOf(
      3,
      (i, j) => ([6, 3, 1][i] as number) / ([6, 3, 1][j] as number),
    );
    expect(weights[0]).toBeCloseTo(0.6, 9);
    expect(weights[2]).toBeCloseTo(0.1, 9);
    expect(ratio).toBeCloseTo(0, 9);
    expect(worst).toBeNull();
  });

  it("by hand: 3, 5 and 3 of Saaty's scale", () => {
    // Eigenvalue 3.0385, index 0.01926, ratio 0.01926 / 0.58 = 0.0332.
    const pairs = new Map([
      ["0 1", 3],
      ["0 2", 5],
      ["1 2", 3],
    ]);
    const { weights, ratio } = ahpOf(3, (i, j) => pairs.get(`${i} ${j}`) ?? 1);
    expect(weights[0]).toBeCloseTo(0.637, 3);
    expect(weights[1]).toBeCloseTo(0.2583, 3);
    expect(weights[2]).toBeCloseTo(0.1047, 3);
    expect(ratio).toBeCloseTo(0.0332, 3);
  });

  it("names the pair that contradicts the others", () => {
    // All say that the first comes before the last, except the last pair.
    const pairs = new Map([
      ["0 1", 3],
      ["1 2", 3],
      ["2 3", 3],
      ["0 2", 9],
      ["1 3", 9],
      ["0 3", 1 / 9],
    ]);
    const { ratio, worst } = ahpOf(4, (i, j) => pairs.get(`${i} ${j}`) ?? 1);
    expect(ratio).toBeGreaterThan(0.1);
    expect(worst).toEqual([0, 3]);
  });

  it("of one or two criteria cannot contradict itself", () => {
    expect(ahpOf(1, () => 1)).toMatchObject({ weights: [1], ratio: 0, worst: null });
    expect(ahpOf(2, () => 4).weights[0]).toBeCloseTo(0.8, 9);
    expect(ahpOf(2, () => 4).ratio).toBe(0);
  });
});

describe("targeting", () => {
  it("is worked by hand, units of unknown numbers on no side", () => {
    const poor = Float64Array.of(10, 30, 60, Number.NaN);
    const households = Float64Array.of(100, 100, 300, 50);
    expect(targetingOf([1, 1, 0, 1], poor, households)).toEqual({
      chosen: 3,
      reached: 40,
      covered: 0.4,
      inclusion: 0.8,
    });
    expect(targetingOf([0, 0, 0, 0], poor, households)).toMatchObject({
      covered: 0,
      inclusion: Number.NaN,
    });
  });

  it("takes the first by one value, never one without", () => {
    expect([...firstBy(Float64Array.of(1, Number.NaN, 5, 5, 2), 3)]).toEqual([0, 0, 1, 1, 1]);
    expect([...firstBy(Float64Array.of(Number.NaN, 1), 5)]).toEqual([0, 1]);
  });
});

const series = (id: string, of: Partial<SeriesEntry> & { carried?: object } = {}): SeriesEntry => ({
  id,
  edition: "2025-07-01",
  level: "commune",
  indicator: "rate_poor",
  period: "2024",
  asOf: null,
  standard: "07/2021",
  areaType: "all",
  group: "all",
  nature: "actual",
  stage: "approved",
  statuses: ["reported"],
  sources: [],
  count: 1,
  ...of,
});

describe("the series that tell an indicator", () => {
  const standards = [
    { id: "59/2015", name: { vi: "", en: "" }, validFrom: 2016 },
    { id: "07/2021", name: { vi: "", en: "" }, validFrom: 2022 },
  ];
  const asked = {
    edition: "2025-07-01",
    level: "commune",
    indicator: "rate_poor",
    group: "all",
    period: undefined,
  } as const;
  const ids = (all: SeriesEntry[], period?: string): string[] =>
    mostTellingFirst({ series: all }, standards, { ...asked, period }).map((s) => s.id);

  it("come latest first, then by standard, stage, where and how they were reported", () => {
    const all = [
      series("printed", { reported: true }),
      series("carried", { carried: { edition: "2021", level: "commune" } }),
      series("preliminary", { stage: "preliminary" }),
      series("amended", { stage: "amended" }),
      series("plain"),
      series("old standard", { standard: "59/2015" }),
      series("before", { period: "2023" }),
      series("day", { period: "2024-12-31" }),
      series("target", { nature: "target", period: "2026" }),
      series("khmer", { group: "khmer" }),
      series("urban", { areaType: "urban" }),
    ];
    // A year and its last day end on the same day; the day begins later.
    expect(ids(all)).toEqual([
      "day",
      "amended",
      "plain",
      "printed",
      "carried",
      "preliminary",
      "old standard",
      "before",
    ]);
    expect(ids(all, "2024")[0]).toBe("amended");
    expect(ids(all, "2024")).toContain("day");
    expect(ids(all, "2023")).toEqual(["before"]);
  });

  const figures = (values: number[], word: Figures["status"][number] = "reported"): Figures => ({
    value: Float64Array.from(values),
    status: values.map((v) => (Number.isNaN(v) ? "" : word)),
    qualifier: new Map(),
  });

  it("leave units what they had before, and put nothing made up before what is real", async () => {
    const by: Record<string, Figures> = {
      amended: figures([1, Number.NaN, Number.NaN, Number.NaN]),
      computed: figures([2, 2, 2, Number.NaN], "illustrative"),
      printed: figures([3, 3, Number.NaN, Number.NaN]),
      before: figures([4, 4, 4, 4]),
    };
    const ranked = [
      series("amended", { stage: "amended" }),
      series("computed"),
      series("printed", { reported: true }),
      series("before", { period: "2023" }),
    ];
    const asked: string[] = [];
    const told = await tell(ranked, 4, async ({ id }) => {
      asked.push(id);
      return by[id] ?? figures([]);
    });
    expect([...told.value]).toEqual([1, 3, 2, 4]);
    expect(told.status).toEqual(["reported", "reported", "illustrative", "reported"]);
    expect([...told.from]).toEqual([0, 2, 1, 3]);
    expect(asked).toEqual(["amended", "computed", "printed", "before"]);
  });

  it("as they were before approval come preliminary first, of one period and standard", () => {
    const ranked = [
      series("approved"),
      series("preliminary", { stage: "preliminary" }),
      series("before", { period: "2023" }),
      series("preliminary before", { period: "2023", stage: "preliminary" }),
    ];
    expect(preliminaryFirst(ranked).map((s) => s.id)).toEqual([
      "preliminary",
      "approved",
      "preliminary before",
      "before",
    ]);
  });

  it("are not asked for when every unit has its value", async () => {
    const asked: string[] = [];
    await tell([series("a"), series("b", { period: "2023" })], 2, async ({ id }) => {
      asked.push(id);
      return figures([1, 2]);
    });
    expect(asked).toEqual(["a"]);
  });
});

describe("saved scenarios", () => {
  const document: ScenarioDocument = { format: FORMAT, criteria: [{ indicator: "rate_poor" }] };
  const memory = (room = 10_000): Storage => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (value.length > room) throw new DOMException("full", "QuotaExceededError");
        kept.set(key, value);
      },
    } as Storage;
  };
  const one = (name: string) => ({ name, note: "", release: "r", saved: "2026-01-01", document });

  it("are kept by name, the latest first, and replaced by the same name", () => {
    const storage = memory();
    const saved = new SavedScenarios(() => storage);
    expect(saved.put(one("a"))).toBeNull();
    expect(saved.put(one("b"))).toBeNull();
    expect(saved.put({ ...one("a"), note: "again" })).toBeNull();
    expect(saved.all().map((s) => s.name)).toEqual(["a", "b"]);
    expect(saved.find("a")?.note).toBe("again");
    expect(saved.freeName("a")).toBe("a (2)");
    expect(saved.freeName("c")).toBe("c");
    saved.remove("a");
    expect(saved.all().map((s) => s.name)).toEqual(["b"]);
  });

  it("are bounded, and say when the browser refuses", () => {
    const many = memory(1e6);
    const saved = new SavedScenarios(() => many);
    for (let i = 0; i < 50; i++) expect(saved.put(one(`s${i}`))).toBeNull();
    expect(saved.put(one("one more"))).toBe("full");
    expect(saved.put(one("s7"))).toBeNull();
    const small = memory(10);
    expect(new SavedScenarios(() => small).put(one("a"))).toBe("refused");
  });

  it("that somebody else wrote there do no harm", () => {
    const storage = memory();
    for (const text of [
      "{",
      "3",
      '[{"name":1}]',
      '[{"name":"a","note":"","release":"r","saved":"s","document":{}}]',
    ]) {
      storage.setItem("xa-atlas-scenarios", text);
      expect(new SavedScenarios(() => storage).all()).toEqual([]);
    }
  });
});
