/** Colours of "no data", on the map and in the legend (styles/legend.css repeats them). */
export const NO_DATA_GROUND = "#f4f4f1";
const NO_DATA_LINE = "#c3c8cc";
const PERIOD = 8;

/**
 * The hatching of units without data. Its period divides the size of a tile, so that it runs on
 * from tile to tile, and it is drawn at the density of the screen.
 */
export function hatch(ctx: CanvasRenderingContext2D, density: number): CanvasPattern | string {
  const size = PERIOD * Math.ceil(density);
  const cell = document.createElement("canvas");
  cell.width = size;
  cell.height = size;
  const draw = cell.getContext("2d");
  if (!draw) return NO_DATA_GROUND;
  draw.fillStyle = NO_DATA_GROUND;
  draw.fillRect(0, 0, size, size);
  draw.strokeStyle = NO_DATA_LINE;
  draw.lineWidth = size / 8;
  for (const shift of [-size, 0, size]) {
    draw.beginPath();
    draw.moveTo(shift - 1, size + 1);
    draw.lineTo(shift + size + 1, -1);
    draw.stroke();
  }
  const pattern = ctx.createPattern(cell, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(PERIOD / size));
  return pattern ?? NO_DATA_GROUND;
}
