import { describe, expect, it } from "vitest";
import { Units } from "../data/units";
import { type BudgetAsked, contradictionOf } from "./budget";
import { pastedProjects, wholeNumber } from "./pasted";
import { FORMAT, readScenario, ScenarioFault } from "./scenario";

const WHOLE: BudgetAsked = {
  amount: 50_000,
  share: "projects",
  need: { indicator: "hh_near_poor", group: "all" },
  cost: { fixed: 100, perNeed: 1.5 },
  floor: 10,
  ceiling: 900,
  units: [{ code: "03646", floor: 20, ceiling: 30, reason: "road" }],
  provinces: [{ code: "14", ceiling: 5_000 }],
  mustHave: [{ code: "03808", reason: "decided" }],
  projects: [
    { id: "a", unit: "03646", name: "Bridge", cost: 700, benefit: 200, mustHave: true },
    { id: "b", unit: "03646", cost: 0 },
  ],
};
const scenario = (budget: unknown): string =>
  JSON.stringify({ format: FORMAT, criteria: [{ indicator: "rate_poor" }], budget });

describe("a budget", () => {
  it("is read with all that a file may have, and nothing of it is lost", () => {
    expect(readScenario(scenario(WHOLE)).budget).toEqual(WHOLE);
  });

  it.each([
    [{}, "budget.amount"],
    [{ amount: 1.5 }, "budget.amount"],
    [{ amount: -1 }, "budget.amount"],
    [{ amount: 1, sahre: "projects" }, "budget.sahre"],
    [{ amount: 1, share: "lottery" }, "budget.share"],
    [{ amount: 1, need: {} }, "budget.need.indicator"],
    [{ amount: 1, cost: { perneed: 1 } }, "budget.cost.perneed"],
    [{ amount: 1, cost: { fixed: -1 } }, "budget.cost.fixed"],
    [{ amount: 1, floor: "1" }, "budget.floor"],
    [{ amount: 1, units: [{ floor: 1 }] }, "budget.units[0].code"],
    [{ amount: 1, provinces: [{ code: "14" }, { code: "14" }] }, "budget.provinces[1].code"],
    [{ amount: 1, mustHave: [{ code: "1" }] }, "budget.mustHave[0].reason"],
    [{ amount: 1, projects: [{ id: "a", unit: "1" }] }, "budget.projects[0].cost"],
    [
      { amount: 1, projects: [1, 1].map(() => ({ id: "a", unit: "1", cost: 1 })) },
      "budget.projects[1].id",
    ],
    [{ amount: 1, projects: Array(5_001).fill({}) }, "budget.projects"],
  ])("that cannot be understood is refused at its place: %j", (budget, place) => {
    try {
      readScenario(scenario(budget));
      expect.unreachable();
    } catch (fault) {
      expect(fault).toBeInstanceOf(ScenarioFault);
      expect((fault as ScenarioFault).place).toBe(place);
    }
  });

  it("is told what the server would refuse of it while it is being written", () => {
    const of = (change: Partial<BudgetAsked>) => contradictionOf({ amount: 100, ...change });
    expect(of({})).toBeNull();
    expect(of({ share: "in_order" })).toBe("cost");
    expect(of({ share: "in_order", cost: { fixed: 1 } })).toBeNull();
    expect(
      of({ share: "in_order", cost: { fixed: 1 }, provinces: [{ code: "14", floor: 1 }] }),
    ).toBe("floors");
    expect(of({ share: "projects" })).toBe("projects");
    expect(of({ projects: WHOLE.projects ?? [] })).toBe("share");
    expect(of({ mustHave: WHOLE.mustHave ?? [] })).toBe("must");
    expect(of({ mustHave: WHOLE.mustHave ?? [], floor: 1 })).toBeNull();
    expect(of({ floor: 10, ceiling: 9 })).toBe("bounds");
    expect(of({ units: [{ code: "1", floor: 2, ceiling: 1 }] })).toBe("bounds");
    expect(contradictionOf(WHOLE)).toBeNull();
  });
});

const units = (level: "commune" | "province", all: readonly (readonly string[])[]): Units => {
  const column = (i: number): string[] => all.map((unit) => unit[i] ?? "");
  return new Units({
    format: "xa-atlas-units/1",
    edition: "2025-07-01",
    level,
    order: level,
    code: column(0),
    name: column(1),
    type: column(2),
    parent: column(3),
    province: column(3),
    label: [],
    bbox: [],
    area: [],
  });
};

