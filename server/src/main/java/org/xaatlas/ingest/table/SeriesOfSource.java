package org.xaatlas.ingest.table;

import org.xaatlas.series.SeriesKey;

/** A series as one source tells it. */
record SeriesOfSource(SeriesKey key, String source) {}
