import type { ApiClient } from "../api/client";
import type { MapSettings } from "../api/types";
import type { Controls } from "../ui/controls";
import type { Notices } from "../ui/notices";
import type { MapRoom } from "./map-room";
import type { Page } from "./page";
import type { Shell } from "./shell";

/** What the administrator set for the map, asked for once the first view is there: base map and seas. */
export class GroundRoom {
  private settings: MapSettings | null = null;

  constructor(
    private readonly page: Page,
    private readonly api: ApiClient,
    private readonly map: MapRoom,
    private readonly rest: { controls: Controls; shell: Shell; notices: Notices },
  ) {}

  async load(): Promise<void> {
    try {
      this.settings = await this.api.mapSettings();
      await this.show();
    } catch (error) {
      this.page.report(error, () => void this.load());
    }
  }

  /** Brings base map, its switch and its maker's name in step with the state. */
  async show(): Promise<void> {
    const { settings } = this;
    if (!settings) return;
    const { state, words } = this.page;
    const { controls, shell, notices } = this.rest;
    const baseMap = state.baseMap ? settings.baseMap : null;
    controls.offer(words, settings, state);
    shell.credit(baseMap ? words.say("map.basemap", { attribution: baseMap.attribution }) : "");
    if (!baseMap) notices.clear("basemap");
    this.map.nameSeas(settings.seas);
    await this.map.lay(baseMap, () => this.failed());
  }

  private failed(): void {
    const { words } = this.page;
    this.rest.notices.show("basemap", {
      tone: "error",
      title: words.say("map.basemap.failed"),
      text: words.say("map.basemap.failed.do"),
      action: {
        text: words.say("map.basemap.off"),
        run: () => void this.page.update({ baseMap: false }),
      },
      closeText: words.say("notice.close"),
    });
  }
}
