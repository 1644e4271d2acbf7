package org.xaatlas.http;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.xaatlas.export.Bbox;
import org.xaatlas.export.ClassFilter;
import org.xaatlas.export.DayRange;
import org.xaatlas.export.ValueRange;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.scenario.HotSpotQuestion;
import org.xaatlas.series.Period;
import org.xaatlas.unit.Grouping.By;
import org.xaatlas.unit.Level;

/** The parameters of the interface, each defined once. */
final class Parameters {
  static final Parameter<Language> LANG =
      Parameter.choice(
          "lang",
          Message.of("http.parameter_lang"),
          List.of("vi", "en"),
          text ->
              text.equals("vi") || text.equals("en")
                  ? Optional.of(Language.of(text))
                  : Optional.empty());

  static final Parameter<Integer> LIMIT =
      Parameter.integer("limit", Message.of("http.parameter_limit"), 1, 10_000, 100);

  static final Parameter<Integer> OFFSET =
      Parameter.integer("offset", Message.of("http.parameter_offset"), 0, 10_000_000, 0);

  static final Parameter<Bbox> BBOX =
      Parameter.text(
          "bbox",
          Message.of("http.parameter_bbox"),
          "-?[0-9.]{1,24}(,-?[0-9.]{1,24}){3}((,-?[0-9.]{1,24}){2})?",
          Message.of("http.expected_bbox"),
          Bbox::parse);

  static final Parameter<String> PROVINCE =
      Parameter.text(
          "province",
          Message.of("http.parameter_province"),
          "[0-9A-Za-z]{1,10}",
          Message.of("http.expected_code"),
          Optional::of);

  static final Parameter<ClassFilter> DESIGNATION =
      Parameter.text(
          "designation",
          Message.of("http.parameter_designation"),
          "[a-z][a-z0-9_]{0,63}(:[^:]{1,64})?",
          Message.of("http.expected_designation"),
          text -> Optional.of(ClassFilter.parse(text)));

  static final Parameter<DayRange> DATETIME =
      Parameter.text(
          "datetime",
          Message.of("http.parameter_datetime"),
          "[0-9TtZz:.+/-]{1,80}",
          Message.of("http.expected_datetime"),
          DayRange::parse);

  static final Parameter<LocalDate> ON =
      Parameter.text(
          "on",
          Message.of("http.parameter_on"),
          "[0-9-]{10}",
          Message.of("http.expected_day"),
          Parameters::day);

  static final Parameter<Period> PERIOD = period("period");
  static final Parameter<Period> YEAR = period("year");

  static final Parameter<String> GROUP =
      Parameter.text(
              "group",
              Message.of("http.parameter_group"),
              "[a-z][a-z0-9_]{0,63}",
              Message.of("http.expected_group"),
              Optional::of)
          .withDefault("all");

  static final Parameter<Set<String>> INDICATORS =
      Parameter.text(
          "indicators",
          Message.of("http.parameter_indicators"),
          "[a-z][a-z0-9_]{0,63}(,[a-z][a-z0-9_]{0,63}){0,31}",
          Message.of("http.expected_indicators"),
          text ->
              Optional.of(Set.of(new TreeSet<>(List.of(text.split(","))).toArray(String[]::new))));

  static final Parameter<ValueRange> RANGE =
      Parameter.text(
          "range",
          Message.of("http.parameter_range"),
          "[a-z0-9_:.-]{1,120}",
          Message.of("http.expected_range"),
          ValueRange::parse);

  /** How a collection is written; the word of OGC for a format is {@code f}. */
  static final Parameter<ItemsFormat> FORMAT =
      Parameter.choice(
              "f",
              Message.of("http.parameter_format"),
              List.of("geojson", "csv", "xlsx"),
              ItemsFormat::of)
          .withDefault(ItemsFormat.GEOJSON);

  static final Parameter<PriorityFormat> PRIORITY_FORMAT =
      Parameter.choice(
          "f",
          Message.of("http.parameter_priority_format"),
          PriorityFormat.ids(),
          PriorityFormat::of);

  static final Parameter<String> INDICATOR =
      Parameter.text(
          "indicator",
          Message.of("http.parameter_indicator"),
          "[a-z][a-z0-9_]{0,63}",
          Message.of("http.expected_indicator"),
          Optional::of);

  static final Parameter<HotSpotQuestion.Statistic> HOTSPOT_METHOD =
      Parameter.choice(
              "method",
              Message.of("http.parameter_hotspot_method"),
              List.of("lisa", "gi"),
              text ->
                  switch (text) {
                    case "lisa" -> Optional.of(HotSpotQuestion.Statistic.LISA);
                    case "gi" -> Optional.of(HotSpotQuestion.Statistic.GI);
                    default -> Optional.empty();
                  })
          .withDefault(HotSpotQuestion.Statistic.LISA);

  static final Parameter<Integer> PERMUTATIONS =
      Parameter.integer(
          "permutations",
          Message.of("http.parameter_permutations"),
          99,
          HotSpotQuestion.MAX_PERMUTATIONS,
          9_999);

  static final Parameter<Integer> SEED =
      Parameter.integer("seed", Message.of("http.parameter_seed"), 0, Integer.MAX_VALUE, 1);

