import { ApiError } from "../../api/client";
import type { Comparison } from "../../priority/compare";
import type { Kept, KeptScenarios } from "../../priority/kept";
import { LONGEST_NAME, LONGEST_NOTE, type Saved, type SavedScenarios } from "../../priority/saved";
import type { ScenarioDocument } from "../../priority/scenario";
import { h, ICONS } from "../dom";
import { comparisonTold } from "./comparison";
import { type KeptEvents, KeptPart } from "./kept";
import { changed, type Model } from "./model";
import { button, choice, Folds, refill, signButton, textField } from "./parts";
import { say } from "./words";

/** The scenario of the panel among those that can be compared. */
const PRESENT = "";
/** Before the ids of scenarios of the server, and the names of those of this browser. */
const [KEPT, HERE] = ["kept ", "here "];

export const FILES = ["json", "csv", "geojson", "xlsx", "html"] as const;
export type FileKind = (typeof FILES)[number];

export interface SavedEvents extends KeptEvents {
  /** Shows a scenario in place of the present one. */
  open(document: ScenarioDocument): void;
  /** The present scenario has other parts. */
  change(document: ScenarioDocument): void;
  read(file: File): void;
  file(kind: FileKind): void;
  /** What changes from one scenario to another, on the release that is shown. */
  compare(a: ScenarioDocument, b: ScenarioDocument): Promise<Comparison>;
  /** Two scenarios were compared: what changes may be seen on the map. */
  compared(comparison: Comparison): void;
  look(code: string): void;
}

/** Scenarios under a name: kept by the server and in this browser, opened, compared, handed on. */
export class SavedTab {
  readonly element: HTMLElement;
  private readonly folds = new Folds();
  private readonly fault = h("p", { class: "field-help is-fault", role: "alert" });
  private readonly result = h("div", { class: "prio-comparison", role: "status" });
  private readonly form = h("form", { class: "prio-save" });
  private readonly here = h("section", { class: "prio-here" });
  private readonly comparer = h("div", {});
  private readonly files = h("section", {});
  private readonly keptPart: KeptPart;
  private model: Model | null = null;
  private shape = "";
  /** What the form was last made for. */
  private shown: {
    readonly lang: string;
    readonly title: string;
    readonly noted: string;
    readonly origin: Kept | null;
    readonly isWritable: boolean;
    readonly opened: number;
  } | null = null;
  private name = "";
  private note = "";
  private by = "";
  private pair: readonly [string, string] = [PRESENT, PRESENT];
  private compared = 0;
  /** Formats that the server gives; the others the browser writes itself. */
  private offered: readonly FileKind[] = ["json", "csv"];

  constructor(
    private readonly saved: SavedScenarios,
    private readonly kept: KeptScenarios,
    private readonly on: SavedEvents,
  ) {
    this.keptPart = new KeptPart(kept, on, () => this.refresh());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.element = h(
      "div",
      { class: "prio-tab" },
      this.form,
      this.fault,
      this.keptPart.element,
      this.here,
      this.comparer,
      this.result,
      this.files,
    );
  }

  offer(kinds: readonly FileKind[]): void {
    this.offered = kinds;
    this.refresh();
  }

  /** Asks the server what it keeps. */
  ask(): Promise<void> {
    return this.keptPart.refresh();
  }

  update(model: Model): void {
    this.model = model;
    const { words, view, document, origin } = model;
    const all = this.saved.all();
    this.drawForm(model);
    this.keptPart.update(model);
    const shape = JSON.stringify([
      words.lang,
      view.atlas.manifest.release,
      document.title,
      origin?.id,
      all,
      this.keptPart.headings,
      this.offered,
    ]);
    if (shape === this.shape) return;
    this.shape = shape;
    refill(
      this.here,
      h("h3", {}, say(words, "saved.title")),
      all.length === 0
        ? h("p", { class: "prio-note" }, say(words, "saved.none"))
        : h("ul", { class: "prio-saved" }, ...all.map((one) => this.item(model, one))),
    );
    refill(this.comparer, this.comparing(model, all));
    this.drawFiles(model);
  }

  /** Shows what changes. */
  tell(comparison: Comparison, title: string): void {
    const { model } = this;
    if (!model) return;
    this.result.replaceChildren(
      h("h3", { class: "prio-sub" }, title),
      ...comparisonTold(model, comparison, (code) => this.on.look(code)),
    );
    this.result.scrollIntoView({ block: "nearest" });
  }

