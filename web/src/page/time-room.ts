import "../styles/time.css";
import type { ApiClient } from "../api/client";
import type { EditionEntry, IndicatorEntry, Lang } from "../api/types";
import { changePainting } from "../classify/change-painting";
import { bordersOf } from "../classify/classify";
import { type Painting, paintingOf } from "../classify/painting";
import type { View } from "../data/atlas";
import { type Change, type ChangeSide, changeOf, noChange, type Steps } from "../data/change";
import { type Choice, isDrawn } from "../data/choices";
import { unitsLeftIn } from "../data/filter";
import { comparePeriods } from "../data/period";
import {
  isSameKind,
  nextTold,
  otherThan,
  type Stop,
  snap,
  timelineOf,
  wishOf,
} from "../data/timeline";
import type { Words } from "../i18n/i18n";
import type { Insets } from "../map/atlas-map";
import { Swipe, type SwipeContent } from "../map/swipe";
import { DEFAULT_SORT } from "../state/table-state";
import type { ViewState } from "../state/view-state";
import { h } from "../ui/dom";
import { viewDecimals } from "../ui/figures";
import { stopText, TimeBar } from "../ui/time/time-bar";
import { inBoth, say } from "../ui/time/words";
import type { MapRoom } from "./map-room";
import { looksOf, overlaysBy } from "./overlays";
import type { Page } from "./page";

/** So long each period is on the map while the periods play, in milliseconds. */
const BEAT = 1_400;

export interface TimeRoomParts {
  readonly map: MapRoom;
  readonly api: ApiClient;
  /** Where the bar and what is said in place of a map stand. */
  readonly place: HTMLElement;
  readonly insets: () => Insets;
}

/** The other period or edition, as far as the release can show it. */
interface Other {
  readonly choice: Choice;
  /** Of a side without outlines nothing can be drawn. */
  readonly isDrawn: boolean;
}

/** Time on the map: a slider through the periods, two sides with a divider, and what changed. */
export class TimeRoom {
  private readonly bar: TimeBar;
  private readonly blank = h("section", { class: "card blank", hidden: true });
  private readonly calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  private stops: readonly Stop[] = [];
  private other: Other | null = null;
  private swipe: Swipe | null = null;
  private timer = 0;
  private isPlaying = false;
  /** The period at which playing stopped because the standard changes there. */
  private stoppedBefore: string | null = null;
  /** Whether the classes were locked here, so that they are let go when the bar is closed. */
  private isLocking = false;
  private wasOpen = false;

  constructor(
    private readonly page: Page,
    private readonly parts: TimeRoomParts,
  ) {
    this.bar = new TimeBar({
      go: (at) => this.go(snap(this.stops, at, this.at)),
      play: () => this.playOrPause(),
      mode: (mode) =>
        void this.change({
          years: true,
          compare: mode === "one" ? undefined : mode,
          range: undefined,
        }),
      against: (against) => void this.change({ against }),
      // Other units were asked in other periods.
      other: (edition) =>
        void this.change({ otherEdition: edition || undefined, against: undefined }),
      inNumbers: (is) => void this.change({ inNumbers: is || undefined, range: undefined }),
      across: (is) => void this.change({ across: is || undefined, range: undefined }),
      base: (edition) => void this.change({ reported: edition || undefined }),
      close: () => this.close(),
    });
    this.bar.element.hidden = true;
    parts.place.append(this.blank, this.bar.element);
    new ResizeObserver(() => this.measure()).observe(this.bar.element);
  }

  /** The view that the state asks for: a change, or one with another side. */
  async derive(view: View): Promise<View> {
    const { state } = this.page;
    const { atlas, choice } = view;
    this.stops = this.isOpen(state) ? timelineOf((wish) => atlas.choose(wish), choice) : [];
    this.other = state.compare ? this.otherOf(view, state) : null;
    const { other } = this;
    if (!other) return view;
    if (state.compare === "change") return this.changed(view, other.choice, state);
    return other.isDrawn && choice.edition.tileset !== null
      ? this.divided(view, other.choice)
      : view;
  }

