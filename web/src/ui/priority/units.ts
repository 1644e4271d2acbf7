import { comparePeriods } from "../../data/period";
import {
  type NamedUnit,
  type RangeAsked,
  type ScenarioDocument,
  STAGES_ASKED,
  type UnitsAsked,
} from "../../priority/scenario";
import { h, ICONS } from "../dom";
import { isOfLevel, offeredIndicators } from "./criteria";
import { type Changes, changed, type Model, some } from "./model";
import { button, check, choice, Folds, numberField, refill, signButton, textField } from "./parts";
import { unitFinder } from "./unit-finder";
import { designationText, measureOf, say } from "./words";

/** Which units are compared. */
export class UnitsTab {
  readonly element = h("div", { class: "prio-tab" });
  private readonly folds = new Folds();
  private model: Model | null = null;
  private shape = "";
  private found: string | null = null;
  private reason = "";
  private readonly count = h("p", { class: "prio-count", role: "status" });

  constructor(private readonly change: (document: ScenarioDocument) => void) {}

  update(model: Model): void {
    this.model = model;
    const { words, document, view } = model;
    const { units = {} } = document;
    this.tell(model);
    const shape = JSON.stringify([
      words.lang,
      view.atlas.manifest.release,
      model.opened,
      document.edition,
      document.level,
      document.period,
      document.stage,
      units.provinces,
      units.designations,
      units.ranges?.map((r) => [r.indicator, r.group]),
      units.include,
      units.exclude,
      this.found,
    ]);
    if (shape === this.shape) return;
    this.shape = shape;
    refill(
      this.element,
      this.count,
      this.periods(model),
      this.stages(model),
      this.provinces(model),
      this.designations(model),
      this.ranges(model),
      this.named(model),
    );
  }

  /** Opens the part where a unit is taken in or out with a reason. */
  ask(code: string): void {
    this.found = code;
    this.folds.show("named");
    this.shape = "";
    if (this.model) this.update(this.model);
    this.element.querySelector<HTMLElement>('[data-key="reason"]')?.focus();
  }

  private tell({ words, run, view }: Model): void {
    if (!run) {
      this.count.textContent = "";
      return;
    }
    const n = (value: number): string => words.number(value, 0);
    const ranked = run.order.length;
    this.count.textContent = [
      say(words, "units.count", { n: n(run.units.length), total: n(view.units.list.length) }),
      ranked < run.units.length
        ? say(words, "units.unranked", { n: n(run.units.length - ranked) })
        : "",
    ]
      .filter((part) => part !== "")
      .join(" ");
  }

  private periods({ words, view, document }: Model): HTMLElement {
    const { atlas, choice: shown } = view;
    const periods = [
      ...new Set(
        atlas.manifest.series
          .filter(
            (s) =>
              s.edition === shown.edition.id && s.level === shown.level && s.nature === "actual",
          )
          .map((s) => s.period),
      ),
    ].sort((a, b) => comparePeriods(b, a));
    return choice(
      "period",
      words.say("control.period"),
      [
        { value: "", text: say(words, "period.latest") },
        ...periods.map((p) => ({ value: p, text: words.period(p) })),
      ],
      document.period ?? "",
      (period) => this.put({ period: period || undefined }),
    );
  }

  /** Where some figures are preliminary: whether they count before the approved ones. */
  private stages({ words, view, document }: Model): HTMLElement | null {
    const { edition, level } = view.choice;
    const isOffered = view.atlas.manifest.series.some(
      (s) => s.edition === edition.id && s.level === level && s.stage === "preliminary",
    );
    if (!isOffered && document.stage !== "preliminary") return null;
    return choice(
      "stage",
      say(words, "stage"),
      STAGES_ASKED.map((stage) => ({ value: stage, text: say(words, `stage.${stage}`) })),
      document.stage ?? "approved",
      (stage) => this.put({ stage: stage === "preliminary" ? "preliminary" : undefined }),
    );
  }

  private provinces(model: Model): HTMLElement | null {
    const { words, view } = model;
    const asked = model.document.units?.provinces ?? [];
    const collator = new Intl.Collator("vi");
    const list = view.provinces.list
      .filter((p) => view.units.in(p.code) > 0 || asked.includes(p.code))
      .sort((a, b) => collator.compare(a.name, b.name));
    if (list.length < 2) return null;
    return this.folds.fold(
      "provinces",
      asked.length === 0
        ? say(words, "units.provinces.all")
        : say(words, "units.provinces", { n: asked.length }),
      h(
        "div",
        { class: "prio-checks" },
        ...list.map((p) =>
          check(`province ${p.code}`, p.fullName, asked.includes(p.code), (isIn) =>
            this.units({
              provinces: some(isIn ? [...asked, p.code] : asked.filter((c) => c !== p.code)),
            }),
          ),
        ),
      ),
    );
  }

  private designations(model: Model): HTMLElement | null {
    const { words, view } = model;
    const { atlas } = view;
    const asked = model.document.units?.designations ?? [];
    const schemes = atlas.schemesFor(view.choice).filter((s) => isOfLevel(atlas, model, s.id));
    if (schemes.length === 0) return null;
    const box = (designation: string, text: string): HTMLElement =>
      check(`designation ${designation}`, text, asked.includes(designation), (isIn) =>
        this.units({
          designations: some(
            isIn ? [...asked, designation] : asked.filter((d) => d !== designation),
          ),
        }),
      );
    return this.folds.fold(
      "designations",
      asked.length === 0
        ? say(words, "units.designations.all")
        : say(words, "units.designations", {
            names: asked.map((d) => designationText(words, atlas, d)).join(", "),
          }),
      h(
        "div",
        { class: "prio-checks" },
        ...schemes.flatMap((scheme) =>
          scheme.classes.length === 1
            ? [box(scheme.id, words.label(scheme.name, scheme.id))]
            : scheme.classes.map((one) =>
                box(`${scheme.id}:${one.id}`, words.label(one.name, one.id)),
              ),
        ),
      ),
    );
  }

