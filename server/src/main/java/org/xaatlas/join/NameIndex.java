package org.xaatlas.join;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.xaatlas.unit.Unit;

/** The names of a list of units, found by spelling and by likeness. Immutable, safe to share. */
final class NameIndex {
  /** How many units, those that share most letters, are compared letter by letter. */
  private static final int COMPARED = 16;

  /** Into how many pairs of letters are hashed. */
  private static final int PAIRS = 128;

  /** One unit in so many: they are compared one by one rather than all at once. */
  private static final int FEW = 8;

  /** Numbers that end a name: Tam Xuân II. Longer ones than XX do not occur. */
  private static final Pattern ROMAN = Pattern.compile("x{0,2}(ix|iv|v?i{0,3})");

  /** What a reading counts that takes a word for a unit type which lost its marks. */
  private static final double LOOSE = 0.9;

  /**
   * What a reading counts that leaves out how the text goes on: too little to be taken as likely.
   */
  private static final double SHORT = 0.75;

  private final List<Unit> units;
  private final String[] normal;
  private final String[] folded;
  private final Traits[] traits;
  private final int[][] byPair;
  private final Likeness.Word[] words;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, List<Unit>> byName = new HashMap<>();
  private final Map<String, List<Unit>> byNumeral = new HashMap<>();
  private final Map<String, List<Unit>> byFold = new HashMap<>();
  private final Map<String, Map<Unit, Alias>> byAlias = new HashMap<>();
  private final Map<String, Map<Unit, Alias>> byAliasFold = new HashMap<>();

  NameIndex(List<Unit> units) {
    this(units, List.of());
  }

