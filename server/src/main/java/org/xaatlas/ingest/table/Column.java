package org.xaatlas.ingest.table;

import java.util.Locale;
import java.util.Optional;
import org.xaatlas.designation.DesignationScheme;

/**
 * A column of a table, once its heading is understood.
 *
 * @param index its place, the first is 0
 * @param heading as written
 * @param measure for {@link Role#MEASURE}
 * @param scheme for {@link Role#DESIGNATION}
 */
record Column(
    int index,
    String heading,
    Role role,
    Optional<Measure> measure,
    Optional<DesignationScheme> scheme) {

  /** What the cells of a column tell. */
  enum Role {
    CODE,
    NAME,
    TYPE,
    PROVINCE,
    DISTRICT,
    VILLAGE,
    PERIOD,
    STANDARD,
    GROUP,
    AREA_TYPE,
    NATURE,
    STAGE,
    STATUS,
    QUALIFIER,
    SOURCE,
    LEVEL,
    EDITION,
    AS_OF,
    /** What the values of a row are printed in: "tỷ đồng". */
    UNIT_OF_MEASURE,
    INDICATOR,
    VALUE,
    MEASURE,
    SCHEME,
    CLASS,
    DECISION,
    VALID_FROM,
    VALID_TO,
    DESIGNATION,
    /** Counting numbers of the rows: of no use. */
    ORDINAL,
    /** A rate that counts beside it tell: not read. */
    COMPUTED,
    /** Left out because it holds remarks, or the mapping says so. */
    IGNORED,
    /** Nothing is known that it could be. */
    UNKNOWN;

    /** The word that a mapping file uses for it: {@code code}, {@code as_of}. */
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Column of(int index, String heading, Role role) {
    return new Column(index, heading, role, Optional.empty(), Optional.empty());
  }

  /** The same column at another place. */
  Column at(int place) {
    return place == index ? this : new Column(place, heading, role, measure, scheme);
  }

  /** Whether it can be imported or, like the row's number, needs not be. */
  boolean isRecognised() {
    return role != Role.UNKNOWN;
  }
}
