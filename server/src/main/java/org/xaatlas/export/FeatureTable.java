package org.xaatlas.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.series.Source;

/**
 * The features of a collection as a table, without their outlines: the same properties as in
 * GeoJSON are its columns. Written row by row, so memory does not grow with the number of features.
 * A figure that nobody reported is an empty cell, never 0. Immutable; may be written more than
 * once.
 */
public final class FeatureTable {
  /** Excel takes no longer text in a cell. */
  private static final int LONGEST_TEXT = 32_767;

  /** Rows that a workbook keeps in memory; those before are in a temporary file. */
  private static final int WINDOW = 100;

  /** What formulas and calls of other programs begin with, in wide letters, too. */
  private static final String FORMULA = "=+-@|＝＋－＠｜";

  /** What ends a field for spreadsheets in some languages. */
  private static final String FIELD_ENDS = ";\t\r\n";

  private static final Map<String, Message> HEADINGS =
      Map.of(
          "code", Message.of("http.table_code"),
          "name", Message.of("http.table_name"),
          "type", Message.of("http.table_type"),
          "full_name", Message.of("http.table_full_name"),
          "level", Message.of("http.table_level"),
          "edition", Message.of("http.table_edition"),
          "parent", Message.of("http.table_parent"),
          "province", Message.of("http.table_province"),
          "province_name", Message.of("http.table_province_name"),
          "boundary_status", Message.of("http.table_boundary_status"));

  private final FeatureCollection features;
  private final Language language;
  private final List<String> columns;
  private final Map<String, String> indicatorNames;
  private final Map<String, String> units;

  private FeatureTable(FeatureCollection features, Language language, List<String> columns) {
    this.features = features;
    this.language = language;
    this.columns = columns;
    this.indicatorNames = new HashMap<>();
    this.units = new HashMap<>();
    JsonNode catalogue = features.release().catalogue();
    for (String list : List.of("indicators", "schemes")) {
      for (JsonNode entry : catalogue.path(list)) {
        String id = entry.path("id").asText();
        String name = entry.path("name").path(language.code()).asText(id);
        indicatorNames.put(id, name);
        units.put(id, entry.path("unit").asText());
      }
    }
  }

  /**
   * A table of the features that a collection writes.
   *
   * @param language of headings, names and notes; a table for programs has ids for headings
   */
  public static FeatureTable of(FeatureCollection features, Language language) throws IOException {
    // Some properties are there for a few features only, so the columns are known after all of
    // them.
    Set<String> columns = new LinkedHashSet<>();
    for (int feature : features.page()) {
      columns.addAll(properties(features, feature, language).keySet());
    }
    return new FeatureTable(features, language, inOrder(columns));
  }

  /** What tells of a figure stands right after it. */
  private static List<String> inOrder(Set<String> columns) {
    List<String> ordered = new ArrayList<>();
    for (String column : columns) {
      int after = -1;
      for (int i = 0; i < ordered.size(); i++) {
        if (isAbout(column, ordered.get(i)) || sameFigure(column, ordered.get(i))) {
          after = i;
        }
      }
      ordered.add(after < 0 ? ordered.size() : after + 1, column);
    }
    return List.copyOf(ordered);
  }

  private static final List<String> ABOUT =
      List.of(
          // The longer ones first: a heading is told by the first that it ends in.
          "_sum_status",
          "_sum_period",
          "_sum_standard",
          "_status",
          "_period",
          "_standard",
          "_sum",
          "_stage",
          "_reported",
          "_base",
          "_basis",
          "_partial_share",
          "_unknown_share",
          "_qualifier");

  private static boolean isAbout(String column, String figure) {
    return ABOUT.stream().anyMatch(suffix -> column.equals(figure + suffix));
  }

  private static boolean sameFigure(String a, String b) {
    Optional<String> figure = figureOf(a);
    return figure.isPresent() && figure.equals(figureOf(b));
  }

