package org.xaatlas.ingest.boundary;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.MultiPolygon;
import org.xaatlas.message.Message;

/**
 * One feature as the file has it.
 *
 * @param row its place in the file, the first is 1
 * @param fields attributes in the order of the file: {@code String}, {@code Long}, {@code Double},
 *     {@code Boolean} or null
 * @param outline in the file's own coordinates, x before y; empty when there is none or when it
 *     cannot be built
 * @param mended small defects of the outline that were put right while reading
 * @param fault why the outline cannot be built, if it cannot
 */
public record SourceFeature(
    int row,
    Map<String, Object> fields,
    Optional<MultiPolygon> outline,
    List<Message> mended,
    Optional<Message> fault) {
  public SourceFeature {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    mended = List.copyOf(mended);
  }
}
