/**
 * Administrative units in time.
 *
 * <p>An <em>edition</em> is one state of the country's units, valid from a date: three tiers until
 * 2025-06-30, two tiers from 2025-07-01. A <em>unit</em> belongs to exactly one edition and is
 * known in it by level and official code; 3,315 commune codes exist in both editions, most for
 * something else, so the edition is part of every key. A <em>register</em> is the list of the units
 * of one edition.
 */
package org.xaatlas.unit;
