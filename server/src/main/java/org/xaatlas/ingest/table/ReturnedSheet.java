package org.xaatlas.ingest.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.Finding;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * The sheet of an imported file given back: its cells where they stood, looking as they did, and
 * beside each row what became of it, which unit it is and why, with a colour; all that was found
 * stands on a second sheet. Values only: formulas, macros, pictures and links of the file do not
 * come along, and a text that a spreadsheet would run as a formula is marked as text. Of a file
 * that is no table the rows of the report are listed, and the look of a very large one is left out.
 */
public final class ReturnedSheet {
  private static final int CELL = 32_000;
  private static final int ROWS_IN_MEMORY = 200;

  /** Rows that a finding names at most. */
  private static final int NAMED = 50;

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

  /**
   * Writes the workbook; the caller closes the stream.
   *
   * @param sheet the sheet that was read; the first when empty
   * @param encoding the encoding the text was read in; detected when empty
   */
  public void write(
      Path file,
      Optional<String> sheet,
      Optional<String> encoding,
      MatchReport report,
      OutputStream out)
      throws IOException {
    boolean features = report.kind().equals("boundaries");
    Table table = features ? listed(report) : TableReader.of(encoding).read(file, sheet);
    int width = table.rows().stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    try (SXSSFWorkbook workbook = new SXSSFWorkbook(ROWS_IN_MEMORY);
        SheetLook look =
            features ? SheetLook.none() : SheetLook.of(file, table, workbook.getXSSFWorkbook())) {
      Styles styles = new Styles(workbook);
      Sheet to = workbook.createSheet(Message.of("join.sheet_name").in(language));
      look.begin(to);
      rows(table, width, report, to, styles, look);
      to.setColumnWidth(width, 16 * 256);
      to.setColumnWidth(width + 1, 32 * 256);
      to.setColumnWidth(width + 2, 80 * 256);
      findings(
          workbook.createSheet(Message.of("join.page_findings").in(language)),
          report,
          look.left(),
          styles);
      workbook.write(out);
    }
  }

  /** A workbook about a file that could not be read, or must not be copied: the reason alone. */
  public void write(String file, Message reason, OutputStream out) throws IOException {
    try (SXSSFWorkbook workbook = new SXSSFWorkbook(ROWS_IN_MEMORY)) {
      Styles styles = new Styles(workbook);
      Sheet to = workbook.createSheet(Message.of("join.sheet_name").in(language));
      to.setColumnWidth(0, 110 * 256);
      text(to.createRow(0), 0, file, styles.heading);
      text(to.createRow(1), 0, reason.in(language), styles.severity(Finding.Severity.ERROR));
      workbook.write(out);
    }
  }

  private void rows(
      Table table, int width, MatchReport report, Sheet to, Styles styles, SheetLook look) {
    Map<Integer, JoinOutcome> outcomes = new HashMap<>();
    report.outcomes().forEach(outcome -> outcomes.put(outcome.row(), outcome));
    Map<Integer, List<Finding>> found = new HashMap<>();
    for (Finding finding : report.findings()) {
      if (finding.severity() != Finding.Severity.INFO) {
        finding
            .rows()
            .forEach(row -> found.computeIfAbsent(row, r -> new ArrayList<>(2)).add(finding));
      }
    }
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
    for (Table.Row row : table.rows()) {
      Row written = to.createRow(row.number() - 1);
      if (!look.copy(row, written)) {
        for (int i = 0; i < row.cells().size(); i++) {
          copy(row.cells().get(i), written, i, styles);
        }
      }
      JoinOutcome outcome = outcomes.get(row.number());
      if (row.number() == header) {
        List<String> words =
            List.of("join.column_result", "join.column_unit", "join.column_reason");
        for (int i = 0; i < words.size(); i++) {
          text(written, width + i, Message.of(words.get(i)).in(language), styles.heading);
        }
      } else if (outcome != null) {
        List<Finding> of = found.getOrDefault(row.number(), List.of());
        Optional<Finding.Severity> worst =
            of.stream().map(Finding::severity).max(Comparator.naturalOrder());
        CellStyle style = worst.map(styles::severity).orElse(styles.of(outcome));
        text(written, width, result(outcome, worst), style);
        text(written, width + 1, unit(outcome), style);
        text(written, width + 2, reason(outcome, of), style);
      }
    }
  }

  /** What was found: of the file first, then of rows. */
  private void findings(Sheet to, MatchReport report, Optional<Message> left, Styles styles) {
    to.setColumnWidth(0, 16 * 256);
    to.setColumnWidth(1, 110 * 256);
    to.setColumnWidth(2, 40 * 256);
    text(to.createRow(0), 1, report.file(), styles.heading);
    int number = 1;
    if (left.isPresent()) {
      Row row = to.createRow(number++);
      CellStyle style = styles.severity(Finding.Severity.INFO);
      text(row, 0, severity(Finding.Severity.INFO), style);
      text(row, 1, left.get().in(language), style);
    }
    for (Finding finding : report.findings()) {
      Row row = to.createRow(number++);
      CellStyle style = styles.severity(finding.severity());
      text(row, 0, severity(finding.severity()), style);
      text(row, 1, finding.message().in(language), style);
      String rows =
          finding.rows().stream()
              .limit(NAMED)
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      if (!rows.isEmpty()) {
        text(
            row,
            2,
            Message.of(
                    finding.rows().size() == 1 ? "join.row" : "join.rows",
                    finding.rows().size() > NAMED ? rows + " …" : rows)
                .in(language),
            style);
      }
    }
  }

  private String severity(Finding.Severity severity) {
    return Message.of("join.severity_" + severity.name().toLowerCase(java.util.Locale.ROOT))
        .in(language);
  }

  private String reason(JoinOutcome outcome, List<Finding> found) {
    StringBuilder reason = new StringBuilder();
    for (Finding finding : found) {
      reason
          .append(severity(finding.severity()))
          .append(": ")
          .append(finding.message().in(language))
          .append('\n');
    }
    return reason.append(outcome.reason().in(language)).toString();
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

  private String result(JoinOutcome outcome, Optional<Finding.Severity> worst) {
    String result = Message.of("join.outcome_" + outcome.kind()).in(language);
    return worst.map(severity -> result + "; " + severity(severity)).orElse(result);
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
    private final Map<Finding.Severity, CellStyle> severities =
        new EnumMap<>(Finding.Severity.class);

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
      severities.put(Finding.Severity.ERROR, filled(workbook, IndexedColors.ROSE));
      severities.put(Finding.Severity.WARNING, filled(workbook, IndexedColors.LIGHT_YELLOW));
      severities.put(Finding.Severity.INFO, plain);
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
      style.setWrapText(true);
      style.setVerticalAlignment(VerticalAlignment.TOP);
      return style;
    }

    CellStyle severity(Finding.Severity severity) {
      return severities.get(severity);
    }

    CellStyle of(JoinOutcome outcome) {
      return outcomes.get(outcome.kind());
    }
  }
}
