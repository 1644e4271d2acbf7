import type { UnitAnswer } from "../../api/types";
import type { View } from "../../data/atlas";
import type { Words } from "../../i18n/i18n";
import { comparison } from "./compare";
import { designations } from "./designations";
import { byGroup } from "./groups";
import { headline, place } from "./headline";
import { history } from "./history";
import { deprivations, listed, results } from "./lists";
import { sums } from "./sums";
import { boundary, neighbours } from "./surroundings";
import { type ProfileEvents, Told } from "./told";
import { overYears } from "./years";

/** The sections of the profile of one unit, as the view shown calls for them. */
export function profile(
  words: Words,
  view: View,
  unit: UnitAnswer,
  on: ProfileEvents,
): HTMLElement[] {
  const told = new Told(words, view, unit, on);
  return [
    place(told),
    headline(told),
    sums(told),
    comparison(told),
    overYears(told),
    byGroup(told),
    ...deprivations(told),
    designations(told),
    history(told),
    listed(told),
    results(told),
    neighbours(told),
    boundary(told),
  ].filter((section): section is HTMLElement => section !== null);
}
