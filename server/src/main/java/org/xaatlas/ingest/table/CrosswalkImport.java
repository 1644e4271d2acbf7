package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.xaatlas.crosswalk.Basis;
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
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
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
  record Matched(Entry entry, UnitKey from, UnitKey to) {}

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
      List<Unit> brought = List.of();
      if (options.oldUnits()) {
        brought = bring(rows.entries());
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
      new CrosswalkFindings(from, to, findings).refuseTwice(matched);
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
              : change.bringing(oldUnits().edition(store, from), brought));
    }

    private void check(List<Link> links, Map<UnitKey, List<Integer>> rows) {
      new CrosswalkFindings(from, to, findings)
          .check(links, rows, store.read(reader -> reader.links(pair())), options.withdraw());
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

    private List<Unit> bring(List<Entry> entries) {
      List<Unit> brought = oldUnits().of(entries);
      List<Unit> all = new ArrayList<>(brought);
      for (Level level : Level.values()) {
        all.addAll(from.units(level));
      }
      from = new UnitRegister(options.from(), all);
      target.bring(from);
      return brought;
    }

    private OldUnits oldUnits() {
      return new OldUnits(registers, from, options.to(), findings);
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
  }
}