  static final Parameter<Double> ALPHA =
      Parameter.text(
              "alpha",
              Message.of("http.parameter_alpha"),
              "0?\\.[0-9]{1,6}",
              Message.of("http.expected_alpha"),
              text -> {
                double value = Double.parseDouble(text);
                return value >= 0.001 && value <= 0.2 ? Optional.of(value) : Optional.empty();
              })
          .withDefault(0.05);

  static final Parameter<Integer> NEAREST =
      Parameter.integer(
          "nearest", Message.of("http.parameter_nearest"), 0, HotSpotQuestion.MAX_NEAREST, 4);

  static final Parameter<String> SMOOTHING =
      Parameter.choice(
              "smoothing",
              Message.of("http.parameter_smoothing"),
              List.of("eb", "none"),
              text ->
                  text.equals("eb") || text.equals("none") ? Optional.of(text) : Optional.empty())
          .withDefault("eb");

  static final Parameter<String> REPORT_FORMAT =
      Parameter.choice(
              "f",
              Message.of("http.parameter_report_format"),
              List.of("json", "html"),
              text ->
                  text.equals("json") || text.equals("html") ? Optional.of(text) : Optional.empty())
          .withDefault("json");

  static final Parameter<Integer> ROW =
      Parameter.integer("row", Message.of("http.parameter_row"), 0, 100_000_000, 0);

  static final Parameter<String> RELEASE =
      Parameter.text(
          "release",
          Message.of("http.parameter_release"),
          "[0-9a-f]{16}",
          Message.of("http.expected_release"),
          Optional::of);

  static final Parameter<String> VERSION =
      Parameter.text(
          "version",
          Message.of("http.parameter_version"),
          "[0-9a-f]{16}",
          Message.of("http.expected_version"),
          Optional::of);

  static final Parameter<Boolean> DOWNLOAD =
      Parameter.flag("download", Message.of("http.parameter_download"));

  static final Parameter<String> EDITION =
      Parameter.text(
          "edition",
          Message.of("http.parameter_edition"),
          "[0-9]{4}(-[0-9]{2}-[0-9]{2})?",
          Message.of("http.expected_edition"),
          Optional::of);

  static final Parameter<String> BASE =
      Parameter.text(
          "base",
          Message.of("http.parameter_base"),
          "[0-9]{4}(-[0-9]{2}-[0-9]{2})?",
          Message.of("http.expected_edition"),
          Optional::of);

  static final Parameter<By> BY =
      Parameter.choice(
          "by",
          Message.of("http.parameter_by"),
          Arrays.stream(By.values()).map(By::id).toList(),
          By::of);

  static final Parameter<String> ROLLUP_CODE =
      Parameter.text(
          "code",
          Message.of("http.parameter_rollup_code"),
          "[0-9A-Za-z_]{1,64}",
          Message.of("http.expected_rollup_code"),
          Optional::of);

  static final Parameter<String> TABLE_FORMAT =
      Parameter.choice(
              "f",
              Message.of("http.parameter_table_format"),
              List.of("json", "csv"),
              text ->
                  text.equals("json") || text.equals("csv") ? Optional.of(text) : Optional.empty())
          .withDefault("json");

  static final Parameter<Level> LEVEL =
      Parameter.choice(
          "level",
          Message.of("http.parameter_level"),
          List.of("province", "district", "commune", "village"),
          Level::of);

  static final Parameter<String> Q =
      Parameter.text(
          "q",
          Message.of("http.parameter_q"),
          "[^\\p{Cntrl}]{1,100}",
          Message.of("http.expected_q"),
          text -> text.isBlank() ? Optional.empty() : Optional.of(text.strip()));

  static final Parameter<Integer> SEARCH_LIMIT =
      Parameter.integer("limit", Message.of("http.parameter_limit"), 1, 50, 10);

  static final Parameter<String> COLLECTION =
      Parameter.path("collection", Message.of("http.parameter_collection"));

  static final Parameter<String> FEATURE =
      Parameter.path("id", Message.of("http.parameter_feature"));

  static final Parameter<String> CODE = Parameter.path("code", Message.of("http.parameter_code"));

  static final Parameter<String> RELEASE_PATH =
      Parameter.path("release", Message.of("http.parameter_release"));

  static final Parameter<String> HASH = Parameter.path("hash", Message.of("http.parameter_hash"));

  static final Parameter<String> NUMBER =
      Parameter.path("number", Message.of("http.parameter_number"));

  static final Parameter<String> SCENARIO =
      Parameter.path("scenario", Message.of("http.parameter_scenario"));

  static final Parameter<String> Z = Parameter.path("z", Message.of("http.parameter_tile"));
  static final Parameter<String> X = Parameter.path("x", Message.of("http.parameter_tile"));
  static final Parameter<String> Y = Parameter.path("y", Message.of("http.parameter_tile"));

  private Parameters() {}

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Parameter<Period> period(String name) {
    return Parameter.text(
        name,
        Message.of("http.parameter_period"),
        "[0-9]{4}([-/][0-9]{4}|-[0-9]{2}-[0-9]{2})?",
        Message.of("http.expected_period"),
        text -> {
          try {
            return Optional.of(Period.parse(text));
          } catch (IllegalArgumentException e) {
            return Optional.empty();
          }
        });
  }
}
