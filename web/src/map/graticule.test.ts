import { describe, expect, it } from "vitest";
import { degreeText, graticuleStep } from "./graticule";

describe("the graticule", () => {
  it("has lines as near to each other as there is room", () => {
    expect(graticuleStep(5)).toBe(10);
    expect(graticuleStep(60)).toBe(2);
    expect(graticuleStep(120)).toBe(1);
    expect(graticuleStep(100_000)).toBe(0.05);
  });

  it("names degrees and minutes", () => {
    expect(degreeText(105.5, "Đ")).toBe("105°30′Đ");
    expect(degreeText(21, "B")).toBe("21°B");
    expect(degreeText(-8.05, "N")).toBe("8°03′N");
  });
});
