package org.xaatlas.priority;

/** How the points of several criteria become one score. */
public enum Method {
  /** Points as a rule gives them, summed: what the law uses. Weights are of no account. */
  SUMMED_POINTS,
  /** Points times weights, summed; weights are scaled to sum to 1. */
  WEIGHTED_SUM,
  /**
   * Points to the power of their weights, multiplied: a unit that is low in one criterion cannot
   * make up for it in another. Points must lie between 0 and 1.
   */
  WEIGHTED_PRODUCT,
  /**
   * How near to the best and how far from the worst of all units, each criterion divided by its
   * length (Hwang and Yoon 1981).
   */
  TOPSIS
}
