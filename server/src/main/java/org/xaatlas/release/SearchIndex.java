package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.unit.Level;

/**
 * Units and villages by name, with or without diacritics. Names are folded once, when the index is
 * opened; a search reads through all of them, which for 14,000 is quicker than anything clever.
 * Immutable, safe to share.
 */
public final class SearchIndex {
  /** How a text fits a name; earlier is better. */
  private enum Fit {
    EXACT,
    PREFIX,
    WORD,
    INSIDE
  }

  /**
   * Something that can be found.
   *
   * @param level tier of the unit that is led to
   * @param code code of the unit; for a village that of its commune
   * @param village name of the village, "" for a unit
   * @param former the former unit by whose name the unit is found, if it is
   */
  public record Entry(
      String edition,
      Level level,
      String code,
      String name,
      String type,
      String province,
      String village,
      Optional<Former> former) {
    /** Type and name of the unit; for a village of its commune. */
    public String fullName() {
      return type.isEmpty() ? name : type + " " + name;
    }

    private Entry formerly(Former other) {
      return new Entry(edition, level, code, name, type, province, village, Optional.of(other));
    }

    /** The tier of what was found. */
    Level tier() {
      return village.isEmpty() ? level : Level.VILLAGE;
    }
  }

  /**
   * A unit of an older edition whose land a unit has.
   *
   * @param whole whether all of it, or only a part
   */
  public record Former(String edition, String code, String name, String type, boolean whole) {
    /** Type and name of the former unit. */
    public String fullName() {
      return type.isEmpty() ? name : type + " " + name;
    }
  }

  /**
   * An entry that fits.
   *
   * @param score between 0 and 1, higher is better; says which kind of fit it is and no more
   */
  public record Hit(Entry entry, double score) {}

  /** An entry with its names as they are compared. */
  private record Folded(Entry entry, String[] marked, String[] plain, int position) {}

  private record Ranked(Folded folded, Fit fit, boolean marked, boolean newest) {
    double score() {
      double score = 1 - 0.2 * fit.ordinal();
      return (marked ? score : score - 0.1) - (newest ? 0 : 0.05);
    }
  }

  private static final Comparator<Ranked> BEST_FIRST =
      Comparator.comparing(Ranked::fit)
          .thenComparing(Ranked::marked, Comparator.reverseOrder())
          .thenComparing(Ranked::newest, Comparator.reverseOrder())
          .thenComparing(ranked -> ranked.folded().entry().former().isPresent())
          .thenComparing(ranked -> ranked.folded().entry().tier())
          .thenComparing(ranked -> ranked.folded().plain()[0].length())
          .thenComparing(ranked -> ranked.folded().plain()[0])
          .thenComparing(ranked -> ranked.folded().position());

  private final List<Folded> entries;

  private SearchIndex(List<Folded> entries) {
    this.entries = entries;
  }

  /** Reads a search piece. */
  static SearchIndex read(JsonNode piece) throws IOException {
    PieceReader.requireFormat(piece, "xa-atlas-search/1");
    List<Folded> entries = new ArrayList<>(piece.path("entries").size());
    for (JsonNode node : piece.path("entries")) {
      String level = node.path("level").asText();
      Entry entry =
          new Entry(
              node.path("edition").asText(),
              Level.of(level).orElseThrow(() -> new IOException("Not a level: " + level)),
              node.path("code").asText(),
              node.path("name").asText(),
              node.path("type").asText(),
              node.path("province").asText(),
              node.path("village").asText(""),
              Optional.empty());
      String[] names =
          !entry.village().isEmpty()
              ? new String[] {entry.village()}
              : new String[] {entry.name(), entry.fullName(), entry.code()};
      entries.add(folded(entry, entries.size(), names));
      for (JsonNode other : node.path("former")) {
        Former former =
            new Former(
                other.path("edition").asText(),
                other.path("code").asText(),
                other.path("name").asText(),
                other.path("type").asText(),
                other.path("whole").asBoolean());
        entries.add(
            folded(entry.formerly(former), entries.size(), former.name(), former.fullName()));
      }
    }
    return new SearchIndex(List.copyOf(entries));
  }

  private static Folded folded(Entry entry, int position, String... names) {
    String[] marked = new String[names.length];
    String[] plain = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      marked[i] = marked(names[i]);
      plain[i] = VietnameseText.fold(names[i]);
    }
    return new Folded(entry, marked, plain, position);
  }

  /** How many entries. */
  public int size() {
    return entries.size();
  }

  /**
   * The best entries for a text: exact before prefix before word before inside, with diacritics
   * before without, units of the newest edition first.
   *
   * @param newest id of the newest edition
   * @param edition only units of this edition
   * @param level only units of this level
   */
  public List<Hit> find(
      String text, String newest, Optional<String> edition, Optional<Level> level, int limit) {
    String plain = VietnameseText.fold(text);
    String marked = marked(text);
    if (plain.isEmpty()) {
      return List.of();
    }
    PriorityQueue<Ranked> best = new PriorityQueue<>(limit + 1, BEST_FIRST.reversed());
    for (Folded folded : entries) {
      if (edition.isPresent() && !edition.get().equals(folded.entry().edition())
          || level.isPresent() && level.get() != folded.entry().tier()) {
        continue;
      }
      Fit worst = best.size() == limit ? best.peek().fit() : Fit.INSIDE;
      Ranked ranked = rank(folded, plain, marked, newest, worst);
      if (ranked != null) {
        best.add(ranked);
        if (best.size() > limit) {
          best.poll();
        }
      }
    }
    return best.stream()
        .sorted(BEST_FIRST)
        .map(ranked -> new Hit(ranked.folded().entry(), ranked.score()))
        .toList();
  }

  /** The best fit of any of its names, or null for none or one that is worse than the worst. */
  private static Ranked rank(Folded folded, String plain, String marked, String newest, Fit worst) {
    Fit best = null;
    boolean bestMarked = false;
    for (int i = 0; i < folded.plain().length; i++) {
      Fit without = fit(folded.plain()[i], plain);
      if (without == null || without.compareTo(best == null ? worst : best) > 0) {
        continue;
      }
      Fit with = fit(folded.marked()[i], marked);
      boolean same = with != null && with.compareTo(without) <= 0;
      if (best == null || without != best || same) {
        best = without;
        bestMarked = same;
      }
    }
    return best == null
        ? null
        : new Ranked(folded, best, bestMarked, folded.entry().edition().equals(newest));
  }

  /**
   * Lower case with its diacritics. Not {@link VietnameseText#normalise}, which moves tones to the
   * end of syllables: what is being typed ends in the middle of one.
   */
  private static String marked(String text) {
    return Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private static Fit fit(String name, String text) {
    int at = name.indexOf(text);
    if (at < 0) {
      return null;
    }
    if (at == 0) {
      return name.length() == text.length() ? Fit.EXACT : Fit.PREFIX;
    }
    for (; at >= 0; at = name.indexOf(text, at + 1)) {
      if (name.charAt(at - 1) == ' ') {
        return Fit.WORD;
      }
    }
    return Fit.INSIDE;
  }
}
