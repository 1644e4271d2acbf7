import type { View } from "../../data/atlas";
import type { Row, Sort, SortKey } from "../../data/rows";
import { decimalsOf, type Words } from "../../i18n/i18n";
import { Phrases } from "../../i18n/phrases";
import en from "../../i18n/table.en.json";
import vi from "../../i18n/table.vi.json";
import { h, ICONS, icon } from "../dom";
import { indicatorName, measure, standing, statusMark } from "../figures";
import { RowWindow } from "../row-window";

const PHRASES = new Phrases<keyof typeof vi>({ vi, en });
export const say = PHRASES.say.bind(PHRASES);

interface Column {
  readonly id: string;
  readonly name: string;
  readonly sort: SortKey | null;
  /** As it is shown. */
  cell(row: Row): Node | string;
}

export interface TableEvents {
  close(): void;
  sort(sort: Sort): void;
  find(text: string): void;
  open(code: string): void;
  copy(): void;
}

/** The table of the units on the map; Enter opens one. */
export class Table {
  readonly element: HTMLElement;
  private readonly title = h("h2", { id: "table-title", tabindex: "-1" });
  private readonly count = h("p", { class: "table-count", role: "status" });
  private readonly find: HTMLInputElement;
  private readonly findLabel = h("label", { for: "table-find", class: "visually-hidden" });
  private readonly copyButton: HTMLButtonElement;
  private readonly copyText = h("span");
  private readonly closeButton: HTMLButtonElement;
  private readonly head = h("div", { class: "table-row table-head", role: "row" });
  private readonly body = h("div", { class: "table-body", role: "rowgroup" });
  private readonly grid: HTMLElement;
  private readonly scroller: HTMLElement;
  private readonly none = h("p", { class: "table-none", hidden: true });
  private readonly keys = h("p", { id: "table-keys", class: "visually-hidden" });
  private columns: readonly Column[] = [];
  private rows: readonly Row[] = [];
  private at = new Map<string, number>();
  private selected: string | undefined;
  private readonly window: RowWindow;

  constructor(private readonly on: TableEvents) {
    this.find = h("input", {
      id: "table-find",
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 60,
      oninput: () => this.on.find(this.find.value),
    });
    this.copyButton = h(
      "button",
      { type: "button", class: "button table-copy", onclick: () => this.on.copy() },
      icon(ICONS.copy),
      this.copyText,
    );
    this.closeButton = h(
      "button",
      { type: "button", class: "button-quiet", onclick: () => this.on.close() },
      icon(ICONS.close),
    );
    this.grid = h(
      "div",
      {
        class: "table-grid",
        role: "grid",
        "aria-labelledby": "table-title",
        "aria-describedby": "table-keys",
        onclick: (event) => this.clicked(event),
      },
      h("div", { role: "rowgroup" }, this.head),
      this.body,
    );
    this.scroller = h("div", { class: "table-scroll" }, this.grid, this.none);
    const { grid, head, body, scroller } = this;
    this.window = new RowWindow({
      grid,
      head,
      body,
      scroller,
      row: (index) => this.row(index),
      choose: (index) => this.open(index),
    });
    this.element = h(
      "section",
      { class: "card table", "aria-labelledby": "table-title" },
      h(
        "div",
        { class: "table-bar" },
        h("div", { class: "table-name" }, this.title, this.count),
        h("div", { class: "table-find" }, this.findLabel, icon(ICONS.search), this.find),
        this.copyButton,
        this.closeButton,
      ),
      this.keys,
      this.scroller,
    );
    new ResizeObserver(() => {
      // A row that was in the window stays in it when the window gets smaller.
      const at = this.at.get(this.selected ?? "");
      if (at !== undefined) this.window.intoView(at);
      this.window.later();
    }).observe(this.scroller);
  }

  focus(): void {
    this.title.focus({ preventScroll: true });
  }

  update(
    words: Words,
    view: View,
    rows: readonly Row[],
    state: {
      readonly sort: Sort;
      readonly find: string;
      readonly unit: string | undefined;
    },
  ): void {
    const wasCode = this.rows[this.window.active]?.unit.code;
    this.rows = rows;
    this.at = new Map(rows.map((row, i) => [row.unit.code, i]));
    this.columns = columnsOf(words, view);
    this.title.textContent = [
      indicatorName(words, view) || say(words, "title"),
      words.period(view.choice.period),
    ]
      .filter((part) => part !== "")
      .join(", ");
    const n = words.number(rows.length, 0);
    const of = view.units.list.length;
    this.count.textContent =
      rows.length === of
        ? say(words, "count", { n })
        : say(words, "count.of", { n, of: words.number(of, 0) });
    this.findLabel.textContent = say(words, "find");
    this.find.placeholder = say(words, "find");
    if (document.activeElement !== this.find) this.find.value = state.find;
    this.copyText.textContent = say(words, "copy");
    this.closeButton.setAttribute("aria-label", say(words, "close"));
    this.keys.textContent = say(words, "keys");
    this.none.textContent = say(words, "none");
    this.none.hidden = rows.length > 0;
    this.writeHead(words, state.sort);
    this.grid.style.setProperty("--table-columns", template(this.columns));
    this.grid.setAttribute("aria-rowcount", String(rows.length + 1));
    this.grid.setAttribute("aria-colcount", String(this.columns.length));
    this.window.fill(rows.length, this.at.get(wasCode ?? "") ?? 0);
    const changed = state.unit !== this.selected;
    this.selected = state.unit;
    if (changed && state.unit !== undefined) this.reveal(state.unit);
    this.window.draw();
  }

