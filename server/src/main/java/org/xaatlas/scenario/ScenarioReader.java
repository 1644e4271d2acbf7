package org.xaatlas.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.xaatlas.message.RefusedException;
import org.xaatlas.priority.Criterion;
import org.xaatlas.priority.Method;
import org.xaatlas.priority.MissingPolicy;
import org.xaatlas.priority.Sensitivity;
import org.xaatlas.priority.ValueFunction;
import org.xaatlas.series.Period;
import org.xaatlas.unit.Level;

/** Reads a scenario. What cannot be understood is refused with the place in the document. */
public final class ScenarioReader {
  /** Most bytes a scenario may have. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_CRITERIA = 100;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_DRAWS = 100_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(40)
                          .maxStringLength(10_000)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Set<String> names = new HashSet<>();

  private ScenarioReader() {}

  /**
   * Reads a document.
   *
   * @throws RefusedException key {@code scenario.…} naming the place and what was expected
   */
  public static Scenario read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw RefusedException.of("scenario.too_large", MAX_BYTES >> 10);
    }
    JsonNode document;
    try {
      document = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw RefusedException.of(
          "scenario.not_json",
          e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
          e.getLocation() == null ? 0 : e.getLocation().getColumnNr());
    } catch (java.io.IOException e) {
      throw RefusedException.of("scenario.not_json", 0, 0);
    }
    if (document == null || !document.path("format").asText().equals(Scenario.FORMAT)) {
      throw RefusedException.of("scenario.format", Scenario.FORMAT);
    }
    return new ScenarioReader().scenario(document);
  }

  private Scenario scenario(JsonNode node) {
    known(
        node,
        "",
        "format",
        "title",
        "release",
        "edition",
        "level",
        "period",
        "units",
        "method",
        "criteria",
        "sensitivity");
    List<Scenario.Measure> criteria = new ArrayList<>();
    JsonNode list = node.path("criteria");
    if (!list.isArray() || list.isEmpty() || list.size() > MAX_CRITERIA) {
      throw RefusedException.of("scenario.criteria", MAX_CRITERIA);
    }
    for (int i = 0; i < list.size(); i++) {
      criteria.add(measure(list.get(i), "criteria[" + i + "]"));
    }
    JsonNode sensitivity = node.path("sensitivity");
    Method method = choice(Method.values(), node, "method", "", Method.SUMMED_POINTS);
    if (method != Method.SUMMED_POINTS
        && criteria.stream().allMatch(measure -> measure.criterion().weight() == 0)) {
      throw contradicts("criteria[0].weight", "> 0");
    }
    return new Scenario(
        text(node, "title", "", ""),
        optional(node, "release", ""),
        optional(node, "edition", ""),
        optional(node, "level", "")
            .map(
                id -> Level.of(id).orElseThrow(() -> wrong("level", "province, district, commune")))
            .orElse(Level.COMMUNE),
        optional(node, "period", "").map(typed -> period(typed)),
        eligible(node.path("units"), "units"),
        method,
        criteria,
        sensitivity.isMissingNode() ? 0 : whole(sensitivity, "top", "sensitivity", 50, 1, 1 << 16),
        sensitivity.isMissingNode() ? Optional.empty() : Optional.of(draws(sensitivity)),
        node);
  }

  private static Period period(String typed) {
    try {
      return Period.parse(typed);
    } catch (IllegalArgumentException e) {
      throw wrong("period", "2024, 2021/2023, 2024-12-31");
    }
  }

  private static Sensitivity.Draws draws(JsonNode node) {
    String at = "sensitivity";
    known(node, at, "draws", "top", "concentration", "spread", "seed");
    double spread = number(node, "spread", at).orElse(0);
    if (spread < 0 || spread > 10) {
      throw wrong(at + ".spread", "0 … 10");
    }
    return new Sensitivity.Draws(
        whole(node, "draws", at, 1000, 1, MAX_DRAWS),
        number(node, "concentration", at).orElse(50),
        spread,
        whole(node, "seed", at, 1, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  private static Scenario.Eligible eligible(JsonNode node, String at) {
    if (!node.isMissingNode()) {
      known(node, at, "provinces", "designations", "ranges", "include", "exclude");
    }
    List<Scenario.Range> ranges = new ArrayList<>();
    JsonNode list = list(node, "ranges", at);
    for (int i = 0; i < list.size(); i++) {
      String here = at + ".ranges[" + i + "]";
      known(list.get(i), here, "indicator", "group", "least", "most");
      ranges.add(
          new Scenario.Range(
              required(list.get(i), "indicator", here),
              text(list.get(i), "group", here, "all"),
              number(list.get(i), "least", here),
              number(list.get(i), "most", here)));
    }
    return new Scenario.Eligible(
        texts(node, "provinces", at),
        texts(node, "designations", at),
        ranges,
        named(node, "include", at),
        named(node, "exclude", at));
  }

  /** Units with the reason why they are in or out. */
  private static Map<String, String> named(JsonNode node, String name, String at) {
    Map<String, String> named = new LinkedHashMap<>();
    JsonNode list = list(node, name, at);
    for (int i = 0; i < list.size(); i++) {
      String here = path(at, name) + "[" + i + "]";
      known(list.get(i), here, "code", "reason");
      named.put(required(list.get(i), "code", here), required(list.get(i), "reason", here));
    }
    return named;
  }

  private Scenario.Measure measure(JsonNode node, String at) {
    known(
        node,
        at,
        "id",
        "name",
        "indicator",
        "designation",
        "group",
        "function",
        "less",
        "weight",
        "missing",
        "citation");
    Optional<String> indicator = optional(node, "indicator", at);
    Optional<String> scheme = optional(node, "designation", at);
    if (indicator.isPresent() == scheme.isPresent()) {
      throw wrong(at, "indicator | designation");
    }
    String of = indicator.or(() -> scheme).orElseThrow();
    String id = text(node, "id", at, of);
    if (!id.matches("[A-Za-z][A-Za-z0-9_]{0,63}")) {
      throw wrong(at + ".id", "[A-Za-z][A-Za-z0-9_]*");
    }
    if (!names.add(id)) {
      throw RefusedException.of("scenario.twice", at + ".id", id);
    }
    double weight = number(node, "weight", at).orElse(1);
    if (weight < 0) {
      throw wrong(at + ".weight", "0 …");
    }
    ValueFunction function = function(node.path("function"), at + ".function", scheme.isPresent());
    boolean less = flag(node, "less", at);
    if (less && !Criterion.turns(function)) {
      throw contradicts(at + ".less", "minmax, zscore, rank");
    }
    return new Scenario.Measure(
        new Criterion(
            id,
            function,
            !less,
            weight,
            choice(MissingPolicy.values(), node, "missing", at, MissingPolicy.EXCLUDED)),
        text(node, "name", at, ""),
        of,
        text(node, "group", at, "all"),
        scheme.isPresent(),
        text(node, "citation", at, ""));
  }

  /** Two parts, each of a form that is understood, that cannot both hold. */
  private static RefusedException contradicts(String at, String expected) {
    return RefusedException.of("scenario.contradicts", at, expected);
  }

  private static double share(JsonNode node, String name, String at, double otherwise) {
    double share = number(node, name, at).orElse(otherwise);
    if (share < 0 || share > 1) {
      throw wrong(path(at, name), "0 … 1");
    }
    return share;
  }

  private static ValueFunction function(JsonNode node, String at, boolean designation) {
    if (node.isMissingNode() && !designation) {
      return new ValueFunction.MinMax(0, 1);
    }
    String type = text(node, "type", at, designation ? "classes" : "minmax");
    if (designation != type.equals("classes")) {
      throw wrong(at + ".type", designation ? "classes" : "minmax, zscore, rank, target, table");
    }
    switch (type) {
      case "minmax" -> {
        known(node, at, "type", "lowShare", "highShare");
        double low = share(node, "lowShare", at, 0);
        double high = share(node, "highShare", at, 1);
        if (low >= high) {
          throw contradicts(at + ".lowShare", "lowShare < highShare");
        }
        return new ValueFunction.MinMax(low, high);
      }
      case "zscore" -> {
        known(node, at, "type");
        return new ValueFunction.ZScore();
      }
      case "rank" -> {
        known(node, at, "type");
        return new ValueFunction.Rank();
      }
      case "target" -> {
        known(node, at, "type", "zeroAt", "oneAt");
        double zero = number(node, "zeroAt", at).orElseThrow(() -> wrong(at + ".zeroAt", "1.5"));
        double one = number(node, "oneAt", at).orElseThrow(() -> wrong(at + ".oneAt", "1.5"));
        if (zero == one) {
          throw contradicts(at + ".oneAt", "zeroAt ≠ oneAt");
        }
        return new ValueFunction.Target(zero, one);
      }
      case "table" -> {
        known(node, at, "type", "at", "points", "stepwise");
        return table(node, at);
      }
      case "classes" -> {
        known(node, at, "type", "points", "otherwise");
        Map<String, Double> points = new LinkedHashMap<>();
        if (!node.path("points").isObject()) {
          throw wrong(at + ".points", "{ … }");
        }
        for (Map.Entry<String, JsonNode> entry : node.path("points").properties()) {
          points.put(entry.getKey(), finite(entry.getValue(), at + ".points." + entry.getKey()));
        }
        return new ValueFunction.Classes(
            List.copyOf(points.keySet()), points, number(node, "otherwise", at).orElse(0));
      }
      default -> throw wrong(at + ".type", "minmax, zscore, rank, target, table, classes");
    }
  }

  private static ValueFunction.Table table(JsonNode node, String at) {
    List<Double> values = numbers(node, "at", at);
    List<Double> points = numbers(node, "points", at);
    boolean stepwise = flag(node, "stepwise", at);
    if (values.isEmpty()) {
      throw wrong(at + ".at", "[10, 20]");
    }
    if (points.isEmpty()) {
      throw wrong(at + ".points", "[1, 2]");
    }
    if (values.size() != points.size()) {
      throw contradicts(at + ".points", String.valueOf(values.size()));
    }
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i - 1) >= values.get(i)) {
        throw contradicts(at + ".at[" + i + "]", "> " + values.get(i - 1));
      }
    }
    return new ValueFunction.Table(values, points, stepwise);
  }

  // --- parts of a document

  /** A name that nobody knows is a typing error, and would otherwise be silently without effect. */
  private static void known(JsonNode node, String at, String... names) {
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

  private static String path(String at, String name) {
    return at.isEmpty() ? name : at + "." + name;
  }

  private static RefusedException wrong(String at, String expected) {
    return RefusedException.of("scenario.wrong", at, expected);
  }

  private static Optional<String> optional(JsonNode node, String name, String at) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.asText().isBlank()) {
      throw wrong(path(at, name), "\"…\"");
    }
    return Optional.of(value.asText().strip());
  }

  private static String text(JsonNode node, String name, String at, String otherwise) {
    return optional(node, name, at).orElse(otherwise);
  }

  private static String required(JsonNode node, String name, String at) {
    return optional(node, name, at).orElseThrow(() -> wrong(path(at, name), "\"…\""));
  }

  private static boolean flag(JsonNode node, String name, String at) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw wrong(path(at, name), "true, false");
    }
    return value.asBoolean();
  }

  private static OptionalDouble number(JsonNode node, String name, String at) {
    JsonNode value = node.path(name);
    return value.isMissingNode()
        ? OptionalDouble.empty()
        : OptionalDouble.of(finite(value, path(at, name)));
  }

  private static double finite(JsonNode value, String at) {
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw wrong(at, "1.5");
    }
    return value.asDouble();
  }

  private static int whole(
      JsonNode node, String name, String at, int otherwise, int least, int most) {
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
  private static JsonNode list(JsonNode node, String name, String at) {
    JsonNode list = node.path(name);
    if (!list.isMissingNode() && !list.isArray()) {
      throw wrong(path(at, name), "[ … ]");
    }
    return list;
  }

  private static List<Double> numbers(JsonNode node, String name, String at) {
    List<Double> numbers = new ArrayList<>();
    JsonNode list = list(node, name, at);
    for (int i = 0; i < list.size(); i++) {
      numbers.add(finite(list.get(i), path(at, name) + "[" + i + "]"));
    }
    return numbers;
  }

  private static List<String> texts(JsonNode node, String name, String at) {
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

  private static <E extends Enum<E>> E choice(
      E[] all, JsonNode node, String name, String at, E otherwise) {
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
}