describe("a list of projects from a spreadsheet", () => {
  const provinces = units("province", [
    ["08", "Tuyên Quang", "tỉnh", ""],
    ["14", "Sơn La", "tỉnh", ""],
  ]);
  const communes = units("commune", [
    ["02248", "Tân Long", "xã", "08"],
    ["03808", "Mường La", "xã", "14"],
    ["03814", "Tân Long", "xã", "14"],
  ]);
  const read = (text: string, taken: readonly string[] = []) =>
    pastedProjects(text, communes, provinces, new Set(taken));

  it("is read in the order of its columns, by code or by name", () => {
    const { projects, faults } = read(
      "Cầu Nậm Păm\t03808\t1.500\tx\t230\r\nTrường\txã mường la\t2,000\t\r\n\r\nChợ\tTân Long, Sơn La\t700\n",
    );
    expect(faults).toEqual([]);
    expect(projects).toEqual([
      { id: "p1", unit: "03808", name: "Cầu Nậm Păm", cost: 1500, benefit: 230, mustHave: true },
      { id: "p2", unit: "03808", name: "Trường", cost: 2000 },
      { id: "p3", unit: "03814", name: "Chợ", cost: 700 },
    ]);
  });

  it("is read by its headings, in any order, with columns that nobody asked for", () => {
    const { projects, faults } = read(
      'TT\tMã dự án\tKinh phí (triệu đồng)\tĐơn vị\tTên dự án\tBắt buộc\n1\tA-1\t900\t03808\t"Đường ""liên"" bản"\tcó\n2\tA-2\t20\t02248\t\tkhông',
    );
    expect(faults).toEqual([]);
    expect(projects).toEqual([
      { id: "A-1", unit: "03808", name: 'Đường "liên" bản', cost: 900, mustHave: true },
      { id: "A-2", unit: "02248", cost: 20 },
    ]);
  });

  it("points at the row and the column of what it cannot understand, and guesses nothing", () => {
    const { projects, faults } = read(
      [
        "Cầu\t3808\t100",
        "Cầu\tTân Long\t100",
        "Cầu\tMường Lạ\t100",
        "Cầu\t03808\t1,5",
        "Cầu\t03808\t",
        "Cầu\t\t1",
        "Cầu\t03808\t1\tcó lẽ",
        "Cầu\t03808\t1\t\tnhiều",
        "Cầu\t03808\t1\t\t\told",
        "Cầu\t03808\t-5",
        "Đúng\t03808\t5",
      ].join("\n"),
      ["old"],
    );
    expect(faults.map(({ row, column, kind }) => [row, column, kind])).toEqual([
      [1, "unit", "zeros"],
      [2, "unit", "ambiguous"],
      [3, "unit", "unknown"],
      [4, "cost", "whole"],
      [5, "cost", "empty"],
      [6, "unit", "empty"],
      [7, "must", "flag"],
      [8, "benefit", "number"],
      [9, "id", "twice"],
      [10, "cost", "whole"],
    ]);
    expect(faults[0]?.candidates.map(({ code }) => code)).toEqual(["03808"]);
    expect(faults[1]?.candidates.map(({ code }) => code)).toEqual(["02248", "03814"]);
    expect(faults[2]?.candidates.map(({ code }) => code)).toEqual(["03808"]);
    expect(projects.map(({ name }) => name)).toEqual(["Đúng"]);
  });

  it("is bounded", () => {
    const { projects, faults } = read("Cầu\t03808\t1\n".repeat(5_002));
    expect(projects.length).toBe(5_000);
    expect(faults.map(({ kind, row }) => [kind, row])).toEqual([["many", 5_001]]);
  });

  it("takes a sign between thousands for what it is, in either language", () => {
    for (const text of ["1500000", "1.500.000", "1,500,000", "1 500 000", "1\u00a0500\u00a0000"]) {
      expect(wholeNumber(text), text).toBe(1_500_000);
    }
    for (const text of ["1.5", "1,5", "1.500,5", "1.50.000", "-1", "", "1e3", "12.34"]) {
      expect(wholeNumber(text), text).toBeNaN();
    }
  });
});
