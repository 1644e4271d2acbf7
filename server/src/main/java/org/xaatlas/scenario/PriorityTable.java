package org.xaatlas.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.xaatlas.priority.Scores;
import org.xaatlas.priority.Sensitivity;

/**
 * What is told of each unit of a result, column by column, as tables and layers have it. Immutable.
 *
 * @param columns in order
 */
record PriorityTable(List<Column> columns) {
  PriorityTable {
    columns = List.copyOf(columns);
  }

  /** What a column holds. */
  enum Kind {
    WHOLE,
    NUMBER,
    TEXT
  }

  /**
   * One column.
   *
   * @param name the same in every format
   * @param value by place of the unit in the decision table: a Long, a Double or a String; null
   *     where there is none
   */
  record Column(String name, Kind kind, IntFunction<Object> value) {}

  static PriorityTable of(ScenarioRun run) {
    List<Column> columns = new ArrayList<>();
    Scores scores = run.scores();
    whole(columns, "rank", unit -> scores.rank()[unit] == 0 ? null : (long) scores.rank()[unit]);
    text(columns, "code", unit -> run.table().units().get(unit));
    text(columns, "name", unit -> run.names().get(unit));
    text(columns, "province", unit -> run.table().provinces().get(unit));
    text(columns, "province_name", unit -> run.provinceNames().get(unit));
    number(columns, "score", unit -> scores.score()[unit]);
    for (int c = 0; c < run.table().criteria().size(); c++) {
      String id = run.table().criteria().get(c).id();
      double[] values = run.table().values()[c];
      double[] points = scores.contribution()[c];
      if (run.scenario().criteria().get(c).designation()) {
        int criterion = c;
        text(columns, id + "_value", unit -> run.classOf(criterion, unit).orElse(null));
      } else {
        number(columns, id + "_value", unit -> values[unit]);
      }
      number(columns, id + "_points", unit -> points[unit]);
    }
    text(columns, "missing", unit -> String.join(" ", PriorityList.missing(run, unit)));
    text(
        columns,
        "status",
        unit ->
            PriorityList.status(run, unit)
                .map(status -> status.name().toLowerCase(Locale.ROOT))
                .orElse(null));
    if (run.sensitivity().isPresent()) {
      Sensitivity drawn = run.sensitivity().get();
      number(columns, "in_top", unit -> drawn.inTop()[unit]);
      whole(columns, "rank_best", unit -> (long) drawn.best()[unit]);
      whole(columns, "rank_worst", unit -> (long) drawn.worst()[unit]);
    }
    text(columns, "release", unit -> run.release());
    return new PriorityTable(columns);
  }

  private static void text(List<Column> columns, String name, IntFunction<Object> value) {
    columns.add(new Column(name, Kind.TEXT, value));
  }

  private static void whole(List<Column> columns, String name, IntFunction<Object> value) {
    columns.add(new Column(name, Kind.WHOLE, value));
  }

  private static void number(List<Column> columns, String name, IntFunction<Double> value) {
    columns.add(
        new Column(
            name,
            Kind.NUMBER,
            unit -> {
              Double number = value.apply(unit);
              return number == null || !Double.isFinite(number) ? null : number;
            }));
  }
}
