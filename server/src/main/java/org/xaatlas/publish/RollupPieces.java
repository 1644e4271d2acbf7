package org.xaatlas.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xaatlas.crosswalk.Crosswalks;
import org.xaatlas.crosswalk.Rollup;
import org.xaatlas.crosswalk.RollupRules;
import org.xaatlas.crosswalk.Sums;
import org.xaatlas.crosswalk.Things;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.message.Label;
import org.xaatlas.release.CanonicalJson;
import org.xaatlas.release.CarriedFrom;
import org.xaatlas.release.Manifest;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.Rates;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Grouping;
import org.xaatlas.unit.Grouping.By;
import org.xaatlas.unit.Grouping.Group;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitGroup;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/**
 * Sums counts of units into provinces, districts, regions, what was a province before, and saved
 * groups, and lays beside them what somebody told of the same units as a whole. For one publish.
 *
 * <p>Only counts and amounts of what happened are summed. Figures that were carried from an older
 * edition are summed where no sum of the older units is carried itself.
 */
final class RollupPieces {
  /** How many units without a figure are named. */
  private static final int NAMED = 5;

  /** How many disagreements a publish lists; all are counted. */
  private static final int LISTED = 1_000;

  /** Half of the last decimal that rates are printed with. */
  private static final double RATE_ROUNDING = 0.005 + 1e-9;

  private static final BitSet NO_UNIT = new BitSet();

  private final Catalogue catalogue;
  private final RollupRules rules;
  private final List<Plan> plans = new ArrayList<>();
  private final Map<SeriesKey, List<Whole>> wholes = new HashMap<>();
  private final List<Disagreement> disagreements = new ArrayList<>();
  private long disagreed;

  /** What somebody told of provinces or districts, or what was carried to them. */
  private record Whole(SeriesKey key, Optional<CarriedFrom> carried, ToldColumn column) {}

  /** A column with what all sums of it need. */
  private record Counted(ToldColumn column, Things things, SortedSet<String> sources) {
    static Counted of(ToldColumn column) {
      return new Counted(column, Things.of(column.values()), column.sourcesTold());
    }
  }

  /** A column that one of the plans sums. */
  record Sum(int plan, Summed summed) {}

  /** A column of sums. */
  record Summed(
      SeriesKey key,
      Optional<CarriedFrom> carried,
      double[] values,
      Optional<Sums> sums,
      String[] statuses,
      SortedMap<Integer, String> qualifiers,
      SortedSet<String> sources) {
    private long count() {
      return Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
    }
  }

  /** One grouping, the columns that it sums, and what came of them. */
  private static final class Plan {
    private final Grouping grouping;
    private final Level parts;
    private final boolean ofCarried;
    private final List<UnitKey> order;
    private final Rollup rollup;
    private final BitSet withoutPeople = new BitSet();
    private final Map<Period, List<Summed>> summed = new TreeMap<>();

    /** Of the edition of the parts; they may not be in play. */
    private final UnitRegister register;

    /** The units in play of the older edition whose provinces or districts the groups are. */
    private final Optional<UnitsInPlay> older;

    Plan(
        Grouping grouping,
        Level parts,
        boolean ofCarried,
        List<UnitKey> order,
        UnitRegister register,
        Optional<UnitsInPlay> older,
        RollupRules rules) {
      this.grouping = grouping;
      this.register = register;
      this.older = older;
      this.parts = parts;
      this.ofCarried = ofCarried;
      Set<UnitKey> all = new LinkedHashSet<>(order);
      grouping.groups().forEach(group -> all.addAll(group.members()));
      // The same list where it will do: a column is made ready once for each.
      this.order = all.size() == order.size() ? order : List.copyOf(all);
      this.rollup = new Rollup(grouping, this.order, rules.minToldShare());
      Set<UnitKey> empty = rules.withoutPeople().getOrDefault(grouping.edition(), Set.of());
      for (int i = 0; i < this.order.size(); i++) {
        withoutPeople.set(i, empty.contains(this.order.get(i)));
      }
    }

    /** The level whose own figures stand beside the sums, if there is one. */
    Optional<Level> whole() {
      return switch (grouping.by()) {
        case PROVINCE, FORMER_PROVINCE -> Optional.of(Level.PROVINCE);
        case DISTRICT, FORMER_DISTRICT -> Optional.of(Level.DISTRICT);
        default -> Optional.empty();
      };
    }

