import type { ApiClient } from "../api/client";
import type {
  CataloguePiece,
  IndicatorEntry,
  Label,
  Level,
  Manifest,
  SchemeEntry,
  SeriesEntry,
  ThresholdsEntry,
} from "../api/types";
import type { Painting } from "../classify/painting";
import type { ViewState } from "../state/view-state";
import { type Choice, choose, type Wish } from "./choices";
import { computeRate, decodeColumn, type Figures } from "./column";
import { type Holdings, holdingsOn, referenceDay } from "./designations";
import { noFigures } from "./outline";
import { type Layered, layer } from "./stages";
import { type Unit, Units } from "./units";

/**
 * One release as the map reads it: the manifest with its catalogue, and its units and figures, which
 * are fetched when first needed. Everything in it comes from the same release.
 */
export class Atlas {
  private readonly indicators: ReadonlyMap<string, IndicatorEntry>;
  private readonly groups: ReadonlyMap<string, Label>;
  private readonly standards: ReadonlyMap<string, Label>;
  private readonly schemes: ReadonlyMap<string, SchemeEntry>;
  private readonly sources: ReadonlyMap<string, CataloguePiece["sources"][number]>;
  private readonly legal: readonly ThresholdsEntry[];
  private readonly seriesById: ReadonlyMap<string, SeriesEntry>;
  private readonly order: Parameters<typeof choose>[2];
  private readonly unitsByPiece = new Map<string, Promise<Units>>();

  private constructor(
    private readonly api: ApiClient,
    readonly manifest: Manifest,
    catalogue: CataloguePiece,
  ) {
    this.indicators = new Map(catalogue.indicators.map((i) => [i.id, i]));
    this.groups = new Map(catalogue.groups.map((g) => [g.id, g.name]));
    this.standards = new Map(catalogue.standards.map((s) => [s.id, s.name]));
    this.schemes = new Map(catalogue.schemes.map((s) => [s.id, s]));
    this.sources = new Map(catalogue.sources.map((s) => [s.id, s]));
    this.legal = catalogue.thresholds ?? [];
    this.seriesById = new Map(manifest.series.map((s) => [s.id, s]));
    this.order = {
      indicators: catalogue.indicators.map((i) => i.id),
      groups: catalogue.groups.map((g) => g.id),
      unsummed: catalogue.indicators
        .filter((i) => i.kind === "rate" || catalogue.rules?.unsummedUnits?.includes(i.unit))
        .map((i) => i.id),
    };
  }

  static async open(api: ApiClient, manifest: Manifest): Promise<Atlas> {
    return new Atlas(api, manifest, await api.catalogue(manifest.catalogue));
  }

  choose(wish: Wish): Choice | null {
    return choose(this.manifest, wish, this.order);
  }

  indicator(id: string): IndicatorEntry | undefined {
    return this.indicators.get(id);
  }

  group(id: string): Label | undefined {
    return this.groups.get(id);
  }

  standard(id: string): Label | undefined {
    return this.standards.get(id);
  }

  scheme(id: string): SchemeEntry | undefined {
    return this.schemes.get(id);
  }

  source(id: string): CataloguePiece["sources"][number] | undefined {
    return this.sources.get(id);
  }

  /** Lines that legal texts draw through what a choice shows. */
  thresholds({
    indicator,
    level,
  }: Pick<Choice, "indicator" | "level">): readonly ThresholdsEntry[] {
    return this.legal.filter((t) => t.indicator === indicator && t.level === level);
  }

  /** Designation schemes of which the release has a list for the units shown. */
  schemesFor({ edition, level }: Pick<Choice, "edition" | "level">): readonly SchemeEntry[] {
    const listed = new Set(this.listsFor({ edition, level }).map((d) => d.scheme));
    return [...this.schemes.values()].filter((s) => listed.has(s.id));
  }

  /** Who holds the designations of some schemes; schemes without a list are left out. */
  async holdings(
    choice: Pick<Choice, "edition" | "level">,
    schemes: readonly string[],
  ): Promise<ReadonlyMap<string, Holdings>> {
    const wanted = this.listsFor(choice).filter((d) => schemes.includes(d.scheme));
    if (wanted.length === 0) return new Map();
    // The reference day looks at every list of the edition.
    const all = await Promise.all(
      this.manifest.designations
        .filter((d) => d.edition === choice.edition.id)
        .map((d) => this.api.designations(d.piece)),
    );
    const day = referenceDay(this.manifest, choice.edition, all);
    return new Map(
      all
        .filter((piece) => wanted.some((d) => d.scheme === piece.scheme))
        .map((piece) => [piece.scheme, holdingsOn(piece, day)]),
    );
  }

  /** For each unit shown the places of those that touch it; nothing where the release does not say. */
  async neighbours({
    edition,
    level,
  }: Pick<Choice, "edition" | "level">): Promise<readonly (readonly number[])[]> {
    const entry = edition.levels.find((l) => l.level === level);
    if (!entry?.adjacency) return [];
    const piece = await this.api.adjacency(entry.adjacency);
    if (piece.order !== entry.order) {
      throw new RangeError(`Neighbours of ${level} do not fit the units of this release`);
    }
    return piece.neighbours;
  }

  private level(edition: string, level: Level) {
    return this.manifest.editions
      .find((e) => e.id === edition)
      ?.levels.find((l) => l.level === level);
  }

