import { Map as LeafletMap, latLngBounds } from "leaflet";
import type { View as TileView } from "protomaps-leaflet";
import { ChoroplethLayer, type ChoroplethStyle } from "./choropleth-layer";
import type { Inlay } from "./drawing";
import { LabelLayer, type Labels } from "./label-layer";

/** Around the archipelagos, in degrees: the special zones reach so far from their names. */
const [WEST, SOUTH, EAST, NORTH] = [110.6, 7, 118, 17.6];

/** A small map of the archipelagos, for views in which they do not lie. */
export class Inset {
  private readonly map: LeafletMap;
  private readonly labels = new LabelLayer({ pane: "labels" });
  private layer: ChoroplethLayer | null = null;
  private tiles: TileView | null = null;

  constructor(element: HTMLElement) {
    this.map = new LeafletMap(element, {
      attributionControl: false,
      zoomControl: false,
      dragging: false,
      scrollWheelZoom: false,
      doubleClickZoom: false,
      boxZoom: false,
      keyboard: false,
      touchZoom: false,
      zoomSnap: 0,
      minZoom: 2,
      fadeAnimation: false,
      zoomAnimation: false,
    });
    this.map.createPane("choropleth").classList.add("pane-choropleth");
    this.map.createPane("labels").classList.add("pane-labels");
    this.fit();
    // Beside a table or a ranking it is smaller, and shows the same.
    new ResizeObserver(() => {
      if (element.offsetWidth > 0) this.fit();
    }).observe(element);
    this.labels.addTo(this.map);
  }

  /** Colours the special zones as the large map does. */
  paint(tiles: TileView, style: ChoroplethStyle): void {
    if (this.tiles === tiles && this.layer) {
      this.layer.restyle(style);
      return;
    }
    this.layer?.remove();
    this.tiles = tiles;
    this.layer = new ChoroplethLayer(tiles, style, { pane: "choropleth" });
    this.layer.addTo(this.map);
  }

  /** What it shows, to be drawn elsewhere. */
  drawing(): Inlay {
    const { x: width, y: height } = this.map.getSize();
    const names = this.labels.sketch();
    return { width, height, tiles: this.layer?.drawn() ?? [], over: names ? [names] : [] };
  }

  name({ seas, lang }: Pick<Labels, "seas" | "lang">): void {
    this.labels.show({ provinces: [], communes: [], seas, lang });
  }

  /** After the inset has come into view, or changed its size. */
  fit(): void {
    this.map.invalidateSize({ animate: false });
    this.map.fitBounds(latLngBounds([SOUTH, WEST], [NORTH, EAST]), { animate: false });
  }
}
