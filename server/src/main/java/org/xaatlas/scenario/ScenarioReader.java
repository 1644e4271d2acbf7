package org.xaatlas.scenario;

import static org.xaatlas.scenario.Parts.choice;
import static org.xaatlas.scenario.Parts.contradicts;
import static org.xaatlas.scenario.Parts.finite;
import static org.xaatlas.scenario.Parts.flag;
import static org.xaatlas.scenario.Parts.known;
import static org.xaatlas.scenario.Parts.list;
import static org.xaatlas.scenario.Parts.named;
import static org.xaatlas.scenario.Parts.number;
import static org.xaatlas.scenario.Parts.numbers;
import static org.xaatlas.scenario.Parts.optional;
import static org.xaatlas.scenario.Parts.required;
import static org.xaatlas.scenario.Parts.share;
import static org.xaatlas.scenario.Parts.text;
import static org.xaatlas.scenario.Parts.texts;
import static org.xaatlas.scenario.Parts.whole;
import static org.xaatlas.scenario.Parts.wrong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
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
import java.util.Set;
import org.xaatlas.message.RefusedException;
import org.xaatlas.priority.Criterion;
import org.xaatlas.priority.Method;
import org.xaatlas.priority.MissingPolicy;
import org.xaatlas.priority.PairwiseWeights;
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
  private static final int MAX_TEXT = 10_000;
  private static final int MAX_DIGITS = 40;
  private static final int MAX_DRAWS = 100_000;

  /** How many of the first units are looked at when nobody says it. */
  private static final int TOP = 50;

  /** The scale of comparisons; its least is a ninth, with room for how it is written. */
  private static final double MOST_TIMES = 9;

  private static final double MOST_TIMES_LESS = 0.11;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_DIGITS)
                          .maxStringLength(MAX_TEXT)
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
    JsonNode document = tree(bytes, MAX_BYTES);
    if (!document.path("format").asText().equals(Scenario.FORMAT)) {
      throw RefusedException.of("scenario.format", Scenario.FORMAT);
    }
    return new ScenarioReader().scenario(document);
  }

  /**
   * Reads two scenarios to be compared: {@code {"a": {…}, "b": {…}}}.
   *
   * @throws RefusedException as for one
   */
  public static List<Scenario> readTwo(byte[] bytes) {
    JsonNode both = tree(bytes, 2 * MAX_BYTES);
    known(both, "", "a", "b");
    return List.of(scenarioIn(both, "a"), scenarioIn(both, "b"));
  }

  /** Reads JSON that is bounded in every way; nothing at all is none. */
  static JsonNode tree(byte[] bytes, int mostBytes) {
    if (bytes.length > mostBytes) {
      throw RefusedException.of("scenario.too_large", mostBytes >> 10);
    }
    try {
      JsonNode tree = JSON.readTree(bytes);
      if (tree == null || tree.isMissingNode()) {
        throw RefusedException.of("scenario.not_json", 1, 1);
      }
      return tree;
    } catch (StreamConstraintsException e) {
      throw RefusedException.of("scenario.too_deep", MAX_DEPTH, MAX_TEXT, MAX_DIGITS);
    } catch (JsonProcessingException e) {
      throw RefusedException.of(
          "scenario.not_json",
          e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr()),
          e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr()));
    } catch (java.io.IOException e) {
      throw RefusedException.of("scenario.not_json", 1, 1);
    }
  }

  static Scenario scenarioIn(JsonNode both, String name) {
    JsonNode document = both.path(name);
    if (!document.path("format").asText().equals(Scenario.FORMAT)) {
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
        "note",
        "stage",
        "release",
        "edition",
        "level",
        "period",
        "units",
        "method",
        "criteria",
        "weights",
        "sensitivity",
        "budget");
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
    Optional<PairwiseWeights> pairwise = Optional.empty();
    if (!node.path("weights").isMissingNode()) {
      pairwise = weights(node.path("weights"), method, criteria);
    }
    return new Scenario(
        text(node, "title", "", ""),
        text(node, "note", "", ""),
        optional(node, "release", ""),
        optional(node, "edition", ""),
        optional(node, "level", "")
            .map(
                id -> Level.of(id).orElseThrow(() -> wrong("level", "province, district, commune")))
            .orElse(Level.COMMUNE),
        optional(node, "period", "").map(typed -> period(typed)),
        choice(Figures.values(), node, "stage", "", Figures.APPROVED) == Figures.PRELIMINARY,
        eligible(node.path("units"), "units"),
        method,
        criteria,
        sensitivity.isMissingNode()
            ? TOP
            : whole(sensitivity, "top", "sensitivity", TOP, 1, 1 << 16),
        sensitivity.isMissingNode() ? Optional.empty() : Optional.of(draws(sensitivity)),
        pairwise,
        node.path("budget").isMissingNode()
            ? Optional.empty()
            : Optional.of(BudgetReader.read(node.path("budget"))),
        node);
  }

  /** Which figures come first. */
  private enum Figures {
    APPROVED,
    PRELIMINARY
  }

  /** Where weights come from. */
  private enum Weights {
    GIVEN,
    EQUAL,
    PAIRS
  }

  /** Sets the weights of the criteria where they are not written at each of them. */
  private static Optional<PairwiseWeights> weights(
      JsonNode node, Method method, List<Scenario.Measure> criteria) {
    known(node, "weights", "by", "pairs");
    Weights by = choice(Weights.values(), node, "by", "weights", Weights.GIVEN);
    JsonNode list = list(node, "pairs", "weights");
    List<PairwiseWeights.Pair> pairs = new ArrayList<>();
    List<String> ids = criteria.stream().map(measure -> measure.criterion().id()).toList();
    Set<Set<String>> told = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      String here = "weights.pairs[" + i + "]";
      known(list.get(i), here, "more", "less", "times");
      String more = required(list.get(i), "more", here);
      String less = required(list.get(i), "less", here);
      double times = number(list.get(i), "times", here).orElse(1);
      if (times < MOST_TIMES_LESS || times > MOST_TIMES) {
        throw wrong(here + ".times", "1/9 … 9");
      }
      for (String id : List.of(more, less)) {
        if (!ids.contains(id)) {
          throw contradicts(here, String.join(", ", ids));
        }
      }
      if (more.equals(less) || !told.add(Set.of(more, less))) {
        throw RefusedException.of("scenario.twice", here, more + " : " + less);
      }
      pairs.add(new PairwiseWeights.Pair(ids.indexOf(more), ids.indexOf(less), times));
    }
    if (by != Weights.PAIRS && !pairs.isEmpty()) {
      throw contradicts("weights.by", "pairs");
    }
    if (by != Weights.GIVEN && method == Method.SUMMED_POINTS) {
      throw contradicts("weights.by", "method ≠ summed_points");
    }
    if (by == Weights.EQUAL) {
      criteria.replaceAll(measure -> measure.weighing(1));
    }
    if (by != Weights.PAIRS) {
      return Optional.empty();
    }
    if (ids.size() > PairwiseWeights.MOST) {
      throw contradicts("weights.by", "≤ " + PairwiseWeights.MOST + " criteria");
    }
    for (int i = 0; i < ids.size(); i++) {
      for (int j = i + 1; j < ids.size(); j++) {
        if (!told.contains(Set.of(ids.get(i), ids.get(j)))) {
          throw contradicts("weights.pairs", ids.get(i) + " : " + ids.get(j));
        }
      }
    }
    PairwiseWeights weights = PairwiseWeights.of(ids.size(), pairs);
    for (int c = 0; c < ids.size(); c++) {
      criteria.set(c, criteria.get(c).weighing(weights.weights()[c]));
    }
    return Optional.of(weights);
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
    // Tables of databases do not tell "a" from "A".
    if (!names.add(id.toLowerCase(Locale.ROOT))) {
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
}
