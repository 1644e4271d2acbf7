package org.xaatlas.ingest.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * The sheet of an imported file given back: its cells where they stood, and beside each row what
 * became of it, which unit it is and why, with a colour. Values only: formulas, macros and links of
 * the file do not come along, and a text that a spreadsheet would run as a formula is marked as
 * text. Of a file that is no table the rows of the report are listed.
 */
public final class ReturnedSheet {
  private static final int CELL = 32_000;
  private static final int ROWS_IN_MEMORY = 200;

  private final UnitRegister units;
  private final Level level;
  private final Language language;

  /**
   * @param units the units of the edition, for their names
   * @param level tier of the rows
   */
  public ReturnedSheet(UnitRegister units, Level level, Language language) {
    this.units = units;
    this.level = level;
    this.language = language;
  }

  /** Writes the workbook; the caller closes the stream. */
  public void write(Path file, Optional<String> sheet, MatchReport report, OutputStream out)
      throws IOException {
    Map<Integer, JoinOutcome> outcomes = new HashMap<>();
    report.outcomes().forEach(outcome -> outcomes.put(outcome.row(), outcome));
    Table table =
        report.kind().equals("boundaries") ? listed(report) : new TableReader().read(file, sheet);
    int width = table.rows().stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    int first =
        report.outcomes().stream()
            .filter(outcome -> !(outcome instanceof JoinOutcome.Skipped))
            .mapToInt(JoinOutcome::row)
            .min()
            .orElse(Integer.MAX_VALUE);
    int header =
        table.rows().stream()
            .mapToInt(Table.Row::number)
            .filter(number -> number < first)
            .max()
            .orElse(0);
    try (SXSSFWorkbook workbook = new SXSSFWorkbook(ROWS_IN_MEMORY)) {
      Styles styles = new Styles(workbook);
      Sheet to = workbook.createSheet(Message.of("join.sheet_name").in(language));
      for (Table.Row row : table.rows()) {
        Row written = to.createRow(row.number() - 1);
        for (int i = 0; i < row.cells().size(); i++) {
          copy(row.cells().get(i), written, i, styles);
        }
        JoinOutcome outcome = outcomes.get(row.number());
        if (row.number() == header) {
          List<String> words =
              List.of("join.column_result", "join.column_unit", "join.column_reason");
          for (int i = 0; i < words.size(); i++) {
            text(written, width + i, Message.of(words.get(i)).in(language), styles.heading);
          }
        } else if (outcome != null) {
          CellStyle style = styles.of(outcome);
          text(written, width, result(outcome), style);
          text(written, width + 1, unit(outcome), style);
          text(written, width + 2, outcome.reason().in(language), style);
        }
      }
      to.setColumnWidth(width, 14 * 256);
      to.setColumnWidth(width + 1, 32 * 256);
      to.setColumnWidth(width + 2, 80 * 256);
      workbook.write(out);
    }
  }

  /** Features have no sheet: their texts, one row each. */
  private static Table listed(MatchReport report) {
    return Table.of(
        report.outcomes().stream()
            .map(outcome -> new Table.Row(outcome.row(), List.of(Cell.text(outcome.input()))))
            .toList());
  }

  private void copy(Cell cell, Row to, int column, Styles styles) {
    if (cell.isBlank()) {
      return;
    }
    if (cell.kind() == Cell.Kind.NUMBER) {
      to.createCell(column).setCellValue(cell.number());
    } else {
      text(to, column, cell.text(), styles.plain);
    }
  }

  private static void text(Row to, int column, String text, CellStyle style) {
    org.apache.poi.ss.usermodel.Cell cell = to.createCell(column);
    cell.setCellValue(text.length() > CELL ? text.substring(0, CELL) : text);
    cell.setCellStyle(style);
  }

  private String result(JoinOutcome outcome) {
    return Message.of("join.outcome_" + outcome.kind()).in(language);
  }

  private String unit(JoinOutcome outcome) {
    if (outcome instanceof JoinOutcome.Matched matched) {
      return matched.code()
          + units.find(level, matched.code()).map(Unit::fullName).map(n -> " " + n).orElse("");
    }
    List<Candidate> candidates =
        outcome.fold(m -> List.of(), a -> a.candidates(), u -> u.candidates(), s -> List.of());
    return candidates.stream()
        .limit(3)
        .map(candidate -> candidate.code() + " " + candidate.name() + "?")
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }

  /** One look for each outcome; colours that also print apart in grey. */
  private static final class Styles {
    private final CellStyle plain;
    private final CellStyle heading;
    private final Map<String, CellStyle> outcomes = new HashMap<>();

    Styles(SXSSFWorkbook workbook) {
      plain = text(workbook);
      heading = text(workbook);
      Font bold = workbook.createFont();
      bold.setBold(true);
      heading.setFont(bold);
      outcomes.put("matched", filled(workbook, IndexedColors.LIGHT_GREEN));
      outcomes.put("ambiguous", filled(workbook, IndexedColors.LIGHT_ORANGE));
      outcomes.put("unmatched", filled(workbook, IndexedColors.ROSE));
      outcomes.put("skipped", filled(workbook, IndexedColors.GREY_25_PERCENT));
    }

    /** Text that stays text when somebody edits the cell, whatever it begins with. */
    private static CellStyle text(SXSSFWorkbook workbook) {
      CellStyle style = workbook.createCellStyle();
      style.setQuotePrefixed(true);
      return style;
    }

    private static CellStyle filled(SXSSFWorkbook workbook, IndexedColors colour) {
      CellStyle style = text(workbook);
      style.setFillForegroundColor(colour.getIndex());
      style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      return style;
    }

    CellStyle of(JoinOutcome outcome) {
      return outcomes.get(outcome.kind());
    }
  }
}
