package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.CrosswalkCheck;
import org.xaatlas.crosswalk.CrosswalkCheck.Flaw;
import org.xaatlas.crosswalk.Division;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.CrosswalkTable.Entry;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Label;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreReader;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/**
 * Imports what became of the units of one edition in another: a row for each old unit and each new
 * unit that has land of it. Both units are joined as the rows of any table are, each within its own
 * edition. What a file tells of an old unit replaces all that was known of it. A table of
 * corrections ({@link CrosswalkCorrections}) changes links that are known.
 *
 * <p>A row is matched when both of its units are. The file is refused when a row is open and that
 * was not accepted, or when it contradicts itself. Keeps nothing between runs; safe to share.
 */
public final class CrosswalkImport {
  /** How many units a sentence names. */
  private static final int NAMED = 10;

  /**
   * What the user says of a file as a whole.
   *
   * @param from id of the older edition
   * @param to id of the newer edition
   * @param oldUnits take the old units of the file for those of the older edition, which nobody has
   *     a list of
   * @param withdraw take back the links that the file names, instead of putting them
   */
  public record Options(
      String from, String to, boolean oldUnits, boolean withdraw, FileOptions file) {
    public Options {
      if (!from.matches("[0-9]{4}(-[0-9]{2}-[0-9]{2})?")) {
        throw RefusedException.of("boundary.edition_id", from);
      }
      if (from.equals(to)) {
        throw RefusedException.of("crosswalk.one_edition", from);
      }
    }

    private Map<String, String> asText() {
      Map<String, String> text = file.asText();
      text.put("level", Level.COMMUNE.id());
      text.put("from", from);
      text.put("to", to);
      if (oldUnits) {
        text.put("old-units", "true");
      }
      if (withdraw) {
        text.put("withdraw", "true");
      }
      return text;
    }
  }

  private final Store store;
  private final Registers registers;
  private final Progress progress;

  public CrosswalkImport(Store store, Registers registers, Progress progress) {
    this.store = store;
    this.registers = registers;
    this.progress = progress;
  }

  /**
   * Reads, checks, joins and, unless the report refuses it, stores a file.
   *
   * @throws RefusedException when the file has no columns for old and new units, or an edition is
   *     not known
   */
  public ImportResult run(Path file, Options options) {
    return new Run(file, options).run();
  }

  /** A row whose two units are known. */
  private record Matched(Entry entry, UnitKey from, UnitKey to) {}

  private final class Run {
    private final Options options;
    private final ImportTarget target;
    private final IncomingTable in;
    private final Findings findings;
    private final UnitRegister to;
    private UnitRegister from;

    Run(Path path, Options options) {
      this.options = options;
      this.target = new ImportTarget(store, registers, options.file().acceptLikely());
      this.from =
          options.oldUnits()
              ? target
                  .findUnits(options.from())
                  .orElseGet(() -> new UnitRegister(options.from(), List.of()))
              : target.units(options.from());
      this.to = target.units(options.to());
      this.in = new IncomingTable(path, options.file(), target, progress);
      this.findings = in.findings();
    }

