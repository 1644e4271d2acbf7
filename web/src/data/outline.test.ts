import { describe, expect, it } from "vitest";
import { classify } from "../classify/classify";
import { noFigures } from "./outline";

describe("units without figures", () => {
  it("are all missing, never zero, and make no classes", () => {
    const figures = noFigures(3);
    expect([...figures.value]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(figures.status).toEqual(["", "", ""]);
    expect(classify(figures.value, "jenks", 5, 2)).toBeNull();
  });
});
