import { describe, expect, it } from "vitest";
import type { UnitsPiece } from "../api/types";
import type { View } from "./atlas";
import { fold, formatSort, parseSort, rowsOf } from "./rows";
import { Units } from "./units";

const NONE = Number.NaN;

function units(names: string[], provinces: string[]): Units {
  const blank = names.map(() => null);
  return new Units({
    level: "commune",
    order: "o",
    code: names.map((_, i) => `0${i + 1}`),
    name: names,
    type: names.map(() => "Xã"),
    parent: provinces,
    province: provinces,
    label: blank,
    bbox: blank,
    area: blank,
  } as unknown as UnitsPiece);
}

function view(values: number[]): View {
  return {
    units: units(["Đông Cuông", "An Bình", "Ân Thi", "Mường La"], ["11", "12", "11", "12"]),
    provinces: units(["Sơn La"], ["11"]),
    choice: { level: "commune", series: { id: "s" }, behind: [] },
    figures: {
      value: Float64Array.from(values),
      status: values.map((v) => (Number.isNaN(v) ? "" : "reported")),
      qualifier: new Map([[0, "hơn"]]),
      from: Int8Array.from(values, (v) => (Number.isNaN(v) ? -1 : 0)),
    },
  } as unknown as View;
}

const all = { find: "", takes: () => true };
const names = (rows: ReturnType<typeof rowsOf>) => rows.map((row) => row.unit.name);

describe("rowsOf", () => {
  it("sorts by value, equal values by name, and leaves what is missing last in both directions", () => {
    const v = view([5, NONE, 7, 5]);
    const down = rowsOf(v, { ...all, sort: { key: "value", descending: true } });
    expect(names(down)).toEqual(["Ân Thi", "Đông Cuông", "Mường La", "An Bình"]);
    expect(down.map((row) => row.rank)).toEqual([1, 2, 2, null]);
    const up = rowsOf(v, { ...all, sort: { key: "value", descending: false } });
    expect(names(up)).toEqual(["Đông Cuông", "Mường La", "Ân Thi", "An Bình"]);
  });

  it("sorts names as Vietnamese dictionaries do", () => {
    const sorted = rowsOf(view([1, 2, 3, 4]), { ...all, sort: { key: "name", descending: false } });
    expect(names(sorted)).toEqual(["An Bình", "Ân Thi", "Đông Cuông", "Mường La"]);
  });

  it("finds names without diacritics and codes, and keeps the rank among all", () => {
    const v = view([5, 6, 7, 8]);
    const found = rowsOf(v, {
      ...all,
      find: "dong cuong",
      sort: { key: "value", descending: true },
    });
    expect(names(found)).toEqual(["Đông Cuông"]);
    expect(found[0]?.rank).toBe(4);
    expect(found[0]?.qualifier).toBe("hơn");
    expect(
      names(rowsOf(v, { ...all, find: "03", sort: { key: "code", descending: false } })),
    ).toEqual(["Ân Thi"]);
  });

  it("ranks among the units it takes", () => {
    const rows = rowsOf(view([5, 6, 7, 8]), {
      find: "",
      takes: (unit) => unit.province === "11",
      sort: { key: "value", descending: true },
    });
    expect(rows.map((row) => [row.unit.name, row.rank])).toEqual([
      ["Ân Thi", 1],
      ["Đông Cuông", 2],
    ]);
  });
});

describe("an order in the address", () => {
  it("goes and comes back, and is the highest value first where it is not understood", () => {
    for (const text of ["value", "-value", "name", "-province", "code"]) {
      expect(formatSort(parseSort(text))).toBe(text);
    }
    expect(formatSort(parseSort("nonsense"))).toBe("-value");
    expect(formatSort(parseSort(undefined))).toBe("-value");
  });
});

describe("fold", () => {
  it("takes away case and diacritics, composed or not", () => {
    expect(fold("Đắk Lắk")).toBe("dak lak");
    expect(fold("Mường La".normalize("NFD"))).toBe("muong la");
    expect(fold("  Ông   ÍCH  ")).toBe("ong ich");
  });
});
