import { describe, expect, it } from "vitest";
import type { Status } from "../api/types";
import { computeRate, type Figures } from "./column";
import { byStanding, layer } from "./stages";

const NONE = Number.NaN;

function printed(
  values: number[],
  status: Status = "reported",
  qualifiers: [number, string][] = [],
): Figures {
  return {
    value: Float64Array.from(values),
    status: values.map((v) => (Number.isNaN(v) ? "" : status)),
    qualifier: new Map(qualifiers),
  };
}

describe("layer", () => {
  it("keeps the approved values beside a correction for a few units", () => {
    const merged = layer([printed([NONE, 7, NONE]), printed([1, 2, NONE])]);
    expect([...merged.value]).toEqual([1, 7, NONE]);
    expect([...merged.from]).toEqual([1, 0, -1]);
    expect(merged.status).toEqual(["reported", "reported", ""]);
    expect(merged.parts).toBeUndefined();
  });

  it("takes zero for a value", () => {
    expect([...layer([printed([0]), printed([5])]).value]).toEqual([0]);
  });

  it("fills a computed rate with printed ones, which have no parts", () => {
    const computed = computeRate(printed([10, NONE, 3]), printed([100, 50, NONE]));
    const merged = layer([computed, printed([11, 20, NONE])]);
    expect([...merged.value]).toEqual([10, 20, NONE]);
    expect([...(merged.parts?.numerator ?? [])]).toEqual([10, NONE, NONE]);
    expect([...(merged.parts?.denominator ?? [])]).toEqual([100, NONE, NONE]);
  });

  it("never puts a made-up value before a real one", () => {
    const merged = layer([
      printed([1, 2, NONE], "illustrative"),
      printed([NONE, 8, NONE], "illustrative"),
      printed([NONE, 9, 5], "estimated"),
    ]);
    expect([...merged.value]).toEqual([1, 9, 5]);
    expect(merged.status).toEqual(["illustrative", "estimated", "estimated"]);
  });

  it("leaves the first made-up value where all are made up", () => {
    const merged = layer([printed([1], "illustrative"), printed([2], "illustrative")]);
    expect([...merged.value]).toEqual([1]);
  });

  it("takes the qualifier with the value, and no other", () => {
    const merged = layer([
      printed([4, NONE], "reported", [[1, "trên"]]),
      printed([3, 6], "reported", [
        [0, "hơn"],
        [1, "gần"],
      ]),
    ]);
    expect([...merged.qualifier]).toEqual([[1, "gần"]]);
  });
});

describe("byStanding", () => {
  it("orders by stage, then computed before printed, made up last", () => {
    const figures = [
      { id: 4, stage: "amended", status: "illustrative" },
      { id: 3, stage: "preliminary", status: "reported" },
      { id: 2, stage: "approved", status: "reported", reported: true },
      { id: 1, stage: "approved", status: "estimated" },
      { id: 0, stage: "amended", status: "reported", reported: true },
    ] as const;
    expect([...figures].sort(byStanding).map((f) => f.id)).toEqual([0, 1, 2, 3, 4]);
  });
});
