package org.xaatlas.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.locationtech.jts.geom.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xaatlas.export.ComputedCollection;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Label;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.scenario.HotSpotQuestion;
import org.xaatlas.scenario.HotSpots;
import org.xaatlas.scenario.PriorityTable;
import org.xaatlas.scenario.Scenario;
import org.xaatlas.scenario.ScenarioReader;
import org.xaatlas.scenario.ScenarioRun;
import org.xaatlas.unit.Level;

/**
 * What is computed, as collections that maps open: every saved scenario on the release that it is
 * pinned to ({@code priorities-ID}), and hot spots of every rate ({@code hotspots-INDICATOR}). The
 * last ones are kept. Safe to share.
 */
final class ComputedCollections {
  /** Releases opened for one list of collections; each costs time and memory. */
  private static final int OPENED = 4;

  /** Results kept; one of the whole country takes some megabytes. */
  private static final int KEPT = 8;

  private static final Logger LOG = LoggerFactory.getLogger(ComputedCollections.class);
  private static final String PRIORITIES = "priorities-";
  private static final String HOT_SPOTS = "hotspots-";

  private final KeptScenarios scenarios;
  private final HotSpotApi hotSpots;
  private final Turns turns;
  private final Latest<String, ComputedCollection> kept = new Latest<>(KEPT);
  private final Latest<KeptScenario, Ground> grounds = new Latest<>(KeptScenarios.MOST);

  ComputedCollections(KeptScenarios scenarios, HotSpotApi hotSpots, Turns turns) {
    this.scenarios = scenarios;
    this.hotSpots = hotSpots;
    this.turns = turns;
  }

  /**
   * What there is, without computing it.
   *
   * @param name of the collection
   * @param edition of its units
   * @param ground where its units lie; empty while that would take too long to find out
   */
  record Heading(
      String name, Message title, Message description, String edition, Optional<Ground> ground) {}

  /**
   * Where and in which days units lie.
   *
   * @param extent lon/lat; null in the sense of JTS where there are no outlines
   */
  record Ground(EditionEntry edition, Envelope extent) {}

  /** Those of a release; of saved scenarios, which have releases of their own, all or none. */
  List<Heading> headings(Call call, boolean withScenarios) {
    OpenRelease release = call.release();
    List<Heading> headings = new ArrayList<>();
    if (withScenarios) {
      try {
        Set<String> open = new HashSet<>(Set.of(release.id()));
        for (KeptScenario one : scenarios.list()) {
          headings.add(heading(one, ground(call, one, open)));
        }
      } catch (EnvironmentException e) {
        // What is in the release is answered even where the store is not.
        LOG.warn("Saved scenarios are left out of the collections: {}", e.getMessage());
      }
    }
    release
        .newestEdition()
        .ifPresent(
            edition -> {
              for (String indicator : rates(release, edition)) {
                headings.add(heading(release, edition, indicator));
              }
            });
    return headings;
  }

  Heading heading(Call call, String name) {
    if (name.startsWith(PRIORITIES)) {
      return scenarios
          .find(name.substring(PRIORITIES.length()))
          .map(entry -> heading(entry.heading(), Optional.empty()))
          .orElseThrow(() -> Problem.notFound(Message.of("http.no_scenario", name)));
    }
    OpenRelease release = call.release();
    return heading(
        release, release.newestEdition().orElseThrow(), name.substring(HOT_SPOTS.length()));
  }

  /**
   * Where the units of a saved scenario lie; kept, since finding out may open its release.
   *
   * @param open releases that are open for this answer
   */
  private Optional<Ground> ground(Call call, KeptScenario one, Set<String> open) {
    Optional<Ground> known = grounds.get(one);
    if (known.isPresent() || !open.contains(one.release()) && open.size() > OPENED) {
      return known;
    }
    open.add(one.release());
    try {
      Optional<Ground> found =
          scenarios.find(one.id()).filter(entry -> entry.heading().equals(one)).stream()
              .flatMap(entry -> ground(call, entry).stream())
              .findFirst();
      found.ifPresent(ground -> grounds.put(one, ground));
      return found;
    } catch (RefusedException e) {
      // The collection itself says why it cannot be computed.
      return Optional.empty();
    }
  }

  private static Optional<Ground> ground(Call call, KeptScenarios.Entry entry) {
    Scenario scenario = read(entry);
    return call.findRelease(entry.heading().release())
        .flatMap(
            release ->
                release
                    .level(entry.heading().edition(), scenario.level())
                    .map(
                        level ->
                            new Ground(level.edition(), ScenarioRun.extent(release, scenario))));
  }

