package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.params.provider.MethodSource;
import org.xaatlas.fuzz.FuzzedFile;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.ingest.text.Encoder;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.unit.Level;

/** Fuzzes the readers of tables and what finds the header, the columns and the numbers in them. */
class TableFuzzTest {
  private static final Catalogues CATALOGUES = new Catalogues();
  private static final Headings STATISTICS = Headings.ofStatistics(CATALOGUES, Optional.empty());
  private static final Headings DESIGNATIONS =
      Headings.ofDesignations(CATALOGUES, Optional.empty());

  // --- separated text

  static Stream<byte[]> csvSeeds() {
    String plain =
        "BIỂU 1\n\nMã xã,Tên xã,Hộ nghèo,\"Tổng, số hộ\"\n"
            + "1,2,3,4\n03646,Phường Tô Hiệu,160,4.000\nTổng,,160,4.000\n";
    String form =
        "STT;Xã;Tỉnh;Hộ nghèo đầu năm;;Hộ nghèo cuối năm;\n"
            + ";;;Số hộ;Tỷ lệ;Số hộ;Tỷ lệ\n"
            + "I;Khu vực thành thị;;;;;\n1;Mường La;Sơn La;10;1,5;-;0,0\n";
    String tidy = "code\tindicator\tvalue\tperiod\n03646\thh_poor\thơn 12\t2024\n";
    return Stream.concat(
        Stream.of(plain, form, tidy).map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Stream.of(
            plain.getBytes(StandardCharsets.UTF_16),
            Encoder.encode(plain, TextEncoding.TCVN3).getBytes(StandardCharsets.ISO_8859_1),
            Encoder.encode(form, TextEncoding.VIQR).getBytes(StandardCharsets.ISO_8859_1)));
  }

  @MethodSource("csvSeeds")
  @FuzzTest
  void csv(byte[] bytes) {
    FuzzedFile.read("a.csv", bytes, TableFuzzTest::readAll);
  }

  // --- XLSX

  static Stream<byte[]> sheetSeeds() {
    String sheet =
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cols>"
            + "<col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\">"
            + "<v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>hh_poor</t></is></c></row><row r=\"2\""
            + " hidden=\"1\"><c r=\"A2\" t=\"str\"><f>B2</f><v>03646</v></c><c r=\"B2\" s=\"1\"><v>0.5</v>"
            + "</c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#REF!</v></c><c s=\"2\"><v>45000</v></c></row>"
            + "</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>";
    String strings =
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>code</t>"
            + "<rPh><t>x</t></rPh></si></sst>";
    String styles =
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs>"
            + "<xf numFmtId=\"0\"/><xf numFmtId=\"10\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    return Stream.of((sheet + '\f' + strings + '\f' + styles).getBytes(StandardCharsets.UTF_8));
  }

  /** The sheet, the texts and the formats of an XLSX file, without the archive around them. */
  @MethodSource("sheetSeeds")
  @FuzzTest
  void sheet(byte[] bytes) {
    byte[][] parts = new byte[3][];
    int from = 0;
    for (int i = 0; i < 3; i++) {
      int to = from;
      while (to < bytes.length && bytes[to] != '\f') {
        to++;
      }
      parts[i] = Arrays.copyOfRange(bytes, Math.min(from, bytes.length), to);
      from = to + 1;
    }
    FuzzedFile.read("a.xlsx", archive(parts), TableFuzzTest::readAll);
  }

  static Stream<byte[]> xlsxSeeds() {
    byte[][] parts = new byte[3][];
    String[] texts =
        new String(sheetSeeds().findFirst().orElseThrow(), StandardCharsets.UTF_8).split("\f");
    for (int i = 0; i < 3; i++) {
      parts[i] = texts[i].getBytes(StandardCharsets.UTF_8);
    }
    return Stream.of(archive(parts));
  }

  @MethodSource("xlsxSeeds")
  @FuzzTest
  void xlsx(byte[] bytes) {
    FuzzedFile.read("a.xlsx", bytes, TableFuzzTest::readAll);
  }

