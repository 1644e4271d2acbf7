package org.xaatlas.store.sql;

import org.xaatlas.unit.Unit;

/**
 * A unit ready to be written.
 *
 * @param ord its place in the vectors of its level
 */
public record UnitRow(Unit unit, int ord) {}
