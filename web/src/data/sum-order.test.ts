import { describe, expect, it } from "vitest";
import type { Rollup, RollupFigure } from "../api/types";
import type { SumOrder } from "../state/sums-state";
import { ordered } from "./sum-order";

/** What matters of a figure here; everything else is alike. */
type Shown = Pick<RollupFigure, "value"> & Partial<RollupFigure>;

const GROUPS: readonly (readonly [code: string, name: string, Shown | undefined])[] = [
  ["01", "Thành phố Hà Nội", { value: 3, told: 5, of: 5, standard: "07/2021" }],
  ["14", "Tỉnh Sơn La", { value: 12.5, told: 2, of: 2, standard: "07/2021" }],
  ["20", "Tỉnh Lạng Sơn", { value: null, told: 1, of: 4, standard: "07/2021" }],
  ["24", "Tỉnh Bắc Ninh", undefined],
  ["92", "Thành phố Cần Thơ", { value: 90, told: 9, of: 9, standard: "59/2015" }],
  [
    "94",
    "Tỉnh Sóc Trăng",
    {
      value: null,
      standard: "07/2021",
      beside: [{ value: 4.54, status: "reported", source: "s", difference: null }],
    },
  ],
];

function codes(order: SumOrder): string {
  const rollups = GROUPS.map(([code, name]) => ({ code, name, units: 1, figures: [] }) as Rollup);
  const figures = new Map(
    GROUPS.map(([code, , shown]) => [code, shown as RollupFigure | undefined]),
  );
  return ordered(rollups, (r) => figures.get(r.code), order)
    .map((r) => r.code)
    .join(" ");
}

describe("the order of sums", () => {
  it("is that of the official codes unless another is asked for", () => {
    expect(codes("code")).toBe("01 14 20 24 92 94");
  });

  it("by name passes over the kind of a unit and follows Vietnamese", () => {
    // Bắc Ninh, Cần Thơ, Hà Nội, Lạng Sơn, Sóc Trăng, Sơn La: o stands before ơ.
    expect(codes("name")).toBe("24 92 01 20 94 14");
  });

  it("by value takes what a row shows, and never compares two poverty standards", () => {
    expect(codes("-value")).toBe("14 94 01 92 24 20");
    expect(codes("value")).toBe("01 94 14 92 24 20");
  });

  it("by share told leaves those of which it is not known to the end, either way", () => {
    expect(codes("told")).toBe("20 92 01 14 24 94");
    expect(codes("-told")).toBe("92 01 14 20 24 94");
  });
});