  private static Scenario read(KeptScenarios.Entry entry) {
    return ScenarioReader.read(entry.document().getBytes(StandardCharsets.UTF_8));
  }

  private static Heading heading(KeptScenario one, Optional<Ground> ground) {
    return new Heading(
        PRIORITIES + one.id(),
        Message.of("http.collection_priorities", one.name()),
        Message.of(
            "http.collection_priorities_words",
            one.release(),
            one.by().isEmpty() ? "–" : one.by(),
            one.note()),
        one.edition(),
        ground);
  }

  private static Heading heading(OpenRelease release, EditionEntry edition, String indicator) {
    return new Heading(
        HOT_SPOTS + indicator,
        Message.of("http.collection_hotspots", name(release, indicator), edition.title()),
        Message.of("http.collection_hotspots_words"),
        edition.id(),
        release
            .level(edition.id(), Level.COMMUNE)
            .map(level -> new Ground(edition, level.extent())));
  }

  private static Label name(OpenRelease release, String indicator) {
    return StreamSupport.stream(release.catalogue().path("indicators").spliterator(), false)
        .filter(node -> node.path("id").asText().equals(indicator))
        .findFirst()
        .map(node -> node.path("name"))
        .map(
            name -> new Label(name.path("vi").asText(indicator), name.path("en").asText(indicator)))
        .orElse(new Label(indicator, indicator));
  }

  /** Rates that communes of an edition have. */
  private static TreeSet<String> rates(OpenRelease release, EditionEntry edition) {
    TreeSet<String> rates = new TreeSet<>();
    for (JsonNode node : release.catalogue().path("indicators")) {
      if (node.path("kind").asText().equals("rate")) {
        rates.add(node.path("id").asText());
      }
    }
    TreeSet<String> told = new TreeSet<>();
    release.manifest().series().stream()
        .map(entry -> entry.key())
        .filter(key -> key.edition().equals(edition.id()) && key.level() == Level.COMMUNE)
        .filter(key -> key.group().equals("all"))
        .forEach(key -> told.add(key.indicator()));
    rates.retainAll(told);
    return rates;
  }

  /**
   * Computes a collection, or has it still. The call then answers from its release.
   *
   * @return empty when the name is none of these
   * @throws Problem 404 or 410 when its release is not there or the address names another, 410 when
   *     it was replaced since the version that the address names, 422 when it cannot be computed
   */
  Optional<ComputedCollection> find(Call call, String name) throws IOException {
    if (name.startsWith(PRIORITIES)) {
      Optional<KeptScenarios.Entry> entry = scenarios.find(name.substring(PRIORITIES.length()));
      return entry.isEmpty() ? Optional.empty() : Optional.of(priorities(call, entry.get()));
    }
    if (!name.startsWith(HOT_SPOTS)) {
      return Optional.empty();
    }
    String indicator = name.substring(HOT_SPOTS.length());
    OpenRelease release = call.release();
    if (release
        .newestEdition()
        .filter(edition -> rates(release, edition).contains(indicator))
        .isEmpty()) {
      return Optional.empty();
    }
    HotSpots found = hotSpots.find(release, HotSpotQuestion.of(indicator));
    return Optional.of(new ComputedCollection(name, "", found.layer()));
  }

  private ComputedCollection priorities(Call call, KeptScenarios.Entry entry) throws IOException {
    KeptScenario heading = entry.heading();
    String name = PRIORITIES + heading.id();
    if (call.find(Parameters.VERSION).filter(asked -> !asked.equals(entry.version())).isPresent()) {
      String address = call.url("/api/collections/" + name + "/items");
      throw Problem.replaced(Message.of("http.replaced", heading.name(), address), address);
    }
    if (call.find(Parameters.RELEASE)
        .filter(asked -> !asked.equals(heading.release()))
        .isPresent()) {
      throw Problem.notFound(Message.of("http.other_release", name, heading.release()));
    }
    OpenRelease release = call.release(heading.release());
    String key = heading.id() + " " + entry.version();
    Optional<ComputedCollection> known = kept.get(key);
    if (known.isPresent()) {
      return known.get();
    }
    ScenarioRun run =
        turns.take("sensitivity.draws", patience -> ScenarioRun.of(release, read(entry), patience));
    ComputedCollection found =
        new ComputedCollection(name, entry.version(), PriorityTable.all(run));
    kept.put(key, found);
    return found;
  }
}