  private static byte[] archive(byte[][] parts) {
    String main = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    String types = "http://schemas.openxmlformats.org/package/2006/";
    String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(
        files,
        "[Content_Types].xml",
        "<Types xmlns=\""
            + types
            + "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + override("/xl/workbook.xml", main + "sheet.main+xml")
            + override("/xl/worksheets/sheet1.xml", main + "worksheet+xml")
            + override("/xl/sharedStrings.xml", main + "sharedStrings+xml")
            + override("/xl/styles.xml", main + "styles+xml")
            + "</Types>");
    put(
        files,
        "_rels/.rels",
        relations(types, relation("r", office + "/officeDocument", "xl/workbook.xml")));
    put(
        files,
        "xl/workbook.xml",
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\""
            + office
            + "\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>");
    put(
        files,
        "xl/_rels/workbook.xml.rels",
        relations(
            types,
            relation("s", office + "/worksheet", "worksheets/sheet1.xml")
                + relation("t", office + "/sharedStrings", "sharedStrings.xml")
                + relation("u", office + "/styles", "styles.xml")));
    files.put("xl/worksheets/sheet1.xml", parts[0]);
    files.put("xl/sharedStrings.xml", parts[1]);
    files.put("xl/styles.xml", parts[2]);
    return FuzzedFile.stored(files);
  }

  private static void put(Map<String, byte[]> files, String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String override(String part, String type) {
    return "<Override PartName=\"" + part + "\" ContentType=\"" + type + "\"/>";
  }

  private static String relations(String types, String inside) {
    return "<Relationships xmlns=\"" + types + "relationships\">" + inside + "</Relationships>";
  }

  private static String relation(String id, String type, String target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + type + "\" Target=\"" + target + "\"/>";
  }

  // --- XLS

  static Stream<byte[]> xlsSeeds() throws IOException {
    try (HSSFWorkbook book = new HSSFWorkbook();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      Sheet sheet = book.createSheet("a");
      sheet.createRow(0).createCell(0).setCellValue("code");
      sheet.getRow(0).createCell(1).setCellValue("hh_poor");
      sheet.createRow(1).createCell(0).setCellValue("03646");
      sheet.getRow(1).createCell(1).setCellValue(12);
      sheet.getRow(1).createCell(2).setCellFormula("B2+1");
      sheet.addMergedRegion(new CellRangeAddress(0, 1, 3, 4));
      book.write(out);
      return Stream.of(out.toByteArray());
    }
  }

  @MethodSource("xlsSeeds")
  @FuzzTest
  void xls(byte[] bytes) {
    FuzzedFile.read("a.xls", bytes, TableFuzzTest::readAll);
  }

  // --- dBASE

  static Stream<byte[]> dbfSeeds() {
    return Stream.of(TextEncoding.TCVN3, TextEncoding.VNI, TextEncoding.UTF_8)
        .map(
            encoding -> {
              byte[] text =
                  Encoder.encode("Tô Hiệu", encoding).getBytes(StandardCharsets.ISO_8859_1);
              byte[] bytes = new byte[32 + 64 + 1 + 2 * 31];
              bytes[0] = 3;
              bytes[4] = 2;
              bytes[8] = 97;
              bytes[10] = 31;
              field(bytes, 32, "HH_POOR", 'N', 10);
              field(bytes, 64, "TEN_XA", 'C', 20);
              bytes[96] = 0x0D;
              Arrays.fill(bytes, 97, bytes.length, (byte) ' ');
              for (int row = 97; row < bytes.length; row += 31) {
                bytes[row + 1] = '7';
                System.arraycopy(text, 0, bytes, row + 11, text.length);
              }
              return bytes;
            });
  }

  private static void field(byte[] bytes, int at, String name, char type, int length) {
    System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, name.length());
    bytes[at + 11] = (byte) type;
    bytes[at + 16] = (byte) length;
  }

  @MethodSource("dbfSeeds")
  @FuzzTest
  void dbf(byte[] bytes) {
    FuzzedFile.read("a.dbf", bytes, TableFuzzTest::readAll);
  }

  // --- headings

