package org.xaatlas.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xaatlas.export.ComputedCollection;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Label;
import org.xaatlas.message.Message;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.scenario.HotSpotQuestion;
import org.xaatlas.scenario.HotSpots;
import org.xaatlas.scenario.PriorityTable;
import org.xaatlas.scenario.ScenarioReader;
import org.xaatlas.scenario.ScenarioRun;
import org.xaatlas.unit.Level;

/**
 * What is computed, as collections that maps open: every saved scenario on the release that it is
 * pinned to ({@code priorities-ID}), and hot spots of every rate ({@code hotspots-INDICATOR}). The
 * last ones are kept. Safe to share.
 */
final class ComputedCollections {
  /** Results kept; one of the whole country takes some megabytes. */
  private static final int KEPT = 8;

  private static final Logger LOG = LoggerFactory.getLogger(ComputedCollections.class);
  private static final String PRIORITIES = "priorities-";
  private static final String HOT_SPOTS = "hotspots-";

  private final KeptScenarios scenarios;
  private final HotSpotApi hotSpots;
  private final Turns turns;
  private final Latest<String, ComputedCollection> kept = new Latest<>(KEPT);

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
   */
  record Heading(String name, Message title, Message description, String edition) {}

  /** Those of a release; of saved scenarios, which have releases of their own, all or none. */
  List<Heading> headings(OpenRelease release, boolean withScenarios) {
    List<Heading> headings = new ArrayList<>();
    if (withScenarios) {
      try {
        scenarios.list().forEach(one -> headings.add(heading(one)));
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
          .map(entry -> heading(entry.heading()))
          .orElseThrow(() -> Problem.notFound(Message.of("http.no_scenario", name)));
    }
    OpenRelease release = call.release();
    return heading(
        release, release.newestEdition().orElseThrow(), name.substring(HOT_SPOTS.length()));
  }

  private static Heading heading(KeptScenario one) {
    return new Heading(
        PRIORITIES + one.id(),
        Message.of("http.collection_priorities", one.name()),
        Message.of(
            "http.collection_priorities_words",
            one.release(),
            one.by().isEmpty() ? "–" : one.by(),
            one.note()),
        one.edition());
  }

  private static Heading heading(OpenRelease release, EditionEntry edition, String indicator) {
    return new Heading(
        HOT_SPOTS + indicator,
        Message.of("http.collection_hotspots", name(release, indicator), edition.title()),
        Message.of("http.collection_hotspots_words"),
        edition.id());
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
   * @throws Problem 404 or 410 when its release is not there or the address names another, 422 when
   *     it cannot be computed
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
    if (call.find(Parameters.RELEASE)
        .filter(asked -> !asked.equals(heading.release()))
        .isPresent()) {
      throw Problem.notFound(
          Message.of("http.other_release", PRIORITIES + heading.id(), heading.release()));
    }
    OpenRelease release = call.release(heading.release());
    String key = heading.id() + " " + entry.version();
    Optional<ComputedCollection> known = kept.get(key);
    if (known.isPresent()) {
      return known.get();
    }
    ScenarioRun run =
        turns.take(
            "sensitivity.draws",
            patience ->
                ScenarioRun.of(
                    release,
                    ScenarioReader.read(
                        entry.document().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    patience));
    ComputedCollection found =
        new ComputedCollection(PRIORITIES + heading.id(), entry.version(), PriorityTable.all(run));
    kept.put(key, found);
    return found;
  }
}
