import { DomEvent, type LatLng, type Map as LeafletMap } from "leaflet";
import type { ApiClient } from "../api/client";
import type { Tileset } from "../api/types";
import { h } from "../ui/dom";
import type { Side } from "./atlas-map";
import { ChoroplethLayer, type ChoroplethStyle } from "./choropleth-layer";
import type { BesideDrawing } from "./drawing";
import { tileView } from "./tiles";

/** What the other side shows. */
export interface SwipeContent {
  readonly tileset: Tileset;
  readonly style: ChoroplethStyle;
  /** What the divider is called, and what it says where it stands. */
  readonly name: string;
  readonly text: (percent: number) => string;
  /** What each side shows, left and right. */
  readonly labels: readonly [string, string];
  /** Whether names, marks and outlines are those of the right side alone. */
  readonly isOtherUnits: boolean;
  /** Room taken at the top of the map, in pixels. */
  readonly top: number;
}

export interface SwipeEvents {
  /** The divider was left at a place, in percent of the width. */
  moved(percent: number): void;
  failed(error: unknown): void;
}

/** Panes of the map itself, which are seen right of the divider. */
const OWN = ["choropleth"];
/** Panes that stand for both sides while these are of the same units. */
const SHARED = ["symbols", "outlines", "labels"];
const LEAST = 2;
const STEP = 2;
const LEAP = 10;

/**
 * Two maps in one, left and right of a divider. Both are layers of the same Leaflet map, so they
 * cannot come out of step; each is cut off at the divider.
 */
export class Swipe implements Side {
  private readonly layer: ChoroplethLayer;
  private readonly divider: HTMLElement;
  private readonly labels: readonly [HTMLElement, HTMLElement];
  private readonly update = (): void => this.cut();

  constructor(
    private readonly map: LeafletMap,
    api: ApiClient,
    private content: SwipeContent,
    private percent: number,
    private readonly on: SwipeEvents,
  ) {
    const pane = map.getPane("beside") ?? map.createPane("beside");
    pane.classList.add("pane-beside");
    const tiles = tileView(api, content.tileset, (error) => on.failed(error));
    this.layer = new ChoroplethLayer(tiles, content.style, { pane: "beside" });
    this.layer.addTo(map);
    this.divider = h(
      "div",
      {
        class: "divider",
        role: "slider",
        tabindex: 0,
        "aria-orientation": "horizontal",
        "aria-valuemin": LEAST,
        "aria-valuemax": 100 - LEAST,
        onkeydown: (event) => this.keyed(event as KeyboardEvent),
        onpointerdown: (event) => this.grab(event as PointerEvent),
      },
      h("span", { class: "divider-grip", "aria-hidden": "true" }),
    );
    this.labels = [
      h("p", { class: "side-label is-left" }),
      h("p", { class: "side-label is-right" }),
    ];
    // The map must not move with the divider.
    DomEvent.disableClickPropagation(this.divider);
    map.getContainer().append(this.divider, ...this.labels);
    map.on("move zoom viewreset resize", this.update);
    this.show(content, percent);
  }

  /** Repaints the other side; the tiles stay where they are those of before. */
  show(content: SwipeContent, percent: number): void {
    if (content.style !== this.content.style) this.layer.restyle(content.style);
    this.content = content;
    this.percent = percent;
    this.divider.setAttribute("aria-label", content.name);
    this.labels[0].textContent = content.labels[0];
    this.labels[1].textContent = content.labels[1];
    for (const label of this.labels) label.style.top = `${content.top + 10}px`;
    this.cut();
  }

  get tileset(): string {
    return this.content.tileset.hash;
  }

  covers(x: number): boolean {
    return x < this.at;
  }

  pick(at: LatLng): string | null {
    return this.layer.pick(at);
  }

  drawing(): BesideDrawing {
    const { layer, at } = this;
    const { labels } = this.content;
    return { tiles: layer.drawn(), at, labels, lookOf: (code) => layer.lookOf(code) };
  }

  remove(): void {
    this.map.off("move zoom viewreset resize", this.update);
    this.layer.remove();
    this.divider.remove();
    for (const label of this.labels) label.remove();
    for (const name of [...OWN, ...SHARED]) {
      const pane = this.map.getPane(name);
      if (pane) pane.style.clipPath = "";
    }
  }

  private get at(): number {
    return (this.map.getSize().x * this.percent) / 100;
  }

  private cut(): void {
    const { x: width, y: height } = this.map.getSize();
    const { at } = this;
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    const part = (from: number, to: number): string => {
      const [left, right] = [corner.x + from, corner.x + to];
      const [top, bottom] = [corner.y, corner.y + height];
      return `polygon(${left}px ${top}px, ${right}px ${top}px, ${right}px ${bottom}px, ${left}px ${bottom}px)`;
    };
    const clip = (name: string, path: string): void => {
      const pane = this.map.getPane(name);
      if (pane) pane.style.clipPath = path;
    };
    clip("beside", part(0, at));
    for (const name of OWN) clip(name, part(at, width));
    for (const name of SHARED) clip(name, this.content.isOtherUnits ? part(at, width) : "");
    this.divider.style.left = `${at}px`;
    this.labels[0].style.right = `${width - at + 14}px`;
    this.labels[1].style.left = `${at + 14}px`;
    const percent = Math.round(this.percent);
    this.divider.setAttribute("aria-valuenow", String(percent));
    this.divider.setAttribute("aria-valuetext", this.content.text(percent));
  }

  private moveTo(percent: number): void {
    this.percent = Math.min(100 - LEAST, Math.max(LEAST, percent));
    this.cut();
  }

  private keyed(event: KeyboardEvent): void {
    const by = event.shiftKey ? LEAP : STEP;
    const to: Readonly<Record<string, number>> = {
      ArrowLeft: this.percent - by,
      ArrowDown: this.percent - by,
      ArrowRight: this.percent + by,
      ArrowUp: this.percent + by,
      PageDown: this.percent - LEAP,
      PageUp: this.percent + LEAP,
      Home: LEAST,
      End: 100 - LEAST,
    };
    const wanted = to[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.moveTo(wanted);
    this.on.moved(Math.round(this.percent));
  }

  private grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.divider.focus({ preventScroll: true });
    this.divider.setPointerCapture(event.pointerId);
    const left = this.map.getContainer().getBoundingClientRect().left;
    const drag = ({ clientX }: PointerEvent): void =>
      this.moveTo((100 * (clientX - left)) / this.map.getSize().x);
    const drop = (): void => {
      this.divider.removeEventListener("pointermove", drag);
      this.on.moved(Math.round(this.percent));
    };
    this.divider.addEventListener("pointermove", drag);
    this.divider.addEventListener("lostpointercapture", drop, { once: true });
  }
}
