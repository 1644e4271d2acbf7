/** Where the arrow keys lead on the map. */
export const DIRECTIONS = ["up", "right", "down", "left"] as const;
export type Direction = (typeof DIRECTIONS)[number];

type Place = readonly [number, number] | null;

const NOWHERE = -1;
const QUARTER = Math.PI / 2;
/** Rounds in which units that no arrow leads to are put in the way of one; far more than is needed. */
const ROUNDS = 40;

/**
 * Steps from unit to unit. An arrow leads to the neighbour that lies most nearly in its direction, by
 * the representative points; without such a neighbour to the nearest unit there, so that islands are
 * part of the walk. Where neighbours hide one another so that no arrow would lead to a unit, it is put
 * into the way of the arrow that passes it.
 */
export class Steps {
  /** Four targets for each unit. */
  private readonly targets: Int32Array;
  private readonly x: Float64Array;
  private readonly y: Float64Array;

  /**
   * @param places longitude and latitude of a point of each unit; null for a unit without boundary,
   *     which no arrow leads to
   * @param neighbours for each unit the indices of those that touch it
   */
  constructor(
    places: readonly Place[],
    private readonly neighbours: readonly (readonly number[])[],
  ) {
    const n = places.length;
    this.x = Float64Array.from(places, (place) => place?.[0] ?? Number.NaN);
    this.y = Float64Array.from(places, (place) => mercator(place?.[1] ?? Number.NaN));
    this.targets = new Int32Array(4 * n).fill(NOWHERE);
    const everybody = Array.from({ length: n }, (_, i) => i).filter((i) => this.isPlaced(i));
    for (const from of everybody) {
      for (let d = 0; d < 4; d++) {
        const near = this.nearest(from, d, neighbours[from] ?? []);
        this.targets[4 * from + d] = near >= 0 ? near : this.nearest(from, d, everybody);
      }
    }
    this.joinAll(everybody);
  }

  /** The unit that an arrow leads to; -1 at the edge of the map. */
  from(unit: number, direction: Direction): number {
    return this.targets[4 * unit + DIRECTIONS.indexOf(direction)] ?? NOWHERE;
  }

  /** The unit whose point is nearest to a place; -1 where there is none. */
  nearestTo([lng, lat]: readonly [number, number], among: (unit: number) => boolean): number {
    const y = mercator(lat);
    let best = NOWHERE;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.x.length; i++) {
      const distance = Math.hypot((this.x[i] ?? 0) - lng, (this.y[i] ?? 0) - y);
      if (distance < least && among(i)) {
        best = i;
        least = distance;
      }
    }
    return best;
  }

  private isPlaced(unit: number): boolean {
    return !Number.isNaN(this.x[unit] ?? Number.NaN) && !Number.isNaN(this.y[unit] ?? Number.NaN);
  }

  /** Among some units the one best reached in a direction: near, and little off to the side. */
  private nearest(from: number, direction: number, among: readonly number[]): number {
    let best = NOWHERE;
    let least = Number.POSITIVE_INFINITY;
    for (const to of among) {
      if (to === from || !this.isPlaced(to) || this.quarter(from, to) !== direction) continue;
      const { distance, aside } = this.way(from, to, direction);
      const cost = distance / Math.cos(aside) ** 2;
      if (cost < least) {
        best = to;
        least = cost;
      }
    }
    return best;
  }

  private way(from: number, to: number, direction: number): { distance: number; aside: number } {
    const dx = (this.x[to] ?? 0) - (this.x[from] ?? 0);
    const dy = (this.y[to] ?? 0) - (this.y[from] ?? 0);
    // Measured clockwise from north, as the directions are counted.
    const angle = Math.atan2(dx, dy) - direction * QUARTER;
    return { distance: Math.hypot(dx, dy), aside: Math.atan2(Math.sin(angle), Math.cos(angle)) };
  }

  /** The arrow whose direction is nearest to that from one unit to another. */
  private quarter(from: number, to: number): number {
    const dx = (this.x[to] ?? 0) - (this.x[from] ?? 0);
    const dy = (this.y[to] ?? 0) - (this.y[from] ?? 0);
    return (Math.round(Math.atan2(dx, dy) / QUARTER) + 4) % 4;
  }

  /** Puts units that no walk from the first comes to into the way of an arrow that passes them. */
  private joinAll(everybody: readonly number[]): void {
    const [first] = everybody;
    if (first === undefined) return;
    for (let round = 0; round < ROUNDS; round++) {
      const reached = this.walk(first);
      const lost = everybody.filter((unit) => !reached[unit]);
      if (lost.length === 0) return;
      let joined = 0;
      for (const unit of lost) {
        const touching = (this.neighbours[unit] ?? []).filter((other) => reached[other]);
        const [host] = (touching.length > 0 ? touching : everybody.filter((o) => reached[o])).sort(
          (a, b) => this.way(a, unit, 0).distance - this.way(b, unit, 0).distance,
        );
        if (host === undefined) continue;
        const d = this.quarter(host, unit);
        const next = this.targets[4 * host + d] ?? NOWHERE;
        this.targets[4 * host + d] = unit;
        // Who was there before is one step further.
        if (next >= 0 && next !== unit) this.targets[4 * unit + d] = next;
        reached[unit] = 1;
        joined++;
      }
      if (joined === 0) return;
    }
  }

  private walk(first: number): Uint8Array {
    const reached = new Uint8Array(this.x.length);
    const queue = [first];
    reached[first] = 1;
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (let d = 0; d < 4; d++) {
        const to = this.targets[4 * at + d] ?? NOWHERE;
        if (to >= 0 && !reached[to]) {
          reached[to] = 1;
          queue.push(to);
        }
      }
    }
    return reached;
  }
}

/** Height on the map as it is drawn, in degrees at the equator. */
function mercator(lat: number): number {
  return (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;
}
