package org.xaatlas.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.export.ComputedLayer.Column;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.series.Source;

/** The rows of a computed layer as features; the id is the code of the unit. Immutable. */
final class ComputedFeatures implements FeatureSource {
  /** What a collection says of any layer by itself. */
  private static final Set<String> SAID =
      Set.of("scenario.note_boundaries", "scenario.note_schematic", "scenario.note_illustrative");

  private final ComputedLayer layer;
  private final int[] places;
  private final DrawnUnits outlines;
  private final Map<String, Integer> rows = new HashMap<>();

  ComputedFeatures(ComputedLayer layer) {
    this.layer = layer;
    this.places = layer.places();
    this.outlines = new DrawnUnits(layer.release(), layer.level());
    for (int row = 0; row < places.length; row++) {
      rows.put(layer.code(row), row);
    }
  }

  @Override
  public int size() {
    return places.length;
  }

  @Override
  public String id(int row) {
    return layer.code(row);
  }

  @Override
  public int indexOf(String id) {
    return rows.getOrDefault(id, -1);
  }

  @Override
  public boolean matches(int row, ItemsFilter filter) {
    EditionEntry edition = layer.level().edition();
    return filter
            .datetime()
            .map(days -> days.overlaps(edition.validFrom(), edition.validTo()))
            .orElse(true)
        && outlines.within(places[row], filter);
  }

  @Override
  public Optional<ByteBuffer> geometry(int row) {
    return layer.geometry(row);
  }

  @Override
  public void write(int row, Properties properties, List<Language> languages) throws IOException {
    for (Column column : layer.columns()) {
      Object value = column.value().apply(row);
      if (column.kind() == ComputedLayer.Kind.TEXT) {
        properties.text(column.name(), Optional.ofNullable(value));
      } else {
        properties.number(
            column.name(), value == null ? Double.NaN : ((Number) value).doubleValue());
      }
    }
    outlines.writeBoundary(places[row], properties);
  }

  @Override
  public boolean illustrative(int[] features) {
    return layer.illustrative();
  }

  @Override
  public Set<String> sources(int[] features) {
    Set<String> ids = new HashSet<>();
    layer.sources().stream().map(Source::id).forEach(ids::add);
    for (int row : features) {
      ids.addAll(outlines.sources(places[row]));
    }
    return ids;
  }

  @Override
  public List<Message> notes() {
    return layer.notes().stream().filter(note -> !SAID.contains(note.key())).toList();
  }
}