    /** The edition of those figures. */
    String wholeEdition() {
      return grouping.of().orElse(grouping.edition());
    }

    /** Such a figure by place of the groups. */
    Whole inOrder(Whole whole) {
      return older
          .map(units -> whole.column.at(places(units, whole.key.level())))
          .map(column -> new Whole(whole.key, whole.carried, column))
          .orElse(whole);
    }

    private int[] places(UnitsInPlay units, Level level) {
      return grouping.groups().stream()
          .map(group -> units.place(level, group.code()))
          .mapToInt(place -> place == null ? -1 : place)
          .toArray();
    }

    String nameOf(UnitKey unit) {
      return register.find(unit.level(), unit.code()).map(Unit::fullName).orElse("");
    }
  }

  /**
   * @param play units in play by edition, oldest first
   * @param saved groups that people saved
   */
  RollupPieces(
      Map<String, UnitsInPlay> play,
      Crosswalks crosswalks,
      Collection<UnitGroup> saved,
      Catalogue catalogue,
      RollupRules rules) {
    this.catalogue = catalogue;
    this.rules = rules;
    play.forEach(
        (edition, units) -> {
          Groupings groupings = new Groupings(units);
          List<UnitKey> communes = groupings.order(Level.COMMUNE);
          List<UnitKey> provinces = groupings.order(Level.PROVINCE);
          UnitRegister register = units.register();
          add(groupings.provinces(), Level.COMMUNE, false, communes, register);
          add(groupings.districts(), Level.COMMUNE, false, communes, register);
          Grouping ofCommunes = groupings.regions(rules.regions(), Level.COMMUNE);
          add(ofCommunes, Level.COMMUNE, false, communes, register);
          Grouping ofProvinces = groupings.regions(rules.regions(), Level.PROVINCE);
          add(ofProvinces, Level.PROVINCE, true, provinces, register);
          former(
              groupings, communes, edition, play, crosswalks, By.FORMER_PROVINCE, Level.PROVINCE);
          former(
              groupings, communes, edition, play, crosswalks, By.FORMER_DISTRICT, Level.DISTRICT);
          for (Level level : Level.values()) {
            List<Group> groups = new ArrayList<>();
            for (UnitGroup group : saved) {
              if (group.edition().equals(edition) && group.level() == level) {
                groups.add(
                    new Group(
                        group.id(),
                        new Label(group.name(), group.name()),
                        group.units().stream().map(code -> new UnitKey(level, code)).toList(),
                        List.of()));
              }
            }
            add(
                new Grouping(By.SAVED, edition, Optional.empty(), groups),
                level,
                true,
                groupings.order(level),
                register);
          }
        });
  }

  private void add(
      Grouping grouping,
      Level parts,
      boolean ofCarried,
      List<UnitKey> order,
      UnitRegister register) {
    if (!grouping.groups().isEmpty()) {
      plans.add(new Plan(grouping, parts, ofCarried, order, register, Optional.empty(), rules));
    }
  }

  /** From the latest older edition that has the level and that a crosswalk leads on from. */
  private void former(
      Groupings groupings,
      List<UnitKey> communes,
      String edition,
      Map<String, UnitsInPlay> play,
      Crosswalks crosswalks,
      By by,
      Level level) {
    List<String> older = new ArrayList<>(play.keySet());
    older = older.subList(0, older.indexOf(edition));
    for (int i = older.size() - 1; i >= 0; i--) {
      UnitsInPlay before = play.get(older.get(i));
      var crosswalk = crosswalks.between(older.get(i), edition);
      if (crosswalk.isPresent() && !before.units(level).isEmpty()) {
        Grouping former = groupings.former(by, level, before, crosswalk.get());
        if (!former.groups().isEmpty()) {
          plans.add(
              new Plan(
                  former,
                  Level.COMMUNE,
                  true,
                  communes,
                  play.get(edition).register(),
                  Optional.of(before),
                  rules));
        }
        return;
      }
    }
  }

