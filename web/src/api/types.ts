/**
 * What the server says, as docs/releases.md and docs/api.md word it. Nothing here is computed: the
 * shapes are those on the wire.
 */

export type Lang = "vi" | "en";
export type Level = "province" | "district" | "commune";
export type Status = "reported" | "estimated" | "illustrative";
/** A name in both languages of the catalogue. */
export type Label = Readonly<Record<Lang, string>>;
/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

export interface LevelEntry {
  readonly level: Level;
  readonly collection: string;
  readonly count: number;
  readonly withGeometry: number;
  readonly units: string;
  readonly order: string;
  readonly adjacency?: string | null;
  /** Codes alone; absent in releases of old. */
  readonly codes?: string | null;
}

export interface Tileset {
  readonly hash: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly bounds: Bounds;
}

export interface EditionEntry {
  readonly id: string;
  readonly title: Label;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly newest: boolean;
  readonly schematic: boolean;
  readonly boundarySources: readonly string[];
  readonly tileset: Tileset | null;
  readonly levels: readonly LevelEntry[];
}

export interface SeriesEntry {
  readonly id: string;
  readonly edition: string;
  readonly level: Level;
  readonly indicator: string;
  readonly period: string;
  readonly asOf: string | null;
  readonly standard: string;
  readonly areaType: "all" | "urban" | "rural";
  readonly group: string;
  readonly nature: "actual" | "target" | "forecast";
  readonly stage: "preliminary" | "approved" | "amended";
  readonly statuses: readonly Status[];
  readonly sources: readonly string[];
  readonly count: number;
  readonly column?: string;
  readonly numerator?: string;
  readonly denominator?: string;
  /** Set on a rate as printed, where one computed from counts is listed too. */
  readonly reported?: boolean;
  /** Where the figures were reported, of figures of other units put on these. */
  readonly carried?: CarriedFrom;
  /** Set on what is summed of the figures of communes, where the manifest lists only those. */
  readonly sum?: true;
}

/** The edition and level whose units reported what was carried to others. */
export interface CarriedFrom {
  readonly edition: string;
  readonly level: Level;
}

export interface Manifest {
  readonly format: string;
  readonly release: string;
  readonly illustrative: boolean;
  readonly schematic: boolean;
  readonly catalogue: string;
  readonly editions: readonly EditionEntry[];
  readonly series: readonly SeriesEntry[];
  readonly designations: readonly DesignationsEntry[];
  /** From which editions to which the release tells what became of units; absent where it does not. */
  readonly crosswalks?: readonly { readonly from: string; readonly to: string }[];
  /** Sums of units; absent where there are none. */
  readonly rollups?: readonly RollupEntry[];
}

export type RollupBy =
  | "province"
  | "district"
  | "region"
  | "former_province"
  | "former_district"
  | "saved";

/** Units of an edition put together in one way, and the periods that have sums. */
export interface RollupEntry {
  readonly by: RollupBy;
  readonly edition: string;
  /** Level of the units that are summed. */
  readonly parts: Level;
  /** The older edition whose provinces or districts the groups are. */
  readonly of: string | null;
  readonly groups: string;
  readonly count: number;
  readonly periods: readonly { readonly period: string }[];
}

/** Which units are put together, in the order of the groups. */
export interface GroupsPiece {
  readonly format: string;
  readonly parts: Level;
  readonly code: readonly string[];
  /** Codes; one of another level than `parts` has that before a colon. */
  readonly units: readonly (readonly string[])[];
  /** Units that have land of something else too: there is no sum then. */
  readonly shared: readonly (readonly string[])[];
}

export interface RollupsAnswer {
  readonly period: string;
  readonly periods: readonly string[];
  readonly numberMatched: number;
  readonly rollups: readonly Rollup[];
  readonly sources: Readonly<Record<string, SourceEntry>>;
}

export interface Rollup {
  readonly code: string;
  readonly name: string;
  readonly units: number;
  readonly shared?: readonly { readonly code: string; readonly fullName: string | null }[];
  readonly figures: readonly RollupFigure[];
}

export interface RollupFigure {
  readonly parts: Level;
  readonly indicator: string;
  readonly period: string;
  readonly asOf: string | null;
  readonly standard: string;
  readonly areaType: SeriesEntry["areaType"];
  readonly group: string;
  readonly stage: SeriesEntry["stage"];
  /** Null where not every unit told it. */
  readonly value: number | null;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  readonly status: Status | null;
  readonly qualifier: string;
  readonly sources: readonly string[];
  readonly carried?: CarriedFrom;
  /** How many units told it, of how many. */
  readonly told?: number;
  readonly of?: number;
  /** What those that told it come to together. */
  readonly sumOfTold?: number | null;
  /** The first of those that did not. */
  readonly missing?: readonly { readonly code: string; readonly fullName: string | null }[];
  /** What somebody told of the same units as a whole. */
  readonly beside?: readonly {
    readonly value: number;
    readonly status: Status | "";
    readonly source: string;
    readonly difference: number | null;
    readonly carried?: CarriedFrom;
  }[];
}

