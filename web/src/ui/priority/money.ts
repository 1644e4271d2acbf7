import { fold as folded } from "../../data/rows";
import {
  type BoundsAsked,
  type BudgetAsked,
  type CostAsked,
  contradictionOf,
  DEFAULT_NEED,
  MOST_PROJECTS,
  type ProjectAsked,
  SHARES,
  type Share,
} from "../../priority/budget";
import { MOST_PASTED, pastedProjects } from "../../priority/pasted";
import type { NamedUnit, ScenarioDocument } from "../../priority/scenario";
import { h, ICONS } from "../dom";
import { offeredIndicators } from "./criteria";
import { type Changes, changed, type Model, some } from "./model";
import {
  button,
  check,
  choice,
  Drawn,
  Folds,
  moneyField,
  numberField,
  refill,
  signButton,
  textField,
} from "./parts";
import { unitFinder } from "./unit-finder";
import { say } from "./words";

/** So many projects, faults or names are listed at once; the rest is found by typing. */
const MOST_LISTED = 20;
const LONGEST = 300;

/** A budget that is being written: without an amount it is no part of the scenario yet. */
type Draft = Partial<BudgetAsked>;
/** A project that is being written; `id` is "" for a new one. */
type Proposed = { -readonly [K in keyof ProjectAsked]?: ProjectAsked[K] | undefined };

/** The budget of a scenario, all of it, and what the server makes of it. */
export class MoneyTab {
  readonly element = h("div", { class: "prio-tab" });
  private readonly folds = new Folds();
  private readonly fault = h("p", { class: "field-help is-fault", role: "alert" });
  /** What is put aside stays told for as long as it is, whatever is computed meanwhile. */
  private readonly aside = h("p", { class: "field-help prio-parked", role: "status" });
  private readonly actions = h("p", { class: "prio-row" });
  private readonly result = h("div", { class: "prio-money", role: "status" });
  private readonly list = h("div", { class: "prio-projects" });
  private readonly told = h("div", { class: "prio-paste-told", role: "status" });
  private model: Model | null = null;
  private shape = "";
  private draft: Draft = {};
  /** The budget of the scenario as this form last wrote or saw it. */
  private known: string | null = null;
  private opened = 0;
  private readonly drawnActions = new Drawn();
  private readonly drawnMoney = new Drawn();
  private readonly drawnList = new Drawn();
  /** Projects of a scenario that is shared out in another way for now. */
  private parked: readonly ProjectAsked[] = [];
  /** The field of the total was emptied, while the budget still has it. */
  private isAmountless = false;
  private proposed: Proposed = {};
  /** Units that must get money and have no reason yet. */
  private must = "";
  private find = "";
  private pasted = "";

  constructor(
    private readonly on: {
      change(document: ScenarioDocument): void;
      /** The server is to share out the budget. */
      money(): void;
      select(code: string): void;
    },
  ) {}

  update(model: Model): void {
    this.model = model;
    const { words, view, document } = model;
    const known = JSON.stringify(document.budget ?? null);
    const isOther = known !== this.known || model.opened !== this.opened;
    this.opened = model.opened;
    if (isOther) {
      // Another scenario: what belonged to the one before goes with it.
      this.draft = document.budget ?? {};
      this.parked = [];
      this.proposed = {};
      this.must = "";
      this.told.replaceChildren();
      if (document.budget?.share === "projects") this.folds.show("projects");
    }
    this.known = known;
    const shape = JSON.stringify([
      words.lang,
      view.atlas.manifest.release,
      view.choice.edition.id,
      view.choice.level,
      document.period,
    ]);
    if (isOther || shape !== this.shape) {
      this.shape = shape;
      this.draw();
    } else this.tell();
  }

  /** Changes the budget. What was typed into a field is not made anew under the hand that types. */
  private put(change: Changes<Draft>, isTyped = false): void {
    const { model } = this;
    if (!model) return;
    this.draft = changed<Draft>(this.draft, change);
    this.isAmountless = false;
    const { amount } = this.draft;
    const budget = amount === undefined ? undefined : { ...this.draft, amount };
    this.known = JSON.stringify(budget ?? null);
    this.on.change(changed<ScenarioDocument>(model.document, { budget }));
    if (isTyped) this.tell();
    else this.draw();
  }

