package org.xaatlas.scenario;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.xaatlas.export.ComputedLayer;
import org.xaatlas.export.ComputedLayer.Column;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;

/**
 * What changes from one scenario to another: ranks, units in and out, money moved. Both compare
 * units of one edition and level; they may have run on different releases. Immutable.
 *
 * @param a the one before
 * @param b the one after
 * @param codes units that either compares: by rank in b, then in a, then by code
 */
public record Comparison(ScenarioRun a, ScenarioRun b, List<String> codes) {
  /** What the JSON calls itself. */
  public static final String FORMAT = "xa-atlas-comparison/1";

  public Comparison {
    codes = List.copyOf(codes);
  }

  /**
   * @throws RefusedException key {@code scenario.not_comparable} when they look at different units
   */
  public static Comparison of(ScenarioRun a, ScenarioRun b) {
    if (!a.edition().equals(b.edition()) || a.level().level() != b.level().level()) {
      throw RefusedException.of(
          "scenario.not_comparable",
          a.edition() + " " + a.level().level().id(),
          b.edition() + " " + b.level().level().id());
    }
    TreeSet<String> all = new TreeSet<>(a.table().units());
    all.addAll(b.table().units());
    Side before = new Side(a);
    Side after = new Side(b);
    List<String> codes = new ArrayList<>(all);
    codes.removeIf(code -> b.level().units().indexOf(code) < 0);
    codes.sort(
        Comparator.comparingInt((String code) -> last(after.rank(code)))
            .thenComparingInt(code -> last(before.rank(code)))
            .thenComparing(code -> code));
    return new Comparison(a, b, codes);
  }

  private static int last(int rank) {
    return rank == 0 ? Integer.MAX_VALUE : rank;
  }

  /** Whether it has money and gives it out. */
  private static boolean given(ScenarioRun run) {
    return run.money().filter(money -> money.infeasible().isEmpty()).isPresent();
  }

  /** One of the two, asked by code. */
  private static final class Side {
    private final ScenarioRun run;
    private final Map<String, Integer> place = new HashMap<>();
    private final boolean[] chosen;

    Side(ScenarioRun run) {
      this.run = run;
      for (int unit = 0; unit < run.table().units().size(); unit++) {
        place.put(run.table().units().get(unit), unit);
      }
      chosen = new boolean[place.size()];
      boolean byMoney = given(run);
      for (int k = 0; k < run.order().length; k++) {
        int unit = run.order()[k];
        chosen[unit] = byMoney ? run.money().get().amounts()[unit] > 0 : k < run.scenario().top();
      }
    }

    int rank(String code) {
      return place.containsKey(code) ? run.scores().rank()[place.get(code)] : 0;
    }

    double score(String code) {
      return place.containsKey(code) ? run.scores().score()[place.get(code)] : Double.NaN;
    }

    boolean chosen(String code) {
      return place.containsKey(code) && chosen[place.get(code)];
    }

    /** What it gets; null where nobody gives anything out. */
    Long amount(String code) {
      return given(run)
          ? (Long) (place.containsKey(code) ? run.money().get().amounts()[place.get(code)] : 0L)
          : null;
    }
  }

  /** As a layer: a row for each unit that either compares. */
  public ComputedLayer layer() {
    Side before = new Side(a);
    Side after = new Side(b);
    int[] places = codes.stream().mapToInt(b.level().units()::indexOf).toArray();
    List<Column> columns = new ArrayList<>(ComputedLayer.unitColumns(b.open(), b.level(), places));
    columns.add(Column.whole("rank_a", row -> rank(before, row)));
    columns.add(Column.whole("rank_b", row -> rank(after, row)));
    columns.add(
        Column.whole(
            "rank_change",
            row ->
                rank(before, row) == null || rank(after, row) == null
                    ? null
                    : (Long) (rank(before, row) - rank(after, row))));
    columns.add(Column.number("score_a", row -> before.score(codes.get(row))));
    columns.add(Column.number("score_b", row -> after.score(codes.get(row))));
    columns.add(
        Column.text(
            "chosen",
            row ->
                switch ((before.chosen(codes.get(row)) ? 2 : 0)
                    + (after.chosen(codes.get(row)) ? 1 : 0)) {
                  case 3 -> "both";
                  case 2 -> "out";
                  case 1 -> "in";
                  default -> "neither";
                }));
    if (a.money().isPresent() || b.money().isPresent()) {
      columns.add(Column.whole("amount_a", row -> before.amount(codes.get(row))));
      columns.add(Column.whole("amount_b", row -> after.amount(codes.get(row))));
      columns.add(
          Column.whole(
              "amount_change",
              row ->
                  given(a) && given(b)
                      ? (Long) (after.amount(codes.get(row)) - before.amount(codes.get(row)))
                      : null));
    }
    List<Message> notes = new ArrayList<>(b.notes());
    if (given(a) != given(b)) {
      notes.add(0, Message.of("scenario.note_money_one_side", given(a) ? "A" : "B"));
    }
    a.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
    List<Source> sources = new ArrayList<>(b.sources());
    a.sources().stream().filter(source -> !sources.contains(source)).forEach(sources::add);
    return new ComputedLayer(
        "comparison",
        a.scenario().title() + " → " + b.scenario().title(),
        b.open(),
        b.level(),
        places,
        columns,
        a.illustrative() || b.illustrative(),
        notes,
        sources);
  }

  private Long rank(Side side, int row) {
    int rank = side.rank(codes.get(row));
    return rank == 0 ? null : (long) rank;
  }

  /**
   * What has changed in all.
   *
   * @param in units that are chosen in the second alone
   * @param out units that are chosen in the first alone
   * @param moved million VND that lie elsewhere; empty unless both give money out
   */
  public record Totals(long in, long out, OptionalLong moved) {}

  /** What has changed in all. */
  public Totals totals() {
    Side before = new Side(a);
    Side after = new Side(b);
    boolean money = given(a) && given(b);
    long in = 0;
    long out = 0;
    long moved = 0;
    for (String code : codes) {
      in += !before.chosen(code) && after.chosen(code) ? 1 : 0;
      out += before.chosen(code) && !after.chosen(code) ? 1 : 0;
      moved += money ? Math.max(0, before.amount(code) - after.amount(code)) : 0;
    }
    return new Totals(in, out, money ? OptionalLong.of(moved) : OptionalLong.empty());
  }

  /** As GeoJSON, with the totals. */
  public void writeGeojson(OutputStream out, Language language) throws IOException {
    layer().writeGeojson(out, language, this::about);
  }

  /** As JSON: the same without outlines. */
  public void writeJson(OutputStream out, Language language) throws IOException {
    layer().writeJson(FORMAT, "units", out, language, this::about);
  }

  private void about(JsonGenerator json) throws IOException {
    Side before = new Side(a);
    Side after = new Side(b);
    json.writeStringField("releaseA", a.release());
    json.writeStringField("releaseB", b.release());
    Totals totals = totals();
    json.writeNumberField("in", totals.in());
    json.writeNumberField("out", totals.out());
    if (totals.moved().isPresent()) {
      json.writeNumberField("moved", totals.moved().getAsLong());
    } else {
      json.writeNullField("moved");
    }
    json.writeNumberField(
        "changed", codes.stream().filter(code -> before.rank(code) != after.rank(code)).count());
  }
}
