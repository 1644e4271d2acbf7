import { Layer, type Map as LeafletMap, setOptions, TileLayer } from "leaflet";
import type { BaseMap } from "../api/types";
import type { Ground } from "./drawing";

/**
 * Raster tiles of another server below the colours. They are asked for in the way that lets pictures
 * take them too; where that server does not allow it, they are shown and kept out of pictures.
 */
export class BaseMapLayer extends Layer {
  private tiles: TileLayer | null = null;
  private isReadable = true;

  /** @param onFailure called once when no tile comes at all */
  constructor(
    private readonly source: BaseMap,
    private readonly onFailure: () => void,
    private readonly paneOptions: { pane: string },
  ) {
    super();
    setOptions(this, paneOptions);
  }

  override onAdd(map: LeafletMap): this {
    this.begin(map);
    return this;
  }

  override onRemove(): this {
    this.tiles?.remove();
    this.tiles = null;
    return this;
  }

  /** What is on the screen, for a picture as dense as asked. */
  drawing(density: number): Ground {
    const { attribution } = this.source;
    const map = this._map;
    const container = this.tiles?.getContainer();
    if (!map || !container || !this.isReadable) return { attribution, image: null };
    const canvas = document.createElement("canvas");
    const size = map.getSize();
    canvas.width = size.x * density;
    canvas.height = size.y * density;
    const ctx = canvas.getContext("2d");
    if (!ctx) return { attribution, image: null };
    // Where no tile is the sea shows.
    ctx.fillStyle = getComputedStyle(map.getContainer()).backgroundColor;
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    const window = map.getContainer().getBoundingClientRect();
    for (const tile of container.querySelectorAll<HTMLImageElement>(".leaflet-tile-loaded")) {
      const { left, top, width, height } = tile.getBoundingClientRect();
      ctx.drawImage(
        tile,
        (left - window.left) * density,
        (top - window.top) * density,
        width * density,
        height * density,
      );
    }
    return { attribution, image: canvas };
  }

  private begin(map: LeafletMap): void {
    const { url, minZoom, maxZoom } = this.source;
    const tiles = new TileLayer(url, {
      ...this.paneOptions,
      minNativeZoom: minZoom,
      maxNativeZoom: maxZoom,
      crossOrigin: this.isReadable ? "anonymous" : false,
      keepBuffer: 1,
    });
    let has = false;
    let isTold = false;
    tiles.on("tileload", () => {
      has = true;
    });
    tiles.on("tileerror", () => {
      if (has || isTold || this.tiles !== tiles) return;
      isTold = true;
      if (!this.isReadable) return this.onFailure();
      // Once more without asking whether pictures may have them.
      this.isReadable = false;
      tiles.remove();
      this.begin(map);
    });
    this.tiles = tiles.addTo(map);
  }
}