  private draw(): void {
    const { model } = this;
    if (!model) return;
    const { words } = model;
    const { draft } = this;
    this.isAmountless = false;
    const share = draft.share ?? "proportional";
    const cost = (change: Changes<CostAsked>): void => {
      const next = changed<CostAsked>(this.draft.cost ?? {}, change);
      this.put({ cost: Object.keys(next).length > 0 ? next : undefined }, true);
    };
    const need = draft.need?.indicator ?? DEFAULT_NEED;
    const isChosen = share === "projects";
    refill(
      this.element,
      h("p", { class: "prio-note" }, say(words, "money.note")),
      moneyField(words, "amount", say(words, "money.amount"), draft.amount, (amount) =>
        this.amount(amount),
      ),
      choice(
        "share",
        say(words, "money.share"),
        SHARES.map((one) => ({ value: one, text: say(words, `money.${one}`) })),
        share,
        (one) => this.share(one as Share),
      ),
      h("p", { class: "prio-note" }, say(words, `money.${share}.note`)),
      isChosen && !draft.cost
        ? null
        : h(
            "div",
            { class: "field-pair" },
            numberField(
              words,
              "fixed",
              say(words, "money.fixed"),
              draft.cost?.fixed,
              (fixed) => cost({ fixed }),
              { least: 0 },
            ),
            numberField(
              words,
              "perNeed",
              need === DEFAULT_NEED
                ? say(words, "money.perNeed")
                : say(words, "money.perNeed.of", { name: this.indicator(need) }),
              draft.cost?.perNeed,
              (perNeed) => cost({ perNeed }),
              { least: 0 },
            ),
          ),
      h(
        "div",
        { class: "field-pair" },
        moneyField(words, "floor", say(words, "money.floor"), draft.floor, (floor) =>
          this.put({ floor }, true),
        ),
        moneyField(words, "ceiling", say(words, "money.ceiling"), draft.ceiling, (ceiling) =>
          this.put({ ceiling }, true),
        ),
      ),
      isChosen ? this.projects(model) : null,
      this.folds.fold(
        "money more",
        say(words, "advanced"),
        this.needs(model),
        this.bounds(model, "provinces"),
        this.bounds(model, "units"),
        this.musts(model),
      ),
      this.aside,
      this.fault,
      this.actions,
      this.result,
    );
    this.tell();
  }

  private indicator(id: string): string {
    const { words, view } = this.model ?? {};
    return words && view ? words.label(view.atlas.indicator(id)?.name, id) : id;
  }

  private unit(code: string): string {
    return this.model?.view.units.find(code)?.fullName ?? code;
  }

  private amount(amount: number | undefined): void {
    const { amount: _, share: __, ...rest } = this.draft;
    // An empty field takes nothing away that somebody entered.
    if (amount !== undefined || Object.keys(rest).length === 0) this.put({ amount }, true);
    else {
      this.isAmountless = true;
      this.tell();
    }
  }

  private share(share: Share): void {
    const { projects } = this.draft;
    if (share === "projects") {
      this.folds.show("projects");
      this.put({ share, projects: projects ?? some(this.parked) });
      return;
    }
    if (projects) this.parked = projects;
    this.put({ share: share === "proportional" ? undefined : share, projects: undefined });
  }

  // --- under "Nâng cao" -----------------------------------------------------

  private needs(model: Model): HTMLElement {
    const { words, view } = model;
    const { need } = this.draft;
    const chosen = need?.indicator ?? DEFAULT_NEED;
    const counts = offeredIndicators(model).filter(
      (id) => view.atlas.indicator(id)?.kind === "count",
    );
    return choice(
      "need",
      say(words, "money.need"),
      [...new Set([DEFAULT_NEED, chosen, ...counts])].map((id) => ({
        value: id,
        text: this.indicator(id),
      })),
      chosen,
      (indicator) => this.put({ need: indicator === DEFAULT_NEED ? undefined : { indicator } }),
    );
  }