    ImportResult run() {
      Table table = in.cells();
      table.findings().forEach(findings::add);
      Optional<CrosswalkCorrections> corrections =
          CrosswalkCorrections.of(
              table,
              store.read(reader -> reader.links(pair())),
              from,
              to,
              options.file().source().id());
      if (corrections.isPresent()) {
        return correct(corrections.get());
      }
      CrosswalkTable rows = CrosswalkTable.of(in.file(), table, findings);
      List<Unit> brought = options.oldUnits() ? bring(rows.entries()) : List.of();
      if (options.oldUnits()) {
        // Where its district is no more, a unit is looked for in its province.
        rows = rows.inKnownPlaces(this::isPlace);
      }
      in.matching(rows.entries().size());
      Map<Integer, JoinOutcome> old = match(options.from(), from, rows.entries(), Entry::old);
      Map<Integer, JoinOutcome> young = match(options.to(), to, rows.entries(), Entry::young);
      foreignCodes(options.from(), rows.entries(), Entry::old, old);
      foreignCodes(options.to(), rows.entries(), Entry::young, young);

      List<JoinOutcome> outcomes = new ArrayList<>();
      List<Matched> matched = new ArrayList<>();
      for (Entry entry : rows.entries()) {
        JoinOutcome one = old.get(entry.row());
        JoinOutcome other = young.get(entry.row());
        outcomes.add(outcome(entry, one, other));
        if (one instanceof JoinOutcome.Matched m && other instanceof JoinOutcome.Matched n) {
          matched.add(
              new Matched(
                  entry, key(from, m.code(), entry.old()), key(to, n.code(), entry.young())));
        }
      }
      refuseTwice(matched);
      List<Link> links = links(matched, rows);
      Map<UnitKey, List<Integer>> rowsOf = new HashMap<>();
      for (Matched row : matched) {
        rowsOf.computeIfAbsent(row.from(), unit -> new ArrayList<>()).add(row.entry().row());
      }
      check(links, rowsOf);
      in.noteAgain("crosswalk", options.to());
      if (links.isEmpty()) {
        findings.add("table.empty", Severity.ERROR, Message.of("crosswalk.no_links", in.file()));
      }
      return keep(outcomes, rows.skipped(), links, brought);
    }

    private ImportResult correct(CrosswalkCorrections corrections) {
      if (!corrections.links().isEmpty()) {
        check(corrections.links(), corrections.rows());
      }
      in.noteAgain("crosswalk", options.to());
      int corrected = corrections.rows().values().stream().mapToInt(List::size).sum();
      findings.add(
          "crosswalk.corrected",
          Severity.INFO,
          Message.of(
              "crosswalk.corrected",
              corrected,
              corrections.outcomes().stream().filter(JoinOutcome.Matched.class::isInstance).count()
                  - corrected));
      return keep(corrections.outcomes(), corrections.skipped(), corrections.links(), List.of());
    }

    private ImportResult keep(
        List<JoinOutcome> outcomes,
        List<JoinOutcome.Skipped> skipped,
        List<Link> links,
        List<Unit> brought) {
      ImportTarget.Change change =
          in.change(
              in.report("crosswalk", options.to(), new MatchedRows(outcomes).withSkipped(skipped)),
              options.asText(),
              List.of(options.from(), options.to()),
              List.of(options.file().source()),
              (writer, number) -> {
                if (options.withdraw()) {
                  writer.removeLinks(pair(), links);
                } else {
                  writer.putLinks(
                      pair(), links.stream().map(link -> numbered(link, number)).toList());
                }
              });
      return in.keep(
          brought.isEmpty() || options.withdraw()
              ? change
              : change.bringing(oldEdition(brought), brought));
    }

    /** A link of this file with the number of its import; those of others keep theirs. */
    private static Link numbered(Link link, long number) {
      return new Link(
          link.from(),
          link.to(),
          link.whole(),
          link.shares(),
          link.source(),
          link.importNumber() == 0 ? number : link.importNumber(),
          link.row());
    }

    /**
     * The old units of the file that the older edition lacks, each below its district or province:
     * a list of codes that were given up has them and nothing else does.
     */
    private List<Unit> bring(List<Entry> entries) {
      if (registers.edition(options.from()).isPresent()) {
        throw RefusedException.of("crosswalk.official_units", options.from());
      }
      UnitRegister above = aboveOld();
      List<String> types = above.units(Level.COMMUNE).stream().map(Unit::type).distinct().toList();
      Map<UnitKey, Unit> units = new LinkedHashMap<>();
      for (Entry entry : entries) {
        String code = entry.old().code().map(String::strip).orElse("");
        String name = entry.old().name().orElse("");
        Optional<String> type =
            types.stream().filter(word -> name.startsWith(word + " ")).findFirst();
        Optional<Unit> parent =
            entry.oldPlaces().stream()
                .flatMap(
                    place ->
                        above
                            .find(Level.DISTRICT, place)
                            .or(() -> above.find(Level.PROVINCE, place))
                            .stream())
                .findFirst();
        if (!code.isEmpty() && type.isPresent() && parent.isPresent()) {
          for (Optional<Unit> up = parent; up.isPresent(); up = above.parent(up.get())) {
            put(units, up.get().code(), up.get());
          }
          String bare = name.substring(type.get().length()).strip();
          put(
              units,
              code,
              new Unit(
                  options.from(),
                  Level.COMMUNE,
                  code,
                  bare,
                  type.get(),
                  Optional.of(parent.get().code())));
        }
      }
      List<Unit> brought =
          units.values().stream()
              .filter(unit -> from.find(unit.level(), unit.code()).isEmpty())
              .toList();
      List<Unit> all = new ArrayList<>(brought);
      for (Level level : Level.values()) {
        all.addAll(from.units(level));
      }
      from = new UnitRegister(options.from(), all);
      target.bring(from);
      findings.add(
          "crosswalk.brought",
          Severity.INFO,
          Message.of(
              "crosswalk.brought",
              brought.stream().filter(unit -> unit.level() == Level.COMMUNE).count(),
              options.from(),
              above.edition()));
      return brought;
    }

