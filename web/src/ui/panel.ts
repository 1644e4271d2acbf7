import type { Level, SourceEntry, UnitAnswer, UnitDesignation, UnitFigure } from "../api/types";
import type { View } from "../data/atlas";
import { comparePeriods } from "../data/period";
import { byStanding } from "../data/stages";
import { decimalsOf, type Words } from "../i18n/i18n";
import { lineChart } from "./chart";
import { h, ICONS, icon } from "./dom";
import { caveats, indicatorName, narrowerGroup, standing, statusMark, valueText } from "./figures";

export type PanelContent =
  | { readonly kind: "loading"; readonly name: string; readonly level: Level }
  | { readonly kind: "unit"; readonly unit: UnitAnswer };

/**
 * The profile of one unit: its figures of the period shown, over the years and by group, its
 * designations, and for each of them where it comes from.
 */
export class Panel {
  readonly element: HTMLElement;
  private readonly kicker = h("p", { class: "panel-kicker" });
  private readonly title = h("h2", { id: "panel-title", tabindex: "-1" });
  private readonly close: HTMLButtonElement;
  private readonly body = h("div", { class: "panel-body" });

  constructor(
    private readonly on: {
      close(): void;
      open(code: string): void;
      zoom(code: string): void;
    },
  ) {
    this.close = h(
      "button",
      { type: "button", class: "button-quiet panel-close", onclick: () => this.on.close() },
      icon(ICONS.close),
    );
    this.element = h(
      "section",
      { class: "card panel", "aria-labelledby": "panel-title", hidden: true },
      h("div", { class: "panel-head" }, h("div", {}, this.kicker, this.title), this.close),
      this.body,
    );
  }

  get isOpen(): boolean {
    return !this.element.hasAttribute("hidden");
  }

  hide(): void {
    this.element.hidden = true;
    this.body.replaceChildren();
  }

  /** Moves the focus to the heading, so that a reader begins there. */
  focus(): void {
    this.title.focus({ preventScroll: true });
  }

  render(words: Words, view: View, content: PanelContent): void {
    const level = content.kind === "unit" ? content.unit.level : content.level;
    this.element.hidden = false;
    this.close.setAttribute("aria-label", words.say("panel.close"));
    this.kicker.textContent = words.say(`panel.title.${level}`);
    if (content.kind === "loading") {
      this.title.textContent = content.name;
      this.body.setAttribute("aria-busy", "true");
      this.body.replaceChildren(h("p", { class: "panel-wait" }, words.say("panel.loading")));
      return;
    }
    this.body.removeAttribute("aria-busy");
    this.title.textContent = content.unit.fullName;
    const scroll = this.body.dataset.code === content.unit.code ? this.body.scrollTop : 0;
    this.body.replaceChildren(...new Profile(words, view, content.unit, this.on).sections());
    this.body.dataset.code = content.unit.code;
    this.body.scrollTop = scroll;
  }
}

/** Builds the parts of one profile in one language. */
class Profile {
  constructor(
    private readonly words: Words,
    private readonly view: View,
    private readonly unit: UnitAnswer,
    private readonly on: { open(code: string): void; zoom(code: string): void },
  ) {}

  sections(): (HTMLElement | string)[] {
    return [
      this.place(),
      this.headline(),
      this.overYears(),
      this.byGroup(),
      this.figures(),
      this.designations(),
      this.neighbours(),
      this.boundary(),
    ].filter((section): section is HTMLElement => section !== null);
  }

  private place(): HTMLElement {
    const { words, unit } = this;
    return h(
      "p",
      { class: "panel-place" },
      ...unit.parents.map((parent) => this.link(parent.fullName, () => this.on.open(parent.code))),
      h("span", {}, words.say("panel.code", { code: unit.code })),
      unit.area === null
        ? null
        : h(
            "span",
            {},
            words.say("unit.area", { n: words.number(unit.area, unit.area < 10 ? 2 : 1) }),
          ),
      this.link(words.say("panel.zoom"), () => this.on.zoom(unit.code)),
    );
  }

