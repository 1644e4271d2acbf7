import { ApiError } from "../../api/client";
import { fold as folded } from "../../data/rows";
import type { Words } from "../../i18n/i18n";
import type { Kept, KeptDraft, KeptHeading, KeptList, KeptScenarios } from "../../priority/kept";
import { LONGEST_NAME } from "../../priority/saved";
import { h, ICONS } from "../dom";
import { changed, type Model } from "./model";
import { button, refill, signButton, textField } from "./parts";
import { say } from "./words";

/** What may stand behind "Bearer" in a header (RFC 6750). */
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;
/** So many scenarios are listed at once; the others are found by typing. */
const MOST_LISTED = 20;

export interface KeptEvents {
  /** Shows a scenario of the server in place of the present one. */
  openKept(id: string): Promise<void>;
  /** The present scenario is now this one of the server; null: of none. */
  keptAs(kept: Kept | null): void;
  /** Evaluates the present scenario on its release and on the newest, and tells what changes. */
  differ(): void;
  say(text: string): void;
}

/** Something that needs the token. */
type Work = () => Promise<void>;

/** Scenarios that the server keeps: read by everybody, changed by those who have its token. */
export class KeptPart {
  readonly element = h("section", { class: "prio-kept", "aria-labelledby": "prio-kept-title" });
  private model: Model | null = null;
  /** Undefined until the server was asked; null where it keeps none. */
  private list: KeptList | null | undefined;
  /** What goes on when the token was entered. */
  private pending: Work | null = null;
  /** What could not be saved because somebody else had saved meanwhile. */
  private beaten: { readonly draft: KeptDraft; readonly former: Kept } | null = null;
  private doomed: KeptHeading | null = null;
  private fault = "";
  private find = "";
  private isBusy = false;
  private shape = "";
  private asked: Work | null = null;
  private readonly rows = h("ul", { class: "prio-saved" });

  constructor(
    private readonly kept: KeptScenarios,
    private readonly on: KeptEvents,
    /** Called when the list has changed. */
    private readonly changed: () => void,
  ) {}

  /** Whether scenarios can be saved here, by who has the token. */
  get isWritable(): boolean {
    return this.list?.writing ?? false;
  }

  get headings(): readonly KeptHeading[] {
    return this.list?.scenarios ?? [];
  }

  /** Asks the server what there is. */
  async refresh(): Promise<void> {
    const list = await this.kept.list();
    // What was listed stays where the server is lost for a while.
    if (list !== null || this.list === undefined) this.list = list;
    this.changed();
  }

  update(model: Model): void {
    this.model = model;
    const { words } = model;
    this.element.hidden = !this.list;
    if (!this.list) return;
    const { scenarios, writing } = this.list;
    const shape = JSON.stringify([
      words.lang,
      this.list,
      this.fault,
      this.doomed,
      this.beaten?.draft,
      model.origin?.id,
      model.isChanged,
      this.kept.hasToken,
    ]);
    if (shape === this.shape && this.pending === this.asked) return;
    this.shape = shape;
    this.asked = this.pending;
    refill(
      this.element,
      h("h3", { id: "prio-kept-title" }, say(words, "kept.title")),
      this.told(words),
      this.pending ? this.tokenForm(words, this.pending) : null,
      h("p", { class: "field-help is-fault", role: "alert" }, this.fault),
      scenarios.length > MOST_LISTED
        ? textField(
            "kept find",
            say(words, "kept.find"),
            this.find,
            (value) => {
              this.find = value;
              if (this.model) this.fill(this.model);
            },
            { most: 60 },
          )
        : null,
      scenarios.length === 0 ? h("p", { class: "prio-note" }, say(words, "kept.none")) : this.rows,
      writing ? null : h("p", { class: "prio-note" }, say(words, "kept.readonly")),
      writing && this.kept.hasToken
        ? h(
            "p",
            {},
            h(
              "button",
              {
                type: "button",
                class: "link prio-forget",
                "data-key": "token forget",
                onclick: () => {
                  this.kept.remember("");
                  this.changed();
                },
              },
              say(words, "kept.token.forget"),
            ),
          )
        : null,
    );
    this.fill(model);
  }

