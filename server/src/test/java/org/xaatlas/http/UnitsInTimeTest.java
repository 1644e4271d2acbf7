package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.designation.Designation;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Rollups;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.table.CrosswalkImport;
import org.xaatlas.ingest.table.DesignationImport;
import org.xaatlas.ingest.table.ImportRunner;
import org.xaatlas.publish.PublishListener;
import org.xaatlas.publish.Publisher;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.series.Period;
import org.xaatlas.series.Source;
import org.xaatlas.store.Store;
import org.xaatlas.store.Stores;
import org.xaatlas.unit.FormerUnits;
import org.xaatlas.unit.Level;

/** Real units, made-up figures: what a reader hears of units that are no more. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("slow")
class UnitsInTimeTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static FileReleaseRepository repository;
  private static AtlasServer server;
  private static String base;

  private static FileOptions of(String id, String title, String number, String year) {
    return FileOptions.of(new Source(id, title, number, "", year, "", ""));
  }

  @BeforeAll
  static void serve() throws Exception {
    Catalogues catalogues = new Catalogues();
    try (Store store = Stores.open("geopackage:" + folder.resolve("atlas.gpkg"))) {
      ImportRunner runner = new ImportRunner(store);
      Path links =
          Files.writeString(
              folder.resolve("links.csv"),
              "old_code,old_name,new_code,new_name,part,population\n"
                  + "31672,Xã Đại Ân 2,31673,Xã Trần Đề,whole,\n"
                  + "31673,Thị trấn Trần Đề,31673,Xã Trần Đề,whole,\n"
                  + "31681,Xã Trung Bình,31673,Xã Trần Đề,whole,\n"
                  + "31178,Phường Bùi Hữu Nghĩa,31120,Phường Cái Khế,partial,330\n"
                  + "31178,Phường Bùi Hữu Nghĩa,31168,Phường Bình Thủy,partial,32670\n"
                  + "31117,Phường Cái Khế,31120,Phường Cái Khế,whole,\n"
                  + "31120,Phường An Hòa,31120,Phường Cái Khế,whole,\n"
                  + "31249,Xã Thạnh Phú,31249,Xã Thạnh Phú,whole,\n"
                  + "24235,Xã Krông Na,24235,Xã Buôn Đôn,whole,\n");
      assertTrue(
          runner
              .run(
                  links,
                  new CrosswalkImport.Options(
                      "2021",
                      "2025-07-01",
                      false,
                      false,
                      of("nq-1668", "Nghị quyết", "1668/NQ-UBTVQH15", "2025")))
              .stored());
      Path figures =
          Files.writeString(
              folder.resolve("figures.csv"),
              "code,name,hh_total,hh_poor\n"
                  + "31672,Xã Đại Ân 2,3000,200\n"
                  + "31673,Thị trấn Trần Đề,4000,300\n"
                  + "31681,Xã Trung Bình,2500,100\n"
                  + "31178,Phường Bùi Hữu Nghĩa,3000,100\n"
                  + "31117,Phường Cái Khế,5000,20\n"
                  + "31120,Phường An Hòa,4000,\n"
                  + "31249,Xã Thạnh Phú,2000,80\n"
                  + "24235,Xã Krông Na,1500,300\n");
      assertTrue(
          runner
              .run(
                  figures,
                  ImportRunner.figures(
                      Level.COMMUNE,
                      "2021",
                      Optional.of(new Period("2023")),
                      of("review", "Rà soát", "1/QĐ-UBND", "2023")))
              .stored());
      Path classes =
          Files.writeString(
              folder.resolve("classes.csv"),
              "code,name,class\n31672,Xã Đại Ân 2,III\n31681,Xã Trung Bình,III\n31673,Thị trấn Trần"
                  + " Đề,I\n31117,Phường Cái Khế,I\n");
      assertTrue(
          runner
              .run(
                  classes,
                  new DesignationImport.Options(
                      Level.COMMUNE,
                      "2021",
                      Optional.of("region"),
                      "861/QĐ-TTg",
                      Optional.of(LocalDate.parse("2021-06-04")),
                      Optional.empty(),
                      false,
                      Optional.empty(),
                      Map.of(),
                      "",
                      of("qd-861", "Quyết định", "861/QĐ-TTg", "2021")))
              .stored());
      store.write(
          writer -> {
            writer.putDesignations(
                List.of(
                    new Designation(
                        "2021",
                        Level.COMMUNE,
                        "31681",
                        "Ấp Chợ Cũ",
                        "village_dbkk",
                        "yes",
                        "612/QĐ-UBDT",
                        Optional.of(LocalDate.parse("2021-09-16")),
                        Optional.empty(),
                        false,
                        "qd-861",
                        3,
                        1)));
            return null;
          });
      repository = new FileReleaseRepository(folder);
      new Publisher(
              store,
              repository,
              catalogues.catalogue(),
              catalogues.schemes(),
              FormerUnits.NONE,
              catalogues.carryRules(),
              new Rollups().rules(),
              PublishListener.NONE)
          .publish();
    }
    server = new AtlasServer(ServerTest.LOCAL, repository);
    base = "http://127.0.0.1:" + server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
    repository.close();
  }

  private static JsonNode get(String path, int status) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(base + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(status, answer.statusCode(), answer.body());
    return MAPPER.readTree(answer.body());
  }

  private static JsonNode item(String code, String query) throws Exception {
    return get("/api/collections/communes/items/" + code + query, 200).path("properties");
  }

  private static List<String> codes(JsonNode steps) {
    List<String> codes = new ArrayList<>();
    steps.forEach(step -> codes.add(step.path("code").asText()));
    return codes;
  }

  @Test
  void figures_of_old_communes_answer_like_native_ones_and_say_what_they_are() throws Exception {
    JsonNode properties = item("31673", "");
    assertEquals(9500, properties.path("hh_total").asInt());
    assertEquals(600, properties.path("hh_poor").asInt());
    assertEquals(100 * 600 / 9500.0, properties.path("rate_poor").asDouble(), 1e-9);
    assertEquals("estimated", properties.path("hh_poor_status").asText());
    assertEquals("2021", properties.path("hh_poor_base").asText());
    assertFalse(properties.has("hh_poor_partial_share"));

    // 1 % of the 3,000 households of Bùi Hữu Nghĩa, by people.
    JsonNode divided = item("31120", "");
    assertEquals(9030, divided.path("hh_total").asInt());
    assertEquals("population", divided.path("hh_total_basis").asText());
    assertEquals(30 / 9030.0, divided.path("hh_total_partial_share").asDouble(), 1e-4);
    // An Hòa told no poor households, and that is not zero.
    assertTrue(divided.path("hh_poor").isNull() || divided.path("hh_poor").isMissingNode());
    assertTrue(divided.path("rate_poor").isNull() || divided.path("rate_poor").isMissingNode());
  }

  @Test
  void an_unchanged_unit_keeps_its_figures_and_a_renamed_one_under_its_new_name() throws Exception {
    JsonNode unchanged = item("31249", "");
    assertEquals("Xã Thạnh Phú", unchanged.path("full_name").asText());
    assertEquals(2000, unchanged.path("hh_total").asInt());
    assertEquals(4.0, unchanged.path("rate_poor").asDouble(), 1e-9);
    assertFalse(unchanged.has("rate_poor_partial_share"));
    assertFalse(unchanged.has("rate_poor_unknown_share"));

    JsonNode renamed = item("24235", "");
    assertEquals("Xã Buôn Đôn", renamed.path("full_name").asText());
    assertEquals(1500, renamed.path("hh_total").asInt());
    assertEquals(20.0, renamed.path("rate_poor").asDouble(), 1e-9);
    assertFalse(renamed.has("rate_poor_partial_share"));
    JsonNode formed = get("/api/units/24235/history", 200).path("formedFrom");
    assertEquals(List.of("24235"), codes(formed));
    assertEquals("Xã Krông Na", formed.at("/0/fullName").asText());
    assertTrue(formed.at("/0/whole").asBoolean());
    // Nobody reported either for the unit of today, though it is the same land.
    for (JsonNode unit : List.of(unchanged, renamed)) {
      assertEquals("estimated", unit.path("hh_total_status").asText());
      assertEquals("2021", unit.path("hh_total_base").asText());
    }
  }

  @Test
  void a_base_takes_the_figures_of_one_edition_only() throws Exception {
    assertEquals(9500, item("31673", "?base=2021").path("hh_total").asInt());
    assertFalse(item("31673", "?base=2025-07-01").has("hh_total"));
    JsonNode problem = get("/api/collections/communes/items?base=1999", 400);
    assertEquals("base", problem.path("parameter").asText());
    assertTrue(problem.path("expected").asText().contains("2021"), problem.toString());
    // On their own units the figures are what was reported.
    JsonNode old = get("/api/collections/communes-2021/items/31672", 200).path("properties");
    assertEquals("reported", old.path("hh_total_status").asText());
    assertFalse(old.has("hh_total_base"));
  }

  @Test
  void the_history_names_parts_shares_sources_and_figures() throws Exception {
    JsonNode history = get("/api/units/31120/history?indicators=hh_total&period=2023", 200);
    JsonNode formed = history.path("formedFrom");
    assertEquals(List.of("31117", "31120", "31178"), codes(formed));
    assertEquals("Phường An Hòa", formed.at("/1/fullName").asText());
    assertTrue(formed.at("/1/whole").asBoolean());
    assertEquals("population", formed.at("/2/basis").asText());
    assertEquals(0.01, formed.at("/2/share").asDouble(), 1e-9);
    assertEquals("links.csv", formed.at("/2/file").asText());
    assertEquals(5, formed.at("/2/row").asInt());
    assertEquals("1668/NQ-UBTVQH15", history.at("/sources/nq-1668/number").asText());
    assertEquals(3000, formed.at("/2/figures/0/value").asInt());
    assertEquals("figures.csv", formed.at("/2/figures/0/file").asText());
    assertEquals(1, formed.at("/2/figures").size());
    assertEquals(List.of(), codes(history.path("became")));

    JsonNode old = get("/api/units/31178/history?edition=2021", 200);
    assertEquals(List.of("31120", "31168"), codes(old.path("became")));
    JsonNode province = get("/api/units/94/history?edition=2021", 200);
    assertEquals(List.of("92"), codes(province.path("became")));
    assertEquals("Thành phố Cần Thơ", province.at("/became/0/fullName").asText());
    get("/api/units/31672/history", 404);
  }

  @Test
  void a_figure_of_a_unit_says_where_it_was_reported() throws Exception {
    JsonNode unit = get("/api/units/31673", 200);
    boolean found = false;
    for (JsonNode figure : unit.path("figures")) {
      if (figure.path("indicator").asText().equals("hh_poor")) {
        found = true;
        assertEquals("2021", figure.at("/carried/edition").asText());
        assertEquals("whole", figure.at("/carried/basis").asText());
        assertEquals("review", figure.path("source").asText());
        assertTrue(figure.path("file").isNull());
      }
    }
    assertTrue(found);
    assertEquals("1/QĐ-UBND", unit.at("/sources/review/number").asText());
  }

  @Test
  void a_new_unit_says_what_its_parts_were_and_has_no_class_of_theirs() throws Exception {
    JsonNode unit = get("/api/units/31673", 200);
    JsonNode former = unit.at("/formerDesignations/0");
    assertEquals("region", former.path("scheme").asText());
    assertEquals("2025-06-30", former.path("day").asText());
    assertEquals(3, former.path("parts").asInt());
    assertEquals("III", former.at("/classes/1/class").asText());
    assertEquals(2, former.at("/classes/1/count").asInt());
    assertEquals("31672", former.at("/classes/1/units/0").asText());
    assertEquals(0, unit.path("designations").size());
    assertFalse(item("31673", "").has("region"));
    assertEquals(1, get("/api/units/31120", 200).at("/formerDesignations/0/classes").size());
    assertEquals(0, get("/api/units/31672?edition=2021", 200).path("formerDesignations").size());
  }

  @Test
  void old_names_are_found_and_lead_on() throws Exception {
    JsonNode results =
        get("/api/search?q=" + URLEncoder.encode("Đại Ân 2", StandardCharsets.UTF_8), 200)
            .path("results");
    assertEquals("31673", results.at("/0/code").asText());
    assertEquals("Xã Đại Ân 2", results.at("/0/former/fullName").asText());
    assertEquals("2021", results.at("/1/edition").asText());
    assertEquals("31672", results.at("/1/code").asText());
    assertEquals("31673", results.at("/1/now/0/code").asText());
    assertTrue(results.at("/1/now/0/whole").asBoolean());
    assertEquals(0, results.at("/0/now").size());

    boolean province = false;
    JsonNode found =
        get("/api/search?q=" + URLEncoder.encode("Sóc Trăng", StandardCharsets.UTF_8), 200)
            .path("results");
    for (JsonNode result : found) {
      province |=
          result.path("level").asText().equals("province")
              && result.path("code").asText().equals("94")
              && result.path("edition").asText().equals("2021");
    }
    assertTrue(province, found.toString());
  }

  @Test
  void a_village_of_an_old_commune_leads_on_to_the_commune_of_today() throws Exception {
    JsonNode village =
        get("/api/search?q=" + URLEncoder.encode("Ấp Chợ Cũ", StandardCharsets.UTF_8), 200)
            .at("/results/0");
    assertEquals("Ấp Chợ Cũ", village.path("village").asText());
    assertEquals("2021", village.path("edition").asText());
    assertEquals("31681", village.path("code").asText());
    assertEquals("31673", village.at("/now/0/code").asText());
    assertEquals("Xã Trần Đề", village.at("/now/0/fullName").asText());
  }

  @Test
  void a_unit_can_be_asked_for_figures_of_one_base() throws Exception {
    assertTrue(get("/api/units/31673?base=2021", 200).path("figures").size() > 0);
    assertEquals(0, get("/api/units/31673?base=2025-07-01", 200).path("figures").size());
    JsonNode totals = get("/api/units/31673?indicators=hh_total&period=2023", 200).path("figures");
    assertEquals(1, totals.size());
    assertEquals("hh_total", totals.at("/0/indicator").asText());
    assertEquals(0, get("/api/units/31673?period=1999", 200).path("figures").size());
    for (String wrong : List.of("base=1999", "indicators=zz")) {
      String name = wrong.substring(0, wrong.indexOf('='));
      JsonNode problem = get("/api/units/31673?" + wrong, 400);
      assertEquals(name, problem.path("parameter").asText());
    }
  }

  @Test
  void the_catalogue_says_by_which_rules_figures_are_carried_and_summed() throws Exception {
    JsonNode rules = get("/api/indicators", 200).path("rules");
    assertEquals(0.1, rules.path("maxUnknownShare").asDouble());
    assertEquals(1, rules.path("minToldShare").asDouble());
  }

  @Test
  void sums_say_how_many_units_they_rest_on() throws Exception {
    JsonNode offered = get("/api/rollups", 200).path("offered");
    List<String> by = new ArrayList<>();
    offered.forEach(each -> by.add(each.path("by").asText() + " " + each.path("edition").asText()));
    assertTrue(by.contains("province 2021") && by.contains("region 2021"), by.toString());

    JsonNode answer =
        get("/api/rollups?by=province&edition=2021&code=94&indicators=hh_total,rate_poor", 200);
    assertEquals("2023", answer.path("period").asText());
    JsonNode total = answer.at("/rollups/0/figures/0");
    assertEquals("Tỉnh Sóc Trăng", answer.at("/rollups/0/name").asText());
    assertTrue(total.path("value").isNull());
    assertEquals(3, total.path("told").asInt());
    assertEquals(108, total.path("of").asInt());
    assertEquals(9500, total.path("sumOfTold").asInt());
    assertEquals(5, total.path("missing").size());
    assertTrue(total.at("/missing/0/fullName").isTextual());
    assertEquals(2, answer.at("/rollups/0/figures").size());
    JsonNode rate = answer.at("/rollups/0/figures/1");
    assertEquals("rate_poor", rate.path("indicator").asText());
    assertTrue(rate.path("value").isNull());
    assertEquals(3, rate.path("told").asInt());
    assertEquals(1, answer.path("numberReturned").asInt());

    get("/api/rollups?by=saved", 404);
    get("/api/rollups?by=province&edition=2021&code=00", 404);
    get("/api/rollups?by=province&edition=2021&code=00&f=csv", 404);
    assertEquals(
        "indicators",
        get("/api/rollups?by=province&edition=2021&indicators=hh_totl", 400)
            .path("parameter")
            .asText());
    for (String wrong : List.of("group=zz", "base=1999", "indicators=zz", "period=1999")) {
      String name = wrong.substring(0, wrong.indexOf('='));
      JsonNode problem = get("/api/rollups?by=province&edition=2021&" + wrong, 400);
      assertEquals(name, problem.path("parameter").asText());
    }
    for (String path : List.of("/api/units/31673/history", "/api/units/92/history")) {
      assertEquals(
          "indicators", get(path + "?indicators=zz", 400).path("parameter").asText(), path);
    }
    assertTrue(
        get("/api/rollups?by=province&edition=2021&period=1999", 400)
            .path("expected")
            .asText()
            .contains("2023"));
    HttpResponse<String> csv =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(base + "/api/rollups?by=district&edition=2021&f=csv"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(200, csv.statusCode());
    assertTrue(csv.headers().firstValue("Content-Disposition").orElse("").contains(".csv"));
    assertTrue(csv.body().contains(",hh_total,"), csv.body());
  }
}
