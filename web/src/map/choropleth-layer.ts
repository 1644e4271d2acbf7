import { type Coords, type DoneCallback, GridLayer, type LatLng } from "leaflet";
import type { Feature, PreparedTile, View } from "protomaps-leaflet";
import type { Level } from "../api/types";
import type { Fill } from "../classify/painting";
import type { DrawnTile } from "./drawing";
import { LEFT_OUT, PROVINCE_HALO, PROVINCE_LINE, unitLine } from "./ink";
import { dots, hatch, overlayHatch } from "./patterns";
import { closedWithin, codeOf, contains } from "./tiles";

/** How units are painted: which layer of the tiles, and the look of each code. */
export interface ChoroplethStyle {
  readonly level: Level;
  /** Undefined for a code that the release does not know. */
  readonly fill: (code: string) => Fill | undefined;
  /** What is drawn over the fill of a unit, none for most. */
  readonly overlays: (code: string) => readonly UnitOverlay[];
}

/** Hatching of one direction, or an inner outline in a colour. */
export type UnitOverlay =
  | { readonly style: "hatching"; readonly turn: number }
  | { readonly style: "outline"; readonly colour: string; readonly inset: number };

/** The part of a unit that lies in one tile, in pixels of the zoom shown, whole or between two. */
export interface Piece {
  readonly rings: readonly (readonly { readonly x: number; readonly y: number }[])[];
  readonly scale: number;
  /** Where the tile begins in the world, and how wide it is. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** A tile on the screen. */
interface Shown extends PreparedTile {
  readonly coords: Coords;
  drawing?: Drawing;
}

/** The shapes of a tile, for one level of units. */
interface Drawing {
  readonly level: Level;
  readonly units: readonly { readonly code: string; readonly path: Path2D }[];
  /** Every unit's outline. */
  readonly border: Path2D;
  readonly borders: Path2D;
  readonly islets: Path2D;
}

const LAYERS: Readonly<Record<Level, string>> = {
  province: "provinces",
  district: "districts",
  commune: "communes",
};

const TILE = 256;
/** Slack around a tile within which features are still drawn, so that no line is cut at its edge. */
const SLACK = 8;
/** Tiles reach this far over the next ones: between whole zooms they are scaled, and would show seams. */
const BLEED = 1;
/** Between whole zooms a tile is shown up to so much larger than it was drawn. */
const ENLARGED = 1.2;

/** An island no larger, in pixels, has a fine outline: a bay of a thousand would be a blot. */
const ISLET = 28;

/** Before anything is told of the looks: nothing is painted so. */
const NO_STYLE: ChoroplethStyle = {
  level: "commune",
  fill: () => undefined,
  overlays: () => [],
};

/**
 * Vector tiles painted on canvas. Tiles hold shapes and codes only; a repaint takes the colours from
 * the style and the shapes from the tiles on the screen, so it never asks the server for anything.
 */
export class ChoroplethLayer extends GridLayer {
  private readonly shown = new Map<HTMLElement, Shown>();
  private style = NO_STYLE;
  private styled: () => void = () => undefined;
  /** Tiles may come before their colours, and wait for them. */
  private readonly isStyled = new Promise<void>((done) => {
    this.styled = done;
  });
  private readonly missing = new Set<string>();
  private readonly density = Math.min(3, (window.devicePixelRatio || 1) * ENLARGED);
  /** By name; each is made once and runs on from tile to tile. */
  private readonly patterns = new Map<string, CanvasPattern | string>();

  constructor(
    private readonly view: View,
    style: ChoroplethStyle | null,
    options: { pane: string },
  ) {
    super({ ...options, tileSize: TILE, updateWhenIdle: false, keepBuffer: 1 });
    if (style) this.restyle(style);
    this.on("tileunload", (event) => this.shown.delete(event.tile));
    this.on("tileloadstart", ({ tile }) => {
      tile.style.width = `${TILE + BLEED}px`;
      tile.style.height = `${TILE + BLEED}px`;
    });
  }

  /** Repaints what is on the screen, at once. */
  restyle(style: ChoroplethStyle): void {
    this.style = style;
    this.styled();
    for (const [element, tile] of this.shown) this.paint(element as HTMLCanvasElement, tile);
  }

  /** Whether tiles are missing because the server did not answer. */
  get incomplete(): boolean {
    return this.missing.size > 0;
  }

  /** Asks again for everything on the screen; what was decoded before comes from the cache. */
  retry(): void {
    this.missing.clear();
    this.redraw();
  }

  /** The unit at a place; null where there is none or its tile is not there yet. */
  pick(at: LatLng): string | null {
    const z = this.displayZoom();
    if (z === undefined || !this._map) return null;
    const world = this._map.project(at, z);
    for (const tile of this.dataTiles(z)) {
      const x = world.x - tile.origin.x;
      const y = world.y - tile.origin.y;
      if (x < 0 || y < 0 || x >= tile.dim || y >= tile.dim) continue;
      const point = { x: x / tile.scale, y: y / tile.scale };
      for (const feature of tile.data.get(LAYERS[this.style.level]) ?? []) {
        const box = feature.bbox;
        if (
          point.x >= box.minX &&
          point.x <= box.maxX &&
          point.y >= box.minY &&
          point.y <= box.maxY &&
          contains(feature.geom, point)
        ) {
          return codeOf(feature);
        }
      }
    }
    return null;
  }

