package org.xaatlas.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.designation.Designation;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenDesignations;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.unit.Level;

/**
 * The designations of an edition, each with the outline of its unit; a village has that of its
 * commune. Immutable.
 */
final class DesignationFeatures implements FeatureSource {
  private final OpenDesignations designations;
  private final SchemeNames names;
  private final Map<OpenLevel, DrawnUnits> outlines = new HashMap<>();

  DesignationFeatures(OpenRelease release, OpenDesignations designations) {
    this.designations = designations;
    this.names = new SchemeNames(release);
    for (OpenLevel level : designations.levels()) {
      outlines.put(level, new DrawnUnits(release, level));
    }
  }

  private DrawnUnits outlines(int position) {
    return outlines.get(designations.level(position));
  }

  @Override
  public int size() {
    return designations.size();
  }

  @Override
  public String id(int position) {
    return designations.id(position);
  }

  @Override
  public int indexOf(String id) {
    return designations.indexOf(id);
  }

  @Override
  public boolean matches(int position, ItemsFilter filter) {
    Designation designation = designations.designation(position);
    return filter.designation().map(wanted -> wanted.takes(designation)).orElse(true)
        && filter.datetime().map(days -> holds(designation, days)).orElse(true)
        && outlines(position).within(designations.unit(position), filter);
  }

  /** Its own days count, and those of its edition as for a unit. */
  private boolean holds(Designation designation, DayRange days) {
    EditionEntry edition = designations.edition();
    return days.overlaps(edition.validFrom(), edition.validTo())
        && days.overlaps(designation.validFrom(), designation.validTo());
  }

  @Override
  public Optional<ByteBuffer> geometry(int position) {
    return outlines(position).geometry(designations.unit(position));
  }

  @Override
  public void write(int position, Properties properties, List<Language> languages)
      throws IOException {
    Designation designation = designations.designation(position);
    int unit = designations.unit(position);
    names.write(designation, properties, languages);
    outlines(position).write(unit, designation.level(), properties);
    properties.text("village", designation.name());
    properties.text("decision", designation.decision());
    properties.text("valid_from", designation.validFrom());
    properties.text("valid_to", designation.validTo());
    properties.word("status", Optional.of(designation.status()));
    properties.exact("source", designation.source());
    outlines(position).writeBoundary(unit, properties);
  }

  @Override
  public boolean illustrative(int[] positions) {
    return Arrays.stream(positions)
        .mapToObj(designations::designation)
        .anyMatch(Designation::illustrative);
  }

  @Override
  public Set<String> sources(int[] positions) {
    Set<String> ids = new HashSet<>();
    for (int position : positions) {
      ids.addAll(outlines(position).sources(designations.unit(position)));
      ids.add(designations.designation(position).source());
    }
    return ids;
  }

  @Override
  public List<Message> notes() {
    for (int position = 0; position < size(); position++) {
      if (designations.designation(position).level() == Level.VILLAGE) {
        return List.of(Message.of("http.note_village"));
      }
    }
    return List.of();
  }
}