  /**
   * @param aliases other names of the units; those of units that are not in the list are left out
   */
  NameIndex(List<Unit> units, List<Alias> aliases) {
    this.units = units;
    this.normal = new String[units.size()];
    this.folded = new String[units.size()];
    this.traits = new Traits[units.size()];
    this.words = new Likeness.Word[units.size()];
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      places.put(unit.code(), i);
      Spelling spelling = Spelling.of(unit.name());
      normal[i] = spelling.normal();
      folded[i] = spelling.unmarked();
      traits[i] = Traits.of(folded[i]);
      words[i] = Likeness.Word.of(normal[i]);
      byName.computeIfAbsent(normal[i], name -> new ArrayList<>(1)).add(unit);
      byNumeral.computeIfAbsent(numerals(normal[i]), name -> new ArrayList<>(1)).add(unit);
      byFold.computeIfAbsent(folded[i], name -> new ArrayList<>(1)).add(unit);
    }
    this.byPair = unitsByPair(traits);
    for (Alias alias : aliases) {
      Integer place = places.get(alias.code());
      if (place != null) {
        Unit unit = units.get(place);
        for (Spelling spelling : UnitName.read(alias.name()).readings()) {
          byAlias.computeIfAbsent(spelling.normal(), n -> new LinkedHashMap<>()).put(unit, alias);
          byAliasFold
              .computeIfAbsent(spelling.unmarked(), n -> new LinkedHashMap<>())
              .put(unit, alias);
        }
      }
    }
  }

  private static int[][] unitsByPair(Traits[] traits) {
    int[][] units = new int[PAIRS][];
    for (int pair = 0; pair < PAIRS; pair++) {
      int of = pair;
      units[pair] =
          IntStream.range(0, traits.length).filter(i -> traits[i].nextPair(of) == of).toArray();
    }
    return units;
  }

  /** Units whose name is the same once normalised. */
  List<Unit> spelled(Spelling name) {
    return byName.getOrDefault(name.normal(), List.of());
  }

  /** Units whose name is the same but for the way in which its number is written. */
  List<Unit> numbered(Spelling name) {
    // A small letter alone is a slip of the finger rather than a number.
    boolean letter =
        name.normal().length() == 1
            && Character.isLetter(name.normal().charAt(0))
            && name.text().equals(name.normal());
    return letter ? List.of() : byNumeral.getOrDefault(numerals(name.normal()), List.of());
  }

  /** Units whose name is the same when nothing of either carries a mark. */
  List<Unit> unmarked(Spelling name) {
    return byFold.getOrDefault(name.unmarked(), List.of());
  }

  /** Whether a typed name, without unit type, is a spelling of a unit's bare or full name. */
  static boolean agrees(Spelling typed, boolean unmarked, Unit unit) {
    String key = numerals(typed.normal());
    for (String name : List.of(unit.name(), unit.fullName())) {
      Spelling right = Spelling.of(name);
      if (key.equals(numerals(right.normal()))
          || unmarked && typed.unmarked().equals(right.unmarked())) {
        return true;
      }
    }
    return false;
  }

  /** Units that the alias tables call so, with the alias. */
  Map<Unit, Alias> alias(UnitName name) {
    Map<Unit, Alias> found = new LinkedHashMap<>();
    for (Spelling reading : name.readings()) {
      found.putAll(byAlias.getOrDefault(reading.normal(), Map.of()));
    }
    if (found.isEmpty() && name.unmarked()) {
      for (Spelling reading : name.readings()) {
        found.putAll(byAliasFold.getOrDefault(reading.unmarked(), Map.of()));
      }
    }
    return found;
  }

  /**
   * Other units whose name becomes the typed one when some of its marks are left out. A name that
   * is spelled in full like one unit may still be meant for them.
   */
  List<Unit> withMoreMarks(Spelling typed, Unit unit) {
    List<Unit> same = unmarked(typed);
    if (same.size() < 2) {
      return List.of();
    }
    List<Unit> rivals = new ArrayList<>();
    for (Unit other : same) {
      if (!other.equals(unit)
          && Likeness.lacksMarksOnly(typed.normal(), normal[places.get(other.code())])) {
        rivals.add(other);
      }
    }
    return rivals;
  }

  /** Units of which the typed name, marks aside, is one letter away, and that bear no marks. */
  List<Unit> unmarkedAndOneLetterOff(UnitName typed, BitSet scope) {
    List<Unit> found = new ArrayList<>();
    for (Spelling reading : typed.readings()) {
      for (int i : mostShared(reading.unmarked(), scope)) {
        if (normal[i].equals(folded[i]) && Likeness.isOneLetterOff(reading.unmarked(), folded[i])) {
          found.add(units.get(i));
        }
      }
    }
    return found;
  }

  /**
   * The units whose names are most like a typed one, best first; of equals the one of the typed
   * type.
   *
   * @param scope places in the list of units that are looked at
   */
  List<Candidate> like(UnitName name, Optional<String> type, BitSet scope, int limit) {
    Map<Integer, Double> best = new HashMap<>();
    for (Spelling reading : name.readings()) {
      // Few names begin with a unit type: the whole text is tried when the bare name is like none.
      if (best.values().stream().noneMatch(score -> score >= Thresholds.ASK)) {
        compare(reading, 1, scope, best);
      }
    }
    name.looseReading().ifPresent(reading -> compare(reading, LOOSE, scope, best));
    name.shortReading().ifPresent(reading -> compare(reading, SHORT, scope, best));
    return best.entrySet().stream()
        .filter(entry -> entry.getValue() >= Thresholds.CANDIDATE)
        .sorted(
            Comparator.comparingDouble((Map.Entry<Integer, Double> entry) -> -entry.getValue())
                .thenComparing(
                    entry -> type.isPresent() && !isOfType(units.get(entry.getKey()), type.get()))
                .thenComparing(entry -> units.get(entry.getKey()).code()))
        .limit(limit)
        .map(
            entry -> {
              Unit unit = units.get(entry.getKey());
              return new Candidate(unit.code(), unit.fullName(), round(entry.getValue()));
            })
        .toList();
  }

  private void compare(Spelling reading, double most, BitSet scope, Map<Integer, Double> best) {
    String name = reading.normal();
    Likeness.Word word = Likeness.Word.of(name);
    for (int i : mostShared(reading.unmarked(), scope)) {
      // 1 is kept for names that are the same; the rest stays visibly below.
      double score = name.equals(normal[i]) ? 1 : Math.min(0.99, Likeness.of(word, words[i]));
      best.merge(i, score * most, Math::max);
    }
  }

  static boolean isOfType(Unit unit, String type) {
    return unit.type().equalsIgnoreCase(type)
        || !Normalizer.isNormalized(unit.type(), Normalizer.Form.NFC)
            && VietnameseText.normalise(unit.type()).equals(VietnameseText.normalise(type));
  }

  /** The candidate that a unit makes for a typed name. */
  static Candidate candidate(Unit unit, List<Spelling> readings) {
    String name = VietnameseText.normalise(unit.name());
    double score =
        readings.stream()
            .mapToDouble(reading -> Likeness.of(reading.normal(), name))
            .max()
            .orElse(1);
    return new Candidate(unit.code(), unit.fullName(), round(score));
  }

  /** The few units of the scope that share most pairs of letters, and most letters, with a name. */
  private int[] mostShared(String key, BitSet scope) {
    Traits typed = Traits.of(key);
    int[] found = new int[COMPARED];
    int[] scores = new int[COMPARED];
    int count = 0;
    int[] common = commonPairs(typed, scope);
    for (int i = scope.nextSetBit(0); i >= 0; i = scope.nextSetBit(i + 1)) {
      if (count == COMPARED && typed.isAtMost(scores[count - 1], traits[i], common[i])) {
        continue;
      }
      int score = typed.shared(traits[i], common[i]);
      if (count == COMPARED && score <= scores[count - 1]) {
        continue;
      }
      int at = count < COMPARED ? count++ : count - 1;
      while (at > 0 && scores[at - 1] < score) {
        scores[at] = scores[at - 1];
        found[at] = found[at - 1];
        at--;
      }
      scores[at] = score;
      found[at] = i;
    }
    int close = 0;
    while (close < count && scores[close] * Thresholds.SHARED >= scores[0]) {
      close++;
    }
    return Arrays.copyOf(found, close);
  }

  /** How many pairs of letters each unit of the scope has in common with a name. */
  private int[] commonPairs(Traits typed, BitSet scope) {
    int[] common = new int[units.size()];
    if (FEW * scope.cardinality() < common.length) {
      for (int i = scope.nextSetBit(0); i >= 0; i = scope.nextSetBit(i + 1)) {
        common[i] = typed.commonPairs(traits[i]);
      }
      return common;
    }
    for (int pair = typed.nextPair(0); pair >= 0; pair = typed.nextPair(pair + 1)) {
      for (int i : byPair[pair]) {
        common[i]++;
      }
    }
    return common;
  }

  /**
   * Which letters and pairs of letters a name has, hashed into bits, so that thousands of names are
   * compared in microseconds.
   */
  private record Traits(long pairs, long morePairs, long letters, int pairCount, int letterCount) {
    static Traits of(String key) {
      long pairs = 0;
      long morePairs = 0;
      long letters = 0;
      char before = ' ';
      for (int i = 0; i <= key.length(); i++) {
        char c = i < key.length() ? key.charAt(i) : ' ';
        int hash = (before * 37 + c) & PAIRS - 1;
        if (hash < 64) {
          pairs |= 1L << hash;
        } else {
          morePairs |= 1L << hash;
        }
        letters |= 1L << (c & 63);
        before = c;
      }
      return new Traits(
          pairs,
          morePairs,
          letters,
          Long.bitCount(pairs) + Long.bitCount(morePairs),
          Long.bitCount(letters));
    }

    /** The next pair from a place on, -1 when there is none. */
    int nextPair(int from) {
      long rest = from < 64 ? pairs & -1L << from : 0;
      if (rest != 0) {
        return Long.numberOfTrailingZeros(rest);
      }
      rest = from < PAIRS ? morePairs & -1L << Math.max(0, from - 64) : 0;
      return rest == 0 ? -1 : 64 + Long.numberOfTrailingZeros(rest);
    }

    int commonPairs(Traits other) {
      return Long.bitCount(pairs & other.pairs) + Long.bitCount(morePairs & other.morePairs);
    }

    /** Whether {@link #shared} is no more than a score, told by the pairs alone. */
    boolean isAtMost(int score, Traits other, int common) {
      return 4000 * common <= (score - 1000) * (pairCount + other.pairCount);
    }

    /** More for more in common, for names of any length: 3,000 for equal names. */
    int shared(Traits other, int common) {
      int all = pairCount + other.pairCount;
      int alike = Long.bitCount(letters & other.letters);
      int used = letterCount + other.letterCount;
      return 4000 * common / all + 2000 * alike / used;
    }
  }

  /** A roman number at the end, or standing alone, as an arabic one. */
  private static String numerals(String normalised) {
    int start = normalised.lastIndexOf(' ') + 1;
    String last = normalised.substring(start);
    if (last.isEmpty() || "ivx".indexOf(last.charAt(0)) < 0 || !ROMAN.matcher(last).matches()) {
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
