package org.xaatlas.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.xaatlas.export.ComputedLayer;
import org.xaatlas.export.ComputedLayer.Column;
import org.xaatlas.priority.Scores;
import org.xaatlas.priority.Sensitivity;

/** What is told of each unit of a result, as tables and layers have it. Stateless. */
public final class PriorityTable {
  private PriorityTable() {}

  /** The ranked units in order. */
  public static ComputedLayer ranked(ScenarioRun run) {
    return layer(run, run.order());
  }

  /** All units compared: ranked ones in order, then those without a score. */
  public static ComputedLayer all(ScenarioRun run) {
    return layer(run, run.rankedThenExcluded());
  }

  private static ComputedLayer layer(ScenarioRun run, int[] units) {
    int[] places = Arrays.stream(units).map(unit -> run.places()[unit]).toArray();
    Scores scores = run.scores();
    List<Column> columns = new ArrayList<>();
    columns.add(
        Column.whole(
            "rank",
            row -> scores.rank()[units[row]] == 0 ? null : (long) scores.rank()[units[row]]));
    columns.addAll(ComputedLayer.unitColumns(run.open(), run.level(), places));
    columns.add(Column.number("score", row -> scores.score()[units[row]]));
    for (int c = 0; c < run.table().criteria().size(); c++) {
      String id = run.table().criteria().get(c).id();
      double[] values = run.table().values()[c];
      double[] points = scores.contribution()[c];
      int criterion = c;
      columns.add(
          run.scenario().criteria().get(c).designation()
              ? Column.text(id + "_value", row -> run.classOf(criterion, units[row]).orElse(null))
              : Column.number(id + "_value", row -> values[units[row]]));
      columns.add(Column.number(id + "_points", row -> points[units[row]]));
    }
    columns.add(
        Column.text("missing", row -> String.join(" ", PriorityList.missing(run, units[row]))));
    columns.add(
        Column.text(
            "status",
            row ->
                PriorityList.status(run, units[row])
                    .map(status -> status.name().toLowerCase(Locale.ROOT))
                    .orElse(null)));
    columns.add(
        Column.text("stage", row -> run.preliminary(units[row]) ? "preliminary" : "approved"));
    columns.add(
        Column.number(
            "not_reported_share",
            row ->
                scores.rank()[units[row]] == 0
                    ? null
                    : (Double) PriorityList.notReportedShare(run, units[row])));
    if (run.sensitivity().isPresent()) {
      Sensitivity drawn = run.sensitivity().get();
      columns.add(Column.number("in_top", row -> drawn.inTop()[units[row]]));
      columns.add(Column.whole("rank_best", row -> (long) drawn.best()[units[row]]));
      columns.add(Column.whole("rank_worst", row -> (long) drawn.worst()[units[row]]));
    }
    run.money()
        .ifPresent(
            money -> {
              columns.add(Column.number("need", row -> money.need()[units[row]]));
              columns.add(Column.whole("amount", row -> money.amounts()[units[row]]));
            });
    run.approvedRanks()
        .ifPresent(
            ranks -> columns.add(Column.whole("rank_approved", row -> (long) ranks[units[row]])));
    return new ComputedLayer(
        "priorities",
        run.scenario().title(),
        run.open(),
        run.level(),
        places,
        columns,
        run.illustrative(),
        run.notes(),
        run.sources());
  }
}