  /** Brings bar, divider and what is said of units without outlines in step with the view. */
  update(view: View): void {
    const { state, words } = this.page;
    // A ranking takes the place of years: it is of one period.
    const isOpen = this.isOpen(state) && view.choice.series !== null && !view.compared;
    this.sayBlank(words, view);
    this.divide(words, view);
    this.bar.element.hidden = !isOpen;
    document.body.classList.toggle("has-years", isOpen);
    if (isOpen) this.fill(words, view);
    else this.pause();
    this.measure();
    // Whoever opened it goes on in it; an address that has it open moves nobody.
    const opener = document.activeElement?.classList.contains("years-open");
    if (isOpen && !this.wasOpen && opener) this.bar.focus();
    if (!isOpen && this.wasOpen) this.unlock();
    this.wasOpen = isOpen;
  }

  /** Moves the focus to the bar, where it is on the screen. */
  focus(): void {
    if (!this.bar.element.hidden) this.bar.focus();
  }

  private isOpen(state: ViewState): boolean {
    return !!(state.years || state.compare);
  }

  private get at(): number {
    const period = this.page.base?.choice.period;
    return this.stops.findIndex((stop) => stop.period === period);
  }

  // --- what is compared ------------------------------------------------------

  private otherOf(view: View, state: ViewState): Other | null {
    const { atlas, choice } = view;
    if (!choice.series) return null;
    const editions = state.compare === "swipe" ? choice.editions : [];
    const edition = editions.find((e) => e.id === state.otherEdition) ?? choice.edition;
    const isOther = edition.id !== choice.edition.id;
    const told = (period: string | undefined) =>
      this.stops.find((s) => s.series && s.period === period);
    // On other units the same period is another map; on the same units it is the same one.
    const elsewhere = { ...wishOf(choice), edition: edition.id, reported: undefined };
    const period = isOther
      ? (state.against ?? atlas.choose(elsewhere)?.period)
      : told(state.against)?.period === choice.period
        ? undefined
        : (told(state.against)?.period ?? otherThan(this.stops, choice.period));
    if (!period) return null;
    const found = atlas.choose({
      ...wishOf(choice),
      period,
      standard: choice.series.standard,
      ...(isOther ? { edition: edition.id, reported: undefined } : {}),
    });
    if (!isSameKind(found, choice, period)) {
      return isOther && !isDrawn(edition)
        ? { choice: { ...choice, edition }, isDrawn: false }
        : null;
    }
    return { choice: found, isDrawn: isDrawn(found.edition) };
  }