  private fill(model: Model): void {
    const { scenarios, writing } = this.list ?? { scenarios: [], writing: false };
    const wanted = folded(this.find.trim());
    const found = scenarios.filter(({ name, by }) => folded(`${name} ${by}`).includes(wanted));
    const more = found.length - MOST_LISTED;
    refill(
      this.rows,
      ...found.slice(0, MOST_LISTED).map((one) => this.item(model, one, writing)),
      more > 0 ? h("li", { class: "prio-note" }, say(model.words, "more.any", { n: more })) : null,
    );
  }

  /** Saves what is shown: over the scenario that was opened, or as another one. */
  save(draft: KeptDraft, former: Kept | null): void {
    this.attempt(async () => {
      try {
        const kept = former ? await this.kept.replace(former, draft) : await this.kept.add(draft);
        this.beaten = null;
        this.on.keptAs(kept);
        if (this.model) this.on.say(say(this.model.words, "saved.done", { name: kept.name }));
      } catch (error) {
        const isBeaten = error instanceof ApiError && [404, 412].includes(error.status);
        if (!former || !isBeaten) throw error;
        this.beaten = { draft, former };
      }
    });
  }

  /** Does what needs the token; asks for the token first where this tab has none. */
  private attempt(work: Work): void {
    if (this.isBusy) return;
    this.fault = "";
    if (!this.kept.hasToken) {
      this.pending = work;
      this.changed();
      this.focusToken();
      return;
    }
    this.isBusy = true;
    void work()
      .catch((error: unknown) => {
        const { words } = this.model ?? {};
        if (!words) return;
        if (error instanceof ApiError && error.status === 401) this.pending = work;
        this.fault = problem(words, error);
      })
      .then(() => {
        this.isBusy = false;
        return this.refresh();
      })
      .then(() => {
        this.focusToken();
      });
  }

  private focusToken(): void {
    const form = this.element.querySelector<HTMLElement>(".prio-token");
    form?.scrollIntoView({ block: "nearest" });
    form?.querySelector<HTMLElement>("input")?.focus({ preventScroll: true });
  }

  private tokenForm(words: Words, work: Work): HTMLElement {
    const input: HTMLInputElement = h("input", {
      id: "prio-token",
      type: "password",
      autocomplete: "off",
      maxlength: 500,
      "data-key": "token",
      "aria-describedby": "prio-token-help",
    });
    return h(
      "form",
      {
        class: "prio-token",
        onsubmit: (event) => {
          event.preventDefault();
          const token = input.value.trim();
          if (token === "") return input.focus();
          if (!TOKEN.test(token)) {
            this.fault = say(words, "kept.token.wrong");
            this.changed();
            return;
          }
          this.kept.remember(token);
          this.pending = null;
          this.attempt(work);
        },
      },
      h(
        "div",
        { class: "field" },
        h("label", { for: "prio-token" }, say(words, "kept.token")),
        input,
      ),
      h("p", { class: "prio-note", id: "prio-token-help" }, say(words, "kept.token.help")),
      h(
        "p",
        { class: "prio-row" },
        h(
          "button",
          { type: "submit", class: "button prio-button", "data-key": "token go" },
          say(words, "kept.token.go"),
        ),
        button("token not", say(words, "money.cancel"), () => {
          this.pending = null;
          this.fault = "";
          this.changed();
        }),
      ),
    );
  }

