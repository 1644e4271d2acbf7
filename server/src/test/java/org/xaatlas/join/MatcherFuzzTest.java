package org.xaatlas.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.xaatlas.fuzz.FuzzedFile;
import org.xaatlas.geodata.Registers;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Fuzzes the matching. Whether a match is explained is asked of another program than the matcher:
 * one that takes letters and marks apart and compares them as two lists.
 */
class MatcherFuzzTest {
  private static final UnitRegister NEW = new Registers().register("2025-07-01").orElseThrow();
  private static final UnitRegister OLD = new Registers().register("2021").orElseThrow();
  private static final Map<UnitRegister, UnitMatcher> MATCHERS =
      Map.of(
          NEW, new UnitMatcher(NEW, Level.COMMUNE, Optional.empty()),
          OLD, new UnitMatcher(OLD, Level.COMMUNE, Optional.empty()));

  private static final int ROWS = 40;
  private static final Pattern NOTES =
      Pattern.compile("\\([^()]*\\)|\\[[^\\[\\]]*\\]|(?<=\\S)\\s*[(\\[][^()\\[\\]]*$");
  private static final Set<String> TYPES =
      Set.of(
          "xa",
          "x",
          "phuong",
          "p",
          "thi tran",
          "thitran",
          "t t",
          "tt",
          "dac khu",
          "dackhu",
          "dk",
          "huyen",
          "h",
          "quan",
          "q",
          "thi xa",
          "thixa",
          "t x",
          "tx",
          "thanh pho",
          "thanhpho",
          "t p",
          "tp",
          "tinh",
          "t");

  static Stream<byte[]> matchSeeds() {
    return Stream.of(
            "0\n03646\tPhường Tô Hiệu\t\tSơn La\n\tXã Mường La\t\tTỉnh Sơn La\n3646\t\t\t\n",
            "0\n\tP. To Hieu\t\t14\n\tTT. MUONG LA (cũ)\tthị trấn\t14\n\tHòa-Bình\tXã\t\n",
            "0\n\tVĩnh Lợi\t\tCà Mau\n\tVinh Loi\tP\tCà Mau\n\tPhương Tân An\t\t\n\tTam Xuân II\t\t\n",
            "1\n\tXã Châu Thành\t\tHuyện Châu Thành, Tỉnh Kiên Giang\n\tTT Tri Tôn\t\t\n00001\t\t\t\n",
            "1\n\tPhường 01\t\tQuận 3\n\tphường 1\t\tQ.3, TP Hồ Chí Minh\n\tEa H'Leo\t\tĐắk Lắk\n",
            "1\n3646\tMường La\txã\t14\n\tQuý Sơn\t\t\n\tThuỷ Xuân Tiên\t\tHà Nội\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** First line: the edition. Then rows of code, name, type and place above, by tabs. */
  @MethodSource("matchSeeds")
  @FuzzTest
  void match(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    UnitRegister register = lines[0].startsWith("1") ? OLD : NEW;
    List<RowKey> rows = new ArrayList<>();
    for (int i = 1; i < Math.min(lines.length, ROWS); i++) {
      String[] cells = lines[i].split("\t", -1);
      rows.add(new RowKey(i, cell(cells, 0), cell(cells, 1), cell(cells, 2), cell(cells, 3)));
    }
    FuzzedFile.run(() -> check(register, rows));
  }

  private static Optional<String> cell(String[] cells, int at) {
    return at < cells.length && !cells[at].isEmpty() ? Optional.of(cells[at]) : Optional.empty();
  }

  private static void check(UnitRegister register, List<RowKey> rows) {
    UnitMatcher matcher = MATCHERS.get(register);
    List<JoinOutcome> outcomes = matcher.match(rows);
    assertEquals(rows.size(), outcomes.size());
    Map<String, Integer> claimed = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      RowKey row = rows.get(i);
      JoinOutcome outcome = outcomes.get(i);
      assertEquals(row.row(), outcome.row());
      assertTrue(!outcome.reason().toString().isBlank());
      if (outcome instanceof JoinOutcome.Matched matched) {
        Unit unit = register.find(Level.COMMUNE, matched.code()).orElseThrow();
        assertEquals(null, claimed.put(unit.code(), row.row()), "a unit is claimed once");
        assertTrue(isExplained(row, unit), () -> row + " was matched to " + unit);
        isMatchedAgain(register, matcher, unit);
      }
      for (Candidate candidate :
          outcome.fold(
              m -> List.<Candidate>of(),
              a -> a.candidates(),
              u -> u.candidates(),
              s -> List.<Candidate>of())) {
        assertTrue(register.find(Level.COMMUNE, candidate.code()).isPresent());
        assertTrue(candidate.score() >= 0 && candidate.score() <= 1, candidate.toString());
      }
    }
    List<RowKey> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(rows.size()));
    List<JoinOutcome> again = matcher.match(shuffled);
    for (int i = 0; i < shuffled.size(); i++) {
      JoinOutcome before = outcomes.get(rows.indexOf(shuffled.get(i)));
      assertEquals(told(before), told(again.get(i)), "the order of rows tells nothing");
    }
  }

  private static List<Object> told(JoinOutcome outcome) {
    return List.of(
        outcome.row(),
        outcome.kind(),
        outcome.reason().key(),
        outcome.fold(
            m -> List.of(m.code()), a -> a.candidates(), u -> u.candidates(), s -> List.of()));
  }

