import { describe, expect, it } from "vitest";
import type { View } from "./atlas";
import { changeCsv } from "./change-csv";

function view(parts: object): View {
  return {
    atlas: { manifest: { release: "r1" } },
    units: {
      list: [
        { index: 0, code: "00127", fullName: "Xã A, B", province: "01" },
        { index: 1, code: "00128", fullName: "Xã =C", province: "01" },
      ],
    },
    ...parts,
  } as unknown as View;
}

function side(period: string, standard: string, value: number[], carried?: object): View {
  return view({
    indicator: { kind: "rate", unit: "percent", numerator: { indicator: "hh_poor" } },
    choice: {
      edition: { id: "2025-07-01" },
      level: "commune",
      indicator: "rate_poor",
      group: "all",
      period,
      series: { standard, edition: "2025-07-01", ...(carried ? { carried } : {}) },
      behind: [],
    },
    figures: {
      value: Float64Array.from(value),
      status: value.map((v) => (Number.isNaN(v) ? "" : carried ? "estimated" : "reported")),
      from: Int8Array.from(value, (v) => (Number.isNaN(v) ? -1 : 0)),
      parts: { numerator: Float64Array.from(value, (v) => v * 10) },
    },
  });
}

function change(sides: readonly [View, View], value: number[], unit = "percentage_point"): View {
  return view({
    sides,
    choice: sides[1].choice,
    indicator: { unit },
    figures: {
      value: Float64Array.from(value),
      status: value.map((v) => (Number.isNaN(v) ? "" : "estimated")),
    },
  });
}

const rows = (text: string): string[][] =>
  text
    .slice(1)
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(/,(?! )/));

describe("a change as a table", () => {
  const sides = [
    side("2021", "59/2015", [12.5, Number.NaN], { edition: "2021", level: "commune" }),
    side("2022", "07/2021", [10, 4]),
  ] as const;

  it("has both figures with period, standard, status and base, and is empty where a side is", () => {
    const text = changeCsv(change(sides, [-2.5, Number.NaN]), null);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const [head = [], first, second] = rows(text);
    const told = (row: string[] | undefined) =>
      Object.fromEntries(head.map((name, i) => [name, row?.[i]]));
    expect(told(first)).toMatchObject({
      code: "00127",
      name: '"Xã A, B"',
      indicator: "rate_poor",
      from_value: "12.5",
      from_period: "2021",
      from_standard: "59/2015",
      from_status: "estimated",
      from_base: "2021",
      to_value: "10",
      to_base: "2025-07-01",
      change: "-2.5",
      across_standards: "true",
      release: "r1",
    });
    expect(told(second)).toMatchObject({
      from_value: "",
      from_base: "",
      to_value: "4",
      change: "",
    });
  });

  it("puts the earlier period first, compares numbers where the change is in numbers, and filters", () => {
    const turned = change([sides[1], sides[0]], [-25, Number.NaN], "household");
    const [head = [], ...all] = rows(changeCsv(turned, Uint8Array.from([1, 0])));
    expect(all).toHaveLength(1);
    const at = (name: string) => all[0]?.[head.indexOf(name)];
    expect(at("indicator")).toBe("hh_poor");
    expect([at("from_period"), at("from_value"), at("to_value")]).toEqual(["2021", "125", "100"]);
  });
});
