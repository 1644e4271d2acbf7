import { describe, expect, it } from "vitest";
import {
  bordersOf,
  COMPUTED,
  classify,
  classifyAt,
  classOf,
  countIn,
  shortestBetween,
} from "./classify";
import { distinct } from "./distinct";
import { jenks } from "./jenks";
import { quantiles } from "./quantiles";

/** The first value of each class. */
function firsts(values: readonly number[], k: number, how: typeof jenks): number[] {
  const data = distinct(values);
  return how(data, k).map((i) => data.value[i] ?? Number.NaN);
}

function squaredDeviations(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
}

/** The least total of squared deviations over every partition, by trying them all. */
function leastByTrial(sorted: readonly number[], k: number): number {
  if (k === 1) return squaredDeviations(sorted);
  let best = Number.POSITIVE_INFINITY;
  for (let end = 1; end <= sorted.length - k + 1; end++) {
    const rest = leastByTrial(sorted.slice(end), k - 1);
    best = Math.min(best, squaredDeviations(sorted.slice(0, end)) + rest);
  }
  return best;
}

describe("jenks", () => {
  it("finds the breaks of the textbook example", () => {
    // Jenks' procedure explained with 4, 5, 9, 10: the best two classes are 4-5 and 9-10.
    expect(firsts([4, 5, 9, 10], 2, jenks)).toEqual([4, 9]);
  });

  it("finds three plain clusters", () => {
    expect(firsts([1, 2, 3, 12, 13, 14, 21, 22, 23, 27, 28], 3, jenks)).toEqual([1, 12, 21]);
  });

  it("agrees with trying every partition", () => {
    let seed = 42;
    const random = (): number => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    };
    for (let trial = 0; trial < 40; trial++) {
      const values = Array.from({ length: 12 }, () => Math.round(random() ** 3 * 1000) / 10);
      const sorted = [...new Set(values)].sort((a, b) => a - b);
      for (const k of [2, 3, 4]) {
        const starts = jenks(distinct(sorted), k);
        const total = starts.reduce(
          (sum, start, i) => sum + squaredDeviations(sorted.slice(start, starts[i + 1])),
          0,
        );
        expect(total).toBeCloseTo(leastByTrial(sorted, k), 8);
      }
    }
  });

  it("never divides equal values", () => {
    expect(firsts([1, 1, 1, 1, 5, 5, 5, 9], 3, jenks)).toEqual([1, 5, 9]);
  });

  it("gives fewer classes where there are fewer distinct values", () => {
    expect(firsts([3, 3, 8], 5, jenks)).toEqual([3, 8]);
    expect(firsts([], 5, jenks)).toEqual([]);
  });

  it("classifies the communes of the country at once", () => {
    const values = Array.from({ length: 3321 }, (_, i) => ((i * 7919) % 3321) / 33);
    const begin = performance.now();
    expect(jenks(distinct(values), 7)).toHaveLength(7);
    expect(performance.now() - begin).toBeLessThan(200);
  });
});

describe("quantiles", () => {
  it("puts as many units in each class", () => {
    const values = Array.from({ length: 100 }, (_, i) => i);
    expect(firsts(values, 4, quantiles)).toEqual([0, 25, 50, 75]);
  });

  it("keeps ties together and leaves out classes that would be empty", () => {
    expect(firsts([0, 0, 0, 0, 0, 0, 0, 0, 4, 9], 4, quantiles)).toEqual([0, 4]);
  });
});

