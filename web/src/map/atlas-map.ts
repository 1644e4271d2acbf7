import {
  control,
  type LatLng,
  Map as LeafletMap,
  type LeafletMouseEvent,
  latLngBounds,
  type Point,
  point,
} from "leaflet";
import type { View as TileView } from "protomaps-leaflet";
import type { ApiClient } from "../api/client";
import type { BaseMap, Bounds, Level, Tileset } from "../api/types";
import type { BaseMapLayer } from "./base-map-layer";
import { ChoroplethLayer, type ChoroplethStyle } from "./choropleth-layer";
import { type BesideDrawing, type Drawing, scaleBar } from "./drawing";
import { needsInset } from "./extent";
import type { Hemispheres } from "./graticule";
import type { GraticuleLayer } from "./graticule-layer";
import type { Inset } from "./inset";
import { LabelLayer, type Labels } from "./label-layer";
import { OutlineLayer } from "./outline-layer";
import { ARCHIPELAGOS } from "./seas";
import { StampLayer } from "./stamp-layer";
import type { Direction } from "./steps";
import { SymbolLayer, type Symbols } from "./symbol-layer";
import { tileView } from "./tiles";

export interface Place {
  readonly zoom: number;
  readonly lat: number;
  readonly lng: number;
}

/** Room that panels take from the window, in pixels. */
export interface Insets {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** What the inset takes beside that, where it stands beside the land rather than above it. */
  readonly inset: number;
}

/** The other side of a map of two. */
export interface Side {
  /** Whether a place of the window, from its left edge, belongs to that side. */
  covers(x: number): boolean;
  /** The unit of that side at a place; null for none. */
  pick(at: LatLng): string | null;
  drawing(): BesideDrawing;
  remove(): void;
}

export interface MapEvents {
  /** The pointer is over a unit, or over none; x and y in the window of the map. */
  hover(code: string | null, x: number, y: number): void;
  /** A unit was clicked, or none; at is the longitude and latitude. */
  pick(code: string | null, at: readonly [number, number]): void;
  moved(place: Place): void;
  tileFailed(error: unknown): void;
}

const MIN_ZOOM = 4;
const MAX_ZOOM = 14;
/** So much of a window is left to the map, in pixels, whatever panels take. */
const LEAST = 200;
const NO_LETTERS: Hemispheres = { north: "", south: "", east: "", west: "" };
/** Zooms between whole ones, so that what is to be shown fills the window. */
const ZOOM_STEP = 0.25;

/** The Leaflet map: units in colour, outlines above them, names above those. */
export class AtlasMap {
  private readonly map: LeafletMap;
  private readonly outlines: OutlineLayer;
  private readonly labels: LabelLayer;
  private readonly symbols: SymbolLayer;
  private readonly stamp: StampLayer;
  private graticule: Promise<GraticuleLayer> | null = null;
  private graticuleShown: GraticuleLayer | null = null;
  private ground: { source: BaseMap; layer: Promise<BaseMapLayer> } | null = null;
  private groundShown: BaseMapLayer | null = null;
  /** The archipelagos, where the window does not show them; made when first needed. */
  private readonly insetElement: HTMLElement;
  private inset: Promise<Inset> | null = null;
  private insetShown: Inset | null = null;
  private allPainted: () => void = () => undefined;
  private readonly isPainted = new Promise<void>((done) => {
    this.allPainted = done;
  });
  private style: ChoroplethStyle | null = null;
  private labelled: Labels | null = null;
  private tileset: string | null = null;
  private insetTiles: TileView | null = null;
  private choropleth: ChoroplethLayer | null = null;
  private level: Level = "commune";
  private hovered: string | null = null;
  /** The place of the unit outlined for the keyboard; null while a pointer hovers. */
  private pointed: readonly [number, number] | null = null;
  private selected: { level: Level; code: string } | null = null;
  private side: Side | null = null;
  private readonly calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  constructor(
    private readonly container: HTMLElement,
    private readonly api: ApiClient,
    private readonly events: MapEvents,
    private readonly insets: () => Insets,
  ) {
    this.map = new LeafletMap(container, {
      attributionControl: false,
      zoomControl: false,
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      fadeAnimation: !this.calm.matches,
      zoomAnimation: !this.calm.matches,
      inertia: !this.calm.matches,
      zoomSnap: ZOOM_STEP,
      // Arrows go from unit to unit instead; what Leaflet's other keys do is done by `keyed`.
      keyboard: false,
    });
    container.tabIndex = 0;
    container.addEventListener("keydown", (event) => this.keyed(event));
    this.map.createPane("ground").classList.add("pane-ground");
    this.map.createPane("choropleth").classList.add("pane-choropleth");
    this.map.createPane("graticule").classList.add("pane-graticule");
    this.map.createPane("stamp").classList.add("pane-stamp");
    this.map.createPane("symbols").classList.add("pane-symbols");
    this.map.createPane("outlines").classList.add("pane-outlines");
    this.map.createPane("labels").classList.add("pane-labels");
    const maxWidth = container.clientWidth > 600 ? 120 : 70;
    control.scale({ imperial: false, position: "bottomright", maxWidth }).addTo(this.map);
    this.outlines = new OutlineLayer(() => this.currentOutlines(), { pane: "outlines" });
    this.stamp = new StampLayer({ pane: "stamp" });
    this.insetElement = document.createElement("div");
    this.insetElement.className = "inset";
    this.insetElement.hidden = true;
    this.insetElement.setAttribute("role", "img");
    // Beside the map rather than in it: what is pressed there is no place of the map.
    container.after(this.insetElement);
    this.symbols = new SymbolLayer({ pane: "symbols" });
    this.labels = new LabelLayer({ pane: "labels" });

    this.map.on("mousemove", (event) => this.hoverAt(event));
    this.map.on("mouseout", () => this.setHovered(null, 0, 0));
    this.map.on("movestart", () => {
      // A walk by keyboard moves the map itself, and stays on its unit.
      if (!this.pointed) this.setHovered(null, 0, 0);
    });
    this.map.on("click", (event) => {
      const { lng, lat } = event.latlng;
      this.events.pick(this.unitAt(event), [lng, lat]);
    });
    this.map.on("moveend", () => {
      const { lat, lng } = this.map.getCenter();
      this.updateInset();
      this.events.moved({ zoom: this.map.getZoom(), lat, lng });
    });
  }

