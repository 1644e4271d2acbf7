package org.xaatlas.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.xaatlas.message.Language;
import org.xaatlas.release.Decimals;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.OpenRollup;
import org.xaatlas.release.PieceReader;
import org.xaatlas.series.Period;
import org.xaatlas.series.Source;
import org.xaatlas.unit.Grouping.By;
import org.xaatlas.unit.Level;

/**
 * Sums of units as a release holds them: provinces, districts, regions, what was a province before,
 * saved groups. A sum that not every unit told says so and names the first of them; a total that
 * somebody told stands beside the sum with the difference. Nothing is summed here. Immutable.
 */
public final class RollupTable {
  private static final List<String> COLUMNS =
      List.of(
          "code",
          "name",
          "parts",
          "units",
          "indicator",
          "standard",
          "asOf",
          "areaType",
          "group",
          "stage",
          "value",
          "numerator",
          "denominator",
          "status",
          "qualifier",
          "told",
          "sumOfTold",
          "missing",
          "carried",
          "beside",
          "besideCarried",
          "besideStatus",
          "difference");

  private final OpenRelease release;
  private final String edition;
  private final List<OpenRollup> rollups;
  private final String period;
  private final Filter filter;

  /**
   * What is wanted.
   *
   * @param indicators ids; empty for all
   * @param group id of a population group
   * @param code of one unit, region or saved group; empty for all
   * @param base edition on whose units the figures were reported; empty for any
   */
  public record Filter(
      Optional<Set<String>> indicators,
      String group,
      Optional<String> code,
      Optional<String> base) {
    /** Whatever edition the figures were reported on. */
    public Filter(Optional<Set<String>> indicators, String group, Optional<String> code) {
      this(indicators, group, code, Optional.empty());
    }

    private boolean takes(JsonNode about, String edition) {
      return about.path("group").asText().equals(group)
          && base.map(about.at("/carried/edition").asText(edition)::equals).orElse(true)
          && indicators.map(ids -> ids.contains(about.path("indicator").asText())).orElse(true);
    }
  }

  private RollupTable(
      OpenRelease release, String edition, List<OpenRollup> rollups, String period, Filter filter) {
    this.release = release;
    this.edition = edition;
    this.rollups = rollups;
    this.period = period;
    this.filter = filter;
  }

  /** What a release has summed, for people and programs who choose. */
  public static List<Object> offered(OpenRelease release) {
    List<Object> offered = new ArrayList<>();
    for (OpenRollup rollup : release.rollups()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("by", rollup.entry().by());
      entry.put("edition", rollup.entry().edition());
      entry.put("parts", rollup.entry().parts().id());
      entry.put("of", rollup.entry().of().orElse(null));
      entry.put("count", rollup.entry().count());
      entry.put("periods", rollup.periods());
      offered.add(entry);
    }
    return offered;
  }

  /** The periods that an edition has sums of one kind for, oldest first. */
  public static List<String> periods(OpenRelease release, By by, String edition) {
    return all(release, by, edition).stream()
        .flatMap(rollup -> rollup.periods().stream())
        .distinct()
        .sorted(Comparator.comparing(Period::new))
        .toList();
  }

  /**
   * The period that is meant where none is named: the latest with at least half as many sums as the
   * fullest has, so that the first three provinces of a new year do not stand for the country.
   */
  public static Optional<String> latestFull(OpenRelease release, By by, String edition) {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (OpenRollup rollup : all(release, by, edition)) {
      rollup.entry().periods().forEach(p -> sums.merge(p.period(), p.sums(), Long::sum));
    }
    long most = sums.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return sums.entrySet().stream()
        .filter(each -> 2 * each.getValue() >= most)
        .map(Map.Entry::getKey)
        .max(Comparator.comparing(Period::new));
  }

  private static List<OpenRollup> all(OpenRelease release, By by, String edition) {
    return release.rollups().stream()
        .filter(rollup -> rollup.entry().by().equals(by.id()))
        .filter(rollup -> rollup.entry().edition().equals(edition))
        .toList();
  }

