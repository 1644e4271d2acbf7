import type { View } from "../data/atlas";
import type { Words } from "../i18n/i18n";
import type { ViewState } from "../state/view-state";

/** What the rooms of the page know of one another: the state, the words, and how to change them. */
export interface Page {
  readonly state: ViewState;
  readonly words: Words;
  /** What is on the map; null until a release was loaded. */
  readonly view: View | null;
  /** The same with its own figures, where the map shows scores in their place. */
  readonly base: View | null;
  /** Changes the state and brings everything on the screen in step with it. */
  update(change: Partial<ViewState>): Promise<void>;
  /** Changes what needs no repaint (the place, the unit opened), and the address with it. */
  note(change: Partial<ViewState>): void;
  /** Says something to readers of the screen. */
  announce(text: string): void;
  /** Shows what went wrong and what to do about it. */
  report(error: unknown, retry?: () => void): void;
}
