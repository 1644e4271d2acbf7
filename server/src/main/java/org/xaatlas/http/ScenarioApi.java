package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;
import static org.xaatlas.http.Operation.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.priority.KeptScenarios.Entry;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.scenario.ScenarioDraft;
import org.xaatlas.scenario.ScenarioRun;

/**
 * Scenarios that people saved: everybody reads them, who has the token changes them. What is saved
 * has been run once on the release that it is pinned to. Safe to share.
 */
final class ScenarioApi {
  private static final String ADDRESS = "/api/scenarios";

  private final KeptScenarios kept;
  private final Writers writers;
  private final Turns turns;

  ScenarioApi(KeptScenarios kept, Writers writers, Turns turns) {
    this.kept = kept;
    this.writers = writers;
    this.turns = turns;
  }

  List<Operation> operations() {
    return List.of(
        get(ADDRESS, "scenarios", this::list, Parameters.LIMIT, Parameters.OFFSET),
        get(ADDRESS + "/{scenario}", "scenario", this::one, Parameters.SCENARIO),
        write("POST", ADDRESS, "save_scenario", this::save),
        write(
            "PUT", ADDRESS + "/{scenario}", "replace_scenario", this::replace, Parameters.SCENARIO),
        write(
            "DELETE",
            ADDRESS + "/{scenario}",
            "remove_scenario",
            this::remove,
            Parameters.SCENARIO));
  }

