import { withArchipelagos } from "../map/extent";
import { firstTiles } from "../map/first-tiles";
import { ARCHIPELAGOS } from "../map/seas";
import type { EditionEntry, Level, Manifest } from "./types";

/** Answers asked for before the program was there, by address; each is taken once. */
const asked = new Map<string, Promise<Response>>();

/** The answer to what was asked for early; undefined where it was not, or was taken before. */
export function takeEarly(address: string): Promise<Response> | undefined {
  const answer = asked.get(address);
  asked.delete(address);
  return answer;
}

/**
 * Asks for what every first view needs while the program is still on its way: the current release,
 * and of it the catalogue and the units that the address names. A guess that is wrong costs a few
 * kilobytes; an answer that fails is asked for again by who needs it, who also tells of it.
 */
export async function askEarly(hash: string): Promise<void> {
  const answer = ask("/api/releases/current");
  const { editions, catalogue } = (await (await answer).clone().json()) as Manifest;
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  const edition: EditionEntry | undefined =
    editions.find((e) => e.id === query.get("edition")) ?? editions.find((e) => e.newest);
  ask(`/api/pieces/${catalogue}`);
  const wanted: readonly Level[] = ["province", (query.get("level") ?? "commune") as Level];
  for (const level of edition?.levels ?? []) {
    if (level.level === "province") ask(`/api/pieces/${level.units}`);
    else if (wanted.includes(level.level) && level.codes) ask(`/api/pieces/${level.codes}`);
  }
  const provinces = edition?.levels.find((l) => l.level === "province");
  // The first view is the whole country where all of it is there and the address asks for no place.
  const isWhole =
    provinces?.count === provinces?.withGeometry &&
    ["map", "province", "unit"].every((name) => !query.has(name));
  if (!edition?.tileset || !isWhole) return;
  const { hash: tileset, bounds } = edition.tileset;
  const whole = withArchipelagos(bounds, ARCHIPELAGOS);
  for (const { z, x, y } of firstTiles(whole, window.innerWidth, window.innerHeight)) {
    ask(`/api/tilesets/${tileset}/${z}/${x}/${y}`);
  }
}

function ask(address: string): Promise<Response> {
  const answer = fetch(address);
  asked.set(address, answer);
  // Who takes it hears of its failure.
  answer.catch(() => undefined);
  return answer;
}
