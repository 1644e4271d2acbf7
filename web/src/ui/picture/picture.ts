import type { Fill } from "../../classify/painting";
import type { UnitOverlay } from "../../map/choropleth-layer";
import type { BesideDrawing, Drawing, DrawnTile, Inlay } from "../../map/drawing";
import { LEFT_OUT, PROVINCE_HALO, PROVINCE_LINE, UNIT_LINE } from "../../map/ink";
import { NO_DATA_GROUND, NO_DATA_LINE } from "../../map/patterns";
import { h, s } from "../dom";
import { elementAsSvg } from "./legend-svg";
import { SvgPen } from "./svg-pen";

export interface PictureContent {
  readonly title: string;
  readonly subtitle: string;
  /** Said on the map: that figures are made up, that boundaries are schematic. */
  readonly badge: string;
  /** Sources, release and date, that boundaries are for reference. */
  readonly notes: readonly string[];
  readonly drawing: Drawing;
  /** The part of the drawing that is not covered by panels. */
  readonly crop: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** The legend of the page. */
  readonly legend: HTMLElement;
  readonly sea: string;
  readonly font: string;
  lookOf(code: string): { fill: Fill | undefined; overlays: readonly UnitOverlay[] };
  /** A distance in words. */
  distance(metres: number): string;
}

/** Where the legend stands: beside the map, or below it. */
export type Shape = "landscape" | "portrait";

const MARGIN = 24;
const LEGEND = 300;
const INK = "#1d2730";
const MUTED = "#56626c";
/** The opacity of the colours over a base map; the same on the page. */
const SEEN_THROUGH = 0.72;
/** Side of the cell of a hatching. */
const CELL = 8;

/**
 * A picture of what the map shows, for itself alone: title, map, legend, scale, notes, sources,
 * release and date. It holds no address of anything, so it opens anywhere.
 */
export function pictureOf(content: PictureContent, shape: Shape): SVGSVGElement {
  const { crop } = content;
  const isWide = shape === "landscape";
  const legend = legendOf(content.legend, isWide ? LEGEND : Math.min(crop.width, 480));
  const width = 2 * MARGIN + crop.width + (isWide ? LEGEND + MARGIN : 0);
  const inner = width - 2 * MARGIN;
  const svg = s("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    "font-family": content.font,
    fill: INK,
  }) as SVGSVGElement;
  const head = [
    ...wrapped(content.title, inner, 24, 650),
    ...wrapped(content.subtitle, inner, 15, 400),
  ];
  let y = MARGIN;
  const texts: SVGElement[] = [];
  for (const line of head) {
    y += line.size * 1.3;
    texts.push(
      s(
        "text",
        {
          x: MARGIN,
          y: y - line.size * 0.25,
          "font-size": line.size,
          "font-weight": line.weight,
          fill: line.weight > 400 ? INK : MUTED,
        },
        line.text,
      ),
    );
  }
  const top = y + 14;
  const mapBottom = top + crop.height;
  const legendAt = isWide
    ? { x: MARGIN + crop.width + MARGIN, y: top }
    : { x: MARGIN, y: mapBottom + 18 };
  legend.drawing.setAttribute("transform", `translate(${legendAt.x} ${legendAt.y})`);
  y = Math.max(mapBottom, legendAt.y + legend.height) + 16;
  for (const note of content.notes) {
    for (const line of wrapped(note, inner, 12, 400)) {
      y += 16;
      texts.push(s("text", { x: MARGIN, y, "font-size": 12, fill: MUTED }, line.text));
    }
  }
  const height = Math.ceil(y + MARGIN);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  const map = mapOf(content);
  map.setAttribute("transform", `translate(${MARGIN} ${top})`);
  svg.append(
    definitions(content),
    s("rect", { width, height, fill: "#ffffff" }),
    ...texts,
    map,
    legend.drawing,
  );
  return svg;
}

