package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.xaatlas.join.VietnameseText;

/**
 * The columns of the annual review of poor and near-poor households, read from the words of all
 * lines of their headings: whom they count (all, poor, near-poor), when or by which change (start
 * of the year, end, escaped, relapsed, newly arisen), and whether as a number or as a rate.
 *
 * <p>Every word has to be understood; a heading with a word too many is none of the form's.
 */
final class ReviewForm {
  /** What a heading of the form says. */
  sealed interface Meaning permits Figure, Computed {}

  /** The indicator of this id. */
  record Figure(String indicator) implements Meaning {}

  /** A rate that has no indicator, or that leaves open of what: the counts beside it tell it. */
  record Computed() implements Meaning {}

  private enum Facet {
    ALL_HOUSEHOLDS,
    POOR,
    NEAR_POOR,
    BOTH,
    START,
    END,
    ESCAPED,
    RELAPSED,
    NEW,
    RATE,
    /** "Tăng thêm": which change it was, another word has to say. */
    CHANGE,
    /** Words that change nothing. */
    NOTHING
  }

  private static final Pattern YEAR = Pattern.compile("(19|20)\\d\\d");
  private static final int LONGEST_PHRASE = 6;
  private static final Set<Facet> SUBJECTS =
      EnumSet.of(Facet.ALL_HOUSEHOLDS, Facet.POOR, Facet.NEAR_POOR, Facet.BOTH);
  private static final Set<Facet> TIMES =
      EnumSet.of(Facet.START, Facet.END, Facet.ESCAPED, Facet.RELAPSED, Facet.NEW);
  private static final Map<String, Facet> PHRASES = new HashMap<>();

  static {
    put(Facet.ALL_HOUSEHOLDS, "tổng số hộ dân cư|hộ dân cư|số hộ dân cư|tổng số hộ dân|hộ dân");
    put(
        Facet.BOTH,
        "hộ nghèo và hộ cận nghèo|nghèo và cận nghèo|hộ nghèo và cận nghèo|hộ nghèo đa chiều|"
            + "nghèo đa chiều|hộ nghèo, cận nghèo");
    put(Facet.NEAR_POOR, "hộ cận nghèo|cận nghèo");
    put(Facet.POOR, "hộ nghèo|nghèo");
    put(Facet.START, "đầu năm|đầu kỳ|đầu năm rà soát|thời điểm đầu năm");
    put(Facet.END, "cuối năm|cuối kỳ|cuối năm rà soát|thời điểm cuối năm");
    put(Facet.ESCAPED, "thoát");
    put(Facet.RELAPSED, "tái");
    put(Facet.NEW, "phát sinh|mới phát sinh|phát sinh mới");
    put(Facet.CHANGE, "tăng|tăng thêm|giảm|giảm đi");
    put(Facet.RATE, "tỷ lệ|tỉ lệ");
    put(
        Facet.NOTHING,
        "số hộ|số|hộ|tổng số|tổng số hộ|trong đó|trong năm|trong kỳ|trong|diễn biến|năm|là|của|"
            + "kết quả|kết quả rà soát|biến động|có|và|thuộc|tại thời điểm|thời điểm");
  }

  private ReviewForm() {}

  private static void put(Facet facet, String phrases) {
    for (String phrase : phrases.split("\\|")) {
      PHRASES.put(key(phrase), facet);
    }
  }

  /**
   * Whom a form counts, by its title: "BIỂU TỔNG HỢP DIỄN BIẾN HỘ CẬN NGHÈO" counts near-poor ones.
   * Empty when no title or both say so.
   */
  static Optional<String> subjectOf(List<Table.Row> titles) {
    Set<Facet> found = new LinkedHashSet<>();
    for (Table.Row row : titles) {
      for (Cell cell : row.cells()) {
        String folded = VietnameseText.fold(cell.text());
        boolean near = folded.contains("can ngheo");
        if (near) {
          found.add(Facet.NEAR_POOR);
        }
        if (folded.replace("can ngheo", "").contains("ho ngheo")) {
          found.add(Facet.POOR);
        }
      }
    }
    if (found.size() != 1) {
      return Optional.empty();
    }
    return Optional.of(found.contains(Facet.POOR) ? "hộ nghèo" : "hộ cận nghèo");
  }

  /**
   * What a heading says, its group and year taken out.
   *
   * @param heading all lines of the heading, notes in parentheses without their brackets
   * @param subject whom the form counts, where the heading does not say it
   * @param group whether the heading names a group
   */
  static Optional<Meaning> read(String heading, Optional<String> subject, boolean group) {
    Optional<List<Facet>> facets = facets(heading);
    if (facets.isEmpty()) {
      return Optional.empty();
    }
    boolean rate = heading.contains("%") || facets.get().contains(Facet.RATE);
    Set<Facet> times = new LinkedHashSet<>(facets.get());
    times.retainAll(TIMES);
    Set<Facet> subjects = new LinkedHashSet<>(facets.get());
    if (subject.isPresent() && !times.isEmpty() && Collections.disjoint(subjects, SUBJECTS)) {
      subjects.addAll(facets(subject.get()).orElseThrow());
    }
    subjects.retainAll(SUBJECTS);
    boolean whichChange = times.isEmpty() && facets.get().contains(Facet.CHANGE);
    if (subjects.size() != 1 || times.size() > 1 || whichChange) {
      return Optional.empty();
    }
    return meaning(
        subjects.iterator().next(),
        times.isEmpty() ? Facet.END : times.iterator().next(),
        rate,
        group);
  }

  private static Optional<Meaning> meaning(Facet subject, Facet time, boolean rate, boolean group) {
    if (subject == Facet.ALL_HOUSEHOLDS || subject == Facet.BOTH) {
      if (time != Facet.END) {
        return Optional.empty();
      }
      if (subject == Facet.ALL_HOUSEHOLDS) {
        return rate ? Optional.of(new Computed()) : Optional.of(new Figure("hh_total"));
      }
      return rate && group
          ? Optional.of(new Computed())
          : Optional.of(new Figure(rate ? "rate_mpoor" : "hh_mpoor"));
    }
    if (rate && (group || time != Facet.END && time != Facet.START)) {
      return Optional.of(new Computed());
    }
    String name = (rate ? "rate_" : "hh_") + (subject == Facet.POOR ? "poor" : "near_poor");
    return Optional.of(
        new Figure(
            switch (time) {
              case START -> name + "_start";
              case ESCAPED -> name + "_escaped";
              case RELAPSED -> name + "_relapsed";
              case NEW -> name + "_new";
              default -> name;
            }));
  }

  /** Folded, and "kỳ" the same as "kì". */
  private static String key(String text) {
    return VietnameseText.normalise(VietnameseText.fold(text));
  }

  /** The facets of all words, longest phrases first; empty when a word is none of the form's. */
  private static Optional<List<Facet>> facets(String heading) {
    String folded = key(heading);
    List<Facet> facets = new ArrayList<>();
    if (folded.isEmpty()) {
      return Optional.empty();
    }
    String[] words = folded.split(" ");
    int at = 0;
    while (at < words.length) {
      if (YEAR.matcher(words[at]).matches()) {
        at++;
        continue;
      }
      int length = Math.min(LONGEST_PHRASE, words.length - at);
      Facet facet = null;
      while (length > 0 && facet == null) {
        facet = PHRASES.get(String.join(" ", List.of(words).subList(at, at + length)));
        length -= facet == null ? 1 : 0;
      }
      if (facet == null) {
        return Optional.empty();
      }
      facets.add(facet);
      at += length;
    }
    return Optional.of(facets);
  }
}
