package org.xaatlas.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.xaatlas.message.Message;

/**
 * One parameter of the interface: its name, what it may be, how it is read and what to say when it
 * is wrong. The OpenAPI document, the parser and the error text all come from this one definition.
 *
 * @param name as in the address
 * @param inPath whether it is a part of the path
 * @param schema the JSON schema of its value
 * @param byDefault the value when it is absent, if there is one
 * @param description what it does
 * @param expected what a valid value looks like
 * @param parser reads a text; empty when it is not valid
 */
record Parameter<T>(
    String name,
    boolean inPath,
    Map<String, Object> schema,
    Optional<T> byDefault,
    Message description,
    Message expected,
    Function<String, Optional<T>> parser) {
  Parameter {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(byDefault, "byDefault");
    Objects.requireNonNull(parser, "parser");
  }

  /** A whole number within bounds. */
  static Parameter<Integer> integer(
      String name, Message description, int least, int most, int byDefault) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    schema.put("minimum", least);
    schema.put("maximum", most);
    schema.put("default", byDefault);
    return new Parameter<>(
        name,
        false,
        schema,
        Optional.of(byDefault),
        description,
        Message.of("http.expected_integer", least, most),
        text -> {
          if (!text.matches("[0-9]{1,10}")) {
            return Optional.empty();
          }
          long value = Long.parseLong(text);
          return value < least || value > most ? Optional.empty() : Optional.of((int) value);
        });
  }

  /** {@code true} or {@code false}; false when absent. */
  static Parameter<Boolean> flag(String name, Message description) {
    return new Parameter<>(
        name,
        false,
        Map.of("type", "boolean", "default", false),
        Optional.of(false),
        description,
        Message.of("http.expected_flag"),
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  /** A text that matches a pattern and becomes something else. */
  static <T> Parameter<T> text(
      String name,
      Message description,
      String pattern,
      Message expected,
      Function<String, Optional<T>> parser) {
    Pattern compiled = Pattern.compile(pattern);
    return new Parameter<>(
        name,
        false,
        Map.of("type", "string", "pattern", "^" + pattern + "$"),
        Optional.empty(),
        description,
        expected,
        text -> compiled.matcher(text).matches() ? parser.apply(text) : Optional.empty());
  }

  /** One of a few words. */
  static <T> Parameter<T> choice(
      String name, Message description, List<String> words, Function<String, Optional<T>> parser) {
    return new Parameter<>(
        name,
        false,
        Map.of("type", "string", "enum", words),
        Optional.empty(),
        description,
        Message.of("http.expected_choice", String.join(", ", words)),
        parser);
  }

  /** A part of the path; what it does not find is 404, so it is not checked beforehand. */
  static Parameter<String> path(String name, Message description) {
    return new Parameter<>(
        name,
        true,
        Map.of("type", "string"),
        Optional.empty(),
        description,
        Message.of("http.expected_text"),
        Optional::of);
  }

  Parameter<T> withDefault(T value) {
    return new Parameter<>(name, inPath, schema, Optional.of(value), description, expected, parser);
  }

  /**
   * Reads a value.
   *
   * @throws Problem 400 that names the parameter and what was expected
   */
  T parse(String text) {
    return parser.apply(text).orElseThrow(() -> Problem.badParameter(name, text, expected));
  }
}
