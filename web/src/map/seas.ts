import seas from "./seas.json";

/** Names of seas and archipelagos with the places of their names; data, see seas.json. */
export { seas };

export const ARCHIPELAGOS: readonly (readonly number[])[] = seas
  .filter((sea) => sea.kind === "islands")
  .map((sea) => sea.at);
