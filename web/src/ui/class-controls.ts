import { type BordersFault, readBorders } from "../classify/borders";
import { bordersOf, decimalsIn, MAX_CLASSES, METHODS, MIN_CLASSES } from "../classify/classify";
import type { Painting } from "../classify/painting";
import { colours, DIVERGINGS, PALETTES, type Palette, SEQUENTIALS } from "../classify/palettes";
import type { View } from "../data/atlas";
import type { Words } from "../i18n/i18n";
import type { MapState } from "../state/map-state";
import type { ViewState } from "../state/view-state";
import { h, ICONS, icon, type Option } from "./dom";
import { Field } from "./field";

type Change = Partial<MapState>;

/** How many classes there are, where they begin and which colours they have. */
export class ClassControls {
  readonly element: HTMLDetailsElement;
  private readonly title = h("summary");
  private readonly method: Field;
  private readonly count: Field;
  private readonly legal: Field;
  private readonly scope: Field;
  private readonly breaks: HTMLInputElement;
  private readonly breaksLabel = h("label", { for: "control-breaks" });
  private readonly breaksRow: HTMLElement;
  private readonly breaksHelp = h("p", { id: "breaks-help", class: "field-help" });
  private readonly lock: HTMLInputElement;
  private readonly lockText = h("span");
  private readonly lockRow: HTMLElement;
  private readonly palettesTitle = h("span", { class: "field-title", id: "palette-title" });
  private readonly palettes: HTMLElement;
  /** Borders as they are on the map, for those who type or lock them. */
  private borders: readonly number[] = [];
  private words: Words | null = null;

  constructor(private readonly change: (change: Change) => void) {
    this.method = new Field("method", (value) => this.chooseMethod(value));
    this.count = new Field("count", (value) => change({ classes: Number(value) }));
    this.legal = new Field("legal", (legal) => change({ legal }));
    this.scope = new Field("scope", (value) =>
      change({ scope: value === "province" ? "province" : "country" }),
    );
    this.breaks = h("input", {
      id: "control-breaks",
      type: "text",
      inputmode: "text",
      autocomplete: "off",
      spellcheck: "false",
      "aria-describedby": "breaks-help",
      onchange: () => this.typed(),
    });
    this.breaksRow = h(
      "div",
      { class: "field field-breaks" },
      this.breaksLabel,
      this.breaks,
      this.breaksHelp,
    );
    this.lock = h("input", {
      type: "checkbox",
      id: "control-lock",
      onchange: () =>
        change(this.lock.checked ? { locked: true, breaks: this.borders } : { locked: false }),
    });
    this.lockRow = h("label", { class: "check" }, this.lock, this.lockText);
    this.palettes = h("div", {
      class: "palettes",
      role: "radiogroup",
      "aria-labelledby": "palette-title",
    });
    this.element = h(
      "details",
      {
        class: "fold classes",
        // In a low window the lists scroll: what was just opened must be seen.
        ontoggle: () => this.element.scrollIntoView({ block: "nearest" }),
      },
      this.title,
      h("div", { class: "field-pair" }, this.method.row, this.count.row),
      this.legal.row,
      this.breaksRow,
      this.scope.row,
      this.lockRow,
      this.palettesTitle,
      this.palettes,
    );
  }

