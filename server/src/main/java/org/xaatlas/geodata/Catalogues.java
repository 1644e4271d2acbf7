package org.xaatlas.geodata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.xaatlas.crosswalk.CarryRules;
import org.xaatlas.designation.DesignationScheme;
import org.xaatlas.designation.DesignationScheme.DesignationClass;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Group;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.indicator.Partition;
import org.xaatlas.indicator.Standard;
import org.xaatlas.indicator.Thresholds;
import org.xaatlas.message.Label;
import org.xaatlas.unit.Level;

/**
 * What is measured and designated, read from {@code geodata/catalogue}. Immutable, safe to share.
 *
 * <p>The result of an annual review is the figure of its year: {@code hh_poor} of 2023 are the poor
 * households at the end of 2023. Those of its beginning are {@code hh_poor_start}, since they may
 * differ from last year's end where units or standards changed.
 */
public final class Catalogues {
  private final Catalogue catalogue;
  private final List<DesignationScheme> schemes;
  private final CarryRules carryRules;

  public Catalogues() {
    this.catalogue =
        new Catalogue(
            read("indicators.json", Catalogues::indicator),
            read("groups.json", Catalogues::group),
            read("standards.json", Catalogues::standard),
            read("thresholds.json", Catalogues::thresholds),
            read("partitions.json", Catalogues::partition));
    this.schemes = List.copyOf(read("schemes.json", Catalogues::scheme));
    this.carryRules = carryRules(read("carrying.json"));
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** The designation schemes, in the order in which people should see them. */
  public List<DesignationScheme> schemes() {
    return schemes;
  }

  /** When figures are carried from one edition to another. */
  public CarryRules carryRules() {
    return carryRules;
  }

  private static CarryRules carryRules(JsonNode node) {
    return new CarryRules(
        node.required("maxUnknownShare").asDouble(), Set.copyOf(texts(node, "uncarriedUnits")));
  }

  public Optional<DesignationScheme> scheme(String id) {
    return schemes.stream().filter(scheme -> scheme.id().equals(id)).findFirst();
  }

  private static Indicator indicator(JsonNode node) {
    Optional<Indicator.Ratio> ratio =
        node.has("numerator")
            ? Optional.of(
                new Indicator.Ratio(term(node.get("numerator")), term(node.get("denominator"))))
            : Optional.empty();
    return new Indicator(
        text(node, "id"),
        label(node),
        Indicator.Kind.valueOf(text(node, "kind").toUpperCase(Locale.ROOT)),
        ratio,
        text(node, "unit"),
        Indicator.Direction.valueOf(text(node, "direction").toUpperCase(Locale.ROOT)),
        text(node, "theme"),
        texts(node, "standards"),
        texts(node, "headers"),
        node.path("mayExceedHundred").asBoolean());
  }

  private static Indicator.Term term(JsonNode node) {
    return new Indicator.Term(
        text(node, "indicator"), Optional.ofNullable(node.get("group")).map(JsonNode::asText));
  }

  private static Group group(JsonNode node) {
    return new Group(text(node, "id"), label(node), text(node, "partOf"), texts(node, "headers"));
  }

  private static Standard standard(JsonNode node) {
    return new Standard(
        text(node, "id"),
        label(node),
        node.required("validFrom").asInt(),
        node.required("validTo").asInt(),
        text(node, "source"));
  }

  private static Thresholds thresholds(JsonNode node) {
    List<Thresholds.Line> lines = new ArrayList<>();
    for (JsonNode each : node.required("lines")) {
      lines.add(new Thresholds.Line(each.required("at").asDouble(), label(each)));
    }
    return new Thresholds(
        text(node, "id"),
        label(node),
        text(node, "indicator"),
        Level.of(text(node, "level")).orElseThrow().id(),
        lines,
        text(node, "source"),
        label(node, "note"));
  }

  private static Partition partition(JsonNode node) {
    return new Partition(
        label(node), text(node, "of").equals("groups"), text(node, "whole"), texts(node, "parts"));
  }

  private static DesignationScheme scheme(JsonNode node) {
    List<DesignationClass> classes = new ArrayList<>();
    for (JsonNode each : node.required("classes")) {
      classes.add(new DesignationClass(text(each, "id"), label(each), texts(each, "headers")));
    }
    return new DesignationScheme(
        text(node, "id"),
        label(node),
        Level.of(text(node, "level")).orElseThrow(),
        classes,
        texts(node, "headers"));
  }

  private static Label label(JsonNode node) {
    return label(node, "name");
  }

  private static Label label(JsonNode node, String field) {
    JsonNode name = node.required(field);
    return new Label(text(name, "vi"), text(name, "en"));
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).asText();
  }

  private static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.required(field).forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static <T> List<T> read(String name, Function<JsonNode, T> make) {
    List<T> items = new ArrayList<>();
    read(name).forEach(node -> items.add(make.apply(node)));
    return items;
  }

  private static JsonNode read(String name) {
    try (InputStream in = Catalogues.class.getResourceAsStream("/geodata/catalogue/" + name)) {
      if (in == null) {
        throw new IOException("Missing from the class path: geodata/catalogue/" + name);
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