describe("classify", () => {
  it("gives ranges that meet and counts that add up to the units with data", () => {
    const values = [Number.NaN, 0, 1.234, 2.5, 7.123, 7.9, 30.017, Number.NaN, 31];
    for (const method of COMPUTED) {
      const classes = classify(values, method, 3, 2);
      expect(classes?.edges).toHaveLength(4);
      expect(classes?.counts.reduce((a, b) => a + b)).toBe(7);
      expect(classes?.edges[0]).toBeLessThanOrEqual(0);
      expect(classes?.edges[3]).toBeGreaterThanOrEqual(31);
    }
  });

  it("uses breaks exactly as they are shown", () => {
    const values = [0.111, 0.222, 5.3331, 5.3332, 9.87, 9.88];
    const classes = classify(values, "jenks", 3, 2);
    for (const edge of classes?.edges ?? []) {
      expect(edge).toBe(Number(edge.toFixed(classes?.decimals)));
    }
    expect(values.map((v) => classOf(classes?.edges ?? [], v))).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it("divides the range evenly, empty classes included", () => {
    const classes = classify([0, 1, 2, 100], "equal", 4, 0);
    expect(classes?.edges).toEqual([0, 25, 50, 75, 100]);
    expect(classes?.counts).toEqual([3, 0, 0, 1]);
  });

  it("keeps zero apart from no data", () => {
    const classes = classify([0, 0, Number.NaN], "jenks", 5, 2);
    expect(classes?.counts).toEqual([2]);
    expect(classOf(classes?.edges ?? [], 0)).toBe(0);
    expect(classOf(classes?.edges ?? [], Number.NaN)).toBe(-1);
  });

  it("has no classes where there is no data", () => {
    expect(classify([Number.NaN], "jenks", 5, 2)).toBeNull();
  });

  it("takes a shared edge into the upper class and the highest value into the last", () => {
    expect(classOf([0, 10, 20], 10)).toBe(1);
    expect(classOf([0, 10, 20], 20)).toBe(1);
  });
});

describe("standard deviation", () => {
  it("puts the borders at whole steps around the mean", () => {
    // Mean 10, standard deviation 2.
    const values = [8, 12, 8, 12, 8, 12];
    expect(classify(values, "deviation", 4, 0)?.edges).toEqual([8, 10, 12]);
    expect(classify(values, "deviation", 5, 0)?.edges).toEqual([8, 9, 11, 12]);
    expect(classify(values, "deviation", 5, 0)?.counts).toEqual([3, 0, 3]);
    // Half steps where many classes are wanted.
    expect(classify(values, "deviation", 8, 0)?.edges).toEqual([8, 9, 10, 11, 12]);
  });

  it("leaves out classes beyond the values of a skewed series", () => {
    const values = Array.from({ length: 200 }, (_, i) => (i % 20 === 0 ? 60 : i % 5));
    const classes = classify(values, "deviation", 9, 2);
    expect(classes?.edges[0]).toBe(0);
    expect(classes?.counts.length).toBeLessThan(9);
    expect(classes?.counts.reduce((a, b) => a + b)).toBe(200);
  });

  it("has one class where all values are equal", () => {
    expect(classify([3, 3, 3], "deviation", 5, 0)?.counts).toEqual([3]);
  });
});

describe("borders that were told", () => {
  it("are kept as they are, with open ends and empty classes", () => {
    const classes = classifyAt([1, 9.99, 10, 14, Number.NaN], [10, 15, 20], 2);
    expect(classes.edges).toEqual([Number.NEGATIVE_INFINITY, 10, 15, 20, Number.POSITIVE_INFINITY]);
    expect(classes.counts).toEqual([2, 2, 0, 0]);
    expect(bordersOf(classes)).toEqual([10, 15, 20]);
  });

  it("are shown with as many decimals as they have", () => {
    expect(classifyAt([], [2.375, 5], 2).decimals).toBe(3);
    expect(classifyAt([], [5], 2).decimals).toBe(2);
  });
});

describe("countIn", () => {
  it("counts only what is asked for", () => {
    expect(countIn([0, 5, 10], [1, 2, 7, Number.NaN], (unit) => unit !== 0)).toEqual([1, 1]);
  });
});

describe("shortestBetween", () => {
  it("finds the shortest number between two values", () => {
    expect(shortestBetween(5.217, 9.834).value).toBe(8);
    expect(shortestBetween(5.217, 5.283).value).toBe(5.25);
    expect(shortestBetween(5, 6)).toEqual({ value: 6, decimals: 0 });
    expect(shortestBetween(0.0012, 0.0013).value).toBe(0.0013);
  });
});