  /** What provinces, or single units, get at least and at most. */
  private bounds(model: Model, of: "provinces" | "units"): HTMLElement {
    const { words, view } = model;
    const asked = this.draft[of] ?? [];
    const name = (code: string): string =>
      of === "units" ? this.unit(code) : (view.provinces.find(code)?.fullName ?? code);
    const edit = (code: string, change: Changes<BoundsAsked>): void =>
      this.put(
        {
          [of]: (this.draft[of] ?? []).map((one) =>
            one.code === code ? changed<BoundsAsked>(one, change) : one,
          ),
        },
        true,
      );
    const add = (code: string): void => {
      if (!asked.some((one) => one.code === code)) this.put({ [of]: [...asked, { code }] });
    };
    const collator = new Intl.Collator("vi");
    return this.folds.fold(
      `money ${of}`,
      say(words, asked.length === 0 ? `money.${of}.none` : `money.${of}`, { n: asked.length }),
      ...asked.map(({ code, floor, ceiling, reason }) =>
        h(
          "div",
          { class: "prio-range" },
          h(
            "div",
            { class: "prio-criterion-head" },
            h("strong", {}, name(code)),
            signButton(
              `${of} drop ${code}`,
              ICONS.close,
              say(words, "money.drop", { name: name(code) }),
              () => this.put({ [of]: some(asked.filter((one) => one.code !== code)) }),
            ),
          ),
          h(
            "div",
            { class: "field-pair" },
            moneyField(words, `${of} floor ${code}`, say(words, "money.least"), floor, (v) =>
              edit(code, { floor: v }),
            ),
            moneyField(words, `${of} ceiling ${code}`, say(words, "money.most"), ceiling, (v) =>
              edit(code, { ceiling: v }),
            ),
          ),
          textField(
            `${of} reason ${code}`,
            say(words, "units.reason"),
            reason ?? "",
            (v) => edit(code, { reason: v.trim() === "" ? undefined : v }),
            { most: LONGEST },
          ),
        ),
      ),
      of === "units"
        ? unitFinder("units find", say(words, "money.units.add"), view, ({ code }) => add(code))
        : choice(
            "provinces add",
            say(words, "money.provinces.add"),
            [
              { value: "", text: say(words, "money.provinces.which") },
              ...view.provinces.list
                .filter((p) => view.units.in(p.code) > 0 && !asked.some((b) => b.code === p.code))
                .sort((a, b) => collator.compare(a.name, b.name))
                .map((p) => ({ value: p.code, text: p.fullName })),
            ],
            "",
            (code) => {
              if (code) add(code);
            },
          ),
    );
  }

  /** Units that get money in any case, each with its reason. */
  private musts({ words, view }: Model): HTMLElement {
    const asked = this.draft.mustHave ?? [];
    let reason = "";
    const add = (): void => {
      const one: NamedUnit = { code: this.must, reason: reason.trim() };
      if (one.reason === "") {
        this.element.querySelector<HTMLElement>('[data-key="must reason"]')?.focus();
        return;
      }
      this.must = "";
      this.put({ mustHave: [...asked.filter(({ code }) => code !== one.code), one] });
    };
    return this.folds.fold(
      "money must",
      say(words, asked.length === 0 ? "money.must.none" : "money.must", { n: asked.length }),
      h(
        "ul",
        { class: "prio-named" },
        ...asked.map((one) =>
          h(
            "li",
            {},
            h(
              "div",
              { class: "prio-criterion-head" },
              h("strong", {}, this.unit(one.code)),
              signButton(
                `must drop ${one.code}`,
                ICONS.close,
                say(words, "money.drop", { name: this.unit(one.code) }),
                () => this.put({ mustHave: some(asked.filter((other) => other !== one)) }),
              ),
            ),
            h("p", { class: "prio-note" }, one.reason),
          ),
        ),
      ),
      this.must === ""
        ? unitFinder("must find", say(words, "money.must.add"), view, ({ code }) => {
            this.must = code;
            this.draw();
            this.element.querySelector<HTMLElement>('[data-key="must reason"]')?.focus();
          })
        : h(
            "div",
            { class: "prio-add-named" },
            h("strong", {}, this.unit(this.must)),
            textField(
              "must reason",
              say(words, "units.reason"),
              "",
              (value) => {
                reason = value;
              },
              { most: LONGEST, help: say(words, "units.reason.help") },
            ),
            h(
              "p",
              { class: "prio-row" },
              button("must add", say(words, "money.must.go"), add),
              button("must not", say(words, "money.cancel"), () => {
                this.must = "";
                this.draw();
              }),
            ),
          ),
    );
  }