  /**
   * Sums a column of units of a level. Safe to call from several threads.
   *
   * @param carried where it was reported, if elsewhere
   * @param others figures of islands without communes, beside a column of communes
   * @return for {@link #accept}
   */
  List<Sum> sums(
      SeriesKey key, Optional<CarriedFrom> carried, ToldColumn column, Map<UnitKey, Told> others) {
    Optional<Indicator> indicator =
        catalogue
            .indicator(key.indicator())
            .filter(i -> key.nature() == Nature.ACTUAL)
            .filter(i -> i.kind() != Indicator.Kind.RATE)
            .filter(i -> !rules.unsummedUnits().contains(i.unit()));
    if (indicator.isEmpty()) {
      return List.of();
    }
    boolean ofPeople = rules.zeroWithoutPeople().contains(indicator.get().unit());
    List<Sum> sums = new ArrayList<>();
    Map<List<UnitKey>, Counted> longer = new IdentityHashMap<>();
    for (int i = 0; i < plans.size(); i++) {
      int place = i;
      Plan plan = plans.get(i);
      if (!plan.grouping.edition().equals(key.edition())) {
        continue;
      }
      if (plan.parts == key.level() && (carried.isEmpty() || plan.ofCarried)) {
        Counted all =
            longer.computeIfAbsent(plan.order, order -> Counted.of(column.with(order, others)));
        sum(plan, key, carried, all, ofPeople).ifPresent(s -> sums.add(new Sum(place, s)));
      } else if (plan.grouping.by() == By.PROVINCE
          && key.level() == Level.PROVINCE
          && carried.filter(from -> from.level() == Level.COMMUNE).isPresent()) {
        sums.add(new Sum(i, carriedSum(key, carried, column)));
      }
    }
    return sums;
  }

  /** Keeps what {@link #sums} made of a column, in the order of keys; for one thread. */
  void accept(SeriesKey key, Optional<CarriedFrom> carried, ToldColumn column, List<Sum> sums) {
    boolean actual = key.nature() == Nature.ACTUAL;
    if (actual && (key.level() == Level.PROVINCE || key.level() == Level.DISTRICT)) {
      wholes
          .computeIfAbsent(sameDay(key), k -> new ArrayList<>())
          .add(new Whole(key, carried, column));
    }
    for (Sum sum : sums) {
      plans
          .get(sum.plan)
          .summed
          .computeIfAbsent(key.period(), p -> new ArrayList<>())
          .add(sum.summed);
    }
  }

  private static Optional<Summed> sum(
      Plan plan, SeriesKey key, Optional<CarriedFrom> carried, Counted counted, boolean ofPeople) {
    ToldColumn column = counted.column;
    Sums sums = plan.rollup.sum(counted.things, ofPeople ? plan.withoutPeople : NO_UNIT);
    double[] values = new double[sums.size()];
    String[] statuses = new String[values.length];
    SortedMap<Integer, String> qualifiers = new TreeMap<>();
    boolean any = false;
    for (int g = 0; g < values.length; g++) {
      values[g] = sums.value(g);
      statuses[g] =
          Double.isNaN(values[g]) ? "" : weakest(plan.rollup.members(g), column, g, qualifiers);
      // One that is not made of whole units is listed too, so that readers hear why.
      any |= sums.told(g) > 0 || !plan.grouping.groups().get(g).shared().isEmpty();
    }
    return any
        ? Optional.of(
            new Summed(
                key, carried, values, Optional.of(sums), statuses, qualifiers, counted.sources))
        : Optional.empty();
  }

  /** A sum can be trusted as far as the least of its parts: adding up assumes nothing. */
  private static String weakest(
      int[] members, ToldColumn column, int group, Map<Integer, String> qualifiers) {
    Status weakest = Status.REPORTED;
    for (int place : members) {
      if (column.has(place)) {
        Status own = column.status(place);
        weakest = own.compareTo(weakest) > 0 ? own : weakest;
        String word = column.qualifier(place);
        if (!word.isEmpty()) {
          // "More than 12" and 30 are about 42, whatever the word was.
          qualifiers.put(group, members.length == 1 ? word : "khoảng");
        }
      }
    }
    return Manifest.word(weakest);
  }

