package org.xaatlas.ingest.table;

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
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Period;

/**
 * Reads headings against the catalogue: ids ({@code hh_poor@khmer}, {@code hh_poor[khmer]}), names
 * and synonyms in both languages, with a group, an area type, a year or a unit of measure in them
 * ("Hộ nghèo DTTS năm 2023 (hộ)"). A heading that leaves two meanings has none.
 */
final class Headings {
  private static final int LONGEST = 300;

  /** Characters of the name of a field in dBASE. */
  private static final int FIELD_NAME = 10;

  private static final Pattern ID =
      Pattern.compile("([a-z][a-z0-9_]*)((?:@[^@\\[\\]]+|\\[[^@\\[\\]]+\\])*)");
  private static final Pattern ID_PART = Pattern.compile("@([^@\\[\\]]+)|\\[([^@\\[\\]]+)\\]");

  /** "Mã xã (cũ)" is no code of the edition that the table is joined with. */
  private static final Pattern OLD = Pattern.compile("\\b(cu|truoc|old|former|previous)\\b");

  /** Words between the parts of a heading that carry no meaning of their own. */
  private static final Set<String> CONNECTIVES =
      Set.of("trong", "do", "cua", "khu", "vuc", "nam", "o", "thuoc", "la", "in", "of", "among");

  private record Heading(List<String> path, Optional<String> subject) {}

  /** Many files may be read with the same words. */
  private static final int MOST_KNOWN = 20_000;

  private final Catalogue catalogue;
  private final List<DesignationScheme> schemes;
  private final boolean designations;
  private final Map<String, Indicator> byHeading = new HashMap<>();
  private final Map<String, DesignationScheme> schemeByHeading = new HashMap<>();
  private final HeadingWords words;
  private final Map<String, String> mapping;

  /** What was read before: rows in search of the header, and the sheets of a file, are alike. */
  private final Map<Heading, Column> known = new HashMap<>();

  private Headings(Catalogues catalogues, boolean designations, Map<String, String> mapping) {
    this.catalogue = catalogues.catalogue();
    this.schemes = catalogues.schemes();
    this.designations = designations;
    this.mapping = mapping;
    this.words = new HeadingWords(catalogue);
    for (Indicator indicator : catalogue.indicators()) {
      Stream.concat(
              Stream.of(indicator.id(), indicator.name().vi(), indicator.name().en()),
              indicator.headers().stream())
          .forEach(heading -> byHeading.put(HeadingWords.key(heading), indicator));
    }
    for (DesignationScheme scheme : schemes) {
      Stream.concat(
              Stream.of(scheme.id(), scheme.name().vi(), scheme.name().en()),
              scheme.headers().stream())
          .forEach(heading -> schemeByHeading.put(HeadingWords.key(heading), scheme));
    }
  }

  /**
   * @throws RefusedException when the mapping file is no JSON object of texts
   */
  static Headings ofStatistics(Catalogues catalogues, Optional<Path> mapping) {
    return new Headings(catalogues, false, HeadingMapping.read(mapping));
  }

  static Headings ofDesignations(Catalogues catalogues, Optional<Path> mapping) {
    return new Headings(catalogues, true, HeadingMapping.read(mapping));
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
      DesignationScheme scheme = schemeByHeading.get(HeadingWords.key(heading));
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
    if (known.size() > MOST_KNOWN) {
      known.clear();
    }
    return known
        .computeIfAbsent(new Heading(path, subject), heading -> read(index, path, subject))
        .at(index);
  }

  private Column read(int index, List<String> path, Optional<String> subject) {
    String heading = String.join(" / ", path);
    if (path.size() == 1 || heading.length() > LONGEST) {
      Column column = column(index, heading);
      boolean unknown =
          column.role() == Role.UNKNOWN && heading.length() <= LONGEST && !designations;
      return unknown ? ofForm(index, heading, heading, subject).orElse(column) : column;
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
    HeadingWords.Tokens tokens = words.tokens(text);
    Set<Optional<Measure>> found = new LinkedHashSet<>();
    for (HeadingWords.Part<String> group : tokens.groups()) {
      for (HeadingWords.Part<AreaType> area : tokens.areas()) {
        for (HeadingWords.Part<Period> period : tokens.periods()) {
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
    columns.forEach(column -> used.add(HeadingWords.key(column.heading())));
    return mapping.keySet().stream().filter(heading -> !used.contains(heading)).sorted().toList();
  }

  private Optional<Role> role(String heading) {
    Optional<Role> role =
        Words.role(heading)
            .or(
                () ->
                    heading.indexOf('(') < 0
                        ? Optional.empty()
                        : Words.role(UnitOfMeasure.NOTE.matcher(heading).replaceAll(" ")))
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
    String target = mapping.isEmpty() ? null : mapping.get(HeadingWords.key(heading));
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
    double factor =
        measure.get().indicator().kind() == Indicator.Kind.AMOUNT
            ? UnitOfMeasure.scale(heading)
            : 1;
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
    List<String> notes =
        UnitOfMeasure.NOTE.matcher(heading).results().map(note -> note.group(1)).toList();
    if (notes.isEmpty()) {
      return Optional.empty();
    }
    return byWords(heading, UnitOfMeasure.NOTE.matcher(heading).replaceAll(" "))
        .filter(
            measure ->
                notes.stream().allMatch(note -> UnitOfMeasure.isPlain(note, measure.indicator())));
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
      Optional<String> partGroup = words.group(part);
      Optional<AreaType> partArea = Words.areaType(part);
      if (partGroup.isPresent() && group.isEmpty()) {
        group = partGroup;
      } else if (partArea.isPresent() && areaType.isEmpty()) {
        areaType = partArea;
      } else if (period.isEmpty() && HeadingWords.period(part).isPresent()) {
        period = HeadingWords.period(part);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new Measure(indicator, group, areaType, period, factor));
  }

  /** The group that a cell names; with marks, its marks have to be right (Thái, Thổ, Mạ). */
  Optional<String> group(String text) {
    return words.group(text);
  }

  private Optional<Measure> byWords(String heading, String text) {
    String folded = HeadingWords.key(text);
    Indicator direct = byHeading.get(folded);
    if (direct != null) {
      return withUnit(heading, direct, Optional.empty(), Optional.empty(), Optional.empty());
    }
    HeadingWords.Tokens tokens = words.tokens(text);
    return shortest(heading, tokens);
  }

  /** The reading that explains most words by the indicator itself, when there is one such. */
  private Optional<Measure> shortest(String heading, HeadingWords.Tokens tokens) {
    String[] words = tokens.words();
    Map<Integer, Set<Measure>> byRemoved = new LinkedHashMap<>();
    for (HeadingWords.Part<String> group : tokens.groups()) {
      for (HeadingWords.Part<AreaType> area : tokens.areas()) {
        for (HeadingWords.Part<Period> period : tokens.periods()) {
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
    if (indicator.kind() == Indicator.Kind.RATE && UnitOfMeasure.isCounted(heading)) {
      return Optional.empty();
    }
    double factor = indicator.kind() == Indicator.Kind.AMOUNT ? UnitOfMeasure.scale(heading) : 1;
    return Optional.of(new Measure(indicator, group, areaType, period, factor));
  }
}