  private async changed(view: View, other: Choice, state: ViewState): Promise<View> {
    const { words } = this.page;
    const { choice, atlas, indicator, units } = view;
    const figures = await atlas.figures(other, units);
    const isLater = comparePeriods(other.period, choice.period) > 0;
    const [earlier, later] = isLater ? [choice, other] : [other, choice];
    const side = (of: Choice): ChangeSide => {
      const own = of === choice ? view.figures : figures;
      const series = of.series ? [of.series, ...of.behind] : [];
      return {
        figures: own,
        isCarried: (unit) => series[own.from[unit] ?? -1]?.carried !== undefined,
      };
    };
    const [a, b] = [earlier.series?.standard ?? "", later.series?.standard ?? ""];
    const isAcross = a !== b;
    const isRefused = isAcross && !state.across;
    const isRate = indicator?.kind === "rate";
    const counted = isRate && view.figures.parts && figures.parts && state.inNumbers;
    const change = isRefused
      ? noChange(units.list.length)
      : changeOf(side(earlier), side(later), !!counted);
    const shown = this.indicatorOf(view, indicator, !!counted);
    const caveat = isAcross && !isRefused ? ` · ${say(words, "change.across", { a, b })}` : "";
    const periods = say(words, "change.periods", {
      from: words.period(earlier.period),
      to: words.period(later.period),
    });
    const derived: View = {
      ...view,
      sides: [{ ...view, choice: other, figures }, view],
      indicator: shown,
      figures: change,
      // Sources are those of both sides.
      choice: {
        ...choice,
        period: `${periods}${caveat}`,
        behind: [...choice.behind, ...(other.series ? [other.series, ...other.behind] : [])],
      },
    };
    const from = words.period(earlier.period);
    const to = words.period(later.period);
    const names = { from, to, a: a || say(words, "break.none"), b: b || say(words, "break.none") };
    return {
      ...derived,
      paint: (now) =>
        changePainting(change, {
          palette: now.palette,
          risesDark: indicator?.direction === "higher_is_worse",
          whole: isRate ? !!counted : indicator?.kind === "count",
          leftIn: unitsLeftIn(derived, now),
          words: {
            rows: (steps) => rowsOf(words, steps, change),
            note: isRefused
              ? say(words, "change.refused", names)
              : [
                  say(words, "change.note", names),
                  isAcross ? say(words, "change.note.across", names) : "",
                ]
                  .filter((part) => part !== "")
                  .join(" "),
            ...(isRefused ? { missing: say(words, "change.missing") } : {}),
          },
        }),
    };
  }

  /** A change as an indicator: its name in both languages, and its unit of measure. */
  private indicatorOf(
    view: View,
    indicator: IndicatorEntry | undefined,
    counted: boolean,
  ): IndicatorEntry | undefined {
    const of = counted ? view.atlas.indicator(indicator?.numerator?.indicator ?? "") : indicator;
    if (!of) return indicator;
    const name = (lang: Lang): string => of.name[lang] || of.name.vi;
    const lower = (text: string): string => text.charAt(0).toLocaleLowerCase("vi") + text.slice(1);
    const { numerator: _, denominator: __, ...rest } = of;
    return {
      ...rest,
      name: inBoth("change.of", (lang) => ({ indicator: lower(name(lang)) })),
      unit: of.unit === "percent" ? "percentage_point" : of.unit,
    };
  }

  private async divided(view: View, other: Choice): Promise<View> {
    const { words } = this.page;
    const { atlas, choice } = view;
    const isSame = other.edition.id === choice.edition.id;
    const [units, provinces] = isSame
      ? [view.units, view.provinces]
      : await Promise.all([
          atlas.units(other.edition.id, other.level),
          atlas.units(other.edition.id, "province"),
        ]);
    const figures = await atlas.figures(other, units);
    const holdings = isSame ? view.holdings : new Map();
    const side: View = { ...view, choice: other, units, provinces, figures, holdings };
    const single = (now: ViewState): ViewState => ({ ...now, companion: "none" });
    const names = [
      this.sideName(words, other, !isSame),
      this.sideName(words, choice, !isSame),
    ] as const;
    const first = (now: ViewState): Painting => ({
      ...paintingOf(view, single(now), viewDecimals(view), figures.value),
      told: {
        note: say(words, isSame ? "side.note" : "side.note.units", { right: names[1] }),
      },
    });
    return {
      ...view,
      sides: [side, view],
      // Sources are those of both sides.
      choice: {
        ...choice,
        period: names.join(" | "),
        behind: [...choice.behind, ...(other.series ? [other.series, ...other.behind] : [])],
      },
      paint: first,
      beside: {
        view: side,
        names,
        // The borders of the first side are those of both.
        paint: (now) => {
          const { classes } = first(now);
          const breaks = classes ? bordersOf(classes) : [];
          return paintingOf(
            side,
            breaks.length > 0 ? { ...single(now), locked: true, breaks } : single(now),
            viewDecimals(view),
          );
        },
      },
    };
  }