  /** Counts of old communes that came to a province are its sum already. */
  private static Summed carriedSum(
      SeriesKey key, Optional<CarriedFrom> carried, ToldColumn column) {
    String[] statuses = new String[column.size()];
    for (int g = 0; g < statuses.length; g++) {
      statuses[g] = column.has(g) ? Manifest.word(column.status(g)) : "";
    }
    return new Summed(
        key.on(key.edition(), Level.COMMUNE),
        carried,
        column.values(),
        Optional.empty(),
        statuses,
        column.qualifiers(),
        column.sourcesTold());
  }

  /** Totals that are not the sum of their parts, the first of them; call it after the entries. */
  List<Disagreement> disagreements() {
    return List.copyOf(disagreements);
  }

  /** How many there are of them. */
  long disagreed() {
    return disagreed;
  }

  /** Writes the pieces; call it when all columns have been taken. */
  List<Manifest.RollupEntry> entries(PieceKeeper keeper) {
    List<Manifest.RollupEntry> entries = new ArrayList<>();
    for (Plan plan : plans) {
      addTold(plan);
      if (plan.summed.isEmpty()) {
        continue;
      }
      List<Manifest.RollupPeriod> periods = new ArrayList<>();
      plan.summed.forEach(
          (period, columns) -> {
            columns.sort(
                java.util.Comparator.comparing((Summed s) -> s.key.canonical())
                    .thenComparing(s -> s.carried.map(CarriedFrom::toString).orElse("")));
            periods.add(
                new Manifest.RollupPeriod(
                    period.text(),
                    keeper.json(json -> write(json, plan, period, columns)),
                    columns.size(),
                    columns.stream().mapToLong(Summed::count).sum()));
            compare(plan, columns);
          });
      entries.add(
          new Manifest.RollupEntry(
              plan.grouping.by().id(),
              plan.grouping.edition(),
              plan.parts,
              plan.grouping.of(),
              keeper.json(json -> writeGroups(json, plan)),
              plan.grouping.groups().size(),
              periods));
    }
    return List.copyOf(entries);
  }

  /** A figure of a year and one of its last day are the same figure. */
  private static SeriesKey sameDay(SeriesKey key) {
    return key.asOf().filter(key.period().end()::equals).isEmpty() ? key : key.withoutDay();
  }

  /** Adds what was told of former units as a whole of which there is no sum. */
  private void addTold(Plan plan) {
    Optional<Level> level = plan.whole().filter(l -> plan.older.isPresent());
    if (level.isEmpty()) {
      return;
    }
    Set<SeriesKey> known = new HashSet<>();
    for (List<Summed> columns : plan.summed.values()) {
      columns.forEach(column -> known.add(sameDay(column.key)));
      rates(columns).forEach(rate -> known.add(sameDay(rate.key)));
    }
    for (SeriesKey key : wholes.keySet()) {
      SeriesKey own = key.on(plan.grouping.edition(), plan.parts);
      if (key.edition().equals(plan.wholeEdition())
          && key.level() == level.get()
          && !known.contains(own)
          && wholes(plan, own).stream().anyMatch(w -> !w.column.present().isEmpty())) {
        double[] none = new double[plan.grouping.groups().size()];
        String[] statuses = new String[none.length];
        Arrays.fill(none, Double.NaN);
        Arrays.fill(statuses, "");
        plan.summed
            .computeIfAbsent(own.period(), p -> new ArrayList<>())
            .add(
                new Summed(
                    own,
                    Optional.empty(),
                    none,
                    Optional.empty(),
                    statuses,
                    new TreeMap<>(),
                    new TreeSet<>()));
      }
    }
  }

  private List<Whole> wholes(Plan plan, SeriesKey key) {
    return plan
        .whole()
        .map(level -> wholes.getOrDefault(sameDay(key.on(plan.wholeEdition(), level)), List.of()))
        .orElse(List.of())
        .stream()
        // What came from the same communes is the sum itself.
        .filter(w -> w.carried.filter(from -> from.level() == plan.parts).isEmpty())
        .map(plan::inOrder)
        .toList();
  }