  private Reply list(Call call) {
    List<KeptScenario> all = kept.list();
    int offset = call.get(Parameters.OFFSET);
    int limit = call.get(Parameters.LIMIT);
    List<Object> page = new ArrayList<>();
    all.stream().skip(offset).limit(limit).forEach(one -> page.add(describe(call, one)));
    List<Map<String, Object>> links = new ArrayList<>();
    links.add(link(call, "self", offset));
    if (offset + limit < all.size()) {
      links.add(link(call, "next", offset + limit));
    }
    if (offset > 0) {
      links.add(link(call, "prev", Math.max(0, offset - limit)));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("scenarios", page);
    body.put("numberMatched", all.size());
    body.put("numberReturned", page.size());
    body.put("writing", writers.any());
    body.put("links", links);
    byte[] bytes = Json.bytes(body);
    StringBuilder header = new StringBuilder();
    for (Map<String, Object> link : links) {
      header
          .append(header.isEmpty() ? "" : ", ")
          .append("<" + link.get("href") + ">; rel=\"" + link.get("rel") + "\"");
    }
    return Reply.bytes(Reply.JSON, bytes)
        .withHeader("Link", header.toString())
        .revalidatedExactly(Integer.toHexString(Arrays.hashCode(bytes)) + "-" + bytes.length);
  }

  private static Map<String, Object> link(Call call, String rel, int offset) {
    Map<String, String> texts = call.texts();
    texts.remove(Parameters.OFFSET.name());
    if (offset > 0) {
      texts.put(Parameters.OFFSET.name(), Integer.toString(offset));
    }
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("rel", rel);
    link.put("type", Reply.JSON);
    link.put("href", call.url(ADDRESS + Call.query(texts)));
    return link;
  }

  private Reply one(Call call) {
    String id = call.path(Parameters.SCENARIO);
    return whole(call, kept.find(id).orElseThrow(() -> unknown(id)));
  }

  private Reply save(Call call) throws IOException {
    Entry entry = entry(call, ScenarioDraft.newId());
    if (!stored(() -> kept.add(entry))) {
      throw Problem.conflict(Message.of("http.scenarios_full", KeptScenarios.MOST));
    }
    return whole(call, entry)
        .withStatus(201)
        .withHeader("Location", call.url(ADDRESS + "/" + entry.heading().id()));
  }

  private Reply replace(Call call) throws IOException {
    String id = call.path(Parameters.SCENARIO);
    Predicate<Entry> expected = expected(call, id);
    Entry entry = entry(call, id);
    settle(stored(() -> kept.replace(entry, expected)), id);
    return whole(call, entry);
  }

  private Reply remove(Call call) throws IOException {
    String id = call.path(Parameters.SCENARIO);
    Predicate<Entry> expected = expected(call, id);
    settle(stored(() -> kept.remove(id, expected)), id);
    return Reply.bytes("", new byte[0]).withStatus(204);
  }

  /** What the client has seen; asked before anything is computed. */
  private Predicate<Entry> expected(Call call, String id) {
    Optional<String> tags = call.header("If-Match");
    Entry there = kept.find(id).orElseThrow(() -> unknown(id));
    String list = tags.orElseThrow(() -> Problem.tagMissing(Message.of("http.tag_missing")));
    Predicate<Entry> expected = entry -> matches(list, entry);
    if (!expected.test(there)) {
      throw changed();
    }
    return expected;
  }

  /** A tag is a version, and what is said beside it: a newer release, compressed. */
  private static boolean matches(String list, Entry entry) {
    if (list.strip().equals("*")) {
      return true;
    }
    for (String tag : list.split(",")) {
      String name = tag.strip();
      if (name.startsWith("\"") && name.substring(1).split("[\"-]", 2)[0].equals(entry.version())) {
        return true;
      }
    }
    return false;
  }

  private static void settle(KeptScenarios.Change change, String id) {
    switch (change) {
      case GONE -> throw unknown(id);
      case UNEXPECTED -> throw changed();
      default -> {}
    }
  }

  private static Problem unknown(String id) {
    return Problem.notFound(Message.of("http.no_scenario", id));
  }

  private static Problem changed() {
    return Problem.changed(Message.of("http.scenario_changed"));
  }

  /** Reads what is to be kept and runs it once, so that nothing is kept that cannot be run. */
  private Entry entry(Call call, String id) throws IOException {
    byte[] body = call.body(ScenarioDraft.MAX_BYTES);
    return turns.take(
        "sensitivity.draws",
        patience -> {
          ScenarioDraft draft = ScenarioDraft.read(body);
          OpenRelease release =
              draft
                  .scenario()
                  .release()
                  .map(named -> named(call, named))
                  .orElseGet(call::currentRelease);
          ScenarioRun run = ScenarioRun.of(release, draft.scenario(), patience);
          return draft.entry(id, run, Instant.now());
        });
  }

  private static OpenRelease named(Call call, String release) {
    try {
      return call.release(release);
    } catch (Problem gone) {
      throw Problem.unprocessable(gone.detail(), "release");
    }
  }

  /** A change of the store. */
  private interface Work<T> {
    T done();
  }

  private static <T> T stored(Work<T> work) {
    try {
      return work.done();
    } catch (EnvironmentException e) {
      if (e.text().key().equals("store.busy")) {
        throw Problem.unavailable(Message.of("http.store_busy"));
      }
      if (e.text().key().equals("store.replica") || e.text().key().equals("store.not_writable")) {
        throw Problem.unavailable(Message.of("http.store_read_only"));
      }
      throw e;
    }
  }

  private Reply whole(Call call, Entry entry) {
    Map<String, Object> body = describe(call, entry.heading());
    try {
      JsonNode document = Json.MAPPER.readTree(entry.document());
      body.put("scenario", document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The store holds a broken scenario", e);
    }
    boolean newer = (boolean) body.get("newer");
    return Reply.json(body).revalidatedExactly(entry.version() + (newer ? "-newer" : ""));
  }

  private static Map<String, Object> describe(Call call, KeptScenario one) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", one.id());
    body.put("name", one.name());
    body.put("note", one.note());
    body.put("by", one.by());
    body.put("saved", one.saved().toString());
    body.put("release", one.release());
    body.put("edition", one.edition());
    body.put("newer", call.isOther(one.release()));
    return body;
  }
}