  private sideName(words: Words, choice: Choice, withEdition: boolean): string {
    const period = words.period(choice.period);
    const standard = choice.series?.standard;
    return [
      withEdition ? shortTitle(words, choice.edition) : "",
      standard ? say(words, "side", { period, standard }) : period,
    ]
      .filter((part) => part !== "")
      .join(" · ");
  }

  private divide(words: Words, view: View): void {
    const { beside } = view;
    const tileset = beside?.view.choice.edition.tileset;
    const { map, api } = this.parts;
    const { state } = this.page;
    if (!beside || !tileset) {
      if (this.swipe) map.divide(null);
      this.swipe = null;
      return;
    }
    const { fills } = beside.paint(state);
    const { units, choice } = beside.view;
    const isOtherUnits = choice.edition.id !== view.choice.edition.id;
    const looks = looksOf(words, beside.view, state, { leftIn: null });
    const content: SwipeContent = {
      tileset,
      style: {
        level: choice.level,
        fill: (code) => fills[units.find(code)?.index ?? -1],
        overlays: overlaysBy(beside.view, looks),
      },
      name: say(words, "divider"),
      text: (n) => say(words, "divider.text", { n, left: beside.names[0], right: beside.names[1] }),
      labels: beside.names,
      isOtherUnits,
      top: this.parts.insets().top,
    };
    const percent = state.split ?? this.middle();
    if (this.swipe?.tileset === tileset.hash) {
      this.swipe.show(content, percent);
      return;
    }
    map.divide((leaflet) => {
      this.swipe = new Swipe(leaflet, api, content, percent, {
        moved: (split) => this.page.note({ split }),
        failed: (error) => this.page.report(error),
      });
      return this.swipe;
    });
  }

  /** The middle of what panels leave of the map, in percent of its width. */
  private middle(): number {
    const { left, right } = this.parts.insets();
    const width = window.innerWidth;
    return Math.round((50 * (left + width - right)) / width);
  }

  // --- the bar ----------------------------------------------------------------

  private fill(words: Words, derived: View): void {
    const { state, base } = this.page;
    const view = base ?? derived;
    const { choice, atlas } = view;
    const { stops, other } = this;
    const mode = state.compare ?? "one";
    const otherEdition = other?.choice.edition ?? choice.edition;
    const isOther = mode === "swipe" && otherEdition.id !== choice.edition.id;
    const periods = (
      isOther && other ? [...other.choice.periods].sort(comparePeriods) : told(stops)
    )
      .filter((period) => isOther || period !== choice.period)
      .map((period) => ({ value: period, text: words.period(period) }));
    const edition = (id: string): string => {
      const found = atlas.manifest.editions.find((e) => e.id === id);
      return found ? shortTitle(words, found) : id;
    };
    const standards = [choice.series?.standard ?? "", other?.choice.series?.standard ?? ""];
    this.bar.update(words, {
      stops,
      at: stops.findIndex((stop) => stop.period === choice.period),
      mode,
      isPlaying: this.isPlaying,
      isCalm: this.calm.matches,
      notes: this.notesOf(words, view),
      against: { options: periods, value: other?.choice.period ?? "" },
      others: {
        options: choice.editions.map((e) => ({
          value: e.id === choice.edition.id ? "" : e.id,
          text: e.id === choice.edition.id ? say(words, "against.same") : edition(e.id),
        })),
        value:
          choice.editions.find((e) => e.id === state.otherEdition && e.id !== choice.edition.id)
            ?.id ?? "",
      },
      hasNumbers: view.indicator?.kind === "rate" && view.figures.parts !== undefined,
      inNumbers: !!state.inNumbers,
      isAcross: other !== null && standards[0] !== standards[1],
      across: !!state.across,
      bases: {
        options: [
          { value: "", text: say(words, "base.any") },
          ...choice.bases.map((id) => ({
            value: id,
            text:
              id === choice.edition.id
                ? edition(id)
                : say(words, "base.carried", { edition: edition(id) }),
          })),
        ],
        value: choice.base ?? "",
      },
    });
  }

