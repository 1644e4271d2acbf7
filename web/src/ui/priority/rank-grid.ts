import { fold as folded } from "../../data/rows";
import type { Words } from "../../i18n/i18n";
import { missingOf, type Run, statusOf } from "../../priority/run";
import { idOf } from "../../priority/scenario";
import { h } from "../dom";
import { statusMark } from "../figures";
import { RowWindow } from "../row-window";
import { type Model, topOf } from "./model";
import { criterionName, say, scoreDecimals } from "./words";

/** Columns of criteria; the rest is told of each unit beside the list. */
const MOST_COLUMNS = 5;

interface Column {
  readonly id: string;
  readonly name: string;
  readonly isNumber: boolean;
  /** By place of the unit in the run. */
  value(place: number): number | string;
  cell(place: number): Node | string;
}

export interface RankGridEvents {
  open(code: string, focus: boolean): void;
  hover(code: string | null): void;
}

/** The ranked units. A line parts those that are chosen from the rest. */
export class RankGrid {
  readonly element: HTMLElement;
  private readonly head = h("div", { class: "table-row table-head", role: "row" });
  private readonly body: HTMLElement;
  private readonly grid: HTMLElement;
  private readonly scroller: HTMLElement;
  private readonly none = h("p", { class: "table-none" });
  private model: Model | null = null;
  private run: Run | null = null;
  private columns: readonly Column[] = [];
  /** Places of units in the run, as listed. */
  private rows: readonly number[] = [];
  /** Index of the last row that gets money; -1 where no money was shared out. */
  private lastFunded = -1;
  private sort = { id: "rank", descending: false };
  private find = "";
  private hinted: string | null = null;
  private selected: string | undefined;
  private width = 0;
  private readonly window: RowWindow;

  constructor(private readonly on: RankGridEvents) {
    this.body = h("div", {
      class: "table-body",
      role: "rowgroup",
      onmouseover: (event) => this.on.hover(this.codeAt(event.target)),
      onmouseleave: () => this.on.hover(null),
      onfocusin: (event) => this.on.hover(this.codeAt(event.target)),
      onfocusout: () => this.on.hover(null),
    });
    this.grid = h(
      "div",
      {
        class: "table-grid prio-grid",
        role: "grid",
        "aria-labelledby": "prio-ranking-title",
        onclick: (event) => {
          const code = this.codeAt(event.target);
          if (code) this.choose(code, false);
        },
      },
      h("div", { role: "rowgroup" }, this.head),
      this.body,
    );
    this.scroller = h("div", { class: "table-scroll" }, this.grid, this.none);
    this.element = this.scroller;
    const { grid, head, body, scroller } = this;
    this.window = new RowWindow({
      grid,
      head,
      body,
      scroller,
      row: (index) => this.row(index),
      choose: (index) => {
        const code = this.codeOf(this.rows[index]);
        if (code) this.choose(code, true);
      },
    });
    new ResizeObserver(() => {
      const { clientWidth } = this.scroller;
      const isOther = sizeOf(clientWidth) !== sizeOf(this.width);
      this.width = clientWidth;
      if (isOther && this.model) this.update(this.model);
      else this.window.later();
    }).observe(this.scroller);
  }

  /** Only units with this in their name. */
  filter(find: string): void {
    this.find = find;
    if (this.model) this.update(this.model);
  }

  /** How many rows are listed. */
  get length(): number {
    return this.rows.length;
  }

  update(model: Model): void {
    this.model = model;
    this.run = model.run;
    const before = this.codeOf(this.rows[this.window.active]);
    const { run, words } = model;
    if (!run) {
      this.rows = [];
      this.window.fill(0, 0);
      this.columns = [];
      this.body.replaceChildren();
      this.head.replaceChildren();
      this.none.hidden = true;
      return;
    }
    this.columns = columnsOf(words, model, run, this.width);
    if (!this.columns.some((column) => column.id === this.sort.id)) {
      this.sort = { id: "rank", descending: false };
    }
    this.rows = this.listed(run);
    const { amounts } = model.money ?? {};
    this.lastFunded = amounts
      ? this.rows.findLastIndex((place) => amounts.has(this.codeOf(place) ?? ""))
      : -1;
    this.none.hidden = this.rows.length > 0;
    this.none.textContent = say(words, "none");
    this.writeHead(words);
    this.grid.style.setProperty("--table-columns", this.columns.map(widthOf).join(" "));
    // What does not fit is scrolled to.
    const least = this.columns.reduce((sum, { id }) => sum + leastOf(id), 20);
    this.grid.style.setProperty("--least", `${this.width < NARROW ? 0 : least}px`);
    this.grid.setAttribute("aria-rowcount", String(this.rows.length + 1));
    this.grid.setAttribute("aria-colcount", String(this.columns.length));
    this.window.fill(
      this.rows.length,
      this.rows.findIndex((place) => this.codeOf(place) === before),
    );
    this.select(model.selected);
    this.window.renew();
    this.window.draw();
  }

