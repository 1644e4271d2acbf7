import "../styles/sums.css";
import { type ApiClient, ApiError } from "../api/client";
import type { Bounds, RollupFigure, RollupsAnswer } from "../api/types";
import type { View } from "../data/atlas";
import {
  indicatorsOf,
  KINDS,
  type Members,
  membersIn,
  periodsOf,
  type Summing,
  summingsOf,
} from "../data/groupings";
import { comparePeriods } from "../data/period";
import { leading } from "../data/sums";
import { SUM_ORDERS } from "../state/sums-state";
import type { ViewState } from "../state/view-state";
import { sumValue } from "../ui/sums/lines";
import { type SumsContent, SumsPanel } from "../ui/sums/panel";
import { type SumsKey, say } from "../ui/sums/words";
import type { MapRoom } from "./map-room";
import type { Page } from "./page";
import type { Shell } from "./shell";

/** Of so many periods, the latest, a line is drawn: each is asked for by itself. */
const LONGEST = 12;

export interface SumRoomEvents {
  /** The profile of a unit of an edition is wanted. */
  open(code: string, edition: string): void;
}

/** What the list shows, as far as it is settled. */
interface Asked {
  readonly summing: Summing;
  readonly indicator: string;
  readonly period: string;
  readonly group: string;
}

/** Sums of units beside the map: a list of groups, and the one chosen on the map. */
export class SumRoom {
  private readonly panel: SumsPanel;
  private view: View | null = null;
  private asked: Asked | null = null;
  private key = "";
  private answer: RollupsAnswer | null = null;
  private state: SumsContent["state"] = "loading";
  private years: readonly RollupFigure[] = [];
  private yearsOf = "";
  private members: Members | null = null;
  /** The map is brought to the group selected when it is painted. */
  private isToZoom = false;
  private opener: HTMLElement | null = null;

  constructor(
    private readonly page: Page,
    private readonly api: ApiClient,
    private readonly map: MapRoom,
    private readonly shell: Shell,
    private readonly on: SumRoomEvents,
  ) {
    this.panel = new SumsPanel({
      close: () => this.close(),
      kind: (kind) => void this.change({ sums: kind, sum: undefined }),
      edition: (edition) => void this.change({ sums: `${this.asked?.summing.kind}/${edition}` }),
      indicator: (indicator) => void this.choose(indicator),
      period: (period) => void this.change({ sumPeriod: period }),
      order: (order) => void this.change({ sumSort: order === SUM_ORDERS[0] ? undefined : order }),
      select: (code) => void this.select(code),
      profile: (code) => this.openProfile(code),
    });
    shell.beside.push(this.panel.element);
    // Below the profile, which is opened over it.
    document.querySelector(".panel")?.before(this.panel.element);
  }

  get isOpen(): boolean {
    return !this.panel.element.hidden;
  }

  /** @param opener what the focus returns to */
  async open(opener: HTMLElement): Promise<void> {
    this.opener = opener;
    const { view } = this.page;
    const [first] = view ? summingsOf(view.atlas.manifest) : [];
    await this.page.update({ sums: first?.kind });
    this.panel.focus();
  }

  close(): void {
    if (!this.isOpen) return;
    const hadFocus = this.panel.element.contains(document.activeElement);
    void this.page.update({
      ...{ sums: undefined, sum: undefined, sumFigure: undefined, sumPeriod: undefined },
      sumSort: undefined,
    });
    if (hadFocus) this.opener?.focus();
  }

  /** Opens the list at a province or district that was, as a search finds it. */
  async lead(kind: string, code: string): Promise<void> {
    this.shell.expandOptions(false);
    await this.page.update({ sums: kind, sum: undefined });
    await this.select(code);
    this.panel.focus();
  }

  /**
   * Brings the list in step with the view.
   *
   * @returns the view held to the units of the group selected, where there is one
   */
  async follow(view: View): Promise<View> {
    const { state } = this.page;
    const isOpen = state.sums !== undefined && !state.embed && !state.scenario;
    const wasOpen = this.isOpen;
    this.panel.element.hidden = !isOpen;
    if (isOpen || wasOpen) showPanels();
    this.view = view;
    if (state.sums === undefined || state.scenario) return view;
    this.asked = this.resolve(view, state);
    if (!this.asked) return view;
    this.load(view, this.asked);
    this.members = state.sum ? await this.find(view, this.asked.summing, state.sum) : null;
    const within = this.members && withinOf(view, this.members);
    this.render();
    return within ? { ...view, within } : view;
  }

  /**
   * After the view is painted.
   *
   * @param unplaced whether the address names no place
   */
  update(view: View, unplaced: boolean): void {
    if (!(this.isToZoom || unplaced) || !view.within) return;
    this.isToZoom = false;
    const bounds = boundsOf(view, view.within);
    if (bounds) this.map.fitUnit(bounds);
  }