  // --- projects -------------------------------------------------------------

  private projects(model: Model): HTMLElement {
    const { words } = model;
    const all = this.draft.projects ?? [];
    const pasted: HTMLTextAreaElement = h("textarea", {
      id: "prio-paste",
      rows: 4,
      maxlength: MOST_PASTED,
      spellcheck: "false",
      "data-key": "paste",
      placeholder: say(words, "paste.example"),
      oninput: () => {
        this.pasted = pasted.value;
      },
    });
    pasted.value = this.pasted;
    return this.folds.fold(
      "projects",
      say(words, "projects", { n: words.number(all.length, 0) }),
      all.length > MOST_LISTED
        ? textField(
            "projects find",
            say(words, "projects.find"),
            this.find,
            (value) => {
              this.find = value;
              this.tell();
            },
            { most: 60 },
          )
        : null,
      this.list,
      this.folds.fold("project", say(words, "projects.one"), ...this.project(model)),
      this.folds.fold(
        "paste",
        say(words, "paste"),
        h(
          "div",
          { class: "field" },
          h("label", { for: "prio-paste" }, say(words, "paste.label")),
          pasted,
        ),
        h("p", { class: "prio-note" }, say(words, "paste.note")),
        h(
          "p",
          { class: "prio-row" },
          button("paste add", say(words, "paste.add"), () => this.paste(model, all)),
          all.length > 0
            ? button("paste instead", say(words, "paste.instead"), () => this.paste(model, []))
            : null,
        ),
        this.told,
      ),
    );
  }

  /** The fields of one project: a new one, or the one that was chosen in the list. */
  private project({ words, view }: Model): HTMLElement[] {
    const { proposed } = this;
    const isNew = proposed.id === undefined;
    const take = (change: Proposed): void => {
      Object.assign(this.proposed, change);
    };
    return [
      textField("project name", say(words, "projects.name"), proposed.name ?? "", (name) =>
        take({ name }),
      ),
      proposed.unit
        ? h(
            "div",
            { class: "prio-criterion-head" },
            h("strong", {}, this.unit(proposed.unit)),
            signButton("project elsewhere", ICONS.close, say(words, "projects.elsewhere"), () => {
              take({ unit: undefined });
              this.draw();
            }),
          )
        : unitFinder("project find", say(words, "projects.unit"), view, ({ code }) => {
            take({ unit: code });
            this.draw();
            this.element.querySelector<HTMLElement>('[data-key="project cost"]')?.focus();
          }),
      h(
        "div",
        { class: "field-pair" },
        moneyField(words, "project cost", say(words, "projects.cost"), proposed.cost, (cost) =>
          take({ cost }),
        ),
        moneyField(
          words,
          "project benefit",
          say(words, "projects.benefit"),
          proposed.benefit,
          (benefit) => take({ benefit }),
        ),
      ),
      check("project must", say(words, "projects.must"), proposed.mustHave ?? false, (mustHave) =>
        take({ mustHave }),
      ),
      h(
        "p",
        { class: "prio-row" },
        button("project keep", say(words, isNew ? "projects.add" : "projects.keep"), () =>
          this.keepProject(),
        ),
        isNew
          ? null
          : button("project not", say(words, "money.cancel"), () => {
              this.proposed = {};
              this.draw();
            }),
      ),
    ];
  }

