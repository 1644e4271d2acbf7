import { type ApiClient, ApiError } from "../api/client";
import type { Manifest } from "../api/types";
import { Atlas } from "../data/atlas";
import type { Notices } from "../ui/notices";
import type { Page } from "./page";

const POLL = 30_000;
/** While the server is lost, or has nothing to show yet. */
const POLL_SOON = 5_000;

export interface ReleaseEvents {
  /** Shows a release; settles when it is on the screen. */
  show(atlas: Atlas): Promise<void>;
  /** The server says that it has nothing to show. */
  empty(): void;
  /** The server is back: what failed meanwhile is to be asked for again. */
  back(): void;
}

/** Notices new releases: the first is shown at once, a later one is offered. */
export class Releases {
  private waiting: Manifest | null = null;
  private timer = 0;
  private isEmpty = false;

  constructor(
    private readonly page: Page,
    private readonly api: ApiClient,
    private readonly notices: Notices,
    private readonly events: ReleaseEvents,
  ) {}

  async poll(): Promise<void> {
    window.clearTimeout(this.timer);
    const { page, notices } = this;
    try {
      const manifest = await this.api.currentRelease();
      if (this.api.isOffline) {
        if (manifest && !page.view) await this.adopt(manifest);
        this.isEmpty = false;
        page.report(new ApiError(0, "", ""));
        this.pollSoon();
        return;
      }
      const wasLost = notices.has("lost");
      notices.clear("lost");
      if (manifest) this.waiting = manifest;
      if (this.waiting && !page.view) await this.adopt(this.waiting);
      else if (this.waiting?.release === page.view?.atlas.manifest.release) this.waiting = null;
      else if (manifest) this.offer(manifest);
      this.isEmpty = !page.view;
      if (wasLost && page.view) {
        this.events.back();
        await this.events.show(page.view.atlas);
      }
    } catch (error) {
      if (error instanceof ApiError && error.unpublished && !page.view) {
        notices.clear("lost");
        this.isEmpty = true;
        this.events.empty();
      } else page.report(error, () => void this.poll());
    }
    this.pollIn(notices.has("lost") || this.isEmpty ? POLL_SOON : POLL);
  }

  pollSoon(): void {
    this.pollIn(POLL_SOON);
  }

  /** Leaves a release that is gone for the current one. */
  async renew(): Promise<void> {
    this.notices.clear("error");
    await this.poll();
    if (this.waiting) await this.apply(this.waiting);
  }

  /** Words the offer anew, in the language of the page. */
  sayWords(): void {
    if (this.notices.has("release") && this.waiting) this.offer(this.waiting);
  }

  private pollIn(milliseconds: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.poll(), milliseconds);
  }

  private async adopt(manifest: Manifest): Promise<void> {
    await this.events.show(await Atlas.open(this.api, manifest));
    if (this.page.view?.atlas.manifest.release === manifest.release) this.waiting = null;
  }

  private offer(manifest: Manifest): void {
    const { words } = this.page;
    this.notices.show("release", {
      tone: "news",
      title: words.say("release.new"),
      action: { text: words.say("release.apply"), run: () => void this.apply(manifest) },
      closeText: words.say("notice.close"),
    });
  }

  private async apply(manifest: Manifest): Promise<void> {
    this.notices.clear("release");
    try {
      await this.adopt(manifest);
      this.page.announce(this.page.words.say("release.applied"));
    } catch (error) {
      this.page.report(error, () => void this.apply(manifest));
    }
  }
}
