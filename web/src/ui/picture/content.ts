import type { View } from "../../data/atlas";
import { sourcesOf } from "../../data/sheet";
import type { MapRoom } from "../../page/map-room";
import type { Page } from "../../page/page";
import type { Shell } from "../../page/shell";
import { indicatorName, narrowerGroup, viewCaveats } from "../figures";
import { say } from "./hand-on";
import type { PictureContent } from "./picture";

/**
 * What a picture of the page shows and says.
 *
 * @param density pixels of the picture for each pixel of the screen
 */
export function contentOf(
  { words }: Page,
  shell: Shell,
  map: MapRoom,
  view: View,
  density: number,
): PictureContent {
  const { atlas, choice } = view;
  const drawing = map.drawing(density);
  const { left, top, right, bottom } = shell.pictureInsets();
  const sources = [...sourcesOf(view), ...choice.edition.boundarySources].map(
    (id) => atlas.source(id)?.title || id,
  );
  const filters = map.filters();
  const style = getComputedStyle(document.body);
  return {
    title: choice.series ? indicatorName(words, view) : words.say(`legend.outline.${choice.level}`),
    subtitle: [
      words.period(choice.period),
      choice.series ? narrowerGroup(words, view) : "",
      choice.series ? viewCaveats(words, view) : "",
      filters.length > 0 ? say(words, "picture.filter", { filters: filters.join("; ") }) : "",
    ]
      .filter((part) => part !== "")
      .join(" · "),
    badge: shell.marks,
    notes: [
      [
        words.say("map.reference"),
        map.legend.element.querySelector(".legend-nodata") ? say(words, "picture.missing") : "",
      ]
        .filter((part) => part !== "")
        .join(". "),
      drawing.ground
        ? drawing.ground.image
          ? words.say("map.basemap", { attribution: drawing.ground.attribution })
          : say(words, "picture.nobasemap")
        : "",
      sources.length > 0
        ? say(words, "picture.sources", { sources: [...new Set(sources)].join("; ") })
        : "",
      say(words, "picture.release", {
        release: atlas.manifest.release,
        date: words.date(new Date().toISOString().slice(0, 10)),
      }),
    ].filter((note) => note !== ""),
    drawing,
    crop: {
      x: left,
      y: top,
      width: Math.max(240, drawing.width - left - right),
      height: Math.max(200, drawing.height - top - bottom),
    },
    legend: map.legend.element,
    sea: style.getPropertyValue("--sea").trim() || "#dfe8ed",
    font: style.fontFamily,
    lookOf: (code) => map.lookOf(code),
    distance: (metres) =>
      metres >= 1000 ? `${words.number(metres / 1000, 0)} km` : `${words.number(metres, 0)} m`,
  };
}
