package org.xaatlas.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.designation.Designation;
import org.xaatlas.export.IndicatorValues;
import org.xaatlas.message.Label;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.priority.Criterion;
import org.xaatlas.priority.DecisionTable;
import org.xaatlas.priority.Margins;
import org.xaatlas.priority.Scores;
import org.xaatlas.priority.Sensitivity;
import org.xaatlas.priority.ValueFunction;
import org.xaatlas.release.DesignationList;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.UnitTable;
import org.xaatlas.series.Period;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

/**
 * A scenario run on a release.
 *
 * @param open the release it ran on
 * @param level whose units were compared
 * @param places of the units in their level, by place in the table
 * @param table the units compared and their values
 * @param names full names of these units, by place in the table
 * @param provinceNames likewise
 * @param status of the values, by criterion, then unit; empty where nobody reported one
 * @param stages of the figures, likewise; empty where nobody reported one, and for designations
 * @param series which series told the values of each criterion
 * @param cited ids of the sources of the values
 * @param scores what it came to
 * @param sensitivity when the scenario asks for it
 * @param margins likewise
 * @param money when the scenario has a budget
 * @param approvedRanks when it counts preliminary figures first: the ranks with approved ones, by
 *     place in the table; 0 without a score
 * @param order places of units with a score, the first one first; equal ones by code
 */