  /** The parts of a unit in the tiles on the screen. */
  pieces(level: Level, code: string): readonly Piece[] {
    const z = this.displayZoom();
    const found: Piece[] = [];
    if (z === undefined || !this._map) return found;
    const enlarged = this._map.getZoomScale(this._map.getZoom(), z);
    for (const tile of this.dataTiles(z)) {
      for (const feature of tile.data.get(LAYERS[level]) ?? []) {
        if (codeOf(feature) !== code) continue;
        found.push({
          rings: feature.geom,
          scale: tile.scale * enlarged,
          x: tile.origin.x * enlarged,
          y: tile.origin.y * enlarged,
          size: tile.dim * enlarged,
        });
      }
    }
    return found;
  }

  /** The shapes in the tiles on the screen, in pixels of the window. */
  drawn(): readonly DrawnTile[] {
    const map = this._map;
    const z = this.displayZoom();
    if (!map || z === undefined) return [];
    const enlarged = map.getZoomScale(map.getZoom(), z);
    const corner = map.containerPointToLayerPoint([0, 0]).add(map.getPixelOrigin());
    return [...this.shown.values()]
      .filter((tile) => tile.z === z)
      .map((tile) => {
        const { coords, origin, scale, data } = tile;
        const within = (feature: Feature): boolean =>
          reaches(feature, tile, coords.x * TILE - origin.x, coords.y * TILE - origin.y);
        return {
          left: coords.x * TILE * enlarged - corner.x,
          top: coords.y * TILE * enlarged - corner.y,
          size: TILE * enlarged,
          scale: scale * enlarged,
          x: origin.x * enlarged - corner.x,
          y: origin.y * enlarged - corner.y,
          units: (data.get(LAYERS[this.style.level]) ?? [])
            .filter(within)
            .map((feature) => ({ code: codeOf(feature), rings: feature.geom })),
          borders: (data.get("province_lines") ?? [])
            .filter(within)
            .map(({ geom }) => ({ rings: geom })),
          unitWidth: unitLineWidth(z),
          borderWidth: provinceLineWidth(z),
        };
      });
  }

  /** How a unit looks. */
  lookOf(code: string): { fill: Fill | undefined; overlays: readonly UnitOverlay[] } {
    return { fill: this.style.fill(code), overlays: this.style.overlays(code) };
  }

  override createTile(coords: Coords, done: DoneCallback): HTMLElement {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round((TILE + BLEED) * this.density);
    canvas.height = canvas.width;
    const key = `${coords.z}/${coords.x}/${coords.y}`;
    Promise.all([this.view.getDisplayTile(coords), this.isStyled]).then(
      ([prepared]) => {
        const tile: Shown = { ...prepared, coords };
        this.missing.delete(key);
        this.shown.set(canvas, tile);
        this.paint(canvas, tile);
        done(undefined, canvas);
      },
      (error: Error) => {
        if (error.name !== "AbortError") this.missing.add(key);
        done(error, canvas);
      },
    );
    return canvas;
  }

  private pattern(
    ctx: CanvasRenderingContext2D,
    name: string,
    make: (ctx: CanvasRenderingContext2D, density: number) => CanvasPattern | string,
  ): CanvasPattern | string {
    let pattern = this.patterns.get(name);
    if (!pattern) {
      pattern = make(ctx, this.density);
      this.patterns.set(name, pattern);
    }
    return pattern;
  }

  private displayZoom(): number | undefined {
    return this._map ? Math.round(this._map.getZoom()) : undefined;
  }

  /** Each data tile of a zoom once, although several tiles of the screen may share it. */
  private dataTiles(zoom: number): Iterable<PreparedTile> {
    const tiles = new Map<string, PreparedTile>();
    for (const tile of this.shown.values()) {
      if (tile.z !== zoom) continue;
      tiles.set(`${tile.dataTile.z}/${tile.origin.x}/${tile.origin.y}`, tile);
    }
    return tiles.values();
  }