  // --- what is asked for -----------------------------------------------------

  private resolve(view: View, state: ViewState): Asked | null {
    const { manifest } = view.atlas;
    const all = summingsOf(manifest);
    const [kind = "", wanted] = (state.sums ?? "").split("/");
    const ofKind = all.filter((s) => s.kind === kind);
    const candidates = ofKind.length > 0 ? ofKind : all;
    const summing =
      candidates.find((s) => s.edition === wanted) ??
      // Rather the units that told the figures than those to which they were carried.
      candidates.find((s) => tells(view, s, state)) ??
      candidates[0];
    if (!summing) return null;
    const told = indicatorsOf(manifest, summing);
    const indicator =
      [state.sumFigure, view.choice.indicator, "rate_poor"].find((i) => i && told.includes(i)) ??
      told[0];
    const periods = [...periodsOf(summing)].sort(comparePeriods);
    const period =
      [state.sumPeriod, view.choice.period].find((p) => p && periods.includes(p)) ?? periods.at(-1);
    if (!indicator || !period) return null;
    return { summing, indicator, period, group: view.choice.group || "all" };
  }

  private query({ summing, indicator, group }: Asked, period: string): Record<string, string> {
    const { by, edition } = summing;
    const release = this.view?.atlas.manifest.release ?? "";
    return { by, edition, period, group, indicators: indicator, release };
  }

  private load(view: View, asked: Asked): void {
    const key = JSON.stringify([this.query(asked, asked.period), view.atlas.manifest.release]);
    if (key !== this.key) {
      this.key = key;
      this.answer = null;
      this.state = "loading";
      this.api.rollups(this.query(asked, asked.period)).then(
        (answer) => {
          if (this.key !== key) return;
          this.answer = answer;
          this.state = "there";
          this.render();
          this.panel.reveal();
        },
        (error: unknown) => {
          if (this.key !== key) return;
          this.key = "";
          this.state = "failed";
          this.render();
          if (!(error instanceof ApiError && error.status === 404)) this.page.report(error);
        },
      );
    }
    this.loadYears(view, asked);
  }

  /** The figure of the group selected in every period. */
  private loadYears(view: View, asked: Asked): void {
    const { sum } = this.page.state;
    const { key: kind, edition } = { key: asked.summing.kind, edition: asked.summing.edition };
    const { indicator, group } = asked;
    const { release } = view.atlas.manifest;
    const yearsOf = JSON.stringify([kind, edition, indicator, group, sum, release]);
    if (yearsOf === this.yearsOf) return;
    this.yearsOf = yearsOf;
    this.years = [];
    if (!sum) return;
    const periods = [...periodsOf(asked.summing)].sort(comparePeriods).slice(-LONGEST);
    Promise.all(
      periods.map((period) => this.api.rollups({ ...this.query(asked, period), code: sum })),
    ).then(
      (answers) => {
        if (this.yearsOf !== yearsOf) return;
        this.years = answers.flatMap(({ rollups }) => {
          const figure = rollups[0] && leading(rollups[0], indicator);
          return figure ? [figure] : [];
        });
        this.render();
        this.panel.reveal();
      },
      () => {
        // The list itself says when the server is not reached; it is asked again with it.
        this.yearsOf = "";
      },
    );
  }

  /** The units of a group on the map shown; null where that draws none of them. */
  private async find(view: View, summing: Summing, code: string): Promise<Members | null> {
    const { manifest } = view.atlas;
    const shown = view.choice.edition.id;
    const { level } = view.choice;
    const entries =
      summing.edition === shown
        ? summing.entries
        : (manifest.rollups ?? []).filter(
            (r) =>
              r.edition === shown &&
              summing.of !== null &&
              (shown === summing.of
                ? `former_${r.by}` === summing.kind
                : r.by === summing.kind && r.of === summing.of),
          );
    const entry = entries.find((e) => e.parts === level) ?? entries[0];
    return entry ? membersIn(await this.api.groups(entry.groups), code) : null;
  }

  // --- what a person does ----------------------------------------------------

  private async change(change: Partial<ViewState>): Promise<void> {
    await this.page.update(change);
  }

  /** Another figure: the map shows it too, where it can. */
  private async choose(indicator: string): Promise<void> {
    const isOnMap = this.page.base?.choice.indicators.includes(indicator);
    await this.page.update(
      isOnMap ? { indicator, range: undefined, sumFigure: undefined } : { sumFigure: indicator },
    );
  }

