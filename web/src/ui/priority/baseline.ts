import type { Words } from "../../i18n/i18n";
import { chosenBy, compareRuns } from "../../priority/compare";
import type { Run } from "../../priority/run";
import { idOf } from "../../priority/scenario";
import type { Margin } from "../../priority/server";
import {
  concentrationOf,
  curveOf,
  firstBy,
  orderBy,
  type Targeting,
  targetingOf,
  tenthsOf,
} from "../../priority/targeting";
import { h } from "../dom";
import { statusMark } from "../figures";
import { type Model, topOf } from "./model";
import { button, choice, Drawn, refill } from "./parts";
import { curves, type Line, moneyByTenth } from "./reach";
import { criterionName, designationText, say } from "./words";

/** Classes of hot spots that are drawn, in the order of the legend. */
export const HOT_CLASSES = ["high_high", "low_low", "high_low", "low_high"] as const;
/** So many names are listed at once. */
const MOST_LISTED = 20;

/** A way to choose units: the scenario, or something simpler to compare it with. */
interface Way {
  readonly id: string;
  readonly name: string;
  /** By index of the unit. */
  readonly chosen: Uint8Array;
  readonly targeting: Targeting | null;
}

/** The ways with what they are told by: everything by index of the unit, NaN outside the provinces asked for. */
interface Reach {
  readonly ways: readonly Way[];
  /** How many units the scenario chooses. */
  readonly count: number;
  /** Whether those that get money are chosen, rather than the first of the list. */
  readonly isByMoney: boolean;
  readonly lines: readonly Line[];
  /** Share of the money of each tenth of the units; none where none is given out. */
  readonly tenths: readonly number[];
}

/** What the scenario reaches, beside simpler ways to choose: the trade-off between rate and number. */
export class BaselineTab {
  readonly element = h("div", { class: "prio-tab" });
  private against = "rate";
  private model: Model | null = null;
  private readonly drawn = new Drawn();

  constructor(
    private readonly on: {
      select(code: string): void;
      /** The server is to draw weights around the chosen ones. */
      firm(): void;
      /** The server is to share out the budget. */
      money(): void;
      /** Where an indicator has hot spots is to be shown; "" for none. */
      hot(indicator: string): void;
    },
  ) {}

  update(model: Model): void {
    this.model = model;
    const { words, run, households, fault, firm, money, approved, hot, waiting, view, document } =
      model;
    const { against } = this;
    const figures = [run, households, fault, firm, money, approved, hot, waiting, view.units];
    if (!this.drawn.isOther(words.lang, ...figures, against, topOf(document))) return;
    if (!run || !households) {
      refill(this.element, h("p", { class: "prio-note" }, model.fault || words.say("app.loading")));
      return;
    }
    const reach = reachOf(model, run);
    const { ways } = reach;
    const [own, ...others] = ways;
    const other = others.find((way) => way.id === this.against) ?? others[0];
    refill(
      this.element,
      ...this.chosen(model, reach),
      table(words, ways),
      this.standing(model),
      other && own
        ? choice(
            "against",
            say(words, "baseline.against"),
            others.map((way) => ({ value: way.id, text: way.name })),
            other.id,
            (id) => {
              this.against = id;
              if (this.model) this.update(this.model);
            },
          )
        : null,
      ...(other && own ? this.differences(model, own, other) : []),
      ...(reach.lines.length > 0 ? curves(words, reach.lines) : []),
      ...moneyByTenth(words, reach.tenths),
      ...this.approval(model, run),
      ...this.firmness(model),
      ...this.hotSpots(model),
    );
  }

  /** What stands for the choice: who gets money where a budget decides, else the first of the list. */
  private chosen({ words, document, money, waiting }: Model, reach: Reach): HTMLElement[] {
    const n = words.number(reach.count, 0);
    if (reach.isByMoney) {
      return [h("p", { class: "prio-note" }, say(words, "baseline.money", { n }))];
    }
    const note = h("p", { class: "prio-note" }, say(words, "baseline.note", { n }));
    if (!document.budget) return [note];
    if (money) {
      return [h("p", { class: "prio-note" }, say(words, "baseline.unmet", { n }))];
    }
    return [
      h("p", { class: "prio-note" }, say(words, "baseline.unshared", { n })),
      h(
        "p",
        { class: "prio-row" },
        button(
          "baseline money",
          say(words, waiting === "money" ? "waiting" : "money.go"),
          () => this.on.money(),
          { isDisabled: waiting !== "" },
        ),
      ),
    ];
  }