  /** Which scenario of the server is open; what is asked about one. */
  private told(words: Words): HTMLElement | null {
    const { beaten, doomed, model } = this;
    if (beaten) {
      const { draft, former } = beaten;
      return h(
        "div",
        { class: "prio-asked", role: "alert" },
        h("p", {}, say(words, "kept.changed", { name: former.name })),
        h(
          "p",
          { class: "prio-row" },
          button("kept copy", say(words, "kept.copy"), () => {
            this.beaten = null;
            this.copy(draft);
          }),
          button("kept theirs", say(words, "kept.theirs"), () => {
            this.beaten = null;
            this.open(former.id);
          }),
          button("kept not", say(words, "money.cancel"), () => {
            this.beaten = null;
            this.changed();
          }),
        ),
      );
    }
    if (doomed) {
      return h(
        "div",
        { class: "prio-asked", role: "alert" },
        h("p", {}, say(words, "kept.delete.sure", { name: doomed.name })),
        h(
          "p",
          { class: "prio-row" },
          button("kept delete", say(words, "kept.delete"), () => {
            this.doomed = null;
            this.attempt(async () => {
              await this.kept.remove(doomed);
              if (this.model?.origin?.id === doomed.id) this.on.keptAs(null);
            });
          }),
          button("kept not", say(words, "money.cancel"), () => {
            this.doomed = null;
            this.changed();
          }),
        ),
      );
    }
    if (!model?.origin) return null;
    const { name } = model.origin;
    const key = model.isChanged ? "kept.open.changed" : "kept.open";
    return h("p", { class: "prio-note prio-origin" }, say(words, key, { name }));
  }

  private item({ words, origin }: Model, one: KeptHeading, writing: boolean): HTMLElement {
    const { id, name, note, by, saved, release, newer } = one;
    return h(
      "li",
      { "data-kept": id, class: origin?.id === id ? "is-open" : "" },
      h(
        "div",
        { class: "prio-criterion-head" },
        h(
          "a",
          {
            class: "link",
            href: `#scenario=kept.${id}`,
            "data-key": `kept open ${id}`,
            onclick: (event) => {
              event.preventDefault();
              this.open(id);
            },
          },
          name,
        ),
        writing
          ? signButton(
              `kept duplicate ${id}`,
              ICONS.copy,
              say(words, "saved.duplicate", { name }),
              () =>
                this.attempt(async () => {
                  const { document } = await this.kept.find(id);
                  const free = this.freeName(name);
                  const scenario = changed(document, { title: free });
                  await this.kept.add({ name: free, note, by, scenario });
                }),
            )
          : null,
        writing
          ? signButton(
              `kept delete ${id}`,
              ICONS.close,
              say(words, "saved.delete", { name }),
              () => {
                this.doomed = one;
                this.changed();
                this.element.querySelector<HTMLElement>('[data-key="kept delete"]')?.focus();
              },
            )
          : null,
      ),
      note ? h("p", {}, note) : null,
      h(
        "p",
        { class: "prio-note" },
        say(words, by ? "kept.when.by" : "saved.when", {
          by,
          date: words.date(saved.slice(0, 10)),
          release: release.slice(0, 8),
        }),
        newer ? " " : null,
        newer ? h("span", { class: "mark" }, say(words, "saved.newer")) : null,
        newer ? " " : null,
        newer
          ? h(
              "button",
              {
                type: "button",
                class: "link",
                "data-key": `kept newer ${id}`,
                onclick: () => this.open(id, () => this.on.differ()),
              },
              say(words, "kept.newer"),
            )
          : null,
      ),
    );
  }

  private open(id: string, then: () => void = () => {}): void {
    this.fault = "";
    void this.on
      .openKept(id)
      .then(then)
      .catch((error: unknown) => {
        if (this.model) this.fault = problem(this.model.words, error);
        void this.refresh();
      });
  }

  private copy(draft: KeptDraft): void {
    const name = this.freeName(draft.name);
    this.save({ ...draft, name, scenario: changed(draft.scenario, { title: name }) }, null);
  }

  private freeName(wanted: string): string {
    const taken = new Set(this.headings.map(({ name }) => name));
    let name = wanted;
    for (let i = 2; taken.has(name); i++) {
      const tail = ` (${i})`;
      name = wanted.slice(0, LONGEST_NAME - tail.length) + tail;
    }
    return name;
  }
}

/** Why the server did not do it, in its own words where it has some. */
function problem(words: Words, error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  if (error.lost) return say(words, "kept.lost");
  if (error.status === 401) return say(words, "kept.token.wrong");
  if (error.status === 404) return say(words, "kept.gone");
  if (error.status === 412) return say(words, "kept.moved");
  return error.detail || error.message || `HTTP ${error.status}`;
}