  /** Shows a place before anything is painted. */
  begin(place: Place | null, bounds: Bounds): void {
    if (place) this.map.setView([place.lat, place.lng], place.zoom, { animate: false });
    else this.fit(bounds, { animate: false });
    this.stamp.addTo(this.map);
    this.symbols.addTo(this.map);
    this.outlines.addTo(this.map);
  }

  /** Asks for the tiles of the first view; they are painted when their colours are told. */
  expect(tileset: Tileset, level: Level): void {
    if (this.choropleth) return;
    this.level = level;
    this.setTiles(tileset, null);
  }

  /** Colours the units. Tiles are asked for only when the tileset is another one. */
  paint(tileset: Tileset, style: ChoroplethStyle): void {
    this.level = style.level;
    this.style = style;
    if (this.tileset === tileset.hash && this.choropleth) this.choropleth.restyle(style);
    else this.setTiles(tileset, style);
    this.outlines.invalidate();
    this.updateInset();
  }

  /** Takes the units off the map; names of seas and the graticule stay. */
  blank(): void {
    this.choropleth?.remove();
    this.choropleth = null;
    this.tileset = null;
    this.insetElement.hidden = true;
    this.labels.addTo(this.map);
    this.outlines.invalidate();
  }

  /** Shows another map on one side of this one, in step with it; null for none. */
  divide(make: ((map: LeafletMap) => Side) | null): void {
    this.side?.remove();
    this.side = make ? make(this.map) : null;
  }

  /** Whether a place of the window belongs to the other side. */
  isBeside(x: number): boolean {
    return this.side?.covers(x) ?? false;
  }

  private setTiles(tileset: Tileset, style: ChoroplethStyle | null): void {
    this.choropleth?.remove();
    this.tileset = tileset.hash;
    const failed = (error: unknown): void => this.events.tileFailed(error);
    const tiles = tileView(this.api, tileset, failed);
    // Tiles of its own: asking for another zoom gives up what is under way for this one.
    this.insetTiles = tileView(this.api, tileset, failed);
    this.choropleth = new ChoroplethLayer(tiles, style, { pane: "choropleth" });
    this.choropleth.on("tileload", () => this.outlines.invalidate());
    this.choropleth.once("load", () => this.allPainted());
    // Colours first: placing names takes as long as painting a screen.
    this.choropleth.once("load", () => this.labels.addTo(this.map));
    this.choropleth.addTo(this.map);
  }

  /** Settles when every tile of the first view is painted, or has failed. */
  painted(): Promise<void> {
    return this.isPainted;
  }

  /** Takes everything off the map. */
  clear(): void {
    this.choropleth?.remove();
    this.choropleth = null;
    this.tileset = null;
    this.insetElement.hidden = true;
    this.stamp.remove();
    this.symbols.remove();
    this.labels.remove();
    this.outlines.remove();
  }

  name(labels: Labels): void {
    this.labelled = labels;
    this.labels.show(labels);
    this.updateInset();
  }

