package org.xaatlas.join;

import java.util.Optional;

/**
 * What a row says about its unit, as written.
 *
 * @param row row of the file, the first is 1
 * @param code the code cell, if there is a code column and it is filled
 * @param name the name cell, with or without unit type
 * @param type the unit type cell
 * @param parent code or name of the province (or district) the row says it lies in
 */
public record RowKey(
    int row,
    Optional<String> code,
    Optional<String> name,
    Optional<String> type,
    Optional<String> parent) {
  /** The text that reports show for the row. */
  public String input() {
    return String.join(" ", code.orElse(""), name.orElse(""), parent.orElse("")).strip();
  }
}
