import { decimalsIn } from "../classify/classify";
import { type Painting, scopeOf } from "../classify/painting";
import { BIVARIATE } from "../classify/palettes";
import type { View } from "../data/atlas";
import { designationParts } from "../data/designations";
import type { Words } from "../i18n/i18n";
import type { OverlayLook } from "../page/overlays";
import type { ViewState } from "../state/view-state";
import { command, h, ICONS, icon } from "./dom";
import { indicatorName, measure, narrowerGroup, viewCaveats } from "./figures";
import { Histogram } from "./histogram";
import { bivariateLegend, circlesLegend } from "./legend-companion";

/** What the legend tells of. */
export interface LegendContent {
  readonly view: View;
  readonly state: ViewState;
  readonly painting: Painting;
  readonly looks: readonly OverlayLook[];
  /** The number of the largest circle; 0 where there are none. */
  readonly mostCircle: number;
  readonly zoom: number;
}

/** What the colours mean: ranges that meet, how many units are in each, and how many have no data. */
export class Legend {
  readonly element: HTMLElement;
  private readonly title = h("h2", { class: "legend-title" });
  private readonly subtitle = h("p", { class: "legend-subtitle" });
  private readonly rows = h("table", { class: "legend-rows" });
  /** Stands for the table while that is folded away. */
  private readonly brief = h("div", { class: "legend-brief", "aria-hidden": "true" });
  private readonly note = h("p", { class: "legend-note" });
  private readonly legal = h("div", { class: "legend-legal", hidden: true });
  /** Rate and number in one colour; takes the place of the rows. */
  private readonly bivariate = h("div", { hidden: true });
  private readonly circles = h("div", { hidden: true });
  private readonly overlays = h("div", { class: "legend-section legend-overlays", hidden: true });
  private readonly histogram: Histogram;
  /** For a level without figures: that they are missing, and how they come. */
  private readonly missing = h("div", { class: "legend-missing", hidden: true });
  private readonly toggle: HTMLButtonElement;
  private readonly body: HTMLElement;
  private readonly download: HTMLAnchorElement;
  private readonly downloadText = h("span");
  private words: Words | null = null;
  private content: LegendContent | null = null;