  /** Marks the unit that is looked at, and brings it into the window. */
  select(code: string | undefined): void {
    if (code === this.selected) return;
    this.selected = code;
    this.window.renew();
    const at = this.rows.findIndex((place) => this.codeOf(place) === code);
    if (at >= 0) this.window.reveal(at);
    this.window.draw();
  }

  /** Marks the unit that the pointer is over on the map. */
  hint(code: string | null): void {
    if (code === this.hinted) return;
    this.hinted = code;
    for (const row of this.body.children) {
      row.classList.toggle("is-hinted", row.getAttribute("data-code") === code);
    }
  }

  private listed(run: Run): readonly number[] {
    const wanted = folded(this.find.trim());
    const passes = (place: number): boolean => {
      const unit = run.units[place];
      return (
        unit !== undefined &&
        (wanted === "" || folded(unit.fullName).includes(wanted) || unit.code.startsWith(wanted))
      );
    };
    const ranked = run.order.filter(passes);
    const unranked = Array.from(run.units.keys()).filter(
      (place) => run.scores.rank[place] === 0 && passes(place),
    );
    const { id, descending } = this.sort;
    const column = this.columns.find((c) => c.id === id);
    if (!column || id === "rank") {
      return [...(descending ? [...ranked].reverse() : ranked), ...unranked];
    }
    const collator = new Intl.Collator("vi");
    const sign = descending ? -1 : 1;
    const sorted = [...ranked].sort((a, b) => {
      const [x, y] = [column.value(a), column.value(b)];
      if (typeof x === "number" && typeof y === "number") return sign * (x - y);
      return sign * collator.compare(String(x), String(y));
    });
    return [...sorted, ...unranked];
  }

  private codeOf(place: number | undefined): string | undefined {
    return place === undefined ? undefined : this.run?.units[place]?.code;
  }

  private codeAt(target: EventTarget | null): string | null {
    return (target as Element | null)?.closest?.("[data-code]")?.getAttribute("data-code") ?? null;
  }

