import { ApiError, aborted } from "../api/client";
import type { Words } from "../i18n/i18n";
import type { Notices } from "../ui/notices";

export interface FaultEvents {
  /** The server was not reached: somebody should ask again soon. */
  lost(): void;
  /** Ask again at once. */
  retry(): void;
  /** Leave a release that is gone for the current one. */
  renew(): void;
}

/** Turns failures into notices that say what happened and what to do; nothing ends in the console alone. */
export class Faults {
  constructor(
    private readonly words: () => Words,
    private readonly notices: Notices,
    private readonly events: FaultEvents,
  ) {}

  /** @param retry what would be tried again; without it the notice can only be closed */
  report(error: unknown, retry?: () => void): void {
    if (aborted(error)) return;
    const words = this.words();
    const closeText = words.say("notice.close");
    const action = retry && { text: words.say("notice.retry"), run: retry };
    if (isUnfetched(error) || (error instanceof ApiError && error.lost)) {
      this.lose();
      return;
    }
    if (!(error instanceof ApiError)) {
      const detail = error instanceof Error ? error.message : String(error);
      this.notices.show("client", {
        tone: "error",
        title: words.say("error.client"),
        text: words.say("error.client.do", { detail }),
        closeText,
      });
      return;
    }
    if (error.status === 410) {
      this.notices.show("error", {
        tone: "error",
        title: error.message || words.say("error.gone"),
        text: words.say("error.gone.do"),
        action: { text: words.say("release.apply"), run: () => this.events.renew() },
        closeText,
      });
      return;
    }
    this.notices.show("error", {
      tone: "error",
      title: error.message || words.say("error.unknown", { status: error.status }),
      text: error.detail || words.say("error.unknown.do"),
      ...(action ? { action } : {}),
      closeText,
    });
  }

  /** One message however many requests were lost; polling finds out when the server is back. */
  private lose(): void {
    if (this.notices.has("lost")) return;
    const words = this.words();
    this.notices.show("lost", {
      tone: "error",
      title: words.say("error.lost"),
      text: words.say("error.lost.do"),
      action: { text: words.say("notice.retry"), run: () => this.events.retry() },
      closeText: words.say("notice.close"),
    });
    this.events.lost();
  }
}

/**
 * Whether a part of the program, fetched when it is first used, did not come. Browsers say so in a
 * message alone, each in its own words.
 */
function isUnfetched(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|importing a module script failed|unable to preload/i.test(
      error.message,
    )
  );
}
