import { describe, expect, it } from "vitest";
import type { SeriesEntry, Status } from "../api/types";
import type { Layered } from "../data/stages";
import { Words } from "../i18n/i18n";
import { standing, viewCaveats } from "./figures";

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

describe("viewCaveats", () => {
  const en = new Words("en");
  const series = (stage: SeriesEntry["stage"]) =>
    ({ nature: "actual", areaType: "all", stage }) as SeriesEntry;
  const figures = (from: number[], status: (Status | "")[]): Layered => ({
    value: Float64Array.from(from, (at) => (at < 0 ? Number.NaN : 1)),
    status,
    qualifier: new Map(),
    from: Int8Array.from(from),
  });
  const choice = { series: series("amended"), behind: [series("approved")] };

  it("names each stage on a map of several", () => {
    const shown = figures([1, 0, -1], ["reported", "reported", ""]);
    expect(viewCaveats(en, { choice, figures: shown })).toBe("amended, approved");
  });

  it("names no stage that no value is of", () => {
    const shown = figures([1, 1], ["reported", "reported"]);
    expect(viewCaveats(en, { choice, figures: shown })).toBe("");
  });

  it("does not call the made-up rest of a map approved", () => {
    const shown = figures([0, 1], ["reported", "illustrative"]);
    expect(viewCaveats(en, { choice, figures: shown })).toBe(
      `amended, ${en.say("status.illustrative")}`,
    );
  });
});
