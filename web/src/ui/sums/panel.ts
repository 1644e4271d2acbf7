import type { Rollup, RollupFigure, SourceEntry } from "../../api/types";
import type { Atlas } from "../../data/atlas";
import { ordered } from "../../data/sum-order";
import { leading } from "../../data/sums";
import { decimalsOf, type Words } from "../../i18n/i18n";
import { SUM_ORDERS, type SumOrder } from "../../state/sums-state";
import { lineChart } from "../chart";
import { h, ICONS, icon, type Option } from "../dom";
import { Field } from "../field";
import { statusMark, valueText } from "../figures";
import { linesOf, missingText, sumValue } from "./lines";
import { say } from "./words";

/** A list of choices with the one chosen. */
export interface Chosen {
  readonly options: readonly Option[];
  readonly value: string;
}

/** What the panel shows. */
export interface SumsContent {
  readonly atlas: Atlas;
  readonly kinds: Chosen;
  readonly editions: Chosen;
  readonly indicators: Chosen;
  readonly periods: Chosen;
  readonly state: "loading" | "failed" | "there";
  readonly rollups: readonly Rollup[];
  readonly order: SumOrder;
  readonly sources: Readonly<Record<string, SourceEntry>>;
  readonly selected: string | undefined;
  /** Of the group selected, in the order of time. */
  readonly years: readonly RollupFigure[];
  /** Where the map shows it, in words. */
  readonly where: string;
  /** Whether the groups are units with a profile. */
  readonly hasProfile: boolean;
  readonly csv: string;
}

export interface SumsEvents {
  close(): void;
  kind(kind: string): void;
  edition(edition: string): void;
  indicator(indicator: string): void;
  period(period: string): void;
  order(order: SumOrder): void;
  /** A group was chosen, or the one chosen was left. */
  select(code: string | undefined): void;
  profile(code: string): void;
}

/** A list so long is looked through by name. */
const LONG = 12;

/** Sums of units: what is summed, and a row for each group that unfolds into what it rests on. */
export class SumsPanel {
  readonly element: HTMLElement;
  private readonly title = h("h2", { id: "sums-title", tabindex: "-1" });
  private readonly close: HTMLButtonElement;
  private readonly kind: Field;
  private readonly edition: Field;
  private readonly indicator: Field;
  private readonly period: Field;
  private readonly order: Field;
  private readonly find: HTMLInputElement;
  private readonly findLabel = h("label", { for: "sums-find", class: "visually-hidden" });
  private readonly findRow: HTMLElement;
  private readonly list = h("ul", { class: "sums-list" });
  private readonly note = h("p", { class: "panel-note", role: "status" });
  private readonly csv = h("a", { class: "link sums-csv", download: true });
  private shown: readonly [Words, SumsContent] | null = null;

  constructor(private readonly on: SumsEvents) {
    this.close = h(
      "button",
      { type: "button", class: "button-quiet panel-close", onclick: () => on.close() },
      icon(ICONS.close),
    );
    this.kind = new Field("sums-kind", (kind) => on.kind(kind));
    this.edition = new Field("sums-edition", (edition) => on.edition(edition));
    this.indicator = new Field("sums-indicator", (indicator) => on.indicator(indicator));
    this.period = new Field("sums-period", (period) => on.period(period));
    this.order = new Field("sums-order", (value) =>
      on.order(SUM_ORDERS.find((order) => order === value) ?? SUM_ORDERS[0]),
    );
    this.find = h("input", {
      id: "sums-find",
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 60,
      oninput: () => this.fill(),
    });
    this.findRow = h("div", { class: "sums-find" }, this.findLabel, this.find);
    this.element = h(
      "section",
      { class: "card panel sums", id: "sums", "aria-labelledby": "sums-title", hidden: true },
      h("div", { class: "panel-head" }, h("div", {}, this.title), this.close),
      h(
        "div",
        { class: "panel-body" },
        h("div", { class: "field-pair" }, this.kind.row, this.edition.row),
        h("div", { class: "field-pair" }, this.indicator.row, this.period.row),
        this.order.row,
        this.findRow,
        this.note,
        this.list,
        this.csv,
      ),
    );
  }

  /** Moves the focus to the heading, so that a reader begins there. */
  focus(): void {
    this.title.focus({ preventScroll: true });
  }

  update(words: Words, content: SumsContent): void {
    this.shown = [words, content];
    this.title.textContent = say(words, "title");
    this.close.setAttribute("aria-label", say(words, "close"));
    this.close.title = say(words, "close");
    this.findLabel.textContent = say(words, "find");
    this.find.placeholder = say(words, "find");
    this.kind.set(say(words, "kind"), content.kinds.options, content.kinds.value);
    this.edition.set(say(words, "units"), content.editions.options, content.editions.value);
    this.edition.row.hidden = content.editions.options.length < 2;
    const { indicators, periods } = content;
    this.indicator.set(words.say("control.indicator"), indicators.options, indicators.value);
    this.period.set(words.say("control.period"), periods.options, periods.value);
    this.order.set(
      say(words, "order"),
      SUM_ORDERS.map((order) => ({ value: order, text: say(words, `order.${order}`) })),
      content.order,
    );
    this.order.row.hidden = content.rollups.length < 2;
    this.findRow.hidden = content.rollups.length <= LONG;
    if (this.findRow.hidden) this.find.value = "";
    this.csv.textContent = say(words, "csv");
    this.csv.href = content.csv;
    this.csv.hidden = content.rollups.length === 0;
    this.fill();
  }

