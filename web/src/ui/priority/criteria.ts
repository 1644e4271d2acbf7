import type { Atlas } from "../../data/atlas";
import { MISSING_POLICIES } from "../../priority/decision-table";
import { functionOf, weightsAsked } from "../../priority/run";
import {
  type CriterionAsked,
  type FunctionAsked,
  idOf,
  type PairAsked,
  type ScenarioDocument,
} from "../../priority/scenario";
import { METHODS, type Method } from "../../priority/scores";
import { turns, type ValueFunction } from "../../priority/value-functions";
import { toTenths, WHOLE, withWeight } from "../../priority/weights";
import { h, ICONS } from "../dom";
import { type Changes, changed, type Model } from "./model";
import { Pairs } from "./pairs";
import { button, check, choice, Folds, numberField, refill, signButton, textField } from "./parts";
import { criterionName, measureOf, say } from "./words";

/** More would not be read; the document may have more. */
const MOST_SHOWN = 30;
const FUNCTIONS: readonly ValueFunction["type"][] = ["minmax", "table", "target", "rank", "zscore"];

/** Method, criteria and weights. */
export class CriteriaTab {
  readonly element = h("div", { class: "prio-tab" });
  private readonly folds = new Folds();
  private readonly pairs: Pairs;
  private model: Model | null = null;
  private shape = "";
  private tenths: readonly number[] = [];
  private readonly locked = new Set<string>();
  private sliders: { readonly slider: HTMLInputElement; readonly text: HTMLElement }[] = [];

  constructor(private readonly change: (document: ScenarioDocument) => void) {
    this.pairs = new Pairs((pairs, weights) => this.takePairs(pairs, toTenths(weights)));
  }

  /** Made anew only where its shape changed: a slider that is dragged stays the same one. */
  update(model: Model): void {
    this.model = model;
    const { words, document, view } = model;
    this.tenths = toTenths(weightsAsked(document));
    const shape = JSON.stringify([
      words.lang,
      view.atlas.manifest.release,
      model.opened,
      document.edition,
      document.level,
      document.method,
      document.criteria.map((c) => [
        idOf(c),
        c.indicator,
        c.group,
        c.less,
        c.missing,
        c.function?.type,
        c.function?.stepwise,
        c.function?.at?.length,
      ]),
    ]);
    if (shape !== this.shape) {
      this.shape = shape;
      this.fill(model);
    }
    this.sync();
  }

  private fill(model: Model): void {
    const { words, document } = model;
    const method = document.method ?? "summed_points";
    const isWeighted = method !== "summed_points";
    this.sliders = [];
    const options = METHODS.map((one) => ({
      value: one,
      text: say(words, `method.${one}`),
      group: one === "summed_points" ? undefined : say(words, "advanced"),
    }));
    const cards = document.criteria
      .slice(0, MOST_SHOWN)
      .map((criterion, i) => this.card(model, criterion, i, isWeighted));
    refill(
      this.element,
      choice("method", say(words, "method"), options, method, (value) =>
        this.put({
          method: value as Method,
          // Sums of points have no weights to be compared by pairs.
          ...(value === "summed_points" ? { weights: undefined } : {}),
        }),
      ),
      h("p", { class: "prio-note" }, say(words, `method.${method}.note`)),
      h("ul", { class: "prio-criteria" }, ...cards),
      document.criteria.length > MOST_SHOWN
        ? h(
            "p",
            { class: "prio-note" },
            say(words, "criterion.more", { n: document.criteria.length - MOST_SHOWN }),
          )
        : null,
      isWeighted && document.criteria.length > 1
        ? h(
            "p",
            { class: "prio-row" },
            button("equal", say(words, "weights.equal"), () =>
              this.weigh(toTenths(document.criteria.map(() => 1))),
            ),
            h("span", { class: "prio-note" }, say(words, "weights.whole")),
          )
        : null,
      this.adder(model),
      isWeighted && document.criteria.length > 1 && document.criteria.length <= 15
        ? this.folds.fold("pairs", say(words, "pairs"), this.pairs.update(model))
        : null,
    );
  }

