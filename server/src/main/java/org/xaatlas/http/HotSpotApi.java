package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.scenario.HotSpotQuestion;
import org.xaatlas.scenario.HotSpots;
import org.xaatlas.unit.Level;

/**
 * Where like lies by like. An answer of a release never changes, so the last ones are kept. Safe to
 * share.
 */
final class HotSpotApi {
  /** Answers kept; one of the whole country takes about half a megabyte. */
  private static final int KEPT = 16;

  private final Turns turns;
  private final Latest<Key, HotSpots> kept = new Latest<>(KEPT);

  private record Key(String release, HotSpotQuestion question) {}

  HotSpotApi(Turns turns) {
    this.turns = turns;
  }

  List<Operation> operations() {
    return List.of(
        get(
                "/api/hotspots",
                "hotspots",
                this::answer,
                Parameters.INDICATOR,
                Parameters.PERIOD,
                Parameters.EDITION,
                Parameters.LEVEL,
                Parameters.GROUP,
                Parameters.PROVINCE,
                Parameters.HOTSPOT_METHOD,
                Parameters.PERMUTATIONS,
                Parameters.SEED,
                Parameters.ALPHA,
                Parameters.NEAREST,
                Parameters.SMOOTHING,
                Parameters.PRIORITY_FORMAT,
                Parameters.RELEASE,
                Parameters.DOWNLOAD)
            .producing(Reply.GEOJSON));
  }

  private Reply answer(Call call) throws IOException {
    Level level = call.find(Parameters.LEVEL).orElse(Level.COMMUNE);
    if (level == Level.VILLAGE) {
      throw Problem.badParameter(
          "level", level.id(), Message.of("http.expected_choice", "province, district, commune"));
    }
    HotSpotQuestion question =
        new HotSpotQuestion(
            call.get(Parameters.INDICATOR),
            call.find(Parameters.PERIOD),
            call.find(Parameters.EDITION),
            level,
            call.get(Parameters.GROUP),
            call.find(Parameters.PROVINCE),
            call.get(Parameters.HOTSPOT_METHOD),
            call.get(Parameters.PERMUTATIONS),
            call.get(Parameters.SEED),
            call.get(Parameters.ALPHA),
            call.get(Parameters.NEAREST),
            call.get(Parameters.SMOOTHING).equals("eb"));
    HotSpots found = find(call.release(), question);
    Language language = call.language();
    PriorityFormat format =
        call.find(Parameters.PRIORITY_FORMAT)
            .orElseGet(
                () ->
                    call.accept().isEmpty()
                        ? PriorityFormat.GEOJSON
                        : PriorityFormat.accepted(call.accept()));
    Reply reply =
        switch (format) {
          case JSON -> Reply.stream(Reply.JSON, out -> found.writeJson(out, language));
          case GEOJSON -> Reply.stream(Reply.GEOJSON, out -> found.writeGeojson(out, language));
          case CSV -> Reply.stream(format.mediaType(), found.layer()::writeCsv);
        };
    if (call.get(Parameters.DOWNLOAD) || format == PriorityFormat.CSV) {
      reply =
          reply.withHeader(
              "Content-Disposition",
              "attachment; filename=\"hotspots-" + found.release().id() + "." + format.id() + "\"");
    }
    return call.cached(reply);
  }

  /**
   * The answer to a question, computed or kept.
   *
   * @throws Problem 422 when it cannot be answered, 503 when too many wait
   */
  HotSpots find(OpenRelease release, HotSpotQuestion question) throws IOException {
    Key key = new Key(release.id(), question);
    Optional<HotSpots> known = kept.get(key);
    if (known.isPresent()) {
      return known.get();
    }
    // Two who ask the same at one time may both compute it; they get the same.
    HotSpots found =
        turns.take("permutations", patience -> HotSpots.of(release, question, patience));
    kept.put(key, found);
    return found;
  }
}
