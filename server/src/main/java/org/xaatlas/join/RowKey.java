package org.xaatlas.join;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a row says about its unit, as written.
 *
 * @param row row of the file, the first is 1
 * @param code the code cell, if there is a code column and it is filled; a mark such as - is none
 * @param name the name cell, with or without unit type
 * @param type the unit type cell
 * @param parent code or name of the province (or district) the row says it lies in
 * @param amongVillages whether rows of the table may be about villages, so that a name without unit
 *     type may be that of a village
 */
public record RowKey(
    int row,
    Optional<String> code,
    Optional<String> name,
    Optional<String> type,
    Optional<String> parent,
    boolean amongVillages) {
  private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");

  public RowKey {
    code =
        code.map(RowKey::plain).filter(text -> text.chars().anyMatch(Character::isLetterOrDigit));
  }

  public RowKey(
      int row,
      Optional<String> code,
      Optional<String> name,
      Optional<String> type,
      Optional<String> parent) {
    this(row, code, name, type, parent, false);
  }

  /**
   * A code without what a cell holds beside it: hard and invisible spaces, an apostrophe that marks
   * text, digits of another width.
   */
  private static String plain(String code) {
    if (code.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c))) {
      return code;
    }
    String text =
        UNSEEN.matcher(Normalizer.normalize(code, Normalizer.Form.NFKC)).replaceAll(" ").strip();
    return text.startsWith("'") ? text.substring(1).strip() : text;
  }

  /** The same said by another row. */
  public RowKey at(int other) {
    return new RowKey(other, code, name, type, parent, amongVillages);
  }

  /** The text that reports show for the row, and that decisions about it go by. */
  public String input() {
    String typed = name.orElse("");
    String kind = type.orElse("");
    boolean told = typed.toLowerCase(Locale.ROOT).startsWith(kind.toLowerCase(Locale.ROOT));
    return Stream.of(code.orElse(""), told ? "" : kind, typed, parent.orElse(""))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** What a cell says, if anything. */
  static Optional<String> filled(Optional<String> cell) {
    return cell.map(String::strip).filter(text -> !text.isEmpty());
  }
}
