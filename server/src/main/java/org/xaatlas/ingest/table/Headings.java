package org.xaatlas.ingest.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xaatlas.designation.DesignationScheme;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Group;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Period;

/**
 * Reads headings against the catalogue: ids ({@code hh_poor@khmer}, {@code hh_poor[khmer]}), names
 * and synonyms in both languages, with a group, an area type, a year or a unit of measure in them
 * ("Hộ nghèo DTTS năm 2023 (hộ)"). A heading that leaves two meanings has none.
 */
final class Headings {
  private static final int MAPPING_BYTES = 1 << 20;
  private static final int LONGEST = 300;
  private static final int LONGEST_PHRASE = 7;

  /** Characters of the name of a field in dBASE. */
  private static final int FIELD_NAME = 10;

  private static final Pattern ID =
      Pattern.compile("([a-z][a-z0-9_]*)((?:@[^@\\[\\]]+|\\[[^@\\[\\]]+\\])*)");
  private static final Pattern ID_PART = Pattern.compile("@([^@\\[\\]]+)|\\[([^@\\[\\]]+)\\]");
  private static final Pattern NOTE = Pattern.compile("\\(([^()]*)\\)");
  private static final Pattern YEAR = Pattern.compile("(19|20)\\d\\d");

  /** "Mã xã (cũ)" is no code of the edition that the table is joined with. */
  private static final Pattern OLD = Pattern.compile("\\b(cu|truoc|old|former|previous)\\b");

  /** Words between the parts of a heading that carry no meaning of their own. */
  private static final Set<String> CONNECTIVES =
      Set.of("trong", "do", "cua", "khu", "vuc", "nam", "o", "thuoc", "la", "in", "of", "among");

  /** The units of measure that counts of households and of persons are printed in. */
  private static final Map<String, Set<String>> UNITS_OF =
      Map.of(
          "household", Set.of("ho", "so ho", "household", "households", "hh"),
          "person",
              Set.of("nguoi", "khau", "nhan khau", "lao dong", "hoc sinh", "persons", "people"));

  private static final Set<String> OTHER_UNITS =
      Set.of(
          "nha",
          "can",
          "mo hinh",
          "cong trinh",
          "xa",
          "thon",
          "luot",
          "luot ho",
          "luot nguoi",
          "lop",
          "buoi",
          "ho",
          "nguoi");

  /** What may stand beside the % sign in a note. */
  private static final Set<String> RATE_WORDS = Set.of("", "ty le", "ti le", "rate", "diem");

  /** "(1)", "(A)", "(5 = 3 + 4)": the number of a column of a form. */
  private static final Pattern COLUMN_NUMBER =
      Pattern.compile("\\s*(\\d{1,2}|[A-Z])(\\s*=[\\s\\d+\\-*/x:()%]+)?\\s*");

  private record Phrase(String normalised, String id) {}

  private record Heading(List<String> path, Optional<String> subject) {}

  private final Catalogue catalogue;
  private final List<DesignationScheme> schemes;
  private final boolean designations;
  private final Map<String, Indicator> byHeading = new HashMap<>();
  private final Map<String, DesignationScheme> schemeByHeading = new HashMap<>();
  private final Map<String, List<Phrase>> groups = new HashMap<>();
  private final Map<String, String> mapping;

  /** What was read before: rows in search of the header, and the sheets of a file, are alike. */
  private final Map<Heading, Column> known = new HashMap<>();

  private Headings(Catalogues catalogues, boolean designations, Map<String, String> mapping) {
    this.catalogue = catalogues.catalogue();
    this.schemes = catalogues.schemes();
    this.designations = designations;
    this.mapping = mapping;
    for (Indicator indicator : catalogue.indicators()) {
      Stream.concat(
              Stream.of(indicator.id(), indicator.name().vi(), indicator.name().en()),
              indicator.headers().stream())
          .forEach(heading -> byHeading.put(key(heading), indicator));
    }
    for (DesignationScheme scheme : schemes) {
      Stream.concat(
              Stream.of(scheme.id(), scheme.name().vi(), scheme.name().en()),
              scheme.headers().stream())
          .forEach(heading -> schemeByHeading.put(key(heading), scheme));
    }
    for (Group group : catalogue.groups()) {
      Stream.concat(
              Stream.of(group.id(), group.name().vi(), group.name().en()), group.headers().stream())
          .distinct()
          .forEach(
              phrase ->
                  groups
                      .computeIfAbsent(key(phrase), p -> new ArrayList<>(1))
                      .add(new Phrase(VietnameseText.normalise(phrase), group.id())));
    }
  }