  private listsFor({ edition, level }: Pick<Choice, "edition" | "level">) {
    return this.manifest.designations.filter(
      (d) =>
        d.edition === edition.id &&
        (d.level === level || (d.level === "village" && level === "commune")),
    );
  }

  /** Place of an indicator in the catalogue, for lists that follow its order. */
  rank(indicator: string): number {
    const at = this.order.indicators.indexOf(indicator);
    return at < 0 ? this.order.indicators.length : at;
  }

  /** The units of a level by their codes alone; null where the release has no such piece. */
  codes(edition: string, level: Level): Promise<Units> | null {
    const piece = this.level(edition, level)?.codes;
    return piece ? this.api.codes(piece).then((answer) => Units.nameless(answer)) : null;
  }

  units(edition: string, level: Level): Promise<Units> {
    const piece = this.level(edition, level)?.units;
    if (!piece) return Promise.reject(new RangeError(`No units of ${level} in ${edition}`));
    const known = this.unitsByPiece.get(piece);
    if (known) return known;
    const asked = this.api.units(piece).then((answer) => new Units(answer));
    this.unitsByPiece.set(piece, asked);
    asked.catch(() => this.unitsByPiece.delete(piece));
    return asked;
  }

  /** The figures of a choice: of its first series, and of those behind it where that has none. */
  async figures(choice: Pick<Choice, "series" | "behind">, units: Units): Promise<Layered> {
    if (!choice.series) return layer([noFigures(units.list.length)]);
    const series = [choice.series, ...choice.behind];
    return layer(await Promise.all(series.map((s) => this.ofSeries(s, units))));
  }

  /** Asks for the columns of a choice before they are needed; who needs them hears of failures. */
  ask(choice: Choice): void {
    for (const { column, numerator, denominator } of choice.series ? [choice.series] : []) {
      const counts = [numerator, denominator].map((id) => this.seriesById.get(id ?? "")?.column);
      for (const hash of column ? [column] : counts) {
        if (hash) this.api.column(hash).catch(() => undefined);
      }
    }
  }

  /** The figures of a series: its column, or computed from the columns of its counts. */
  private async ofSeries(series: SeriesEntry, units: Units): Promise<Figures> {
    if (series.sum) {
      const { sumFigures } = await import("./sums");
      return sumFigures(this.api, this.manifest.release, series, units);
    }
    if (series.column) return this.column(series.column, units);
    const numerator = this.seriesById.get(series.numerator ?? "")?.column;
    const denominator = this.seriesById.get(series.denominator ?? "")?.column;
    if (!numerator || !denominator) {
      throw new RangeError(`Series ${series.id} has neither a column nor counts`);
    }
    const [above, below] = await Promise.all([
      this.column(numerator, units),
      this.column(denominator, units),
    ]);
    return computeRate(above, below);
  }

  private async column(hash: string, units: Units): Promise<Figures> {
    return decodeColumn(await this.api.column(hash), units.order, units.list.length);
  }
}

/** What is on the map: a choice with its units and figures. */
export interface View {
  readonly atlas: Atlas;
  readonly choice: Choice;
  readonly indicator: IndicatorEntry | undefined;
  readonly units: Units;
  readonly provinces: Units;
  readonly figures: Layered;
  /** Whether the units have codes alone so far: names and places come right after the colours. */
  readonly isNameless: boolean;
  /** By scheme: those that overlays and filters ask for. */
  readonly holdings: ReadonlyMap<string, Holdings>;
  /** Set where the figures are scores of a scenario: 1 for each unit that it compares. */
  readonly compared?: Uint8Array;
  /** What the legend says of units that are left out, where no filter did it. */
  readonly leftOut?: string;
  /** Set where a sum is looked at: 1 for each unit that has part in it. */
  readonly within?: Uint8Array;
  /** How its figures become colours, where that is not as any others do. */
  readonly paint?: (state: ViewState) => Painting;
  /** Of a change and of two sides: the two that are compared, the other one first. */
  readonly sides?: readonly [View, View];
  /** What the map shows on its other side. */
  readonly beside?: Beside;
}

/** The other side of a map of two: its figures, and how they are painted once the first side is. */
export interface Beside {
  readonly view: View;
  readonly paint: (state: ViewState) => Painting;
  /** What each side shows, in a few words: the other one, then that of the view. */
  readonly names: readonly [string, string];
}

/**
 * @param schemes designation schemes that the map needs
 * @param onUnits called when the units are there and the figures may still be on their way
 * @param nameless whether codes do for the units, where the release has them apart
 */
export async function loadView(
  atlas: Atlas,
  choice: Choice,
  schemes: readonly string[],
  nameless = false,
  onUnits: (units: Units, provinces: Units) => void = () => undefined,
): Promise<View> {
  atlas.ask(choice);
  const codes = nameless ? atlas.codes(choice.edition.id, choice.level) : null;
  const [units, provinces, holdings] = await Promise.all([
    codes ?? atlas.units(choice.edition.id, choice.level),
    atlas.units(choice.edition.id, "province"),
    atlas.holdings(choice, schemes),
  ]);
  onUnits(units, provinces);
  const figures = await atlas.figures(choice, units);
  const indicator = atlas.indicator(choice.indicator);
  const isNameless = codes !== null;
  return { atlas, choice, indicator, units, provinces, figures, isNameless, holdings };
}

/** A unit by its code, of the level shown or a province. */
export function findUnit(view: View, code: string): Unit | undefined {
  return view.units.find(code) ?? view.provinces.find(code);
}