  private drawForm({ words, document, origin, opened }: Model): void {
    const { shown } = this;
    const { isWritable } = this.keptPart;
    const { title = "", note: noted = "" } = document;
    const now = { lang: words.lang, title, noted, origin, isWritable, opened };
    if (shown && Object.entries(now).every(([name, value]) => shown[name as "lang"] === value)) {
      return;
    }
    // What is being typed stays, unless another scenario was opened.
    const isOther = opened !== shown?.opened;
    if (isOther || title !== shown.title) this.name = title;
    if (isOther || noted !== shown.noted) this.note = noted;
    if (origin && origin !== shown?.origin) {
      this.by = origin.by || this.by;
      this.note = origin.note || noted;
    }
    this.shown = now;
    const note: HTMLTextAreaElement = h("textarea", {
      id: "prio-note",
      rows: 2,
      maxlength: LONGEST_NOTE,
      "data-key": "note",
      oninput: () => {
        this.note = note.value;
      },
    });
    note.value = this.note;
    refill(
      this.form,
      textField(
        "name",
        say(words, "saved.name"),
        this.name,
        (value) => {
          this.name = value;
        },
        { most: LONGEST_NAME },
      ),
      h(
        "div",
        { class: "field" },
        h("label", { for: "prio-note" }, say(words, "saved.note")),
        note,
      ),
      isWritable
        ? textField(
            "by",
            say(words, "kept.by"),
            this.by,
            (value) => {
              this.by = value;
            },
            { most: LONGEST_NAME },
          )
        : null,
      h(
        "p",
        { class: "prio-row" },
        isWritable
          ? button("kept save", say(words, "kept.save"), () => this.saveKept(false))
          : null,
        isWritable && origin
          ? button("kept save copy", say(words, "kept.copy"), () => this.saveKept(true))
          : null,
        h(
          "button",
          { type: "submit", class: "button prio-button", "data-key": "save" },
          say(words, isWritable ? "saved.save.here" : "saved.save"),
        ),
        isWritable ? null : h("span", { class: "prio-note" }, say(words, "saved.where")),
      ),
    );
  }

  /** The scenario as it is to be kept; null, with a word about it, where it has no name. */
  private named(): { readonly document: ScenarioDocument; readonly release: string } | null {
    const { model } = this;
    if (!model) return null;
    const { words, view, document } = model;
    const [name, note] = [this.name.trim(), this.note.trim()];
    this.fault.textContent = "";
    if (name === "") {
      this.fault.textContent = say(words, "saved.nameless");
      this.element.querySelector<HTMLElement>('[data-key="name"]')?.focus();
      return null;
    }
    const { release } = view.atlas.manifest;
    const kept = changed<ScenarioDocument>(document, {
      title: name,
      release,
      note: note === "" ? undefined : note,
    });
    return { document: kept, release };
  }

  private save(): void {
    const kept = this.named();
    const { model } = this;
    if (!kept || !model) return;
    const { title: name = "", note = "" } = kept.document;
    const fault = this.saved.put({ ...kept, name, note, saved: new Date().toISOString() });
    this.fault.textContent = fault ? say(model.words, `saved.${fault}`) : "";
    if (fault) return;
    this.on.change(kept.document);
    this.on.say(say(model.words, "saved.done", { name }));
    this.update(model);
  }

  private saveKept(isCopy: boolean): void {
    const kept = this.named();
    if (!kept || !this.model) return;
    const { title: name = "", note = "" } = kept.document;
    const draft = { name, note, by: this.by.trim(), scenario: kept.document };
    this.keptPart.save(draft, isCopy ? null : this.model.origin);
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
            onclick: () => this.on.open(one.document),
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

  private comparing({ words }: Model, all: readonly Saved[]): HTMLElement | null {
    const options = [
      { value: PRESENT, text: say(words, "compare.present") },
      ...all.map(({ name }) => ({
        value: `${HERE}${name}`,
        text: name,
        group: say(words, "saved.title"),
      })),
      ...this.keptPart.headings.map(({ id, name }) => ({
        value: `${KEPT}${id}`,
        text: name,
        group: say(words, "kept.title"),
      })),
    ];
    const isThere = (value: string): boolean => options.some((option) => option.value === value);
    if (options.length === 1) return null;
    if (this.pair[0] === this.pair[1] || !this.pair.every(isThere)) {
      this.pair = [options[1]?.value ?? PRESENT, PRESENT];
    }
    return this.folds.fold(
      "compare",
      say(words, "compare"),
      choice("compare a", say(words, "compare.first"), options, this.pair[0], (value) => {
        this.pair = [value, this.pair[1]];
      }),
      choice("compare b", say(words, "compare.second"), options, this.pair[1], (value) => {
        this.pair = [this.pair[0], value];
      }),
      h(
        "p",
        { class: "prio-row" },
        button("compare go", say(words, "compare.go"), () => void this.compare()),
      ),
    );
  }

  private async documentOf(value: string): Promise<ScenarioDocument | undefined> {
    if (value === PRESENT) return this.model?.document;
    if (value.startsWith(KEPT)) return (await this.kept.find(value.slice(KEPT.length))).document;
    return this.saved.find(value.slice(HERE.length))?.document;
  }

  private async compare(): Promise<void> {
    const { model } = this;
    if (!model) return;
    const { words } = model;
    const at = ++this.compared;
    try {
      const [a, b] = await Promise.all(this.pair.map((value) => this.documentOf(value)));
      if (!a || !b) return;
      const comparison = await this.on.compare(a, b);
      if (at !== this.compared) return;
      const title = [a, b].map((one) => one.title || say(words, "untitled")).join(" → ");
      this.tell(comparison, title);
      this.on.compared(comparison);
    } catch (error) {
      const why =
        error instanceof ApiError && error.lost
          ? say(words, "kept.lost")
          : error instanceof ApiError && error.detail
            ? error.detail
            : error instanceof Error
              ? error.message
              : "";
      this.result.replaceChildren(
        h("p", { class: "field-help is-fault" }, say(words, "compare.failed", { why })),
      );
    }
  }

  private drawFiles({ words }: Model): void {
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
      this.files,
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
}
