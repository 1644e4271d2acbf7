import type { SeaName } from "../api/types";
import data from "./seas.json";

/** A name on the water. */
export interface Sea {
  readonly kind: "sea" | "islands";
  readonly vi: string;
  readonly en: string;
  readonly note?: { readonly vi: string; readonly en: string };
  readonly at: readonly number[];
  readonly zoom: readonly number[];
}

/** Names of seas and archipelagos with the places of their names; data, see seas.json. */
const seas = data as readonly Sea[];

/** The archipelagos, and the seas as the administrator named them, else as they are here. */
export function seasWith(named: readonly SeaName[] | null): readonly Sea[] {
  if (!named) return seas;
  return [
    ...named.map((sea): Sea => ({ ...sea, kind: "sea" })),
    ...seas.filter((sea) => sea.kind === "islands"),
  ];
}

export const ARCHIPELAGOS: readonly (readonly number[])[] = seas
  .filter((sea) => sea.kind === "islands")
  .map((sea) => sea.at);