  private adder(model: Model): HTMLElement {
    const { words, view, document } = model;
    const { atlas } = view;
    const used = new Set(document.criteria.map((c) => c.indicator ?? c.designation));
    const offered = offeredIndicators(model).filter((id) => !used.has(id));
    const schemes = atlas
      .schemesFor(view.choice)
      .filter((s) => !used.has(s.id) && isOfLevel(atlas, model, s.id));
    return choice(
      "add",
      say(words, "criterion.add"),
      [
        { value: "", text: say(words, "criterion.add.which") },
        ...offered.map((id) => ({
          value: `i ${id}`,
          text: words.label(atlas.indicator(id)?.name, id),
          group: words.find("theme", atlas.indicator(id)?.theme ?? "") ?? words.say("theme.other"),
        })),
        ...schemes.map((scheme) => ({
          value: `d ${scheme.id}`,
          text: words.label(scheme.name, scheme.id),
          group: say(words, "designations"),
        })),
      ],
      "",
      (value) => {
        const [kind, id = ""] = value.split(" ");
        if (kind === "i") this.add({ indicator: id, ...direction(atlas, id) });
        else if (kind === "d") {
          const classes = atlas.scheme(id)?.classes ?? [];
          const points = Object.fromEntries(classes.map((c) => [c.id, 1]));
          this.folds.show(`criterion ${id}`);
          this.add({ designation: id, function: { type: "classes", points } });
        }
      },
    );
  }

  private card(
    model: Model,
    criterion: CriterionAsked,
    i: number,
    isWeighted: boolean,
  ): HTMLElement {
    const { words, view } = model;
    const name = criterionName(words, view.atlas, criterion);
    const id = idOf(criterion);
    return h(
      "li",
      { class: "prio-criterion" },
      h(
        "div",
        { class: "prio-criterion-head" },
        h("strong", {}, name),
        model.document.criteria.length > 1
          ? signButton(`remove ${id}`, ICONS.close, say(words, "criterion.remove", { name }), () =>
              this.remove(i),
            )
          : null,
      ),
      isWeighted ? this.slider(model, name, id, i) : null,
      this.folds.fold(
        `criterion ${id}`,
        this.summary(model, criterion),
        ...this.editor(model, criterion, i),
      ),
    );
  }

  /** What is set, in a few words, so that nothing is hidden in the fold. */
  private summary({ words }: Model, criterion: CriterionAsked): string {
    const type = functionOf(criterion).type;
    return [
      say(words, `function.${type}`),
      criterion.less ? say(words, "less.short") : "",
      say(words, `missing.${criterion.missing ?? "excluded"}.short`),
      criterion.citation ? say(words, "citation.short") : "",
    ]
      .filter((part) => part !== "")
      .join(" · ");
  }

  private slider({ words }: Model, name: string, id: string, i: number): HTMLElement {
    const text = h("output", { class: "prio-share" });
    const slider: HTMLInputElement = h("input", {
      type: "range",
      min: 0,
      max: WHOLE,
      step: 10,
      "data-key": `weight ${id}`,
      "aria-label": say(words, "weight.of", { name }),
      oninput: () => this.drag(i, Number(slider.value)),
    });
    const lock: HTMLInputElement = h("input", {
      type: "checkbox",
      "data-key": `lock ${id}`,
      onchange: () => {
        if (lock.checked) this.locked.add(id);
        else this.locked.delete(id);
        slider.disabled = lock.checked;
      },
    });
    lock.checked = this.locked.has(id);
    slider.disabled = lock.checked;
    this.sliders[i] = { slider, text };
    return h(
      "div",
      { class: "prio-weight" },
      slider,
      text,
      h(
        "label",
        { class: "check", title: say(words, "weight.lock.hint") },
        lock,
        h("span", {}, say(words, "weight.lock")),
        h("span", { class: "visually-hidden" }, name),
      ),
    );
  }

