package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;
import static org.xaatlas.http.Operation.post;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.priority.Patience;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.scenario.PriorityLayer;
import org.xaatlas.scenario.PriorityList;
import org.xaatlas.scenario.Scenario;
import org.xaatlas.scenario.ScenarioReader;
import org.xaatlas.scenario.ScenarioRun;
import org.xaatlas.scenario.ScenarioSchema;

/**
 * Which units come first: evaluates scenarios that clients send. Nothing is kept. What is computed
 * is bounded in size, time and number at one time, so that the map stays responsive. Safe to share.
 */
final class PriorityApi {
  /** How long one evaluation may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How many are evaluated at one time; each uses all cores for its draws. */
  private static final int AT_ONE_TIME = 2;

  private final Semaphore turns = new Semaphore(AT_ONE_TIME, true);

  List<Operation> operations() {
    return List.of(
        post(
            "/api/priorities",
            "priorities",
            this::evaluate,
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
        inTurn(
            patience -> {
              Scenario scenario = ScenarioReader.read(document);
              return ScenarioRun.of(release(call, scenario), scenario, patience);
            });
    Language language = call.language();
    Reply reply =
        switch (format) {
          case JSON -> Reply.stream(Reply.JSON, out -> PriorityList.writeJson(run, out, language));
          case GEOJSON ->
              Reply.stream(Reply.GEOJSON, out -> PriorityLayer.writeGeojson(run, out, language));
          case CSV -> Reply.stream(format.mediaType(), out -> PriorityList.writeCsv(run, out));
        };
    return call.get(Parameters.DOWNLOAD) || format == PriorityFormat.CSV
        ? reply.withHeader(
            "Content-Disposition",
            "attachment; filename=\"priorities-" + run.release() + "." + format.id() + "\"")
        : reply;
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

  /** A computation that may be refused, or lose patience. */
  interface Work<T> {
    T within(Patience patience) throws IOException;
  }

  /**
   * Computes when it is its turn.
   *
   * @throws Problem 400 for what is no scenario, 422 for one that cannot be run, 503 when too many
   *     wait or it takes too long
   */
  <T> T inTurn(Work<T> work) throws IOException {
    if (!turns.tryAcquire()) {
      acquire();
    }
    try {
      return work.within(Patience.of(PATIENCE));
    } catch (RefusedException refused) {
      throw problem(refused.text());
    } catch (Patience.Lost lost) {
      throw Problem.unprocessable(
          Message.of("scenario.too_long", (int) PATIENCE.toSeconds()), "sensitivity.draws");
    } finally {
      turns.release();
    }
  }

  private void acquire() {
    Supplier<Problem> busy = () -> Problem.unavailable(Message.of("scenario.busy"));
    try {
      if (!turns.tryAcquire(PATIENCE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
        throw busy.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy.get();
    }
  }

  private static Problem problem(Message text) {
    return switch (text.key()) {
      case "scenario.not_json", "scenario.format" -> Problem.badDocument(text);
      default ->
          Problem.unprocessable(
              text, text.arguments().isEmpty() ? "" : text.arguments().get(0).toString());
    };
  }
}