  /** Writes a few words across the map; "" for none. */
  stampWith(text: string): void {
    this.stamp.say(text);
  }

  /** What the inset shows, for readers. */
  nameInset(text: string): void {
    this.insetElement.setAttribute("aria-label", text);
  }

  /** Draws lines of longitude and latitude; null for none. */
  async grid(letters: Hemispheres | null): Promise<void> {
    if (!letters && !this.graticule) return;
    this.graticule ??= import("./graticule-layer").then(
      ({ GraticuleLayer: Made }) =>
        new Made(letters ?? NO_LETTERS, () => this.insets(), { pane: "graticule" }),
    );
    const layer = await this.graticule;
    if (letters) {
      layer.say(letters);
      layer.addTo(this.map);
    } else layer.remove();
    this.graticuleShown = letters ? layer : null;
  }

  /** Lays a base map below the colours; null for none. */
  async lay(source: BaseMap | null, onFailure: () => void): Promise<void> {
    const before = this.ground;
    if (before?.source === source || (!before && !source)) return;
    this.ground = source && {
      source,
      layer: import("./base-map-layer").then(
        ({ BaseMapLayer: Made }) => new Made(source, onFailure, { pane: "ground" }),
      ),
    };
    const wanted = this.ground;
    (await before?.layer)?.remove();
    const layer = (await wanted?.layer) ?? null;
    if (this.ground !== wanted) return;
    this.groundShown = layer?.addTo(this.map) ?? null;
  }

  /** Circles and badges over the colours. */
  mark(symbols: Symbols): void {
    this.symbols.show(symbols);
  }

  /** What is on the screen, to be drawn elsewhere. */
  drawing(density: number): Drawing {
    const { x: width, y: height } = this.map.getSize();
    const middle = this.map.containerPointToLatLng([width / 2, height / 2]);
    const beside = this.map.containerPointToLatLng([width / 2 + 100, height / 2]);
    return {
      width,
      height,
      ground: this.groundShown?.drawing(density) ?? null,
      tiles: this.choropleth?.drawn() ?? [],
      beside: this.side?.drawing() ?? null,
      over: [this.stamp, this.graticuleShown, this.symbols, this.outlines, this.labels].flatMap(
        (layer) => layer?.sketch() ?? [],
      ),
      inset: this.insetElement.hidden ? null : (this.insetShown?.drawing() ?? null),
      scale: scaleBar(middle.distanceTo(beside) / 100, 110),
    };
  }

  /** How a unit looks on the map. */
  lookOf(code: string): ReturnType<ChoroplethLayer["lookOf"]> {
    return this.choropleth?.lookOf(code) ?? { fill: undefined, overlays: [] };
  }

  get zoom(): number {
    return this.map.getZoom();
  }

  select(unit: { level: Level; code: string } | null): void {
    this.selected = unit;
    this.outlines.invalidate();
  }

  fit(bounds: Bounds, options: { animate?: boolean; maxZoom?: number } = {}): void {
    const [west, south, east, north] = bounds;
    const box = latLngBounds([south, west], [north, east]);
    const room = (besides: boolean): { topLeft: Point; bottomRight: Point } => {
      const { left, top, right, bottom, inset } = this.insets();
      const beside = besides ? inset : 0;
      const size = this.map.getSize();
      // In a low or narrow window panels leave next to nothing: a part of it is the map's at least.
      const across = Math.min(
        1,
        Math.max(size.x / 2, size.x - LEAST) / (left + right + beside + 32),
      );
      const down = Math.min(1, (0.85 * size.y) / (top + bottom + 32));
      return {
        topLeft: point((left + 16) * across, (top + 16) * down),
        bottomRight: point((right + beside + 16) * across, (bottom + 16) * down),
      };
    };
    let { topLeft, bottomRight } = room(false);
    const zoom = this.map.getBoundsZoom(box, false, topLeft.add(bottomRight));
    // Where the inset will appear, what is fitted must not come to lie below it.
    if (needsInset(zoom, ARCHIPELAGOS, bounds)) {
      ({ topLeft, bottomRight } = room(true));
    }
    const fit = {
      paddingTopLeft: topLeft,
      paddingBottomRight: bottomRight,
      maxZoom: options.maxZoom ?? MAX_ZOOM,
    };
    if (options.animate === false || this.calm.matches) {
      this.map.fitBounds(box, { ...fit, animate: false });
    } else {
      this.map.flyToBounds(box, { ...fit, duration: 0.7 });
    }
  }