  /** What approval changes, where preliminary figures count first. */
  private approval({ words, view, approved }: Model, run: Run): HTMLElement[] {
    if (!approved) return [];
    const top = topOf(run.document);
    const { changes, entering, leaving } = compareRuns(run, approved, [top, top]);
    const moved = changes
      .filter(({ before, after }) => before !== after)
      .sort((a, b) => (a.before ?? Number.MAX_VALUE) - (b.before ?? Number.MAX_VALUE));
    const n = (value: number): string => words.number(value, 0);
    const place = (rank: number | null): string => (rank === null ? "–" : n(rank));
    return [
      h("h3", {}, say(words, "approval")),
      h(
        "p",
        {},
        moved.length === 0
          ? say(words, "approval.none")
          : say(words, "approval.told", {
              n: n(moved.length),
              in: n(entering.length),
              out: n(leaving.length),
            }),
      ),
      h(
        "ul",
        { class: "prio-approval" },
        ...moved
          .slice(0, MOST_LISTED)
          .map(({ unit, before, after }) =>
            h(
              "li",
              {},
              h(
                "button",
                { type: "button", class: "link", onclick: () => this.on.select(unit.code) },
                unit.fullName,
              ),
              ` ${view.provinces.find(unit.province)?.name ?? ""}: ${place(before)} → ${place(after)}`,
            ),
          ),
        moved.length > MOST_LISTED
          ? h("li", { class: "prio-note" }, say(words, "more", { n: moved.length - MOST_LISTED }))
          : null,
      ),
    ];
  }

  /** In which share of draws the units chosen stay so. */
  private firmness(model: Model): HTMLElement[] {
    const { words, firm, run, document, waiting } = model;
    // Sums of points have no weights to be drawn: without estimates there is nothing to test.
    const isSummed = (document.method ?? "summed_points") === "summed_points";
    const hasEstimates = run?.status.some((column) => column.includes("estimated")) ?? false;
    if (isSummed && !hasEstimates) {
      return [
        h("h3", {}, say(words, "firm")),
        h("p", { class: "prio-note" }, say(words, "firm.nothing")),
      ];
    }
    const top = topOf(document);
    const chosen = (run?.order.slice(0, top) ?? []).flatMap(
      (place) => firm?.units.get(run?.units[place]?.code ?? "") ?? [],
    );
    const n = (value: number): string => words.number(value, 0);
    const always = chosen.filter(({ inTop }) => inTop >= 0.95).length;
    const seldom = chosen.filter(({ inTop }) => inTop < 0.5).length;
    return [
      h("h3", {}, say(words, "firm")),
      h("p", { class: "prio-note" }, say(words, "firm.note")),
      h(
        "p",
        { class: "prio-row" },
        button(
          "firm",
          say(words, waiting === "firm" ? "waiting" : "firm.go"),
          () => this.on.firm(),
          {
            isDisabled: waiting !== "",
          },
        ),
      ),
      h(
        "p",
        { class: "prio-firm", role: "status" },
        firm ? say(words, "firm.told", { n: n(top), always: n(always), seldom: n(seldom) }) : "",
      ),
      ...(firm?.margin ? this.margin(model, firm.margin, top) : []),
    ];
  }

  /** What decides at the line, and how far each weight alone may move before others are chosen. */
  private margin({ words, view, document }: Model, margin: Margin, top: number): HTMLElement[] {
    const { lastIn, firstOut, deciding, ranges, factors } = margin;
    const name = (code: string): string => view.units.find(code)?.fullName ?? code;
    const criterion = (id: string): string => {
      const asked = document.criteria.find((one) => idOf(one) === id);
      return asked ? criterionName(words, view.atlas, asked) : id;
    };
    const edge = (value: number | null): string =>
      value === null
        ? "∞"
        : factors
          ? `×\u00a0${words.number(value, 2)}`
          : `${words.number(100 * value, 1)}\u00a0%`;
    // TOPSIS has no such bounds.
    const bounded = Object.entries(ranges).filter(([, [low]]) => low !== null);
    return [
      h(
        "p",
        {},
        say(words, deciding === null ? "margin.tied" : "margin.told", {
          last: name(lastIn),
          first: name(firstOut),
          criterion: criterion(deciding ?? ""),
        }),
      ),
      ...(bounded.length === 0
        ? []
        : [
            h(
              "p",
              { class: "prio-note" },
              say(words, "margin.ranges", { n: words.number(top, 0) }),
            ),
            h(
              "ul",
              { class: "prio-margin" },
              ...bounded.map(([id, [low, high]]) =>
                h(
                  "li",
                  {},
                  h("span", {}, criterion(id)),
                  h("span", {}, `${edge(low)} – ${edge(high)}`),
                ),
              ),
            ),
          ]),
    ];
  }