  /**
   * What the row was matched to, written as listed and within its place, is matched to it again.
   */
  private static void isMatchedAgain(UnitRegister register, UnitMatcher matcher, Unit unit) {
    String place = register.parent(unit).map(Unit::fullName).orElse("");
    String wider =
        register.parent(unit).flatMap(register::parent).map(u -> ", " + u.fullName()).orElse("");
    RowKey listed =
        new RowKey(
            1,
            Optional.of(unit.code()),
            Optional.of(unit.fullName()),
            Optional.empty(),
            Optional.of(place + wider));
    JoinOutcome outcome = matcher.match(List.of(listed)).get(0);
    assertEquals(
        unit.code(),
        outcome instanceof JoinOutcome.Matched matched ? matched.code() : outcome.toString());
  }

  // --- another opinion

  private static boolean isExplained(RowKey row, Unit unit) {
    Optional<String> code = row.code().map(String::strip).filter(text -> !text.isEmpty());
    if (code.isPresent() && !number(code.get()).equals(number(unit.code()))) {
      return false;
    }
    Optional<String> name = row.name().map(String::strip).filter(text -> !text.isEmpty());
    if (name.isEmpty()) {
      return code.isPresent();
    }
    String plain = NOTES.matcher(name.get()).replaceAll(" ");
    for (String typed : List.of(name.get(), plain, NOTES.matcher(plain).replaceAll(" "))) {
      for (String listed : List.of(unit.name(), unit.fullName())) {
        if (sameLetters(typed, listed) && (marks(typed).isEmpty() || sameMarks(typed, listed))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String number(String code) {
    return code.replaceFirst("^0+(?=.)", "");
  }

  private static boolean sameLetters(String typed, String listed) {
    String letters = letters(typed);
    String right = letters(listed);
    if (letters.equals(right)) {
      return true;
    }
    int at = letters.length() - right.length();
    return at > 0 && letters.endsWith(right) && TYPES.contains(letters.substring(0, at).strip());
  }

  /** Letters without marks, words by single spaces, i for y, numbers as arabic ones. */
  private static String letters(String text) {
    List<String> words = new ArrayList<>();
    for (String word : VietnameseText.fold(text).split(" ")) {
      String plain = word.replace('y', 'i').replaceAll("(?<!\\d)0+(?=\\d)", "");
      words.add(ROMAN.indexOf(plain) > 0 ? Integer.toString(ROMAN.indexOf(plain)) : plain);
    }
    return String.join(" ", words);
  }

  private static final List<String> ROMAN =
      List.of(
          "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii",
          "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv",
          "xxvi", "xxvii", "xxviii", "xxix");

  /** The marks of a name after its unit type, as a multiset in order of kind. */
  private static boolean sameMarks(String typed, String listed) {
    String all = marks(typed);
    return all.equals(marks(listed))
        || all.length() > marks(listed).length() && withoutTypes(all, marks(listed));
  }

  /** Whether what a typed unit type adds is all that there is more of. */
  private static boolean withoutTypes(String all, String listed) {
    return Stream.of(
            "xã",
            "phường",
            "thị trấn",
            "đặc khu",
            "huyện",
            "quận",
            "thị xã",
            "thành phố",
            "tỉnh",
            "đk")
        .anyMatch(type -> all.equals(sorted(listed + marks(type))));
  }

  private static String marks(String text) {
    StringBuilder marks = new StringBuilder();
    String apart =
        Normalizer.normalize(VietnameseText.latin(text), Normalizer.Form.NFKD)
            .toLowerCase(java.util.Locale.ROOT);
    char letter = ' ';
    for (char c : apart.toCharArray()) {
      if ("\u0111\u00f0\u0256".indexOf(c) >= 0) {
        marks.append('\u0111');
      } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
        letter = c;
      } else if ("\u0300\u0301\u0303\u0309\u0323".indexOf(c) >= 0
          || c == '\u0302' && "aeo".indexOf(letter) >= 0
          || c == '\u0306' && letter == 'a'
          || c == '\u031b' && "ou".indexOf(letter) >= 0) {
        marks.append(c);
      }
    }
    return sorted(marks.toString());
  }

  private static String sorted(String text) {
    char[] all = text.toCharArray();
    java.util.Arrays.sort(all);
    return new String(all);
  }

  // --- normalising

  static Stream<byte[]> normaliseSeeds() {
    return Stream.of(
            "Xã Mường-La",
            "ĐẮK R'LẤP",
            "Ea M’ Doal",
            "Ðông Hưng",
            "Phường 01",
            "Hoà Thuý Quý Mỹ",
            "Тân Аn",
            "ﬁ Ⅻ ½ ǅ İ",
            "e\u0302\u0323 e\u0323\u0302",
            "I\u0307 \u200d\u00a0")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("normaliseSeeds")
  @FuzzTest
  void normalise(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    FuzzedFile.run(
        () -> {
          String normal = VietnameseText.normalise(text);
          assertEquals(normal, VietnameseText.normalise(normal), "normalising is idempotent");
          assertEquals(
              normal,
              VietnameseText.normalise(Normalizer.normalize(text, Normalizer.Form.NFC)),
              "composed");
          assertEquals(
              normal,
              VietnameseText.normalise(Normalizer.normalize(text, Normalizer.Form.NFD)),
              "decomposed");
          String fold = VietnameseText.fold(text);
          assertEquals(fold, VietnameseText.fold(fold), "folding is idempotent");
          assertEquals(fold, VietnameseText.fold(Normalizer.normalize(text, Normalizer.Form.NFD)));
          assertEquals(
              VietnameseText.unmarked(normal),
              VietnameseText.unmarked(VietnameseText.unmarked(normal)));
          UnitName name = UnitName.read(text);
          assertTrue(name.readings().size() <= 2);
          name.looseReading();
          double likeness = Likeness.of(normal, "mường la");
          assertTrue(likeness >= 0 && likeness <= 1);
        });
  }
}
