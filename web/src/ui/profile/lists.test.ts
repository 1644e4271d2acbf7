import { describe, expect, it } from "vitest";
import { bareNames } from "./lists";

describe("bareNames", () => {
  it("leaves away the words that all names begin with", () => {
    expect(
      bareNames([
        "Tỷ lệ hộ nghèo thiếu hụt chỉ số việc làm",
        "Tỷ lệ hộ nghèo thiếu hụt chỉ số bảo hiểm y tế",
      ]),
    ).toEqual(["Việc làm", "Bảo hiểm y tế"]);
  });

  it("keeps a word of each name", () => {
    expect(bareNames(["Nhà ở", "Nhà"])).toEqual(["Nhà ở", "Nhà"]);
    expect(bareNames(["Vốn", "Vốn"])).toEqual(["Vốn", "Vốn"]);
  });

  it("leaves a single name as it is", () => {
    expect(bareNames(["Tỷ lệ hộ nghèo"])).toEqual(["Tỷ lệ hộ nghèo"]);
  });
});