  private hotSpots({ words, view, document, hot, waiting }: Model): HTMLElement[] {
    const asked = document.criteria.flatMap((c) => c.indicator ?? []);
    const options = [
      { value: "", text: say(words, "hot.none") },
      ...[...new Set([...asked, ...(hot ? [hot.indicator] : [])])].map((id) => ({
        value: id,
        text: words.label(view.atlas.indicator(id)?.name, id),
      })),
    ];
    return [
      h("h3", {}, say(words, "hot")),
      choice("hot", say(words, "hot.of"), options, hot?.indicator ?? "", (id) => this.on.hot(id)),
      h(
        "div",
        { class: "prio-hot", role: "status" },
        waiting === "hot" ? h("p", { class: "prio-note" }, say(words, "waiting")) : null,
        hot
          ? h(
              "p",
              {},
              say(words, "hot.told", {
                i: words.number(hot.moran.i, 2),
                p: words.number(hot.moran.pseudoP, 4),
                ...Object.fromEntries(
                  HOT_CLASSES.map((one) => [one, words.number(hot.classes[one] ?? 0, 0)]),
                ),
              }),
            )
          : null,
        hot?.smoothed ? h("span", { class: "mark" }, say(words, "hot.smoothed")) : null,
        ...(hot?.notes ?? []).map((note) => h("p", { class: "prio-note" }, note)),
      ),
    ];
  }

  private standing({ words, households }: Model): HTMLElement {
    const isMadeUp = households?.poor?.status.includes("illustrative") ?? false;
    return h(
      "p",
      { class: "prio-note" },
      isMadeUp ? statusMark(words, "illustrative") : null,
      isMadeUp ? " " : null,
      say(words, "baseline.words"),
    );
  }

  private differences({ words, view }: Model, own: Way, other: Way): HTMLElement[] {
    const list = (title: string, only: (index: number) => boolean): HTMLElement => {
      const units = view.units.list.filter((unit) => only(unit.index));
      return h(
        "div",
        { class: "prio-difference" },
        h("h3", { class: "prio-sub" }, `${title}: ${words.number(units.length, 0)}`),
        h(
          "ul",
          {},
          ...units
            .slice(0, MOST_LISTED)
            .map((unit) =>
              h(
                "li",
                {},
                h(
                  "button",
                  { type: "button", class: "link", onclick: () => this.on.select(unit.code) },
                  unit.fullName,
                ),
                ` ${view.provinces.find(unit.province)?.name ?? ""}`,
              ),
            ),
          units.length > MOST_LISTED
            ? h("li", { class: "prio-note" }, say(words, "more", { n: units.length - MOST_LISTED }))
            : null,
        ),
      );
    };
    const has = (way: Way, index: number): boolean => way.chosen[index] === 1;
    return [
      list(say(words, "baseline.in"), (i) => has(own, i) && !has(other, i)),
      list(say(words, "baseline.out"), (i) => has(other, i) && !has(own, i)),
    ];
  }
}

/**
 * As the server tells it (`org.xaatlas.scenario.Reach`): among all units of the provinces asked for,
 * those too that other filters left out; with a budget the units that get money, and as many by other
 * ways.
 */