    /** Adds a unit as one of the older edition. */
    private void put(Map<UnitKey, Unit> units, String code, Unit like) {
      Unit unit =
          new Unit(options.from(), like.level(), code, like.name(), like.type(), like.parent());
      units.putIfAbsent(UnitKey.of(unit), unit);
    }

    /** Districts and provinces of the official list that came before the newer edition. */
    private UnitRegister aboveOld() {
      return registers.editions().stream()
          .map(Edition::id)
          .filter(id -> id.compareTo(options.to()) < 0)
          .max(String::compareTo)
          .flatMap(registers::register)
          .orElseThrow(() -> RefusedException.of("crosswalk.official_units", options.from()));
    }

    private Edition oldEdition(List<Unit> brought) {
      String id = options.from();
      Set<Level> levels = new TreeSet<>();
      brought.forEach(unit -> levels.add(unit.level()));
      for (Level level : Level.values()) {
        if (!from.units(level).isEmpty()) {
          levels.add(level);
        }
      }
      return store.read(StoreReader::editions).stream()
          .filter(edition -> edition.id().equals(id))
          .findFirst()
          .map(
              known ->
                  new Edition(
                      id, known.title(), known.validFrom(), known.validTo(), List.copyOf(levels)))
          .orElseGet(
              () ->
                  new Edition(
                      id,
                      new Label(id, id),
                      Optional.empty(),
                      Optional.empty(),
                      List.copyOf(levels)));
    }

    private boolean isPlace(String code) {
      return from.find(Level.DISTRICT, code).isPresent()
          || from.find(Level.PROVINCE, code).isPresent();
    }

    private EditionPair pair() {
      return new EditionPair(options.from(), options.to());
    }

    /**
     * Rows of communes and, where a code is that of a district without communes and of no commune,
     * rows of districts.
     */
    private Map<Integer, JoinOutcome> match(
        String edition, UnitRegister register, List<Entry> entries, Function<Entry, RowKey> side) {
      List<RowKey> communes = new ArrayList<>();
      List<RowKey> districts = new ArrayList<>();
      for (Entry entry : entries) {
        RowKey key = side.apply(entry);
        if (level(register, key) == Level.DISTRICT) {
          // Where the row names its district, that is the unit itself and not one above it.
          districts.add(
              new RowKey(key.row(), key.code(), key.name(), key.type(), Optional.empty()));
        } else {
          communes.add(key);
        }
      }
      Map<Integer, JoinOutcome> outcomes = new HashMap<>();
      for (JoinOutcome outcome :
          target.matcher(edition, Level.COMMUNE, Optional.empty()).match(communes, RowKey::row)) {
        outcomes.put(outcome.row(), outcome);
      }
      if (!districts.isEmpty()) {
        for (JoinOutcome outcome :
            target
                .matcher(edition, Level.DISTRICT, Optional.empty())
                .match(districts, RowKey::row)) {
          outcomes.put(outcome.row(), outcome);
        }
      }
      return outcomes;
    }

    private Level level(UnitRegister register, RowKey key) {
      String code = key.code().map(String::strip).orElse("");
      boolean district =
          register.find(Level.COMMUNE, code).isEmpty()
              && register.find(Level.DISTRICT, code).isPresent()
              && register.children(Level.COMMUNE, code).isEmpty();
      return district ? Level.DISTRICT : Level.COMMUNE;
    }