  private static Optional<String> figureOf(String column) {
    return ABOUT.stream()
        .filter(column::endsWith)
        .map(suffix -> column.substring(0, column.length() - suffix.length()))
        .findFirst();
  }

  private static Map<String, Object> properties(
      FeatureCollection features, int feature, Language language) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    try (TokenBuffer buffer = new TokenBuffer(null, false)) {
      buffer.writeStartObject();
      features.source().write(feature, new Properties(buffer), List.of(language));
      buffer.writeEndObject();
      try (JsonParser parser = buffer.asParser()) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken token = parser.nextToken();
          values.put(
              name,
              switch (token) {
                case VALUE_NULL -> null;
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
                case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
                default -> parser.getText();
              });
        }
      }
    }
    return values;
  }

  /**
   * Writes it for programs: UTF-8 with a byte order mark (or Excel would read it in the code page
   * of the machine), ids as headings, comma, decimal point, RFC 4180. Text that a spreadsheet would
   * compute has an apostrophe before it. The last column names the release.
   */
  public void writeCsv(OutputStream out) throws IOException {
    Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    csv.write('\uFEFF');
    for (String column : columns) {
      csv.write(quoted(column));
      csv.write(',');
    }
    csv.write("release\r\n");
    for (int feature : features.page()) {
      Map<String, Object> values = properties(features, feature, language);
      for (String column : columns) {
        Object value = values.get(column);
        csv.write(
            value instanceof Number number
                ? plain(number)
                : quoted(harmless(value == null ? "" : value.toString())));
        csv.write(',');
      }
      csv.write(features.release().id());
      csv.write("\r\n");
    }
    csv.flush();
  }

  private static String plain(Number number) {
    return number instanceof Double || number instanceof Float
        ? BigDecimal.valueOf(number.doubleValue()).stripTrailingZeros().toPlainString()
        : number.toString();
  }

  /**
   * Text that a spreadsheet would compute has an apostrophe before it; so has what one would that
   * takes another sign than the comma for the end of a field.
   */
  public static String harmless(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 1);
    int field = 0;
    boolean begins = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (begins && FORMULA.indexOf(c) >= 0) {
        safe.insert(field, '\'');
        begins = false;
      }
      safe.append(c);
      boolean ends = FIELD_ENDS.indexOf(c) >= 0;
      field = ends ? safe.length() : field;
      begins = ends || begins && isUnseen(c);
    }
    boolean ended = !text.isEmpty() && FIELD_ENDS.indexOf(text.charAt(0)) >= 0;
    return ended ? safe.insert(0, '\'').toString() : safe.toString();
  }

  /** Spaces of all kinds, and signs without a shape, which programs pass over. */
  private static boolean isUnseen(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }

  /** A text as a field of a CSV file (RFC 4180). */
  public static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /**
   * Writes it for people: headings in words, numbers as numbers, and a second sheet that tells
   * collection, release, sources and notes. Texts are texts and never formulas.
   */
  public void writeXlsx(OutputStream out) throws IOException {
    try (SXSSFWorkbook book = new SXSSFWorkbook(WINDOW)) {
      book.setCompressTempFiles(true);
      CellStyle heading = book.createCellStyle();
      Font bold = book.createFont();
      bold.setBold(true);
      heading.setFont(bold);
      heading.setWrapText(true);
      heading.setQuotePrefixed(true);
      // Text stays text when somebody edits the cell, whatever it begins with.
      CellStyle literal = book.createCellStyle();
      literal.setQuotePrefixed(true);
      CellStyle whole = book.createCellStyle();
      whole.setDataFormat(book.createDataFormat().getFormat("#,##0"));
      CellStyle decimal = book.createCellStyle();
      decimal.setDataFormat(book.createDataFormat().getFormat("#,##0.00"));

      SXSSFSheet sheet = book.createSheet(Message.of("http.table_figures").in(language));
      Row head = sheet.createRow(0);
      for (int i = 0; i < columns.size(); i++) {
        text(head.createCell(i), heading(columns.get(i))).setCellStyle(heading);
        sheet.setColumnWidth(i, 256 * (columns.get(i).equals("full_name") ? 28 : 16));
      }
      sheet.createFreezePane(0, 1);
      int at = 1;
      for (int feature : features.page()) {
        Row row = sheet.createRow(at++);
        Map<String, Object> values = properties(features, feature, language);
        for (int i = 0; i < columns.size(); i++) {
          String column = columns.get(i);
          Object value = values.get(column);
          if (value instanceof Number number) {
            Cell cell = row.createCell(i);
            cell.setCellValue(number.doubleValue());
            boolean rate = units.getOrDefault(column, "").startsWith("percent");
            boolean isWhole = number.doubleValue() == Math.rint(number.doubleValue());
            cell.setCellStyle(isWhole && !rate ? whole : decimal);
          } else if (value != null) {
            text(row.createCell(i), value.toString()).setCellStyle(literal);
          }
        }
      }
      about(book.createSheet(Message.of("http.table_about").in(language)), heading, literal);
      // It closes what it writes to, and the answer is not its own to close.
      book.write(new Unclosed(out));
    }
  }

  private void about(SXSSFSheet sheet, CellStyle heading, CellStyle literal) {
    sheet.setColumnWidth(0, 256 * 22);
    sheet.setColumnWidth(1, 256 * 110);
    int at = 0;
    at = line(sheet, at, Message.of("http.table_title"), features.name(), heading, literal);
    at =
        line(
            sheet, at, Message.of("http.table_release"), features.release().id(), heading, literal);
    for (Source source : features.cited()) {
      List<String> parts =
          List.of(
              source.title(),
              source.number(),
              source.publisher(),
              source.date(),
              source.licence(),
              source.url());
      String told = String.join(", ", parts.stream().filter(part -> !part.isEmpty()).toList());
      at = line(sheet, at, Message.of("http.table_source"), told, heading, literal);
    }
    for (Message note : features.notes()) {
      at = line(sheet, at, Message.of("http.table_note"), note.in(language), heading, literal);
    }
  }

  private int line(
      SXSSFSheet sheet, int at, Message name, String told, CellStyle heading, CellStyle literal) {
    Row row = sheet.createRow(at);
    text(row.createCell(0), name.in(language)).setCellStyle(heading);
    text(row.createCell(1), told).setCellStyle(literal);
    return at + 1;
  }

  private static Cell text(Cell cell, String text) {
    cell.setCellValue(
        text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…");
    return cell;
  }

  /** What a column is called by people. */
  private String heading(String column) {
    Message known = HEADINGS.get(column);
    if (known != null) {
      return known.in(language);
    }
    if (indicatorNames.containsKey(column)) {
      return indicatorNames.get(column);
    }
    for (String suffix : ABOUT) {
      if (column.endsWith(suffix)) {
        String figure = column.substring(0, column.length() - suffix.length());
        String name = indicatorNames.getOrDefault(figure, figure);
        return about(suffix, name).in(language);
      }
    }
    return column;
  }

  private static Message about(String suffix, String name) {
    return switch (suffix) {
      case "_status" -> Message.of("http.table_status", name);
      case "_period" -> Message.of("http.table_period", name);
      case "_standard" -> Message.of("http.table_standard", name);
      case "_stage" -> Message.of("http.table_stage", name);
      case "_reported" -> Message.of("http.table_reported", name);
      case "_sum" -> Message.of("http.table_sum", name);
      case "_sum_status" -> Message.of("http.table_sum_status", name);
      case "_sum_period" -> Message.of("http.table_sum_period", name);
      case "_sum_standard" -> Message.of("http.table_sum_standard", name);
      case "_base" -> Message.of("http.table_base", name);
      case "_basis" -> Message.of("http.table_basis", name);
      case "_partial_share" -> Message.of("http.table_partial_share", name);
      case "_unknown_share" -> Message.of("http.table_unknown_share", name);
      default -> Message.of("http.table_qualifier", name);
    };
  }

  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
