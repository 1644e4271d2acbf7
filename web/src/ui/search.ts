import { type ApiClient, aborted } from "../api/client";
import type { SearchResult } from "../api/types";
import type { Words } from "../i18n/i18n";
import { h, ICONS, icon } from "./dom";

const PAUSE = 140;
const LIMIT = 8;
const LONGEST = 100;

export interface SearchContext {
  readonly edition: string;
  readonly release: string;
}

/**
 * The search box: a combobox with a list below, as the ARIA authoring practices describe it. Focus
 * stays in the box; arrows move through the list, Enter opens, Escape closes and then clears.
 */
export class SearchBox {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly empty: HTMLElement;
  private readonly clear: HTMLButtonElement;
  private readonly label: HTMLElement;
  private results: readonly SearchResult[] = [];
  private active = -1;
  private timer = 0;
  private request: AbortController | null = null;
  /** What the list shows; Enter pressed before it is up to date waits for it. */
  private answered = "";
  private openFirst = false;

  constructor(
    private words: Words,
    private readonly api: ApiClient,
    private readonly context: () => SearchContext | null,
    private readonly on: {
      open(result: SearchResult): void;
      announce(text: string): void;
      failed(error: unknown): void;
    },
  ) {
    this.label = h("label", { for: "search", class: "visually-hidden" });
    this.input = h("input", {
      id: "search",
      type: "text",
      role: "combobox",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      enterkeyhint: "search",
      maxlength: LONGEST,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": "search-list",
      oninput: () => this.typed(),
      onfocus: () => this.results.length > 0 && this.input.value !== "" && this.expand(true),
      onkeydown: (event) => this.key(event as KeyboardEvent),
      onblur: () => this.expand(false),
    });
    this.clear = h(
      "button",
      {
        type: "button",
        class: "button-quiet search-clear",
        hidden: true,
        onclick: () => this.reset(),
      },
      icon(ICONS.close),
    );
    this.list = h("ul", {
      id: "search-list",
      role: "listbox",
      class: "search-list",
      hidden: true,
      // Keeps the focus in the box while the list is clicked.
      onmousedown: (event) => event.preventDefault(),
    });
    this.empty = h("p", { class: "search-empty", hidden: true });
    this.element = h(
      "div",
      { class: "search", role: "search" },
      this.label,
      icon(ICONS.search),
      this.input,
      this.clear,
      this.list,
      this.empty,
    );
    this.setWords(words);
  }

  setWords(words: Words): void {
    this.words = words;
    this.label.textContent = words.say("search.label");
    this.input.placeholder = words.say("search.placeholder");
    this.list.setAttribute("aria-label", words.say("search.results"));
    this.clear.setAttribute("aria-label", words.say("search.clear"));
  }

  focus(): void {
    this.input.focus();
  }

  private typed(): void {
    const q = this.input.value.trim();
    this.clear.hidden = this.input.value === "";
    this.openFirst = false;
    window.clearTimeout(this.timer);
    this.request?.abort();
    if (q === "") {
      this.show("", []);
      return;
    }
    this.timer = window.setTimeout(() => void this.ask(q), PAUSE);
  }

  private async ask(q: string): Promise<void> {
    const context = this.context();
    if (!context) return;
    const request = new AbortController();
    this.request = request;
    try {
      const { release } = context;
      const answer = await this.api.search({ q, release, limit: LIMIT }, request.signal);
      if (request.signal.aborted) return;
      this.show(q, answer.results);
      if (this.openFirst) this.choose(0);
    } catch (error) {
      if (!aborted(error)) this.on.failed(error);
    }
  }

  private show(q: string, results: readonly SearchResult[]): void {
    this.answered = q;
    this.results = results;
    this.list.replaceChildren(
      ...results.map((result, i) =>
        h(
          "li",
          {
            id: `search-${i}`,
            role: "option",
            "aria-selected": "false",
            onclick: () => this.choose(i),
            onmousemove: () => this.activate(i),
          },
          h("span", { class: "search-name" }, result.village || result.fullName),
          h("span", { class: "search-where" }, this.where(result)),
        ),
      ),
    );
    const none = q !== "" && results.length === 0;
    this.empty.hidden = !none;
    this.empty.textContent = none ? this.words.say("search.none", { query: q }) : "";
    this.activate(results.length > 0 ? 0 : -1);
    this.expand(results.length > 0);
    if (q !== "") {
      this.on.announce(
        none
          ? this.words.say("search.none", { query: q })
          : this.words.say("search.count", { n: results.length }),
      );
    }
  }

  /** What sets a result apart from others of its name. */
  private where(result: SearchResult): string {
    const { words } = this;
    const { former, edition } = result;
    const place = [
      result.village ? result.fullName : "",
      result.level === "province" ? "" : result.provinceName,
    ]
      .filter((part) => part !== "")
      .join(", ");
    const other = former
      ? words.say(former.whole ? "search.former" : "search.former.part", { unit: former.fullName })
      : edition === this.context()?.edition
        ? ""
        : words.say("search.edition", { edition });
    return [place, other].filter((part) => part !== "").join(" · ");
  }

  private key(event: KeyboardEvent): void {
    const last = this.results.length - 1;
    const open = !this.list.hidden;
    switch (event.key) {
      case "ArrowDown":
        if (last < 0) return;
        this.expand(true);
        this.activate(open ? (this.active >= last ? 0 : this.active + 1) : this.active);
        break;
      case "ArrowUp":
        if (last < 0) return;
        this.expand(true);
        this.activate(this.active <= 0 ? last : this.active - 1);
        break;
      case "Enter":
        if (this.answered === this.input.value.trim() && this.results.length > 0) {
          this.choose(Math.max(0, this.active));
        } else {
          this.openFirst = true;
        }
        break;
      case "Escape":
        // The box takes Escape for itself as long as it has something to close or clear.
        if (!open && this.input.value === "") return;
        if (open) this.expand(false);
        else this.reset();
        event.stopPropagation();
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  private activate(index: number): void {
    this.active = index;
    [...this.list.children].forEach((child, i) => {
      child.setAttribute("aria-selected", String(i === index));
      if (i === index) child.scrollIntoView({ block: "nearest" });
    });
    if (index >= 0) this.input.setAttribute("aria-activedescendant", `search-${index}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private choose(index: number): void {
    const result = this.results[index];
    this.openFirst = false;
    if (!result) return;
    this.input.value = result.village || result.fullName;
    this.clear.hidden = false;
    this.expand(false);
    this.on.open(result);
  }

  private reset(): void {
    this.input.value = "";
    this.typed();
    this.input.focus();
  }

  private expand(open: boolean): void {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) {
      this.input.removeAttribute("aria-activedescendant");
      if (document.activeElement !== this.input) this.empty.hidden = true;
    } else if (this.active >= 0) {
      this.input.setAttribute("aria-activedescendant", `search-${this.active}`);
    }
  }
}
