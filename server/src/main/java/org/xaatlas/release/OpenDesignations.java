package org.xaatlas.release;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.designation.Designation;
import org.xaatlas.release.Manifest.EditionEntry;

/**
 * All designations of an edition, scheme after scheme, then in the order of unit codes and of time;
 * past ones too. Positions count from 0. Immutable, safe to share.
 */
public final class OpenDesignations implements OpenCollection {
  private static final String NAME = "designations";
  private static final int ID_DIGITS = 12;

  private final EditionEntry edition;
  private final List<Entry> entries = new ArrayList<>();

  /** A designation with its unit, which for a village is the commune. */
  private record Entry(Designation designation, OpenLevel level, int unit) {}

  /**
   * Brings designations together with their units.
   *
   * @throws IOException when a unit is not in the release
   */
  OpenDesignations(EditionEntry edition, List<DesignationList> lists, Collection<OpenLevel> levels)
      throws IOException {
    this.edition = edition;
    for (DesignationList list : lists) {
      for (Designation designation : list.all()) {
        entries.add(entry(designation, levels));
      }
    }
  }

  private static Entry entry(Designation designation, Collection<OpenLevel> levels)
      throws IOException {
    for (OpenLevel level : levels) {
      if (level.level() == designation.unitLevel()
          && level.edition().id().equals(designation.edition())) {
        int unit = level.units().indexOf(designation.unit());
        if (unit >= 0) {
          return new Entry(designation, level, unit);
        }
      }
    }
    throw new IOException(
        "a designation of " + designation.scheme() + " names no unit: " + designation.unit());
  }

  @Override
  public String collection() {
    return edition.newest() ? NAME : longName();
  }

  @Override
  public String longName() {
    return NAME + "-" + edition.id();
  }

  @Override
  public EditionEntry edition() {
    return edition;
  }

  @Override
  public int size() {
    return entries.size();
  }

  public Designation designation(int position) {
    return entries.get(position).designation();
  }

  /** The levels of all units. */
  public List<OpenLevel> levels() {
    return entries.stream().map(Entry::level).distinct().toList();
  }

  /** The level of the unit. */
  public OpenLevel level(int position) {
    return entries.get(position).level();
  }

  /** The position of the unit in its level. */
  public int unit(int position) {
    return entries.get(position).unit();
  }

  /**
   * What names a designation in every release that has it: scheme, unit, and a hash of what tells
   * designations apart in the store. A later import that corrects one leaves it its id.
   */
  public String id(int position) {
    Designation designation = designation(position);
    String identity =
        String.join(
            "\t",
            designation.edition(),
            designation.scheme(),
            designation.unit(),
            designation.name(),
            designation.decision(),
            designation.source());
    return prefix(designation) + Hashes.of(identity).substring(0, ID_DIGITS);
  }

  private static String prefix(Designation designation) {
    return designation.scheme() + "-" + designation.unit() + "-";
  }

  /** The position of the designation with an id, or a negative number. */
  public int indexOf(String id) {
    for (int position = 0; position < size(); position++) {
      // Hashing every one would be slow.
      if (id.startsWith(prefix(designation(position))) && id.equals(id(position))) {
        return position;
      }
    }
    return -1;
  }

  @Override
  public boolean hasFigures() {
    return false;
  }

  @Override
  public Envelope extent() {
    Envelope extent = new Envelope();
    entries.forEach(entry -> entry.level().units().expand(extent, entry.unit()));
    return extent;
  }

  @Override
  public boolean drawn() {
    return levels().stream().anyMatch(OpenLevel::drawn);
  }
}