  private notesOf(words: Words, { choice }: View): string[] {
    const { stops, other, at } = this;
    const { state } = this.page;
    const known = told(stops);
    const notes: string[] = [];
    const [only] = known;
    if (known.length === 1 && only) notes.push(say(words, "one", { period: words.period(only) }));
    const gaps = stops.filter((stop) => !stop.series).map((stop) => words.period(stop.period));
    if (gaps.length > 0) notes.push(say(words, "gaps", { periods: gaps.join(", ") }));
    const name = (standard: string | undefined) => standard || say(words, "break.none");
    if (state.compare) {
      const series = other?.choice.series;
      const elsewhere = state.compare === "swipe" ? state.otherEdition : undefined;
      const edition = choice.editions.find((e) => e.id === elsewhere && e !== choice.edition);
      if (!other && edition) {
        notes.push(
          say(words, "against.untold", { edition: words.label(edition.title, edition.id) }),
        );
      } else if (!other) notes.push(say(words, "against.none"));
      else if (state.compare === "swipe" && !other.isDrawn) {
        const edition = words.label(other.choice.edition.title, other.choice.edition.id);
        notes.push(say(words, "against.undrawn", { edition }));
      } else if (series && series.standard !== choice.series?.standard) {
        const isLater = comparePeriods(other.choice.period, choice.period) > 0;
        const pair = [other.choice, choice];
        const [a, b] = isLater ? pair.reverse() : pair;
        notes.push(
          say(words, "break", {
            a: name(a?.series?.standard),
            b: name(b?.series?.standard),
            from: words.period(a?.period ?? ""),
            to: words.period(b?.period ?? ""),
          }),
        );
      }
    } else {
      const before = stops[nextTold(stops, at, -1)];
      const after = stops[nextTold(stops, at, 1)];
      const now = stops[at];
      if (after?.isBreak && this.stoppedBefore === after.period) {
        notes.push(
          say(words, "break.stopped", {
            a: name(now?.series?.standard),
            b: name(after.series?.standard),
          }),
        );
      } else if (now?.isBreak && before) {
        notes.push(
          say(words, "break", {
            a: name(before.series?.standard),
            b: name(now.series?.standard),
            from: words.period(before.period),
            to: words.period(now.period),
          }),
        );
      }
    }
    const shown = [choice, ...(other ? [other.choice] : [])].flatMap((c) =>
      c.series ? [c.series, ...c.behind] : [],
    );
    if (shown.some((series) => series.carried)) notes.push(say(words, "base.note"));
    return notes;
  }

  /** The map of units without outlines says so, and where to find them. */
  private sayBlank(words: Words, view: View): void {
    const { edition, editions } = view.choice;
    const isBlank = edition.tileset === null;
    document.body.classList.toggle("is-blank", isBlank);
    this.blank.hidden = !isBlank;
    if (!isBlank) return;
    const newest = editions.find((e) => e.newest && isDrawn(e));
    this.blank.replaceChildren(
      h("h2", {}, say(words, "blank")),
      h("p", {}, say(words, "blank.text", { edition: words.label(edition.title, edition.id) })),
      h(
        "p",
        { class: "blank-ways" },
        h(
          "button",
          {
            type: "button",
            class: "button",
            onclick: () => void this.page.update({ table: DEFAULT_SORT }),
          },
          say(words, "blank.table"),
        ),
        newest
          ? h(
              "button",
              {
                type: "button",
                class: "button",
                onclick: () => void this.page.update({ edition: newest.id, province: undefined }),
              },
              say(words, "blank.newest"),
            )
          : null,
      ),
    );
  }

  // --- moves ------------------------------------------------------------------

  private async change(change: Partial<ViewState>): Promise<void> {
    this.pause();
    await this.page.update(change);
  }