  private paint(canvas: HTMLCanvasElement, tile: Shown): void {
    const ctx = canvas.getContext("2d");
    if (!ctx) return;
    const left = tile.coords.x * TILE - tile.origin.x;
    const top = tile.coords.y * TILE - tile.origin.y;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    const density = canvas.width / (TILE + BLEED);
    ctx.setTransform(density, 0, 0, density, -left * density, -top * density);
    ctx.lineJoin = "round";

    const { units, border, borders, islets } = this.drawing(tile, left, top);
    const marked: [Path2D, readonly UnitOverlay[]][] = [];
    // Units of one look are one shape: fewer strokes of the brush, and no hairline between neighbours.
    const looks = new Map<string | null, Path2D>();
    const estimated = new Path2D();
    for (const { code, path } of units) {
      const fill = this.style.fill(code);
      const colour = fill?.isLeftOut ? LEFT_OUT : (fill?.colour ?? null);
      const look = looks.get(colour) ?? new Path2D();
      looks.set(colour, look);
      look.addPath(path);
      if (fill?.isEstimated) estimated.addPath(path);
      if (fill?.isLeftOut) continue;
      const overlays = this.style.overlays(code);
      if (overlays.length > 0) marked.push([path, overlays]);
    }
    for (const [colour, shape] of looks) {
      ctx.fillStyle = colour ?? this.pattern(ctx, "none", hatch);
      ctx.fill(shape);
    }
    ctx.fillStyle = this.pattern(ctx, "estimated", dots);
    ctx.fill(estimated);
    for (const [path, overlays] of marked) {
      for (const overlay of overlays) {
        if (overlay.style !== "hatching") continue;
        const { turn } = overlay;
        ctx.fillStyle = this.pattern(ctx, `overlay ${turn}`, (c, d) => overlayHatch(c, d, turn));
        ctx.fill(path, "evenodd");
      }
    }
    ctx.strokeStyle = unitLine();
    ctx.lineWidth = unitLineWidth(tile.z);
    ctx.stroke(border);
    for (const [path, overlays] of marked) {
      for (const overlay of overlays) {
        if (overlay.style === "outline") innerOutline(ctx, path, overlay, tile.z);
      }
    }
    const width = provinceLineWidth(tile.z);
    for (const [colour, thick, shape] of [
      [PROVINCE_HALO, width + 1.6, borders],
      [PROVINCE_LINE, width, borders],
      [PROVINCE_LINE, Math.min(0.5, width / 2), islets],
    ] as const) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = thick;
      ctx.stroke(shape);
    }
  }

  /** The shapes of a tile as the canvas takes them; traced once, painted in many looks. */
  private drawing(tile: Shown, left: number, top: number): Drawing {
    const { level } = this.style;
    if (tile.drawing?.level === level) return tile.drawing;
    const near = (feature: Feature): boolean => reaches(feature, tile, left, top);
    const border = new Path2D();
    const units = (tile.data.get(LAYERS[level]) ?? []).filter(near).map((feature) => {
      const path = new Path2D();
      trace(path, feature.geom, tile.scale, true);
      border.addPath(path);
      return { code: codeOf(feature), path };
    });
    const isIslet = (part: Feature["geom"][number]): boolean =>
      closedWithin(part, ISLET / tile.scale);
    const borders = new Path2D();
    const islets = new Path2D();
    for (const { geom } of (tile.data.get("province_lines") ?? []).filter(near)) {
      trace(
        borders,
        geom.filter((part) => !isIslet(part)),
        tile.scale,
        false,
      );
      trace(islets, geom.filter(isIslet), tile.scale, false);
    }
    tile.drawing = { level, units, border, borders, islets };
    return tile.drawing;
  }
}

/** Whether a feature comes near the part of its data tile that begins at left and top. */
function reaches(feature: Feature, tile: PreparedTile, left: number, top: number): boolean {
  return (
    feature.bbox.maxX * tile.scale >= left - SLACK &&
    feature.bbox.minX * tile.scale <= left + TILE + BLEED + SLACK &&
    feature.bbox.maxY * tile.scale >= top - SLACK &&
    feature.bbox.minY * tile.scale <= top + TILE + BLEED + SLACK
  );
}

function trace(path: Path2D, geom: Feature["geom"], scale: number, closed: boolean): void {
  for (const part of geom) {
    let first = true;
    for (const point of part) {
      if (first) path.moveTo(point.x * scale, point.y * scale);
      else path.lineTo(point.x * scale, point.y * scale);
      first = false;
    }
    if (closed) path.closePath();
  }
}

/** A line along the inside of a border, so that two neighbours may each have theirs. */
function innerOutline(
  ctx: CanvasRenderingContext2D,
  path: Path2D,
  { colour, inset }: { readonly colour: string; readonly inset: number },
  zoom: number,
): void {
  const width = zoom <= 6 ? 1 : zoom <= 8 ? 1.6 : 2.6;
  ctx.save();
  ctx.clip(path, "evenodd");
  // Only the inner half of a stroke is seen: the light casing keeps it off dark colours.
  for (const [ink, reach] of [
    ["#ffffff", (inset + 1) * width + 1],
    [colour, (inset + 1) * width],
  ] as const) {
    ctx.strokeStyle = ink;
    ctx.lineWidth = 2 * reach;
    ctx.stroke(path);
  }
  ctx.restore();
}

function unitLineWidth(zoom: number): number {
  return zoom <= 6 ? 0.25 : zoom <= 7 ? 0.4 : zoom <= 9 ? 0.6 : zoom <= 11 ? 0.8 : 1;
}

function provinceLineWidth(zoom: number): number {
  return zoom <= 6 ? 0.7 : zoom <= 8 ? 1 : zoom <= 10 ? 1.4 : 1.8;
}
