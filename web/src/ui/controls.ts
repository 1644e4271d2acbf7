import type { MapSettings } from "../api/types";
import type { Painting } from "../classify/painting";
import type { View } from "../data/atlas";
import { isDrawn } from "../data/choices";
import type { Key, Words } from "../i18n/i18n";
import type { MapState } from "../state/map-state";
import type { ViewState } from "../state/view-state";
import { ClassControls } from "./class-controls";
import { h, ICONS, icon, type Option } from "./dom";
import { Field } from "./field";
import { LayerControls } from "./layer-controls";

export type Change = Partial<
  MapState &
    Pick<ViewState, "edition" | "level" | "indicator" | "period" | "group" | "province" | "years">
>;

/** The lists that depend on the release, and what each of them chooses from. */
const LISTS = [
  ["edition", "editions"],
  ["indicator", "indicators"],
  ["period", "periods"],
  ["group", "groups"],
  ["level", "levels"],
  ["province", "provinces"],
] as const;

/** The lists by which a person says what to show. They hold only what the release can show. */
export class Controls {
  readonly element: HTMLElement;
  private readonly fields: Readonly<Record<string, Field>>;
  private readonly classes: ClassControls;
  private readonly layers: LayerControls;
  /** Opens the bar of years, and closes it. */
  private readonly years: HTMLButtonElement;
  private readonly sums: HTMLButtonElement;

  /** @param openSums the list of sums is wanted, by a button */
  constructor(change: (change: Change) => void, openSums: (button: HTMLElement) => void) {
    const fields = {
      edition: new Field("edition", (edition) => change({ edition })),
      indicator: new Field("indicator", (indicator) => change({ indicator })),
      period: new Field("period", (period) => change({ period })),
      group: new Field("group", (group) => change({ group })),
      level: new Field("level", (level) => change({ level })),
      province: new Field("province", (province) => change({ province: province || undefined })),
    };
    this.fields = fields;
    this.classes = new ClassControls(change);
    this.layers = new LayerControls(change);
    this.years = h("button", {
      type: "button",
      class: "years-open",
      "aria-controls": "years",
      onclick: () => change({ years: this.years.getAttribute("aria-expanded") !== "true" }),
    });
    this.sums = h("button", {
      type: "button",
      class: "years-open sums-open",
      "aria-controls": "sums",
      onclick: () => openSums(this.sums),
    });
    this.element = h(
      "div",
      { class: "controls" },
      fields.edition.row,
      fields.indicator.row,
      h("div", { class: "field-pair" }, fields.period.row, fields.level.row),
      h("div", { class: "openers" }, this.years, this.sums),
      h("div", { class: "field-pair" }, fields.group.row, fields.province.row),
      this.classes.element,
      this.layers.element,
    );
  }

  /** Moves the focus to the list of provinces; false where there is none to choose from. */
  focusProvince(): boolean {
    const field = this.fields.province;
    if (!field || field.row.hidden) return false;
    field.select.focus();
    return true;
  }

  /** @param base the view with its own figures, by which the lists go */
  update(words: Words, view: View, base: View, state: ViewState, painting: Painting): void {
    const { atlas, choice, provinces } = base;
    const set = (id: string, key: Key, options: readonly Option[], value: string): void => {
      this.fields[id]?.set(words.say(key), options, value);
    };
    set(
      "edition",
      "control.edition",
      choice.editions.map((e) => {
        const title = words.label(e.title, e.id);
        return {
          value: e.id,
          text: isDrawn(e) ? title : words.say("control.edition.undrawn", { edition: title }),
        };
      }),
      choice.edition.id,
    );
    const indicators = choice.indicators.map((id) => {
      const indicator = atlas.indicator(id);
      return {
        value: id,
        text: words.label(indicator?.name, id),
        group: words.find("theme", indicator?.theme ?? "other") ?? words.say("theme.other"),
      };
    });
    const themes = new Set(indicators.map((o) => o.group));
    set(
      "indicator",
      "control.indicator",
      themes.size > 1 ? indicators : indicators.map(({ value, text }) => ({ value, text })),
      choice.indicator,
    );
    set(
      "period",
      "control.period",
      choice.periods.map((p) => ({ value: p, text: words.period(p) })),
      choice.period,
    );
    set(
      "level",
      "control.level",
      choice.levels.map((l) => ({ value: l, text: words.say(`level.${l}`) })),
      choice.level,
    );
    set(
      "group",
      "control.group",
      choice.groups.map((g) => ({ value: g, text: words.label(atlas.group(g), g) })),
      choice.group,
    );
    const collator = new Intl.Collator("vi");
    const drawn = provinces.list.filter((p) => p.bbox !== null || !isDrawn(choice.edition));
    set(
      "province",
      "control.province",
      [
        { value: "", text: words.say("control.province.all") },
        ...drawn
          .map((p) => ({ value: p.code, text: p.fullName, name: p.name }))
          .sort((a, b) => collator.compare(a.name, b.name))
          .map(({ value, text }) => ({ value, text })),
      ],
      state.province ?? "",
    );
    // A list with nothing to choose is not shown; what is shown instead, the legend says.
    const offered = { ...choice, provinces: drawn };
    for (const [id, of] of LISTS) this.showField(id, offered[of].length > 1);
    this.years.replaceChildren(icon(ICONS.years), words.say("control.years"));
    this.years.setAttribute("aria-expanded", String(!!(state.years || state.compare)));
    this.years.hidden = choice.series === null;
    this.sums.replaceChildren(icon(ICONS.sums), words.say("control.sums"));
    this.sums.setAttribute("aria-expanded", String(state.sums !== undefined));
    this.sums.hidden = (atlas.manifest.rollups ?? []).length === 0;
    this.classes.update(words, view, state, painting);
    // The classes of a change are those of a change, whatever these are.
    if (state.compare === "change") this.classes.element.hidden = true;
    this.layers.update(words, view, state, painting);
    this.element.hidden =
      !LISTS.some(([id]) => this.fields[id]?.row.hidden === false) && choice.series === null;
  }

  /** What the server offers beside its data. */
  offer(words: Words, settings: MapSettings, state: ViewState): void {
    this.layers.offer(words, settings, state);
  }

  private showField(id: string, shown: boolean): void {
    const field = this.fields[id];
    if (field) field.row.hidden = !shown;
  }
}