function definitions({ crop }: PictureContent): SVGElement {
  const stripes = (turn: number, colour: string, width: number): SVGElement[] =>
    [-CELL, 0, CELL].map((shift) =>
      s("path", {
        d:
          turn === 2
            ? `M${CELL / 2 + shift} -1V${CELL + 1}`
            : turn === 0
              ? `M${shift - 1} ${CELL + 1}L${shift + CELL + 1} -1`
              : `M${shift - 1} -1L${shift + CELL + 1} ${CELL + 1}`,
        stroke: colour,
        "stroke-width": width,
      }),
    );
  const pattern = (id: string, ...children: SVGElement[]): SVGElement =>
    s("pattern", { id, width: CELL, height: CELL, patternUnits: "userSpaceOnUse" }, ...children);
  return s(
    "defs",
    {},
    s(
      "filter",
      { id: "grey" },
      s("feColorMatrix", { type: "saturate", values: "0", "color-interpolation-filters": "sRGB" }),
    ),
    s("clipPath", { id: "map" }, s("rect", { width: crop.width, height: crop.height })),
    pattern(
      "nodata",
      s("rect", { width: CELL, height: CELL, fill: NO_DATA_GROUND }),
      ...stripes(0, NO_DATA_LINE, CELL / 11),
    ),
    pattern(
      "estimated",
      s("circle", { cx: 2.2, cy: 2.2, r: 1, fill: "rgba(20, 26, 32, 0.78)" }),
      s("circle", { cx: 6.2, cy: 6.2, r: 1, fill: "rgba(255, 255, 255, 0.85)" }),
    ),
    ...[0, 1, 2].map((turn) =>
      pattern(
        `overlay${turn}`,
        ...stripes(turn, "rgba(255, 255, 255, 0.7)", CELL / 4.5),
        ...stripes(turn, "rgba(22, 28, 36, 0.85)", CELL / 9),
      ),
    ),
  );
}

function mapOf(content: PictureContent): SVGElement {
  const { drawing, crop } = content;
  const moved = { transform: `translate(${-crop.x} ${-crop.y})` };
  const isSeenThrough = !!drawing.ground?.image;
  const { beside, over } = drawing;
  const shapes = beside
    ? s(
        "g",
        moved,
        s(
          "g",
          { "clip-path": "url(#right)" },
          shapesOf(content, { ...drawing, over: [] }, crop, "tile", isSeenThrough),
        ),
        s(
          "g",
          { "clip-path": "url(#left)" },
          shapesOf(
            beside,
            { ...drawing, tiles: beside.tiles, over: [] },
            crop,
            "side",
            isSeenThrough,
          ),
        ),
        shapesOf(content, { ...drawing, tiles: [], over }, crop, "above"),
        ...dividerOf(beside, drawing, crop),
      )
    : s("g", moved, shapesOf(content, drawing, crop, "tile", isSeenThrough));
  const ground = drawing.ground?.image;
  const below = ground
    ? s("image", {
        href: ground.toDataURL("image/jpeg", 0.85),
        width: drawing.width,
        height: drawing.height,
        filter: "url(#grey)",
        ...moved,
      })
    : s("g", {});
  return s(
    "g",
    { "clip-path": "url(#map)" },
    s("rect", { width: crop.width, height: crop.height, fill: content.sea }),
    below,
    shapes,
    insetOf(content),
    badgeOf(content),
    scaleOf(content),
    frame(crop.width, crop.height),
  );
}

