package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.BindException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.config.MapSettings;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.ReleaseFixture;

/** The server while releases come and go, and at its own beginning and end. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReleaseChangeTest extends ServerTest {
  @BeforeEach
  void start_on_a_free_port(@TempDir Path dataFolder) {
    start(dataFolder);
  }

  @AfterEach
  void stop_server() {
    stop();
  }

  @Test
  void pages_stay_in_their_release_when_another_one_is_published() throws Exception {
    JsonNode first = json("/api/collections/communes/items?limit=1");
    String newer = fixture.publish(333);
    waitFor(newer);
    HttpResponse<byte[]> second = get(link(first, "next"));
    JsonNode page = JSON.readTree(second.body());
    assertEquals(release, page.path("release").asText());
    assertEquals(170, feature(page, "03664").at("/properties/hh_poor").asInt());
    assertEquals(IMMUTABLE, header(second, "Cache-Control"));
    assertEquals(
        333,
        feature(json("/api/collections/communes/items"), "03664")
            .at("/properties/hh_poor")
            .asInt());
  }

  @Test
  void a_pruned_release_is_gone_and_leads_to_the_current_one() throws Exception {
    String newer = fixture.publish(333);
    waitFor(newer);
    Files.delete(folder.resolve("releases").resolve(release + ".json"));
    restart(LOCAL);
    HttpResponse<byte[]> response = get("/api/releases/" + release);
    assertEquals("/api/releases/current", problem(410, response).path("current").asText());
    assertTrue(header(response, "Link").contains("</api/releases/current>"));
    problem(410, "/api/collections/communes/items?release=" + release);
    problem(404, "/api/collections/communes/items?release=0123456789abcdef");
  }

  @Test
  void a_failure_inside_tells_a_number_and_nothing_else() throws Exception {
    String hash = firstColumn();
    // A release whose column rots on the disk after it was opened, before it was read.
    Path piece = repository.piece(hash).orElseThrow();
    Files.writeString(piece, "{\"format\":\"xa-atlas-column/1\",\"values\":[tru");
    JsonNode problem = problem(503, "/api/collections/communes/items");
    assertFalse(problem.toString().contains(hash), problem.toString());
    assertFalse(problem.toString().contains(folder.toString()), problem.toString());
  }

  @Test
  void a_published_release_is_served_within_a_second() throws Exception {
    String newer = fixture.publish(333);
    long begin = System.nanoTime();
    waitFor(newer);
    assertTrue(System.nanoTime() - begin < 1_000_000_000L);
    repository.rollback(release);
    waitFor(release);
  }

  @Test
  void a_release_that_cannot_be_opened_leaves_the_one_before() throws Exception {
    String broken = fixture.publishIncomplete(400);
    JsonNode ready = json("/health/ready");
    for (int i = 0; i < 100 && !ready.path("status").asText().equals("degraded"); i++) {
      Thread.sleep(25);
      ready = json("/health/ready");
    }
    assertEquals("degraded", ready.path("status").asText());
    assertEquals(release, ready.path("release").asText());
    assertEquals(broken, ready.path("failed").asText());
    assertEquals(release, json("/api/collections/communes/items").path("release").asText());
    String newer = fixture.publish(500);
    waitFor(newer);
    assertEquals("up", json("/health/ready").path("status").asText());
  }

  @Test
  void answers_never_mix_two_releases() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<CompletableFuture<Integer>> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(
          CompletableFuture.supplyAsync(
              () -> {
                int answers = 0;
                while (!done.get()) {
                  try {
                    JsonNode items = json("/api/collections/communes/items");
                    int one = feature(items, "03646").at("/properties/hh_poor").asInt();
                    int other = feature(items, "03664").at("/properties/hh_poor").asInt();
                    double rate = feature(items, "03646").at("/properties/rate_poor").asDouble();
                    assertEquals(one, other);
                    assertEquals(one / 10.0, rate, 1e-9);
                    answers++;
                  } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }
                return answers;
              }));
    }
    String last = release;
    for (int poor = 200; poor < 212; poor++) {
      last = fixture.publish(poor);
      Thread.sleep(60);
    }
    waitFor(last);
    done.set(true);
    for (CompletableFuture<Integer> reader : readers) {
      assertTrue(reader.get() > 0);
    }
  }

  @Test
  void before_the_first_publish_it_says_so_and_then_serves() throws Exception {
    repository = new FileReleaseRepository(Files.createDirectory(folder.resolve("empty")));
    restart(LOCAL);
    HttpResponse<byte[]> response = get("/api/collections");
    problem(503, response);
    assertEquals("5", header(response, "Retry-After"));
    assertEquals(503, get("/health/ready").statusCode());
    assertEquals(200, get("/health/live").statusCode());
    assertEquals(200, get("/api").statusCode());
    String first = new ReleaseFixture(repository).publish(1);
    for (int i = 0; i < 100 && get("/health/ready").statusCode() != 200; i++) {
      Thread.sleep(25);
    }
    assertEquals(first, json("/health/ready").path("release").asText());
  }

  // ---------------------------------------------------------------- life

  @Test
  void closing_finishes_what_is_under_way_and_takes_nothing_new() throws Exception {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  HttpResponse<byte[]> response = get("/api/collections/communes/items");
                  return response.statusCode() == 503 ? "" : text(response);
                } catch (IOException | InterruptedException e) {
                  return "";
                }
              }));
    }
    answers.get(0).get();
    long begin = System.nanoTime();
    server.close();
    assertTrue(System.nanoTime() - begin < 12_000_000_000L);
    int whole = 0;
    for (CompletableFuture<String> answer : answers) {
      // Answered in full or not at all.
      if (!answer.get().isEmpty()) {
        assertEquals(5, JSON.readTree(answer.get()).path("features").size());
        whole++;
      }
    }
    assertTrue(whole > 0);
    assertThrows(IOException.class, () -> get("/api"));
  }

  @Test
  void a_port_in_use_is_told_by_its_cause() {
    AtlasServer second =
        new AtlasServer(new HttpConfig("127.0.0.1", server.port(), false, false), repository);
    IllegalStateException refused = assertThrows(IllegalStateException.class, second::start);
    Throwable cause = refused;
    while (cause != null && !(cause instanceof BindException)) {
      cause = cause.getCause();
    }
    assertTrue(cause instanceof BindException);
    second.close();
  }

  @Test
  void the_map_may_be_embedded_when_the_operator_says_so() throws Exception {
    restart(new HttpConfig("127.0.0.1", 0, true, false));
    assertTrue(header(get("/"), "Content-Security-Policy").contains("frame-ancestors *"));
    assertEquals("", header(get("/"), "X-Frame-Options"));
    assertTrue(header(get("/api"), "Content-Security-Policy").contains("frame-ancestors 'none'"));
  }

  @Test
  void the_map_is_told_its_base_map_and_may_load_images_from_that_server_alone() throws Exception {
    assertEquals("{\"baseMap\":null,\"seas\":null}", text(get("/api/map")));
    MapSettings settings =
        MapSettings.of(
            new MapSettings.Texts(
                "https://tiles.example.vn:8443/v1/{z}/{x}/{y}.png", "© Example", "3-12", null));
    restart(
        new HttpConfig(
            "127.0.0.1",
            0,
            false,
            false,
            Optional.empty(),
            settings,
            Optional.empty(),
            HttpConfig.Limits.DEFAULT));
    assertTrue(
        header(get("/"), "Content-Security-Policy")
            .contains("img-src 'self' data: blob: https://tiles.example.vn:8443;"));
    assertFalse(header(get("/api"), "Content-Security-Policy").contains("example"));
    JsonNode told = JSON.readTree(text(get("/api/map"))).path("baseMap");
    assertEquals("https://tiles.example.vn:8443/v1/{z}/{x}/{y}.png", told.path("url").asText());
    assertEquals("© Example", told.path("attribution").asText());
    assertEquals(3, told.path("minZoom").asInt());
    assertEquals(12, told.path("maxZoom").asInt());
  }

  @Test
  void more_requests_than_may_wait_are_refused_until_there_is_room() throws Exception {
    restart(
        new HttpConfig(
            "127.0.0.1",
            0,
            false,
            false,
            Optional.of("https://atlas.example.vn"),
            MapSettings.NONE,
            Optional.empty(),
            HttpConfig.Limits.DEFAULT.withRequests(1, 1)));
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(24);
    try {
      for (int i = 0; i < 240; i++) {
        answers.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return get("/api/openapi.json");
                  } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                },
                threads));
      }
      int refused = 0;
      for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
        if (answer.get().statusCode() != 200) {
          problem(503, answer.get());
          assertEquals("5", header(answer.get(), "Retry-After"));
          refused++;
        }
      }
      assertTrue(refused > 0 && refused < answers.size(), refused + " refused");
    } finally {
      threads.shutdown();
    }
    JsonNode items = json("/api/collections/communes/items");
    assertTrue(link(items, "self").startsWith("https://atlas.example.vn/api/collections/"));
  }
}
