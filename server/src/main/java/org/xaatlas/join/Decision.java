package org.xaatlas.join;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.xaatlas.unit.Level;

/**
 * What a person decided about a row that the program had to ask about. It holds for every later row
 * that says the same in the same edition, level and province, and for no other.
 *
 * @param edition id of the edition
 * @param level tier of the unit
 * @param province code of the province that the import was limited to, "" for none; for another
 *     name of a unit, which holds as those of the alias tables do, {@link #ALIAS} and its code
 * @param input what the row said, in the form of {@link #key}
 * @param code the unit that is meant; empty when the row names no unit
 * @param by who decided
 * @param at when
 * @param file name of the file that the row stood in
 * @param sha256 hash of that file
 * @param row its row there, the first is 1
 */
public record Decision(
    String edition,
    Level level,
    String province,
    String input,
    Optional<String> code,
    String by,
    Instant at,
    String file,
    String sha256,
    int row) {
  private static final String ALIAS = "*";

  public Decision {
    Objects.requireNonNull(edition, "edition");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(province, "province");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(sha256, "sha256");
    input = key(input);
    if (input.isEmpty()) {
      throw new IllegalArgumentException("A row that says nothing cannot be decided about");
    }
  }

  /** Another name of a unit, told by a row of a file. */
  public static Decision alias(
      String edition,
      Level level,
      String code,
      String name,
      String by,
      Instant at,
      String file,
      String sha256,
      int row) {
    return new Decision(
        edition, level, ALIAS + code, name, Optional.of(code), by, at, file, sha256, row);
  }

  /** The other name of a unit that this tells, if it is one. */
  Optional<Alias> alias() {
    return province.startsWith(ALIAS)
        ? code.map(unit -> new Alias(edition, level, unit, input, file))
        : Optional.empty();
  }

  /** The day it was made, in UTC: 2026-01-02. */
  String day() {
    return at.toString().substring(0, 10);
  }

  /** Whether two decisions are about the same rows. */
  public boolean isAboutTheRowsOf(Decision other) {
    return edition.equals(other.edition)
        && level == other.level
        && province.equals(other.province)
        && input.equals(other.input);
  }

  /** The form in which two rows say the same: letter case, spaces and Unicode form apart. */
  public static String key(String input) {
    return Normalizer.normalize(input, Normalizer.Form.NFC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s\\p{Z}]+", " ")
        .strip();
  }
}