    private UnitKey key(UnitRegister register, String code, RowKey row) {
      return new UnitKey(level(register, row), code);
    }

    private void foreignCodes(
        String edition,
        List<Entry> entries,
        Function<Entry, RowKey> side,
        Map<Integer, JoinOutcome> outcomes) {
      new EditionCheck(registers, findings)
          .foreign(edition, Level.COMMUNE, entries.stream().map(side).toList(), outcomes);
    }

    /** A row is as open as the more open of its two units. */
    private JoinOutcome outcome(Entry entry, JoinOutcome old, JoinOutcome young) {
      String input = old.input() + " → " + young.input();
      JoinOutcome worse = openness(old) >= openness(young) ? old : young;
      boolean isOld = worse == old;
      return worse.fold(
          m -> new JoinOutcome.Matched(entry.row(), input, code(young), m.reason()),
          a ->
              new JoinOutcome.Ambiguous(
                  entry.row(), input, a.candidates(), side(isOld, a.reason())),
          u ->
              new JoinOutcome.Unmatched(
                  entry.row(), input, u.candidates(), side(isOld, u.reason())),
          s -> s);
    }

    private Message side(boolean old, Message reason) {
      return old
          ? Message.of("crosswalk.old_unit", reason)
          : Message.of("crosswalk.new_unit", reason);
    }

    private String code(JoinOutcome outcome) {
      return ((JoinOutcome.Matched) outcome).code();
    }

    private int openness(JoinOutcome outcome) {
      return outcome.fold(m -> 0, a -> 1, u -> 2, s -> 0);
    }

    private void refuseTwice(List<Matched> matched) {
      Map<List<UnitKey>, Integer> seen = new HashMap<>();
      for (Matched row : matched) {
        Integer first = seen.putIfAbsent(List.of(row.from(), row.to()), row.entry().row());
        if (first != null) {
          findings.add(
              "crosswalk.twice",
              Severity.ERROR,
              row.entry().row(),
              Message.of(
                  "crosswalk.twice",
                  name(from, row.from()),
                  name(to, row.to()),
                  String.valueOf(first)));
        }
      }
    }

    private List<Link> links(List<Matched> matched, CrosswalkTable rows) {
      Map<UnitKey, List<Matched>> byOld = new LinkedHashMap<>();
      for (Matched row : matched) {
        byOld.computeIfAbsent(row.from(), unit -> new ArrayList<>()).add(row);
      }
      List<Link> links = new ArrayList<>();
      byOld.forEach(
          (unit, own) -> {
            Map<Basis, Double> sums = new EnumMap<>(Basis.class);
            for (Basis basis : CrosswalkTable.MEASURED) {
              if (own.stream().allMatch(m -> m.entry().amounts().containsKey(basis))) {
                sums.put(
                    basis, own.stream().mapToDouble(m -> m.entry().amounts().get(basis)).sum());
              }
            }
            for (Matched row : own) {
              boolean whole = row.entry().whole().orElse(own.size() == 1);
              Map<Basis, Double> shares = new EnumMap<>(Basis.class);
              if (!whole) {
                sums.forEach(
                    (basis, sum) -> {
                      if (sum > 0) {
                        shares.put(basis, row.entry().amounts().get(basis) / sum);
                      }
                    });
                shares.putAll(row.entry().shares());
              }
              links.add(
                  new Link(
                      row.from(),
                      row.to(),
                      whole,
                      shares,
                      options.file().source().id(),
                      0,
                      row.entry().row()));
            }
          });
      return links;
    }