  update(words: Words, view: View, state: ViewState, painting: Painting): void {
    this.words = words;
    this.borders = painting.classes ? bordersOf(painting.classes) : [];
    const { locked } = state;
    const isBivariate = painting.bivariate !== null;
    const offered = view.atlas.thresholds(view.choice);
    // A legal text that says nothing of the indicator shown is not on offer.
    const methods = METHODS.filter((m) => m !== "legal" || offered.length > 0);
    const method = methods.includes(state.method) ? state.method : "jenks";
    this.title.replaceChildren(words.say("control.classes"), icon(ICONS.chevron));
    this.method.set(
      words.say("control.method"),
      methods.map((m) => ({ value: m, text: words.say(`method.${m}`) })),
      method,
    );
    const counts: Option[] = [];
    for (let k = MIN_CLASSES; k <= MAX_CLASSES; k++) {
      counts.push({ value: String(k), text: String(k) });
    }
    this.count.set(words.say("control.count"), counts, String(state.classes));
    this.legal.set(
      words.say("control.legal"),
      offered.map((t) => ({ value: t.id, text: words.label(t.name, t.id) })),
      painting.legal?.id ?? "",
    );
    const province = view.provinces.find(state.province ?? "");
    this.scope.set(
      words.say("control.scope"),
      [
        { value: "country", text: words.say("control.scope.country") },
        ...(province ? [{ value: "province", text: province.fullName }] : []),
      ],
      province ? state.scope : "country",
    );
    const isTold = method === "typed" || method === "legal";
    for (const field of [this.method, this.count, this.legal, this.scope]) {
      field.select.disabled = locked && !isBivariate;
      // Rate and number together have classes of their own.
      field.row.hidden = isBivariate;
    }
    this.count.row.hidden ||= isTold;
    this.legal.row.hidden ||= method !== "legal" || offered.length < 2;
    this.scope.row.hidden =
      (isTold && !isBivariate) || !province || view.choice.level === "province";
    this.breaksRow.hidden = method !== "typed" || locked || isBivariate;
    this.lockRow.hidden = isTold || isBivariate || this.borders.length === 0;
    this.lock.checked = locked;
    this.lockText.textContent = words.say("control.lock");
    this.breaksLabel.textContent = words.say("control.breaks");
    if (document.activeElement !== this.breaks) {
      this.breaks.value = (state.breaks ?? this.borders).map((b) => this.shown(b)).join("; ");
      this.sayFault(null);
    }
    this.palettesTitle.textContent = words.say("control.palette");
    this.palettesTitle.hidden = isBivariate;
    this.palettes.hidden = isBivariate;
    this.element.hidden = view.choice.series === null;
    this.updatePalettes(words, state);
  }

  private chooseMethod(value: string): void {
    const method = METHODS.find((m) => m === value);
    if (!method) return;
    // Borders to be typed begin as those on the map.
    const breaks = this.borders.length > 0 ? this.borders : [0];
    this.change(method === "typed" ? { method, breaks } : { method });
  }

  private typed(): void {
    if (!this.words) return;
    const read = readBorders(this.breaks.value, this.words.lang);
    this.sayFault(read.fault ?? null);
    if (read.borders) this.change({ breaks: read.borders });
  }

  private sayFault(fault: BordersFault | null): void {
    const { words } = this;
    if (!words) return;
    this.breaks.setAttribute("aria-invalid", String(fault !== null));
    this.breaksHelp.classList.toggle("is-fault", fault !== null);
    this.breaksHelp.textContent = fault
      ? words.say(`breaks.${fault.kind}`, { part: fault.part, n: MAX_CLASSES - 1 })
      : words.say("breaks.help");
  }

  private shown(border: number): string {
    return this.words?.number(border, decimalsIn(border)) ?? String(border);
  }

  private updatePalettes(words: Words, state: ViewState): void {
    if (this.palettes.childElementCount === 0) {
      for (const group of [SEQUENTIALS, DIVERGINGS]) {
        for (const palette of group) this.palettes.append(this.paletteChoice(palette));
      }
    }
    for (const input of this.palettes.querySelectorAll("input")) {
      const palette = PALETTES.find((p) => p === input.value);
      if (!palette) continue;
      input.checked = palette === state.palette;
      const kind = words.say(
        DIVERGINGS.includes(palette) ? "palette.diverging" : "palette.sequential",
      );
      const name = `${words.say(`palette.${palette}`)} (${kind})`;
      input.setAttribute("aria-label", name);
      input.parentElement?.setAttribute("title", name);
    }
  }

  private paletteChoice(palette: Palette): HTMLElement {
    const input = h("input", {
      type: "radio",
      name: "palette",
      value: palette,
      onchange: () => this.change({ palette }),
    });
    const ramp = h("span", { class: "ramp" });
    for (const colour of colours(palette, 5)) {
      const step = h("span");
      step.style.backgroundColor = colour;
      ramp.append(step);
    }
    return h("label", { class: "palette" }, input, ramp);
  }
}
