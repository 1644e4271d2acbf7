import { DIRECTIONS, type Steps } from "./steps";

/**
 * How far the arrows lead, for tests: the number of units that a walk from one comes to, and of units
 * from which a walk leads to it, itself included.
 */
export function reach(steps: Steps, first: number, n: number): { from: number; to: number } {
  const forward: number[][] = Array.from({ length: n }, (_, i) =>
    DIRECTIONS.map((d) => steps.from(i, d)).filter((to) => to >= 0),
  );
  const backward: number[][] = Array.from({ length: n }, () => []);
  forward.forEach((all, from) => {
    for (const to of all) backward[to]?.push(from);
  });
  const count = (graph: number[][]): number => {
    const seen = new Set([first]);
    const queue = [first];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const to of graph[at] ?? []) {
        if (seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
    return seen.size;
  };
  return { from: count(forward), to: count(backward) };
}