  private ranges(model: Model): HTMLElement {
    const { words, view } = model;
    const { atlas } = view;
    const asked = model.document.units?.ranges ?? [];
    const put = (ranges: readonly RangeAsked[]): void => this.units({ ranges: some(ranges) });
    const edit = (i: number, change: Changes<RangeAsked>): void => {
      // What was typed meanwhile in another field of the list stays.
      const now = this.model?.document.units?.ranges ?? [];
      put(now.map((range, k) => (k === i ? changed<RangeAsked>(range, change) : range)));
    };
    const rows = asked.map((range, i) => {
      const name = words.label(atlas.indicator(range.indicator)?.name, range.indicator);
      const unit = words.find("unit.name", measureOf(atlas, range)) ?? "";
      return h(
        "div",
        { class: "prio-range" },
        h(
          "div",
          { class: "prio-criterion-head" },
          h("strong", {}, unit ? `${name} (${unit})` : name),
          signButton(`range ${i}`, ICONS.close, say(words, "units.range.remove", { name }), () =>
            put(asked.filter((_, k) => k !== i)),
          ),
        ),
        h(
          "div",
          { class: "field-pair" },
          numberField(words, `least ${i}`, say(words, "units.range.least"), range.least, (least) =>
            edit(i, { least }),
          ),
          numberField(words, `most ${i}`, say(words, "units.range.most"), range.most, (most) =>
            edit(i, { most }),
          ),
        ),
      );
    });
    return this.folds.fold(
      "ranges",
      asked.length === 0
        ? say(words, "units.ranges.none")
        : say(words, "units.ranges", { n: asked.length }),
      ...rows,
      choice(
        "range add",
        say(words, "units.range.add"),
        [
          { value: "", text: say(words, "criterion.add.which") },
          ...offeredIndicators(model).map((id) => ({
            value: id,
            text: words.label(atlas.indicator(id)?.name, id),
          })),
        ],
        "",
        (indicator) => {
          if (indicator) put([...asked, { indicator }]);
        },
      ),
    );
  }

  /** Units taken in or left out by name, each with its reason. */
  private named(model: Model): HTMLElement {
    const { words, view } = model;
    const { include = [], exclude = [] } = model.document.units ?? {};
    const item = (unit: NamedUnit, list: "include" | "exclude"): HTMLElement => {
      const name = view.units.find(unit.code)?.fullName ?? unit.code;
      return h(
        "li",
        {},
        h(
          "div",
          { class: "prio-criterion-head" },
          h("strong", {}, say(words, `units.${list}`, { name })),
          signButton(
            `${list} ${unit.code}`,
            ICONS.close,
            say(words, "units.named.remove", { name }),
            () =>
              this.units({
                [list]: some((list === "include" ? include : exclude).filter((u) => u !== unit)),
              }),
          ),
        ),
        h("p", { class: "prio-note" }, unit.reason),
      );
    };
    const found = this.found ? view.units.find(this.found) : undefined;
    const add = (list: "include" | "exclude"): void => {
      const reason = this.reason.trim();
      if (!found || reason === "") {
        this.element.querySelector<HTMLElement>('[data-key="reason"]')?.focus();
        return;
      }
      const without = (all: readonly NamedUnit[]) => all.filter((u) => u.code !== found.code);
      const lists = { include: without(include), exclude: without(exclude) };
      this.found = null;
      this.reason = "";
      this.units({
        include: some(lists.include),
        exclude: some(lists.exclude),
        [list]: [...lists[list], { code: found.code, reason }],
      });
    };
    const n = include.length + exclude.length;
    return this.folds.fold(
      "named",
      n === 0 ? say(words, "units.named.none") : say(words, "units.named", { n }),
      h(
        "ul",
        { class: "prio-named" },
        ...include.map((unit) => item(unit, "include")),
        ...exclude.map((unit) => item(unit, "exclude")),
      ),
      found
        ? h(
            "div",
            { class: "prio-add-named" },
            h("strong", {}, found.fullName),
            textField("reason", say(words, "units.reason"), this.reason, (v) => (this.reason = v), {
              most: 300,
              help: say(words, "units.reason.help"),
            }),
            h(
              "p",
              { class: "prio-row" },
              button("named out", say(words, "units.leave.out"), () => add("exclude")),
              button("named in", say(words, "units.take.in"), () => add("include")),
            ),
          )
        : unitFinder("find", say(words, "units.find"), view, (unit) => this.ask(unit.code)),
    );
  }

  private units(change: Changes<UnitsAsked>): void {
    const units = changed<UnitsAsked>(this.model?.document.units ?? {}, change);
    this.put({ units: Object.keys(units).length > 0 ? units : undefined });
  }

  private put(change: Changes<ScenarioDocument>): void {
    if (this.model) this.change(changed<ScenarioDocument>(this.model.document, change));
  }
}