export interface DesignationsEntry {
  readonly scheme: string;
  readonly edition: string;
  /** `village` for lists of villages, whose entries name the commune. */
  readonly level: Level | "village";
  readonly piece: string;
  readonly illustrative: boolean;
  readonly count: number;
}

export interface DesignationsPiece {
  readonly format: string;
  readonly scheme: string;
  readonly edition: string;
  readonly level: Level | "village";
  readonly entries: readonly {
    readonly unit: string;
    readonly class: string;
    readonly validFrom: string | null;
    readonly validTo: string | null;
    readonly illustrative: boolean;
  }[];
}

export interface AdjacencyPiece {
  readonly format: string;
  readonly order: string;
  /** For each unit the places of its neighbours in the order of the units. */
  readonly neighbours: readonly (readonly number[])[];
}

export interface UnitsPiece {
  readonly format: string;
  readonly edition: string;
  readonly level: Level;
  readonly order: string;
  readonly code: readonly string[];
  readonly name: readonly string[];
  readonly type: readonly string[];
  readonly parent: readonly (string | null)[];
  readonly province: readonly string[];
  readonly label: readonly (readonly [number, number] | null)[];
  readonly bbox: readonly (Bounds | null)[];
  readonly area: readonly (number | null)[];
}

/** What colours need of the units of a level. */
export interface CodesPiece {
  readonly format: "xa-atlas-codes/1";
  readonly edition: string;
  readonly level: Level;
  readonly order: string;
  readonly code: readonly string[];
  readonly province: readonly string[];
  /** Runs of 1 for units with a boundary, of 0 for others. */
  readonly drawn: readonly (readonly [number, number])[];
}

export interface ColumnPiece {
  readonly format: string;
  readonly series: string;
  readonly order: string;
  readonly values: readonly (number | null)[];
  /** Run-length: a status and for how many units in a row it holds; "" where there is no value. */
  readonly status: readonly (readonly [Status | "", number])[];
  readonly qualifiers?: Readonly<Record<string, string>>;
}

export interface IndicatorEntry {
  readonly id: string;
  readonly name: Label;
  readonly kind: "count" | "rate" | "amount";
  /** For a rate: the counts it is made of. */
  readonly numerator?: { readonly indicator: string } | null;
  readonly denominator?: { readonly indicator: string } | null;
  readonly unit: string;
  readonly direction: "higher_is_worse" | "higher_is_better" | "neutral";
  readonly theme: string;
}

export interface SchemeEntry {
  readonly id: string;
  readonly name: Label;
  readonly classes: readonly { readonly id: string; readonly name: Label }[];
}

/** Lines that a legal text draws through the values of an indicator. */
export interface ThresholdsEntry {
  readonly id: string;
  readonly name: Label;
  readonly indicator: string;
  readonly level: Level;
  readonly lines: readonly { readonly at: number; readonly name: Label }[];
  readonly source: string;
  readonly note: Label;
}

export interface CataloguePiece {
  readonly format: string;
  readonly indicators: readonly IndicatorEntry[];
  readonly groups: readonly { readonly id: string; readonly name: Label }[];
  readonly standards: readonly { readonly id: string; readonly name: Label }[];
  /** Missing from releases published before there were any. */
  readonly thresholds?: readonly ThresholdsEntry[];
  readonly schemes: readonly SchemeEntry[];
  readonly sources: readonly ({ readonly id: string } & SourceEntry)[];
  /** Missing from releases of old. */
  readonly rules?: { readonly unsummedUnits?: readonly string[] };
}

export interface UnitFigure {
  readonly series: string;
  readonly indicator: string;
  readonly period: string;
  readonly asOf: string | null;
  readonly standard: string;
  readonly areaType: string;
  readonly group: string;
  readonly nature: SeriesEntry["nature"];
  readonly stage: SeriesEntry["stage"];
  readonly value: number | null;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  readonly status: Status | null;
  readonly qualifier?: string | null;
  readonly source?: string | null;
  readonly import?: number | null;
  readonly file?: string | null;
  readonly row?: number | null;
  /** What the officer who imported it says of it. */
  readonly note?: string;
  readonly reported?: boolean;
  /** Of a figure of other units: where it was reported, and how much of it rests on divided units. */
  readonly carried?: CarriedFrom & {
    readonly basis: string;
    readonly partialShare: number;
    readonly unknownShare: number;
  };
  /** Of a rate computed from counts: the two counts, each with its own origin. */
  readonly parts?: readonly FigurePart[];
}