  /** To a period; the classes stay as they are, so that a colour means the same all along. */
  private async go(at: number): Promise<void> {
    const stop = this.stops[at];
    if (!stop?.series) return;
    this.stoppedBefore = null;
    const { state } = this.page;
    const isHeld = state.locked || state.method === "legal" || state.method === "typed";
    const { borders } = this.parts.map;
    const hold = !state.compare && !isHeld && borders.length > 0;
    if (hold) this.isLocking = true;
    await this.page.update({
      period: stop.period,
      ...(hold ? { locked: true, breaks: borders } : {}),
    });
    const { words } = this.page;
    this.page.announce([stopText(words, stop), ...this.bar.said].join(". "));
  }

  private unlock(): void {
    if (!this.isLocking) return;
    this.isLocking = false;
    if (this.page.state.locked) void this.page.update({ locked: false, breaks: undefined });
  }

  private close(): void {
    this.pause();
    void this.page
      .update({ years: undefined, compare: undefined, range: undefined })
      .then(() => this.parts.map.focus());
  }

  private playOrPause(): void {
    if (this.isPlaying) {
      this.pause();
      this.refill();
      return;
    }
    // Who wants no motion goes from period to period with each press.
    this.isPlaying = !this.calm.matches;
    void this.beat(true);
  }

  private pause(): void {
    window.clearTimeout(this.timer);
    this.isPlaying = false;
  }

  /** One step on; the end is followed by the beginning only when somebody presses again. */
  private async beat(isPressed: boolean): Promise<void> {
    const ahead = nextTold(this.stops, this.at, 1);
    const next = ahead < 0 && isPressed ? nextTold(this.stops, -1, 1) : ahead;
    const stop = this.stops[next];
    if (!stop) {
      this.pause();
      this.refill();
      return;
    }
    if (stop.isBreak && next === ahead && this.stoppedBefore !== stop.period) {
      this.pause();
      this.stoppedBefore = stop.period;
      this.refill();
      return;
    }
    await this.go(next);
    if (!this.isPlaying) return;
    this.askAhead(next);
    this.timer = window.setTimeout(() => void this.beat(false), BEAT);
  }

  /** The next figures are on their way while these are looked at. */
  private askAhead(at: number): void {
    const { base } = this.page;
    const period = this.stops[nextTold(this.stops, at, 1)]?.period;
    if (!base || !period) return;
    const next = base.atlas.choose({ ...wishOf(base.choice), period });
    if (next) base.atlas.ask(next);
  }

  private refill(): void {
    const { view, words } = this.page;
    if (view && !this.bar.element.hidden) this.fill(words, view);
  }

  /** What stands at the bottom moves up by the height of the bar. */
  private measure(): void {
    const height = this.bar.element.hidden ? 0 : this.bar.element.offsetHeight;
    document.body.style.setProperty("--years", `${height}px`);
  }
}

function told(stops: readonly Stop[]): string[] {
  return stops.filter((stop) => stop.series).map((stop) => stop.period);
}

/** The title of an edition without what stands in brackets. */
function shortTitle(words: Words, { title, id }: EditionEntry): string {
  return words.label(title, id).replace(/ \(.*$/, "");
}

function rowsOf(words: Words, steps: Steps, change: Change): readonly string[] {
  const isWhole = change.value.every((v) => Number.isNaN(v) || Number.isInteger(v));
  const number = (step: number | undefined): string =>
    words.number(step ?? 0, step !== undefined && step >= 1 ? 0 : (step ?? 0) >= 0.1 ? 1 : 2);
  const [first, middle, last] = steps.map(number);
  const row = (key: Parameters<typeof say>[1], a = "", b = ""): string => say(words, key, { a, b });
  return [
    row("change.most.down", last),
    row("change.down", middle, last),
    row("change.down", first, middle),
    isWhole && steps[0] === 1 ? row("change.none.exact") : row("change.none", first),
    row("change.up", first, middle),
    row("change.up", middle, last),
    row("change.most.up", last),
  ];
}