/** The line between two sides, and what each of them shows. */
function dividerOf(
  { at, labels }: BesideDrawing,
  { width, height }: Drawing,
  crop: PictureContent["crop"],
): SVGElement[] {
  const label = (text: string, isLeft: boolean): SVGElement => {
    const room = textWidth(text, 12, 600) + 16;
    const x = isLeft ? at - room - 8 : at + 8;
    const y = crop.y + 46;
    return s(
      "g",
      {},
      s("rect", { x, y, width: room, height: 22, rx: 3, fill: "#ffffff", stroke: "#b9c3ca" }),
      s("text", { x: x + 8, y: y + 15, "font-size": 12, "font-weight": 600 }, text),
    );
  };
  return [
    s("clipPath", { id: "left" }, s("rect", { width: at, height })),
    s("clipPath", { id: "right" }, s("rect", { x: at, width: width - at, height })),
    s("path", { d: `M${at} 0V${height}`, stroke: "#ffffff", "stroke-width": 4 }),
    s("path", { d: `M${at} 0V${height}`, stroke: INK, "stroke-width": 1.5 }),
    label(labels[0], true),
    label(labels[1], false),
  ];
}

/** The archipelagos in the lower left corner. */
function insetOf(content: PictureContent): SVGElement {
  const { drawing, crop, sea } = content;
  const { inset } = drawing;
  if (!inset) return s("g", {});
  const { width, height } = inset;
  return s(
    "g",
    { transform: `translate(10 ${crop.height - height - 10})` },
    s("clipPath", { id: "inset" }, s("rect", { width, height })),
    s("rect", { width, height, fill: sea }),
    s(
      "g",
      { "clip-path": "url(#inset)" },
      shapesOf(content, inset, { x: 0, y: 0, width, height }, "inlay"),
    ),
    frame(width, height),
  );
}

function frame(width: number, height: number): SVGElement {
  return s("rect", { width, height, fill: "none", stroke: "#b9c3ca", "stroke-width": 1.5 });
}

/** @param name begins the names of the parts, which must differ within one picture */
function shapesOf(
  { lookOf }: Pick<PictureContent, "lookOf">,
  drawing: Inlay,
  crop: PictureContent["crop"],
  name: string,
  isSeenThrough = false,
): SVGElement {
  // A base map is seen through the colours.
  const shapes = s("g", isSeenThrough ? { opacity: SEEN_THROUGH } : {});
  drawing.tiles.forEach((tile, i) => {
    const box = { x: tile.left, y: tile.top, width: tile.size + 0.4, height: tile.size + 0.4 };
    if (
      tile.left > crop.x + crop.width ||
      tile.top > crop.y + crop.height ||
      tile.left + tile.size < crop.x ||
      tile.top + tile.size < crop.y
    ) {
      return;
    }
    const group = s("g", { "clip-path": `url(#${name}${i})` });
    for (const unit of tile.units) {
      const d = pathOf(tile, unit.rings, true);
      const { fill, overlays } = lookOf(unit.code);
      const colour = fill?.isLeftOut ? LEFT_OUT : (fill?.colour ?? "url(#nodata)");
      group.append(
        s("path", {
          d,
          fill: colour,
          "fill-rule": "evenodd",
          stroke: UNIT_LINE,
          "stroke-width": tile.unitWidth,
        }),
      );
      if (fill?.isEstimated) group.append(s("path", { d, fill: "url(#estimated)" }));
      if (fill?.isLeftOut) continue;
      for (const overlay of overlays) {
        group.append(
          overlay.style === "hatching"
            ? s("path", { d, fill: `url(#overlay${overlay.turn})`, "fill-rule": "evenodd" })
            : s("path", { d, fill: "none", stroke: overlay.colour, "stroke-width": 2 }),
        );
      }
    }
    for (const [stroke, width] of [
      [PROVINCE_HALO, tile.borderWidth + 1.6],
      [PROVINCE_LINE, tile.borderWidth],
    ] as const) {
      for (const line of tile.borders) {
        group.append(
          s("path", {
            d: pathOf(tile, line.rings, false),
            fill: "none",
            stroke,
            "stroke-width": width,
            "stroke-linejoin": "round",
          }),
        );
      }
    }
    shapes.append(s("clipPath", { id: `${name}${i}` }, s("rect", box)), group);
  });
  const over = drawing.over.map((sketch, i) => {
    const layer = s("g", {});
    sketch(new SvgPen(layer, `${name}-over${i}`));
    return layer;
  });
  return s("g", {}, shapes, ...over);
}