  private keepProject(): void {
    const { id, unit, name = "", cost, benefit, mustHave } = this.proposed;
    const lacks = unit === undefined ? "project find" : cost === undefined ? "project cost" : "";
    if (unit === undefined || cost === undefined) {
      this.element.querySelector<HTMLElement>(`[data-key="${lacks}"]`)?.focus();
      return;
    }
    const all = this.draft.projects ?? [];
    if (id === undefined && all.length >= MOST_PROJECTS) return;
    const taken = new Set(all.map((one) => one.id));
    let free = id ?? "";
    for (let i = all.length + 1; free === ""; i++) if (!taken.has(`p${i}`)) free = `p${i}`;
    const one: ProjectAsked = changed<ProjectAsked>(
      { id: free, unit, cost },
      {
        name: name.trim() || undefined,
        benefit,
        mustHave: mustHave || undefined,
      },
    );
    this.proposed = {};
    this.put({
      projects: id === undefined ? [...all, one] : all.map((p) => (p.id === id ? one : p)),
    });
  }

  /** Takes what was pasted, all of it or nothing. */
  private paste({ words, view }: Model, others: readonly ProjectAsked[]): void {
    const { projects, faults } = pastedProjects(
      this.pasted,
      view.units,
      view.provinces,
      new Set(others.map(({ id }) => id)),
    );
    const n = (value: number): string => words.number(value, 0);
    if (faults.length === 0 && others.length + projects.length > MOST_PROJECTS) {
      this.told.replaceChildren(
        h(
          "p",
          { class: "field-help is-fault" },
          say(words, "paste.fault.many", { row: "", typed: "", column: "" }),
        ),
      );
      return;
    }
    if (projects.length === 0 && faults.length === 0) {
      this.told.replaceChildren(
        h("p", { class: "field-help is-fault" }, say(words, "paste.nothing")),
      );
      return;
    }
    if (faults.length === 0) {
      this.pasted = "";
      this.told.replaceChildren(say(words, "paste.done", { n: n(projects.length) }));
      this.put({ projects: [...others, ...projects] });
      return;
    }
    const where = (code: string): string => {
      const unit = view.units.find(code);
      const province = view.provinces.find(unit?.province ?? "")?.name ?? "";
      return `${code} (${unit?.fullName ?? ""}, ${province})`;
    };
    this.told.replaceChildren(
      h("p", { class: "field-help is-fault" }, say(words, "paste.faults", { n: n(faults.length) })),
      h(
        "ul",
        { class: "prio-faults" },
        ...faults.slice(0, MOST_LISTED).map(({ kind, row, column, typed, candidates }) =>
          h(
            "li",
            {},
            say(words, `paste.fault.${kind}`, {
              row: n(row),
              column: say(words, `paste.column.${column}`),
              typed,
            }),
            candidates.length > 0
              ? ` ${say(words, "paste.candidates", {
                  units: candidates
                    .slice(0, 5)
                    .map(({ code }) => where(code))
                    .join("; "),
                })}`
              : null,
          ),
        ),
        faults.length > MOST_LISTED
          ? h("li", {}, say(words, "paste.more", { n: n(faults.length - MOST_LISTED) }))
          : null,
      ),
    );
  }

  // --- what follows the scenario --------------------------------------------

  /** What cannot hold together, what the server made of it, and which projects it chose. */
  private tell(): void {
    const { model, draft } = this;
    if (!model) return;
    const { words, money, waiting } = model;
    const { amount } = draft;
    const wrong = amount === undefined ? null : contradictionOf({ ...draft, amount });
    const fault = this.isAmountless
      ? "money.amountless"
      : wrong && (`money.wrong.${wrong}` as const);
    this.fault.textContent = fault ? say(words, fault) : "";
    const parked = draft.share === "projects" ? 0 : this.parked.length;
    this.aside.textContent =
      parked > 0 ? say(words, "money.parked", { n: words.number(parked, 0) }) : "";
    const isEmpty = Object.keys(draft).length === 0;
    const isReady = waiting === "" && amount !== undefined && wrong === null;
    if (this.drawnActions.isOther(words.lang, waiting, isReady, isEmpty)) this.act(model, isReady);
    if (this.drawnMoney.isOther(words.lang, money, model.view.units)) this.tellMoney(model);
    if (draft.share === "projects") this.listProjects(model);
  }