  private void compare(Plan plan, List<Summed> columns) {
    // What was told of a former unit is compared where it was told: with its old parts.
    if (plan.grouping.of().isPresent()) {
      return;
    }
    for (Summed summed : columns) {
      for (Whole whole : wholes(plan, summed.key)) {
        for (int g = 0; g < summed.values.length; g++) {
          if (isReal(whole, g)
              && !Double.isNaN(summed.values[g])
              && isReal(summed, g)
              && whole.column.value(g) != summed.values[g]) {
            disagree(plan, whole, g, summed.values[g]);
          }
        }
      }
    }
    for (SummedRate rate : rates(columns)) {
      for (Whole whole : wholes(plan, rate.key)) {
        for (int g = 0; g < whole.column.size(); g++) {
          double percent = 100 * rate.above.values[g] / rate.below.values[g];
          if (isReal(whole, g)
              && Double.isFinite(percent)
              && isReal(rate.above, g)
              && isReal(rate.below, g)
              && Math.abs(whole.column.value(g) - percent) > RATE_ROUNDING) {
            disagree(plan, whole, g, percent);
          }
        }
      }
    }
  }

  private static boolean isReal(Whole whole, int group) {
    return whole.column.has(group) && !whole.column.isMadeUp(group);
  }

  private static boolean isReal(Summed column, int group) {
    return !column.statuses[group].equals(Manifest.word(Status.ILLUSTRATIVE));
  }

  private void disagree(Plan plan, Whole whole, int group, double sum) {
    disagreed++;
    if (disagreements.size() < LISTED) {
      Group unit = plan.grouping.groups().get(group);
      disagreements.add(
          new Disagreement(whole.key, unit.code(), unit.name(), sum, whole.column.value(group)));
    }
  }

  /** A rate with the columns it is computed from. */
  private record SummedRate(SeriesKey key, Summed above, Summed below) {}

  /** The rates that sums make, those of each origin apart. */
  private List<SummedRate> rates(List<Summed> columns) {
    Map<Optional<CarriedFrom>, Map<SeriesKey, Summed>> byOrigin = new LinkedHashMap<>();
    for (Summed summed : columns) {
      // What was told of the whole alone makes no rate of sums.
      if (summed.sums.isPresent() || summed.count() > 0) {
        byOrigin
            .computeIfAbsent(summed.carried, origin -> new LinkedHashMap<>())
            .put(summed.key, summed);
      }
    }
    List<SummedRate> rates = new ArrayList<>();
    byOrigin.forEach(
        (origin, own) ->
            new Rates(catalogue)
                .computable(own.keySet())
                .forEach(
                    (rate, counts) ->
                        rates.add(
                            new SummedRate(
                                rate,
                                own.get(counts.numerator()),
                                own.get(counts.denominator())))));
    return rates;
  }

  private static void writeGroups(CanonicalJson json, Plan plan) throws IOException {
    Grouping grouping = plan.grouping;
    json.object(
        () -> {
          json.member("format", "xa-atlas-groups/1").member("by", grouping.by().id());
          json.member("edition", grouping.edition()).member("parts", plan.parts.id());
          json.member("of", grouping.of());
          json.list("code", grouping.groups(), group -> json.value(group.code()));
          json.list(
              "name",
              grouping.groups(),
              group ->
                  json.object(
                      () -> json.member("vi", group.name().vi()).member("en", group.name().en())));
          json.list("units", grouping.groups(), group -> units(json, plan, group.members()));
          json.list("shared", grouping.groups(), group -> units(json, plan, group.shared()));
        });
  }

  private static void units(CanonicalJson json, Plan plan, List<UnitKey> units) throws IOException {
    json.array(
        () -> {
          for (UnitKey unit : units) {
            json.value(name(plan, unit));
          }
        });
  }

  /** The code; with its level before a colon where that is not the level of the parts. */
  private static String name(Plan plan, UnitKey unit) {
    return unit.level() == plan.parts ? unit.code() : unit.level().id() + ":" + unit.code();
  }

  private void write(CanonicalJson json, Plan plan, Period period, List<Summed> columns)
      throws IOException {
    Map<Summed, Integer> places = new HashMap<>();
    columns.forEach(column -> places.put(column, places.size()));
    json.object(
        () -> {
          json.member("format", "xa-atlas-rollup/1").member("by", plan.grouping.by().id());
          json.member("edition", plan.grouping.edition()).member("parts", plan.parts.id());
          json.member("period", period.text());
          json.list("columns", columns, column -> write(json, plan, column));
          json.list(
              "rates",
              rates(columns),
              rate ->
                  json.object(
                      () -> {
                        about(json, rate.key, rate.above.carried);
                        json.member("numerator", (long) places.get(rate.above));
                        json.member("denominator", (long) places.get(rate.below));
                        apart(json, rate);
                        beside(json, plan, rate.key);
                      }));
        });
  }