  /** Brings the row selected into view. */
  reveal(): void {
    const open = this.list.querySelector("[aria-expanded=true]")?.parentElement;
    open?.scrollIntoView({ block: open.offsetHeight > 300 ? "start" : "nearest" });
  }

  private fill(): void {
    if (!this.shown) return;
    const [words, content] = this.shown;
    const wanted = plain(this.find.value);
    const found = content.rollups.filter((r) => plain(r.name).includes(wanted));
    const figures = new Map(found.map((r) => [r, leading(r, content.indicators.value)]));
    const rows = ordered(found, (rollup) => figures.get(rollup), content.order);
    const held = (document.activeElement as HTMLElement | null)?.dataset.sum;
    const standards = new Set(
      [...figures.values()].flatMap((f) => (f?.value == null ? [] : [f.standard])),
    );
    this.note.textContent = noteOf(words, content, rows, figures, standards);
    this.note.hidden = this.note.textContent === "";
    this.list.replaceChildren(
      ...rows.map((rollup) => this.row(words, content, rollup, figures.get(rollup), standards)),
    );
    this.list.hidden = rows.length === 0;
    if (held) this.list.querySelector<HTMLElement>(`[data-sum="${held}"]`)?.focus();
  }

  private row(
    words: Words,
    content: SumsContent,
    rollup: Rollup,
    figure: RollupFigure | undefined,
    standards: ReadonlySet<string>,
  ): HTMLElement {
    const isOpen = content.selected === rollup.code;
    const unit = content.atlas.indicator(content.indicators.value)?.unit ?? "";
    const lines = linesOf(words, content.atlas, rollup, figure, unit);
    const isPublished = figure !== undefined && !figure.told && figure.beside !== undefined;
    const standard = figure && standards.size > 1 ? standardText(words, figure.standard) : "";
    return h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "sums-row",
          "data-sum": rollup.code,
          "aria-expanded": String(isOpen),
          onclick: () => this.on.select(isOpen ? undefined : rollup.code),
        },
        h("span", { class: "sums-name" }, rollup.name),
        h(
          "span",
          { class: figure?.value != null || isPublished ? "sums-value" : "sums-value is-missing" },
          // What has land of others cannot be summed, whatever was told.
          figure === undefined && rollup.shared
            ? say(words, "nosum")
            : sumValue(words, figure, unit),
        ),
        h(
          "span",
          { class: "sums-lines" },
          ...[...lines, standard].filter((l) => l !== "").map((line) => h("span", {}, line)),
          statusMark(words, figure?.status ?? null),
        ),
        icon(ICONS.chevron),
      ),
      isOpen ? this.details(words, content, rollup, figure, unit) : null,
    );
  }

  private details(
    words: Words,
    content: SumsContent,
    rollup: Rollup,
    figure: RollupFigure | undefined,
    unit: string,
  ): HTMLElement {
    const { years, atlas } = content;
    const indicator = atlas.indicator(content.indicators.value);
    const told = years.filter((f) => f.value !== null);
    const text = (f: RollupFigure): string => valueText(words, unit, f.value, f.qualifier);
    const name = words.label(indicator?.name, content.indicators.value);
    const hasBreak = new Set(told.map((f) => f.standard)).size > 1;
    const cited = new Set([
      ...(figure?.sources ?? []),
      ...(figure?.beside ?? []).flatMap((b) => b.source.split(" ")),
    ]);
    return h(
      "div",
      { class: "sums-details" },
      content.where ? h("p", {}, content.where) : null,
      missingText(words, figure) ? h("p", {}, missingText(words, figure)) : null,
      told.length > 1
        ? lineChart(
            told.map((f) => ({
              period: f.period,
              value: f.value ?? 0,
              standard: f.standard,
              solid: f.status !== "illustrative",
            })),
            {
              title: `${rollup.name}, ${name}: ${told.map((f) => `${words.period(f.period)} ${text(f)}`).join("; ")}`,
              value: (value) => words.number(value, decimalsOf(unit, value)),
              period: (period) => words.period(period),
              standard: (id) => standardText(words, id),
            },
          )
        : null,
      hasBreak ? h("p", { class: "panel-note" }, say(words, "break")) : null,
      ...[...cited]
        .map((id) => content.sources[id])
        .filter((source) => source !== undefined)
        .map((source) =>
          h("p", { class: "panel-note" }, `${say(words, "source")}: ${sourceText(source)}`),
        ),
      content.hasProfile
        ? h(
            "button",
            { type: "button", class: "link", onclick: () => this.on.profile(rollup.code) },
            say(words, "profile"),
          )
        : null,
    );
  }
}

function noteOf(
  words: Words,
  { state, rollups }: SumsContent,
  rows: readonly Rollup[],
  figures: ReadonlyMap<Rollup, RollupFigure | undefined>,
  standards: ReadonlySet<string>,
): string {
  if (state !== "there") return say(words, state);
  if (rows.length === 0 && rollups.length > 0) return say(words, "find.none");
  if (![...figures.values()].some((f) => f !== undefined)) return say(words, "none.all");
  return standards.size > 1 ? say(words, "mixed") : "";
}

function standardText(words: Words, id: string): string {
  return id ? say(words, "standard", { id }) : "";
}

function sourceText({ title, number, publisher, date }: SourceEntry): string {
  return [title, number, publisher, date].filter((part) => part !== "").join(", ");
}

/** Without diacritics and in small letters, as people look names up. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("đ", "d")
    .replaceAll("Đ", "d")
    .toLowerCase()
    .trim();
}
