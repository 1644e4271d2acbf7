package org.xaatlas.publish;

import org.xaatlas.series.Observation;
import org.xaatlas.series.Status;

/** The value that stands for a unit, and where it comes from. */
record Told(Observation observation, String source, long importNumber) {
  boolean isMadeUp() {
    return observation.status() == Status.ILLUSTRATIVE;
  }
}
