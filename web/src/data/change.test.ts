import { describe, expect, it } from "vitest";
import { type ChangeSide, changeOf, classOfChange, noChange, stepsOf } from "./change";
import type { Figures } from "./column";

const none = Number.NaN;

function side(
  value: readonly number[],
  options: {
    status?: Figures["status"];
    numerator?: readonly number[];
    carried?: readonly number[];
  } = {},
): ChangeSide {
  const figures: Figures = {
    value: Float64Array.from(value),
    status: options.status ?? value.map((v) => (Number.isNaN(v) ? "" : "reported")),
    qualifier: new Map(),
    ...(options.numerator
      ? {
          parts: {
            numerator: Float64Array.from(options.numerator),
            denominator: Float64Array.from(value, () => 100),
          },
        }
      : {}),
  };
  return { figures, isCarried: (unit) => options.carried?.includes(unit) ?? false };
}

describe("a change", () => {
  it("is the later figure minus the earlier one, in points for a rate", () => {
    const change = changeOf(side([12.5, 3, 8]), side([10, 3, 9.1]), false);
    expect([...change.value]).toEqual([-2.5, 0, 1.1]);
    expect(change.status).toEqual(["reported", "reported", "reported"]);
  });

  it("is of the households behind a rate where that is asked for", () => {
    const earlier = side([12, 4], { numerator: [120, 40] });
    const later = side([9, 5], { numerator: [95, none] });
    expect([...changeOf(earlier, later, true).value]).toEqual([-25, none]);
  });

  it("is missing where either side is, and never zero for that", () => {
    const change = changeOf(side([none, 5, none]), side([5, none, none]), false);
    expect([...change.value]).toEqual([none, none, none]);
    expect([...change.from]).toEqual([-1, -1, -1]);
    expect(change.status).toEqual(["", "", ""]);
  });

  it("is as doubtful as the more doubtful side, and estimated where either was carried", () => {
    const change = changeOf(
      side([1, 1, 1, 1], { status: ["reported", "estimated", "reported", "illustrative"] }),
      side([2, 2, 2, 2], {
        status: ["reported", "reported", "reported", "illustrative"],
        carried: [2, 3],
      }),
      false,
    );
    expect(change.status).toEqual(["reported", "estimated", "estimated", "illustrative"]);
    expect([...change.estimated]).toEqual([0, 1, 1, 1]);
  });

  it("of two sets of units is refused", () => {
    expect(() => changeOf(side([1]), side([1, 2]), false)).toThrow(RangeError);
  });

  it("that is not computed has no figures at all", () => {
    const refused = noChange(3);
    expect([...refused.value]).toEqual([none, none, none]);
    expect([...refused.estimated]).toEqual([0, 0, 0]);
  });
});

describe("the steps of a change", () => {
  it("are short numbers, the same both ways", () => {
    expect(stepsOf([-11, -6, -3, -1, 0, 0.2, 1.5, 4, 12, 30], false)).toEqual([1, 5, 10]);
    expect(stepsOf([-7, 7, -7, 7], false)).toEqual([0.5, 2, 5]);
    expect(stepsOf([-0.04, 0.02], false)).toEqual([0.05, 0.2, 0.5]);
    expect(stepsOf([], false)).toEqual([0.05, 0.2, 0.5]);
  });

  it("of whole numbers are whole: one household more is a rise, one less a fall", () => {
    const steps = stepsOf([-3, 1, 2, 4, none], true);
    expect(steps).toEqual([1, 2, 5]);
    expect(stepsOf([-300, 240, 100, 90], true)).toEqual([20, 100, 200]);
    expect([-5, -4, -2, -1, 0, 1, 2, 4, 5].map((v) => classOfChange(steps, v))).toEqual([
      0, 1, 1, 2, 3, 4, 5, 5, 6,
    ]);
  });

  it("put equal changes either way into classes of equal strength", () => {
    const steps = stepsOf([-11, 8, 3, -2], false);
    for (const size of [0, 0.3, 0.5, 1, 2, 4.99, 5, 9, 10, 40]) {
      expect(classOfChange(steps, size) - 3).toBe(3 - classOfChange(steps, -size));
    }
    expect(classOfChange(steps, none)).toBe(-1);
  });
});
