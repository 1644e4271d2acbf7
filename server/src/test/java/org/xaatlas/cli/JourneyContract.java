package org.xaatlas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.SharedData;
import org.xaatlas.geodata.Registers;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;

/**
 * The main job, as users do it: the runnable jar as a process, five real province files in five
 * formats and a spreadsheet go from file to a live map. Every store passes it.
 */
abstract class JourneyContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EDITION = "2025-07-01";

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  /** What selects the store: XA_STORE, or nothing for the embedded one. */
  protected abstract Map<String, String> environment() throws Exception;

  @Test
  void the_files_of_communes_become_a_review_in_rounds() throws Exception {
    Atlas atlas = new Atlas(Files.createDirectory(folder.resolve("data")), environment());
    Path forms = folder.resolve("forms");
    Atlas.Ending written =
        atlas.run(
            "template",
            "statistics",
            "--province",
            "14",
            "--period",
            "2026",
            "--standard",
            "07/2021",
            "--out",
            forms.toString());
    assertEquals(0, written.code(), written::toString);
    try (var all = Files.list(forms)) {
      assertEquals(75, all.count());
    }
    Path sent = Files.createDirectory(folder.resolve("sent"));
    fill(forms, sent, "03646-phuong-to-hieu.xlsx", 160);
    fill(forms, sent, "03664-phuong-chieng-an.xlsx", 20.5);
    fill(forms, sent, "03670-phuong-chieng-coi.xlsx", 30);
    Path report = folder.resolve("review.json");
    Atlas.Ending refused = review(atlas, sent, report);
    assertEquals(1, refused.code(), refused::toString);
    assertFalse(JSON.readTree(report.toFile()).get("stored").asBoolean());
    Path returns = folder.resolve("returns");
    Atlas.Ending partly =
        review(atlas, sent, report, "--partial", "--returns", returns.toString(), "--publish");
    assertEquals(0, partly.code(), partly::toString);
    assertEquals(
        "{\"approved\":2,\"clean\":0,\"returned\":1,\"missing\":72}",
        JSON.readTree(report.toFile()).get("totals").toString());
    assertTrue(Files.isRegularFile(returns.resolve("03664-phuong-chieng-an-tra-lai.xlsx")));
    Path again = Files.createDirectory(folder.resolve("again"));
    fill(forms, again, "03664-phuong-chieng-an.xlsx", 20);
    Atlas.Ending second = review(atlas, again, report, "--publish");
    assertEquals(0, second.code(), second::toString);
    assertEquals(
        "{\"approved\":3,\"clean\":0,\"returned\":0,\"missing\":72}",
        JSON.readTree(report.toFile()).get("totals").toString());

    try (Atlas.Server server = atlas.serve("--no-demo")) {
      JsonNode unit = get(server, "/api/units/03664");
      JsonNode figure = null;
      for (JsonNode each : unit.get("figures")) {
        figure = each.get("indicator").asText().equals("hh_poor") ? each : figure;
      }
      assertEquals("03664-phuong-chieng-an.xlsx", figure.get("file").asText(), unit::toString);
      assertEquals(3, figure.get("row").asInt());
      List<String> kinds = new ArrayList<>();
      get(server, "/api/imports").get("imports").forEach(e -> kinds.add(e.get("kind").asText()));
      assertEquals(List.of("statistics", "statistics", "review", "statistics", "review"), kinds);
      assertEquals("review", get(server, "/api/imports/3").get("kind").asText());
    }
  }

  private static Atlas.Ending review(Atlas atlas, Path files, Path report, String... more)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of("import", "statistics", files.toString(), "--edition", EDITION));
    command.addAll(List.of("--province", "14", "--period", "2026", "--standard", "07/2021"));
    command.addAll(List.of("--report", report.toString()));
    command.addAll(List.of(more));
    return atlas.run(command.toArray(new String[0]));
  }

  private static void fill(Path forms, Path to, String name, double poor) throws IOException {
    try (var in = Files.newInputStream(forms.resolve(name));
        XSSFWorkbook book = new XSSFWorkbook(in);
        var out = Files.newOutputStream(to.resolve(name))) {
      Sheet sheet = book.getSheetAt(0);
      Row header = sheet.getRow(1);
      for (int i = 0; i < header.getLastCellNum(); i++) {
        String heading = header.getCell(i).getStringCellValue();
        if (heading.equals("Tổng số hộ dân cư")) {
          sheet.getRow(2).createCell(i).setCellValue(4000);
        } else if (heading.equals("Hộ nghèo")) {
          sheet.getRow(2).createCell(i).setCellValue(poor);
        }
      }
      book.write(out);
    }
  }

  @Test
  void five_real_province_files_and_a_spreadsheet_become_a_live_map() throws Exception {
    assumeTrue(SharedData.present());
    Atlas atlas = new Atlas(Files.createDirectory(folder.resolve("data")), environment());
    Path provinces = SharedData.dir().resolve("boundaries/provinces");
    Map<String, Integer> files =
        Map.of(
            "son-la-vn2000.zip", 75,
            "lang-son.gpkg", 65,
            "thai-nguyen.geojson", 92,
            "can-tho-3857.fgb", 103,
            "vinh-long-no-cpg.zip --province 86", 124);
    for (Map.Entry<String, Integer> file : files.entrySet()) {
      Path report = folder.resolve("report.json");
      String[] words = file.getKey().split(" ");
      List<String> command =
          new ArrayList<>(List.of("import", "boundaries", provinces.resolve(words[0]).toString()));
      command.addAll(List.of(words).subList(1, words.length));
      command.addAll(List.of("--level", "commune", "--edition", EDITION));
      command.addAll(List.of("--report", report.toString()));
      Atlas.Ending ending = atlas.run(command.toArray(new String[0]));
      assertEquals(0, ending.code(), ending::toString);
      JsonNode json = JSON.readTree(report.toFile());
      assertEquals(file.getValue(), json.get("rows").asInt(), file.getKey());
      assertEquals(file.getValue(), json.get("matched").asInt(), file.getKey());
    }
    assertEquals(0, atlas.run("publish").code());

    try (Atlas.Server server = atlas.serve("--no-demo")) {
      JsonNode first = get(server, "/api/releases/current");
      assertEquals(459, level(first, "communes").get("withGeometry").asInt());
      String tiles = tileset(first);

      Path sheet = spreadsheet();
      Atlas.Ending refused =
          atlas.run("import", "statistics", sheet.toString(), "--edition", EDITION);
      assertEquals(1, refused.code(), refused::toString);
      assertTrue(refused.err().contains("--period"), refused::toString);
      Atlas.Ending imported =
          atlas.run(
              "import",
              "statistics",
              sheet.toString(),
              "--edition",
              EDITION,
              "--period",
              "2024",
              "--standard",
              "07/2021",
              "--source-title",
              "Kết quả rà soát hộ nghèo 2024",
              "--source-number",
              "83/QĐ-UBND",
              "--publish");
      assertEquals(0, imported.code(), imported::toString);

      String release = awaitOther(server, first.get("release").asText());
      JsonNode manifest = get(server, "/api/releases/" + release);
      assertEquals(tiles, tileset(manifest), "publishing figures rebuilds no tile");
      assertFalse(manifest.get("illustrative").asBoolean());

      JsonNode page =
          get(server, "/api/collections/communes/items?province=14&limit=1000&year=2024");
      assertEquals(75, page.get("numberMatched").asInt());
      Set<String> codes = new HashSet<>();
      for (JsonNode feature : page.get("features")) {
        codes.add(feature.get("id").asText());
        JsonNode properties = feature.get("properties");
        int poor = properties.get("hh_poor").asInt();
        int total = properties.get("hh_total").asInt();
        assertEquals(100.0 * poor / total, properties.get("rate_poor").asDouble(), 1e-9);
        assertEquals("reported", properties.get("rate_poor_status").asText());
        assertTrue(feature.at("/geometry/coordinates").size() > 0);
      }
      assertEquals(75, codes.size());
      JsonNode other = get(server, "/api/collections/communes/items?province=20&limit=1");
      assertTrue(
          other.at("/features/0/properties/hh_poor").isNull(), "nobody reported: null, never 0");

      JsonNode unit = get(server, "/api/units/" + codes.iterator().next());
      JsonNode figure = unit.get("figures").get(0);
      assertTrue(figure.get("row").asInt() > 1, unit.toString());
      assertEquals(sheet.getFileName().toString(), figure.get("file").asText());
      assertEquals(
          "83/QĐ-UBND",
          unit.get("sources").get(figure.get("source").asText()).get("number").asText());

      Path correction = folder.resolve("correction.csv");
      String corrected = codes.stream().sorted().findFirst().orElseThrow();
      Files.writeString(correction, "Mã xã,Tổng số hộ,Hộ nghèo\n" + corrected + ",5000,50\n");
      Atlas.Ending amended =
          atlas.run(
              "import",
              "statistics",
              correction.toString(),
              "--edition",
              EDITION,
              "--period",
              "2024",
              "--standard",
              "07/2021",
              "--stage",
              "amended",
              "--publish");
      assertEquals(0, amended.code(), amended::toString);
      String third = awaitOther(server, release);
      JsonNode after = get(server, "/api/collections/communes/items?province=14&limit=1000");
      for (JsonNode feature : after.get("features")) {
        JsonNode properties = feature.get("properties");
        if (feature.get("id").asText().equals(corrected)) {
          assertEquals(1.0, properties.get("rate_poor").asDouble(), 1e-9);
          assertEquals("amended", properties.get("rate_poor_stage").asText());
        } else {
          assertFalse(properties.get("rate_poor").isNull(), "a correction of one keeps the others");
        }
      }

      assertEquals(0, atlas.run("rollback", release).code());
      assertEquals(release, awaitOther(server, third));
      assertEquals(0, atlas.run("rollback", first.get("release").asText()).code());
      assertEquals(first.get("release").asText(), awaitOther(server, release));
      assertEquals(0, atlas.run("rollback", release).code());
    }

    Path out = folder.resolve("communes.geojson");
    Atlas.Ending exported = atlas.run("export", "communes", "--out", out.toString());
    assertEquals(0, exported.code(), exported::toString);
    JsonNode layer = JSON.readTree(out.toFile());
    assertEquals(459, layer.get("features").size());
  }

  @Test
  void a_file_with_an_unknown_commune_is_refused_and_nothing_changes() throws Exception {
    Atlas atlas = new Atlas(Files.createDirectory(folder.resolve("data")), environment());
    Path csv = folder.resolve("poor.csv");
    Files.writeString(
        csv, "Mã xã,Tên xã,Tổng số hộ,Hộ nghèo\n03646,Tô Hiệu,100,7\n99999,Không Có,100,8\n");
    String[] command = {
      "import",
      "statistics",
      csv.toString(),
      "--edition",
      EDITION,
      "--period",
      "2024",
      "--standard",
      "07/2021",
    };
    Atlas.Ending refused = atlas.run(command);
    assertEquals(1, refused.code(), refused::toString);
    assertTrue(refused.out().contains("99999"), refused::toString);
    assertEquals(1, atlas.run("publish").code(), "nothing was stored, so nothing can be published");

    String[] accepting = java.util.Arrays.copyOf(command, command.length + 1);
    accepting[command.length] = "--accept-unmatched";
    assertEquals(0, atlas.run(accepting).code());
    assertEquals(0, atlas.run("publish").code());
  }

  @Test
  void wrong_usage_ends_with_2_and_a_missing_file_with_1() throws Exception {
    Atlas atlas = new Atlas(Files.createDirectory(folder.resolve("data")), environment());
    assertEquals(2, atlas.run("import", "statistics").code());
    assertEquals(2, atlas.run("frobnicate").code());
    assertEquals(0, atlas.run("--help").code());
    assertEquals(1, atlas.run("import", "boundaries", "no-such.zip", "--edition", EDITION).code());
  }

  private Path spreadsheet() throws IOException {
    Path file = folder.resolve("Rà soát hộ nghèo Sơn La 2024.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook();
        java.io.OutputStream out = Files.newOutputStream(file)) {
      Sheet sheet = book.createSheet("Biểu 1");
      String[] header = {"TT", "Mã xã", "Tên xã", "Tổng số hộ", "Hộ nghèo", "Hộ cận nghèo"};
      Row first = sheet.createRow(0);
      for (int i = 0; i < header.length; i++) {
        first.createCell(i).setCellValue(header[i]);
      }
      int number = 0;
      for (Unit unit :
          new Registers().register(EDITION).orElseThrow().children(Level.COMMUNE, "14")) {
        number++;
        Row row = sheet.createRow(number);
        row.createCell(0).setCellValue(number);
        row.createCell(1).setCellValue(unit.code());
        row.createCell(2).setCellValue(unit.fullName());
        row.createCell(3).setCellValue(2000 + 13 * number);
        row.createCell(4).setCellValue(100 + 7 * number);
        row.createCell(5).setCellValue(50 + number);
      }
      book.write(out);
    }
    return file;
  }

  private static JsonNode level(JsonNode manifest, String collection) {
    for (JsonNode edition : manifest.get("editions")) {
      for (JsonNode level : edition.get("levels")) {
        if (level.get("collection").asText().equals(collection)) {
          return level;
        }
      }
    }
    throw new AssertionError("no " + collection + " in " + manifest);
  }

  private static String tileset(JsonNode manifest) {
    JsonNode editions = manifest.get("editions");
    return editions.get(editions.size() - 1).at("/tileset/hash").asText();
  }

  /** The release that becomes current within a second of the command that made it so. */
  private String awaitOther(Atlas.Server server, String before) throws Exception {
    long end = System.nanoTime() + 1_000_000_000L;
    String now = before;
    while (now.equals(before) && System.nanoTime() < end) {
      Thread.sleep(20);
      now = get(server, "/api/releases/current").get("release").asText();
    }
    assertNotEquals(before, now, "the server switches within a second");
    return now;
  }

  private JsonNode get(Atlas.Server server, String path) throws Exception {
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(200, response.statusCode(), () -> path + ": " + new String(response.body()));
    return JSON.readTree(response.body());
  }
}
