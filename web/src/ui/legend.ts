import type { Classes } from "../classify/classify";
import type { View } from "../data/atlas";
import type { Words } from "../i18n/i18n";
import type { ViewState } from "../state/view-state";
import { command, h, ICONS, icon } from "./dom";
import { indicatorName, measure, narrowerGroup, viewCaveats } from "./figures";

/** What the colours mean: ranges that meet, how many units are in each, and how many have no data. */
export class Legend {
  readonly element: HTMLElement;
  private readonly title = h("h2", { class: "legend-title" });
  private readonly subtitle = h("p", { class: "legend-subtitle" });
  private readonly rows = h("table", { class: "legend-rows" });
  /** Stands for the table while that is folded away. */
  private readonly brief = h("div", { class: "legend-brief", "aria-hidden": "true" });
  private readonly note = h("p", { class: "legend-note" });
  /** For a level without figures: that they are missing, and how they come. */
  private readonly missing = h("div", { class: "legend-missing", hidden: true });
  private readonly toggle: HTMLButtonElement;
  private readonly body: HTMLElement;
  private readonly download: HTMLAnchorElement;
  private readonly downloadText = h("span");
  private words: Words | null = null;

  constructor() {
    this.download = h(
      "a",
      { class: "download", download: true },
      icon(ICONS.download),
      this.downloadText,
    );
    this.toggle = h(
      "button",
      {
        type: "button",
        class: "button-quiet legend-toggle",
        "aria-expanded": "true",
        "aria-controls": "legend-body",
        onclick: () => this.expand(this.body.hasAttribute("hidden")),
      },
      icon(ICONS.chevron),
    );
    this.body = h(
      "div",
      { id: "legend-body" },
      this.subtitle,
      this.rows,
      this.note,
      this.missing,
      this.download,
    );
    this.element = h(
      "section",
      { class: "card legend" },
      h("div", { class: "legend-head" }, this.title, this.toggle),
      this.brief,
      this.body,
    );
  }

  expand(open: boolean): void {
    this.body.hidden = !open;
    this.brief.hidden = open;
    this.toggle.setAttribute("aria-expanded", String(open));
    if (this.words) {
      this.toggle.setAttribute("aria-label", this.words.say(open ? "legend.hide" : "legend.show"));
    }
  }

