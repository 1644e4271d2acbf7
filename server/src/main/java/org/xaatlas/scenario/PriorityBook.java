package org.xaatlas.scenario;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.priority.Margins;
import org.xaatlas.priority.Method;
import org.xaatlas.priority.Scores;
import org.xaatlas.priority.Sensitivity;
import org.xaatlas.series.Source;

/**
 * What a scenario came to, as a workbook for a submission: the list, the scenario, the sources and
 * the sensitivity, each on a sheet. Where a score is a sum, contributions, score and rank are
 * formulas, so that a weight changed in the workbook changes the list. Used by one thread.
 */
public final class PriorityBook {
  /** Excel takes no longer text in a cell. */
  private static final int LONGEST_TEXT = 32_767;

  /** Row of the first unit on the list, from 0; notes and headings stand above. */
  private static final int FIRST = 2;

  private final ScenarioRun run;
  private final Language language;
  private final XSSFWorkbook book = new XSSFWorkbook();
  private final CellStyle heading;

  /** Of text that stays text when somebody edits the cell, whatever it begins with. */
  private final CellStyle literal;

  private final CellStyle whole;
  private final CellStyle decimal;
  private final CellStyle share;

  private PriorityBook(ScenarioRun run, Language language) {
    this.run = run;
    this.language = language;
    Font bold = book.createFont();
    bold.setBold(true);
    heading = book.createCellStyle();
    heading.setFont(bold);
    heading.setWrapText(true);
    heading.setQuotePrefixed(true);
    literal = book.createCellStyle();
    literal.setQuotePrefixed(true);
    whole = book.createCellStyle();
    whole.setDataFormat(book.createDataFormat().getFormat("#,##0"));
    decimal = book.createCellStyle();
    decimal.setDataFormat(book.createDataFormat().getFormat("#,##0.0000"));
    share = book.createCellStyle();
    share.setDataFormat(book.createDataFormat().getFormat("0.0%"));
  }

