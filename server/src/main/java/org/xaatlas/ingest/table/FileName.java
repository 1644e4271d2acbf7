package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.unit.Unit;

/**
 * Which units the name of a file may speak of: "03646_To-Hieu.xlsx" of the commune of this code,
 * "Xã Mường La - lần 2.xlsx" of the one of this name. A code goes before names.
 */
final class FileName {
  private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{5}(?!\\d)");
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private final Map<String, Unit> byCode = new HashMap<>();
  private final Map<String, List<Unit>> byName = new HashMap<>();
  private int longest;

  /**
   * @param units those that files may be about
   */
  FileName(Collection<Unit> units) {
    for (Unit unit : units) {
      byCode.put(unit.code(), unit);
      String full = words(unit.fullName());
      byName.computeIfAbsent(full, n -> new ArrayList<>()).add(unit);
      String bare = words(unit.name());
      // One syllable may be a word of any sentence.
      if (bare.contains(" ")) {
        byName.computeIfAbsent(bare, n -> new ArrayList<>()).add(unit);
      }
      longest = Math.max(longest, full.split(" ").length);
    }
  }

  /** The units, by code if there is one; several where the name may mean several. */
  Set<Unit> unitsIn(String fileName) {
    int dot = fileName.lastIndexOf('.');
    String stem = dot > 0 ? fileName.substring(0, dot) : fileName;
    Set<Unit> found = new LinkedHashSet<>();
    Matcher code = CODE.matcher(stem);
    while (code.find()) {
      if (byCode.containsKey(code.group())) {
        found.add(byCode.get(code.group()));
      }
    }
    if (!found.isEmpty()) {
      return found;
    }
    String[] words = words(stem).split(" ");
    for (int from = 0; from < words.length; from++) {
      for (int to = from + 1; to <= Math.min(words.length, from + longest); to++) {
        found.addAll(
            byName.getOrDefault(String.join(" ", List.of(words).subList(from, to)), List.of()));
      }
    }
    return found;
  }

  private static String words(String text) {
    return VietnameseText.normalise(
        VietnameseText.fold(OTHER.matcher(text).replaceAll(" ").strip()));
  }
}