  private editor(model: Model, criterion: CriterionAsked, i: number): (HTMLElement | null)[] {
    const { words, view } = model;
    const id = idOf(criterion);
    const f = functionOf(criterion);
    const edit = (change: Changes<CriterionAsked>): void => this.edit(i, change);
    const shape = (change: Changes<FunctionAsked>): void =>
      edit({ function: changed<FunctionAsked>(this.asked(i).function ?? {}, change) });
    const groups = criterion.indicator ? groupsOf(model, criterion.indicator) : [];
    return [
      criterion.indicator && groups.length > 1
        ? choice(
            `group ${id}`,
            words.say("control.group"),
            groups.map((g) => ({ value: g, text: words.label(view.atlas.group(g), g) })),
            criterion.group ?? "all",
            (group) => edit({ group: group === "all" ? undefined : group }),
          )
        : null,
      criterion.indicator
        ? choice(
            `function ${id}`,
            say(words, "function"),
            FUNCTIONS.map((type) => ({ value: type, text: say(words, `function.${type}`) })),
            f.type,
            (type) => edit(this.withFunction(i, type as ValueFunction["type"])),
          )
        : null,
      h("p", { class: "prio-note" }, say(words, `function.${f.type}.note`)),
      f.type === "minmax"
        ? h(
            "div",
            { class: "field-pair" },
            numberField(words, `low ${id}`, say(words, "function.low"), f.lowShare * 100, (v) =>
              shape({ lowShare: v ? Math.min(49, v) / 100 : undefined }),
            ),
            numberField(words, `high ${id}`, say(words, "function.high"), f.highShare * 100, (v) =>
              shape({
                highShare: v === undefined || v >= 100 ? undefined : Math.max(51, v) / 100,
              }),
            ),
          )
        : null,
      f.type === "target"
        ? h(
            "div",
            { class: "field-pair" },
            numberField(words, `zero ${id}`, say(words, "function.zeroAt"), f.zeroAt, (v) => {
              if (v !== undefined && v !== this.asked(i).function?.oneAt) shape({ zeroAt: v });
            }),
            numberField(words, `one ${id}`, say(words, "function.oneAt"), f.oneAt, (v) => {
              if (v !== undefined && v !== this.asked(i).function?.zeroAt) shape({ oneAt: v });
            }),
          )
        : null,
      f.type === "table" ? this.table(model, criterion, i, f) : null,
      f.type === "classes" ? this.classes(model, criterion, f, shape) : null,
      turns(f.type)
        ? check(`less ${id}`, say(words, "less"), criterion.less ?? false, (less) =>
            edit({ less: less || undefined }),
          )
        : null,
      choice(
        `missing ${id}`,
        say(words, "missing"),
        MISSING_POLICIES.map((one) => ({ value: one, text: say(words, `missing.${one}`) })),
        criterion.missing ?? "excluded",
        (missing) =>
          edit({
            missing: missing === "excluded" ? undefined : (missing as CriterionAsked["missing"]),
          }),
      ),
      textField(
        `citation ${id}`,
        say(words, "citation"),
        criterion.citation ?? "",
        (citation) => edit({ citation: citation.trim() || undefined }),
        { most: 300, help: say(words, "citation.help") },
      ),
    ];
  }

