import { MAX_CLASSES, METHODS, MIN_CLASSES } from "../classify/classify";
import { colours, PALETTES } from "../classify/palettes";
import type { View } from "../data/atlas";
import type { Key, Words } from "../i18n/i18n";
import type { ViewState } from "../state/view-state";
import { fillSelect, h, ICONS, icon, type Option } from "./dom";

export type Change = Partial<
  Pick<
    ViewState,
    | "edition"
    | "level"
    | "indicator"
    | "period"
    | "group"
    | "method"
    | "classes"
    | "palette"
    | "province"
  >
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

interface Field {
  readonly row: HTMLElement;
  readonly label: HTMLElement;
  readonly select: HTMLSelectElement;
}

/** The lists by which a person says what to show. They hold only what the release can show. */
export class Controls {
  readonly element: HTMLElement;
  private readonly fields: Readonly<Record<string, Field>>;
  private readonly classes: HTMLElement;
  private readonly classesTitle: HTMLElement;
  private readonly palettes: HTMLElement;
  private readonly palettesTitle: HTMLElement;

  constructor(private readonly change: (change: Change) => void) {
    const field = (id: string, take: (value: string) => Change): Field => {
      const select = h("select", {
        id: `control-${id}`,
        onchange: () => this.change(take(select.value)),
      });
      const label = h("label", { for: `control-${id}` });
      const row = h("div", { class: `field field-${id}` }, label, select, icon(ICONS.chevron));
      return { row, label, select };
    };
    const fields = {
      edition: field("edition", (edition) => ({ edition })),
      indicator: field("indicator", (indicator) => ({ indicator })),
      period: field("period", (period) => ({ period })),
      group: field("group", (group) => ({ group })),
      level: field("level", (level) => ({ level })),
      province: field("province", (province) => ({ province: province || undefined })),
      method: field("method", (value) => {
        const method = METHODS.find((m) => m === value);
        return method ? { method } : {};
      }),
      count: field("count", (value) => ({ classes: Number(value) })),
    };
    this.fields = fields;
    this.classesTitle = h("summary");
    this.palettesTitle = h("span", { class: "field-title", id: "palette-title" });
    this.palettes = h("div", {
      class: "palettes",
      role: "radiogroup",
      "aria-labelledby": "palette-title",
    });
    this.classes = h(
      "details",
      {
        class: "classes",
        // In a low window the lists scroll: what was just opened must be seen.
        ontoggle: () => this.classes.scrollIntoView({ block: "nearest" }),
      },
      this.classesTitle,
      h("div", { class: "field-pair" }, fields.method.row, fields.count.row),
      this.palettesTitle,
      this.palettes,
    );
    this.element = h(
      "div",
      { class: "controls" },
      fields.edition.row,
      fields.indicator.row,
      h("div", { class: "field-pair" }, fields.period.row, fields.level.row),
      h("div", { class: "field-pair" }, fields.group.row, fields.province.row),
      this.classes,
    );
  }

  update(words: Words, view: View, state: ViewState): void {
    const { atlas, choice, provinces } = view;
    const set = (id: string, key: Key, options: readonly Option[], value: string): void => {
      const field = this.fields[id];
      if (!field) return;
      field.label.textContent = words.say(key);
      fillSelect(field.select, options, value);
    };
    set(
      "edition",
      "control.edition",
      choice.editions.map((e) => ({ value: e.id, text: words.label(e.title, e.id) })),
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
    const drawn = provinces.list.filter((p) => p.bbox !== null);
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
    set(
      "method",
      "control.method",
      METHODS.map((m) => ({ value: m, text: words.say(`method.${m}`) })),
      state.method,
    );
    const counts: Option[] = [];
    for (let k = MIN_CLASSES; k <= MAX_CLASSES; k++)
      counts.push({ value: String(k), text: String(k) });
    set("count", "control.count", counts, String(state.classes));

    // A list with nothing to choose is not shown; what is shown instead, the legend says.
    const offered = { ...choice, provinces: drawn };
    for (const [id, of] of LISTS) this.showField(id, offered[of].length > 1);
    this.classes.hidden = choice.series === null;
    this.element.hidden =
      !LISTS.some(([id]) => this.fields[id]?.row.hidden === false) && this.classes.hidden;

    this.classesTitle.replaceChildren(words.say("control.classes"), icon(ICONS.chevron));
    this.palettesTitle.textContent = words.say("control.palette");
    this.updatePalettes(words, state);
  }

  private showField(id: string, shown: boolean): void {
    const field = this.fields[id];
    if (field) field.row.hidden = !shown;
  }

  private updatePalettes(words: Words, state: ViewState): void {
    if (this.palettes.childElementCount === 0) {
      for (const palette of PALETTES) {
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
        this.palettes.append(h("label", { class: "palette" }, input, ramp));
      }
    }
    for (const input of this.palettes.querySelectorAll("input")) {
      input.checked = input.value === state.palette;
      const name = words.find("palette", input.value) ?? input.value;
      input.setAttribute("aria-label", name);
      input.parentElement?.setAttribute("title", name);
    }
  }
}
