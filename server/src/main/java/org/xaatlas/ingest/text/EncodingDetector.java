package org.xaatlas.ingest.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.xaatlas.geodata.Registers;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Finds the encoding of texts from the texts themselves: the one in which words with marks are
 * Vietnamese syllables and texts are names of units. Says what it found; decides nothing where two
 * encodings fit about as well. Remembers what it found texts to be, since the columns of a file
 * repeat each other; for one file and one thread.
 */
public final class EncodingDetector {
  /**
   * What texts are in one encoding.
   *
   * @param syllables words with marks that Vietnamese can have
   * @param others words with marks that it cannot, and signs that stand in no text
   * @param names texts that are names of units
   */
  public record Evidence(int syllables, int others, int names) {
    private int score() {
      return syllables - 3 * others + 3 * names;
    }

    /** Whether the text may be what it seems to be: few words are none. */
    public boolean isPlausible() {
      return others <= syllables / 5;
    }

    private Evidence and(Evidence other) {
      return new Evidence(syllables + other.syllables, others + other.others, names + other.names);
    }

    private boolean isGood() {
      return syllables > 0 && 20 * others <= 3 * (syllables + others);
    }

    /** The evidence as a sentence. */
    Message told(TextEncoding encoding) {
      return Message.of(
          "table.encoding_evidence", encoding.name(), syllables, syllables + others, names);
    }
  }

  /**
   * The encoding that fits, if one does.
   *
   * @param evidence for each encoding that was tried, the best first
   */
  public record Detection(Optional<TextEncoding> encoding, List<Message> evidence) {}

  /** Texts that are looked at; a file repeats itself. */
  private static final int SAMPLE = 4_000;

  private static final int LONGEST = 200;

  /** Texts that are remembered in each encoding, and words. */
  private static final int KNOWN = 20_000;

  private static final Evidence NONE = new Evidence(0, 0, 0);

  /** Signs of text that are no letters: dashes, quotation marks, degrees, powers, dong. */
  private static final String SIGNS = "\u00A0\u00AD–—‘’“”…°²³½±×₫•";

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

  private static final byte TELLS = 1;
  private static final byte MAY_TELL = 2;
  private static final byte[] SAYS = says();

  /** What texts are in an encoding; empty when it cannot have written them. */
  private final Map<TextEncoding, Map<String, Optional<Evidence>>> decoded = new HashMap<>();

  private final Map<String, Evidence> standing = new HashMap<>();
  private final Map<String, Boolean> syllables = new HashMap<>();