function badgeOf({ badge }: PictureContent): SVGElement {
  if (!badge) return s("g", {});
  const width = textWidth(badge, 13, 600) + 24;
  return s(
    "g",
    { transform: "translate(12 12)" },
    s("rect", { width, height: 28, rx: 14, fill: "#fff4d6", stroke: "#e3b341" }),
    s("text", { x: 12, y: 18.5, "font-size": 13, "font-weight": 600, fill: "#6b4200" }, badge),
  );
}

function scaleOf({ drawing, crop, distance }: PictureContent): SVGElement {
  const { metres, pixels } = drawing.scale;
  const text = distance(metres);
  const room = Math.max(pixels, textWidth(text, 11, 400)) + 12;
  return s(
    "g",
    { transform: `translate(${crop.width - room - 10} ${crop.height - 34})` },
    s("rect", { width: room, height: 26, fill: "rgba(255, 255, 255, 0.8)" }),
    s("text", { x: 6, y: 13, "font-size": 11 }, text),
    s("path", { d: `M6 16v4h${pixels}v-4`, fill: "none", stroke: INK, "stroke-width": 1.4 }),
  );
}

function pathOf(tile: DrawnTile, rings: DrawnTile["units"][number]["rings"], closed: boolean) {
  let d = "";
  for (const ring of rings) {
    let before = "";
    ring.forEach((point, i) => {
      const at = `${(tile.x + point.x * tile.scale).toFixed(1)} ${(tile.y + point.y * tile.scale).toFixed(1)}`;
      if (at === before) return;
      d += `${i === 0 ? "M" : "L"}${at}`;
      before = at;
    });
    if (closed) d += "Z";
  }
  return d;
}

/** The legend without what only works in the page or stands in the title, at a width of its own. */
function legendOf(source: HTMLElement, width: number): ReturnType<typeof elementAsSvg> {
  const copy = source.cloneNode(true) as HTMLElement;
  copy.hidden = false;
  for (const element of copy.querySelectorAll<HTMLElement>("#legend-body")) element.hidden = false;
  for (const element of copy.querySelectorAll(
    "button, .download, .legend-head, .legend-subtitle, .legend-brief, .histogram",
  )) {
    element.remove();
  }
  const place = h("div", { class: "picture-legend", "aria-hidden": "true" }, copy);
  place.style.width = `${width}px`;
  document.body.append(place);
  try {
    return elementAsSvg(copy, {
      "swatch-nodata": "url(#nodata)",
      "swatch-estimated": "url(#estimated)",
    });
  } finally {
    place.remove();
  }
}

interface Line {
  readonly text: string;
  readonly size: number;
  readonly weight: number;
}

/** A text in lines that fit a width. */
function wrapped(text: string, width: number, size: number, weight: number): Line[] {
  if (!text) return [];
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || textWidth(longer, size, weight) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => ({ text: line, size, weight }));
}

let measure: CanvasRenderingContext2D | null = null;

function textWidth(text: string, size: number, weight: number): number {
  measure ??= document.createElement("canvas").getContext("2d");
  if (!measure) return text.length * size * 0.55;
  measure.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return measure.measureText(text).width;
}

/** The file of a picture. */
export function svgFile(svg: SVGSVGElement): Blob {
  const text = new XMLSerializer().serializeToString(svg);
  return new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}`], { type: "image/svg+xml" });
}

/** The picture as pixels, so many for each of its own; the browser draws it, so it looks the same. */
export async function pngFile(svg: SVGSVGElement, density: number): Promise<Blob> {
  const url = URL.createObjectURL(svgFile(svg));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * density);
    canvas.height = Math.round(image.height * density);
    const ctx = canvas.getContext("2d");
    if (!ctx) throw new Error("No canvas");
    ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("No picture"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
