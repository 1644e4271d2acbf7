package org.xaatlas.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.text.Normalizer;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
  private static final Path BUNDLES = Path.of("src/main/resources/messages");
  private static final Path SOURCES = Path.of("src/main/java");

  static List<String> bundles() throws IOException {
    try (Stream<Path> files = Files.list(BUNDLES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("_en.properties"))
          .map(name -> name.substring(0, name.length() - "_en.properties".length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void both_languages_say_the_same_things_with_the_same_arguments(String bundle) {
    Properties en = read(bundle, "en");
    Properties vi = read(bundle, "vi");
    assertFalse(en.isEmpty());
    assertEquals(new TreeSet<>(en.keySet()), new TreeSet<>(vi.keySet()));
    for (String key : en.stringPropertyNames()) {
      assertEquals(places(en.getProperty(key)), places(vi.getProperty(key)), bundle + "." + key);
      String text = vi.getProperty(key);
      assertTrue(Normalizer.isNormalized(text, Normalizer.Form.NFC), bundle + "." + key);
    }
  }

  /** Of two lines with one key the second would be said for both. */
  @Test
  void no_key_stands_twice_in_a_file() throws IOException {
    try (Stream<Path> files = Files.walk(BUNDLES.getParent())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".properties")).toList()) {
        Set<String> keys = new TreeSet<>();
        for (String line : Files.readAllLines(file)) {
          Matcher key = Pattern.compile("([\\w.-]+)\\s*=.*").matcher(line);
          assertTrue(!key.matches() || keys.add(key.group(1)), file + ": " + line);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void a_sentence_that_counts_says_one_row_and_two_rows(String bundle) {
    Properties en = read(bundle, "en");
    for (String key : en.stringPropertyNames()) {
      if (en.getProperty(key).contains(",choice,")) {
        MessageFormat format = new MessageFormat(en.getProperty(key), Language.EN.locale());
        String one = format.format(new Object[] {1, 1, 1, 1, 1, 1, 1});
        String two = format.format(new Object[] {2, 2, 2, 2, 2, 2, 2});
        assertFalse(
            Pattern.compile(
                    "(?<![Oo]f )\\b1 (more |old |empty )?(row|file|unit|link|code|form|decision)s\\b")
                .matcher(one)
                .find(),
            one);
        assertFalse(
            Pattern.compile(
                    "(?<![Oo]f )\\b2 (more |old |empty )?(row|file|unit|link|code|form|decision)\\b")
                .matcher(two)
                .find(),
            two);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void every_sentence_is_said_somewhere_and_every_key_in_code_has_a_sentence(String bundle)
      throws IOException {
    Set<String> said = new TreeSet<>();
    Pattern literal = Pattern.compile("\"" + Pattern.quote(bundle) + "\\.([a-z0-9_]+)\"");
    StringBuilder code = new StringBuilder();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        code.append(Files.readString(file));
      }
    }
    Matcher matcher = literal.matcher(code);
    while (matcher.find()) {
      said.add(matcher.group(1));
    }
    Set<String> there = read(bundle, "en").stringPropertyNames();
    Set<String> unsaid =
        there.stream()
            .filter(key -> !said.contains(key) && !composed(code, bundle, key))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), unsaid, "never said");
    Set<String> unworded = new TreeSet<>();
    Matcher call =
        Pattern.compile(
                "(?:Message|RefusedException|EnvironmentException)\\s*\\.of\\(\\s*\""
                    + Pattern.quote(bundle)
                    + "\\.([a-z0-9_]+)\"")
            .matcher(code);
    while (call.find()) {
      unworded.add(call.group(1));
    }
    unworded.removeIf(
        key -> there.stream().anyMatch(known -> known.equals(key) || isBeginning(key, known)));
    assertEquals(Set.of(), unworded, "said without words");
  }

  private static boolean isBeginning(String key, String known) {
    return key.endsWith("_") && known.startsWith(key);
  }

  /** Whether code has the key without its bundle, or a beginning of it that ends in "_". */
  private static boolean composed(CharSequence code, String bundle, String key) {
    String text = code.toString();
    if (text.contains("\"" + key + "\"")) {
      return true;
    }
    for (int at = key.indexOf('_'); at > 0; at = key.indexOf('_', at + 1)) {
      String beginning = key.substring(0, at + 1) + "\"";
      if (text.contains("\"" + beginning) || text.contains("\"" + bundle + "." + beginning)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> places(String pattern) {
    new MessageFormat(pattern);
    Set<String> places = new TreeSet<>();
    Matcher matcher = Pattern.compile("\\{(\\d+)").matcher(pattern);
    while (matcher.find()) {
      places.add(matcher.group(1));
    }
    return places;
  }

  private static Properties read(String bundle, String language) {
    Properties properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(BUNDLES.resolve(bundle + "_" + language + ".properties"))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
