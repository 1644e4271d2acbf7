declare module "d3-scale-chromatic" {
  /** Colour tables by number of classes: `scheme[5]` is a list of five colours. Indices 0 to 2 are empty. */
  type Scheme = ReadonlyArray<readonly string[]>;
  export const schemeYlOrBr: Scheme;
  export const schemeYlGnBu: Scheme;
  export const schemePuRd: Scheme;
  export const schemeGreys: Scheme;
}
