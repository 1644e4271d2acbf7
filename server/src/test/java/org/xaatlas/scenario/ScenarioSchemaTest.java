package org.xaatlas.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.xaatlas.message.RefusedException;

/** The published schema and the reader say the same, as far as a schema can say it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScenarioSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PAGE = Path.of("../docs/prioritising.md");
  private static final Path EXAMPLES = Path.of("../geodata/scenarios");

  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(new String(ScenarioSchema.bytes(), StandardCharsets.UTF_8));

  /** Every scenario of the documentation, and those that travel with the program. */
  private static List<JsonNode> examples() throws IOException {
    List<JsonNode> examples = new ArrayList<>();
    Matcher block =
        Pattern.compile("```json\n(\\{.*?)\n```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    while (block.find()) {
      JsonNode document = JSON.readTree(block.group(1));
      if (document.path("format").asText().equals(Scenario.FORMAT)) {
        examples.add(document);
      }
    }
    try (var files = Files.list(EXAMPLES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        examples.add(JSON.readTree(file.toFile()));
      }
    }
    return examples;
  }

  @Test
  void every_example_is_valid_and_can_be_read() throws IOException {
    List<JsonNode> examples = examples();
    assertTrue(examples.size() >= 2, "examples are found");
    for (JsonNode example : examples) {
      assertEquals(List.of(), List.copyOf(schema.validate(example)), example.toString());
      assertTrue(readable(example), example.toString());
    }
  }

  @Test
  void what_the_reader_takes_is_valid_and_what_is_unknown_is_refused_by_both() throws IOException {
    int tried = 0;
    for (JsonNode example : examples()) {
      for (JsonNode changed : changed(example)) {
        boolean valid = schema.validate(changed).isEmpty();
        assertTrue(!readable(changed) || valid, () -> "read, but not valid: " + changed);
        tried++;
      }
      for (JsonNode changed : withUnknownNames(example)) {
        assertTrue(!schema.validate(changed).isEmpty(), () -> "valid: " + changed);
        assertTrue(!readable(changed), () -> "read: " + changed);
      }
    }
    assertTrue(tried > 500, tried + " tried");
  }

  @Test
  void what_is_valid_is_read_unless_parts_contradict_each_other() throws IOException {
    for (JsonNode example : examples()) {
      for (JsonNode changed : changed(example)) {
        if (schema.validate(changed).isEmpty()) {
          try {
            ScenarioReader.read(JSON.writeValueAsBytes(changed));
          } catch (RefusedException refused) {
            // Not a matter of form: two parts together, or a text that only a parser understands.
            String place = String.valueOf(refused.text().arguments().get(0));
            assertTrue(
                List.of("scenario.twice", "scenario.contradicts").contains(refused.text().key())
                    || place.equals("period")
                    || place.endsWith("function.type"),
                () -> refused.text() + " in " + changed);
          }
        }
      }
    }
  }

  private static boolean readable(JsonNode document) throws IOException {
    try {
      ScenarioReader.read(JSON.writeValueAsBytes(document));
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  /** The document with every part of it replaced by something else, one at a time, or left out. */
  private static List<JsonNode> changed(JsonNode document) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    List<JsonNode> others =
        List.of(
            make.nullNode(),
            make.textNode("x"),
            make.textNode(""),
            make.numberNode(0),
            make.numberNode(-1),
            make.numberNode(0.5),
            make.numberNode(1e300),
            make.booleanNode(true),
            make.arrayNode(),
            make.objectNode());
    List<JsonNode> changed = new ArrayList<>();
    for (String pointer : pointers(document)) {
      for (JsonNode other : others) {
        JsonNode copy = document.deepCopy();
        set(copy, pointer, other);
        changed.add(copy);
      }
      JsonNode copy = document.deepCopy();
      set(copy, pointer, null);
      changed.add(copy);
    }
    return changed;
  }

  private static List<JsonNode> withUnknownNames(JsonNode document) {
    List<JsonNode> changed = new ArrayList<>();
    List<String> all = new ArrayList<>(pointers(document));
    all.add("");
    for (String pointer : all) {
      JsonNode copy = document.deepCopy();
      if (copy.at(pointer) instanceof ObjectNode object && !pointer.matches(".*/function/points")) {
        object.put("nobody_knows_this", 1);
        changed.add(copy);
      }
    }
    return changed;
  }

  private static List<String> pointers(JsonNode node) {
    List<String> pointers = new ArrayList<>();
    collect(node, "", pointers);
    return pointers;
  }

  private static void collect(JsonNode node, String at, List<String> pointers) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry -> {
                pointers.add(at + "/" + entry.getKey());
                collect(entry.getValue(), at + "/" + entry.getKey(), pointers);
              });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        pointers.add(at + "/" + i);
        collect(node.get(i), at + "/" + i, pointers);
      }
    }
  }

  private static void set(JsonNode document, String pointer, JsonNode value) {
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = document.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    if (parent instanceof ObjectNode object) {
      if (value == null) {
        object.remove(name);
      } else {
        object.set(name, value);
      }
    } else if (parent instanceof ArrayNode array) {
      if (value == null) {
        array.remove(Integer.parseInt(name));
      } else {
        array.set(Integer.parseInt(name), value);
      }
    }
  }
}