  /** A rule of points: from which value how many. */
  private table(
    { words, view }: Model,
    criterion: CriterionAsked,
    i: number,
    f: Extract<ValueFunction, { type: "table" }>,
  ): HTMLElement {
    const id = idOf(criterion);
    const unit = words.find("unit.name", measureOf(view.atlas, criterion)) ?? "";
    const help = h("p", { class: "field-help is-fault", role: "status" });
    // What stands in the fields; the scenario has the last that could be understood.
    const at: (number | undefined)[] = [...f.at];
    const points: (number | undefined)[] = [...f.points];
    const put = (): void => {
      const whole = [...at, ...points].every((v) => v !== undefined);
      const isAscending = at.every((v, k) => k === 0 || (v ?? 0) > (at[k - 1] ?? 0));
      help.textContent = !whole
        ? say(words, "table.whole")
        : isAscending
          ? ""
          : say(words, "table.ascending");
      if (!whole || !isAscending) return;
      const change = { at: [...at] as number[], points: [...points] as number[] };
      this.edit(i, { function: changed<FunctionAsked>(this.asked(i).function ?? {}, change) });
    };
    const rows = f.at.map((_, k) =>
      h(
        "tr",
        {},
        ...([at, points] as const).map((column, c) =>
          h(
            "td",
            {},
            numberField(
              words,
              `${c} ${k} ${id}`,
              say(words, c === 0 ? "table.at.row" : "table.points.row", { i: k + 1 }),
              column[k],
              (value) => {
                column[k] = value;
                put();
              },
              { isHidden: true },
            ),
          ),
        ),
        h(
          "td",
          {},
          f.at.length > 1
            ? signButton(
                `drop ${k} ${id}`,
                ICONS.close,
                say(words, "table.drop", { i: k + 1 }),
                () => {
                  at.splice(k, 1);
                  points.splice(k, 1);
                  put();
                },
              )
            : null,
        ),
      ),
    );
    return h(
      "div",
      { class: "prio-table-editor" },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", {}, unit ? say(words, "table.at.unit", { unit }) : say(words, "table.at")),
            h("th", {}, say(words, "table.points")),
            h("td", {}),
          ),
        ),
        h("tbody", {}, ...rows),
      ),
      help,
      h(
        "p",
        { class: "prio-row" },
        button(
          `row ${id}`,
          say(words, "table.add"),
          () => {
            const [last = 0, before = 0] = [f.at.at(-1), f.at.at(-2)];
            at.push(f.at.length > 1 ? last + (last - before) : last + 1);
            points.push(f.points.at(-1) ?? 0);
            put();
          },
          { path: ICONS.plus, isDisabled: f.at.length >= 30 },
        ),
      ),
      check(`steps ${id}`, say(words, "table.stepwise"), f.stepwise, (stepwise) =>
        this.edit(i, {
          function: changed<FunctionAsked>(this.asked(i).function ?? {}, {
            stepwise: stepwise || undefined,
          }),
        }),
      ),
    );
  }

  private classes(
    { words, view }: Model,
    criterion: CriterionAsked,
    f: Extract<ValueFunction, { type: "classes" }>,
    shape: (change: Changes<FunctionAsked>) => void,
  ): HTMLElement {
    const scheme = view.atlas.scheme(criterion.designation ?? "");
    const points = new Map(f.points);
    const id = idOf(criterion);
    return h(
      "div",
      { class: "prio-classes" },
      ...(scheme?.classes ?? []).map((one) =>
        numberField(
          words,
          `class ${one.id} ${id}`,
          words.label(one.name, one.id),
          points.get(one.id),
          (value) => {
            if (value === undefined) points.delete(one.id);
            else points.set(one.id, value);
            shape({ points: Object.fromEntries(points) });
          },
        ),
      ),
      numberField(words, `otherwise ${id}`, say(words, "classes.otherwise"), f.otherwise, (value) =>
        shape({ otherwise: value }),
      ),
    );
  }

  /** A function of another kind gives the same at first: the editor writes what is not told by the data. */
  private withFunction(i: number, type: ValueFunction["type"]): Changes<CriterionAsked> {
    if (type === "minmax") return { function: undefined };
    if (type === "rank" || type === "zscore") return { function: { type } };
    const [low, high] = this.ends(i);
    const isLess = this.asked(i).less ?? false;
    this.folds.show(`criterion ${idOf(this.asked(i))}`);
    if (type === "target") {
      const [zeroAt, oneAt] = isLess ? [high, low] : [low, high];
      return { less: undefined, function: { type, zeroAt, oneAt } };
    }
    return {
      less: undefined,
      function: { type: "table", at: [low, high], points: isLess ? [1, 0] : [0, 1] },
    };
  }

  /** Smallest and largest value of a criterion among the units compared, as short numbers. */
  private ends(i: number): readonly [number, number] {
    const column = this.model?.run?.table.values[i] ?? new Float64Array();
    const given = column.filter((v) => !Number.isNaN(v)).sort();
    const [low = 0, high = 1] = [given[0], given.at(-1)];
    const step = 10 ** Math.floor(Math.log10(Math.max(high - low, 1e-6)) - 1);
    const from = Number((Math.floor(low / step) * step).toPrecision(12));
    const to = Number((Math.ceil(high / step) * step).toPrecision(12));
    return to > from ? [from, to] : [from, from + 1];
  }

  private asked(i: number): CriterionAsked {
    return this.model?.document.criteria[i] ?? {};
  }

  private put(change: Changes<ScenarioDocument>): void {
    if (this.model) this.change(changed(this.model.document, change));
  }

  private edit(i: number, change: Changes<CriterionAsked>): void {
    const { document } = this.model ?? {};
    if (!document) return;
    this.put({
      criteria: document.criteria.map((c, k) => (k === i ? changed<CriterionAsked>(c, change) : c)),
    });
  }

  private add(criterion: CriterionAsked): void {
    const { document } = this.model ?? {};
    if (!document) return;
    // The new one begins with an even share, taken from all others.
    const n = document.criteria.length;
    const before = toTenths(weightsAsked(document));
    const tenths = withWeight([...before, 0], n, Math.round(WHOLE / (n + 1)));
    this.put({
      criteria: weighed([...document.criteria, criterion], tenths),
      weights: undefined,
    });
  }

  private remove(i: number): void {
    const { document } = this.model ?? {};
    if (!document) return;
    const criteria = document.criteria.filter((_, k) => k !== i);
    this.put({
      criteria: weighed(criteria, toTenths(criteria.map((c) => c.weight ?? 1))),
      weights: undefined,
    });
  }

  private drag(i: number, wanted: number): void {
    const { document } = this.model ?? {};
    if (!document) return;
    const locked = new Set(
      Array.from(document.criteria.keys()).filter((k) =>
        this.locked.has(idOf(document.criteria[k] ?? {})),
      ),
    );
    this.weigh(withWeight(this.tenths, i, wanted, locked));
  }

  private weigh(tenths: readonly number[]): void {
    const { document } = this.model ?? {};
    if (!document) return;
    this.tenths = tenths;
    this.sync();
    this.put({ criteria: weighed(document.criteria, tenths), weights: undefined });
  }

  private takePairs(pairs: readonly PairAsked[], tenths: readonly number[]): void {
    const { document } = this.model ?? {};
    if (!document) return;
    this.put({ criteria: weighed(document.criteria, tenths), weights: { by: "pairs", pairs } });
  }

  /** Sliders and shares as the weights are. */
  private sync(): void {
    const { words } = this.model ?? {};
    if (!words) return;
    this.sliders.forEach(({ slider, text }, i) => {
      const tenth = this.tenths[i] ?? 0;
      const share = `${words.number(tenth / 10, 1)}\u00a0%`;
      slider.value = String(tenth);
      slider.setAttribute("aria-valuetext", share);
      text.textContent = share;
    });
  }
}

