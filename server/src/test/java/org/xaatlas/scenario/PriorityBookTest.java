package org.xaatlas.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.demo.DemonstrationRelease;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.OpenRelease;

/** Workbooks of the demonstration set, opened again and computed anew. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PriorityBookTest {
  private static final List<String> SHEETS = List.of("List", "Scenario", "Sources", "Sensitivity");
  private static final int FIRST = 2;

  private final OpenRelease release = DemonstrationRelease.open();

  @ParameterizedTest
  @ValueSource(strings = {"rate-or-number.json", "budget-by-need.json", "pairs-and-projects.json"})
  void computed_anew_the_formulas_give_scores_and_ranks_of_the_json(String scenario)
      throws IOException {
    ScenarioRun run = run(Files.readAllBytes(Path.of("../geodata/scenarios", scenario)));
    JsonNode told = json(run);
    try (XSSFWorkbook book = book(run, Language.EN)) {
      assertEquals(SHEETS, names(book));
      Sheet list = book.getSheet("List");
      FormulaEvaluator computed = book.getCreationHelper().createFormulaEvaluator();
      assertTrue(told.path("units").size() > 0);
      int at = FIRST;
      for (JsonNode unit : told.path("units")) {
        Row row = list.getRow(at++);
        String code = unit.path("code").asText();
        assertEquals(code, row.getCell(1).getStringCellValue());
        assertEquals(unit.path("name").asText(), row.getCell(2).getStringCellValue());
        assertEquals(CellType.FORMULA, row.getCell(0).getCellType());
        assertEquals(CellType.FORMULA, row.getCell(4).getCellType());
        double score = unit.path("score").asDouble();
        assertEquals(score, row.getCell(4).getNumericCellValue(), 0, "kept score of " + code);
        assertEquals(score, computed.evaluate(row.getCell(4)).getNumberValue(), 1e-9, code);
        int rank = unit.path("rank").asInt();
        assertEquals(rank, row.getCell(0).getNumericCellValue(), 0, "kept rank of " + code);
        assertEquals(rank, computed.evaluate(row.getCell(0)).getNumberValue(), 0, code);
      }
      if (run.money().isPresent()) {
        Row total = list.getRow(at);
        Cell sum = total.getCell(total.getLastCellNum() - 1);
        assertEquals(
            run.money().orElseThrow().allocated(), computed.evaluate(sum).getNumberValue(), 0);
      }
    }
  }

  @Test
  void a_weight_changed_in_the_workbook_changes_the_scores() throws IOException {
    ScenarioRun run =
        run(Files.readAllBytes(Path.of("../geodata/scenarios/pairs-and-projects.json")));
    try (XSSFWorkbook book = book(run, Language.VI)) {
      Sheet scenario = book.getSheet("Phương án");
      int criteria = run.table().criteria().size();
      for (int c = 0; c < criteria; c++) {
        scenario.getRow(9 + c).getCell(2).setCellValue(c == 0 ? 1 : 0);
      }
      FormulaEvaluator computed = book.getCreationHelper().createFormulaEvaluator();
      for (int k = 0; k < run.order().length; k++) {
        Row row = book.getSheet("Danh sách").getRow(FIRST + k);
        double points = row.getCell(6).getNumericCellValue();
        assertEquals(points, computed.evaluate(row.getCell(4)).getNumberValue(), 1e-12);
      }
    }
  }

  @Test
  void what_rests_on_illustrative_data_says_so_above_the_list() throws IOException {
    ScenarioRun run = run(Files.readAllBytes(Path.of("../geodata/scenarios/rate-or-number.json")));
    assertTrue(run.illustrative());
    for (Language language : Language.values()) {
      try (XSSFWorkbook book = book(run, language)) {
        String note = Message.of("scenario.note_illustrative").in(language);
        assertTrue(
            book.getSheetAt(0).getRow(0).getCell(0).getStringCellValue().contains(note), note);
        String sources = text(book.getSheetAt(2));
        assertTrue(sources.contains(note), sources);
        run.sources().forEach(source -> assertTrue(sources.contains(source.title()), sources));
        assertTrue(text(book.getSheetAt(1)).contains(release.id()));
      }
    }
  }

  @Test
  void texts_of_a_scenario_never_become_formulas() throws IOException {
    String hostile =
        """
        {"format": "xa-atlas-scenario/1", "title": "=1+1", "note": "@SUM(A1:A9)",
         "units": {"provinces": ["14"]}, "method": "weighted_sum",
         "criteria": [
           {"id": "a", "name": "+HYPERLINK(1)", "indicator": "rate_poor", "citation": "-1+2"},
           {"id": "b", "name": "=cmd|' /C calc'!A0", "indicator": "hh_poor", "citation": "=A1"}],
         "sensitivity": {"draws": 20, "top": 3, "seed": 1},
         "budget": {"amount": 1000, "share": "projects", "need": {"indicator": "hh_poor"},
           "projects": [{"id": "P1", "unit": "UNIT", "name": "=2*3", "cost": 500,
             "benefit": 2}]}}
        """
            .replace("UNIT", firstOf("14"));
    ScenarioRun run = run(hostile.getBytes(StandardCharsets.UTF_8));
    try (XSSFWorkbook book = book(run, Language.EN)) {
      int suspicious = 0;
      for (Sheet sheet : book) {
        for (Row row : sheet) {
          for (Cell cell : row) {
            if (cell.getCellType() == CellType.STRING
                && cell.getStringCellValue().matches("(?s)[=+@-].*")) {
              suspicious++;
              assertTrue(cell.getCellStyle().getQuotePrefixed(), cell.getStringCellValue());
            } else if (cell.getCellType() == CellType.FORMULA) {
              assertTrue(
                  cell.getCellFormula().matches("(RANK|SUM|IF|Scenario|[A-Z0-9$:+*/,()=!'])*"),
                  cell.getCellFormula());
            }
          }
        }
      }
      assertTrue(suspicious >= 8, "title, note, names and citations: " + suspicious);
      Sheet scenario = book.getSheet("Scenario");
      assertEquals("=1+1", scenario.getRow(0).getCell(1).getStringCellValue());
      assertEquals("@SUM(A1:A9)", scenario.getRow(1).getCell(1).getStringCellValue());
      assertEquals("-1+2", scenario.getRow(9).getCell(5).getStringCellValue());
    }
  }

  private String firstOf(String province) throws IOException {
    ScenarioRun run =
        run(
            ("{\"format\":\"xa-atlas-scenario/1\",\"units\":{\"provinces\":[\""
                    + province
                    + "\"]},\"criteria\":[{\"indicator\":\"rate_poor\"}]}")
                .getBytes(StandardCharsets.UTF_8));
    return run.table().units().get(run.order()[0]);
  }

  private ScenarioRun run(byte[] document) {
    return ScenarioRun.of(release, ScenarioReader.read(document));
  }

  private static JsonNode json(ScenarioRun run) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PriorityList.writeJson(run, out, Language.EN);
    return new ObjectMapper().readTree(out.toByteArray());
  }

  private static XSSFWorkbook book(ScenarioRun run, Language language) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PriorityBook.write(run, out, language);
    return new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()));
  }

  private static List<String> names(XSSFWorkbook book) {
    return java.util.stream.IntStream.range(0, book.getNumberOfSheets())
        .mapToObj(book::getSheetName)
        .toList();
  }

  private static String text(Sheet sheet) {
    StringBuilder text = new StringBuilder();
    for (Row row : sheet) {
      for (Cell cell : row) {
        text.append(cell).append('\n');
      }
    }
    return text.toString();
  }
}