function reachOf(model: Model, run: Run): Reach {
  const { words, households, view, money } = model;
  const total = view.units.list.length;
  const provinces = run.document.units?.provinces ?? [];
  const isIn = (index: number): boolean =>
    provinces.length === 0 || provinces.includes(view.units.list[index]?.province ?? "");
  const universe = view.units.list.map((unit) => unit.index).filter(isIn);
  const within = (value: Float64Array | undefined): Float64Array =>
    Float64Array.from({ length: total }, (_, i) =>
      isIn(i) ? (value?.[i] ?? Number.NaN) : Number.NaN,
    );
  const poor = within(households?.poor?.value);
  const all = within(households?.all?.value);
  const told = households?.rate?.value;
  const rate = told ? within(told) : poor.map((p, i) => (100 * p) / (all[i] || Number.NaN));
  const canReach = households?.poor != null && households.all != null;
  const way = (id: string, name: string, chosen: Uint8Array): Way => ({
    id,
    name,
    chosen,
    targeting: canReach ? targetingOf(chosen, poor, all) : null,
  });
  // What cannot be met gives nobody anything: then the first of the list stand for the choice.
  const amounts = money && money.infeasible.length === 0 ? money.amounts : null;
  const first = chosenBy(run, topOf(model.document));
  const own = Uint8Array.from(view.units.list, ({ code, index }) =>
    Number(isIn(index) && (amounts ? amounts.has(code) : first.has(index))),
  );
  const count = own.reduce((sum, one) => sum + one, 0);
  const ways = [way("own", say(words, "baseline.own"), own)];
  if (canReach) ways.push(way("rate", say(words, "baseline.rate"), firstBy(rate, count)));
  if (households?.poor) {
    ways.push(way("number", say(words, "baseline.number"), firstBy(poor, count)));
  }
  for (const scheme of view.atlas.schemesFor(view.choice)) {
    const held = run.gathered.held.get(scheme.id);
    if (!held) continue;
    for (const one of scheme.classes) {
      const chosen = Uint8Array.from(view.units.list, (unit) =>
        Number(isIn(unit.index) && held.get(unit.code)?.class === one.id),
      );
      if (!chosen.includes(1)) continue;
      const id = `${scheme.id}:${one.id}`;
      ways.push(way(id, designationText(words, view.atlas, id), chosen));
    }
  }
  const ranked = run.order.flatMap((place) => run.units[place]?.index ?? []).filter(isIn);
  const isRanked = new Set(ranked);
  const byRate = orderBy(universe, rate);
  const orders = [
    ["own", [...ranked, ...universe.filter((index) => !isRanked.has(index))]],
    ["rate", byRate],
    ["number", orderBy(universe, poor)],
  ] as const;
  const lines = orders.map(([id, order]): Line => {
    const curve = { households: curveOf(order, all), poor: curveOf(order, poor) };
    const concentration = concentrationOf(curve.households, curve.poor);
    return { id, name: say(words, `baseline.${id}`), ...curve, concentration };
  });
  return {
    ways,
    count,
    isByMoney: amounts !== null,
    lines: canReach ? lines : [],
    tenths: amounts
      ? tenthsOf(byRate, (index) => amounts.get(view.units.list[index]?.code ?? "") ?? 0)
      : [],
  };
}

function table(words: Words, ways: readonly Way[]): HTMLElement {
  const share = (value: number | undefined): string =>
    value === undefined || Number.isNaN(value) ? "–" : `${words.number(100 * value, 1)}\u00a0%`;
  return h(
    "table",
    { class: "prio-ways" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, say(words, "baseline.way")),
        h("th", { scope: "col" }, say(words, "baseline.units")),
        h("th", { scope: "col" }, say(words, "baseline.reached")),
        h("th", { scope: "col" }, say(words, "baseline.covered")),
        h("th", { scope: "col" }, say(words, "baseline.inclusion")),
      ),
    ),
    h(
      "tbody",
      {},
      ...ways.map(({ id, name, chosen, targeting }) => {
        const bar = h("span", { class: "bar" });
        bar.style.width = `${100 * (targeting?.covered || 0)}%`;
        return h(
          "tr",
          { "data-way": id, class: id === "own" ? "is-own" : "" },
          h("th", { scope: "row" }, name),
          h(
            "td",
            {},
            words.number(
              chosen.reduce((a, b) => a + b, 0),
              0,
            ),
          ),
          h("td", {}, targeting ? words.number(targeting.reached, 0) : "–"),
          h(
            "td",
            {},
            share(targeting?.covered),
            h("span", { class: "bar-track", "aria-hidden": "true" }, bar),
          ),
          h("td", {}, share(targeting?.inclusion)),
        );
      }),
    ),
  );
}