    /** Says what is wrong with the links of the file and those that stay, taken together. */
    private void check(List<Link> links, Map<UnitKey, List<Integer>> rows) {
      List<Link> stored = store.read(reader -> reader.links(pair()));
      List<Link> all = new ArrayList<>();
      if (options.withdraw()) {
        Set<List<UnitKey>> named = new HashSet<>();
        links.forEach(link -> named.add(List.of(link.from(), link.to())));
        stored.stream()
            .filter(link -> !named.contains(List.of(link.from(), link.to())))
            .forEach(all::add);
        findings.add(
            "crosswalk.withdrawn",
            Severity.INFO,
            Message.of("crosswalk.withdrawn", stored.size() - all.size(), links.size()));
      } else {
        all.addAll(links);
        stored.stream().filter(link -> !rows.containsKey(link.from())).forEach(all::add);
      }
      Map<CrosswalkCheck.Kind, List<Flaw>> flaws = new EnumMap<>(CrosswalkCheck.Kind.class);
      for (Flaw flaw : CrosswalkCheck.flaws(all, from, to)) {
        flaws.computeIfAbsent(flaw.kind(), kind -> new ArrayList<>()).add(flaw);
      }
      flaws.forEach((kind, found) -> tell(kind, found, rows));
      tellProvinces(all);
      long divided = all.stream().filter(l -> !l.whole()).map(Link::from).distinct().count();
      // Shares that do not add up are not used, so that they are as unknown as those nobody told.
      long unknown =
          Crosswalk.of(pair(), all).divisions().stream().filter(Division::isUnknown).count();
      findings.add(
          "crosswalk.divided",
          Severity.INFO,
          Message.of(
              "crosswalk.divided",
              all.stream().map(Link::from).distinct().count(),
              divided,
              unknown));
    }

    private void tell(
        CrosswalkCheck.Kind kind, List<Flaw> flaws, Map<UnitKey, List<Integer>> rows) {
      boolean ofNew = kind == CrosswalkCheck.Kind.NEW_UNIT_WITHOUT_LINK;
      String word = kind.name().toLowerCase(Locale.ROOT);
      String rule = "crosswalk." + word;
      // A unit whose shares of households and of people are wrong is one unit.
      Map<UnitKey, Flaw> units = new LinkedHashMap<>();
      flaws.forEach(flaw -> units.putIfAbsent(flaw.unit(), flaw));
      Object named =
          units.values().stream()
              .limit(NAMED)
              .map(flaw -> named(flaw, ofNew ? to : from))
              .reduce((all, next) -> Message.of("table.list", all, next))
              .orElseThrow();
      Message message =
          Message.of(
              "crosswalk.flaw_" + word,
              units.size(),
              units.size() > NAMED ? Message.of("table.list", named, "...") : named);
      Severity severity =
          kind == CrosswalkCheck.Kind.WHOLE_AND_MORE ? Severity.ERROR : Severity.WARNING;
      findings.add(rule, severity, message);
      for (Flaw flaw : flaws) {
        for (int row : ofNew ? List.<Integer>of() : rows.getOrDefault(flaw.unit(), List.of())) {
          findings.add(rule, severity, row, message);
        }
      }
    }

    private Object named(Flaw flaw, UnitRegister register) {
      String unit = flaw.unit().code() + " " + name(register, flaw.unit());
      return Double.isNaN(flaw.sum())
          ? unit
          : Message.of("crosswalk.flaw_sum", unit, Math.round(flaw.sum() * 1000) / 1000.0);
    }

    /**
     * A former province whose communes ended in several provinces is possible, and more often one
     * unit mistaken for another of like name.
     */
    private void tellProvinces(List<Link> links) {
      SortedMap<String, Map<String, Integer>> provinces = new TreeMap<>();
      for (Link link : links) {
        Optional<Unit> old = province(from, link.from());
        Optional<Unit> young = province(to, link.to());
        if (old.isPresent() && young.isPresent()) {
          provinces
              .computeIfAbsent(old.get().fullName(), p -> new TreeMap<>())
              .merge(young.get().fullName(), 1, Integer::sum);
        }
      }
      provinces.forEach(
          (old, young) -> {
            if (young.size() > 1) {
              findings.add(
                  "crosswalk.provinces",
                  Severity.WARNING,
                  Message.of(
                      "crosswalk.provinces",
                      old,
                      String.join(", ", new TreeSet<>(young.keySet()))));
            }
          });
    }

    private Optional<Unit> province(UnitRegister register, UnitKey unit) {
      return register.find(unit.level(), unit.code()).flatMap(register::province);
    }

    private String name(UnitRegister register, UnitKey unit) {
      return register.find(unit.level(), unit.code()).map(Unit::fullName).orElse(unit.code());
    }
  }
}
