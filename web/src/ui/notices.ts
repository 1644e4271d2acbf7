import { h, ICONS, icon } from "./dom";

export interface Notice {
  readonly tone: "error" | "news";
  readonly title: string;
  readonly text?: string;
  readonly action?: { readonly text: string; readonly run: () => void };
  readonly closeText: string;
}

/** Messages above the map, one for each subject; a later message takes the place of an earlier one. */
export class Notices {
  readonly element = h("div", { class: "notices" });
  private readonly shown = new Map<string, HTMLElement>();

  show(subject: string, notice: Notice): void {
    this.clear(subject);
    const element = h(
      "div",
      { class: `notice notice-${notice.tone}`, role: notice.tone === "error" ? "alert" : "status" },
      h(
        "div",
        { class: "notice-text" },
        h("strong", {}, notice.title),
        notice.text ? h("p", {}, notice.text) : null,
      ),
      notice.action
        ? h(
            "button",
            { type: "button", class: "button", onclick: notice.action.run },
            notice.action.text,
          )
        : null,
      h(
        "button",
        {
          type: "button",
          class: "button-quiet",
          "aria-label": notice.closeText,
          onclick: () => this.clear(subject),
        },
        icon(ICONS.close),
      ),
    );
    this.shown.set(subject, element);
    this.element.append(element);
  }

  clear(subject: string): void {
    this.shown.get(subject)?.remove();
    this.shown.delete(subject);
  }

  has(subject: string): boolean {
    return this.shown.has(subject);
  }
}