  /** The figure that the map shows, large. */
  private headline(): HTMLElement {
    const { words, view } = this;
    const { choice } = view;
    if (!choice.series) {
      const text = this.unit.figures.length === 0 ? "panel.none" : "panel.none.level";
      return h("section", { class: "headline" }, h("p", {}, words.say(text)));
    }
    const painted = new Set([choice.series, ...choice.behind].map((s) => s.id));
    const figure =
      this.unit.figures.filter((f) => painted.has(f.series)).sort(byStanding)[0] ??
      this.same(choice.group)[0];
    const printed = figure?.reported ? words.say("panel.asPrinted") : "";
    const extra = [caveats(words, figure ?? choice.series), printed]
      .filter((part) => part !== "")
      .join(", ");
    return h(
      "section",
      { class: "headline" },
      h(
        "p",
        { class: "headline-name" },
        indicatorName(words, view),
        " ",
        words.period(choice.period),
      ),
      h(
        "p",
        { class: "headline-value" },
        figure?.value == null
          ? h("span", { class: "is-missing" }, words.say("status.none"))
          : valueText(words, this.measure(figure), figure.value, figure.qualifier),
        statusMark(words, figure?.status ?? null),
      ),
      figure && this.parts(figure) ? h("p", { class: "headline-parts" }, this.parts(figure)) : null,
      h(
        "p",
        { class: "headline-parts" },
        [narrowerGroup(words, view), extra].filter((part) => part !== "").join(" · "),
      ),
    );
  }

