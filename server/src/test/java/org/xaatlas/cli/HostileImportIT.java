package org.xaatlas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.ingest.table.HostileFiles;

/** Hostile files are refused in words while a server over the same store goes on answering. */
class HostileImportIT {
  private static final List<String> TABLES =
      List.of(
          "wide-rows.csv",
          "different-cells.csv",
          "open-quote.csv",
          "zeros.csv",
          "bomb.xlsx",
          "deep.xlsx",
          "merges.xlsx");

  private static final List<String> BOUNDARIES =
      List.of("map-bomb.zip", "map-many-features.geojson", "map-forged.fgb", "map-many-rings.mif");

  @TempDir Path folder;

  @Test
  void a_server_answers_while_hostile_files_are_refused() throws Exception {
    Atlas atlas = new Atlas(Files.createDirectory(folder.resolve("data")), Map.of());
    try (Atlas.Server server = atlas.serve()) {
      String before = current(server);
      List<Integer> answers = new ArrayList<>();
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<Void> reader =
          CompletableFuture.runAsync(() -> read(server, answers, done));
      try {
        for (String name : TABLES) {
          refused(
              atlas, name, "statistics", "--period", "2024", "--standard", "07/2021", "--edition");
        }
        for (String name : BOUNDARIES) {
          refused(atlas, name, "boundaries", "--edition");
        }
      } finally {
        done.set(true);
      }
      reader.join();
      assertTrue(answers.size() > TABLES.size(), "answers: " + answers.size());
      assertEquals(List.of(200), answers.stream().distinct().toList());
      assertEquals(before, current(server), "the release is untouched");
      String imports = get(server, "/api/imports").body();
      TABLES.forEach(name -> assertFalse(imports.contains(name), name));
    }
  }

  private void refused(Atlas atlas, String name, String kind, String... options) throws Exception {
    Path file = folder.resolve(name);
    HostileFiles.write(name, file);
    List<String> arguments = new ArrayList<>(List.of("import", kind, file.toString()));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("2025-07-01", "--source-title", "hostile"));
    Atlas.Ending ending = atlas.run(arguments.toArray(new String[0]));
    Files.delete(file);
    assertEquals(1, ending.code(), name + ": " + ending);
    assertFalse((ending.out() + ending.err()).contains("Exception"), name + ": " + ending);
    assertFalse((ending.out() + ending.err()).contains("\tat "), name + ": " + ending);
  }

  private static void read(Atlas.Server server, List<Integer> answers, AtomicBoolean done) {
    try {
      while (!done.get()) {
        answers.add(get(server, "/api/collections/communes/items?limit=50").statusCode());
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String current(Atlas.Server server) throws IOException, InterruptedException {
    return get(server, "/api/releases/current").body();
  }

  private static HttpResponse<String> get(Atlas.Server server, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
