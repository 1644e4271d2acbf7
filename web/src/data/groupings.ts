import type { GroupsPiece, Level, Manifest, RollupEntry } from "../api/types";

/** What units are put together into, as a person asks for it. */
export const KINDS = [
  "province",
  "district",
  "region",
  "former_province",
  "former_district",
  "saved",
] as const;
export type Kind = (typeof KINDS)[number];

/** One kind of sums on the units of one edition. */
export interface Summing {
  readonly kind: Kind;
  /** Edition of the units that are summed. */
  readonly edition: string;
  /** Edition of the provinces or districts that the groups are; null for regions and saved groups. */
  readonly of: string | null;
  readonly by: RollupEntry["by"];
  readonly entries: readonly RollupEntry[];
}

/**
 * The sums of a release. A province of an older edition is a former province, whether its old
 * communes are summed or those of today that lie in it.
 */
export function summingsOf(manifest: Manifest): readonly Summing[] {
  const newest = manifest.editions.find((e) => e.newest)?.id;
  const summings = new Map<string, Summing>();
  for (const entry of manifest.rollups ?? []) {
    const { by, edition } = entry;
    const isOwn = by === "province" || by === "district";
    // A release that tells only of old units has provinces, not former ones.
    const kind: Kind = isOwn && edition !== newest ? `former_${by}` : by;
    const key = `${kind}/${edition}`;
    const entries = [...(summings.get(key)?.entries ?? []), entry];
    summings.set(key, { kind, edition, of: isOwn ? edition : entry.of, by, entries });
  }
  return [...summings.values()].sort(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.edition.localeCompare(a.edition),
  );
}

/** The periods of some sums, each once. */
export function periodsOf({ entries }: Summing): readonly string[] {
  return [...new Set(entries.flatMap((e) => e.periods.map((p) => p.period)))];
}

/** Indicators that communes told, or somebody of the groups as a whole, in the order of the release. */
export function indicatorsOf(
  manifest: Manifest,
  { edition, of, entries }: Summing,
): readonly string[] {
  const whole: Level[] = ["province", "district"];
  const found = manifest.series.filter(
    (s) =>
      s.nature === "actual" &&
      ((s.edition === edition && entries.some((e) => e.parts === s.level)) ||
        (s.edition === of && whole.includes(s.level))),
  );
  return [...new Set(found.map((s) => s.indicator))];
}

/** The units of a group, those that lie in it in part apart. */
export interface Members {
  readonly level: Level;
  readonly whole: readonly string[];
  readonly shared: readonly string[];
}

export function membersIn(piece: GroupsPiece, code: string): Members | null {
  const at = piece.code.indexOf(code);
  if (at < 0) return null;
  // What stands beside the communes is a district without any: nothing of its level is drawn with them.
  const own = (codes: readonly string[] = []): string[] => codes.filter((c) => !c.includes(":"));
  return { level: piece.parts, whole: own(piece.units[at]), shared: own(piece.shared[at]) };
}