  /** Writes the workbook; the stream stays open. */
  public static void write(ScenarioRun run, OutputStream out, Language language)
      throws IOException {
    PriorityBook made = new PriorityBook(run, language);
    try (XSSFWorkbook book = made.book) {
      Sheet list = book.createSheet(made.word("scenario.sheet_list"));
      Sheet scenario = book.createSheet(made.word("scenario.sheet_scenario"));
      made.list(list, scenario.getSheetName());
      made.scenario(scenario);
      made.sources(book.createSheet(made.word("scenario.sheet_sources")));
      made.sensitivity(book.createSheet(made.word("scenario.sheet_sensitivity")));
      book.write(
          new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              this.out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
              flush();
            }
          });
    }
  }

  private String word(String key) {
    return Message.of(key).in(language);
  }

  private void list(Sheet sheet, String scenarioSheet) {
    Scores scores = run.scores();
    int criteria = run.table().criteria().size();
    boolean weighted = run.scenario().method() == Method.WEIGHTED_SUM;
    text(
        sheet.createRow(0),
        0,
        String.join(" ", run.notes().stream().map(note -> note.in(language)).toList()));
    Row head = sheet.createRow(1);
    List<String> headings =
        new ArrayList<>(
            List.of(
                word("scenario.column_rank"),
                word("scenario.column_code"),
                word("scenario.column_name"),
                word("scenario.column_province"),
                word("scenario.column_score")));
    int perCriterion = weighted ? 3 : 2;
    for (int c = 0; c < criteria; c++) {
      String name = run.nameOf(c).in(language);
      headings.add(Message.of("scenario.column_value", name).in(language));
      if (weighted) {
        headings.add(Message.of("scenario.column_points", name).in(language));
      }
      headings.add(Message.of("scenario.column_contribution", name).in(language));
    }
    headings.add(word("scenario.column_missing"));
    headings.add(word("scenario.column_status"));
    headings.add(word("scenario.column_not_reported"));
    if (run.sensitivity().isPresent()) {
      headings.add(Message.of("scenario.column_in_top", run.scenario().top()).in(language));
      headings.add(word("scenario.column_rank_best"));
      headings.add(word("scenario.column_rank_worst"));
    }
    if (run.money().isPresent()) {
      headings.add(word("scenario.column_amount"));
    }
    for (int i = 0; i < headings.size(); i++) {
      text(head, i, headings.get(i)).setCellStyle(heading);
      sheet.setColumnWidth(i, 256 * (i == 2 || i == 3 ? 26 : 14));
    }
    sheet.createFreezePane(3, FIRST);
    int last = FIRST + run.order().length;
    int at = FIRST;
    for (int unit : run.order()) {
      Row row = sheet.createRow(at++);
      Cell rank = row.createCell(0);
      rank.setCellFormula("RANK(E" + at + ",$E$" + (FIRST + 1) + ":$E$" + last + ")");
      rank.setCellValue(scores.rank()[unit]);
      text(row, 1, run.table().units().get(unit));
      text(row, 2, run.names().get(unit));
      text(row, 3, run.provinceNames().get(unit));
      StringBuilder sum = new StringBuilder();
      for (int c = 0; c < criteria; c++) {
        int column = 5 + c * perCriterion;
        double value = run.table().values()[c][unit];
        if (run.scenario().criteria().get(c).designation()) {
          run.classOf(c, unit).ifPresent(held -> text(row, column, held));
        } else if (!Double.isNaN(value)) {
          number(row, column, value, decimal);
        }
        double contribution = scores.contribution()[c][unit];
        Cell cell = row.createCell(column + perCriterion - 1);
        if (weighted) {
          double weight = weight(c);
          number(row, column + 1, weight == 0 ? 0 : contribution / weight, decimal);
          cell.setCellFormula(
              CellReference.convertNumToColString(column + 1)
                  + at
                  + "*'"
                  + scenarioSheet.replace("'", "''")
                  + "'!$D$"
                  + (Lines.CRITERIA + c + 1));
        }
        cell.setCellValue(contribution);
        cell.setCellStyle(decimal);
        sum.append(sum.isEmpty() ? "" : "+")
            .append(CellReference.convertNumToColString(column + perCriterion - 1))
            .append(at);
      }
      Cell score = row.createCell(4);
      score.setCellFormula(sum.toString());
      score.setCellValue(scores.score()[unit]);
      score.setCellStyle(decimal);
      int next = 5 + criteria * perCriterion;
      text(row, next++, String.join(", ", PriorityList.missing(run, unit)));
      text(
          row,
          next++,
          PriorityList.status(run, unit)
                  .map(
                      one ->
                          word("scenario.status_" + one.name().toLowerCase(java.util.Locale.ROOT)))
                  .orElse("")
              + (run.preliminary(unit) ? ", " + word("scenario.stage_preliminary") : ""));
      number(row, next++, PriorityList.notReportedShare(run, unit), share);
      if (run.sensitivity().isPresent()) {
        Sensitivity drawn = run.sensitivity().get();
        number(row, next++, drawn.inTop()[unit], share);
        number(row, next++, drawn.best()[unit], whole);
        number(row, next++, drawn.worst()[unit], whole);
      }
      if (run.money().isPresent()) {
        number(row, next, run.money().get().amounts()[unit], whole);
      }
    }
    if (run.money().isPresent() && last > FIRST) {
      Row total = sheet.createRow(at);
      text(total, 2, word("scenario.total")).setCellStyle(heading);
      int column = headings.size() - 1;
      String letter = CellReference.convertNumToColString(column);
      Cell sum = total.createCell(column);
      sum.setCellFormula("SUM(" + letter + (FIRST + 1) + ":" + letter + last + ")");
      sum.setCellValue(run.money().get().allocated());
      sum.setCellStyle(whole);
    }
  }

  /** Where things stand on the sheet of the scenario. */
  private static final class Lines {
    /** Row of the first criterion, from 0. */
    static final int CRITERIA = 9;
  }

  private double weight(int criterion) {
    double sum = run.table().criteria().stream().mapToDouble(one -> one.weight()).sum();
    return sum > 0 ? run.table().criteria().get(criterion).weight() / sum : 0;
  }

  private void scenario(Sheet sheet) {
    sheet.setColumnWidth(0, 256 * 34);
    sheet.setColumnWidth(1, 256 * 40);
    for (int i = 2; i < 6; i++) {
      sheet.setColumnWidth(i, 256 * 22);
    }
    int at = 0;
    at = line(sheet, at, "scenario.about_title", run.scenario().title());
    at = line(sheet, at, "scenario.about_note", run.scenario().note());
    at = line(sheet, at, "scenario.about_release", run.release());
    at = line(sheet, at, "scenario.about_edition", run.edition());
    at = line(sheet, at, "scenario.about_method", word("scenario.method_" + method()));
    at = line(sheet, at, "scenario.about_units", String.valueOf(run.table().units().size()));
    at =
        line(
            sheet,
            at,
            "scenario.about_illustrative",
            word(run.illustrative() ? "scenario.yes" : "scenario.no"));
    Row head = sheet.createRow(Lines.CRITERIA - 1);
    String[] headings = {
      "scenario.column_criterion",
      "scenario.column_measure",
      "scenario.column_weight",
      "scenario.column_share",
      "scenario.column_missing_policy",
      "scenario.column_citation"
    };
    for (int i = 0; i < headings.length; i++) {
      text(head, i, word(headings[i])).setCellStyle(heading);
    }
    int criteria = run.table().criteria().size();
    int first = Lines.CRITERIA + 1;
    int last = Lines.CRITERIA + criteria;
    for (int c = 0; c < criteria; c++) {
      Scenario.Measure measure = run.scenario().criteria().get(c);
      Row row = sheet.createRow(Lines.CRITERIA + c);
      text(row, 0, run.nameOf(c).in(language));
      text(
          row,
          1,
          measure.of() + (measure.group().equals("all") ? "" : " (" + measure.group() + ")"));
      number(row, 2, measure.criterion().weight(), decimal);
      Cell part = row.createCell(3);
      part.setCellFormula(
          "IF(SUM($C$"
              + first
              + ":$C$"
              + last
              + ")=0,0,C"
              + (first + c)
              + "/SUM($C$"
              + first
              + ":$C$"
              + last
              + "))");
      part.setCellValue(weight(c));
      part.setCellStyle(share);
      text(
          row,
          4,
          word(
              "scenario.missing_"
                  + measure.criterion().missing().name().toLowerCase(java.util.Locale.ROOT)));
      text(row, 5, measure.citation());
    }
    at = last + 1;
    for (Money money : run.money().stream().toList()) {
      at = line(sheet, at, "scenario.about_budget", String.valueOf(money.budget().amount()));
      at = line(sheet, at, "scenario.about_left", String.valueOf(money.left()));
      for (Message reason : money.infeasible()) {
        at = line(sheet, at, "scenario.about_infeasible", reason.in(language));
      }
      for (Budget.Project project : money.budget().projects()) {
        if (money.projects().contains(project.id())) {
          at =
              line(
                  sheet,
                  at,
                  "scenario.about_project",
                  project.id()
                      + " "
                      + project.name()
                      + " ("
                      + project.unit()
                      + "): "
                      + project.cost());
        }
      }
    }
    line(sheet, at + 1, "scenario.about_document", run.scenario().document().toPrettyString());
  }

  private String method() {
    return run.scenario().method().name().toLowerCase(java.util.Locale.ROOT);
  }

  private void sources(Sheet sheet) {
    sheet.setColumnWidth(0, 256 * 22);
    sheet.setColumnWidth(1, 256 * 110);
    int at = 0;
    for (Source source : run.sources()) {
      List<String> parts =
          List.of(
              source.title(),
              source.number(),
              source.publisher(),
              source.date(),
              source.licence(),
              source.url());
      at =
          line(
              sheet,
              at,
              "http.table_source",
              String.join(", ", parts.stream().filter(part -> !part.isEmpty()).toList()));
    }
    for (int c = 0; c < run.series().size(); c++) {
      at =
          line(
              sheet,
              at,
              "scenario.about_series",
              run.nameOf(c).in(language) + ": " + String.join(", ", run.series().get(c)));
    }
    for (Message note : run.notes()) {
      at = line(sheet, at, "http.table_note", note.in(language));
    }
  }

  private void sensitivity(Sheet sheet) {
    sheet.setColumnWidth(0, 256 * 40);
    sheet.setColumnWidth(1, 256 * 22);
    sheet.setColumnWidth(2, 256 * 22);
    if (run.margins().isEmpty()) {
      line(sheet, 0, "http.table_note", word("scenario.no_sensitivity"));
      return;
    }
    Margins margins = run.margins().get();
    int at = 0;
    at = line(sheet, at, "scenario.about_top", String.valueOf(margins.top()));
    if (margins.lastIn() >= 0) {
      at = line(sheet, at, "scenario.about_last_in", run.names().get(margins.lastIn()));
      at = line(sheet, at, "scenario.about_first_out", run.names().get(margins.firstOut()));
      at =
          line(
              sheet,
              at,
              "scenario.about_deciding",
              margins.deciding() < 0 ? "–" : run.nameOf(margins.deciding()).in(language));
    }
    Row head = sheet.createRow(++at);
    text(head, 0, word("scenario.column_criterion")).setCellStyle(heading);
    text(
            head,
            1,
            word(run.scenario().summed() ? "scenario.column_low_factor" : "scenario.column_low"))
        .setCellStyle(heading);
    text(
            head,
            2,
            word(run.scenario().summed() ? "scenario.column_high_factor" : "scenario.column_high"))
        .setCellStyle(heading);
    for (int c = 0; c < margins.low().length; c++) {
      Row row = sheet.createRow(++at);
      text(row, 0, run.nameOf(c).in(language));
      if (Double.isFinite(margins.low()[c])) {
        number(row, 1, margins.low()[c], decimal);
      }
      if (Double.isFinite(margins.high()[c])) {
        number(row, 2, margins.high()[c], decimal);
      }
    }
  }

  private int line(Sheet sheet, int at, String name, String told) {
    Row row = sheet.createRow(at);
    text(row, 0, word(name)).setCellStyle(heading);
    text(row, 1, told);
    return at + 1;
  }

  private static void number(Row row, int column, double value, CellStyle style) {
    Cell cell = row.createCell(column);
    cell.setCellValue(value);
    cell.setCellStyle(style);
  }

  /** Text is text: what looks like a formula is shown and not computed. */
  private Cell text(Row row, int column, String text) {
    Cell cell = row.createCell(column);
    cell.setCellStyle(literal);
    cell.setCellValue(
        text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…");
    return cell;
  }
}
