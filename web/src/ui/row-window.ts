/** Rows above and below the window that are there already, so that scrolling never shows a gap. */
const SPARE = 8;

export interface RowWindowParts {
  readonly grid: HTMLElement;
  readonly head: HTMLElement;
  readonly body: HTMLElement;
  readonly scroller: HTMLElement;
  /** The row of an index, with `data-row` and `tabindex`; its place is set here. */
  row(index: number): HTMLElement;
  /** The row of an index was chosen by key. */
  choose(index: number): void;
}

/**
 * The rows of a long grid. Only those in its window are in the page, whatever their number. One row
 * at a time can be reached by Tab; arrows move between rows, Enter chooses one.
 */
export class RowWindow {
  /** Index of the row that Tab reaches. */
  active = 0;
  private length = 0;
  private frame = 0;
  private first = -1;
  private last = -1;

  constructor(private readonly parts: RowWindowParts) {
    parts.grid.addEventListener("keydown", (event) => this.key(event));
    parts.scroller.addEventListener("scroll", () => this.later());
  }

  /** Other rows: so many, and the one that Tab reaches. They are drawn by {@link draw}. */
  fill(length: number, active: number): void {
    this.length = length;
    this.active = Math.max(0, active);
    this.parts.body.style.height = `${length * this.rowHeight}px`;
    this.renew();
  }

  /** The rows are drawn anew next time, even where the window is the same. */
  renew(): void {
    this.first = -1;
  }

  /** Scrolls a row into the window and lets Tab reach it. */
  reveal(index: number): void {
    this.active = index;
    this.intoView(index);
  }

  intoView(index: number): void {
    const { head, scroller } = this.parts;
    const height = this.rowHeight;
    const top = index * height;
    const { scrollTop, clientHeight } = scroller;
    if (top < scrollTop) scroller.scrollTop = top;
    else if (top + height + head.offsetHeight > scrollTop + clientHeight) {
      scroller.scrollTop = top + height + head.offsetHeight - clientHeight;
    }
  }

  later(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  draw(): void {
    const { body, scroller } = this.parts;
    if (!body.isConnected) return;
    const height = this.rowHeight;
    const window = Math.max(scroller.clientHeight, height);
    const from = Math.max(0, Math.floor(scroller.scrollTop / height) - SPARE);
    const to = Math.min(this.length, Math.ceil((scroller.scrollTop + window) / height) + SPARE);
    if (from === this.first && to === this.last) return;
    this.first = from;
    this.last = to;
    const hadFocus = body.contains(document.activeElement);
    const rows: HTMLElement[] = [];
    for (let index = from; index < to; index++) {
      const element = this.parts.row(index);
      element.style.top = `${index * height}px`;
      rows.push(element);
    }
    body.replaceChildren(...rows);
    if (hadFocus) this.element(this.active)?.focus({ preventScroll: true });
  }

  /** Moves the row that Tab reaches, and the focus with it. */
  move(index: number): void {
    this.element(this.active)?.setAttribute("tabindex", "-1");
    this.reveal(index);
    this.draw();
    const element = this.element(index);
    element?.setAttribute("tabindex", "0");
    element?.focus({ preventScroll: true });
  }

  private element(index: number): HTMLElement | null {
    return this.parts.body.querySelector<HTMLElement>(`[data-row="${index}"]`);
  }

  private get rowHeight(): number {
    const height = getComputedStyle(this.parts.grid).getPropertyValue("--table-row");
    return Number.parseFloat(height) || 32;
  }

  private key(event: KeyboardEvent): void {
    if (!(event.target as Element).closest("[data-row]")) return;
    const page = Math.max(1, Math.floor(this.parts.scroller.clientHeight / this.rowHeight) - 2);
    const last = this.length - 1;
    const to: Partial<Record<string, number>> = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: last,
    };
    const target = to[event.key];
    if (target !== undefined) {
      this.move(Math.max(0, Math.min(last, target)));
      event.preventDefault();
    } else if ((event.key === "Enter" || event.key === " ") && this.active <= last) {
      event.preventDefault();
      this.parts.choose(this.active);
    }
  }
}
