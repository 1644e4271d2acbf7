import { describe, expect, it } from "vitest";
import type { DesignationsPiece, Manifest } from "../api/types";
import { holdingsOn, holds, referenceDay } from "./designations";

type Entry = DesignationsPiece["entries"][number];

function entry(unit: string, part: Partial<Entry>): Entry {
  return { unit, class: "III", validFrom: null, validTo: null, illustrative: false, ...part };
}

function piece(...entries: readonly Entry[]): DesignationsPiece {
  return {
    format: "xa-atlas-designations/1",
    scheme: "region",
    edition: "2025-07-01",
    level: "commune",
    entries,
  };
}

describe("designations in force", () => {
  it("hold from their first to their last day, and always where neither is known", () => {
    const list = piece(
      entry("a", { validFrom: "2026-01-29" }),
      entry("b", { validTo: "2025-12-31" }),
      entry("c", {}),
    );
    expect([...holdingsOn(list, "2026-01-29").byUnit.keys()]).toEqual(["a", "c"]);
    expect([...holdingsOn(list, "2025-12-31").byUnit.keys()]).toEqual(["b", "c"]);
  });

  it("are the latest of a unit, and a real one before a made-up one", () => {
    const list = piece(
      entry("a", { class: "II" }),
      entry("a", { class: "III" }),
      entry("b", { class: "I" }),
      entry("b", { class: "III", illustrative: true }),
      entry("c", { class: "II", illustrative: true }),
      entry("c", { class: "I" }),
    );
    const found = holdingsOn(list, "2026-01-01");
    expect(Object.fromEntries(found.byUnit)).toEqual({ a: "III", b: "I", c: "I" });
    expect(found.isIllustrative).toBe(false);
    expect(holdingsOn(piece(entry("a", { illustrative: true })), "2026-01-01").isIllustrative).toBe(
      true,
    );
  });

  it("are asked for by scheme or by class", () => {
    const holdings = new Map([["region", holdingsOn(piece(entry("a", {})), "2026-01-01")]]);
    expect(holds(holdings, "region", "a")).toBe(true);
    expect(holds(holdings, "region:III", "a")).toBe(true);
    expect(holds(holdings, "region:I", "a")).toBe(false);
    expect(holds(holdings, "ntm", "a")).toBe(false);
    expect(holds(holdings, "region", "b")).toBe(false);
  });
});

describe("the reference day", () => {
  const manifest = {
    series: [
      { nature: "actual", period: "2023", asOf: null },
      { nature: "target", period: "2030", asOf: null },
    ],
  } as unknown as Manifest;

  it("is the last day of an edition that has ended", () => {
    expect(referenceDay(manifest, { validTo: "2025-06-30" }, [])).toBe("2025-06-30");
  });

  it("is else the latest day of which something is told that happened", () => {
    expect(referenceDay(manifest, { validFrom: "2021-01-01" }, [])).toBe("2023-12-31");
    const list = piece(entry("a", { validFrom: "2026-01-29" }));
    expect(referenceDay(manifest, { validFrom: "2025-07-01" }, [list])).toBe("2026-01-29");
  });
});
