package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Group;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Period;

/**
 * Finds what the words of a heading name beside an indicator: a group, urban or rural, a time. Safe
 * to share.
 */
final class HeadingWords {
  private static final int LONGEST_PHRASE = 7;

  private static final Pattern YEAR = Pattern.compile("(19|20)\\d\\d");

  private record Phrase(String normalised, String id) {}

  private final Catalogue catalogue;
  private final Map<String, List<Phrase>> groups = new HashMap<>();

  HeadingWords(Catalogue catalogue) {
    this.catalogue = catalogue;
    for (Group group : catalogue.groups()) {
      Stream.concat(
              Stream.of(group.id(), group.name().vi(), group.name().en()), group.headers().stream())
          .distinct()
          .forEach(
              phrase ->
                  groups
                      .computeIfAbsent(key(phrase), p -> new ArrayList<>(1))
                      .add(new Phrase(VietnameseText.normalise(phrase), group.id())));
    }
  }

  /** The group that a cell names; with marks, its marks have to be right (Thái, Thổ, Mạ). */
  Optional<String> group(String text) {
    if (catalogue.group(text).isPresent()) {
      return Optional.of(text);
    }
    return phrase(key(text), VietnameseText.normalise(text), VietnameseText.isUnmarked(text));
  }

  private Optional<String> phrase(String folded, String normalised, boolean unmarked) {
    Set<String> ids = new LinkedHashSet<>();
    Set<String> exact = new LinkedHashSet<>();
    for (Phrase phrase : groups.getOrDefault(folded, List.of())) {
      if (phrase.normalised().equals(normalised)) {
        exact.add(phrase.id());
      }
      ids.add(phrase.id());
    }
    Set<String> found = !exact.isEmpty() || !unmarked ? exact : ids;
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  static Optional<Period> period(String text) {
    try {
      return Optional.of(Period.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The form in which headings are compared: folded, and "tỉ lệ" the same as "tỷ lệ". */
  static String key(String text) {
    return VietnameseText.normalise(VietnameseText.fold(text));
  }

  /** A part of a heading: tokens from (inclusive) to (exclusive) and what they mean. */
  record Part<T>(int from, int to, Optional<T> meaning) {
    static <T> Part<T> none() {
      return new Part<>(0, 0, Optional.empty());
    }

    boolean covers(int token) {
      return from <= token && token < to;
    }

    boolean overlaps(Part<?> other) {
      return from < other.to && other.from < to;
    }
  }

  /** The words of a heading, folded, and which of them may name a group, an area or a time. */
  record Tokens(
      String[] words,
      List<Part<String>> groups,
      List<Part<AreaType>> areas,
      List<Part<Period>> periods) {}

  Tokens tokens(String text) {
    String[] plain = key(text).split(" ");
    String[] marked = VietnameseText.normalise(text).split(" ");
    if (plain.length != marked.length || plain.length > 40) {
      return new Tokens(new String[0], List.of(), List.of(), List.of());
    }
    boolean unmarked = VietnameseText.isUnmarked(text);
    List<Part<String>> groupParts = new ArrayList<>(List.of(Part.none()));
    List<Part<AreaType>> areaParts = new ArrayList<>(List.of(Part.none()));
    List<Part<Period>> periodParts = new ArrayList<>(List.of(Part.none()));
    for (int from = 0; from < plain.length; from++) {
      for (int to = from + 1; to <= Math.min(plain.length, from + LONGEST_PHRASE); to++) {
        String phrase = join(plain, from, to);
        Optional<String> group =
            groups.containsKey(phrase)
                ? phrase(phrase, join(marked, from, to), unmarked)
                : Optional.empty();
        if (group.isPresent()) {
          groupParts.add(new Part<>(from, to, group));
        }
        Optional<AreaType> area = Words.areaTypeOfFolded(phrase);
        if (area.isPresent()) {
          areaParts.add(new Part<>(from, to, area));
        }
      }
      if (YEAR.matcher(plain[from]).matches()) {
        boolean two = from + 1 < plain.length && YEAR.matcher(plain[from + 1]).matches();
        String years = two ? plain[from] + "/" + plain[from + 1] : plain[from];
        Optional<Period> period = period(years);
        if (period.isPresent()) {
          periodParts.add(new Part<>(from, two ? from + 2 : from + 1, period));
        }
      }
    }
    return new Tokens(plain, groupParts, areaParts, periodParts);
  }

  private static String join(String[] words, int from, int to) {
    return String.join(" ", List.of(words).subList(from, to));
  }
}