  /**
   * Tries encodings on octet strings.
   *
   * @param candidates what may be, in the order of preference
   */
  public Detection detect(Collection<String> octets, List<TextEncoding> candidates) {
    Set<String> sample = new HashSet<>();
    for (String text : octets) {
      if (sample.size() < SAMPLE && isTelling(text)) {
        sample.add(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
      }
    }
    Map<TextEncoding, Evidence> found = new LinkedHashMap<>();
    for (TextEncoding encoding : candidates) {
      evidence(sample, encoding).ifPresent(evidence -> found.put(encoding, evidence));
    }
    List<Map.Entry<TextEncoding, Evidence>> ranked = new ArrayList<>(found.entrySet());
    ranked.sort((a, b) -> Integer.compare(b.getValue().score(), a.getValue().score()));
    List<Message> told = ranked.stream().map(e -> e.getValue().told(e.getKey())).toList();
    if (ranked.isEmpty() || !ranked.get(0).getValue().isGood()) {
      return new Detection(Optional.empty(), told);
    }
    Evidence best = ranked.get(0).getValue();
    if (ranked.get(0).getKey() == TextEncoding.VIQR && best.syllables() + 2 * best.names() < 3) {
      // A few ASCII signs are no evidence.
      return new Detection(Optional.empty(), told);
    }
    TextEncoding first = ranked.get(0).getKey();
    boolean clear =
        ranked.stream()
            .skip(1)
            .takeWhile(other -> other.getValue().score() == best.score())
            .allMatch(other -> readAlike(sample, first, other.getKey()));
    return new Detection(clear ? Optional.of(first) : Optional.empty(), told);
  }

  /** Whether it does not matter which of two encodings texts are in. */
  private static boolean readAlike(Set<String> sample, TextEncoding one, TextEncoding other) {
    return sample.stream().allMatch(text -> one.decode(text).equals(other.decode(text)));
  }

  /** What texts are when they are taken as they stand. */
  public Evidence asTheyStand(Collection<String> texts) {
    // A dash typed by a spreadsheet is a dash, though its octet is a control elsewhere.
    return texts.stream()
        .limit(SAMPLE)
        .map(text -> remembered(standing, text, t -> count(TextEncoding.shown(t), false)))
        .reduce(NONE, Evidence::and);
  }

  /** Whether a text says anything of its encoding: letters beyond ASCII, or marks of VIQR. */
  public static boolean isTelling(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      byte kind = c < SAYS.length ? SAYS[c] : TELLS;
      if (kind == TELLS || kind == MAY_TELL && isStroke(text, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a d opens a đ of VIQR: dd, or DD and Dd for the capital. */
  private static boolean isStroke(String text, int at) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    return next == 'd' || next == 'D' && text.charAt(at) == 'D';
  }

  /** What a letter of ASCII says of the encoding: asked of every letter of every table. */
  private static byte[] says() {
    byte[] says = new byte[127];
    Arrays.fill(says, 0, 32, TELLS);
    for (char mark : "^(+~`'".toCharArray()) {
      says[mark] = TELLS;
    }
    says['d'] = MAY_TELL;
    says['D'] = MAY_TELL;
    return says;
  }

  private Optional<Evidence> evidence(Set<String> sample, TextEncoding encoding) {
    Map<String, Optional<Evidence>> known = decoded.computeIfAbsent(encoding, e -> new HashMap<>());
    Evidence all = NONE;
    for (String octets : sample) {
      Optional<Evidence> one =
          remembered(
              known, octets, text -> encoding.decode(text).map(decoded -> count(decoded, true)));
      if (one.isEmpty()) {
        return Optional.empty();
      }
      all = all.and(one.get());
    }
    return Optional.of(all);
  }

  private static <T> T remembered(Map<String, T> known, String text, Function<String, T> read) {
    T found = known.get(text);
    if (found == null) {
      found = read.apply(text);
      if (known.size() < KNOWN) {
        known.put(text, found);
      }
    }
    return found;
  }

  /**
   * @param names whether to ask if the text is a name: the lists of all units are read for that
   */
  private Evidence count(String text, boolean names) {
    boolean marked = false;
    int[] counts = new int[2];
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && isLetter(text.charAt(i))) {
        continue;
      }
      if (isMarked(text, start, i)) {
        marked = true;
        String word = text.substring(start, i);
        counts[remembered(syllables, word, EncodingDetector::isWord) ? 0 : 1]++;
      }
      start = i + 1;
      if (i < text.length() && isStrange(text.charAt(i))) {
        counts[1]++;
      }
    }
    boolean name =
        names
            && marked
            && counts[1] == 0
            && KnownNames.NAMES.contains(VietnameseText.normalise(text));
    return new Evidence(counts[0], counts[1], name ? 1 : 0);
  }

  /**
   * Whether Vietnamese has a word, or a name of its units: many in the highlands are not its own.
   */
  private static boolean isWord(String word) {
    return VietnameseSyllable.is(word) || KnownNames.hasWord(word);
  }

  private static boolean isLetter(char c) {
    return c < 128
        ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
        : Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static boolean isMarked(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) > 127) {
        return true;
      }
    }
    return false;
  }

  /** Signs and controls that no table holds, and what is left of VIQR. */
  private static boolean isStrange(char c) {
    return c > 127 && SIGNS.indexOf(c) < 0
        || c < 32 && c != '\n' && c != '\r' && c != '\t'
        || c == '^'
        || c == '~'
        || c == '`';
  }

  /** The names of all units of all editions, with and without their type. */
  private static final class KnownNames {
    /** Their words with marks, those among them that Vietnamese does not have: Dliê, Khươl. */
    private static final Set<String> WORDS = new HashSet<>();

    static final Set<String> NAMES = load();

    static boolean hasWord(String word) {
      return WORDS.contains(
          Normalizer.normalize(word, Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
    }

    private static Set<String> load() {
      Registers registers = new Registers();
      Set<String> names = new HashSet<>();
      Map<String, String> types = new HashMap<>();
      for (Edition edition : registers.editions()) {
        UnitRegister register = registers.register(edition.id()).orElseThrow();
        for (Level level : Level.values()) {
          for (Unit unit : register.units(level)) {
            String name = VietnameseText.normalise(unit.name());
            names.add(name);
            addWords(unit.name());
            // Normalising works word by word: a full name is that of its type and its name.
            names.add(types.computeIfAbsent(unit.type(), VietnameseText::normalise) + ' ' + name);
          }
        }
      }
      return Set.copyOf(names);
    }

    private static void addWords(String name) {
      String written = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
      for (String word : NO_LETTERS.split(written)) {
        if (word.chars().anyMatch(c -> c > 127)) {
          WORDS.add(word);
        }
      }
    }
  }
}
