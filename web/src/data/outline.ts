import type { Figures } from "./column";

/** Figures of units that have boundaries only: all missing. */
export function noFigures(units: number): Figures {
  return {
    value: new Float64Array(units).fill(Number.NaN),
    status: new Array<"">(units).fill(""),
    qualifier: new Map(),
  };
}