  static Stream<byte[]> headingSeeds() {
    return Stream.of(
            "Hộ nghèo DTTS (hộ)",
            "hh_poor@khmer",
            "Tỷ lệ hộ nghèo đa chiều năm 2024 (%)",
            "Vốn ngân sách (triệu đồng)",
            "Khu vực\nXã khu vực III",
            "Số hộ thoát nghèo\nTT\nTên xã, phường",
            "HH_NEAR_PO[2024]")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** The lines of the input as the headings of a table with one row. */
  @MethodSource("headingSeeds")
  @FuzzTest
  void headings(byte[] bytes) {
    FuzzedFile.run(
        () -> {
          TableBuilder table = new TableBuilder("a", TableLimits.DEFAULT, HeadLook.NONE);
          table.cell(1, 0, Cell.text("code"));
          table.cell(2, 0, Cell.text("03646"));
          int column = 1;
          for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            table.cell(1, column++, Cell.text(line));
          }
          table.endRow(1);
          for (int i = 1; i < column; i++) {
            table.cell(2, i, Cell.number(i));
          }
          table.endRow(2);
          layouts("a", table.build(List.of()));
        });
  }

  // --- numbers

  static Stream<byte[]> numberSeeds() {
    return Stream.of(
            "1.234,5",
            "1,234.5",
            "12 345",
            "hơn 1.200 hộ",
            "4,54 %",
            "-",
            "...",
            "−12",
            "0.0",
            "khoảng 1,5 tỷ đồng",
            "1.234.567,89 triệu",
            "1e5",
            "½")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("numberSeeds")
  @FuzzTest
  void number(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    FuzzedFile.run(
        () -> {
          for (String id : List.of("hh_poor", "rate_poor", "fund_allocated")) {
            Indicator indicator = CATALOGUES.catalogue().indicator(id).orElseThrow();
            Cell cell = Cell.text(text);
            NumberText.Style own = NumberText.evidence(cell);
            for (NumberText.Style style : NumberText.Style.values()) {
              checkNumber(text, indicator, style, NumberText.read(cell, indicator, style, own));
            }
          }
        });
  }

  /** What was read is a number whose digits stand in the text, and reads the same again. */
  private static void checkNumber(
      String text, Indicator indicator, NumberText.Style style, NumberText.Reading reading) {
    if (reading.outcome() != NumberText.Outcome.VALUE) {
      assertTrue(Double.isNaN(reading.value()), text);
      return;
    }
    assertTrue(Double.isFinite(reading.value()), text);
    assertTrue(text.chars().anyMatch(Character::isDigit), text);
    if (!reading.ownUnit() && text.length() < 15) {
      boolean vietnamese = style == NumberText.Style.VIETNAMESE;
      String printed =
          BigDecimal.valueOf(reading.value())
              .setScale(reading.decimals(), java.math.RoundingMode.HALF_EVEN)
              .toPlainString();
      String again = vietnamese ? printed.replace('.', ',') : printed;
      NumberText.Style said = vietnamese ? NumberText.Style.VIETNAMESE : NumberText.Style.ENGLISH;
      NumberText.Reading second = NumberText.read(Cell.text(again), indicator, said, said);
      assertEquals(NumberText.Outcome.VALUE, second.outcome(), again);
      assertEquals(reading.value(), second.value(), 0, again);
    }
  }

  // --- what is done with a file

  private static void readAll(Path file) {
    Table table = new TableReader().read(file, Optional.empty());
    String name = file.getFileName().toString();
    int last = 0;
    for (Table.Row row : table.rows()) {
      assertTrue(row.number() > last, "rows come in order");
      last = row.number();
      assertTrue(row.cells().size() <= TableLimits.DEFAULT.columns());
    }
    table.findings().forEach(finding -> assertTrue(!finding.message().toString().isBlank()));
    HouseholdList.refuse(name, table);
    layouts(name, table);
  }

  /** Each row ends as data, total, title, header or skipped; figures are read or not. */
  private static void layouts(String name, Table table) {
    Layout designations = layout(name, table, DESIGNATIONS, List.of());
    if (designations != null) {
      assertTrue(designations.data().size() <= table.rows().size());
    }
    Layout layout = layout(name, table, STATISTICS, List.of(Role.MEASURE, Role.VALUE));
    if (layout == null) {
      return;
    }
    for (Table.Row row : layout.data()) {
      for (Column column : layout.columns()) {
        NumberText.evidence(row.cell(column.index()));
      }
    }
  }

  private static Layout layout(String name, Table table, Headings headings, List<Role> needed) {
    try {
      return Layout.find(name, table, headings, Level.COMMUNE, needed, unsorted -> {});
    } catch (org.xaatlas.message.RefusedException e) {
      assertTrue(!e.getMessage().isBlank());
      return null;
    }
  }
}
