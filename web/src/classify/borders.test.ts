import { describe, expect, it } from "vitest";
import { readBorders } from "./borders";

describe("borders typed by hand", () => {
  it("are read with a decimal comma in Vietnamese and a point in English", () => {
    expect(readBorders("2,5; 10; 20", "vi").borders).toEqual([2.5, 10, 20]);
    expect(readBorders("2.5, 10, 20", "en").borders).toEqual([2.5, 10, 20]);
    expect(readBorders(" 5  10 ", "vi").borders).toEqual([5, 10]);
  });

  it("take a point before three digits for a thousand in Vietnamese", () => {
    expect(readBorders("500; 1.500; 12.500,5", "vi").borders).toEqual([500, 1500, 12500.5]);
  });

  it("may lie below zero", () => {
    expect(readBorders("-3; 0; 3", "vi").borders).toEqual([-3, 0, 3]);
  });

  it("say what is wrong with them, and where", () => {
    expect(readBorders("", "vi").fault).toEqual({ kind: "empty", part: "" });
    expect(readBorders("5; mười", "vi").fault).toEqual({ kind: "number", part: "mười" });
    expect(readBorders("5; 1e3", "vi").fault).toEqual({ kind: "number", part: "1e3" });
    expect(readBorders("5; 10; 10", "vi").fault).toEqual({ kind: "order", part: "10" });
    expect(readBorders("20 5", "en").fault).toEqual({ kind: "order", part: "5" });
    expect(readBorders("1 2 3 4 5 6 7 8 9", "en").fault).toEqual({ kind: "many", part: "" });
  });
});
