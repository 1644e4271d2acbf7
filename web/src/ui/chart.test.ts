import { describe, expect, it } from "vitest";
import { runsOf } from "./chart";

describe("runsOf", () => {
  it("breaks the line wherever the standard changes", () => {
    const points = ["59/2015", "59/2015", "07/2021", "351/2025"].map((standard) => ({ standard }));
    expect(runsOf(points)).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 3 },
      { start: 3, end: 4 },
    ]);
  });

  it("is one stretch under one standard", () => {
    expect(runsOf([{ standard: "07/2021" }, { standard: "07/2021" }])).toEqual([
      { start: 0, end: 2 },
    ]);
  });
});