  /** Groups whose two counts rest on different units, and so make no rate. */
  private static void apart(CanonicalJson json, SummedRate rate) throws IOException {
    Optional<Sums> above = rate.above.sums;
    Optional<Sums> below = rate.below.sums;
    json.array(
        "apart",
        () -> {
          if (above.isPresent() && below.isPresent()) {
            for (int g = 0; g < above.get().size(); g++) {
              if (!above.get().restsOnTheSame(below.get(), g)
                  && !Double.isNaN(above.get().value(g))
                  && !Double.isNaN(below.get().value(g))) {
                json.value((long) g);
              }
            }
          }
        });
  }

  private static void about(CanonicalJson json, SeriesKey key, Optional<CarriedFrom> carried)
      throws IOException {
    json.member("indicator", key.indicator()).member("asOf", key.asOf());
    json.member("standard", key.standard()).member("areaType", Manifest.word(key.areaType()));
    json.member("group", key.group()).member("stage", Manifest.word(key.stage()));
    if (carried.isPresent()) {
      json.object(
          "carried",
          () ->
              json.member("edition", carried.get().edition())
                  .member("level", carried.get().level().id()));
    }
  }

  private void write(CanonicalJson json, Plan plan, Summed column) throws IOException {
    json.object(
        () -> {
          about(json, column.key, column.carried);
          json.numbers("values", column.values);
          json.runs("status", Arrays.asList((Object[]) column.statuses));
          json.object(
              "qualifiers",
              () -> {
                for (Map.Entry<Integer, String> word : column.qualifiers.entrySet()) {
                  json.member(String.valueOf(word.getKey()), word.getValue());
                }
              });
          json.texts("sources", List.copyOf(column.sources));
          if (column.sums.isPresent()) {
            incomplete(json, plan, column.sums.get());
          }
          beside(json, plan, column.key);
        });
  }

  /** What is known of groups of which not every unit told a count, by place of the group. */
  private static void incomplete(CanonicalJson json, Plan plan, Sums sums) throws IOException {
    json.object(
        "incomplete",
        () -> {
          for (int g = 0; g < sums.size(); g++) {
            int group = g;
            if (sums.told(g) > 0 && sums.told(g) < sums.of(g)) {
              json.object(
                  String.valueOf(g),
                  () -> {
                    json.member("told", (long) sums.told(group));
                    json.member("sumOfTold", sums.sumOfTold(group));
                    json.array(
                        "missing",
                        () -> {
                          int[] missing = sums.missing(group);
                          for (int i = 0; i < Math.min(NAMED, missing.length); i++) {
                            json.value(name(plan, plan.order.get(missing[i])));
                          }
                        });
                    json.array(
                        "missingNames",
                        () -> {
                          int[] missing = sums.missing(group);
                          for (int i = 0; i < Math.min(NAMED, missing.length); i++) {
                            json.value(plan.nameOf(plan.order.get(missing[i])));
                          }
                        });
                  });
            }
          }
        });
  }

  /** What somebody told of the same units as a whole. */
  private void beside(CanonicalJson json, Plan plan, SeriesKey key) throws IOException {
    List<Whole> told = wholes(plan, key);
    if (told.isEmpty()) {
      return;
    }
    json.list(
        "beside",
        told,
        whole ->
            json.object(
                () -> {
                  if (whole.carried.isPresent()) {
                    CarriedFrom from = whole.carried.get();
                    json.object(
                        "carried",
                        () ->
                            json.member("edition", from.edition())
                                .member("level", from.level().id()));
                  }
                  json.numbers("values", whole.column.values());
                  json.runs(
                      "status",
                      whole.column.size(),
                      whole.column::sameStatus,
                      at -> whole.column.has(at) ? Manifest.word(whole.column.status(at)) : "");
                  json.runs(
                      "source",
                      whole.column.size(),
                      whole.column::sameSource,
                      at -> whole.column.has(at) ? whole.column.source(at) : "");
                }));
  }
}