  /** Marks the unit opened elsewhere, and brings it into the window. */
  select(code: string | undefined): void {
    if (code === this.selected) return;
    this.selected = code;
    this.window.renew();
    if (code !== undefined) this.reveal(code);
    this.window.draw();
  }

  private reveal(code: string): void {
    const at = this.at.get(code);
    if (at !== undefined) this.window.reveal(at);
  }

  private writeHead(words: Words, sort: Sort): void {
    const focused = this.head.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-column")
      : null;
    this.head.setAttribute("aria-rowindex", "1");
    this.head.replaceChildren(
      ...this.columns.map((column, i) => {
        const isSorted = column.sort === sort.key && column.id !== "rank";
        const order = isSorted ? (sort.descending ? "descending" : "ascending") : null;
        const { sort: key } = column;
        return h(
          "div",
          {
            class: `table-cell cell-${column.id}`,
            role: "columnheader",
            "aria-colindex": i + 1,
            "aria-sort": key ? (order ?? "none") : null,
          },
          key
            ? h(
                "button",
                {
                  type: "button",
                  "data-column": column.id,
                  title: say(words, "sort", { column: column.name }),
                  onclick: () =>
                    this.on.sort({
                      key,
                      // Numbers begin with the highest, words with the first.
                      descending: isSorted ? !sort.descending : isNumber(key),
                    }),
                },
                h("span", {}, column.name),
                h("span", { class: `arrow ${order ?? ""}`, "aria-hidden": "true" }),
              )
            : column.name,
        );
      }),
    );
    if (focused) {
      this.head.querySelector<HTMLElement>(`[data-column="${focused}"]`)?.focus();
    }
  }

  private row(index: number): HTMLElement {
    const row = this.rows[index] as Row;
    return h(
      "div",
      {
        class: "table-row",
        role: "row",
        tabindex: index === this.window.active ? "0" : "-1",
        "data-row": index,
        "aria-rowindex": index + 2,
        "aria-selected": String(row.unit.code === this.selected),
      },
      ...this.columns.map((column, i) =>
        h(
          "div",
          { class: `table-cell cell-${column.id}`, role: "gridcell", "aria-colindex": i + 1 },
          column.cell(row),
        ),
      ),
    );
  }

  private clicked(event: Event): void {
    const target = (event.target as Element).closest<HTMLElement>("[data-row]");
    const index = Number(target?.dataset.row ?? Number.NaN);
    if (!this.rows[index]) return;
    this.window.move(index);
    this.open(index);
  }

  private open(index: number): void {
    const row = this.rows[index];
    if (row) this.on.open(row.unit.code);
  }
}

function isNumber(key: SortKey): boolean {
  return key === "value" || key === "numerator" || key === "denominator";
}

/** The columns of a view: the counts where its rates have some, the province where there are several. */
function columnsOf(words: Words, view: View): Column[] {
  const unit = measure(view);
  const number = (value: number, of: string): string =>
    Number.isNaN(value) ? "–" : words.number(value, decimalsOf(of, value));
  const { numerator, denominator } = view.indicator ?? {};
  const name = (id: string | undefined): string =>
    id ? words.label(view.atlas.indicator(id)?.name, id) : "";
  const unitName = words.find("unit.name", unit);
  const hasParts = view.figures.parts !== undefined && numerator && denominator;
  const value = indicatorName(words, view);
  return [
    {
      id: "rank",
      name: say(words, "rank"),
      sort: null,
      cell: (row) => (row.rank === null ? "" : words.number(row.rank, 0)),
    },
    {
      id: "name",
      name: say(words, `name.${view.choice.level}`),
      sort: "name",
      cell: (row) => row.unit.fullName,
    },
    ...(view.choice.level === "province"
      ? []
      : [
          {
            id: "province",
            name: say(words, "province"),
            sort: "province" as const,
            cell: (row: Row) => row.province,
          },
        ]),
    {
      id: "code",
      name: say(words, "code"),
      sort: "code",
      cell: (row) => row.unit.code,
    },
    ...(view.choice.series
      ? [
          {
            id: "value",
            name: unitName ? `${value} (${unitName})` : value,
            sort: "value" as const,
            cell: (row: Row) => {
              const text = number(row.value, unit);
              return row.qualifier ? `${row.qualifier} ${text}` : text;
            },
          },
        ]
      : []),
    ...(hasParts
      ? [
          {
            id: "numerator",
            name: name(numerator.indicator),
            sort: "numerator" as const,
            cell: (row: Row) => number(row.numerator, ""),
          },
          {
            id: "denominator",
            name: name(denominator.indicator),
            sort: "denominator" as const,
            cell: (row: Row) => number(row.denominator, ""),
          },
        ]
      : []),
    ...(view.choice.series
      ? [
          {
            id: "standing",
            name: say(words, "standing"),
            sort: null,
            cell: (row: Row) =>
              row.series
                ? (statusMark(words, row.status) ??
                  standing(words, { status: row.status, stage: row.series.stage }))
                : words.say("status.none"),
          },
        ]
      : []),
  ];
}

const WIDTHS: Readonly<Record<string, string>> = {
  rank: "64px",
  name: "minmax(150px, 1.6fr)",
  province: "minmax(110px, 1fr)",
  code: "76px",
  value: "minmax(120px, 1fr)",
  numerator: "minmax(96px, 0.8fr)",
  denominator: "minmax(96px, 0.8fr)",
  standing: "minmax(130px, 1fr)",
};

function template(columns: readonly Column[]): string {
  return columns.map((column) => WIDTHS[column.id] ?? "1fr").join(" ");
}
