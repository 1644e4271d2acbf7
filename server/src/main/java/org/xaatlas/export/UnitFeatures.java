package org.xaatlas.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xaatlas.designation.Designation;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.CarriedFrom;
import org.xaatlas.release.DesignationList;
import org.xaatlas.release.Footing;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.UnitTable;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

/**
 * The units of a level, with the figures of a period and the designations then in force. A figure
 * that nobody reported is null, never 0. Immutable.
 */
final class UnitFeatures implements FeatureSource {
  private final OpenLevel level;
  private final UnitTable units;
  private final DrawnUnits outlines;
  private final LocalDate day;
  private final List<RankedFigures> indicators;
  private final Optional<RankedFigures> ranged;
  private final Optional<PartSums> sums;

  /**
   * What the parts of the units told, by indicator: there may be sums where nobody told the whole.
   */
  private final List<List<SeriesEntry>> summed;

  private final List<DesignationList> lists;
  private final List<DesignationList> schemes;

  UnitFeatures(OpenRelease release, OpenLevel level, ItemsFilter filter) {
    EditionEntry edition = level.edition();
    this.level = level;
    this.units = level.units();
    this.outlines = new DrawnUnits(release, level);
    this.day =
        filter
            .on()
            .or(() -> filter.period().map(Period::end))
            .orElseGet(() -> release.referenceDay(edition));
    List<RankedFigures> all =
        FigureChoice.choose(release, level, filter.period(), filter.group(), filter.base()).stream()
            .map(ranked -> new RankedFigures(release, ranked))
            .toList();
    Set<String> asked = filter.indicators();
    this.indicators =
        all.stream().filter(one -> asked.isEmpty() || asked.contains(one.indicator())).toList();
    this.ranged =
        filter
            .range()
            .flatMap(
                range ->
                    all.stream()
                        .filter(one -> one.indicator().equals(range.indicator()))
                        .findFirst());
    this.sums =
        filter.base().filter(base -> !base.equals(edition.id())).isPresent()
            ? Optional.empty()
            : PartSums.of(release, level);
    this.summed =
        sums
            .flatMap(parts -> release.level(edition.id(), Level.COMMUNE))
            .map(
                communes ->
                    FigureChoice.choose(
                        release,
                        communes,
                        filter.period(),
                        filter.group(),
                        Optional.of(edition.id())))
            .orElse(List.of())
            .stream()
            .filter(one -> asked.isEmpty() || asked.contains(one.get(0).key().indicator()))
            .toList();
    this.lists = release.designations(edition.id());
    this.schemes = lists.stream().filter(list -> list.level() == level.level()).toList();
  }

  @Override
  public int size() {
    return units.size();
  }

  @Override
  public String id(int unit) {
    return units.code(unit);
  }

  @Override
  public int indexOf(String code) {
    return units.indexOf(code);
  }

  @Override
  public boolean matches(int unit, ItemsFilter filter) {
    EditionEntry edition = level.edition();
    return filter
            .datetime()
            .map(days -> days.overlaps(edition.validFrom(), edition.validTo()))
            .orElse(true)
        && filter.designation().map(wanted -> designated(unit, wanted)).orElse(true)
        && filter.range().map(range -> ranged(unit, range)).orElse(true)
        && outlines.within(unit, filter);
  }

  private boolean ranged(int unit, ValueRange range) {
    return ranged
        .flatMap(figures -> figures.of(unit))
        .map(told -> range.takes(told.figures().value(unit)))
        .orElse(false);
  }

