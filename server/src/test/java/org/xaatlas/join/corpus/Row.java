package org.xaatlas.join.corpus;

import java.util.Optional;
import org.xaatlas.join.RowKey;
import org.xaatlas.unit.Unit;

/**
 * A made row.
 *
 * @param key what it says
 * @param unit the unit it means; empty when its code and its name mean two
 * @param noise how it was written
 * @param expected what should become of it: for some units a noise leaves several readings
 */
record Row(RowKey key, Optional<Unit> unit, Noise noise, Noise.Expected expected) {}
