import { describe, expect, it } from "vitest";
import { Words } from "../i18n/i18n";
import { standing } from "./figures";

describe("standing", () => {
  const vi = new Words("vi");

  it("never calls a made-up figure approved", () => {
    for (const stage of ["preliminary", "approved", "amended"] as const) {
      expect(standing(vi, { status: "illustrative", stage })).toBe("số liệu minh họa");
    }
  });

  it("says that a figure is estimated before its stage", () => {
    expect(standing(vi, { status: "estimated", stage: "approved" })).toBe("ước tính, đã phê duyệt");
    expect(standing(new Words("en"), { status: "estimated", stage: "preliminary" })).toBe(
      "estimated, preliminary",
    );
  });

  it("gives a reported figure its stage", () => {
    expect(standing(vi, { status: "reported", stage: "amended" })).toBe("đính chính");
  });
});