  /** @param choose a range of values to keep; undefined for all */
  constructor(choose: (range: readonly [number, number] | undefined) => void) {
    this.histogram = new Histogram(choose);
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
      this.bivariate,
      this.histogram.element,
      this.note,
      this.legal,
      this.circles,
      this.overlays,
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

  update(words: Words, content: LegendContent): void {
    const { view, state, painting } = content;
    const { classes, ramp: colours } = painting;
    this.words = words;
    this.content = content;
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
    if (classes && !painting.bivariate) {
      const only = onlyValue(view.figures.value);
      classes.counts.forEach((count, i) => {
        body.append(
          h(
            "tr",
            {},
            h("td", {}, swatch(colours[i])),
            ...(painting.told?.rows
              ? [rangeCell(painting.told.rows[i] ?? "")]
              : only === null
                ? rangeCells(words, painting, i)
                : [rangeCell(words.number(only, classes.decimals))]),
            h("td", {}, words.number(count, 0)),
          ),
        );
      });
    }
    const row = (kind: string, text: string, count: number): void =>
      body.append(
        h(
          "tr",
          { class: `legend-${kind}` },
          h("td", {}, h("span", { class: `swatch swatch-${kind}` })),
          rangeCell(text),
          h("td", {}, words.number(count, 0)),
        ),
      );
    this.updateBrief(words, view, painting);
    if (painting.missing > 0 || !classes) {
      row("nodata", painting.told?.missing ?? words.say("legend.nodata"), painting.missing);
    }
    if (painting.estimated > 0) {
      row("estimated", words.say("legend.estimated"), painting.estimated);
    }
    if (painting.leftOut > 0)
      row("leftout", view.leftOut ?? words.say("legend.leftout"), painting.leftOut);
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
    this.rows.hidden = body.childElementCount === 0;
    this.note.hidden = series === null || painting.bivariate !== null;
    this.missing.hidden = series !== null;
    if (!series) this.sayMissing(words, view);
    this.note.textContent = this.noteText(words, content);
    this.updateLegal(words, painting);
    this.bivariate.hidden = painting.bivariate === null;
    this.bivariate.replaceChildren(
      ...(painting.bivariate ? [bivariateLegend(words, painting, indicatorName(words, view))] : []),
    );
    this.updateCircles();
    this.updateOverlays(words, content);
    this.histogram.update(words, {
      values: view.figures.value,
      painting,
      range: state.range,
      decimals: classes?.decimals ?? 0,
      unit: unitName,
    });
    this.updateDownload(words, view, state);
  }

  /** The circles of the map have grown or shrunk. */
  rescale(zoom: number): void {
    if (!this.content || this.content.zoom === zoom) return;
    this.content = { ...this.content, zoom };
    this.updateCircles();
  }

  private noteText(words: Words, { view, state, painting }: LegendContent): string {
    if (!painting.classes) return painting.told?.note ?? words.say("legend.empty");
    if (painting.bivariate) return "";
    if (painting.told?.rows) return painting.told.note;
    const scope = scopeOf(view, state);
    const province = scope && view.provinces.find(scope)?.fullName;
    return [
      state.locked ? words.say("legend.locked") : words.say(`method.${painting.method}`),
      province ? words.say("legend.scope", { province }) : "",
    ]
      .filter((part) => part !== "")
      .join(", ")
      .concat(". ", words.say("legend.edges"), " ", painting.told?.note ?? "")
      .trim();
  }

  private updateLegal(words: Words, { legal }: Painting): void {
    this.legal.hidden = legal === null;
    if (!legal) return;
    this.legal.replaceChildren(
      h("h3", {}, words.label(legal.name, legal.id)),
      h(
        "ul",
        {},
        ...legal.lines.map((line) =>
          h(
            "li",
            {},
            h("strong", {}, words.number(line.at, decimalsIn(line.at))),
            ` ${words.label(line.name, "")}`,
          ),
        ),
      ),
      h("p", {}, words.label(legal.note, "")),
      h("p", {}, words.say("legend.source", { source: legal.source })),
    );
  }

  private updateCircles(): void {
    const { words, content } = this;
    if (!words || !content) return;
    const { mostCircle, zoom, painting } = content;
    this.circles.hidden = mostCircle === 0;
    this.circles.replaceChildren(
      ...(mostCircle > 0 ? [circlesLegend(words, painting, mostCircle, zoom)] : []),
    );
  }

  private updateOverlays(words: Words, { view, looks }: LegendContent): void {
    this.overlays.hidden = looks.length === 0;
    const schemes = looks.map((look) => designationParts(look.overlay.designation).scheme);
    const held = schemes.flatMap((scheme) => view.holdings.get(scheme) ?? []);
    const day = held[0]?.day;
    const isMadeUp = held.some((h) => h.isIllustrative);
    this.overlays.replaceChildren(
      h(
        "h3",
        {},
        words.say("legend.overlays"),
        isMadeUp ? " " : null,
        isMadeUp
          ? h("span", { class: "mark mark-illustrative" }, words.say("status.illustrative"))
          : null,
      ),
      h(
        "ul",
        {},
        ...looks.map((look) =>
          h(
            "li",
            {},
            overlaySample(look),
            h("span", { class: "legend-overlay-name" }, look.name),
            h("span", { class: "legend-overlay-count" }, words.number(look.count, 0)),
          ),
        ),
      ),
      day ? h("p", {}, words.say("legend.inforce", { day: words.date(day) })) : "",
    );
  }

  private updateBrief(words: Words, view: View, painting: Painting): void {
    const { classes, ramp: colours, bivariate } = painting;
    if (!classes) {
      const { series, level } = view.choice;
      this.brief.replaceChildren(
        h("span", { class: "swatch swatch-nodata" }),
        (series && painting.told?.missing) ||
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
    const end = (i: number): string => {
      const edge = classes.edges.at(i) ?? 0;
      if (Number.isFinite(edge)) return words.number(edge, classes.decimals);
      return i === 0 ? `< ${end(1)}` : `≥ ${end(-2)}`;
    };
    const ramp = bivariate ? BIVARIATE.flat() : classes.counts.map((_, i) => colours[i]);
    this.brief.replaceChildren(
      end(0),
      h("span", { class: "legend-ramp" }, ...ramp.map((colour) => swatch(colour))),
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
    // Two periods are two files, which the menu of downloads offers.
    this.download.hidden = view.compared !== undefined || view.sides !== undefined;
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

/** From edge to edge; open ends in words. */
function rangeCells(words: Words, { classes }: Painting, i: number): HTMLElement[] {
  if (!classes) return [];
  const edge = (at: number): string => words.number(classes.edges[at] ?? 0, classes.decimals);
  if (classes.edges[i] === Number.NEGATIVE_INFINITY) {
    return [rangeCell(words.say("legend.below", { value: edge(i + 1) }))];
  }
  if (classes.edges[i + 1] === Number.POSITIVE_INFINITY) {
    return [rangeCell(words.say("legend.from", { value: edge(i) }))];
  }
  return [
    h("td", { class: "legend-edge" }, edge(i)),
    h("td", { class: "legend-dash" }, "–"),
    h("td", { class: "legend-edge" }, edge(i + 1)),
    h("td", { class: "legend-fill" }),
  ];
}

function rangeCell(text: string): HTMLElement {
  return h("td", { class: "legend-range", colspan: 4 }, text);
}

/** What an overlay looks like, on a ground of middle tone. */
function overlaySample({ overlay, turn, colour, badge }: OverlayLook): HTMLElement {
  const sample = h(
    "span",
    { class: `sample sample-${overlay.style} turn-${turn}`, "aria-hidden": "true" },
    overlay.style === "badges" ? badge : null,
  );
  sample.style.setProperty("--colour", colour);
  return sample;
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
