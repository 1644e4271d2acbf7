package org.xaatlas.priority;

/** What stands for a value that nobody reported. Shown for every unit it was used for. */
public enum MissingPolicy {
  /** The unit is not ranked, and is listed apart with the criterion that it lacks. */
  EXCLUDED,
  /** The value among all units that gives the fewest points. */
  WORST,
  /** The median of the units of its province that have a value; without any, as excluded. */
  PROVINCE_MEDIAN,
  /** The smallest that it can be: 0 for counts and rates. */
  LOWER_BOUND
}