  /**
   * @throws RefusedException when the mapping file is no JSON object of texts
   */
  static Headings ofStatistics(Catalogues catalogues, Optional<Path> mapping) {
    return new Headings(catalogues, false, readMapping(mapping));
  }

  static Headings ofDesignations(Catalogues catalogues, Optional<Path> mapping) {
    return new Headings(catalogues, true, readMapping(mapping));
  }

  /** The column under a heading; {@link Role#UNKNOWN} when nothing is known that it could be. */
  Column column(int index, String heading) {
    if (heading.isEmpty() || heading.length() > LONGEST) {
      return Column.of(index, heading, Role.UNKNOWN);
    }
    Optional<Column> mapped = mapped(index, heading);
    if (mapped.isPresent()) {
      return mapped.get();
    }
    Optional<Role> role = role(heading);
    if (role.isPresent()) {
      return Column.of(index, heading, role.get());
    }
    if (designations) {
      DesignationScheme scheme = schemeByHeading.get(key(heading));
      return scheme == null
          ? Column.of(index, heading, Role.UNKNOWN)
          : new Column(index, heading, Role.DESIGNATION, Optional.empty(), Optional.of(scheme));
    }
    Optional<Measure> measure = measure(heading);
    return measure.isPresent()
        ? new Column(index, heading, Role.MEASURE, measure, Optional.empty())
        : Column.of(index, heading, Role.UNKNOWN);
  }

  /**
   * The column under a heading of several lines, the widest first. The lowest line says what a
   * column is where that is a word for it; figures need all lines, since "Số hộ" below "Hộ nghèo
   * cuối năm" are not all households.
   *
   * @param subject whom a review form counts by its title, where its headings do not say it
   */
  Column column(int index, List<String> path, Optional<String> subject) {
    if (path.stream().mapToInt(String::length).sum() > LONGEST) {
      return read(index, path, subject);
    }
    return known
        .computeIfAbsent(new Heading(path, subject), heading -> read(index, path, subject))
        .at(index);
  }

  private Column read(int index, List<String> path, Optional<String> subject) {
    String heading = String.join(" / ", path);
    if (path.size() == 1 || heading.length() > LONGEST) {
      return column(index, heading);
    }
    String leaf = path.get(path.size() - 1);
    Optional<Column> mapped = mapped(index, heading);
    if (mapped.isPresent()) {
      return mapped.get();
    }
    Optional<Role> role = role(leaf).filter(r -> !OLD.matcher(VietnameseText.fold(heading)).find());
    if (role.isPresent()) {
      return Column.of(index, heading, role.get());
    }
    if (designations) {
      Column column = column(index, leaf);
      return new Column(index, heading, column.role(), column.measure(), column.scheme());
    }
    String words = String.join(" ", path);
    Optional<Column> form = ofForm(index, heading, words, subject);
    if (form.isPresent()) {
      return form.get();
    }
    // "Thiếu hụt / Việc làm", "Năm 2023 / Hộ nghèo", "Hộ nghèo / Khmer"
    return measure(words)
        .map(m -> new Column(index, heading, Role.MEASURE, Optional.of(m), Optional.empty()))
        .orElseGet(() -> Column.of(index, heading, Role.UNKNOWN));
  }