  private overYears(): HTMLElement | null {
    const { words } = this;
    const { choice } = this.view;
    const { series } = choice;
    if (!series) return null;
    const figures = this.unit.figures
      .filter(
        (f) =>
          f.indicator === choice.indicator &&
          f.group === choice.group &&
          f.areaType === series.areaType &&
          f.nature === series.nature &&
          f.value !== null,
      )
      // Of each period the last is kept: the one that the map shows.
      .sort((a, b) => comparePeriods(a.period, b.period) || byStanding(b, a));
    const seen = new Map(figures.map((f) => [f.period, f]));
    const points = [...seen.values()];
    if (points.length < 2) return null;
    const breaks = new Set(points.map((f) => f.standard)).size > 1;
    return this.section(
      words.say("panel.years"),
      lineChart(
        words,
        points.map((f) => ({
          period: f.period,
          value: f.value ?? 0,
          standard: f.standard,
          solid: f.status !== "illustrative",
        })),
        (value) => words.number(value, decimalsOf(this.unitOf(choice.indicator), value)),
        `${indicatorName(words, this.view)}: ${points.map((f) => `${words.period(f.period)} ${valueText(words, this.measure(f), f.value, f.qualifier)}`).join("; ")}`,
      ),
      h(
        "table",
        { class: "years" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, words.say("panel.year")),
            h("th", { scope: "col" }, words.say("panel.value")),
            h("th", { scope: "col" }, words.say("panel.standard")),
            h("th", { scope: "col" }, words.say("panel.stage")),
          ),
        ),
        h(
          "tbody",
          {},
          ...points.map((f) =>
            h(
              "tr",
              { "aria-current": f.period === choice.period ? "true" : null },
              h("th", { scope: "row" }, words.period(f.period)),
              h("td", {}, valueText(words, this.measure(f), f.value, f.qualifier)),
              h("td", {}, f.standard),
              h("td", {}, standing(words, f)),
            ),
          ),
        ),
      ),
      breaks ? h("p", { class: "panel-note" }, words.say("panel.years.note")) : null,
    );
  }

  private byGroup(): HTMLElement | null {
    const { words, view } = this;
    const found = this.same(null);
    const figures = view.choice.groups.flatMap(
      (group) => found.find((f) => f.group === group && f.value !== null) ?? [],
    );
    if (figures.length < 2) return null;
    const most = Math.max(...figures.map((f) => f.value ?? 0)) || 1;
    return this.section(
      words.say("panel.groups"),
      h(
        "ul",
        { class: "bars" },
        ...figures.map((f) => {
          const bar = h("span", { class: "bar", "aria-hidden": "true" });
          bar.style.width = `${Math.max(0, (100 * (f.value ?? 0)) / most).toFixed(1)}%`;
          return h(
            "li",
            {},
            h("span", { class: "bar-name" }, words.label(view.atlas.group(f.group), f.group)),
            h(
              "span",
              { class: "bar-value" },
              valueText(words, this.measure(f), f.value, f.qualifier),
            ),
            h("span", { class: "bar-track" }, bar),
          );
        }),
      ),
    );
  }

  private figures(): HTMLElement | null {
    const { words, view } = this;
    const { choice, atlas } = view;
    if (!choice.series && this.unit.figures.length === 0) return null;
    // Where the map shows no period, the latest that the unit has.
    const latest =
      this.unit.figures
        .map((f) => f.period)
        .sort(comparePeriods)
        .at(-1) ?? "";
    const [shown, group] = choice.series ? [choice.period, choice.group] : [latest, "all"];
    const figures = this.unit.figures
      .filter((f) => f.period === shown && f.group === group && f.value !== null)
      .filter((f, _, all) => !f.reported || !all.some((other) => this.readsLike(f, other)))
      .sort((a, b) => atlas.rank(a.indicator) - atlas.rank(b.indicator));
    const period = words.period(shown);
    // A status that all share is said once, beside the heading.
    const statuses = new Set(figures.map((f) => f.status));
    const shared = statuses.size === 1 ? (figures[0]?.status ?? null) : null;
    return this.section(
      [words.say("panel.figures", { period }), statusMark(words, shared)],
      figures.length === 0
        ? h("p", { class: "panel-note" }, words.say("panel.figures.none"))
        : h("div", { class: "figures" }, ...this.underThemes(figures, shared === null)),
    );
  }

  /** Whether a rate as reported reads like the one computed from its counts: said once then. */
  private readsLike(reported: UnitFigure, other: UnitFigure): boolean {
    const text = (f: UnitFigure): string =>
      [f.indicator, f.standard, f.areaType, f.nature, f.stage, this.measure(f), f.qualifier]
        .concat(valueText(this.words, this.measure(f), f.value))
        .join("|");
    return !other.reported && text(reported) === text(other);
  }

  /** Figures under the headings of the catalogue; without headings where there is but one. */
  private underThemes(figures: readonly UnitFigure[], marked: boolean): HTMLElement[] {
    const themes = new Map<string, UnitFigure[]>();
    for (const f of figures) {
      const theme = this.view.atlas.indicator(f.indicator)?.theme ?? "other";
      themes.set(theme, [...(themes.get(theme) ?? []), f]);
    }
    return [...themes].flatMap(([theme, members]) => [
      ...(themes.size > 1 ? [h("h4", {}, this.words.find("theme", theme) ?? theme)] : []),
      ...members.map((f) => this.figure(f, marked)),
    ]);
  }

  private figure(f: UnitFigure, marked: boolean): HTMLElement {
    const { words, view } = this;
    const printed = f.reported ? words.say("panel.asPrinted") : "";
    const extra = [caveats(words, f), printed].filter((part) => part !== "").join(", ");
    const name = words.label(view.atlas.indicator(f.indicator)?.name, f.indicator);
    return h(
      "details",
      {},
      h(
        "summary",
        {},
        h(
          "span",
          { class: "figure-name" },
          extra ? `${name} (${extra})` : name,
          " ",
          marked ? statusMark(words, f.status) : null,
        ),
        h(
          "span",
          { class: "figure-value" },
          valueText(words, this.measure(f), f.value, f.qualifier),
        ),
        icon(ICONS.chevron),
      ),
      this.origin(f),
    );
  }

  /** Where a figure comes from: its source, the file and the row, and under which standard and stage. */
  private origin(f: UnitFigure): HTMLElement {
    const { words } = this;
    return this.facts([
      [words.say("panel.source"), f.source ? this.source(f.source) : ""],
      [words.say("panel.file"), this.fileAndRow(f)],
      [words.say("panel.computed"), this.parts(f)],
      [words.say("panel.standard"), words.label(this.view.atlas.standard(f.standard), f.standard)],
      [words.say("panel.stage"), standing(words, f)],
      [words.say("panel.asOf"), f.asOf ? words.date(f.asOf) : ""],
    ]);
  }

  private designations(): HTMLElement | null {
    const { words, unit, view } = this;
    if (view.atlas.manifest.designations.length === 0) return null;
    return this.section(
      words.say("panel.designations"),
      unit.designations.length === 0
        ? h("p", { class: "panel-note" }, words.say("panel.designations.none"))
        : h(
            "div",
            { class: "figures" },
            ...unit.designations.map((d) => {
              const scheme = view.atlas.scheme(d.scheme);
              const name = words.label(scheme?.name, d.scheme);
              const given = words.label(
                scheme?.classes.find((c) => c.id === d.class)?.name,
                d.class,
              );
              // A list of yes and no says the same in its name and in its class.
              const isList = (scheme?.classes.length ?? 0) < 2;
              return h(
                "details",
                {},
                h(
                  "summary",
                  {},
                  h(
                    "span",
                    { class: "figure-name" },
                    isList ? given : name,
                    " ",
                    d.illustrative ? statusMark(words, "illustrative") : null,
                  ),
                  h("span", { class: "figure-value" }, d.name || (isList ? "✓" : given)),
                  icon(ICONS.chevron),
                ),
                this.facts([
                  [words.say("panel.village"), d.name],
                  [words.say("panel.decision"), d.decision],
                  [words.say("panel.valid"), this.validity(d)],
                  [words.say("panel.source"), this.source(d.source)],
                  [words.say("panel.file"), this.fileAndRow(d)],
                ]),
              );
            }),
          ),
    );
  }

  private neighbours(): HTMLElement | null {
    const { unit } = this;
    if (unit.neighbours.length === 0) return null;
    return this.section(
      this.words.say("panel.neighbours"),
      h(
        "ul",
        { class: "links" },
        ...unit.neighbours.map((n) =>
          h(
            "li",
            {},
            this.link(n.fullName, () => this.on.open(n.code)),
          ),
        ),
      ),
    );
  }

  private boundary(): HTMLElement {
    const { words, unit } = this;
    const isSchematic = unit.boundary === "schematic";
    return this.section(
      words.say("panel.boundary"),
      h(
        "p",
        { class: "panel-note" },
        words.say(isSchematic ? "panel.boundary.schematic" : "panel.boundary.reference"),
        " ",
        ...unit.boundarySources.map((id, i) => h("span", {}, i > 0 ? "; " : "", this.source(id))),
      ),
    );
  }

  /** Figures of the indicator and period shown, of the same kind as the map's, the best first. */
  private same(group: string | null): UnitFigure[] {
    const { choice } = this.view;
    const { series } = choice;
    if (!series) return [];
    return this.unit.figures
      .filter(
        (f) =>
          f.indicator === choice.indicator &&
          f.period === choice.period &&
          f.areaType === series.areaType &&
          f.nature === series.nature &&
          (group === null || f.group === group),
      )
      .sort(byStanding);
  }

  private parts(f: UnitFigure): string {
    if (f.numerator == null || f.denominator == null) return "";
    const { words } = this;
    const counted = this.view.atlas.indicator(f.indicator)?.denominator?.indicator ?? "";
    return words.say("unit.of", {
      part: words.number(f.numerator, 0),
      whole: words.quantity(f.denominator, this.unitOf(counted)),
    });
  }

  private validity(d: UnitDesignation): string {
    const { words } = this;
    const from = d.validFrom ? words.date(d.validFrom) : "";
    const to = d.validTo ? words.date(d.validTo) : "";
    if (from && to) return words.say("panel.valid.fromTo", { from, to });
    if (from) return words.say("panel.valid.from", { from });
    return to ? words.say("panel.valid.to", { to }) : "";
  }

  private fileAndRow(from: {
    readonly file?: string | null;
    readonly row?: number | null;
  }): string {
    if (!from.file) return "";
    return from.row == null
      ? from.file
      : this.words.say("panel.row", { file: from.file, row: from.row });
  }

  private source(id: string): Node {
    const source = this.unit.sources[id];
    if (!source) return h("span", {}, id);
    const title = source.title || id;
    const rest = describe(source, this.words);
    return h(
      "span",
      {},
      /^https?:/.test(source.url)
        ? h("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, title)
        : title,
      rest ? `. ${rest}` : "",
    );
  }

  private measure(f: UnitFigure): string {
    return this.unitOf(f.indicator);
  }

  private unitOf(indicator: string): string {
    return this.view.atlas.indicator(indicator)?.unit ?? "";
  }

  private facts(rows: readonly (readonly [string, Node | string | null])[]): HTMLElement {
    return h(
      "dl",
      { class: "facts" },
      ...rows
        .filter(([, value]) => value !== null && value !== "")
        .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
    );
  }

  private section(
    title: string | readonly (Node | string | null)[],
    ...children: (Node | null)[]
  ): HTMLElement {
    const heading = h("h3", {}, ...(typeof title === "string" ? [title] : title));
    return h("section", {}, heading, ...children);
  }

  private link(text: string, go: () => void): HTMLElement {
    return h("button", { type: "button", class: "link", onclick: go }, text);
  }
}

function describe(source: SourceEntry, words: Words): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(source.date) ? words.date(source.date) : source.date;
  return [source.number, source.publisher, date, source.licence]
    .filter((part) => part !== "" && part != null)
    .join(", ");
}
