import { type ApiClient, ApiError, aborted } from "../api/client";
import type { HistoryAnswer, Level, UnitAnswer } from "../api/types";
import { findUnit, type View } from "../data/atlas";
import { Panel } from "../ui/panel";
import type { MapRoom } from "./map-room";
import type { Page } from "./page";

/** The unit whose profile is open: asked from the server, shown in the panel, said to readers. */
export class Profile {
  readonly panel: Panel;
  private unit: UnitAnswer | null = null;
  private request: AbortController | null = null;
  private history: {
    readonly unit: UnitAnswer;
    readonly indicators: string;
    readonly answer: Promise<HistoryAnswer>;
  } | null = null;

  constructor(
    private readonly page: Page,
    private readonly api: ApiClient,
    private readonly map: () => MapRoom,
  ) {
    this.panel = new Panel({
      close: () => this.close(),
      open: (code, edition) => {
        const isElsewhere = edition !== undefined && edition !== page.view?.choice.edition.id;
        this.open(code, { fit: !isElsewhere, focus: true, ...(edition ? { edition } : {}) });
      },
      zoom: (code) => this.map().zoomTo(code),
      history: (unit, indicators) => this.historyOf(unit, indicators.join(",")),
      sums: async ({ code, edition, level, release }, indicators, period) => {
        const where = { by: level, edition, code, period, release };
        const group = page.view?.choice.group || "all";
        const answer = await api.rollups({ ...where, group, indicators: indicators.join(",") });
        return answer.rollups[0] ?? null;
      },
    });
  }

  get isOpen(): boolean {
    return this.panel.isOpen;
  }

  /** @param options.edition of a unit that is not on the map */
  open(code: string, options: { fit?: boolean; focus: boolean; edition?: string }): void {
    this.map().leaveHover();
    const shown = this.page.view?.choice.edition.id;
    const former = options.edition === shown ? undefined : options.edition;
    this.page.note({ unit: code, former });
    void this.show(code).then(() => {
      if (options.focus && this.page.state.unit === code) this.panel.focus();
    });
    // The panel is open from here on, so the map knows which part of it is covered.
    if (options.fit) this.map().zoomTo(code);
  }

  close(): void {
    if (!this.panel.isOpen) return;
    const hadFocus = this.panel.element.contains(document.activeElement);
    this.request?.abort();
    this.unit = null;
    this.panel.hide();
    // The list of sums may be open below it.
    const isOther = document.querySelector(".panel:not([hidden])") !== null;
    document.body.classList.toggle("has-panel", isOther);
    this.map().select(null);
    this.page.note({ unit: undefined, former: undefined });
    if (hadFocus) this.map().focus();
  }

  /** Shows a unit as the view of the page tells it; what is known of it already is not asked again. */
  async show(code: string): Promise<void> {
    const { view, words } = this.page;
    if (!view) return;
    const { former } = this.page.state;
    const known = former ? undefined : findUnit(view, code);
    const level: Level = known?.level ?? view.choice.level;
    document.body.classList.add("has-panel");
    this.map().select(former ? null : { level, code });
    const { release } = view.atlas.manifest;
    const edition = former ?? view.choice.edition.id;
    if (
      this.unit?.code === code &&
      this.unit.release === release &&
      this.unit.edition === edition
    ) {
      await this.panel.render(words, this.page.base ?? view, { kind: "unit", unit: this.unit });
      return;
    }
    this.request?.abort();
    this.panel.prepare();
    const request = new AbortController();
    this.request = request;
    const showWaiting = (): void =>
      void this.panel.render(this.page.words, this.page.base ?? view, {
        kind: "loading",
        name: known?.fullName ?? code,
        level,
      });
    // From one profile to the next the old one stays for a moment rather than flicker.
    if (!this.panel.isOpen) showWaiting();
    const wait = window.setTimeout(showWaiting, 300);
    try {
      const where = known ? { code, edition, level, release } : { code, edition, release };
      const unit = await this.whole(where, view, request.signal);
      const shown = this.page.view;
      if (request.signal.aborted || !shown) return;
      this.unit = unit;
      if (!former) this.map().select({ level: unit.level, code });
      window.clearTimeout(wait);
      await this.panel.render(this.page.words, this.page.base ?? shown, { kind: "unit", unit });
      this.announce(unit, shown);
    } catch (error) {
      if (aborted(error)) return;
      this.close();
      // A lost unit is opened as soon as the server is back; a refused one on demand.
      if (error instanceof ApiError && error.lost) this.page.note({ unit: code, former });
      this.page.report(error, () => this.open(code, { focus: true }));
    } finally {
      window.clearTimeout(wait);
    }
  }

  /**
   * A unit with what its profile shows. Of a release with very many series an answer has those of the
   * latest periods: all of the period on the map, and the indicator of the map in all, are asked for too.
   */
  private async whole(
    where: Parameters<ApiClient["unit"]>[0],
    { choice }: View,
    signal: AbortSignal,
  ): Promise<UnitAnswer> {
    const unit = await this.api.unit(where, signal);
    if (!unit.seriesLeftOut || !choice.indicator) return unit;
    const more = await Promise.all([
      this.api.unit({ ...where, period: choice.period }, signal),
      this.api.unit({ ...where, indicators: choice.indicator }, signal),
    ]);
    const known = new Set(unit.figures.map((f) => f.series));
    const figures = [...unit.figures];
    for (const figure of more.flatMap((m) => m.figures)) {
      if (!known.has(figure.series)) figures.push(figure);
      known.add(figure.series);
    }
    const sources = Object.assign({}, unit.sources, ...more.map((m) => m.sources));
    return { ...unit, figures, sources };
  }

  /** Asked for once for each profile, however often that is drawn. */
  private historyOf(unit: UnitAnswer, indicators: string): Promise<HistoryAnswer> {
    if (this.history?.unit !== unit || this.history.indicators !== indicators) {
      const { code, edition, level, release } = unit;
      const answer = this.api.history({ code, edition, level, release, indicators });
      this.history = { unit, indicators, answer };
      answer.catch(() => {
        this.history = null;
      });
    }
    return this.history.answer;
  }

  private announce(answer: UnitAnswer, view: View): void {
    const name = [answer, ...answer.parents].map((u) => u.fullName).join(", ");
    const { words } = this.page;
    // A former unit may have the code of another one on the map: nothing of that is said of it.
    this.page.announce(
      answer.edition === view.choice.edition.id
        ? this.map().tell(view, answer, name)
        : `${name}: ${words.say("search.edition", { edition: answer.edition })}`,
    );
  }
}
