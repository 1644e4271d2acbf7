import type { View } from "../data/atlas";
import { unitsLeftIn } from "../data/filter";
import { h } from "../ui/dom";
import type { Notices } from "../ui/notices";
import type { PictureContent } from "../ui/picture/picture";
import type { MapRoom } from "./map-room";
import type { Page } from "./page";
import { NARROW, type Shell } from "./shell";

/** What handing on needs; fetched when the page has nothing else to do, or when it is asked for. */
const parts = async () => {
  const [picture, content, downloads, handOn, change] = await Promise.all([
    import("../ui/picture/picture"),
    import("../ui/picture/content"),
    import("../ui/picture/downloads"),
    import("../ui/picture/hand-on"),
    import("../data/change-csv"),
  ]);
  return { ...picture, ...content, ...downloads, ...handOn, ...change };
};
type Parts = Awaited<ReturnType<typeof parts>>;

/** Pixels of a PNG for each pixel of the screen. */
const DENSITY = 2;

/** Pictures, files, print and address of what is shown. */
export class HandOnRoom {
  readonly menu = h("div", { class: "card menu", id: "downloads", hidden: true });
  /** What is printed in place of the page. */
  readonly sheet = h("div", { class: "print-sheet", "aria-hidden": "true" });
  private parts: Parts | null = null;
  private opener: HTMLElement | null = null;

  constructor(
    private readonly page: Page,
    private readonly shell: Shell,
    private readonly map: () => MapRoom,
    private readonly notices: Notices,
  ) {
    window.addEventListener("beforeprint", () => this.fillSheet());
    window.addEventListener("afterprint", () => this.clearSheet());
    document.addEventListener("pointerdown", (event) => {
      const target = event.target as Node;
      if (!this.menu.contains(target) && !this.opener?.contains(target)) this.close(false);
    });
  }

  get isOpen(): boolean {
    return !this.menu.hidden;
  }

  /** Fetches what Ctrl+P will need, once the first view is there. */
  prepare(): void {
    this.load().catch(() => undefined);
  }

  async toggle(opener: HTMLElement): Promise<void> {
    if (this.isOpen) return this.close(true);
    this.opener = opener;
    const loaded = await this.loaded();
    const { view, words, state } = this.page;
    if (!loaded || !view) return;
    const file = (shown: View, format: "geojson" | "csv" | "xlsx"): HTMLElement => {
      const { href, name } = loaded.fileAddress(shown, state, format);
      const text = loaded.say(words, format);
      return h(
        "a",
        { href, download: name, onclick: () => this.close(true) },
        view.sides ? `${text}: ${loaded.sideText(words, shown)}` : text,
      );
    };
    const changed = h(
      "button",
      { type: "button", onclick: () => this.saveChange(loaded, view) },
      loaded.say(words, "change"),
    );
    const picture = (kind: "png" | "svg"): HTMLElement =>
      h(
        "button",
        { type: "button", onclick: () => void this.savePicture(kind) },
        loaded.say(words, kind),
      );
    this.menu.setAttribute("role", "group");
    this.menu.setAttribute("aria-label", loaded.say(words, "title"));
    this.menu.replaceChildren(
      h("strong", {}, loaded.say(words, "title")),
      h(
        "ul",
        {},
        ...[
          picture("png"),
          picture("svg"),
          ...(state.compare === "change" && view.sides ? [changed] : []),
          // Files of scores are those of their scenario, from its panel.
          ...(view.compared
            ? []
            : (["xlsx", "csv", "geojson"] as const).flatMap((format) =>
                (view.sides ?? [view]).map((shown) => file(shown, format)),
              )),
        ].map((item) => h("li", {}, item)),
      ),
      h("p", {}, loaded.say(words, view.sides ? "note.two" : "note")),
    );
    this.menu.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    this.menu.querySelector("button")?.focus();
  }

  /** @param refocus whether the focus goes back to what opened the menu */
  close(refocus: boolean): void {
    if (!this.isOpen) return;
    this.menu.hidden = true;
    this.opener?.setAttribute("aria-expanded", "false");
    if (refocus) this.opener?.focus();
  }

  async print(): Promise<void> {
    if (await this.loaded()) window.print();
  }

  /** On a phone to its own ways of sharing, elsewhere to the clipboard. */
  async share(): Promise<void> {
    const { words } = this.page;
    const url = window.location.href;
    if (navigator.share && NARROW.matches) {
      try {
        await navigator.share({ title: document.title, url });
      } catch (error) {
        // Whoever closes the list of ways has shared nothing, and that is fine.
        if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
      }
      return;
    }
    const [loaded, { copy }] = await Promise.all([this.loaded(), import("../ui/clipboard")]);
    if (!loaded) return;
    const link = h("a", { href: url }, url);
    const done = await copy(link.outerHTML, url);
    const closeText = words.say("notice.close");
    this.notices.show("share", {
      tone: done ? "news" : "error",
      title: loaded.say(words, done ? "shared" : "share.failed"),
      ...(done ? {} : { text: loaded.say(words, "share.failed.do", { address: url }) }),
      closeText,
    });
    if (done) window.setTimeout(() => this.notices.clear("share"), 6_000);
  }

  private async load(): Promise<Parts> {
    this.parts ??= await parts();
    return this.parts;
  }

  private async loaded(): Promise<Parts | null> {
    try {
      return await this.load();
    } catch (error) {
      this.page.report(error);
      return null;
    }
  }

  private async savePicture(kind: "png" | "svg"): Promise<void> {
    const { view, state } = this.page;
    const { parts: loaded } = this;
    this.close(true);
    if (!view || !loaded) return;
    try {
      const svg = loaded.pictureOf(
        this.content(loaded, view),
        NARROW.matches ? "portrait" : "landscape",
      );
      const blob = kind === "svg" ? loaded.svgFile(svg) : await loaded.pngFile(svg, DENSITY);
      loaded.save(blob, `${loaded.fileName(view, state)}.${kind}`);
    } catch (error) {
      this.page.report(error);
    }
  }

  private saveChange(loaded: Parts, view: View): void {
    const { state } = this.page;
    this.close(true);
    const text = loaded.changeCsv(view, unitsLeftIn(view, state));
    const blob = new Blob([text], { type: "text/csv;charset=utf-8" });
    loaded.save(blob, `${loaded.fileName(view, state)}.csv`);
  }

  private clearSheet(): void {
    document.body.classList.remove("has-sheet");
    this.sheet.replaceChildren();
  }

  /** Both shapes; the paper decides which is seen. Where it cannot be made yet the page itself is printed. */
  private fillSheet(): void {
    this.clearSheet();
    const { view } = this.page;
    const { parts: loaded } = this;
    if (!view || !loaded) return;
    document.body.classList.add("has-sheet");
    const content = this.content(loaded, view);
    this.sheet.replaceChildren(
      ...(["landscape", "portrait"] as const).map((shape) => {
        const svg = loaded.pictureOf(content, shape);
        // Two pictures in one page: each needs names of its own for its patterns.
        const named = svg.outerHTML
          .replace(/ id="/g, ` id="${shape}-`)
          .replace(/url\(#/g, `url(#${shape}-`);
        const template = document.createElement("template");
        template.innerHTML = named;
        const place = h("div", { class: `print-${shape}` }, template.content);
        place.firstElementChild?.removeAttribute("width");
        place.firstElementChild?.removeAttribute("height");
        return place;
      }),
    );
  }

  private content(loaded: Parts, view: View): PictureContent {
    return loaded.contentOf(this.page, this.shell, this.map(), view, DENSITY);
  }
}
