package org.xaatlas.indicator;

import java.util.List;
import org.xaatlas.message.Label;

/**
 * A part of the population that figures are given for. Groups overlap (a Khmer household is an
 * ethnic-minority household), so only declared partitions may be added up.
 *
 * @param id {@code all}, {@code ethnic_minority}, {@code khmer}, {@code hoa}, ...
 * @param partOf id of the group it is a part of, empty text for {@code all}
 * @param headers words by which files call it
 */
public record Group(String id, Label name, String partOf, List<String> headers) {
  /** Everybody. */
  public static final String ALL = "all";

  /** Ethnic minorities (dân tộc thiểu số, DTTS). */
  public static final String ETHNIC_MINORITY = "ethnic_minority";

  public Group {
    headers = List.copyOf(headers);
  }
}
