import type { DesignationsPiece, EditionEntry, Manifest } from "../api/types";
import { lastDay } from "./period";

/** Who holds a designation of one scheme on a day. */
export interface Holdings {
  readonly scheme: string;
  readonly day: string;
  /** Class by code of the unit; for villages the class by code of their commune. */
  readonly byUnit: ReadonlyMap<string, string>;
  readonly isIllustrative: boolean;
}

/**
 * The day on which "in force" is judged, as the server judges it: the last day of an edition that has
 * ended, else the latest day of which the release tells something that happened.
 */
export function referenceDay(
  manifest: Pick<Manifest, "series">,
  edition: Pick<EditionEntry, "validFrom" | "validTo">,
  pieces: readonly DesignationsPiece[],
): string {
  if (edition.validTo) return edition.validTo;
  const days = [
    edition.validFrom ?? "",
    ...manifest.series.filter((s) => s.nature === "actual").map((s) => s.asOf ?? lastDay(s.period)),
    ...pieces.flatMap((piece) => piece.entries.map((e) => e.validFrom ?? "")),
  ];
  return days.reduce((latest, day) => (day > latest ? day : latest), "");
}

/** Those in force on a day: of a unit the latest where decisions overlap, a real one before a made-up one. */
export function holdingsOn(piece: DesignationsPiece, day: string): Holdings {
  const byUnit = new Map<string, string>();
  const real = new Set<string>();
  let isIllustrative = false;
  for (const entry of piece.entries) {
    if ((entry.validFrom && day < entry.validFrom) || (entry.validTo && day > entry.validTo)) {
      continue;
    }
    if (entry.illustrative && real.has(entry.unit)) continue;
    if (!entry.illustrative) real.add(entry.unit);
    byUnit.set(entry.unit, entry.class);
  }
  for (const unit of byUnit.keys()) isIllustrative ||= !real.has(unit);
  return { scheme: piece.scheme, day, byUnit, isIllustrative };
}

/** A designation as an address names it: a scheme, or one class of it. */
export function designationParts(designation: string): {
  readonly scheme: string;
  readonly class: string | null;
} {
  const [scheme = "", one] = designation.split(":");
  return { scheme, class: one ?? null };
}

/** Whether a unit holds a designation; false where nothing is known of its scheme. */
export function holds(
  holdings: ReadonlyMap<string, Holdings>,
  designation: string,
  code: string,
): boolean {
  const { scheme, class: wanted } = designationParts(designation);
  const found = holdings.get(scheme)?.byUnit.get(code);
  return found !== undefined && (wanted === null || found === wanted);
}