  private act({ words, waiting }: Model, isReady: boolean): void {
    const isEmpty = Object.keys(this.draft).length === 0;
    refill(
      this.actions,
      button(
        "money",
        say(words, waiting === "money" ? "waiting" : "money.go"),
        () => this.on.money(),
        { isDisabled: !isReady },
      ),
      isEmpty
        ? null
        : h(
            "button",
            {
              type: "button",
              class: "link",
              "data-key": "money none",
              onclick: () => {
                this.parked = [];
                this.put(
                  Object.fromEntries(Object.keys(this.draft).map((key) => [key, undefined])),
                );
              },
            },
            say(words, "money.none"),
          ),
    );
  }

  private tellMoney({ words, money }: Model): void {
    const n = (value: number): string => words.number(value, 0);
    this.result.replaceChildren(
      ...(money === null
        ? []
        : money.infeasible.length > 0
          ? [
              h("p", { class: "field-help is-fault" }, say(words, "money.infeasible")),
              h("ul", { class: "prio-faults" }, ...money.infeasible.map((one) => h("li", {}, one))),
            ]
          : [
              h(
                "p",
                {},
                say(words, "money.told", {
                  allocated: n(money.allocated),
                  amount: n(money.amount),
                  left: n(money.left),
                  n: n(money.funded),
                }),
              ),
              money.partial
                ? h(
                    "p",
                    { class: "prio-note" },
                    say(words, "money.partial", { name: this.unit(money.partial) }),
                  )
                : "",
              money.projects
                ? h(
                    "p",
                    { class: "prio-note" },
                    say(words, money.proven ? "projects.proven" : "projects.unproven", {
                      n: n(money.projects.size),
                      total: n(this.draft.projects?.length ?? 0),
                    }),
                  )
                : "",
            ]),
    );
  }

  private listProjects({ words, money, view }: Model): void {
    const all = this.draft.projects ?? [];
    if (!this.drawnList.isOther(words.lang, money, all, this.find, view.units)) return;
    const wanted = folded(this.find.trim());
    const found =
      wanted === ""
        ? all
        : all.filter(({ name = "", unit, id }) =>
            folded(`${name} ${this.unit(unit)} ${unit} ${id}`).includes(wanted),
          );
    const chosen = money?.infeasible.length === 0 ? money.projects : undefined;
    const drop = (one: ProjectAsked): void =>
      this.put({ projects: some(all.filter((other) => other !== one)) });
    const title = (one: ProjectAsked): string => one.name ?? one.id;
    refill(
      this.list,
      all.length === 0 ? h("p", { class: "prio-note" }, say(words, "projects.none")) : null,
      h(
        "ul",
        {},
        ...found.slice(0, MOST_LISTED).map((one) =>
          h(
            "li",
            { class: chosen?.has(one.id) ? "is-chosen" : "", "data-project": one.id },
            h(
              "div",
              { class: "prio-criterion-head" },
              h(
                "button",
                {
                  type: "button",
                  class: "link",
                  "data-key": `project ${one.id}`,
                  title: say(words, "projects.edit"),
                  onclick: () => {
                    this.proposed = { ...one };
                    this.folds.show("project");
                    this.draw();
                    this.element.querySelector<HTMLElement>('[data-key="project name"]')?.focus();
                  },
                },
                title(one),
              ),
              signButton(
                `project drop ${one.id}`,
                ICONS.close,
                say(words, "money.drop", { name: title(one) }),
                () => drop(one),
              ),
            ),
            h(
              "p",
              { class: "prio-note" },
              `${this.unit(one.unit)} · ${words.quantity(one.cost, "million_vnd")}`,
              one.mustHave ? " " : null,
              one.mustHave ? h("span", { class: "mark" }, say(words, "projects.must.mark")) : null,
              chosen?.has(one.id) ? " " : null,
              chosen?.has(one.id)
                ? h("span", { class: "mark mark-chosen" }, say(words, "projects.chosen"))
                : null,
            ),
          ),
        ),
        found.length > MOST_LISTED
          ? h(
              "li",
              { class: "prio-note" },
              say(words, "projects.more", { n: words.number(found.length - MOST_LISTED, 0) }),
            )
          : null,
      ),
    );
  }
}