  /** A column of the annual review, its group, area and year taken out of the heading. */
  private Optional<Column> ofForm(
      int index, String heading, String text, Optional<String> subject) {
    Tokens tokens = tokens(text);
    Set<Optional<Measure>> found = new LinkedHashSet<>();
    for (Part<String> group : tokens.groups()) {
      for (Part<AreaType> area : tokens.areas()) {
        for (Part<Period> period : tokens.periods()) {
          if (group.overlaps(area) || group.overlaps(period) || area.overlaps(period)) {
            continue;
          }
          StringBuilder rest = new StringBuilder(text.contains("%") ? "% " : "");
          for (int i = 0; i < tokens.words().length; i++) {
            if (!group.covers(i) && !area.covers(i) && !period.covers(i)) {
              rest.append(tokens.words()[i]).append(' ');
            }
          }
          boolean grouped = group.meaning().isPresent();
          ReviewForm.read(rest.toString(), subject, grouped)
              .ifPresent(
                  meaning ->
                      found.add(
                          meaning instanceof ReviewForm.Figure figure
                              ? Optional.of(
                                  new Measure(
                                      catalogue.indicator(figure.indicator()).orElseThrow(),
                                      group.meaning(),
                                      area.meaning(),
                                      period.meaning(),
                                      1))
                              : Optional.empty()));
        }
      }
    }
    if (found.size() > 1) {
      // A year is a period rather than a word too many, and "all" is no group of its own.
      found.removeIf(m -> m.filter(f -> f.group().equals(Optional.of("all"))).isPresent());
      if (found.stream().anyMatch(m -> m.filter(f -> f.period().isPresent()).isPresent())) {
        found.removeIf(m -> m.filter(f -> f.period().isEmpty()).isPresent());
      }
    }
    if (found.size() != 1) {
      return Optional.empty();
    }
    Optional<Measure> measure = found.iterator().next();
    return Optional.of(
        new Column(
            index,
            heading,
            measure.isPresent() ? Role.MEASURE : Role.COMPUTED,
            measure,
            Optional.empty()));
  }

  /** Headings of the mapping file that none of these columns has. */
  List<String> unusedMappings(List<Column> columns) {
    Set<String> used = new HashSet<>();
    columns.forEach(column -> used.add(key(column.heading())));
    return mapping.keySet().stream().filter(heading -> !used.contains(heading)).sorted().toList();
  }

  private Optional<Role> role(String heading) {
    Optional<Role> role =
        Words.role(heading)
            .or(
                () ->
                    heading.indexOf('(') < 0
                        ? Optional.empty()
                        : Words.role(NOTE.matcher(heading).replaceAll(" ")))
            .filter(r -> !OLD.matcher(VietnameseText.fold(heading)).find());
    if (designations) {
      // "Khu vực" is region I, II, III here, and urban or rural in tables of figures.
      return role.filter(r -> r != Role.AREA_TYPE && r != Role.INDICATOR && r != Role.VALUE);
    }
    return role.filter(
        r ->
            r.ordinal() < Role.SCHEME.ordinal() && r != Role.VILLAGE
                || r == Role.ORDINAL
                || r == Role.IGNORED);
  }

  private Optional<Column> mapped(int index, String heading) {
    String target = mapping.isEmpty() ? null : mapping.get(key(heading));
    return Optional.ofNullable(target).map(meaning -> mapped(index, heading, meaning));
  }

  private Column mapped(int index, String heading, String target) {
    if (target.equals("-")) {
      return Column.of(index, heading, Role.IGNORED);
    }
    for (Role role : Role.values()) {
      if (role.id().equals(target) && role != Role.UNKNOWN && role != Role.MEASURE) {
        return Column.of(index, heading, role);
      }
    }
    Optional<DesignationScheme> scheme =
        schemes.stream().filter(s -> designations && s.id().equals(target)).findFirst();
    if (scheme.isPresent()) {
      return new Column(index, heading, Role.DESIGNATION, Optional.empty(), scheme);
    }
    Optional<Measure> measure = designations ? Optional.empty() : byId(target, 1);
    if (measure.isEmpty()) {
      throw RefusedException.of("table.mapping_target", heading, target);
    }
    // A unit of measure in the heading counts for a mapped column too.
    double factor = measure.get().indicator().kind() == Indicator.Kind.AMOUNT ? scale(heading) : 1;
    Measure m = measure.get();
    return new Column(
        index,
        heading,
        Role.MEASURE,
        Optional.of(new Measure(m.indicator(), m.group(), m.areaType(), m.period(), factor)),
        Optional.empty());
  }

  /** What a heading, or the indicator cell of a long table, measures. */
  Optional<Measure> measure(String heading) {
    if (heading.isEmpty() || heading.length() > LONGEST) {
      return Optional.empty();
    }
    Optional<Measure> byId = byId(heading.strip(), 1).or(() -> byCutId(heading.strip()));
    if (byId.isPresent()) {
      return byId;
    }
    return byWords(heading, heading).or(() -> withoutNotes(heading));
  }

