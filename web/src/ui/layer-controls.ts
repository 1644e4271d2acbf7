import type { MapSettings } from "../api/types";
import type { Painting } from "../classify/painting";
import type { View } from "../data/atlas";
import { designationParts } from "../data/designations";
import type { Words } from "../i18n/i18n";
import {
  COMPANIONS,
  type MapState,
  MOST_OVERLAYS,
  OVERLAY_STYLES,
  type Overlay,
} from "../state/map-state";
import type { ViewState } from "../state/view-state";
import { h, ICONS, icon, type Option } from "./dom";
import { Field } from "./field";

type Change = Partial<MapState>;

/** What is laid over the colours, and which units are left in. */
export class LayerControls {
  readonly element: HTMLDetailsElement;
  private readonly title = h("summary");
  private readonly companion: Field;
  private readonly has: Field;
  private readonly overlays: readonly { designation: Field; style: Field; row: HTMLElement }[];
  private readonly overlaysTitle = h("span", { class: "field-title" });
  private readonly graticule: HTMLInputElement;
  private readonly graticuleText = h("span");
  private readonly baseMap: HTMLInputElement;
  private readonly baseMapText = h("span");
  private readonly baseMapRow: HTMLElement;
  private state: Pick<MapState, "overlays"> = { overlays: [] };

  constructor(private readonly change: (change: Change) => void) {
    this.companion = new Field("companion", (value) =>
      change({ companion: COMPANIONS.find((c) => c === value) ?? "none" }),
    );
    this.has = new Field("has", (value) => change({ has: value || undefined }));
    this.overlays = Array.from({ length: MOST_OVERLAYS }, (_, i) => {
      const designation = new Field(`overlay-${i + 1}`, (value) =>
        this.setOverlay(i, value ? { designation: value } : null),
      );
      const style = new Field(`overlay-style-${i + 1}`, (value) => {
        const found = OVERLAY_STYLES.find((s) => s === value);
        if (found) this.setOverlay(i, { style: found });
      });
      const row = h("div", { class: "field-pair overlay-row" }, designation.row, style.row);
      return { designation, style, row };
    });
    this.graticule = h("input", {
      type: "checkbox",
      id: "control-graticule",
      onchange: () => change({ graticule: this.graticule.checked }),
    });
    this.baseMap = h("input", {
      type: "checkbox",
      id: "control-base-map",
      onchange: () => change({ baseMap: this.baseMap.checked }),
    });
    this.baseMapRow = h("label", { class: "check", hidden: true }, this.baseMap, this.baseMapText);
    this.element = h(
      "details",
      {
        class: "fold layers",
        ontoggle: () => this.element.scrollIntoView({ block: "nearest" }),
      },
      this.title,
      this.companion.row,
      this.has.row,
      this.overlaysTitle,
      ...this.overlays.map((o) => o.row),
      h("label", { class: "check" }, this.graticule, this.graticuleText),
      this.baseMapRow,
    );
  }

  update(words: Words, view: View, state: ViewState, painting: Painting): void {
    this.state = state;
    this.title.replaceChildren(words.say("control.layers"), icon(ICONS.chevron));
    this.companion.set(
      words.say("control.companion"),
      COMPANIONS.map((c) => ({ value: c, text: words.say(`companion.${c}`) })),
      painting.companion ? state.companion : "none",
    );
    this.companion.row.hidden = painting.companion === null;

    const designations = offered(words, view);
    const none = { value: "", text: words.say("control.has.any") };
    this.has.set(words.say("control.has"), [none, ...designations], known(designations, state.has));
    this.has.row.hidden = designations.length === 0;
    this.overlaysTitle.hidden = designations.length === 0;
    this.overlaysTitle.textContent = words.say("control.overlays");
    this.overlays.forEach(({ designation, style, row }, i) => {
      const overlay = state.overlays[i];
      const n = i + 1;
      designation.set(
        words.say("control.overlay", { n }),
        [{ value: "", text: words.say("control.overlay.none") }, ...designations],
        known(designations, overlay?.designation),
      );
      style.set(
        words.say("control.overlay.style", { n }),
        OVERLAY_STYLES.map((s) => ({ value: s, text: words.say(`overlay.${s}`) })),
        overlay?.style ?? "hatching",
      );
      style.row.hidden = !overlay;
      // One empty list at a time: the next comes when this one is used.
      row.hidden = designations.length === 0 || i > state.overlays.length;
    });
    this.graticule.checked = state.graticule;
    this.graticuleText.textContent = words.say("control.graticule");
  }

  /** What the server offers beside its data. */
  offer(words: Words, settings: MapSettings, state: ViewState): void {
    this.baseMapRow.hidden = settings.baseMap === null;
    this.baseMap.checked = state.baseMap;
    this.baseMapText.textContent = words.say("control.basemap");
  }

  private setOverlay(at: number, part: Partial<Overlay> | null): void {
    const overlays: Overlay[] = [...this.state.overlays];
    const before = overlays[at];
    if (part === null) overlays.splice(at, 1);
    else {
      const designation = part.designation ?? before?.designation;
      const isTwice = overlays.some((o, i) => i !== at && o.designation === designation);
      if (!designation || isTwice) return;
      overlays[at] = { designation, style: part.style ?? before?.style ?? freeStyle(overlays) };
    }
    this.change({ overlays });
  }
}

/** Designations differ at once when each has a style of its own. */
function freeStyle(overlays: readonly Overlay[]): Overlay["style"] {
  return OVERLAY_STYLES.find((s) => !overlays.some((o) => o.style === s)) ?? "hatching";
}

/** Every scheme with a list for the units shown, and its classes where it has several. */
function offered(words: Words, view: View): readonly Option[] {
  return view.atlas.schemesFor(view.choice).flatMap((scheme) => {
    const group = words.label(scheme.name, scheme.id);
    if (scheme.classes.length < 2) return [{ value: scheme.id, text: group }];
    return [
      { value: scheme.id, text: words.say("control.has.all", { scheme: group }), group },
      ...scheme.classes.map((c) => ({
        value: `${scheme.id}:${c.id}`,
        text: words.label(c.name, c.id),
        group,
      })),
    ];
  });
}

function known(options: readonly Option[], value: string | undefined): string {
  return options.some((o) => o.value === value) ? (value ?? "") : "";
}

/** The name of a designation as an address names it. */
export function designationName(words: Words, view: View, designation: string): string {
  const { scheme, class: one } = designationParts(designation);
  const entry = view.atlas.scheme(scheme);
  const found = entry?.classes.find((c) => c.id === one);
  return found ? words.label(found.name, found.id) : words.label(entry?.name, scheme);
}
