import type { Words } from "../../i18n/i18n";
import { type BudgetAsked, SHARES } from "../../priority/budget";
import { chosenBy } from "../../priority/compare";
import type { Run } from "../../priority/run";
import type { ScenarioDocument } from "../../priority/scenario";
import { firstBy, type Targeting, targetingOf } from "../../priority/targeting";
import { h } from "../dom";
import { statusMark } from "../figures";
import { type Changes, changed, type Model, topOf } from "./model";
import { button, choice, numberField, refill } from "./parts";
import { designationText, say } from "./words";

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

/** What the scenario reaches, beside simpler ways to choose: the trade-off between rate and number. */
export class BaselineTab {
  readonly element = h("div", { class: "prio-tab" });
  private against = "rate";
  /** Parts of a budget that has no amount yet. */
  private draft: BudgetAsked = {};
  private model: Model | null = null;

  constructor(
    private readonly on: {
      select(code: string): void;
      /** The server is to draw weights around the chosen ones. */
      firm(): void;
      /** Where an indicator has hot spots is to be shown; "" for none. */
      hot(indicator: string): void;
      change(document: ScenarioDocument): void;
      /** The server is to share out the budget. */
      money(): void;
    },
  ) {
    // What is typed is not made anew under the hand that types it.
    this.element.addEventListener("focusout", () => {
      window.setTimeout(() => {
        if (this.model) this.update(this.model);
      });
    });
  }

  update(model: Model): void {
    this.model = model;
    const { words, run, households } = model;
    const active = document.activeElement;
    if (active instanceof HTMLInputElement && this.element.contains(active)) return;
    if (!run || !households) {
      refill(this.element, h("p", { class: "prio-note" }, model.fault || words.say("app.loading")));
      return;
    }
    const ways = waysOf(model, run);
    const [own, ...others] = ways;
    const other = others.find((way) => way.id === this.against) ?? others[0];
    refill(
      this.element,
      h(
        "p",
        { class: "prio-note" },
        say(words, "baseline.note", { n: words.number(topOf(model.document), 0) }),
      ),
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
      ...this.money(model),
      ...this.firmness(model),
      ...this.hotSpots(model),
    );
  }

  /** A budget in the scenario, and what the server makes of it. */
  private money({ words, money, waiting, document: asked }: Model): HTMLElement[] {
    const { budget = this.draft } = asked;
    const put = (change: Changes<BudgetAsked>): void => {
      const now = this.model?.document ?? asked;
      const next = changed<BudgetAsked>(now.budget ?? this.draft, change);
      this.draft = next;
      this.on.change(changed(now, { budget: next.amount === undefined ? undefined : next }));
    };
    const cost = (change: Changes<NonNullable<BudgetAsked["cost"]>>): void =>
      put({ cost: changed((this.model?.document.budget ?? this.draft).cost ?? {}, change) });
    const whole = (value: number | undefined): number | undefined =>
      value === undefined ? undefined : Math.round(value);
    const n = (value: number): string => words.number(value, 0);
    return [
      h("h3", {}, say(words, "money")),
      h("p", { class: "prio-note" }, say(words, "money.note")),
      h(
        "div",
        { class: "field-pair" },
        numberField(words, "amount", say(words, "money.amount"), budget.amount, (v) =>
          put({ amount: whole(v) }),
        ),
        choice(
          "share",
          say(words, "money.share"),
          SHARES.filter((one) => one !== "projects" || budget.projects !== undefined).map(
            (one) => ({
              value: one,
              text: say(words, `money.${one}`),
            }),
          ),
          budget.share ?? "proportional",
          (share) => put({ share: share as (typeof SHARES)[number] }),
        ),
      ),
      h(
        "div",
        { class: "field-pair" },
        numberField(words, "fixed", say(words, "money.fixed"), budget.cost?.fixed, (v) =>
          cost({ fixed: whole(v) }),
        ),
        numberField(words, "perNeed", say(words, "money.perNeed"), budget.cost?.perNeed, (v) =>
          cost({ perNeed: v }),
        ),
      ),
      h(
        "p",
        { class: "prio-row" },
        button(
          "money",
          say(words, waiting === "money" ? "waiting" : "money.go"),
          () => this.on.money(),
          {
            isDisabled: waiting !== "",
          },
        ),
      ),
      h(
        "div",
        { class: "prio-money", role: "status" },
        money
          ? h(
              "p",
              {},
              say(words, "money.told", {
                allocated: n(money.allocated),
                amount: n(money.amount),
                left: n(money.left),
                n: n(money.funded),
              }),
            )
          : null,
        ...(money?.infeasible ?? []).map((one) => h("p", { class: "field-help is-fault" }, one)),
      ),
    ];
  }

  /** In which share of draws the units chosen stay so. */
  private firmness({ words, firm, run, document, waiting }: Model): HTMLElement[] {
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
      (place) => firm?.get(run?.units[place]?.code ?? "") ?? [],
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

function waysOf(model: Model, run: Run): readonly Way[] {
  const { words, households, view } = model;
  const top = topOf(model.document);
  const total = view.units.list.length;
  const isCompared = new Uint8Array(total);
  for (const unit of run.units) isCompared[unit.index] = 1;
  const within = (value: Float64Array | undefined): Float64Array =>
    Float64Array.from({ length: total }, (_, i) =>
      isCompared[i] ? (value?.[i] ?? Number.NaN) : Number.NaN,
    );
  const poor = within(households?.poor?.value);
  const all = within(households?.all?.value);
  const rate = within(households?.rate?.value);
  const canReach = households?.poor != null && households.all != null;
  const way = (id: string, name: string, chosen: Uint8Array): Way => ({
    id,
    name,
    chosen,
    targeting: canReach ? targetingOf(chosen, poor, all) : null,
  });
  const own = new Uint8Array(total);
  for (const index of chosenBy(run, top)) own[index] = 1;
  const ways = [way("own", say(words, "baseline.own"), own)];
  if (households?.rate) ways.push(way("rate", say(words, "baseline.rate"), firstBy(rate, top)));
  if (households?.poor) ways.push(way("number", say(words, "baseline.number"), firstBy(poor, top)));
  for (const scheme of view.atlas.schemesFor(view.choice)) {
    const held = run.gathered.held.get(scheme.id);
    if (!held) continue;
    for (const one of scheme.classes) {
      const chosen = Uint8Array.from(view.units.list, (unit) =>
        Number(isCompared[unit.index] === 1 && held.get(unit.code)?.class === one.id),
      );
      if (!chosen.includes(1)) continue;
      const id = `${scheme.id}:${one.id}`;
      ways.push(way(id, designationText(words, view.atlas, id), chosen));
    }
  }
  return ways;
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
