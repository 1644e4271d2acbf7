package org.xaatlas.scenario;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xaatlas.message.Label;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.priority.DecisionTable;
import org.xaatlas.priority.Method;
import org.xaatlas.priority.Scores;
import org.xaatlas.priority.Sensitivity;
import org.xaatlas.series.Status;

/** What a scenario came to, as JSON; the other formats are those of {@link PriorityTable}. */
public final class PriorityList {
  /** What the JSON calls itself. */
  public static final String FORMAT = "xa-atlas-priorities/1";

  private static final JsonMapper JSON = new JsonMapper();

  private PriorityList() {}

  /**
   * As JSON: the ranked units with the contribution of each criterion, those left out with what
   * they lack, the criteria with their series, and the scenario itself.
   *
   * @param language of the notes
   */
  public static void writeJson(ScenarioRun run, OutputStream out, Language language)
      throws IOException {
    DecisionTable table = run.table();
    Scores scores = run.scores();
    JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter();
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeStringField("title", run.scenario().title());
    json.writeStringField("release", run.release());
    json.writeStringField("edition", run.edition());
    json.writeStringField("level", run.scenario().level().id());
    json.writeStringField("method", id(run.scenario().method()));
    json.writeBooleanField("illustrative", run.illustrative());
    json.writeBooleanField("estimated", run.any(Status.ESTIMATED));
    json.writeArrayFieldStart("notes");
    for (Message note : run.notes()) {
      json.writeString(note.in(language));
    }
    json.writeEndArray();
    json.writeNumberField("top", Math.min(run.scenario().top(), run.order().length));
    double[] shares = shares(run);
    json.writeArrayFieldStart("criteria");
    for (int c = 0; c < table.criteria().size(); c++) {
      Scenario.Measure measure = run.scenario().criteria().get(c);
      json.writeStartObject();
      json.writeStringField("id", measure.criterion().id());
      json.writeStringField(measure.designation() ? "designation" : "indicator", measure.of());
      if (run.scenario().method() != Method.SUMMED_POINTS) {
        json.writeNumberField("weight", measure.criterion().weight());
        json.writeNumberField("share", shares[c]);
      }
      Label name = run.nameOf(c);
      json.writeObjectFieldStart("name");
      json.writeStringField("vi", name.vi());
      json.writeStringField("en", name.en());
      json.writeEndObject();
      json.writeStringField("citation", measure.citation());
      json.writeArrayFieldStart("series");
      for (String series : run.series().get(c)) {
        json.writeString(series);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("units");
    for (int unit : run.order()) {
      json.writeStartObject();
      json.writeNumberField("rank", scores.rank()[unit]);
      unit(run, unit, json);
      json.writeNumberField("score", scores.score()[unit]);
      json.writeObjectFieldStart("contributions");
      for (int c = 0; c < table.criteria().size(); c++) {
        json.writeNumberField(table.criteria().get(c).id(), scores.contribution()[c][unit]);
      }
      json.writeEndObject();
      values(run, unit, json);
      json.writeNumberField("notReportedShare", notReportedShare(run, unit));
      if (run.sensitivity().isPresent()) {
        Sensitivity drawn = run.sensitivity().get();
        json.writeNumberField("inTop", drawn.inTop()[unit]);
        json.writeNumberField("rankBest", drawn.best()[unit]);
        json.writeNumberField("rankWorst", drawn.worst()[unit]);
      }
      if (run.money().isPresent()) {
        json.writeNumberField("amount", run.money().get().amounts()[unit]);
      }
      if (run.approvedRanks().isPresent()) {
        json.writeNumberField("rankApproved", run.approvedRanks().get()[unit]);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("excluded");
    for (int unit = 0; unit < table.units().size(); unit++) {
      if (scores.rank()[unit] == 0) {
        json.writeStartObject();
        unit(run, unit, json);
        values(run, unit, json);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    PriorityDetails.write(run, json, language);
    PriorityTable.ranked(run).writeSources(json);
    json.writeFieldName("scenario");
    JSON.writeTree(json, run.scenario().document());
    json.writeEndObject();
    json.flush();
  }

  private static void unit(ScenarioRun run, int unit, JsonGenerator json) throws IOException {
    json.writeStringField("code", run.table().units().get(unit));
    json.writeStringField("name", run.names().get(unit));
    json.writeStringField("province", run.table().provinces().get(unit));
    json.writeStringField("provinceName", run.provinceNames().get(unit));
  }

  /** Values as reported, null where nobody did, and what is not simply reported. */
  private static void values(ScenarioRun run, int unit, JsonGenerator json) throws IOException {
    DecisionTable table = run.table();
    json.writeObjectFieldStart("values");
    for (int c = 0; c < table.criteria().size(); c++) {
      double value = table.values()[c][unit];
      String id = table.criteria().get(c).id();
      if (run.scenario().criteria().get(c).designation()) {
        json.writeStringField(id, run.classOf(c, unit).orElse(null));
      } else if (Double.isNaN(value)) {
        json.writeNullField(id);
      } else {
        json.writeNumberField(id, value);
      }
    }
    json.writeEndObject();
    json.writeArrayFieldStart("missing");
    for (String id : missing(run, unit)) {
      json.writeString(id);
    }
    json.writeEndArray();
    if (run.preliminary(unit)) {
      json.writeStringField("stage", "preliminary");
    }
    Optional<Status> status = status(run, unit);
    if (status.isPresent()) {
      json.writeStringField("status", id(status.get()));
    }
  }

  /** Weights as shares of the whole. */
  private static double[] shares(ScenarioRun run) {
    double[] weights = run.table().criteria().stream().mapToDouble(one -> one.weight()).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> sum > 0 ? weight / sum : 0).toArray();
  }

  /** The criteria in which nobody reported a value of the unit. */
  static List<String> missing(ScenarioRun run, int unit) {
    List<String> missing = new ArrayList<>();
    for (int c = 0; c < run.table().criteria().size(); c++) {
      if (Double.isNaN(run.table().values()[c][unit])) {
        missing.add(run.table().criteria().get(c).id());
      }
    }
    return missing;
  }

  /** The weakest status of the values of a unit; empty when it has none. */
  static Optional<Status> status(ScenarioRun run, int unit) {
    return run.status().stream()
        .flatMap(criterion -> criterion.get(unit).stream())
        .max(Status::compareTo);
  }

  /**
   * The part of the score of a unit, from 0 to 1, that rests on estimated or illustrative figures:
   * what they contribute, whatever its sign, of what everything contributes. A unit to which
   * nothing contributes is judged by the number of its criteria.
   */
  static double notReportedShare(ScenarioRun run, int unit) {
    double all = 0;
    double resting = 0;
    int told = 0;
    int count = 0;
    for (int c = 0; c < run.table().criteria().size(); c++) {
      boolean soft =
          run.status()
              .get(c)
              .get(unit)
              .filter(one -> one == Status.ESTIMATED || one == Status.ILLUSTRATIVE)
              .isPresent();
      double part = Math.abs(run.scores().contribution()[c][unit]);
      all += part;
      resting += soft ? part : 0;
      told += soft ? 1 : 0;
      count++;
    }
    return all > 0 ? resting / all : (double) told / count;
  }

  private static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
