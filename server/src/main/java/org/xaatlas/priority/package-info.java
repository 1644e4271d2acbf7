/**
 * Which units come first, and why: criteria with value functions and weights, scores that are sums
 * of named contributions, how far the order depends on weights and estimates, and money shared out
 * to the last unit of it.
 *
 * <p>Nothing here knows a coefficient of any programme: points, weights, floors and ceilings come
 * from a scenario, which cites where it has them from.
 */
package org.xaatlas.priority;