function weighed(
  criteria: readonly CriterionAsked[],
  tenths: readonly number[],
): readonly CriterionAsked[] {
  return criteria.map((c, i) => ({ ...c, weight: (tenths[i] ?? 0) / 10 }));
}

/** Of what is good, less comes first. */
function direction(atlas: Atlas, indicator: string): { readonly less?: true } {
  return atlas.indicator(indicator)?.direction === "higher_is_better" ? { less: true } : {};
}

/** Indicators that tell something that happened on the units compared. */
export function offeredIndicators({ view, document }: Pick<Model, "view" | "document">): string[] {
  const { atlas, choice } = view;
  const ids = new Set(
    atlas.manifest.series
      .filter(
        (s) =>
          s.edition === choice.edition.id &&
          s.level === choice.level &&
          s.nature === "actual" &&
          s.areaType === "all" &&
          (document.period === undefined || s.period.startsWith(document.period)),
      )
      .map((s) => s.indicator),
  );
  return [...ids].sort((a, b) => atlas.rank(a) - atlas.rank(b));
}

function groupsOf({ view }: Model, indicator: string): string[] {
  const { edition, level } = view.choice;
  return [
    ...new Set(
      view.atlas.manifest.series
        .filter(
          (s) =>
            s.edition === edition.id &&
            s.level === level &&
            s.indicator === indicator &&
            s.nature === "actual" &&
            s.areaType === "all",
        )
        .map((s) => s.group),
    ),
  ];
}

/** Whether a scheme is given to the units themselves, and not to their villages. */
export function isOfLevel(atlas: Atlas, { view }: Pick<Model, "view">, scheme: string): boolean {
  const { edition, level } = view.choice;
  return atlas.manifest.designations.some(
    (d) => d.scheme === scheme && d.edition === edition.id && d.level === level,
  );
}
