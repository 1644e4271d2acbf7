package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;
import static org.xaatlas.http.Operation.post;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xaatlas.message.Language;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.scenario.Comparison;
import org.xaatlas.scenario.PriorityList;
import org.xaatlas.scenario.PriorityTable;
import org.xaatlas.scenario.Scenario;
import org.xaatlas.scenario.ScenarioReader;
import org.xaatlas.scenario.ScenarioRun;
import org.xaatlas.scenario.ScenarioSchema;

/**
 * Which units come first: evaluates scenarios that clients send. Nothing is kept. What is computed
 * is bounded in size, time and number at one time, so that the map stays responsive. Safe to share.
 */
final class PriorityApi {
  private final Turns turns;

  PriorityApi(Turns turns) {
    this.turns = turns;
  }

  List<Operation> operations() {
    return List.of(
        post(
            "/api/priorities",
            "priorities",
            this::evaluate,
            Parameters.PRIORITY_FORMAT,
            Parameters.RELEASE,
            Parameters.DOWNLOAD),
        post(
            "/api/priorities/compare",
            "compare_priorities",
            this::compare,
            Parameters.PRIORITY_FORMAT,
            Parameters.RELEASE,
            Parameters.DOWNLOAD),
        get("/api/scenario-schema", "scenario_schema", this::schema));
  }

  private Reply schema(Call call) {
    byte[] bytes = ScenarioSchema.bytes();
    return Reply.bytes("application/schema+json", bytes)
        .revalidatedExactly(Integer.toHexString(Arrays.hashCode(bytes)));
  }

  private Reply evaluate(Call call) throws IOException {
    PriorityFormat format = format(call);
    byte[] document = call.body(ScenarioReader.MAX_BYTES);
    ScenarioRun run =
        turns.take(
            "sensitivity.draws",
            patience -> {
              Scenario scenario = ScenarioReader.read(document);
              return ScenarioRun.of(release(call, scenario), scenario, patience);
            });
    Language language = call.language();
    Reply reply =
        switch (format) {
          case JSON -> Reply.stream(Reply.JSON, out -> PriorityList.writeJson(run, out, language));
          case GEOJSON ->
              Reply.stream(
                  Reply.GEOJSON,
                  out -> PriorityTable.all(run).writeGeojson(out, language, json -> {}));
          case CSV -> Reply.stream(format.mediaType(), PriorityTable.ranked(run)::writeCsv);
        };
    return call.get(Parameters.DOWNLOAD) || format == PriorityFormat.CSV
        ? reply.withHeader(
            "Content-Disposition",
            "attachment; filename=\"priorities-" + run.release() + "." + format.id() + "\"")
        : reply;
  }

  private Reply compare(Call call) throws IOException {
    PriorityFormat format = format(call);
    byte[] documents = call.body(2 * ScenarioReader.MAX_BYTES);
    Comparison found =
        turns.take(
            "sensitivity.draws",
            patience -> {
              List<Scenario> both = ScenarioReader.readTwo(documents);
              ScenarioRun a = ScenarioRun.of(release(call, both.get(0)), both.get(0), patience);
              OpenRelease other = otherRelease(call, both.get(1));
              return Comparison.of(a, ScenarioRun.of(other, both.get(1), patience));
            });
    Language language = call.language();
    Reply reply =
        switch (format) {
          case JSON -> Reply.stream(Reply.JSON, out -> found.writeJson(out, language));
          case GEOJSON -> Reply.stream(Reply.GEOJSON, out -> found.writeGeojson(out, language));
          case CSV -> Reply.stream(format.mediaType(), found.layer()::writeCsv);
        };
    return call.get(Parameters.DOWNLOAD) || format == PriorityFormat.CSV
        ? reply.withHeader(
            "Content-Disposition", "attachment; filename=\"comparison." + format.id() + "\"")
        : reply;
  }

  /** The second of two scenarios may stand on another release than the first. */
  private static OpenRelease otherRelease(Call call, Scenario scenario) {
    return call.pinned()
        ? call.release()
        : scenario.release().map(call::release).orElseGet(call::currentRelease);
  }

  /** {@code f}, else what the client accepts. */
  private static PriorityFormat format(Call call) {
    return call.find(Parameters.PRIORITY_FORMAT)
        .orElseGet(() -> PriorityFormat.accepted(call.accept()));
  }

  /** The release asked for, else the one the scenario was made on, else the current one. */
  private static OpenRelease release(Call call, Scenario scenario) {
    Optional<String> pinned = call.pinned() ? Optional.empty() : scenario.release();
    return pinned.map(call::release).orElseGet(call::release);
  }
}
