import type { Words } from "../../i18n/i18n";
import { type Comparison, compareRuns, type RankChange } from "../../priority/compare";
import type { Run } from "../../priority/run";
import { LONGEST_NAME, LONGEST_NOTE, type Saved, type SavedScenarios } from "../../priority/saved";
import type { ScenarioDocument } from "../../priority/scenario";
import { h, ICONS } from "../dom";
import { changed, type Model, topOf } from "./model";
import { button, choice, Folds, refill, signButton, textField } from "./parts";
import { say } from "./words";

const MOST_LISTED = 20;
/** The scenario of the panel among those that can be compared. */
const PRESENT = "";

export const FILES = ["json", "csv", "geojson", "xlsx", "html"] as const;
export type FileKind = (typeof FILES)[number];

export interface SavedEvents {
  /** Shows a scenario in place of the present one. */
  open(document: ScenarioDocument): void;
  read(file: File): void;
  file(kind: FileKind): void;
  run(document: ScenarioDocument): Promise<Run>;
  /** Two scenarios were compared: what changes may be seen on the map. */
  compared(comparison: Comparison): void;
  look(code: string): void;
  say(text: string): void;
}

/** Scenarios under a name: kept in this browser, opened, compared, handed on. */
export class SavedTab {
  readonly element = h("div", { class: "prio-tab" });
  private readonly folds = new Folds();
  private readonly fault = h("p", { class: "field-help is-fault", role: "alert" });
  private readonly result = h("div", { class: "prio-comparison", role: "status" });
  private model: Model | null = null;
  private shape = "";
  private note = "";
  private pair: [string, string] = [PRESENT, PRESENT];
  private compared = 0;
  /** Formats that the server gives; the others the browser writes itself. */
  private offered: readonly FileKind[] = ["json", "csv"];

  constructor(
    private readonly saved: SavedScenarios,
    private readonly on: SavedEvents,
  ) {}

  offer(kinds: readonly FileKind[]): void {
    this.offered = kinds;
    this.shape = "";
    if (this.model) this.update(this.model);
  }

  update(model: Model): void {
    this.model = model;
    const { words, view } = model;
    const all = this.saved.all();
    const shape = JSON.stringify([
      words.lang,
      view.atlas.manifest.release,
      model.document.title,
      model.document.note,
      all,
      this.offered,
    ]);
    if (shape === this.shape) return;
    this.shape = shape;
    this.note = model.document.note ?? this.note;
    const input: HTMLInputElement = h("input", {
      type: "file",
      accept: ".json,application/json",
      "data-key": "open file",
      class: "visually-hidden",
      id: "prio-file",
      onchange: () => {
        const [file] = input.files ?? [];
        if (file) this.on.read(file);
        input.value = "";
      },
    });
    refill(
      this.element,
      this.form(model),
      this.fault,
      h("h3", {}, say(words, "saved.title")),
      all.length === 0
        ? h("p", { class: "prio-note" }, say(words, "saved.none"))
        : h("ul", { class: "prio-saved" }, ...all.map((one) => this.item(model, one))),
      all.length > 0 ? this.comparer(model, all) : null,
      h("h3", {}, say(words, "files")),
      h(
        "ul",
        { class: "prio-files" },
        ...this.offered.map((kind) =>
          h(
            "li",
            {},
            button(`file ${kind}`, say(words, `files.${kind}`), () => this.on.file(kind), {
              path: ICONS.download,
            }),
          ),
        ),
        h(
          "li",
          {},
          input,
          h("label", { for: "prio-file", class: "button prio-button" }, say(words, "files.open")),
        ),
      ),
      h("p", { class: "prio-note" }, say(words, "files.note")),
    );
  }

  private form({ words, document }: Model): HTMLElement {
    const note: HTMLTextAreaElement = h("textarea", {
      id: "prio-note",
      rows: 2,
      maxlength: LONGEST_NOTE,
      "data-key": "note",
      oninput: () => (this.note = note.value),
    });
    note.value = this.note;
    let name = document.title ?? "";
    return h(
      "form",
      {
        class: "prio-save",
        onsubmit: (event) => {
          event.preventDefault();
          this.save(name);
        },
      },
      textField("name", say(words, "saved.name"), name, (value) => (name = value), {
        most: LONGEST_NAME,
      }),
      h(
        "div",
        { class: "field" },
        h("label", { for: "prio-note" }, say(words, "saved.note")),
        note,
      ),
      h(
        "p",
        { class: "prio-row" },
        h(
          "button",
          { type: "submit", class: "button prio-button", "data-key": "save" },
          say(words, "saved.save"),
        ),
        h("span", { class: "prio-note" }, say(words, "saved.where")),
      ),
    );
  }

  private save(typed: string): void {
    const { model } = this;
    if (!model) return;
    const { words, view, document } = model;
    const name = typed.trim();
    if (name === "") {
      this.fault.textContent = say(words, "saved.nameless");
      this.element.querySelector<HTMLElement>('[data-key="name"]')?.focus();
      return;
    }
    const { release } = view.atlas.manifest;
    const note = this.note.trim();
    const kept = changed<ScenarioDocument>(document, {
      title: name,
      release,
      note: note === "" ? undefined : note,
    });
    const fault = this.saved.put({
      name,
      note,
      release,
      saved: new Date().toISOString(),
      document: kept,
    });
    this.fault.textContent = fault ? say(words, `saved.${fault}`) : "";
    if (fault) return;
    this.on.open(kept);
    this.on.say(say(words, "saved.done", { name }));
    this.update(model);
  }

