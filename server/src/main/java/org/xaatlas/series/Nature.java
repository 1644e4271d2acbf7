package org.xaatlas.series;

/** Whether something happened, is wanted or is expected. */
public enum Nature {
  ACTUAL,
  TARGET,
  FORECAST
}