  /**
   * A heading read without its notes, where these only number the column or name the unit of
   * measure. "Hộ nghèo (kế hoạch)" and "Hộ nghèo (nhân khẩu)" are something else than "Hộ nghèo".
   */
  private Optional<Measure> withoutNotes(String heading) {
    List<String> notes = NOTE.matcher(heading).results().map(note -> note.group(1)).toList();
    if (notes.isEmpty()) {
      return Optional.empty();
    }
    return byWords(heading, NOTE.matcher(heading).replaceAll(" "))
        .filter(measure -> notes.stream().allMatch(note -> isPlain(note, measure.indicator())));
  }

  private static boolean isPlain(String note, Indicator indicator) {
    if (COLUMN_NUMBER.matcher(note).matches()) {
      return true;
    }
    return unitFactor(note, indicator).isPresent();
  }

  /**
   * What a unit of measure, as printed, multiplies the values of an indicator by; empty for one
   * that the indicator is not measured in.
   */
  static Optional<Double> unitFactor(String printed, Indicator indicator) {
    String unit = unit(printed);
    boolean own =
        switch (indicator.kind()) {
          case COUNT -> UNITS_OF.getOrDefault(indicator.unit(), OTHER_UNITS).contains(unit);
          case RATE -> printed.contains("%") ? RATE_WORDS.contains(unit) : unit.equals("phan tram");
          case AMOUNT -> false;
        };
    return indicator.kind() == Indicator.Kind.AMOUNT
        ? NumberText.amountFactor(unit)
        : own ? Optional.of(1.0) : Optional.empty();
  }

  /** The factor of the unit of money that a heading names in a note. */
  static Optional<Double> amountUnit(String heading) {
    return NOTE.matcher(heading)
        .results()
        .flatMap(note -> NumberText.amountFactor(unit(note.group(1))).stream())
        .findFirst();
  }

  /** "ĐVT: tỷ đồng" as "ty dong". */
  private static String unit(String note) {
    return VietnameseText.fold(note).replaceFirst("^(don vi tinh|don vi|dvt|unit) ", "");
  }

  /** dBASE cuts the names of fields to ten characters and writes them in capitals. */
  private Optional<Measure> byCutId(String text) {
    String id = text.toLowerCase(Locale.ROOT);
    List<Indicator> fitting =
        id.length() == FIELD_NAME
            ? catalogue.indicators().stream().filter(i -> i.id().startsWith(id)).toList()
            : catalogue.indicator(id).stream().toList();
    // "hh_near_po" is the head of hh_near_poor and of all that begins with it: the shortest is it.
    return fitting.stream()
        .min(Comparator.comparingInt(indicator -> indicator.id().length()))
        .filter(
            shortest -> fitting.stream().allMatch(other -> other.id().startsWith(shortest.id())))
        .map(i -> new Measure(i, Optional.empty(), Optional.empty(), Optional.empty(), 1));
  }

