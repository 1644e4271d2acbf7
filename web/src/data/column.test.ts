import { describe, expect, it } from "vitest";
import type { ColumnPiece } from "../api/types";
import { computeRate, decodeColumn } from "./column";

function column(values: (number | null)[], status: ColumnPiece["status"]): ColumnPiece {
  return { format: "xa-atlas-column/1", series: "s", order: "o", values, status };
}

describe("decodeColumn", () => {
  it("keeps what is missing apart from zero", () => {
    const figures = decodeColumn(
      column(
        [0, null, 3],
        [
          ["reported", 1],
          ["", 1],
          ["estimated", 1],
        ],
      ),
      "o",
      3,
    );
    expect(figures.value[0]).toBe(0);
    expect(figures.value[1]).toBeNaN();
    expect(figures.status).toEqual(["reported", "", "estimated"]);
  });

  it("reads qualifiers by the place of their unit", () => {
    const piece = { ...column([1, 156], [["reported", 2]]), qualifiers: { "1": "hơn" } };
    expect(decodeColumn(piece, "o", 2).qualifier.get(1)).toBe("hơn");
  });

  it("refuses a column that belongs to other units", () => {
    expect(() => decodeColumn(column([1], [["reported", 1]]), "another", 1)).toThrow(RangeError);
    expect(() => decodeColumn(column([1], [["reported", 1]]), "o", 2)).toThrow(RangeError);
  });
});

describe("computeRate", () => {
  const figures = (values: (number | null)[], status: "reported" | "illustrative") =>
    decodeColumn(column(values, [[status, values.length]]), "o", values.length);

  it("divides counts and gives percent", () => {
    const rate = computeRate(figures([1203], "reported"), figures([6747], "reported"));
    expect(rate.value[0]).toBeCloseTo(17.83, 2);
  });

  it("is missing where a count is missing or the denominator is zero, and zero where nobody is poor", () => {
    const rate = computeRate(
      figures([null, 5, 5, 0, 0], "reported"),
      figures([10, null, 0, 10, 0], "reported"),
    );
    expect([...rate.value]).toEqual([Number.NaN, Number.NaN, Number.NaN, 0, Number.NaN]);
    expect(rate.status).toEqual(["", "", "", "reported", ""]);
  });

  it("is as doubtful as the more doubtful of its counts", () => {
    const rate = computeRate(figures([1], "reported"), figures([2], "illustrative"));
    expect(rate.status).toEqual(["illustrative"]);
  });
});