  /** The sums of a period; call it with one of {@link #periods}. */
  public static RollupTable of(
      OpenRelease release, By by, String edition, String period, Filter filter) {
    return new RollupTable(release, edition, all(release, by, edition), period, filter);
  }

  /** The groups with their figures, in the order of the list. */
  public List<Map<String, Object>> groups(Language language) {
    Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
    for (OpenRollup rollup : rollups) {
      JsonNode piece = rollup.groups();
      JsonNode sums = rollup.sums(period).orElse(null);
      int size = piece.path("code").size();
      Told[] columns = columns(sums, "columns", size);
      Told[] rates = columns(sums, "rates", size);
      for (int g = 0; g < size; g++) {
        String code = piece.path("code").path(g).asText();
        if (filter.code().isPresent() && !filter.code().get().equals(code)) {
          continue;
        }
        int place = g;
        Map<String, Object> group =
            groups.computeIfAbsent(code, c -> group(piece, place, language));
        @SuppressWarnings("unchecked") // made below
        List<Object> figures = (List<Object>) group.get("figures");
        figures.addAll(figures(rollup, piece, columns, rates, g));
      }
    }
    return List.copyOf(groups.values());
  }

  private Map<String, Object> group(JsonNode piece, int place, Language language) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("code", piece.path("code").path(place).asText());
    group.put("name", piece.path("name").path(place).path(language.code()).asText());
    group.put("units", piece.path("units").path(place).size());
    if (!piece.path("shared").path(place).isEmpty()) {
      group.put(
          "shared", units(piece, piece.path("shared").path(place), MissingNode.getInstance()));
    }
    group.put("figures", new ArrayList<>());
    return group;
  }

  /** A column or rate with its runs spread out. */
  private record Told(JsonNode node, String[] statuses, List<Beside> beside) {}

  private record Beside(JsonNode node, String[] statuses, String[] sources) {}

  private static Told[] columns(JsonNode sums, String list, int size) {
    JsonNode nodes = sums == null ? null : sums.path(list);
    Told[] columns = new Told[nodes == null ? 0 : nodes.size()];
    for (int i = 0; i < columns.length; i++) {
      JsonNode node = nodes.get(i);
      List<Beside> beside = new ArrayList<>();
      for (JsonNode each : node.path("beside")) {
        beside.add(new Beside(each, runs(each, "status", size), runs(each, "source", size)));
      }
      String[] statuses = node.has("status") ? runs(node, "status", size) : new String[size];
      columns[i] = new Told(node, statuses, beside);
    }
    return columns;
  }

  private static String[] runs(JsonNode node, String name, int size) {
    try {
      return PieceReader.runs(node, name, size);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<Object> figures(
      OpenRollup rollup, JsonNode piece, Told[] columns, Told[] rates, int group) {
    List<Object> figures = new ArrayList<>();
    int of = piece.path("units").path(group).size();
    for (Told column : columns) {
      if (!filter.takes(column.node(), edition)) {
        continue;
      }
      JsonNode value = column.node().path("values").path(group);
      JsonNode incomplete = column.node().path("incomplete").path(String.valueOf(group));
      if (value.isNull() && incomplete.isMissingNode() && besideOf(column, group).isEmpty()) {
        continue;
      }
      Map<String, Object> figure = about(rollup, column.node());
      figure.put("value", number(value));
      figure.put("status", value.isNull() ? null : column.statuses()[group]);
      figure.put(
          "qualifier", column.node().path("qualifiers").path(String.valueOf(group)).asText(""));
      figure.put("sources", texts(column.node().path("sources")));
      // What came to a province from old communes is a sum already: those are not its units.
      if (column.node().has("incomplete")) {
        figure.put("told", incomplete.path("told").asInt(value.isNull() ? 0 : of));
        figure.put("of", of);
        if (!incomplete.isMissingNode()) {
          figure.put("sumOfTold", number(incomplete.path("sumOfTold")));
          figure.put(
              "missing", units(piece, incomplete.path("missing"), incomplete.path("missingNames")));
        }
      }
      beside(figure, column, group);
      figures.add(figure);
    }
    for (Told rate : rates) {
      if (!filter.takes(rate.node(), edition)) {
        continue;
      }
      Told above = columns[rate.node().path("numerator").asInt()];
      Told below = columns[rate.node().path("denominator").asInt()];
      double numerator = above.node().path("values").path(group).asDouble(Double.NaN);
      double denominator = below.node().path("values").path(group).asDouble(Double.NaN);
      boolean apart = false;
      for (JsonNode each : rate.node().path("apart")) {
        apart |= each.asInt() == group;
      }
      double percent = apart ? Double.NaN : 100 * numerator / denominator;
      int told = Math.min(told(above, group, of), told(below, group, of));
      if (!Double.isFinite(percent) && told == 0 && besideOf(rate, group).isEmpty()) {
        continue;
      }
      Map<String, Object> figure = about(rollup, rate.node());
      figure.put("value", Double.isFinite(percent) ? (Object) percent : null);
      figure.put("numerator", number(above.node().path("values").path(group)));
      figure.put("denominator", number(below.node().path("values").path(group)));
      figure.put(
          "status",
          Double.isFinite(percent)
              ? worse(above.statuses()[group], below.statuses()[group])
              : null);
      figure.put("qualifier", "");
      Set<String> sources = new LinkedHashSet<>(texts(above.node().path("sources")));
      sources.addAll(texts(below.node().path("sources")));
      figure.put("sources", List.copyOf(sources));
      if (above.node().has("incomplete") && below.node().has("incomplete")) {
        figure.put("told", told);
        figure.put("of", of);
        // Those that did not tell the count that fewer told.
        JsonNode fewer =
            (told(above, group, of) <= told(below, group, of) ? above : below)
                .node()
                .path("incomplete")
                .path(String.valueOf(group));
        if (!fewer.isMissingNode()) {
          figure.put("missing", units(piece, fewer.path("missing"), fewer.path("missingNames")));
        }
      }
      beside(figure, rate, group);
      figures.add(figure);
    }
    return figures;
  }

  /** How many units of a group told a count. */
  private static int told(Told column, int group, int of) {
    if (column.node().path("values").path(group).isNumber()) {
      return column.node().path("incomplete").path(String.valueOf(group)).path("told").asInt(of);
    }
    return column.node().path("incomplete").path(String.valueOf(group)).path("told").asInt();
  }

  private static String worse(String one, String other) {
    List<String> order = List.of("reported", "estimated", "illustrative");
    return order.get(Math.max(order.indexOf(one), order.indexOf(other)));
  }

  private Map<String, Object> about(OpenRollup rollup, JsonNode node) {
    Map<String, Object> figure = new LinkedHashMap<>();
    figure.put("parts", rollup.entry().parts().id());
    figure.put("indicator", node.path("indicator").asText());
    figure.put("period", period);
    figure.put("asOf", node.path("asOf").isNull() ? null : node.path("asOf").asText());
    for (String name : List.of("standard", "areaType", "group", "stage")) {
      figure.put(name, node.path(name).asText());
    }
    if (node.has("carried")) {
      figure.put("carried", carried(node));
    }
    return figure;
  }

  private static Map<String, Object> carried(JsonNode node) {
    Map<String, Object> from = new LinkedHashMap<>();
    from.put("edition", node.at("/carried/edition").asText());
    from.put("level", node.at("/carried/level").asText());
    return from;
  }

  private static List<Beside> besideOf(Told column, int group) {
    return column.beside().stream()
        .filter(each -> each.node().path("values").path(group).isNumber())
        .toList();
  }

  /** What was told of the same units as a whole, and by how much it is more than the sum. */
  private static void beside(Map<String, Object> figure, Told column, int group) {
    List<Object> list = new ArrayList<>();
    for (Beside each : besideOf(column, group)) {
      double told = each.node().path("values").path(group).asDouble();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("value", number(each.node().path("values").path(group)));
      entry.put("status", each.statuses()[group]);
      entry.put("source", each.sources()[group]);
      if (each.node().has("carried")) {
        entry.put("carried", carried(each.node()));
      }
      Object sum = figure.get("value");
      entry.put(
          "difference",
          sum instanceof Number number ? difference(told, number.doubleValue()) : null);
      list.add(entry);
    }
    if (!list.isEmpty()) {
      figure.put("beside", list);
    }
  }

  /** To the millionth, so that no noise of the machine looks like a disagreement. */
  private static Object difference(double told, double sum) {
    double rounded = Math.rint((told - sum) * 1e6) / 1e6;
    return rounded == Math.rint(rounded) ? (Object) (long) rounded : (Object) rounded;
  }

  private static Object number(JsonNode value) {
    if (!value.isNumber()) {
      return null;
    }
    return value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /**
   * Units by name; one that the release does not hold by its code alone, unless it is named.
   *
   * @param names in the same order, where the piece tells them
   */
  private List<Object> units(JsonNode piece, JsonNode codes, JsonNode names) {
    List<Object> units = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      String text = codes.path(i).asText();
      int colon = text.indexOf(':');
      String level = colon < 0 ? piece.path("parts").asText() : text.substring(0, colon);
      String code = text.substring(colon + 1);
      Optional<OpenLevel> open = Level.of(level).flatMap(l -> release.level(edition, l));
      int unit = open.map(o -> o.units().indexOf(code)).orElse(-1);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("level", level);
      entry.put("code", code);
      String named = names.path(i).asText("");
      entry.put(
          "fullName",
          unit >= 0 ? open.get().units().fullName(unit) : named.isEmpty() ? null : named);
      units.add(entry);
    }
    return units;
  }

  /** The sources that figures of groups name, by id. */
  public Map<String, Source> sources(List<Map<String, Object>> groups) {
    Map<String, Source> cited = new TreeMap<>();
    for (Map<String, Object> group : groups) {
      for (Object each : (List<?>) group.get("figures")) {
        Map<?, ?> figure = (Map<?, ?>) each;
        Set<String> ids = new LinkedHashSet<>();
        ((List<?>) figure.get("sources")).forEach(id -> ids.add(id.toString()));
        if (figure.get("beside") instanceof List<?> beside) {
          beside.forEach(
              b -> ids.addAll(List.of(((Map<?, ?>) b).get("source").toString().split(" "))));
        }
        ids.forEach(id -> release.source(id).ifPresent(source -> cited.put(id, source)));
      }
    }
    return cited;
  }

  /**
   * Writes the figures as a table for programs: one row for each group and figure; where several
   * totals stand beside a sum, one for each. Comma, CR LF, UTF-8 with a byte order mark.
   */
  public int writeCsv(OutputStream out) throws IOException {
    Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    csv.write('\uFEFF');
    csv.write("edition,period," + String.join(",", COLUMNS) + ",release\r\n");
    int rows = 0;
    for (Map<String, Object> group : groups(Language.VI)) {
      for (Object each : (List<?>) group.get("figures")) {
        Map<String, Object> row = new LinkedHashMap<>(group);
        ((Map<?, ?>) each).forEach((name, value) -> row.put(name.toString(), value));
        List<?> besides = row.get("beside") instanceof List<?> list ? list : List.of(Map.of());
        for (Object beside : besides) {
          row(csv, row, (Map<?, ?>) beside);
          rows++;
        }
      }
    }
    csv.flush();
    return rows;
  }

  private void row(Writer csv, Map<String, Object> row, Map<?, ?> beside) throws IOException {
    Map<String, Object> cells = new LinkedHashMap<>(row);
    cells.put("beside", beside.get("value"));
    cells.put("besideCarried", beside.get("carried"));
    cells.put("besideStatus", beside.get("status"));
    cells.put("difference", beside.get("difference"));
    csv.write(edition + "," + period);
    for (String column : COLUMNS) {
      csv.write(',');
      csv.write(FeatureTable.quoted(cell(cells.get(column))));
    }
    csv.write("," + release.id() + "\r\n");
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double number) {
      return Decimals.text(number);
    }
    if (value instanceof Map<?, ?> from) {
      return from.get("edition") + " " + from.get("level");
    }
    if (value instanceof List<?> units) {
      return String.join(
          " ", units.stream().map(unit -> ((Map<?, ?>) unit).get("code").toString()).toList());
    }
    return value instanceof Number ? value.toString() : FeatureTable.harmless(value.toString());
  }
}
