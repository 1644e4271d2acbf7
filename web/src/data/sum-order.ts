import type { Rollup, RollupFigure } from "../api/types";
import type { SumOrder } from "../state/sums-state";
import { newerStandard } from "./sums";

/**
 * What a row shows as its value: the sum, else what somebody published of a whole of which no part
 * told; null where it shows none.
 */
export function shownValue(figure: RollupFigure | undefined): number | null {
  if (!figure) return null;
  return figure.value ?? (figure.told ? null : (figure.beside?.[0]?.value ?? null));
}

/** Which share of the units told the figure, from 0 to 1; null where that is not known. */
export function shareTold(figure: RollupFigure | undefined): number | null {
  return figure?.told === undefined || !figure.of ? null : figure.told / figure.of;
}

/**
 * Rows in the order asked for. Those without what is sorted by come last, whichever the direction;
 * values under several poverty standards do not compare, so those of the newest stand before the
 * others.
 *
 * @param figure the figure that a row shows
 */
export function ordered(
  rollups: readonly Rollup[],
  figure: (rollup: Rollup) => RollupFigure | undefined,
  order: SumOrder,
): readonly Rollup[] {
  const names = new Intl.Collator("vi");
  const byName = (a: Rollup, b: Rollup): number => names.compare(bare(a.name), bare(b.name));
  if (order === "code") return rollups;
  if (order === "name") return [...rollups].sort(byName);
  const turn = order.startsWith("-") ? -1 : 1;
  const isValue = order.endsWith("value");
  const rows = rollups.map((rollup) => {
    const shown = figure(rollup);
    const by = isValue ? shownValue(shown) : shareTold(shown);
    return { rollup, by, standard: isValue ? (shown?.standard ?? "") : "" };
  });
  rows.sort((a, b) => {
    if (a.by === null || b.by === null) {
      return Number(a.by === null) - Number(b.by === null) || byName(a.rollup, b.rollup);
    }
    return (
      newerStandard(a.standard, b.standard) || turn * (a.by - b.by) || byName(a.rollup, b.rollup)
    );
  });
  return rows.map(({ rollup }) => rollup);
}

/** A name without its kind: Sơn La stands under S, not under T for the word that means province. */
function bare(name: string): string {
  return name.replace(/^(?:Tỉnh|Thành phố|Thị xã|Huyện|Quận) /i, "");
}
