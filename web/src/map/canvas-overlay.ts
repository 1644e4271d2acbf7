import {
  DomUtil,
  Layer,
  type LeafletEventHandlerFn,
  type Map as LeafletMap,
  type Point,
  setOptions,
} from "leaflet";
import type { Pen, Sketch } from "./drawing";

/**
 * A canvas over the map with a margin around the window, drawn anew when the map has moved. While
 * zooming it is hidden; while panning it moves along.
 */
export abstract class CanvasOverlay extends Layer {
  protected leaflet: LeafletMap | null = null;
  private canvas: HTMLCanvasElement | null = null;
  private frame = 0;

  constructor(options: { pane: string }) {
    super();
    // Layer itself takes no options from its constructor.
    setOptions(this, options);
  }

  override onAdd(map: LeafletMap): this {
    this.leaflet = map;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "map-overlay";
    this.getPane()?.append(this.canvas);
    this.invalidate();
    return this;
  }

  override onRemove(): this {
    cancelAnimationFrame(this.frame);
    this.canvas?.remove();
    this.canvas = null;
    this.leaflet = null;
    return this;
  }

  override getEvents(): Record<string, LeafletEventHandlerFn> {
    return {
      zoomstart: () => this.canvas?.classList.add("is-stale"),
      moveend: () => this.draw(),
      viewreset: () => this.draw(),
      resize: () => this.draw(),
    };
  }

  /** Draws in the next frame, once however often it is asked. */
  invalidate(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  /** The same once more, in pixels of the window, with a pen that may write it down elsewhere. */
  sketch(): Sketch | null {
    const { leaflet: map } = this;
    if (!map) return null;
    const corner = map.containerPointToLayerPoint([0, 0]);
    return (pen) => this.render(pen, map, map.getPixelOrigin().add(corner), map.getSize());
  }

  /** @param origin the world pixel of the canvas' top left corner, at the zoom of the map */
  protected abstract render(ctx: Pen, map: LeafletMap, origin: Point, size: Point): void;

  private draw(): void {
    const { leaflet: map, canvas } = this;
    const ctx = canvas?.getContext("2d");
    if (!map || !canvas || !ctx) return;
    const margin = map.getSize().multiplyBy(0.15).round();
    const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    const size = map.getSize().add(margin.multiplyBy(2));
    const density = Math.min(3, window.devicePixelRatio || 1);
    DomUtil.setPosition(canvas, corner);
    canvas.classList.remove("is-stale");
    canvas.width = size.x * density;
    canvas.height = size.y * density;
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    ctx.setTransform(density, 0, 0, density, 0, 0);
    this.render(ctx, map, map.getPixelOrigin().add(corner), size);
  }
}