  private async select(code: string | undefined): Promise<void> {
    const kind = this.asked?.summing.kind;
    this.isToZoom = code !== undefined;
    const { choice } = this.view ?? {};
    // What was a province is made of communes: today's provinces would show more than it.
    const isFiner = kind !== "province" && kind !== "region" && choice?.level === "province";
    const hasCommunes = choice?.levels.includes("commune");
    await this.page.update({
      sum: code,
      province: undefined,
      ...(code && isFiner && hasCommunes ? { level: "commune" } : {}),
    });
    const rollup = this.answer?.rollups.find((r) => r.code === code);
    if (!rollup || !this.asked) return;
    const { words } = this.page;
    const figure = leading(rollup, this.asked.indicator);
    const unit = this.view?.atlas.indicator(this.asked.indicator)?.unit ?? "";
    const value = sumValue(words, figure, unit);
    this.page.announce(say(words, "picked", { name: rollup.name, value }));
  }

  private openProfile(code: string): void {
    const edition = this.asked?.summing.of;
    if (edition) this.on.open(code, edition);
  }

  // --- what is shown ---------------------------------------------------------

  private render(): void {
    const { view, asked } = this;
    if (!view || !asked || !this.isOpen) return;
    const { words, state } = this.page;
    const { atlas } = view;
    const { manifest } = atlas;
    const all = summingsOf(manifest);
    const { summing, indicator, period } = asked;
    const title = (id: string): string =>
      words.label(manifest.editions.find((e) => e.id === id)?.title, id);
    const kinds = KINDS.filter((kind) => all.some((s) => s.kind === kind));
    const ids = indicatorsOf(manifest, summing);
    const order = new Map(ids.map((id) => [id, atlas.rank(id)]));
    const query = new URLSearchParams({ ...this.query(asked, period), f: "csv" });
    this.panel.update(words, {
      atlas,
      kinds: {
        options: kinds.map((kind) => ({ value: kind, text: say(words, `kind.${kind}`) })),
        value: summing.kind,
      },
      editions: {
        options: all
          .filter((s) => s.kind === summing.kind)
          .map((s) => ({ value: s.edition, text: title(s.edition) })),
        value: summing.edition,
      },
      indicators: {
        options: [...ids]
          .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
          .map((id) => ({ value: id, text: words.label(atlas.indicator(id)?.name, id) })),
        value: indicator,
      },
      periods: {
        options: [...periodsOf(summing)]
          .sort((a, b) => comparePeriods(b, a))
          .map((p) => ({ value: p, text: words.period(p) })),
        value: period,
      },
      state: this.state,
      rollups: this.answer?.rollups ?? [],
      order: state.sumSort ?? SUM_ORDERS[0],
      sources: this.answer?.sources ?? {},
      selected: state.sum,
      years: this.years,
      where: this.where(view, summing),
      hasProfile: summing.of !== null,
      csv: `/api/rollups?${query}`,
    });
  }

  /** Which units of the map the group selected is. */
  private where(view: View, { kind, of }: Summing): string {
    const { words, state } = this.page;
    const { members } = this;
    const within = members && withinOf(view, members);
    if (!members || !within) return say(words, "zoom.none");
    const n = words.number(
      within.reduce((sum, one) => sum + one, 0),
      0,
    );
    const { level, edition } = view.choice;
    const name = this.answer?.rollups.find((r) => r.code === state.sum)?.name;
    return kind.startsWith("former_") && of !== edition.id && name
      ? say(words, "zoom.former", { n, name })
      : say(words, "zoom", { n, units: say(words, `units.${level}` as SumsKey) });
  }
}

/** Whether units told the figure of the map themselves. */
function tells({ atlas, choice }: View, { edition, entries }: Summing, state: ViewState): boolean {
  const indicator = state.sumFigure ?? choice.indicator;
  const period = state.sumPeriod ?? choice.period;
  return atlas.manifest.series.some(
    (s) =>
      s.edition === edition &&
      !s.carried &&
      s.indicator === indicator &&
      s.period === period &&
      entries.some((e) => e.parts === s.level),
  );
}

/** 1 for each unit of the view that is of a group; null where it is of other units. */
function withinOf({ units, choice }: View, members: Members): Uint8Array | null {
  const codes = new Set([...members.whole, ...members.shared]);
  const isOwn = members.level === choice.level;
  const isAbove = members.level === "province" && choice.level !== "province";
  if (!isOwn && !isAbove) return null;
  const within = Uint8Array.from(units.list, (unit) =>
    Number(codes.has(isOwn ? unit.code : unit.province)),
  );
  return within.includes(1) ? within : null;
}

function boundsOf({ units }: View, within: Uint8Array): Bounds | null {
  let all: Bounds | null = null;
  for (const { index, bbox } of units.list) {
    if (!bbox || within[index] !== 1) continue;
    all = all
      ? [
          Math.min(all[0], bbox[0]),
          Math.min(all[1], bbox[1]),
          Math.max(all[2], bbox[2]),
          Math.max(all[3], bbox[3]),
        ]
      : bbox;
  }
  return all;
}

/** Room is left on the map as long as any panel is open. */
function showPanels(): void {
  const isAny = document.querySelector(".panel:not([hidden])") !== null;
  document.body.classList.toggle("has-panel", isAny);
}
