package org.xaatlas.join;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.xaatlas.unit.Unit;

/** The names of a list of units, found by spelling and by likeness. Immutable, safe to share. */
final class NameIndex {
  /** How many units by shared pairs of letters are compared letter by letter. */
  private static final int COMPARED = 24;

  /** Numbers that end a name: Tam Xuân II. Longer ones than XX do not occur. */
  private static final Pattern ROMAN = Pattern.compile("x{0,2}(ix|iv|v?i{0,3})");

  private static final int[] NONE = {};

  private final List<Unit> units;
  private final String[] normal;
  private final String[] folded;
  private final Map<String, List<Unit>> byName = new HashMap<>();
  private final Map<String, List<Unit>> byNumeral = new HashMap<>();
  private final Map<String, List<Unit>> byFold = new HashMap<>();
  private final Map<Integer, int[]> byPair = new HashMap<>();

  NameIndex(List<Unit> units) {
    this.units = units;
    this.normal = new String[units.size()];
    this.folded = new String[units.size()];
    Map<Integer, List<Integer>> pairs = new HashMap<>();
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      normal[i] = VietnameseText.normalise(unit.name());
      folded[i] = foldedKey(unit.name());
      byName.computeIfAbsent(normal[i], name -> new ArrayList<>(1)).add(unit);
      byNumeral.computeIfAbsent(numerals(normal[i]), name -> new ArrayList<>(1)).add(unit);
      byFold.computeIfAbsent(folded[i], name -> new ArrayList<>(1)).add(unit);
      for (int pair : pairsOf(folded[i])) {
        pairs.computeIfAbsent(pair, p -> new ArrayList<>()).add(i);
      }
    }
    pairs.forEach(
        (pair, list) -> byPair.put(pair, list.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** Units whose name is the same once normalised; numbers may be written either way. */
  List<Unit> spelled(String name) {
    String key = VietnameseText.normalise(name);
    List<Unit> exact = byName.getOrDefault(key, List.of());
    return exact.isEmpty() ? byNumeral.getOrDefault(numerals(key), List.of()) : exact;
  }

  /** Units whose name is the same when nothing of either carries a mark. */
  List<Unit> unmarked(String name) {
    return byFold.getOrDefault(foldedKey(name), List.of());
  }

  /** Whether a typed name, without unit type, is a spelling of a unit's bare or full name. */
  static boolean agrees(String typed, boolean unmarked, Unit unit) {
    String key = numerals(VietnameseText.normalise(typed));
    for (String name : List.of(unit.name(), unit.fullName())) {
      if (key.equals(numerals(VietnameseText.normalise(name)))
          || unmarked && foldedKey(typed).equals(foldedKey(name))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The units whose names are most like one of the readings, best first.
   *
   * @param scope places in the list of units that are looked at
   */
  List<Candidate> like(List<String> readings, BitSet scope, int limit) {
    Map<String, Candidate> best = new HashMap<>();
    for (String reading : readings) {
      String name = VietnameseText.normalise(reading);
      for (int i : sharingPairs(foldedKey(reading), scope)) {
        Unit unit = units.get(i);
        // 1 is kept for names that are the same; the rest stays visibly below.
        double score =
            Math.min(round(Likeness.of(name, normal[i])), name.equals(normal[i]) ? 1 : 0.99);
        best.merge(
            unit.code(),
            new Candidate(unit.code(), unit.fullName(), score),
            (a, b) -> a.score() >= b.score() ? a : b);
      }
    }
    return best.values().stream()
        .filter(candidate -> candidate.score() >= 0.5)
        .sorted(
            Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::code))
        .limit(limit)
        .toList();
  }

  /** The candidate that a unit makes for a typed name. */
  static Candidate candidate(Unit unit, List<String> readings) {
    double score =
        readings.stream()
            .mapToDouble(
                reading ->
                    Likeness.of(
                        VietnameseText.normalise(reading), VietnameseText.normalise(unit.name())))
            .max()
            .orElse(1);
    return new Candidate(unit.code(), unit.fullName(), round(score));
  }

  private List<Integer> sharingPairs(String key, BitSet scope) {
    byte[] shared = new byte[units.size()];
    Set<Integer> pairs = pairsOf(key);
    for (int pair : pairs) {
      for (int i : byPair.getOrDefault(pair, NONE)) {
        if (shared[i] < Byte.MAX_VALUE) {
          shared[i]++;
        }
      }
    }
    List<Integer> found = new ArrayList<>();
    for (int i = scope.nextSetBit(0); i >= 0; i = scope.nextSetBit(i + 1)) {
      if (shared[i] * 3 >= pairs.size()) {
        found.add(i);
      }
    }
    if (found.size() > COMPARED) {
      found.sort(
          Comparator.comparingDouble(
              i -> -2.0 * shared[i] / (pairs.size() + folded[i].length() + 1)));
      return found.subList(0, COMPARED);
    }
    return found;
  }

  private static Set<Integer> pairsOf(String key) {
    Set<Integer> pairs = new LinkedHashSet<>();
    String padded = " " + key + " ";
    for (int i = 1; i < padded.length(); i++) {
      pairs.add(padded.charAt(i - 1) << 16 | padded.charAt(i));
    }
    return pairs;
  }

  /** The folded form in which spellings agree, "My" and "Mi" for Mỹ included. */
  private static String foldedKey(String name) {
    return VietnameseText.normalise(VietnameseText.fold(name));
  }

  /** A roman number at the end, or standing alone, as an arabic one. */
  private static String numerals(String normalised) {
    int start = normalised.lastIndexOf(' ') + 1;
    String last = normalised.substring(start);
    if (last.isEmpty() || !ROMAN.matcher(last).matches()) {
      return normalised;
    }
    int value = 0;
    for (int i = 0; i < last.length(); i++) {
      int digit = digit(last.charAt(i));
      value += i + 1 < last.length() && digit < digit(last.charAt(i + 1)) ? -digit : digit;
    }
    return normalised.substring(0, start) + value;
  }

  private static int digit(char roman) {
    return roman == 'x' ? 10 : roman == 'v' ? 5 : 1;
  }

  private static double round(double score) {
    return Math.round(score * 1000) / 1000.0;
  }
}
