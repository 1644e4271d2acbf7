package org.xaatlas.indicator;

import java.util.List;
import org.xaatlas.message.Label;

/**
 * Lines that a legal text draws through the values of an indicator, for maps that show who lies
 * above and below them. They are data: another decision is another entry.
 *
 * @param id names it in an address
 * @param indicator what is compared with the lines, in its own unit (a rate in percent)
 * @param level id of the level of units that the text speaks of
 * @param lines one at least, ascending
 * @param source the decision with its number and day
 * @param note what else the text asks for, so that nobody takes the line for the whole rule
 */
public record Thresholds(
    String id,
    Label name,
    String indicator,
    String level,
    List<Line> lines,
    String source,
    Label note) {

  /**
   * One line; a value equal to it lies above.
   *
   * @param name what the text says of the values on one side of it
   */
  public record Line(double at, Label name) {
    public Line {
      if (!Double.isFinite(at)) {
        throw new IllegalArgumentException("A line must be a number");
      }
    }
  }

  public Thresholds {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(id + " has no lines");
    }
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).at() <= lines.get(i - 1).at()) {
        throw new IllegalArgumentException(id + " has lines that do not ascend");
      }
    }
    if (source.isBlank()) {
      throw new IllegalArgumentException(id + " names no source");
    }
  }
}
