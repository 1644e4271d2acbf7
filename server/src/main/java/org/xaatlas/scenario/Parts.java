package org.xaatlas.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.xaatlas.message.RefusedException;

/**
 * Reads the parts of a document. What cannot be understood is refused with its place: {@code
 * criteria[0].weight}. Stateless.
 */
final class Parts {
  private static final double LARGEST = 1e12;

  private Parts() {}

  /** A name that nobody knows is a typing error, and would otherwise be silently without effect. */
  static void known(JsonNode node, String at, String... names) {
    if (!node.isObject()) {
      throw wrong(at.isEmpty() ? "/" : at, "{ … }");
    }
    Set<String> allowed = Set.of(names);
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!allowed.contains(name)) {
                throw RefusedException.of(
                    "scenario.unknown", path(at, name), String.join(", ", names));
              }
            });
  }

  static String path(String at, String name) {
    return at.isEmpty() ? name : at + "." + name;
  }

  static RefusedException wrong(String at, String expected) {
    return RefusedException.of("scenario.wrong", at, expected);
  }

  static Optional<String> optional(JsonNode node, String name, String at) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.asText().isBlank()) {
      throw wrong(path(at, name), "\"…\"");
    }
    return Optional.of(value.asText().strip());
  }

  static String text(JsonNode node, String name, String at, String otherwise) {
    return optional(node, name, at).orElse(otherwise);
  }

  static String required(JsonNode node, String name, String at) {
    return optional(node, name, at).orElseThrow(() -> wrong(path(at, name), "\"…\""));
  }

  static boolean flag(JsonNode node, String name, String at) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw wrong(path(at, name), "true, false");
    }
    return value.asBoolean();
  }

  static OptionalDouble number(JsonNode node, String name, String at) {
    JsonNode value = node.path(name);
    return value.isMissingNode()
        ? OptionalDouble.empty()
        : OptionalDouble.of(finite(value, path(at, name)));
  }

  /** A number whose sums and differences are numbers too: nothing people weigh is larger. */
  static double finite(JsonNode value, String at) {
    if (!value.isNumber()) {
      throw wrong(at, "1.5");
    }
    if (!(Math.abs(value.asDouble()) <= LARGEST)) {
      throw wrong(at, "-10^12 … 10^12");
    }
    return value.asDouble();
  }

  static int whole(JsonNode node, String name, String at, int otherwise, int least, int most) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
      throw wrong(path(at, name), least + " … " + most);
    }
    return value.asInt();
  }

  /** A list that may be left out. */
  static JsonNode list(JsonNode node, String name, String at) {
    JsonNode list = node.path(name);
    if (!list.isMissingNode() && !list.isArray()) {
      throw wrong(path(at, name), "[ … ]");
    }
    return list;
  }

  static List<Double> numbers(JsonNode node, String name, String at) {
    List<Double> numbers = new ArrayList<>();
    JsonNode list = list(node, name, at);
    for (int i = 0; i < list.size(); i++) {
      numbers.add(finite(list.get(i), path(at, name) + "[" + i + "]"));
    }
    return numbers;
  }

  static List<String> texts(JsonNode node, String name, String at) {
    List<String> texts = new ArrayList<>();
    JsonNode list = list(node, name, at);
    for (int i = 0; i < list.size(); i++) {
      if (!list.get(i).isTextual() || list.get(i).asText().isBlank()) {
        throw wrong(path(at, name) + "[" + i + "]", "\"…\"");
      }
      texts.add(list.get(i).asText());
    }
    return texts;
  }

  static <E extends Enum<E>> E choice(E[] all, JsonNode node, String name, String at, E otherwise) {
    Optional<String> typed = optional(node, name, at);
    if (typed.isEmpty()) {
      return otherwise;
    }
    List<String> names = new ArrayList<>();
    for (E one : all) {
      names.add(one.name().toLowerCase(Locale.ROOT));
      if (names.get(names.size() - 1).equals(typed.get())) {
        return one;
      }
    }
    throw wrong(path(at, name), String.join(", ", names));
  }

  /** Two parts, each of a form that is understood, that cannot both hold. */
  static RefusedException contradicts(String at, String expected) {
    return RefusedException.of("scenario.contradicts", at, expected);
  }

  static double share(JsonNode node, String name, String at, double otherwise) {
    double share = number(node, name, at).orElse(otherwise);
    if (share < 0 || share > 1) {
      throw wrong(path(at, name), "0 … 1");
    }
    return share;
  }

  /** A whole number of million VND. */
  static OptionalLong money(JsonNode node, String name, String at) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.asLong() < 0
        || value.asLong() > Budget.MOST) {
      throw wrong(path(at, name), "0 … " + Budget.MOST);
    }
    return OptionalLong.of(value.asLong());
  }

  /** Units with the reason why they are named. */
  static Map<String, String> named(JsonNode node, String name, String at) {
    Map<String, String> named = new LinkedHashMap<>();
    JsonNode list = list(node, name, at);
    for (int i = 0; i < list.size(); i++) {
      String here = path(at, name) + "[" + i + "]";
      known(list.get(i), here, "code", "reason");
      named.put(required(list.get(i), "code", here), required(list.get(i), "reason", here));
    }
    return named;
  }
}
