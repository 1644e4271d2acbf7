package org.xaatlas.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.priority.KeptScenarios;

/**
 * What somebody wants to keep: a scenario under a name.
 *
 * @param name for people
 * @param note may be empty
 * @param by who saves it; may be empty
 */
public record ScenarioDraft(String name, String note, String by, Scenario scenario) {
  /** Most bytes a draft may have: a scenario, and the words around it. */
  public static final int MAX_BYTES = ScenarioReader.MAX_BYTES + (16 << 10);

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 2_000;

  /** Letters and digits that nobody takes for others; an id never begins like an option. */
  private static final String LETTERS = "23456789abcdefghjkmnpqrstvwxyz";

  private static final int ID_LENGTH = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Control characters, halves of characters, and what turns the direction of a line around. */
  private static final Pattern REFUSED =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]");

  /**
   * Checks the words and puts them into one form.
   *
   * @throws RefusedException naming the one that is too long or has characters it may not have
   */
  public ScenarioDraft {
    name = words(name, "name", LONGEST_NAME, false);
    if (name.isEmpty()) {
      throw RefusedException.of("scenario.wrong", "name", expected(LONGEST_NAME));
    }
    note = words(note, "note", LONGEST_NOTE, true);
    by = words(by, "by", LONGEST_NAME, false);
  }

  private static String words(String text, String place, int longest, boolean lines) {
    String one = Normalizer.normalize(text.replace("\r\n", "\n").strip(), Normalizer.Form.NFC);
    if (one.codePointCount(0, one.length()) > longest
        || REFUSED.matcher(lines ? one.replace("\n", "") : one).find()) {
      throw RefusedException.of("scenario.wrong", place, expected(longest));
    }
    return one;
  }

  private static Message expected(int longest) {
    return Message.of("scenario.expected_words", longest);
  }

  /**
   * Reads {@code {"name": …, "note": …, "by": …, "scenario": {…}}}.
   *
   * @throws RefusedException key {@code scenario.…} naming the place; places of the scenario are
   *     told as in a scenario by itself
   */
  public static ScenarioDraft read(byte[] bytes) {
    JsonNode node = ScenarioReader.tree(bytes, MAX_BYTES);
    Parts.known(node, "", "name", "note", "by", "scenario");
    return new ScenarioDraft(
        text(node, "name"),
        text(node, "note"),
        text(node, "by"),
        ScenarioReader.scenarioIn(node, "scenario"));
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
      throw Parts.wrong(name, "\"…\"");
    }
    return value.isTextual() ? value.asText() : "";
  }

  /** An id that no other scenario has, as far as chance can tell. */
  public static String newId() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  /**
   * What is kept: the document names the release that it was run on.
   *
   * @param run of this scenario
   * @throws RefusedException key {@code scenario.too_large}
   */
  public KeptScenarios.Entry entry(String id, ScenarioRun run, Instant now) {
    ObjectNode document = scenario.document().deepCopy();
    document.put("release", run.release());
    String text = document.toString();
    if (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > ScenarioReader.MAX_BYTES) {
      throw RefusedException.of("scenario.too_large", ScenarioReader.MAX_BYTES >> 10);
    }
    return new KeptScenarios.Entry(
        new KeptScenario(
            id, name, note, by, now.truncatedTo(ChronoUnit.MILLIS), run.release(), run.edition()),
        text);
  }
}