  /** A scheme of villages takes the communes that have such a village. */
  private boolean designated(int unit, ClassFilter wanted) {
    for (DesignationList list : lists) {
      boolean ofVillages = list.level() == Level.VILLAGE && level.level() == Level.COMMUNE;
      if (list.level() != level.level() && !ofVillages) {
        continue;
      }
      List<Designation> holding =
          ofVillages
              ? list.of(units.code(unit), day)
              : list.inForce(units.code(unit), day).stream().toList();
      if (holding.stream().anyMatch(wanted::takes)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Optional<ByteBuffer> geometry(int unit) {
    return outlines.geometry(unit);
  }

  @Override
  public void write(int unit, Properties properties, List<Language> languages) throws IOException {
    outlines.write(unit, level.level(), properties);
    for (RankedFigures indicator : indicators) {
      write(indicator, unit, properties);
    }
    for (PartSums.Sum sum : untold(unit)) {
      String id = sum.key().indicator();
      write(id, sum, properties);
      properties.text(id + "_sum_period", Optional.of(sum.key().period()));
      if (!sum.key().standard().isEmpty()) {
        properties.text(id + "_sum_standard", Optional.of(sum.key().standard()));
      }
    }
    for (DesignationList list : schemes) {
      Optional<Designation> designation = list.inForce(units.code(unit), day);
      properties.text(list.scheme(), designation.map(Designation::designationClass));
      if (designation.isPresent()) {
        properties.word(list.scheme() + "_status", designation.map(Designation::status));
      }
    }
    outlines.writeBoundary(unit, properties);
  }

  private void write(RankedFigures indicator, int unit, Properties properties) throws IOException {
    String id = indicator.indicator();
    Optional<RankedFigures.Told> told = indicator.of(unit);
    properties.number(id, told.map(t -> t.figures().value(unit)).orElse(Double.NaN));
    properties.word(id + "_status", told.flatMap(t -> t.figures().status(unit)));
    properties.text(id + "_period", told.map(t -> t.entry().key().period()));
    if (told.isEmpty()) {
      return;
    }
    SeriesKey key = told.get().entry().key();
    if (!key.standard().isEmpty()) {
      // Figures under two standards do not compare: a table with both must say which is which.
      properties.text(id + "_standard", Optional.of(key.standard()));
    }
    Optional<PartSums.Sum> sum = beside(key, unit);
    if (sum.isPresent()) {
      write(id, sum.get(), properties);
    }
    Stage stage = key.stage();
    if (stage != Stage.APPROVED) {
      properties.word(id + "_stage", Optional.of(stage));
    }
    if (told.get().entry().reported()) {
      properties.flag(id + "_reported");
    }
    Optional<CarriedFrom> carried = told.get().entry().carried();
    if (carried.isPresent()) {
      properties.text(id + "_base", carried.map(CarriedFrom::edition));
      Optional<Footing> footing = told.get().figures().footing(unit);
      if (footing.filter(f -> f.partialShare() > 0).isPresent()) {
        properties.text(id + "_basis", footing.map(f -> f.basis().id()));
        properties.number(id + "_partial_share", footing.get().partialShare());
      }
      if (footing.filter(f -> f.unknownShare() > 0).isPresent()) {
        properties.number(id + "_unknown_share", footing.get().unknownShare());
      }
    }
    String qualifier = told.get().figures().qualifier(unit);
    if (!qualifier.isEmpty()) {
      properties.exact(id + "_qualifier", qualifier);
    }
  }

  private static void write(String id, PartSums.Sum sum, Properties properties) throws IOException {
    properties.number(id + "_sum", sum.value());
    properties.word(id + "_sum_status", Optional.of(sum.status()));
  }

  /** The sum of the parts of a unit, beside what was told of it. */
  private Optional<PartSums.Sum> beside(SeriesKey key, int unit) {
    return sums.flatMap(parts -> parts.of(key, units.code(unit)));
  }

  /** The sums of the parts of a unit, of indicators of which nobody told the whole. */
  private List<PartSums.Sum> untold(int unit) {
    if (sums.isEmpty()) {
      return List.of();
    }
    Set<String> told = new HashSet<>();
    for (RankedFigures indicator : indicators) {
      indicator.of(unit).ifPresent(t -> told.add(indicator.indicator()));
    }
    List<PartSums.Sum> found = new ArrayList<>();
    for (List<SeriesEntry> ranked : summed) {
      if (!told.contains(ranked.get(0).key().indicator())) {
        ranked.stream()
            .flatMap(entry -> beside(entry.key(), unit).stream())
            .findFirst()
            .ifPresent(found::add);
      }
    }
    return found;
  }

  /** Every sum that is written of a unit. */
  private Stream<PartSums.Sum> sums(int unit) {
    return Stream.concat(
        indicators.stream()
            .flatMap(indicator -> indicator.of(unit).stream())
            .flatMap(told -> beside(told.entry().key(), unit).stream()),
        untold(unit).stream());
  }

  @Override
  public boolean illustrative(int[] shown) {
    return Arrays.stream(shown)
            .anyMatch(
                unit ->
                    indicators.stream()
                            .flatMap(indicator -> indicator.of(unit).stream())
                            .flatMap(told -> told.figures().status(unit).stream())
                            .anyMatch(Status.ILLUSTRATIVE::equals)
                        || sums(unit).anyMatch(sum -> sum.status() == Status.ILLUSTRATIVE))
        || schemes.stream().anyMatch(DesignationList::illustrative);
  }

  @Override
  public Set<String> sources(int[] shown) {
    Set<String> ids = new HashSet<>();
    Set<SeriesEntry> entries = new HashSet<>();
    for (int unit : shown) {
      ids.addAll(outlines.sources(unit));
      indicators.forEach(
          indicator -> indicator.of(unit).ifPresent(told -> entries.add(told.entry())));
      sums(unit).forEach(sum -> ids.addAll(sum.sources()));
      String code = units.code(unit);
      schemes.forEach(
          list -> list.inForce(code, day).ifPresent(designation -> ids.add(designation.source())));
    }
    entries.forEach(entry -> ids.addAll(entry.sources()));
    return ids;
  }

  @Override
  public List<Message> notes() {
    return List.of(Message.of("http.note_missing"));
  }
}