  private Optional<Measure> byId(String text, double factor) {
    Matcher matcher = ID.matcher(text);
    Indicator indicator =
        matcher.matches() ? catalogue.indicator(matcher.group(1)).orElse(null) : null;
    if (indicator == null) {
      return Optional.empty();
    }
    Optional<String> group = Optional.empty();
    Optional<AreaType> areaType = Optional.empty();
    Optional<Period> period = Optional.empty();
    Matcher parts = ID_PART.matcher(matcher.group(2));
    while (parts.find()) {
      String part = (parts.group(1) != null ? parts.group(1) : parts.group(2)).strip();
      Optional<String> partGroup = group(part);
      Optional<AreaType> partArea = Words.areaType(part);
      if (partGroup.isPresent() && group.isEmpty()) {
        group = partGroup;
      } else if (partArea.isPresent() && areaType.isEmpty()) {
        areaType = partArea;
      } else if (period.isEmpty() && period(part).isPresent()) {
        period = period(part);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new Measure(indicator, group, areaType, period, factor));
  }

  /** The group that a cell names; with marks, its marks have to be right (Thái, Thổ, Mạ). */
  Optional<String> group(String text) {
    if (catalogue.group(text).isPresent()) {
      return Optional.of(text);
    }
    return phrase(key(text), VietnameseText.normalise(text), VietnameseText.isUnmarked(text));
  }

  private Optional<String> phrase(String folded, String normalised, boolean unmarked) {
    Set<String> ids = new LinkedHashSet<>();
    Set<String> exact = new LinkedHashSet<>();
    for (Phrase phrase : groups.getOrDefault(folded, List.of())) {
      if (phrase.normalised().equals(normalised)) {
        exact.add(phrase.id());
      }
      ids.add(phrase.id());
    }
    Set<String> found = !exact.isEmpty() || !unmarked ? exact : ids;
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  static Optional<Period> period(String text) {
    try {
      return Optional.of(Period.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The form in which headings are compared: folded, and "tỉ lệ" the same as "tỷ lệ". */
  private static String key(String text) {
    return VietnameseText.normalise(VietnameseText.fold(text));
  }

  // Headings in words

  /** A part of a heading: tokens from (inclusive) to (exclusive) and what they mean. */
  private record Part<T>(int from, int to, Optional<T> meaning) {
    static <T> Part<T> none() {
      return new Part<>(0, 0, Optional.empty());
    }

    boolean covers(int token) {
      return from <= token && token < to;
    }

    boolean overlaps(Part<?> other) {
      return from < other.to && other.from < to;
    }
  }

  private Optional<Measure> byWords(String heading, String text) {
    String folded = key(text);
    Indicator direct = byHeading.get(folded);
    if (direct != null) {
      return withUnit(heading, direct, Optional.empty(), Optional.empty(), Optional.empty());
    }
    Tokens tokens = tokens(text);
    return shortest(heading, tokens);
  }

  /** The words of a heading, folded, and which of them may name a group, an area or a time. */
  private record Tokens(
      String[] words,
      List<Part<String>> groups,
      List<Part<AreaType>> areas,
      List<Part<Period>> periods) {}

  private Tokens tokens(String text) {
    String[] plain = key(text).split(" ");
    String[] marked = VietnameseText.normalise(text).split(" ");
    if (plain.length != marked.length || plain.length > 40) {
      return new Tokens(new String[0], List.of(), List.of(), List.of());
    }
    boolean unmarked = VietnameseText.isUnmarked(text);
    List<Part<String>> groupParts = new ArrayList<>(List.of(Part.none()));
    List<Part<AreaType>> areaParts = new ArrayList<>(List.of(Part.none()));
    List<Part<Period>> periodParts = new ArrayList<>(List.of(Part.none()));
    for (int from = 0; from < plain.length; from++) {
      for (int to = from + 1; to <= Math.min(plain.length, from + LONGEST_PHRASE); to++) {
        String phrase = join(plain, from, to);
        Optional<String> group =
            groups.containsKey(phrase)
                ? phrase(phrase, join(marked, from, to), unmarked)
                : Optional.empty();
        if (group.isPresent()) {
          groupParts.add(new Part<>(from, to, group));
        }
        Optional<AreaType> area = Words.areaTypeOfFolded(phrase);
        if (area.isPresent()) {
          areaParts.add(new Part<>(from, to, area));
        }
      }
      if (YEAR.matcher(plain[from]).matches()) {
        boolean two = from + 1 < plain.length && YEAR.matcher(plain[from + 1]).matches();
        String years = two ? plain[from] + "/" + plain[from + 1] : plain[from];
        Optional<Period> period = period(years);
        if (period.isPresent()) {
          periodParts.add(new Part<>(from, two ? from + 2 : from + 1, period));
        }
      }
    }
    return new Tokens(plain, groupParts, areaParts, periodParts);
  }

  /** The reading that explains most words by the indicator itself, when there is one such. */
  private Optional<Measure> shortest(String heading, Tokens tokens) {
    String[] words = tokens.words();
    Map<Integer, Set<Measure>> byRemoved = new LinkedHashMap<>();
    for (Part<String> group : tokens.groups()) {
      for (Part<AreaType> area : tokens.areas()) {
        for (Part<Period> period : tokens.periods()) {
          if (group.overlaps(area) || group.overlaps(period) || area.overlaps(period)) {
            continue;
          }
          List<String> rest = new ArrayList<>(words.length);
          for (int i = 0; i < words.length; i++) {
            if (!group.covers(i) && !area.covers(i) && !period.covers(i)) {
              rest.add(words[i]);
            }
          }
          int removed = words.length - rest.size();
          Indicator indicator = byHeading.get(String.join(" ", rest));
          if (indicator == null) {
            List<String> bare = rest.stream().filter(w -> !CONNECTIVES.contains(w)).toList();
            indicator = byHeading.get(String.join(" ", bare));
            removed = words.length - bare.size();
          }
          if (indicator != null) {
            Optional<Measure> measure =
                withUnit(heading, indicator, group.meaning(), area.meaning(), period.meaning());
            if (measure.isPresent()) {
              byRemoved.computeIfAbsent(removed, n -> new LinkedHashSet<>()).add(measure.get());
            }
          }
        }
      }
    }
    int least = byRemoved.keySet().stream().mapToInt(Integer::intValue).min().orElse(-1);
    Set<Measure> best = byRemoved.getOrDefault(least, Set.of());
    return best.size() == 1 ? Optional.of(best.iterator().next()) : Optional.empty();
  }

  /** "Hộ nghèo (%)" is the rate of poor households; "Vốn (tỷ đồng)" is in billions. */
  private Optional<Measure> withUnit(
      String heading,
      Indicator indicator,
      Optional<String> group,
      Optional<AreaType> areaType,
      Optional<Period> period) {
    if (heading.contains("‰")) {
      return Optional.empty();
    }
    if (heading.contains("%") && indicator.kind() == Indicator.Kind.COUNT) {
      if (group.isPresent()) {
        // "Hộ nghèo DTTS (%)": of the households of the group, or of all the poor?
        return Optional.empty();
      }
      List<Indicator> rates =
          catalogue.indicators().stream()
              .filter(
                  rate ->
                      rate.ratio().isPresent()
                          && rate.ratio().get().numerator().indicator().equals(indicator.id())
                          && rate.ratio().get().numerator().group().isEmpty())
              .toList();
      return rates.size() == 1
          ? Optional.of(new Measure(rates.get(0), group, areaType, period, 1))
          : Optional.empty();
    }
    if (heading.contains("%") && indicator.kind() == Indicator.Kind.AMOUNT) {
      return Optional.empty();
    }
    if (indicator.kind() == Indicator.Kind.RATE && saysPlainUnit(heading)) {
      return Optional.empty();
    }
    double factor = indicator.kind() == Indicator.Kind.AMOUNT ? scale(heading) : 1;
    return Optional.of(new Measure(indicator, group, areaType, period, factor));
  }

  private static boolean saysPlainUnit(String heading) {
    Matcher note = NOTE.matcher(heading);
    while (note.find()) {
      String unit = unit(note.group(1));
      if (OTHER_UNITS.contains(unit)
          || UNITS_OF.values().stream().anyMatch(units -> units.contains(unit))) {
        return true;
      }
    }
    return false;
  }

  private static double scale(String heading) {
    return amountUnit(heading).orElse(1.0);
  }

  private static String join(String[] words, int from, int to) {
    return String.join(" ", List.of(words).subList(from, to));
  }

  // Mapping file

  private static Map<String, String> readMapping(Optional<Path> path) {
    if (path.isEmpty()) {
      return Map.of();
    }
    String file = path.get().getFileName().toString();
    try {
      if (Files.size(path.get()) > MAPPING_BYTES) {
        throw RefusedException.of("table.bytes", file, MAPPING_BYTES >> 20);
      }
      JsonNode root = new ObjectMapper().readTree(path.get().toFile());
      if (root == null || !root.isObject()) {
        throw RefusedException.of("table.mapping_json", file, "");
      }
      Map<String, String> mapping = new HashMap<>();
      root.properties()
          .forEach(
              entry -> {
                if (!entry.getValue().isTextual()) {
                  throw RefusedException.of("table.mapping_json", file, entry.getKey());
                }
                mapping.put(key(entry.getKey()), entry.getValue().asText().strip());
              });
      return mapping;
    } catch (JsonProcessingException e) {
      throw new RefusedException(
          Message.of("table.mapping_json", file, String.valueOf(e.getOriginalMessage())), e);
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("table.io", file, String.valueOf(e.getMessage())), e);
    }
  }
}