  update(
    words: Words,
    view: View,
    state: ViewState,
    classes: Classes | null,
    colours: readonly string[],
  ): void {
    this.words = words;
    this.element.setAttribute("aria-label", words.say("legend.title"));
    this.expand(!this.body.hasAttribute("hidden"));
    const unit = measure(view);
    const unitName = words.find("unit.name", unit) ?? "";
    const { series, level } = view.choice;
    this.title.textContent = series
      ? indicatorName(words, view)
      : words.say(`legend.outline.${level}`);
    const extra = series ? viewCaveats(words, view) : "";
    this.subtitle.textContent = [
      words.period(view.choice.period),
      narrowerGroup(words, view),
      extra,
    ]
      .filter((part) => part !== "")
      .join(" · ");

    const body = h("tbody");
    if (classes) {
      const edge = (i: number): string => words.number(classes.edges[i] ?? 0, classes.decimals);
      const only = onlyValue(view.figures.value);
      classes.counts.forEach((count, i) => {
        body.append(
          h(
            "tr",
            {},
            h("td", {}, swatch(colours[i])),
            ...(only === null
              ? [
                  h("td", { class: "legend-edge" }, edge(i)),
                  h("td", { class: "legend-dash" }, "–"),
                  h("td", { class: "legend-edge" }, edge(i + 1)),
                  h("td", { class: "legend-fill" }),
                ]
              : [
                  h(
                    "td",
                    { class: "legend-range", colspan: 4 },
                    words.number(only, classes.decimals),
                  ),
                ]),
            h("td", {}, words.number(count, 0)),
          ),
        );
      });
    }
    this.updateBrief(words, view, classes, colours);
    const missing = view.figures.value.filter((v) => Number.isNaN(v)).length;
    if (missing > 0 || !classes) {
      body.append(
        h(
          "tr",
          { class: "legend-nodata" },
          h("td", {}, h("span", { class: "swatch swatch-nodata" })),
          h("td", { class: "legend-range", colspan: 4 }, words.say("legend.nodata")),
          h("td", {}, words.number(missing, 0)),
        ),
      );
    }
    this.rows.replaceChildren(
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td"),
          unitName
            ? h("th", { scope: "colgroup", colspan: 4, class: "legend-range" }, unitName)
            : h("td", { colspan: 4 }),
          h("th", { scope: "col" }, words.say(`legend.units.${view.choice.level}`)),
        ),
      ),
      body,
    );
    this.note.hidden = series === null;
    this.missing.hidden = series !== null;
    if (!series) this.sayMissing(words, view);
    this.note.textContent = classes
      ? `${words.say(`method.${state.method}`)}. ${words.say("legend.edges")}`
      : words.say("legend.empty");
    this.updateDownload(words, view, state);
  }

  private updateBrief(
    words: Words,
    view: View,
    classes: Classes | null,
    colours: readonly string[],
  ): void {
    if (!classes) {
      const { series, level } = view.choice;
      this.brief.replaceChildren(
        h("span", { class: "swatch swatch-nodata" }),
        words.say(series ? "legend.nodata" : `missing.${level}`),
      );
      return;
    }
    const unitName = words.find("unit.name", measure(view)) ?? "";
    const only = onlyValue(view.figures.value);
    if (only !== null) {
      const text = `${words.number(only, classes.decimals)}\u00a0${unitName}`;
      this.brief.replaceChildren(swatch(colours[0]), text);
      return;
    }
    const end = (i: number): string => words.number(classes.edges.at(i) ?? 0, classes.decimals);
    this.brief.replaceChildren(
      end(0),
      h("span", { class: "legend-ramp" }, ...classes.counts.map((_, i) => swatch(colours[i]))),
      `${end(-1)}\u00a0${unitName}`,
    );
  }

  private sayMissing(words: Words, view: View): void {
    const { edition, level } = view.choice;
    this.missing.replaceChildren(
      h("strong", {}, words.say(`missing.${level}`)),
      h("p", {}, words.say("missing.text")),
      command(words.say("missing.command", { edition: edition.id })),
    );
  }

  /** The address of what is shown, as a file. */
  private updateDownload(words: Words, view: View, state: ViewState): void {
    const { atlas, choice, provinces } = view;
    const collection = choice.edition.levels.find((l) => l.level === choice.level)?.collection;
    const province = state.province ? provinces.find(state.province) : undefined;
    const query = new URLSearchParams({
      download: "true",
      ...(choice.series ? { period: choice.period, group: choice.group } : {}),
      release: atlas.manifest.release,
      limit: "10000",
    });
    if (province) query.set("province", province.code);
    this.download.href = `/api/collections/${collection ?? ""}/items?${query}`;
    const name = [collection, choice.period.replace("/", "-"), province?.code];
    this.download.download = `${name.filter((part) => part).join("-")}.geojson`;
    this.download.title = words.say(
      choice.series ? "control.download.hint" : "control.download.hint.outline",
    );
    this.downloadText.textContent = province
      ? words.say("control.download.province", { province: province.fullName })
      : words.say("control.download");
  }
}

function swatch(colour: string | undefined): HTMLElement {
  const element = h("span", { class: "swatch" });
  element.style.backgroundColor = colour ?? "";
  return element;
}

/** The value that all units with data share; null where there are two or none. */
function onlyValue(values: ArrayLike<number>): number | null {
  let only: number | null = null;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value) || value === only) continue;
    if (only !== null) return null;
    only = value;
  }
  return only;
}
