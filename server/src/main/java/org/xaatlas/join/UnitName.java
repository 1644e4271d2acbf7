package org.xaatlas.join;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xaatlas.unit.Level;

/**
 * How a typed name can be read: as it stands, and, where it begins with a unit type ("P. Tô Hiệu",
 * "TT Mường La"), as type and bare name. Which reading is right only the register can tell: the
 * ward "Phường Phường Đúc" is called so.
 *
 * @param text the name without notes in parentheses
 * @param type the unit type it begins with, normalised ("phường" for "P."); empty when it has none
 * @param bare the name without that type; {@code text} when it has none
 * @param unmarked whether the bare name was typed without any diacritic
 * @param readings the name without unit type, then the name as it stands
 */
record UnitName(
    String text, Optional<String> type, String bare, boolean unmarked, List<Spelling> readings) {
  UnitName(String text, Optional<String> type, String bare, boolean unmarked) {
    this(
        text,
        type,
        bare,
        unmarked,
        type.isEmpty()
            ? List.of(Spelling.of(text))
            : List.of(Spelling.of(bare), Spelling.of(text)));
  }

  private static final Pattern NOTE = Pattern.compile("\\([^()]*\\)|\\[[^\\[\\]]*\\]");

  /** A note whose parenthesis was never closed, as a narrow column cuts it. */
  private static final Pattern OPEN_NOTE = Pattern.compile("(?<=\\S)\\s*[(\\[][^()\\[\\]]*$");

  /** Spaces of every kind, the invisible ones included. */
  private static final Pattern SPACES =
      Pattern.compile("[\\s\\p{Z}\\u200B-\\u200D\\u2060\\uFEFF]+");

  /** Unit types by every spelling in use, in lower case NFC. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("xã", "xã"),
          Map.entry("xa", "xã"),
          Map.entry("x", "xã"),
          Map.entry("phường", "phường"),
          Map.entry("phuong", "phường"),
          Map.entry("p", "phường"),
          Map.entry("f", "phường"),
          Map.entry("thị trấn", "thị trấn"),
          Map.entry("thi tran", "thị trấn"),
          Map.entry("tt", "thị trấn"),
          Map.entry("ttr", "thị trấn"),
          Map.entry("đặc khu", "đặc khu"),
          Map.entry("dac khu", "đặc khu"),
          Map.entry("đk", "đặc khu"),
          Map.entry("dk", "đặc khu"),
          Map.entry("huyện", "huyện"),
          Map.entry("huyen", "huyện"),
          Map.entry("h", "huyện"),
          Map.entry("quận", "quận"),
          Map.entry("quan", "quận"),
          Map.entry("q", "quận"),
          Map.entry("thị xã", "thị xã"),
          Map.entry("thi xa", "thị xã"),
          Map.entry("tx", "thị xã"),
          Map.entry("thành phố", "thành phố"),
          Map.entry("thanh pho", "thành phố"),
          Map.entry("tp", "thành phố"),
          Map.entry("tỉnh", "tỉnh"),
          Map.entry("tinh", "tỉnh"),
          Map.entry("t", "tỉnh"));

  private static final Set<String> UNMARKED_WORDS =
      Set.of("xa", "phuong", "thi tran", "dac khu", "huyen", "quan", "thi xa", "thanh pho", "tinh");

  private static final Map<Level, Set<String>> TYPES_OF =
      Map.of(
          Level.PROVINCE, Set.of("tỉnh", "thành phố"),
          Level.DISTRICT, Set.of("huyện", "quận", "thị xã", "thành phố"),
          Level.COMMUNE, Set.of("xã", "phường", "thị trấn", "đặc khu"),
          Level.VILLAGE, Set.of());

  private static final Pattern PREFIX =
      Pattern.compile(
          "^(thị\\s*trấn|thi\\s*tran|thị\\s*xã|thi\\s*xa|thành\\s*phố|thanh\\s*pho|đặc\\s*khu|dac\\s*khu"
              + "|phường|phuong|huyện|huyen|quận|quan|tỉnh|tinh|xã|xa|[đd]\\s*\\.?\\s*k|t\\s*\\.\\s*p|t\\s*\\.\\s*t"
              + "|t\\s*\\.\\s*x|tp|ttr|tt|tx|x|p|f|h|q|t)(?:\\s*[.:-]\\s*|\\s+|(?=\\d))(?=\\S)(.+)$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** A number of the list, or an office, before a name. */
  private static final Pattern AROUND =
      Pattern.compile(
          "^(?:(?:\\d{1,3}|[a-z]|[ivx]{1,4})\\s*[.)/:-]+\\s*)?"
              + "(?:(?:UBND|HĐND|(?:ủy|uỷ)\\s+ban\\s+nhân\\s+dân)\\s+)?(?=\\p{L}{2})",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Where a space was lost: "MỹQuý". */
  private static final Pattern JOINED = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

  private static final Pattern TAIL = Pattern.compile("\\s*[,;]\\s*|\\s+[-–—]\\s+");

  /** What unit types begin with. */
  private static final String INITIALS = "xXpPfFtTđĐdDhHqQ";

  static UnitName read(String typed) {
    String text =
        SPACES
            .matcher(Normalizer.normalize(VietnameseText.latin(typed), Normalizer.Form.NFC))
            .replaceAll(" ")
            .strip();
    if (text.indexOf('(') >= 0 || text.indexOf('[') >= 0) {
      String withoutNotes = OPEN_NOTE.matcher(NOTE.matcher(text).replaceAll(" ")).replaceAll("");
      if (!withoutNotes.isBlank()) {
        text = withoutNotes.strip();
      }
    }
    boolean unmarked = VietnameseText.isUnmarked(text);
    Matcher matcher = PREFIX.matcher(text);
    if (text.isEmpty() || INITIALS.indexOf(text.charAt(0)) < 0 || !matcher.matches()) {
      return new UnitName(text, Optional.empty(), text, unmarked);
    }
    String word = typeWord(matcher.group(1).toLowerCase(Locale.ROOT));
    if (UNMARKED_WORDS.contains(word) && !unmarked) {
      // "Xa Dung" beside marked syllables is part of the name, not a unit type without its mark.
      return new UnitName(text, Optional.empty(), text, false);
    }
    String bare = matcher.group(2);
    return new UnitName(text, Optional.of(TYPES.get(word)), bare, VietnameseText.isUnmarked(bare));
  }

  /** The unit type a cell names, in any spelling; empty when it names none. */
  static Optional<String> type(String typed) {
    String lower = Normalizer.normalize(typed, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(TYPES.get(typeWord(lower.strip())));
  }

  private static String typeWord(String prefix) {
    if (TYPES.containsKey(prefix)) {
      return prefix;
    }
    String word = SPACES.matcher(prefix.replace(".", " ")).replaceAll(" ").strip();
    if (TYPES.containsKey(word)) {
      return word;
    }
    String together = word.replace(" ", "");
    for (String known : TYPES.keySet()) {
      if (known.replace(" ", "").equals(together)) {
        return known;
      }
    }
    return word;
  }

  /** Whether units of the level can be of the type. */
  static boolean isTypeOf(Level level, String type) {
    return TYPES_OF.get(level).contains(type);
  }

  /**
   * What is left of the name without what people write around names: a unit type that lost marks
   * ("Phương Tân An" may be meant for phường Tân An), a number of the list ("1. Xã Tân An"), whose
   * office it is ("UBND xã Tân An"), a space that was lost before a capital ("TânAn"). Good enough
   * to ask, never to match.
   */
  Optional<Spelling> looseReading() {
    String rest = JOINED.matcher(AROUND.matcher(text).replaceFirst("")).replaceAll(" ");
    if (!rest.equals(text)) {
      return Optional.of(Spelling.of(read(rest).bare()));
    }
    if (type.isPresent()) {
      return Optional.empty();
    }
    String folded = VietnameseText.fold(text);
    for (String word : UNMARKED_WORDS) {
      if (folded.startsWith(word + " ")) {
        int spaces = word.contains(" ") ? 2 : 1;
        String[] words = text.split("[\\s-]+", spaces + 1);
        return words.length > spaces ? Optional.of(Spelling.of(words[spaces])) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * The name up to a comma or a dash, where it goes on: "Xã Tân An, huyện Càng Long". What follows
   * may say that another unit of the name is meant, so that this is a hint and no more.
   */
  Optional<Spelling> shortReading() {
    Matcher matcher = TAIL.matcher(text);
    return matcher.find() && matcher.start() > 0
        ? Optional.of(Spelling.of(read(text.substring(0, matcher.start())).bare()))
        : Optional.empty();
  }
}