public record ScenarioRun(
    Scenario scenario,
    OpenRelease open,
    OpenLevel level,
    int[] places,
    DecisionTable table,
    List<String> names,
    List<String> provinceNames,
    List<List<Optional<Status>>> status,
    List<List<Optional<Stage>>> stages,
    List<Set<String>> series,
    Set<String> cited,
    Scores scores,
    Optional<Sensitivity> sensitivity,
    Optional<Margins> margins,
    Optional<Money> money,
    Optional<int[]> approvedRanks,
    int[] order) {

  /**
   * Runs a scenario.
   *
   * @throws RefusedException key {@code scenario.…} when it names what the release does not have,
   *     or no unit is left
   */
  public static ScenarioRun of(OpenRelease release, Scenario scenario) {
    return of(release, scenario, Patience.ENDLESS);
  }

  /**
   * Runs a scenario for somebody who does not wait for ever.
   *
   * @throws Patience.Lost when it takes too long
   */
  public static ScenarioRun of(OpenRelease release, Scenario scenario, Patience patience) {
    return runner(release, scenario, patience).run();
  }

  /**
   * The box around the units that a scenario compares, lon/lat, without ranking them; null in the
   * sense of JTS where none of them has an outline.
   *
   * @throws RefusedException key {@code scenario.…} when it names what the release does not have
   */
  public static Envelope extent(OpenRelease release, Scenario scenario) {
    Runner runner = runner(release, scenario, Patience.ENDLESS);
    Envelope extent = new Envelope();
    for (int place : runner.eligible()) {
      runner.level.units().expand(extent, place);
    }
    return extent;
  }

  private static Runner runner(OpenRelease release, Scenario scenario, Patience patience) {
    EditionEntry edition =
        scenario.edition().isPresent()
            ? release.manifest().editions().stream()
                .filter(one -> one.id().equals(scenario.edition().get()))
                .findFirst()
                .orElseThrow(() -> missing("edition", scenario.edition().get(), editions(release)))
            : release.newestEdition().orElseThrow(() -> missing("edition", "", List.of()));
    OpenLevel level =
        release
            .level(edition.id(), scenario.level())
            .orElseThrow(
                () ->
                    missing(
                        "level",
                        scenario.level().id(),
                        release.levels().stream()
                            .filter(one -> one.edition().id().equals(edition.id()))
                            .map(one -> one.level().id())
                            .toList()));
    return new Runner(release, scenario, edition, level, patience);
  }

  private static String provinceName(OpenRelease release, String edition, String code) {
    return release
        .level(edition, Level.PROVINCE)
        .filter(provinces -> provinces.units().indexOf(code) >= 0)
        .map(provinces -> provinces.units().fullName(provinces.units().indexOf(code)))
        .orElse(code);
  }

  /** What a province is called. */
  String provinceName(String code) {
    return provinceName(open, edition(), code);
  }

  /** Whom the choice reaches; empty where the release does not tell who is poor. */
  public Optional<Reach> reach() {
    return Reach.of(this, scenario.top());
  }

  /** Whether a figure of a unit is not approved yet. */
  boolean preliminary(int unit) {
    return stages.stream()
        .flatMap(criterion -> criterion.get(unit).stream())
        .anyMatch(stage -> stage == Stage.PRELIMINARY);
  }

  /** Id of the release it ran on. */
  public String release() {
    return open.id();
  }

  /** The edition whose units were compared. */
  public String edition() {
    return level.edition().id();
  }

  /** Whether anything it rests on is made up. */
  public boolean illustrative() {
    return any(Status.ILLUSTRATIVE);
  }

  /** Whether a value of this status counts anywhere. */
  boolean any(Status wanted) {
    return status.stream()
        .flatMap(List::stream)
        .anyMatch(one -> one.filter(s -> s == wanted).isPresent());
  }

  /** The sources of the values, by id. */
  List<Source> sources() {
    return cited.stream().flatMap(id -> open.source(id).stream()).toList();
  }

  /** What a reader must know, whatever the format. */
  List<Message> notes() {
    List<Message> notes = new ArrayList<>();
    if (illustrative()) {
      notes.add(Message.of("scenario.note_illustrative"));
    }
    if (any(Status.ESTIMATED)) {
      notes.add(Message.of("scenario.note_estimated"));
    }
    if (IntStream.range(0, table.units().size()).anyMatch(this::preliminary)) {
      notes.add(Message.of("scenario.note_preliminary"));
    }
    if (level.schematic()) {
      notes.add(Message.of("scenario.note_schematic"));
    }
    notes.add(Message.of("scenario.note_boundaries"));
    return notes;
  }

  /** All units: the ranked ones in order, then those without a score. */
  int[] rankedThenExcluded() {
    return IntStream.concat(
            Arrays.stream(order),
            IntStream.range(0, table.units().size()).filter(unit -> scores.rank()[unit] == 0))
        .toArray();
  }

  /** The class that a unit has in a criterion over a designation; empty: none that counts. */
  Optional<String> classOf(int criterion, int unit) {
    double place = table.values()[criterion][unit];
    return place < 0
        ? Optional.empty()
        : Optional.of(
            ((ValueFunction.Classes) table.criteria().get(criterion).function())
                .classes()
                .get((int) place));
  }

  /** What a criterion is called: as the scenario says, else as the catalogue does. */
  Label nameOf(int criterion) {
    Scenario.Measure measure = scenario.criteria().get(criterion);
    if (!measure.name().isEmpty()) {
      return new Label(measure.name(), measure.name());
    }
    return nameOf(measure.of(), measure.designation());
  }

  /** What an indicator or a scheme is called in the catalogue. */
  Label nameOf(String id, boolean designation) {
    for (JsonNode entry : open.catalogue().path(designation ? "schemes" : "indicators")) {
      if (entry.path("id").asText().equals(id)) {
        return new Label(
            entry.path("name").path("vi").asText(id), entry.path("name").path("en").asText(id));
      }
    }
    return new Label(id, id);
  }

  private static List<String> editions(OpenRelease release) {
    return release.manifest().editions().stream().map(EditionEntry::id).toList();
  }

  private static RefusedException missing(String place, String id, List<String> there) {
    return NotThere.of(place, id, there);
  }

  private record Runner(
      OpenRelease release,
      Scenario scenario,
      EditionEntry edition,
      OpenLevel level,
      Patience patience) {
    ScenarioRun run() {
      UnitTable units = level.units();
      int[] chosen = eligible();
      if (chosen.length == 0) {
        throw RefusedException.of("scenario.no_units");
      }
      int count = scenario.criteria().size();
      double[][] values = new double[count][chosen.length];
      boolean[][] estimated = new boolean[count][chosen.length];
      List<List<Optional<Status>>> status = new ArrayList<>();
      List<List<Optional<Stage>>> stages = new ArrayList<>();
      List<Set<String>> series = new ArrayList<>();
      Set<String> cited = new TreeSet<>();
      List<Criterion> criteria = new ArrayList<>();
      for (int c = 0; c < count; c++) {
        Scenario.Measure measure = scenario.criteria().get(c);
        List<Optional<Status>> statuses = new ArrayList<>();
        List<Optional<Stage>> approved = new ArrayList<>();
        Set<String> told = new TreeSet<>();
        if (measure.designation()) {
          List<DesignationList> lists = lists(measure.of(), "criteria[" + c + "].designation");
          ValueFunction.Classes classes = (ValueFunction.Classes) measure.criterion().function();
          for (String id : classes.classes()) {
            requireClass(measure.of(), id, "criteria[" + c + "].function.points." + id);
          }
          criteria.add(measure.criterion());
          for (int i = 0; i < chosen.length; i++) {
            Optional<Designation> held = held(lists, units.code(chosen[i]));
            int place = held.map(d -> classes.classes().indexOf(d.designationClass())).orElse(-1);
            held.ifPresent(d -> cited.add(d.source()));
            approved.add(Optional.empty());
            values[c][i] = place < 0 ? ValueFunction.Classes.WITHOUT : place;
            statuses.add(
                Optional.of(
                    held.isPresent() && held.get().illustrative()
                        ? Status.ILLUSTRATIVE
                        : Status.REPORTED));
          }
        } else {
          IndicatorValues indicator =
              values(measure.of(), measure.group(), "criteria[" + c + "].indicator");
          criteria.add(measure.criterion());
          for (int i = 0; i < chosen.length; i++) {
            values[c][i] = indicator.value(chosen[i]);
            Optional<Status> one = indicator.status(chosen[i]);
            statuses.add(one);
            estimated[c][i] = one.filter(s -> s == Status.ESTIMATED).isPresent();
            Optional<SeriesEntry> entry = indicator.series(chosen[i]);
            entry.map(SeriesEntry::id).ifPresent(told::add);
            approved.add(entry.map(known -> known.key().stage()));
          }
          for (String id : told) {
            release.series(id).ifPresent(known -> cited.addAll(known.sources()));
          }
        }
        status.add(statuses);
        stages.add(approved);
        series.add(told);
      }
      DecisionTable table =
          new DecisionTable(
              Arrays.stream(chosen).mapToObj(units::code).toList(),
              Arrays.stream(chosen).mapToObj(units::province).toList(),
              criteria,
              values,
              estimated);
      Scores scores = scores(table);
      int[] order = order(table, scores);
      return new ScenarioRun(
          scenario,
          release,
          level,
          chosen,
          table,
          Arrays.stream(chosen).mapToObj(units::fullName).toList(),
          Arrays.stream(chosen)
              .mapToObj(unit -> provinceName(release, edition.id(), units.province(unit)))
              .toList(),
          status,
          stages,
          series,
          cited,
          scores,
          scenario.draws().map(draws -> sensitivity(table, draws)),
          scenario
              .draws()
              .map(
                  draws ->
                      Margins.of(
                          table, scenario.method(), scores, order, scenario.top(), patience)),
          scenario
              .budget()
              .map(
                  budget -> Money.of(budget, table, scores, order, need(budget, chosen), patience)),
          scenario.beforeApproval()
              ? Optional.of(
                  new Runner(release, scenario.approved(), edition, level, patience)
                      .ranks(table.units()))
              : Optional.empty(),
          order);
    }

    private Scores scores(DecisionTable table) {
      try {
        return Scores.of(table, scenario.method());
      } catch (IllegalArgumentException e) {
        // What a reader cannot see: points of a product outside 0 to 1.
        throw RefusedException.of("scenario.contradicts", "method", "points 0 … 1");
      }
    }

    private Sensitivity sensitivity(DecisionTable table, Sensitivity.Draws draws) {
      if ((long) draws.draws() * table.units().size() > Sensitivity.MAX_WORK) {
        throw RefusedException.of(
            "scenario.contradicts", "sensitivity.draws", "draws × units ≤ " + Sensitivity.MAX_WORK);
      }
      return Sensitivity.of(table, scenario.method(), scenario.top(), draws, patience);
    }

    private static int[] order(DecisionTable table, Scores scores) {
      List<Integer> ranked = new ArrayList<>();
      for (int unit = 0; unit < table.units().size(); unit++) {
        if (scores.rank()[unit] > 0) {
          ranked.add(unit);
        }
      }
      ranked.sort(
          Comparator.comparing((Integer unit) -> scores.rank()[unit])
              .thenComparing(unit -> table.units().get(unit)));
      return ranked.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Ranks of units by code; 0 for those without one. */
    private int[] ranks(List<String> codes) {
      ScenarioRun other = run();
      Map<String, Integer> ranks = new HashMap<>();
      for (int unit : other.order()) {
        ranks.put(other.table().units().get(unit), other.scores().rank()[unit]);
      }
      return codes.stream().mapToInt(code -> ranks.getOrDefault(code, 0)).toArray();
    }

    private double[] need(Budget budget, int[] chosen) {
      for (JsonNode entry : release.catalogue().path("indicators")) {
        // Score times rate would give a unit more money for being poor, however few live there.
        if (entry.path("id").asText().equals(budget.need())
            && entry.path("kind").asText().equals("rate")) {
          throw RefusedException.of(
              "scenario.need_is_rate", "budget.need.indicator", budget.need());
        }
      }
      IndicatorValues need = values(budget.need(), budget.group(), "budget.need.indicator");
      budget.units().keySet().forEach(code -> place(code, "budget.units"));
      budget.mustHave().keySet().forEach(code -> place(code, "budget.mustHave"));
      budget.projects().forEach(project -> place(project.unit(), "budget.projects"));
      budget.provinces().keySet().forEach(code -> requireProvince(code, "budget.provinces"));
      return Arrays.stream(chosen).mapToDouble(need::value).toArray();
    }

    private IndicatorValues values(String indicator, String group, String at) {
      Optional<IndicatorValues> values =
          scenario.beforeApproval()
              ? IndicatorValues.beforeApproval(release, level, indicator, scenario.period(), group)
              : IndicatorValues.of(release, level, indicator, scenario.period(), group);
      return values.orElseThrow(
          () -> NotThere.values(release, level, indicator, scenario.period(), group, at));
    }

    private List<DesignationList> lists(String scheme, String at) {
      List<DesignationList> all =
          release.designations(edition.id()).stream()
              .filter(list -> list.level() == level.level())
              .toList();
      List<DesignationList> found =
          all.stream().filter(list -> list.scheme().equals(scheme)).toList();
      if (found.isEmpty()) {
        throw missing(at, scheme, all.stream().map(DesignationList::scheme).distinct().toList());
      }
      return found;
    }

    /** A class that the scheme does not have would count for nobody, and nobody would notice. */
    private void requireClass(String scheme, String id, String at) {
      for (JsonNode entry : release.catalogue().path("schemes")) {
        if (entry.path("id").asText().equals(scheme)) {
          List<String> there = new ArrayList<>();
          entry.path("classes").forEach(one -> there.add(one.path("id").asText()));
          if (!there.isEmpty() && !there.contains(id)) {
            throw missing(at, id, there);
          }
        }
      }
    }

    private Optional<Designation> held(List<DesignationList> lists, String code) {
      java.time.LocalDate day =
          scenario.period().map(Period::end).orElseGet(() -> release.referenceDay(edition));
      return lists.stream().flatMap(list -> list.inForce(code, day).stream()).findFirst();
    }

    /** Places of the units that are compared, ascending. */
    private int[] eligible() {
      UnitTable units = level.units();
      Scenario.Eligible asked = scenario.units();
      Set<Integer> chosen = new LinkedHashSet<>();
      Map<String, IndicatorValues> read = new TreeMap<>();
      for (int r = 0; r < asked.ranges().size(); r++) {
        Scenario.Range range = asked.ranges().get(r);
        read.put(
            range.indicator() + "/" + range.group(),
            values(range.indicator(), range.group(), "units.ranges[" + r + "].indicator"));
      }
      List<String> provinces = asked.provinces();
      provinces.forEach(province -> requireProvince(province, "units.provinces"));
      for (String designation : asked.designations()) {
        int colon = designation.indexOf(':');
        String scheme = colon < 0 ? designation : designation.substring(0, colon);
        lists(scheme, "units.designations");
        if (colon >= 0) {
          requireClass(scheme, designation.substring(colon + 1), "units.designations");
        }
      }
      for (int unit = 0; unit < units.size(); unit++) {
        boolean in = provinces.isEmpty() || provinces.contains(units.province(unit));
        for (Scenario.Range range : asked.ranges()) {
          double value = read.get(range.indicator() + "/" + range.group()).value(unit);
          in &= value >= range.least().orElse(Double.NEGATIVE_INFINITY);
          in &= value <= range.most().orElse(Double.POSITIVE_INFINITY);
        }
        if (in && (asked.designations().isEmpty() || designated(units.code(unit)))) {
          chosen.add(unit);
        }
      }
      for (String code : asked.include().keySet()) {
        chosen.add(place(code, "units.include"));
      }
      for (String code : asked.exclude().keySet()) {
        chosen.remove(place(code, "units.exclude"));
      }
      return chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private void requireProvince(String province, String at) {
      if (release
          .level(edition.id(), Level.PROVINCE)
          .filter(provinces -> provinces.units().indexOf(province) >= 0)
          .isEmpty()) {
        throw missing(
            at,
            province,
            release.level(edition.id(), Level.PROVINCE).stream()
                .map(OpenLevel::units)
                .flatMap(all -> IntStream.range(0, all.size()).mapToObj(all::code))
                .toList());
      }
    }

    private int place(String code, String at) {
      int place = level.units().indexOf(code);
      if (place < 0) {
        throw missing(at, code, List.of());
      }
      return place;
    }

    private boolean designated(String code) {
      for (String asked : scenario.units().designations()) {
        int colon = asked.indexOf(':');
        String scheme = colon < 0 ? asked : asked.substring(0, colon);
        Optional<Designation> held = held(lists(scheme, "units.designations"), code);
        if (held.isPresent()
            && (colon < 0 || held.get().designationClass().equals(asked.substring(colon + 1)))) {
          return true;
        }
      }
      return false;
    }
  }
}
