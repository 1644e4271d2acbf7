package org.xaatlas.series;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time a figure is about: a year, a date, or an interval of years.
 *
 * @param text canonical: {@code 2023}, {@code 2023-12-31} or {@code 2021/2023}
 */
public record Period(String text) implements Comparable<Period> {
  private static final Pattern YEAR = Pattern.compile("(\\d{4})");
  private static final Pattern YEARS = Pattern.compile("(\\d{4})/(\\d{4})");

  public Period {
    LocalDate from = start(text);
    LocalDate to = end(text);
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("A period ends before it begins: " + text);
    }
    if (from.getYear() < 1900 || to.getYear() > 2199) {
      throw new IllegalArgumentException("A period lies between 1900 and 2199, not " + text);
    }
  }

  /**
   * Reads what people type: {@code 2023}, {@code 2023-12-31}, {@code 31/12/2023}, {@code
   * 2021-2023}, {@code 2021/2023}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Period parse(String typed) {
    String text = typed.strip().replace('–', '-');
    Matcher years = Pattern.compile("(\\d{4})\\s*[-/]\\s*(\\d{4})").matcher(text);
    if (years.matches()) {
      return new Period(years.group(1) + "/" + years.group(2));
    }
    Matcher day = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})").matcher(text);
    if (day.matches()) {
      return new Period(
          String.format(
              "%s-%02d-%02d",
              day.group(3), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(1))));
    }
    return new Period(text);
  }

  public LocalDate start() {
    return start(text);
  }

  public LocalDate end() {
    return end(text);
  }

  private static LocalDate start(String text) {
    Matcher matcher = YEAR.matcher(text);
    if (matcher.matches()) {
      return LocalDate.of(Integer.parseInt(text), 1, 1);
    }
    matcher = YEARS.matcher(text);
    return matcher.matches() ? LocalDate.of(Integer.parseInt(matcher.group(1)), 1, 1) : date(text);
  }

  private static LocalDate end(String text) {
    Matcher matcher = YEAR.matcher(text);
    if (matcher.matches()) {
      return LocalDate.of(Integer.parseInt(text), 12, 31);
    }
    matcher = YEARS.matcher(text);
    return matcher.matches()
        ? LocalDate.of(Integer.parseInt(matcher.group(2)), 12, 31)
        : date(text);
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("A period is a year, a date or two years, not " + text, e);
    }
  }

  /** By end, then by start: the latest period is the largest. */
  @Override
  public int compareTo(Period other) {
    int byEnd = end().compareTo(other.end());
    return byEnd != 0 ? byEnd : start().compareTo(other.start());
  }

  @Override
  public String toString() {
    return text;
  }
}
