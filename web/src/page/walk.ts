import type { View } from "../data/atlas";
import type { Unit } from "../data/units";
import type { Direction, Steps } from "../map/steps";
import type { Page } from "./page";

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowRight: "right",
  ArrowDown: "down",
  ArrowLeft: "left",
};

export interface WalkEvents {
  /** Shows where the walk is; null when it is over. */
  point(unit: Unit | null): void;
  open(code: string): void;
  /** To the list of provinces. */
  provinces(): void;
  /** Where the map is centred, as longitude and latitude. */
  centre(): readonly [number, number];
  pan(direction: Direction): void;
}

/**
 * The map by keyboard: arrows go from unit to unit, Enter opens the one reached, Home leads to the list
 * of provinces, Escape ends the walk; with Shift the arrows move the map itself.
 */
export class Walk {
  private at: string | null = null;
  private steps: { readonly view: View; readonly ready: Promise<Steps> } | null = null;

  constructor(
    private readonly page: Page,
    element: HTMLElement,
    private readonly on: WalkEvents,
  ) {
    element.addEventListener("keydown", (event) => {
      // Buttons upon the map care for themselves.
      if (event.target === element && this.pressed(event)) event.preventDefault();
    });
    element.addEventListener("blur", () => this.on.point(null));
    element.addEventListener("focus", () => {
      // Back from a profile or a list, the walk goes on where it was.
      const { view } = page;
      const unit = view && this.at ? view.units.find(this.at) : undefined;
      if (unit && element.matches(":focus-visible")) this.on.point(unit);
    });
  }

  /** Begins the next walk at another place. */
  forget(): void {
    this.at = null;
    this.on.point(null);
  }

  private pressed(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.page.view) return false;
    const direction = ARROWS[event.key];
    if (direction) {
      if (event.shiftKey) this.on.pan(direction);
      else void this.go(direction);
      return true;
    }
    if (event.key === "Enter" && this.at) {
      this.on.open(this.at);
      return true;
    }
    if (event.key === "Home") {
      this.on.provinces();
      return true;
    }
    if (event.key === "Escape" && this.at && !this.page.state.unit) {
      this.forget();
      return true;
    }
    return false;
  }

  private async go(direction: Direction): Promise<void> {
    const { view } = this.page;
    if (!view) return;
    try {
      const steps = await this.stepsOf(view);
      const here = this.at ? view.units.find(this.at) : undefined;
      const index = here ? steps.from(here.index, direction) : this.start(view, steps);
      // At the edge of the map the walk stays where it is, and says so again.
      const unit = view.units.list[index] ?? here;
      if (!unit || this.page.view !== view) return;
      this.at = unit.code;
      this.on.point(unit);
    } catch (error) {
      this.page.report(error, () => void this.go(direction));
    }
  }

  /** The unit that is open, else one in the province chosen, else the one in the middle of the map. */
  private start(view: View, steps: Steps): number {
    const { unit, province } = this.page.state;
    const open = unit ? view.units.find(unit) : undefined;
    if (open?.label) return open.index;
    const chosen = view.provinces.find(province ?? "");
    return steps.nearestTo(chosen?.label ?? this.on.centre(), (i) => {
      const each = view.units.list[i];
      return (
        each !== undefined &&
        (!chosen || each.province === chosen.code || each.code === chosen.code)
      );
    });
  }

  private stepsOf(view: View): Promise<Steps> {
    if (this.steps?.view.units === view.units) return this.steps.ready;
    const ready = Promise.all([view.atlas.neighbours(view.choice), import("../map/steps")]).then(
      ([neighbours, { Steps: Made }]) =>
        new Made(
          view.units.list.map((unit) => unit.label),
          neighbours,
        ),
    );
    this.steps = { view, ready };
    ready.catch(() => {
      this.steps = null;
    });
    return ready;
  }
}
