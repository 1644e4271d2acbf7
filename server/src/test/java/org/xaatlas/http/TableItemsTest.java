package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The items of a collection as CSV and XLSX, and the filters that came with them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableItemsTest extends ServerTest {
  @BeforeAll
  void start_on_a_free_port(@TempDir Path dataFolder) {
    start(dataFolder);
  }

  @AfterAll
  void stop_server() {
    stop();
  }

  private static final String ITEMS = "/api/collections/communes/items?";

  @Test
  void csv_has_a_byte_order_mark_ids_for_headings_and_codes_with_their_zeros() throws Exception {
    HttpResponse<byte[]> response = get(ITEMS + "f=csv");
    assertEquals(200, response.statusCode());
    assertTrue(header(response, "Content-Type").startsWith("text/csv"));
    assertTrue(header(response, "Content-Disposition").matches("attachment; .*\\.csv\""));
    String csv = text(response);
    assertEquals('\uFEFF', csv.charAt(0));
    List<String> lines = Arrays.asList(csv.substring(1).split("\r\n"));
    List<String> columns = Arrays.asList(lines.get(0).split(","));
    assertEquals("code", columns.get(0));
    assertEquals("release", columns.get(columns.size() - 1));
    int rate = columns.indexOf("rate_poor");
    assertEquals("rate_poor_status", columns.get(rate + 1));
    String line = lines.stream().filter(l -> l.startsWith("03664,")).findFirst().orElseThrow();
    assertEquals("8.5", line.split(",")[rate]);
    int count = json(ITEMS).path("numberReturned").asInt();
    assertEquals(count + 1, lines.size());
  }

  @Test
  void a_missing_figure_is_an_empty_cell() throws Exception {
    String csv = text(get(ITEMS + "f=csv&period=1999&indicators=rate_poor"));
    assertFalse(csv.contains("null"));
    assertFalse(csv.contains("rate_poor,0"));
  }

  @Test
  void xlsx_has_words_for_headings_numbers_as_numbers_and_a_sheet_of_sources() throws Exception {
    HttpResponse<byte[]> response = get(ITEMS + "f=xlsx&lang=vi");
    assertTrue(header(response, "Content-Disposition").matches("attachment; .*\\.xlsx\""));
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(response.body()))) {
      Sheet sheet = book.getSheet("Số liệu");
      Row head = sheet.getRow(0);
      assertEquals("Mã", head.getCell(0).getStringCellValue());
      Row commune = null;
      for (Row row : sheet) {
        if (row.getCell(0).getStringCellValue().equals("03664")) {
          commune = row;
        }
      }
      assertEquals(CellType.STRING, commune.getCell(0).getCellType());
      int found = 0;
      for (int i = 0; i < head.getLastCellNum(); i++) {
        if (commune.getCell(i) != null && commune.getCell(i).getCellType() == CellType.NUMERIC) {
          found++;
        }
        assertFalse(
            commune.getCell(i) != null && commune.getCell(i).getCellType() == CellType.FORMULA);
      }
      assertTrue(found >= 3);
      Sheet about = book.getSheet("Về số liệu này");
      StringBuilder told = new StringBuilder();
      for (Row row : about) {
        told.append(row.getCell(0)).append('=').append(row.getCell(1)).append('\n');
      }
      assertTrue(told.toString().contains("Nguồn="), told.toString());
      assertTrue(told.toString().contains("83/QĐ-UBND"), told.toString());
      assertTrue(told.toString().contains("Phiên bản số liệu="), told.toString());
    }
  }

  @Test
  void indicators_and_range_choose_what_is_told_and_of_whom() throws Exception {
    var all = json(ITEMS + "indicators=rate_poor");
    var properties = all.at("/features/0/properties");
    assertTrue(properties.has("rate_poor"));
    assertFalse(properties.has("hh_poor"));
    var some = json(ITEMS + "indicators=rate_poor&range=rate_poor:8..9");
    assertTrue(some.path("numberMatched").asInt() >= 1);
    some.path("features")
        .forEach(
            feature -> {
              double value = feature.at("/properties/rate_poor").asDouble();
              assertTrue(value >= 8 && value <= 9);
            });
    assertEquals(0, json(ITEMS + "range=rate_poor:98..99").path("numberMatched").asInt());
  }

  @Test
  void what_is_not_known_is_refused() throws Exception {
    assertEquals("f", problem(400, ITEMS + "f=docx").path("parameter").asText());
    assertEquals(
        "indicators", problem(400, ITEMS + "indicators=nonsense").path("parameter").asText());
    assertEquals("range", problem(400, ITEMS + "range=rate_poor:9..8").path("parameter").asText());
    assertEquals("range", problem(400, ITEMS + "range=nonsense:1..2").path("parameter").asText());
    problem(400, "/api/collections/designations/items?indicators=rate_poor");
    assertEquals(200, get("/api/collections/designations/items?f=csv").statusCode());
  }

  @Test
  void a_table_pinned_to_a_release_never_changes() throws Exception {
    String release = json("/api/releases/current").path("release").asText();
    HttpResponse<byte[]> response = get(ITEMS + "f=csv&release=" + release);
    assertTrue(header(response, "Cache-Control").contains("immutable"));
  }
}
