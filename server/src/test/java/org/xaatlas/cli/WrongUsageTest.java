package org.xaatlas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xaatlas.message.Language;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WrongUsageTest {
  @TempDir Path dir;

  /** A command line, and what is said of it in English and in Vietnamese. */
  record Wrong(String line, String english, String vietnamese) {}

  static Stream<Wrong> wrong() {
    return Stream.of(
        new Wrong("", "Which command?", "Lệnh nào?"),
        new Wrong("nosuch", "Unknown: nosuch", "Không có tham số hoặc lệnh này: nosuch"),
        new Wrong("import groups", "Missing: FILE", "Thiếu: FILE"),
        new Wrong(
            "import units FILE --edition", "--edition needs a value.", "--edition cần có giá trị."),
        new Wrong(
            "import units FILE --edition 2019 --edition 2020",
            "--edition is given twice.",
            "--edition được ghi hai lần."),
        new Wrong(
            "import units FILE --edition 2019 --nope",
            "Unknown: --nope",
            "Không có tham số hoặc lệnh này: --nope"),
        new Wrong("import units FILE --edition 2019 --valid-from soon", "\"soon\"", "\"soon\""),
        new Wrong("serve --port x", "--port cannot be \"x\".", "--port không thể là \"x\"."),
        new Wrong(
            "check boundaries --level moon",
            "--level is province, district or commune, not \"moon\".",
            "--level là province, district hoặc commune, không phải \"moon\"."),
        new Wrong(
            "import groups FILE --edition 2021 --report r.doc",
            "--report ends in .json, .html or .xlsx, not \"r.doc\".",
            "--report phải có đuôi .json, .html hoặc .xlsx, không phải \"r.doc\"."),
        new Wrong(
            "template nosuch --out form.xlsx",
            "KIND is one of statistics, designations, boundaries, crosswalk, funds, not \"nosuch\".",
            "KIND là một trong các từ statistics, designations, boundaries, crosswalk, funds, không phải \"nosuch\"."),
        new Wrong("import statistics FILE --edition 2021 --period soon", "\"soon\"", "\"soon\""));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void is_said_in_the_language_asked_for_and_ends_with_2(Wrong wrong) throws IOException {
    Path file = Files.writeString(dir.resolve("a.csv"), "group,code\nA,03646\n");
    String line = wrong.line().replace("FILE", file.toString());
    line = wrong.line().endsWith("groups") ? wrong.line() : line;
    for (Language language : Language.values()) {
      List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
      arguments.removeIf(String::isEmpty);
      if (!arguments.isEmpty() && !arguments.get(0).equals("nosuch")) {
        arguments.add("--data");
        arguments.add(dir.resolve("data").toString());
      }
      if (line.endsWith("--edition")) {
        arguments.subList(arguments.size() - 2, arguments.size()).clear();
      }
      Said said = run(language, arguments.toArray(new String[0]));
      assertEquals(ExitCode.USAGE, said.code(), said::toString);
      String expected = language == Language.VI ? wrong.vietnamese() : wrong.english();
      assertTrue(said.err().contains(expected), said::toString);
      assertEquals("", said.out(), "nothing for a program to read");
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void help_is_no_wrong_usage(Language language) {
    Said said = run(language, "import", "groups", "--help");
    assertEquals(ExitCode.DONE, said.code(), said::toString);
    assertTrue(said.out().contains(language == Language.VI ? "Tùy chọn" : "Options"), said.out());
    assertEquals("", said.err());
  }

  @Test
  void a_list_of_words_is_shown_as_it_is_typed() {
    Said said = run(Language.EN, "rollup", "--help");
    assertTrue(said.out().contains("--indicators=ID,ID,..."), said.out());
    assertFalse(said.out().contains("...["), said.out());
  }

  @Test
  void the_language_comes_from_the_line_before_the_surroundings() {
    Map<String, String> vietnamese = Map.of("XA_LANG", "vi", "CI", "true");
    assertEquals(Language.VI, AtlasCommand.languageOf(new String[0], vietnamese));
    assertEquals(Language.EN, AtlasCommand.languageOf(new String[] {"--lang", "en"}, vietnamese));
    assertEquals(Language.EN, AtlasCommand.languageOf(new String[] {"--lang=en"}, vietnamese));
  }

  private record Said(int code, String out, String err) {}

  private static Said run(Language language, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = AtlasCommand.run(arguments, new Console(language, utf8(out), utf8(err)));
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