  private item({ words, view }: Model, one: Saved): HTMLElement {
    const { name, note, release, saved } = one;
    const isOld = release !== view.atlas.manifest.release;
    return h(
      "li",
      {},
      h(
        "div",
        { class: "prio-criterion-head" },
        h(
          "button",
          {
            type: "button",
            class: "link",
            "data-key": `open ${name}`,
            onclick: () => {
              this.note = note;
              this.shape = "";
              this.on.open(one.document);
            },
          },
          name,
        ),
        signButton(`duplicate ${name}`, ICONS.copy, say(words, "saved.duplicate", { name }), () => {
          const copy = this.saved.freeName(name);
          this.keep({ ...one, name: copy, document: { ...one.document, title: copy } });
        }),
        signButton(`delete ${name}`, ICONS.close, say(words, "saved.delete", { name }), () => {
          this.saved.remove(name);
          this.refresh();
        }),
      ),
      note ? h("p", {}, note) : null,
      h(
        "p",
        { class: "prio-note" },
        say(words, "saved.when", {
          date: words.date(saved.slice(0, 10)),
          release: release.slice(0, 8),
        }),
        isOld ? " " : null,
        isOld ? h("span", { class: "mark" }, say(words, "saved.newer")) : null,
      ),
    );
  }

  private keep(one: Saved): void {
    const fault = this.saved.put(one);
    this.fault.textContent = fault && this.model ? say(this.model.words, `saved.${fault}`) : "";
    this.refresh();
  }

  private refresh(): void {
    if (this.model) this.update(this.model);
  }

  private comparer(model: Model, all: readonly Saved[]): HTMLElement {
    const { words } = model;
    const options = [
      { value: PRESENT, text: say(words, "compare.present") },
      ...all.map(({ name }) => ({ value: name, text: name })),
    ];
    if (this.pair[0] === this.pair[1]) this.pair = [all[0]?.name ?? PRESENT, PRESENT];
    return this.folds.fold(
      "compare",
      say(words, "compare"),
      h(
        "div",
        { class: "field-pair" },
        choice("compare a", say(words, "compare.first"), options, this.pair[0], (name) => {
          this.pair = [name, this.pair[1]];
        }),
        choice("compare b", say(words, "compare.second"), options, this.pair[1], (name) => {
          this.pair = [this.pair[0], name];
        }),
      ),
      h(
        "p",
        { class: "prio-row" },
        button("compare go", say(words, "compare.go"), () => void this.compare()),
      ),
      this.result,
    );
  }

  private async compare(): Promise<void> {
    const { model } = this;
    if (!model) return;
    const { words } = model;
    const at = ++this.compared;
    const [a, b] = this.pair.map((name) =>
      name === PRESENT ? model.document : this.saved.find(name)?.document,
    );
    if (!a || !b) return;
    try {
      const [first, second] = await Promise.all([this.on.run(a), this.on.run(b)]);
      if (at !== this.compared) return;
      const comparison = compareRuns(first, second, [topOf(a), topOf(b)]);
      this.result.replaceChildren(...this.told(model, comparison));
      this.on.compared(comparison);
    } catch (error) {
      this.result.replaceChildren(
        h(
          "p",
          { class: "field-help is-fault" },
          say(words, "compare.failed", { why: error instanceof Error ? error.message : "" }),
        ),
      );
    }
  }

  private told({ words, view }: Model, comparison: Comparison): HTMLElement[] {
    const { entering, leaving, changes, moved } = comparison;
    const rank = (n: number | null): string => (n === null ? "–" : words.number(n, 0));
    const unit = (change: RankChange): HTMLElement =>
      h(
        "button",
        { type: "button", class: "link", onclick: () => this.on.look(change.unit.code) },
        change.unit.fullName,
      );
    const list = (title: string, of: readonly RankChange[]): HTMLElement =>
      h(
        "div",
        { class: "prio-difference" },
        h("h3", { class: "prio-sub" }, `${title}: ${words.number(of.length, 0)}`),
        h(
          "ul",
          {},
          ...of
            .slice(0, MOST_LISTED)
            .map((change) =>
              h("li", {}, unit(change), ` ${rank(change.before)} → ${rank(change.after)}`),
            ),
          of.length > MOST_LISTED
            ? h("li", { class: "prio-note" }, say(words, "more", { n: of.length - MOST_LISTED }))
            : null,
        ),
      );
    const movers = changes
      .filter(({ gained }) => !Number.isNaN(gained) && gained !== 0)
      .sort((a, b) => Math.abs(b.gained) - Math.abs(a.gained))
      .slice(0, MOST_LISTED);
    return [
      h(
        "p",
        { class: "prio-note" },
        say(words, "compare.moved", {
          n: words.number(moved, 0),
          total: words.number(changes.length, 0),
        }),
      ),
      list(say(words, "compare.entering"), entering),
      list(say(words, "compare.leaving"), leaving),
      movers.length === 0
        ? h("p", {}, say(words, "compare.same"))
        : h(
            "table",
            { class: "prio-ways prio-movers" },
            h("caption", {}, say(words, "compare.movers")),
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                h("th", { scope: "col" }, say(words, `name.${view.choice.level}`)),
                h("th", { scope: "col" }, say(words, "compare.before")),
                h("th", { scope: "col" }, say(words, "compare.after")),
                h("th", { scope: "col" }, say(words, "compare.gained")),
              ),
            ),
            h(
              "tbody",
              {},
              ...movers.map((change) =>
                h(
                  "tr",
                  {},
                  h("th", { scope: "row" }, unit(change)),
                  h("td", {}, rank(change.before)),
                  h("td", {}, rank(change.after)),
                  h("td", {}, signed(words, change.gained)),
                ),
              ),
            ),
          ),
    ];
  }
}

function signed(words: Words, n: number): string {
  return `${n > 0 ? "+" : "−"}${words.number(Math.abs(n), 0)}`;
}
