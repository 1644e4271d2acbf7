import { unitsLeftIn } from "../data/filter";
import type { Row } from "../data/rows";
import { h } from "../ui/dom";
import type { Notices } from "../ui/notices";
import type { Page } from "./page";

/** What the table needs; fetched when it is first opened. */
const parts = async () => {
  const [table, handOn, rows, sheet, clipboard] = await Promise.all([
    import("../ui/table/table"),
    import("../ui/table/hand-on"),
    import("../data/rows"),
    import("../data/sheet"),
    import("../ui/clipboard"),
  ]);
  return { ...table, ...handOn, ...rows, ...sheet, ...clipboard };
};
type Parts = Awaited<ReturnType<typeof parts>>;

export interface TableRoomEvents {
  /** A row was chosen. */
  open(code: string): void;
}

/** The table below the map: opened on demand, in step with map and profile. */
export class TableRoom {
  readonly element = h("div", { class: "table-place", hidden: true });
  private parts: Parts | null = null;
  private table: InstanceType<Parts["Table"]> | null = null;
  private rows: readonly Row[] = [];
  private opener: HTMLElement | null = null;

  constructor(
    private readonly page: Page,
    private readonly notices: Notices,
    private readonly on: TableRoomEvents,
  ) {}

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** @param opener what the focus returns to */
  async toggle(opener: HTMLElement): Promise<void> {
    if (this.isOpen) return this.close();
    this.opener = opener;
    this.page.note({ table: { key: "value", descending: true } });
    await this.update();
    this.table?.focus();
  }

  close(): void {
    if (!this.isOpen) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = true;
    document.body.classList.remove("has-table");
    this.page.note({ table: undefined, find: undefined });
    if (hadFocus) this.opener?.focus();
  }

  /** Brings the table in step with the state; hides it where the state has none. */
  async update(): Promise<void> {
    if (!this.page.state.table || !this.page.view) {
      this.element.hidden = true;
      document.body.classList.remove("has-table");
      return;
    }
    if (!this.parts) {
      try {
        this.parts = await parts();
      } catch (error) {
        this.page.report(error, () => void this.update());
        return;
      }
    }
    const { view, state, words } = this.page;
    const { table: sort } = state;
    if (!view || !sort) return;
    this.table ??= this.build(this.parts);
    this.element.hidden = false;
    document.body.classList.add("has-table");
    const find = state.find ?? "";
    // The filters of the map are those of the table, and are taken away above the map.
    const leftIn = unitsLeftIn(view, state);
    const takes = ({ index }: { index: number }): boolean => leftIn === null || leftIn[index] === 1;
    this.rows = this.parts.rowsOf(view, { find, sort, takes });
    this.table.update(words, view, this.rows, {
      sort,
      find,
      unit: state.unit,
    });
  }

  /** Marks the unit whose profile is open. */
  select(code: string | undefined): void {
    if (this.isOpen) this.table?.select(code);
  }

  private build(parts: Parts): InstanceType<Parts["Table"]> {
    const table = new parts.Table({
      close: () => this.close(),
      sort: (sort) => {
        this.page.note({ table: sort });
        void this.update();
      },
      find: (find) => {
        this.page.note({ find: find || undefined });
        void this.update();
      },
      open: (code) => this.on.open(code),
      copy: () => void this.copy(parts),
    });
    this.element.append(table.element);
    return table;
  }

  private async copy(parts: Parts): Promise<void> {
    const { view, words } = this.page;
    if (!view) return;
    const today = new Date().toISOString().slice(0, 10);
    const sheet = parts.sheetOf(words, view, this.rows, today);
    const done = await parts.copy(parts.toHtml(sheet, words.lang), parts.toTsv(sheet, words.lang));
    const closeText = words.say("notice.close");
    if (done) {
      const title = parts.say(words, "copied", { n: words.number(this.rows.length, 0) });
      this.notices.show("copy", { tone: "news", title, closeText });
      window.setTimeout(() => this.notices.clear("copy"), 6_000);
    } else {
      this.notices.show("copy", {
        tone: "error",
        title: parts.say(words, "copy.failed"),
        text: parts.say(words, "copy.failed.do"),
        closeText,
      });
    }
  }
}
