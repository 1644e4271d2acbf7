/** Colours of "no data", on the map and in the legend (styles/legend.css repeats them). */
export const NO_DATA_GROUND = "#f4f4f1";
export const NO_DATA_LINE = "#868d93";
const PERIOD = 8;

/** Draws the cell of a pattern; `size` is its side. */
type Draw = (cell: CanvasRenderingContext2D, size: number) => void;

/** The hatching of units without data. */
export function hatch(ctx: CanvasRenderingContext2D, density: number): CanvasPattern | string {
  return pattern(ctx, density, NO_DATA_GROUND, (cell, size) => {
    cell.fillStyle = NO_DATA_GROUND;
    cell.fillRect(0, 0, size, size);
    stripes(cell, size, NO_DATA_LINE, size / 11, 0);
  });
}

/** Dots over the colour of units whose value is estimated: dark ones and light ones, for every colour. */
export function dots(ctx: CanvasRenderingContext2D, density: number): CanvasPattern | string {
  return pattern(ctx, density, "transparent", (cell, size) => {
    dot(cell, size * 0.28, size * 0.28, size * 0.13, "rgba(20, 26, 32, 0.78)");
    dot(cell, size * 0.78, size * 0.78, size * 0.13, "rgba(255, 255, 255, 0.85)");
  });
}

/**
 * The hatching of a designation over colours: dark lines with a light edge, seen on every colour.
 *
 * @param turn 0 to 2: lines rise, fall, or stand upright, so that designations can be told apart
 */
export function overlayHatch(
  ctx: CanvasRenderingContext2D,
  density: number,
  turn: number,
): CanvasPattern | string {
  return pattern(ctx, density, "transparent", (cell, size) => {
    stripes(cell, size, "rgba(255, 255, 255, 0.7)", size / 4.5, turn);
    stripes(cell, size, "rgba(22, 28, 36, 0.85)", size / 9, turn);
  });
}

/**
 * A pattern whose period divides the size of a tile, so that it runs on from tile to tile, drawn at
 * the density of the screen.
 */
function pattern(
  ctx: CanvasRenderingContext2D,
  density: number,
  instead: string,
  draw: Draw,
): CanvasPattern | string {
  const size = PERIOD * Math.ceil(density);
  const cell = document.createElement("canvas");
  cell.width = size;
  cell.height = size;
  const cellContext = cell.getContext("2d");
  if (!cellContext) return instead;
  draw(cellContext, size);
  const made = ctx.createPattern(cell, "repeat");
  made?.setTransform(new DOMMatrix().scale(PERIOD / size));
  return made ?? instead;
}

function stripes(
  cell: CanvasRenderingContext2D,
  size: number,
  colour: string,
  width: number,
  turn: number,
): void {
  cell.strokeStyle = colour;
  cell.lineWidth = width;
  for (const shift of [-size, 0, size]) {
    cell.beginPath();
    if (turn === 2) {
      cell.moveTo(size / 2 + shift, -1);
      cell.lineTo(size / 2 + shift, size + 1);
    } else {
      const [from, to] = turn === 0 ? [size + 1, -1] : [-1, size + 1];
      cell.moveTo(shift - 1, from);
      cell.lineTo(shift + size + 1, to);
    }
    cell.stroke();
  }
}

function dot(
  cell: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
): void {
  cell.fillStyle = colour;
  cell.beginPath();
  cell.arc(x, y, radius, 0, 2 * Math.PI);
  cell.fill();
}