/** One of the two counts of a computed rate. */
export interface FigurePart {
  readonly part: "numerator" | "denominator";
  readonly series: string;
  readonly indicator: string;
  readonly group: string;
  readonly standard: string;
  readonly stage: SeriesEntry["stage"];
  readonly value: number | null;
  readonly status: Status | null;
  readonly qualifier?: string | null;
  readonly source?: string | null;
  readonly file?: string | null;
  readonly row?: number | null;
  readonly import?: number | null;
  readonly note?: string;
}

export interface UnitDesignation {
  readonly scheme: string;
  readonly class: string;
  readonly name: string;
  readonly decision: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly illustrative: boolean;
  readonly source: string;
  readonly file?: string | null;
  readonly row?: number | null;
  readonly import?: number | null;
  readonly note?: string;
}

export interface SourceEntry {
  readonly title: string;
  readonly number: string;
  readonly publisher: string;
  readonly date: string;
  readonly licence: string;
  readonly url: string;
}

export interface UnitAnswer {
  readonly release: string;
  readonly edition: string;
  readonly level: Level;
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly fullName: string;
  readonly parents: readonly {
    readonly level: Level;
    readonly code: string;
    readonly fullName: string;
  }[];
  readonly area: number | null;
  readonly boundary: string | null;
  readonly boundarySources: readonly string[];
  readonly neighbours: readonly { readonly code: string; readonly fullName: string }[];
  readonly figures: readonly UnitFigure[];
  /** Series of earlier periods that the answer did not read, where there are very many. */
  readonly seriesLeftOut?: number;
  readonly designations: readonly UnitDesignation[];
  /** What the units were that it was formed from: never a class of the unit itself. */
  readonly formerDesignations?: readonly FormerDesignation[];
  readonly sources: Readonly<Record<string, SourceEntry>>;
}

/** Of one scheme, how many of the former units had which class on the last day of their edition. */
export interface FormerDesignation {
  readonly scheme: string;
  readonly edition: string;
  readonly day: string;
  readonly parts: number;
  readonly wholeParts: number;
  readonly illustrative: boolean;
  readonly classes: readonly {
    readonly class: string;
    readonly count: number;
    readonly units: readonly string[];
  }[];
}

/** A unit that another one was formed from, or that it became. */
export interface HistoryStep {
  readonly edition: string;
  readonly level: Level;
  readonly code: string;
  readonly fullName: string;
  readonly parents: UnitAnswer["parents"];
  /** Whether all of the old unit went into the new one. */
  readonly whole: boolean;
  readonly basis: string;
  /** The part of the old unit that went to the new one; null where nobody tells it. */
  readonly share: number | null;
  readonly source: string | null;
  readonly import?: number | null;
  readonly file?: string | null;
  readonly row?: number | null;
  readonly figures: readonly UnitFigure[];
  readonly designations: readonly UnitDesignation[];
}

export interface HistoryAnswer {
  readonly release: string;
  readonly edition: string;
  readonly level: Level;
  readonly code: string;
  readonly formedFrom: readonly HistoryStep[];
  readonly became: readonly HistoryStep[];
  readonly sources: Readonly<Record<string, SourceEntry>>;
}

export interface SearchResult {
  readonly edition: string;
  readonly level: Level;
  readonly code: string;
  readonly name: string;
  readonly fullName: string;
  readonly village: string;
  /** The former unit by whose name this one was found. */
  readonly former?: {
    readonly edition: string;
    readonly code: string;
    readonly fullName: string;
    readonly whole: boolean;
  } | null;
  readonly provinceName: string;
  readonly bbox: Bounds | null;
}

export interface SearchAnswer {
  readonly query: string;
  readonly results: readonly SearchResult[];
}

/** What an administrator of the server set for the map. */
export interface MapSettings {
  readonly baseMap: BaseMap | null;
  /** Null for the names that the map brings. */
  readonly seas: readonly SeaName[] | null;
}

/** Raster tiles below the colours. */
export interface BaseMap {
  /** With {z}, {x} and {y}. */
  readonly url: string;
  readonly attribution: string;
  readonly minZoom: number;
  readonly maxZoom: number;
}

export interface SeaName {
  readonly vi: string;
  readonly en: string;
  /** Longitude and latitude of the middle of the name. */
  readonly at: readonly number[];
  /** First and last zoom at which it is written. */
  readonly zoom: readonly number[];
}
