import { describe, expect, it } from "vitest";
import type { UnitsPiece } from "../api/types";
import { designationAsked, unitsLeftIn } from "./filter";
import { layer } from "./stages";
import { Units } from "./units";

function units(level: "commune" | "province", code: string[], province: string[]): Units {
  const nothing = code.map(() => null);
  const piece: UnitsPiece = {
    format: "xa-atlas-units/1",
    edition: "2025-07-01",
    level,
    order: "order",
    code,
    name: code,
    type: code.map(() => ""),
    parent: nothing,
    province,
    label: nothing,
    bbox: nothing,
    area: nothing,
  };
  return new Units(piece);
}

const view = {
  units: units("commune", ["a", "b", "c", "d"], ["14", "14", "20", "20"]),
  provinces: units("province", ["14", "20"], ["14", "20"]),
  figures: layer([
    {
      value: Float64Array.of(5, 20, 12.5, Number.NaN),
      status: ["reported", "reported", "reported", ""],
      qualifier: new Map(),
    },
  ]),
  holdings: new Map([
    [
      "region",
      {
        scheme: "region",
        day: "2026-01-29",
        byUnit: new Map([
          ["a", "III"],
          ["c", "II"],
        ]),
        isIllustrative: false,
      },
    ],
  ]),
};

describe("filters", () => {
  it("are none where nothing is asked for", () => {
    expect(unitsLeftIn(view, {})).toBeNull();
    expect(unitsLeftIn(view, { province: "99" })).toBeNull();
  });

  it("leave in a province, a designation or a range, both ends included", () => {
    expect([...(unitsLeftIn(view, { province: "14" }) ?? [])]).toEqual([1, 1, 0, 0]);
    expect([...(unitsLeftIn(view, { has: "region" }) ?? [])]).toEqual([1, 0, 1, 0]);
    expect([...(unitsLeftIn(view, { has: "region:II" }) ?? [])]).toEqual([0, 0, 1, 0]);
    expect([...(unitsLeftIn(view, { range: [5, 12.5] }) ?? [])]).toEqual([1, 0, 1, 0]);
  });

  it("leave in only what passes all of them, and no unit without a value where a range is asked for", () => {
    const all = unitsLeftIn(view, { province: "14", has: "region", range: [0, 100] });
    expect([...(all ?? [])]).toEqual([1, 0, 0, 0]);
    expect([...(unitsLeftIn(view, { range: [0, 100] }) ?? [])]).toEqual([1, 1, 1, 0]);
  });

  it("do not ask for a designation of which there is no list", () => {
    expect(unitsLeftIn(view, { has: "border" })).toBeNull();
    expect(designationAsked(view, { has: "border" })).toBeUndefined();
    expect(designationAsked(view, { has: "region:I" })).toBe("region:I");
  });
});