  /**
   * Outlines a unit as the pointer does, for those who have none; null for no unit. The map follows.
   *
   * @returns where the unit is in the window of the map
   */
  point(unit: { code: string; label: readonly [number, number] } | null): { x: number; y: number } {
    if (unit) this.reveal(unit.label);
    this.hovered = unit?.code ?? null;
    this.pointed = unit?.label ?? null;
    this.outlines.invalidate();
    const [lng, lat] = unit?.label ?? [0, 0];
    return unit ? this.map.latLngToContainerPoint([lat, lng]) : { x: 0, y: 0 };
  }

  /** Outlines a unit that is pointed at elsewhere; the map stays where it is. */
  hint(code: string | null): void {
    this.hovered = code;
    this.outlines.invalidate();
  }

  centre(): readonly [number, number] {
    const { lng, lat } = this.map.getCenter();
    return [lng, lat];
  }

  /** Moves the map by a third of its window. */
  pan(direction: Direction): void {
    const { x, y } = this.map.getSize();
    const [dx, dy] = { up: [0, -y], right: [x, 0], down: [0, y], left: [-x, 0] }[direction];
    this.map.panBy([(dx ?? 0) / 3, (dy ?? 0) / 3], { animate: !this.calm.matches });
  }

  /** Pans, if need be, so that a place is not hidden behind a panel. */
  reveal([lng, lat]: readonly [number, number]): void {
    const at = this.map.latLngToContainerPoint([lat, lng]);
    const size = this.map.getSize();
    const { left, top, right, bottom } = this.insets();
    const margin = 40;
    const dx = overshoot(at.x, left + margin, size.x - right - margin);
    const dy = overshoot(at.y, top + margin, size.y - bottom - margin);
    if (dx !== 0 || dy !== 0) this.map.panBy([dx, dy], { animate: !this.calm.matches });
  }

  moveTo(place: Place): void {
    this.map.setView([place.lat, place.lng], place.zoom, { animate: false });
  }

  /** To the next whole zoom, at which tiles are sharpest. */
  zoomBy(step: 1 | -1): void {
    const zoom = this.map.getZoom();
    this.map.setZoom(step > 0 ? Math.floor(zoom) + 1 : Math.ceil(zoom) - 1);
  }

  /** Asks again for tiles that did not come. */
  retry(): void {
    if (this.choropleth?.incomplete) this.choropleth.retry();
  }

  /** After the window of the map has changed its size. */
  resized(): void {
    this.map.invalidateSize({ animate: false });
  }

  focus(): void {
    this.container.focus();
  }

  private updateInset(): void {
    const { style, insetTiles: tiles, labelled } = this;
    if (!style || !tiles || !labelled) return;
    const seen = this.map.getBounds();
    const isNeeded = needsInset(this.map.getZoom(), ARCHIPELAGOS, [
      seen.getWest(),
      seen.getSouth(),
      seen.getEast(),
      seen.getNorth(),
    ]);
    const appears = isNeeded && this.insetElement.hidden;
    this.insetElement.hidden = !isNeeded;
    if (!isNeeded) return;
    this.inset ??= import("./inset").then(({ Inset: Made }) => new Made(this.insetElement));
    void this.inset.then((inset) => {
      this.insetShown = inset;
      if (this.insetTiles !== tiles || this.style !== style) return;
      if (appears) inset.fit();
      inset.paint(tiles, style);
      inset.name(labelled);
    }, this.events.tileFailed);
  }

  private keyed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.container) return;
    if (event.key === "+" || event.key === "=") this.zoomBy(1);
    else if (event.key === "-" || event.key === "_") this.zoomBy(-1);
  }

  private hoverAt(event: LeafletMouseEvent): void {
    const { x, y } = event.containerPoint;
    this.setHovered(this.unitAt(event), x, y);
  }

  private unitAt({ containerPoint, latlng }: LeafletMouseEvent): string | null {
    const shown = this.side?.covers(containerPoint.x) ? this.side : this.choropleth;
    return shown?.pick(latlng) ?? null;
  }

  private setHovered(code: string | null, x: number, y: number): void {
    if (code !== this.hovered || this.pointed) {
      this.hovered = code;
      this.pointed = null;
      this.container.classList.toggle("is-over-unit", code !== null);
      this.outlines.invalidate();
    }
    this.events.hover(code, x, y);
  }

  private currentOutlines() {
    const layer = this.choropleth;
    return {
      pointed: this.pointed,
      hovered: layer && this.hovered ? layer.pieces(this.level, this.hovered) : [],
      selected: layer && this.selected ? layer.pieces(this.selected.level, this.selected.code) : [],
    };
  }
}

/** How far a number lies outside a range; 0 within it. */
function overshoot(value: number, least: number, most: number): number {
  return value < least ? value - least : value > most ? value - most : 0;
}
