import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fromAddress, LONGEST_ADDRESS, toAddress } from "./address";
import { FORMAT, readScenario, type ScenarioDocument, ScenarioFault } from "./scenario";

const EXAMPLES = join(import.meta.dirname, "../../../geodata/scenarios");
const PAIRED = { criteria: [{ indicator: "a" }, { indicator: "b" }], method: "topsis" };

const WHOLE: ScenarioDocument = {
  format: FORMAT,
  title: "Đường 2026",
  edition: "2025-07-01",
  level: "commune",
  period: "2024",
  units: {
    provinces: ["14"],
    designations: ["region:III"],
    ranges: [{ indicator: "rate_poor", least: 10 }],
    include: [{ code: "03646", reason: "decided by the council" }],
    exclude: [{ code: "03664", reason: "road built in 2025" }],
  },
  method: "summed_points",
  criteria: [
    {
      id: "rate",
      indicator: "rate_poor",
      missing: "excluded",
      citation: "resolution of the council, article 4",
      function: { type: "table", at: [10, 20, 30], points: [1, 2, 3], stepwise: true },
    },
    { designation: "region", function: { points: { III: 3, II: 1.5 }, otherwise: 0 } },
  ],
  sensitivity: { draws: 1000, top: 50, concentration: 50, spread: 0.1, seed: 1 },
};

describe("a scenario", () => {
  it("is read as the page on prioritising writes it", () => {
    expect(readScenario(JSON.stringify(WHOLE))).toEqual(WHOLE);
  });

  it.each(readdirSync(EXAMPLES))("is read as the example %s has it", (name) => {
    const text = readFileSync(join(EXAMPLES, name), "utf8");
    expect(readScenario(text)).toEqual(JSON.parse(text));
  });

  /* The documents that ScenarioRunTest of the server has refused, and where. */
  it.each([
    [{ format: "other" }, "format"],
    [{ criteria: [] }, "criteria"],
    [{ wieghts: 1, criteria: [{ indicator: "rate_poor" }] }, "wieghts"],
    [{ criteria: [{ indicator: "rate_poor", weight: -1 }] }, "criteria[0].weight"],
    [{ criteria: [{ indicator: "a", function: { type: "magic" } }] }, "criteria[0].function.type"],
    [{ criteria: [{ indicator: "a", missing: "zero" }] }, "criteria[0].missing"],
    [{ criteria: [{ indicator: "a" }, { indicator: "a" }] }, "criteria[1].id"],
    [{ criteria: [{ indicator: "a", designation: "b" }] }, "criteria[0]"],
    [{ criteria: [{ id: "=1", indicator: "a" }] }, "criteria[0].id"],
    [{ criteria: [{ designation: "a" }] }, "criteria[0].function.points"],
    [{ method: "topsis", criteria: [{ indicator: "a", weight: 0 }] }, "criteria[0].weight"],
    [{ ...PAIRED, weights: { by: "pairs" } }, "weights.pairs"],
    [
      { ...PAIRED, weights: { by: "pairs", pairs: [{ more: "a", less: "c" }] } },
      "weights.pairs[0]",
    ],
    [
      { ...PAIRED, weights: { by: "pairs", pairs: [{ more: "a", less: "b", times: 10 }] } },
      "weights.pairs[0].times",
    ],
    [{ criteria: [{ indicator: "a" }], weights: { by: "equal" } }, "weights.by"],
    [{ stage: "final", criteria: [{ indicator: "a" }] }, "stage"],
    [{ title: " ", criteria: [{ indicator: "a" }] }, "title"],
    [{ units: { include: [{ code: "1" }] }, criteria: [{}] }, "units.include[0].reason"],
    [{ sensitivity: { draws: 1e9 }, criteria: [{ indicator: "a" }] }, "sensitivity.draws"],
    [
      { criteria: [{ indicator: "a", function: { type: "table", at: [2, 1], points: [1, 2] } }] },
      "criteria[0].function.at[1]",
    ],
    [
      {
        criteria: [
          { indicator: "a", less: true, function: { type: "table", at: [1], points: [1] } },
        ],
      },
      "criteria[0].less",
    ],
    [
      { criteria: [{ indicator: "a", function: { type: "target", zeroAt: 5, oneAt: 5 } }] },
      "criteria[0].function.oneAt",
    ],
  ])("that cannot be understood is refused at its place: %j", (document, place) => {
    try {
      readScenario(JSON.stringify({ format: FORMAT, ...document }));
      expect.unreachable();
    } catch (fault) {
      expect(fault).toBeInstanceOf(ScenarioFault);
      expect((fault as ScenarioFault).place).toBe(place);
    }
  });

  it("that is no JSON, has a number that is none, or is too large is refused", () => {
    for (const text of ["{", '{"format":NaN}', " ".repeat((1 << 20) + 1)]) {
      expect(() => readScenario(text)).toThrow(ScenarioFault);
    }
  });
});

describe("the address", () => {
  it("carries a whole scenario, in letters that need no escape", async () => {
    const letters = (await toAddress(WHOLE)) ?? "";
    expect(letters).toMatch(/^[\w-]+$/);
    expect(letters.length).toBeLessThan(900);
    expect(await fromAddress(letters)).toEqual(WHOLE);
  });

  it("carries none that is too long", async () => {
    const reasons = Array.from({ length: 2000 }, (_, i) => ({
      code: String(i * 7919).padStart(5, "0"),
      reason: `${i * 104729}`,
    }));
    expect(await toAddress({ ...WHOLE, units: { include: reasons.slice(0, 900) } })).toBeNull();
    expect(LONGEST_ADDRESS).toBeLessThan(4_000);
  });

  it("does not unfold without bounds, and refuses what is no scenario", async () => {
    const bomb = deflateRawSync(Buffer.from(`{"title":"${"a".repeat(1 << 20)}"}`));
    expect(bomb.length).toBeLessThan(2_000);
    await expect(fromAddress(bomb.toString("base64url"))).rejects.toThrow(RangeError);
    const wrong = deflateRawSync(Buffer.from('{"criteria":[],"magic":1}')).toString("base64url");
    await expect(fromAddress(wrong)).rejects.toThrow(ScenarioFault);
    await expect(fromAddress("abc")).rejects.toThrow();
    await expect(fromAddress("%%%")).rejects.toThrow();
  });
});
