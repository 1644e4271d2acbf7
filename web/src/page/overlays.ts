import type { Painting } from "../classify/painting";
import { CATEGORIES } from "../classify/palettes";
import type { View } from "../data/atlas";
import { designationParts } from "../data/designations";
import type { Words } from "../i18n/i18n";
import type { UnitOverlay } from "../map/choropleth-layer";
import { type BadgeSymbol, NO_SYMBOLS, type Symbols } from "../map/symbol-layer";
import type { Overlay } from "../state/map-state";
import type { ViewState } from "../state/view-state";

/** What an overlay looks like on a unit of one class. */
export interface OverlayLook {
  readonly overlay: Overlay;
  /** Null where all classes look alike. */
  readonly class: string | null;
  readonly name: string;
  readonly turn: number;
  readonly colour: string;
  readonly badge: string;
  /** Units left in by the filters that have it. */
  readonly count: number;
}

/** The looks of all overlays, in the order of the legend: one for each class that looks different. */
export function looksOf(
  words: Words,
  view: View,
  state: ViewState,
  { leftIn }: Pick<Painting, "leftIn">,
): readonly OverlayLook[] {
  return state.overlays.flatMap((overlay, place) => {
    const { scheme, class: wanted } = designationParts(overlay.designation);
    const entry = view.atlas.scheme(scheme);
    const held = view.holdings.get(scheme)?.byUnit;
    if (!entry || !held) return [];
    const counts = new Map<string, number>();
    for (const unit of view.units.list) {
      const one = held.get(unit.code);
      if (one && (leftIn === null || leftIn[unit.index]))
        counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    const classes = wanted
      ? entry.classes.filter((c) => c.id === wanted)
      : entry.classes.filter((c) => counts.has(c.id));
    const look = (
      one: string | null,
      name: string,
      colour: number,
      count: number,
    ): OverlayLook => ({
      overlay,
      class: one,
      name,
      turn: place,
      colour: CATEGORIES[colour % CATEGORIES.length] ?? CATEGORIES[0],
      badge: badgeOf(words, scheme, one ?? entry.classes[0]?.id ?? ""),
      count,
    });
    // Hatching tells that a unit has the designation, not which class of it.
    if (overlay.style === "hatching" && !wanted) {
      const all = [...counts.values()].reduce((a, b) => a + b, 0);
      return [look(null, words.label(entry.name, scheme), place, all)];
    }
    return classes.map((c, i) =>
      look(
        c.id,
        words.label(c.name, c.id),
        // Classes of one list differ by colour; so do lists of one class each.
        classes.length > 1 ? i : place,
        counts.get(c.id) ?? 0,
      ),
    );
  });
}

/** What is drawn over a unit by its code. */
export function overlaysBy(
  view: View,
  looks: readonly OverlayLook[],
): (code: string) => readonly UnitOverlay[] {
  const none: readonly UnitOverlay[] = [];
  const lines = looks.filter((look) => look.overlay.style !== "badges");
  if (lines.length === 0) return () => none;
  // The innermost outline is the widest stroke and lies lowest.
  const order = [...new Set(lines.map((look) => look.overlay))].filter(
    (overlay) => overlay.style === "outline",
  );
  return (code) => {
    const found = lines.filter((look) => has(view, look, code));
    if (found.length === 0) return none;
    return found
      .map(
        (look): UnitOverlay =>
          look.overlay.style === "hatching"
            ? { style: "hatching", turn: look.turn }
            : { style: "outline", colour: look.colour, inset: order.indexOf(look.overlay) },
      )
      .sort((a, b) => insetOf(b) - insetOf(a));
  };
}

/** Circles of the number behind a rate, and badges of designations. */
export function symbolsOf(
  view: View,
  state: ViewState,
  painting: Painting,
  looks: readonly OverlayLook[],
): Symbols {
  const { companion, leftIn } = painting;
  const badgeLooks = looks.filter((look) => look.overlay.style === "badges");
  const hasCircles = state.companion === "circles" && companion !== null;
  if (!hasCircles && badgeLooks.length === 0) return NO_SYMBOLS;
  const circles: { at: readonly [number, number]; value: number }[] = [];
  const badges: BadgeSymbol[] = [];
  let most = 0;
  for (const { index, code, label } of view.units.list) {
    const value = hasCircles ? (companion.value[index] ?? Number.NaN) : Number.NaN;
    // The scale is that of all units: a filter must not make the circles left in larger.
    if (value > most) most = value;
    if (!label || (leftIn && !leftIn[index])) continue;
    if (value > 0) circles.push({ at: label, value });
    badgeLooks
      .filter((look) => has(view, look, code))
      .forEach((look, place) => {
        badges.push({ at: label, text: look.badge, colour: look.colour, place });
      });
  }
  return { circles, most, badges };
}

function has(view: View, look: OverlayLook, code: string): boolean {
  const { scheme } = designationParts(look.overlay.designation);
  const held = view.holdings.get(scheme)?.byUnit.get(code);
  return held !== undefined && (look.class === null || held === look.class);
}

function insetOf(overlay: UnitOverlay): number {
  return overlay.style === "outline" ? overlay.inset : -1;
}

/** A few letters for a class: as the words have them, else the id of the class. */
function badgeOf(words: Words, scheme: string, one: string): string {
  return (
    words.find("designation.badge", `${scheme}.${one}`) ??
    words.find("designation.badge", scheme) ??
    one.slice(0, 4).toUpperCase()
  );
}