  private writeHead(words: Words): void {
    const focused = this.head.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-column")
      : null;
    this.head.setAttribute("aria-rowindex", "1");
    this.head.replaceChildren(
      ...this.columns.map((column, i) => {
        const isSorted = column.id === this.sort.id;
        const order = isSorted ? (this.sort.descending ? "descending" : "ascending") : null;
        return h(
          "div",
          {
            class: `table-cell cell-${column.id.split(" ")[0]} ${column.isNumber ? "is-number" : ""}`,
            role: "columnheader",
            "aria-colindex": i + 1,
            "aria-sort": order ?? "none",
          },
          h(
            "button",
            {
              type: "button",
              "data-column": column.id,
              title: say(words, "sort", { column: column.name }),
              onclick: () => {
                const isNumber = column.isNumber && column.id !== "rank";
                this.sort = {
                  id: column.id,
                  descending: isSorted ? !this.sort.descending : isNumber,
                };
                if (this.model) this.update(this.model);
              },
            },
            h("span", {}, column.name),
            h("span", { class: `arrow ${order ?? ""}`, "aria-hidden": "true" }),
          ),
        );
      }),
    );
    if (focused) {
      this.head.querySelector<HTMLElement>(`[data-column="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  private row(index: number): HTMLElement {
    const place = this.rows[index] as number;
    const code = this.codeOf(place);
    const top = this.model ? topOf(this.model.document) : 0;
    const isByRank = this.sort.id === "rank" && !this.sort.descending && this.find.trim() === "";
    const at = this.run?.order.indexOf(place) ?? -1;
    return h(
      "div",
      {
        class: [
          "table-row",
          at >= 0 && at < top ? "is-chosen" : "",
          isByRank && index === top - 1 ? "is-line" : "",
          isByRank && index === this.lastFunded ? "is-money-line" : "",
          code === this.hinted ? "is-hinted" : "",
        ].join(" "),
        role: "row",
        tabindex: index === this.window.active ? "0" : "-1",
        "data-row": index,
        "data-code": code,
        "aria-rowindex": index + 2,
        "aria-selected": String(code === this.selected),
        title:
          isByRank && index === this.lastFunded && this.model
            ? say(this.model.words, "money.line")
            : null,
      },
      ...this.columns.map((column, i) =>
        h(
          "div",
          {
            class: `table-cell cell-${column.id.split(" ")[0]} ${column.isNumber ? "is-number" : ""}`,
            role: "gridcell",
            "aria-colindex": i + 1,
          },
          column.cell(place),
        ),
      ),
    );
  }

  private choose(code: string, focus: boolean): void {
    const at = this.rows.findIndex((place) => this.codeOf(place) === code);
    if (at >= 0) this.window.move(at);
    this.on.open(code, focus);
  }
}

/** In a list so narrow: who, how much; in a wider one also how good the data are. */
const NARROW = 440;
const MIDDLE = 600;

function sizeOf(width: number): number {
  return Number(width >= NARROW) + Number(width >= MIDDLE);
}

function columnsOf(words: Words, { view, money }: Model, run: Run, width: number): Column[] {
  const decimals = scoreDecimals(run);
  const { scores, document, gathered } = run;
  const number = (value: number): string =>
    Number.isNaN(value) ? "–" : words.number(value, decimals);
  const province = (place: number): string => {
    const code = run.units[place]?.province ?? "";
    return gathered.provinces.find(code)?.name ?? code;
  };
  const all: Column[] = [
    {
      id: "rank",
      name: say(words, "rank"),
      isNumber: true,
      value: (place) => scores.rank[place] ?? 0,
      cell: (place) => (scores.rank[place] ? words.number(scores.rank[place] ?? 0, 0) : "–"),
    },
    {
      id: "name",
      name: say(words, `name.${view.choice.level}`),
      isNumber: false,
      value: (place) => run.units[place]?.name ?? "",
      cell: (place) => run.units[place]?.fullName ?? "",
    },
    ...(view.choice.level === "province"
      ? []
      : [
          {
            id: "province",
            name: say(words, "province"),
            isNumber: false,
            value: province,
            cell: province,
          },
        ]),
    {
      id: "score",
      name: say(words, "score"),
      isNumber: true,
      value: (place) => scores.score[place] ?? Number.NaN,
      cell: (place) => number(scores.score[place] ?? Number.NaN),
    },
    ...(money
      ? [
          {
            id: "money",
            name: say(words, "money.column"),
            isNumber: true,
            value: (place: number) => money.amounts.get(run.units[place]?.code ?? "") ?? 0,
            cell: (place: number) => {
              const amount = money.amounts.get(run.units[place]?.code ?? "");
              return amount === undefined ? "–" : words.number(amount, 0);
            },
          },
        ]
      : []),
    {
      id: "standing",
      name: say(words, "standing"),
      isNumber: false,
      value: (place) => `${missingOf(run, place).length} ${statusOf(run, place)}`,
      cell: (place) => {
        const without = missingOf(run, place).length;
        const mark = statusMark(words, statusOf(run, place));
        if (without === 0) return mark ?? say(words, "standing.reported");
        return h(
          "span",
          {},
          h("span", { class: "mark" }, say(words, "missing.of", { n: without })),
          mark ? " " : null,
          mark,
        );
      },
    },
    ...document.criteria.slice(0, MOST_COLUMNS).map((criterion, c) => ({
      id: `criterion ${idOf(criterion)}`,
      name: criterionName(words, view.atlas, criterion),
      isNumber: true,
      value: (place: number) => scores.contribution[c]?.[place] ?? Number.NaN,
      cell: (place: number) => number(scores.contribution[c]?.[place] ?? Number.NaN),
    })),
  ];
  const size = sizeOf(width);
  return all.filter(
    ({ id }) =>
      size === 2 ||
      ["rank", "name", "score", "money"].includes(id) ||
      (size === 1 && id === "standing"),
  );
}

/** The least width of a column, in pixels. */
function leastOf(id: string): number {
  if (id === "rank") return 58;
  if (id === "name") return 130;
  if (id === "province") return 82;
  if (id === "score") return 74;
  return id === "standing" ? 122 : 78;
}

function widthOf({ id }: Column): string {
  const least = leastOf(id);
  if (id === "rank" || id === "score") return `${least}px`;
  return `minmax(${least}px, ${id === "name" ? 1.6 : 1}fr)`;
}
