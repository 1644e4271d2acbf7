package org.xaatlas.ingest.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.boundary.BoundaryReader;
import org.xaatlas.ingest.boundary.BoundaryReaders;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.MatchRules;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/**
 * Makes hostile files of at most 10 MB, reads each, and prints outcome, computing time and the peak
 * of the heap above that of an empty file. The table in {@code docs/security.md} is its output; run
 * by {@code scripts/hostile}, one file in each process. With a path as the second argument the file
 * is written there and not read.
 */
public final class HostileFiles {
  private static final int MOST = 10 << 20;

  private HostileFiles() {}

  public static void main(String[] arguments) throws IOException {
    Path dir = Files.createTempDirectory("hostile");
    Map<String, Maker> files = files();
    if (arguments.length == 0) {
      files.keySet().forEach(System.out::println);
      return;
    }
    if (arguments.length == 2) {
      files.get(arguments[0]).write(Path.of(arguments[1]));
      return;
    }
    // The classes and lists of units that any table needs are loaded before the clock runs.
    Path warm =
        Files.writeString(
            dir.resolve("warm.csv"), "Ma xa,Ten xa,Ho ngheo\n1,Phu+o+`ng To^ Hie^.u,3\n");
    Headings headings = Headings.ofStatistics(new Catalogues(), Optional.empty());
    UnitRegister units = new Registers().register("2025-07-01").orElseThrow();
    MatchRules.Bounds bounds = MatchRules.Bounds.of(units.units(Level.COMMUNE).size());
    UnitMatcher matcher =
        new UnitMatcher(
            units,
            Level.COMMUNE,
            Optional.empty(),
            new MatchRules(false, List.of(), List.of(), 5_000, bounds));
    table(warm, headings, matcher);
    Path file = dir.resolve(arguments[0]);
    files.get(arguments[0]).write(file);
    System.gc();
    long before = used();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = cpu() + collecting() * 1_000_000;
    String outcome;
    try {
      outcome =
          file.getFileName().toString().startsWith("map-")
              ? features(file)
              : table(file, headings, matcher) + " rows about units";
    } catch (RefusedException e) {
      outcome = "refused: " + e.getMessage().replace(arguments[0], "the file");
    }
    long milliseconds = (cpu() - start + collecting() * 1_000_000) / 1_000_000;
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.printf(
        "| %s | %.1f | %d | %d | %s |%n",
        arguments[0],
        Files.size(file) / 1048576.0,
        milliseconds,
        Math.max(0, peak - before) >> 20,
        outcome.length() > 160 ? outcome.substring(0, 160) + "…" : outcome);
  }

  /** Writes one of the files by its name, for tests of the whole program. */
  public static void write(String name, Path file) throws IOException {
    files().get(name).write(file);
  }

  /** Milliseconds in which the reading thread stood still for the garbage collector. */
  private static long collecting() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  /** Time that this thread computed, whatever else the machine does. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static String features(Path file) {
    int[] count = new int[1];
    try (BoundaryReader reader = BoundaryReaders.open(file, Optional.empty(), Optional.empty())) {
      reader.read(feature -> count[0]++);
    }
    return count[0] + " features read";
  }

  /** As imports of figures read a table, up to where its rows are matched. */
  private static int table(Path file, Headings headings, UnitMatcher matcher) {
    TableFile table =
        new TableFile(
            file,
            new TableReader(),
            headings,
            Level.COMMUNE,
            List.of(Role.MEASURE, Role.VALUE),
            new RowGuard(() -> matcher, List.of(Role.DISTRICT, Role.PROVINCE)));
    return table.read(Optional.empty(), new Findings()).data().size();
  }

  private interface Maker {
    void write(Path file) throws IOException;
  }

  private static Map<String, Maker> files() {
    Map<String, Maker> files = new LinkedHashMap<>();
    files.put("empty-line.csv", f -> Files.writeString(f, "a\n"));
    files.put("one-cell.csv", f -> Files.write(f, filled((byte) 'a')));
    files.put("only-separators.csv", f -> Files.write(f, filled((byte) ',')));
    files.put("only-line-ends.csv", f -> Files.write(f, filled((byte) '\n')));
    files.put("only-quotes.csv", f -> Files.write(f, filled((byte) '"')));
    files.put("open-quote.csv", f -> Files.writeString(f, "a,\"" + "b\n".repeat(MOST / 2 - 2)));
    files.put("short-rows.csv", f -> Files.writeString(f, "a,b\n".repeat(MOST / 4)));
    files.put(
        "wide-rows.csv", f -> Files.writeString(f, ("1,".repeat(499) + "1\n").repeat(10_000)));
    files.put(
        "marked-wide-rows.csv",
        f -> Files.writeString(f, ("ế,ậ,".repeat(249) + "ố\n").repeat(MOST / (249 * 8 + 4))));
    files.put("different-cells.csv", HostileFiles::differentCells);
    files.put("legacy-columns.csv", HostileFiles::legacyColumns);
    files.put("no-such-units.csv", HostileFiles::noSuchUnits);
    for (String name :
        List.of("wide-rows", "marked-wide-rows", "different-cells", "legacy-columns")) {
      Maker bare = files.get(name + ".csv");
      files.put("headed-" + name + ".csv", f -> headed(f, bare));
    }
    files.put("long.xlsx", f -> xlsx(f, sheet(longRows(false))));
    files.put("wide.xlsx", f -> xlsx(f, sheet("", wideRow(), 22_000)));
    files.put("headed-long.xlsx", f -> xlsx(f, sheet(row(2) + longRows(true))));
    files.put("headed-wide.xlsx", f -> xlsx(f, sheet(row(500), wideRow(), 22_000)));
    files.put("legacy-words.csv", f -> Files.write(f, pattern("\u00b5\u00b8x\u00e9,\n")));
    files.put("viqr-marks.csv", f -> Files.write(f, pattern("a^'o+`dd,\n")));
    files.put("zeros.csv", f -> Files.write(f, filled((byte) 0)));
    files.put("bomb.xlsx", f -> xlsx(f, "<worksheet>" + " ".repeat(150 << 20) + "</worksheet>"));
    files.put("many-entries.xlsx", HostileFiles::manyEntries);
    files.put("entities.xlsx", f -> xlsx(f, ENTITIES));
    files.put(
        "far-cell.xlsx", f -> xlsx(f, sheet("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>")));
    files.put(
        "far-row.xlsx",
        f -> xlsx(f, sheet("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>")));
    files.put("merges.xlsx", f -> xlsx(f, merges()));
    files.put("deep.xlsx", f -> xlsx(f, "<a>".repeat(3_000_000)));
    files.put("beside-cells.xlsx", f -> xlsx(f, beside("<f>A1=1</f><g/>".repeat(40), 100_000)));
    files.put("names-beside-cells.xlsx", f -> xlsx(f, beside("", 1_000_000)));
    files.put("names-in-cells.xlsx", HostileFiles::namesInCells);
    files.put(
        "long-attribute.xlsx",
        f ->
            xlsx(f, sheet(row(2)).replace("<sheetData>", "<a b=\"" + noise() + "\"/><sheetData>")));
    files.put("long-remark.xlsx", f -> xlsx(f, sheet(row(2) + "<!--" + noise() + "-->")));
    files.put("wide-table.dbf", HostileFiles::wideDbf);
    files.put(
        "forged.xls",
        f ->
            Files.write(
                f,
                forged(
                    new byte[] {
                      (byte) 0xD0,
                      (byte) 0xCF,
                      0x11,
                      (byte) 0xE0,
                      (byte) 0xA1,
                      (byte) 0xB1,
                      0x1A,
                      (byte) 0xE1
                    })));
    files.put("forged-count.dbf", HostileFiles::forgedDbf);
    files.put("map-deep.geojson", f -> Files.write(f, filled((byte) '[')));
    files.put(
        "map-many-features.geojson",
        f ->
            Files.writeString(
                f,
                "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}\n".repeat(MOST / 55)));
    files.put(
        "map-many-fields.geojson",
        f -> {
          StringBuilder text = new StringBuilder("{\"type\":\"Feature\",\"properties\":{");
          for (int i = 0; text.length() < MOST - 40; i++) {
            text.append('"').append(Integer.toString(i, 36)).append("\":1,");
          }
          Files.writeString(f, text.append("\"a\":1},\"geometry\":null}"));
        });
    files.put(
        "map-one-outline.geojson",
        f ->
            Files.writeString(
                f,
                "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[["
                    + "[1,2],".repeat(MOST / 6 - 40)
                    + "[1,2]]]}}"));
    files.put(
        "map-bomb.zip",
        f -> {
          try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(f))) {
            for (String name : new String[] {"a.shp", "a.dbf"}) {
              zip.putNextEntry(new ZipEntry(name));
              for (int i = 0; i < 500; i++) {
                zip.write(new byte[1 << 20]);
              }
            }
          }
        });
    files.put(
        "map-forged.fgb",
        f -> {
          byte[] bytes = forged(new byte[] {0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0});
          Files.write(f, bytes);
        });
    files.put(
        "map-forged.gpkg",
        f -> Files.write(f, forged("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII))));
    files.put("map-promised-points.mif", f -> mif(f, "Region 1\n 999999999\n1 1\n"));
    files.put(
        "map-many-rings.mif",
        f -> mif(f, "Region 999\n" + " 500\n".concat("1 1\n2 2\n".repeat(250)).repeat(999)));
    return files;
  }

  private static final String ENTITIES =
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b"
          + " \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
          + "<!ENTITY f SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row r=\"1\">"
          + "<c r=\"A1\" t=\"str\"><v>&c;&f;</v></c></row></sheetData></worksheet>";

  private static byte[] filled(byte with) {
    byte[] bytes = new byte[MOST];
    java.util.Arrays.fill(bytes, with);
    return bytes;
  }

  private static byte[] pattern(String octets) {
    byte[] pattern = octets.getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes = new byte[MOST];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = pattern[i % pattern.length];
    }
    return bytes;
  }

  private static byte[] forged(byte[] head) {
    byte[] bytes = filled((byte) 0x55);
    System.arraycopy(head, 0, bytes, 0, head.length);
    return bytes;
  }

  private static String sheet(String rows) {
    return "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
        + "<sheetData>"
        + rows
        + "</sheetData></worksheet>";
  }

  private static String merges() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      text.append("<mergeCell ref=\"A1:B1048576\"/>");
    }
    return "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
        + "<sheetData/><mergeCells>"
        + text
        + "</mergeCells></worksheet>";
  }

  private static void xlsx(Path file, String sheet) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(
          zip,
          "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default"
              + " Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
              + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override"
              + " PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
              + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
      put(
          zip,
          "_rels/.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
              + "<Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
      put(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
              + "<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>");
      put(
          zip,
          "xl/_rels/workbook.xml.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
              + "<Relationship Id=\"s\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
      put(zip, "xl/worksheets/sheet1.xml", sheet);
    }
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /** Nearly a million cells, none of which says what another says. */
  private static void differentCells(Path file) throws IOException {
    StringBuilder text = new StringBuilder(MOST);
    for (int i = 0; text.length() < MOST - 20; i++) {
      text.append(Integer.toString(i * 7919, 36)).append(i % 400 == 399 ? '\n' : ',');
    }
    Files.writeString(file, text);
  }

  /** Words of ABC fonts in 400 columns beside a column that reads as Unicode. */
  private static void legacyColumns(Path file) throws IOException {
    StringBuilder text = new StringBuilder(MOST);
    String word = "\u00aeiÖn biªn";
    for (int i = 0; text.length() < MOST * 3 / 4; i++) {
      text.append(i % 400 == 0 ? "Điện Biên" : word + i % 97).append(i % 400 == 399 ? '\n' : ',');
    }
    Files.writeString(file, text);
  }

  /** A table of half a million units that do not exist. */
  private static void noSuchUnits(Path file) throws IOException {
    StringBuilder text = new StringBuilder(MOST).append("Tên xã,Hộ nghèo\n");
    for (int i = 0; text.length() < MOST - 40; i++) {
      String name = Integer.toString(i * 7919, 36);
      text.append(name, 0, name.length() / 2)
          .append(' ')
          .append(name, name.length() / 2, name.length());
      text.append(',').append(i % 900).append('\n');
    }
    Files.writeString(file, text);
  }

  /** The rows of another file below a header that is understood in its first two columns. */
  private static void headed(Path file, Maker bare) throws IOException {
    bare.write(file);
    String text = Files.readString(file);
    int end = text.indexOf('\n');
    StringBuilder header = new StringBuilder("Tên xã,Hộ nghèo");
    for (int i = 2; i < text.substring(0, end).split(",").length; i++) {
      header.append(",c").append(i);
    }
    Files.writeString(file, header + text.substring(end));
  }

  /** A header of so many columns, the first two of which are understood. */
  private static String row(int columns) {
    StringBuilder row = new StringBuilder("<row>");
    for (int i = 0; i < columns; i++) {
      String heading = i == 0 ? "Tên xã" : i == 1 ? "Hộ nghèo" : "c" + i;
      row.append("<c t=\"str\"><v>").append(heading).append("</v></c>");
    }
    return row.append("</row>").toString();
  }

  private static String wideRow() {
    StringBuilder row = new StringBuilder("<row>");
    for (int i = 0; i < 500; i++) {
      row.append("<c><v>").append(i).append("</v></c>");
    }
    return row.append("</row>").toString();
  }

  private static String sheet(String header, String row, int times) {
    return sheet(header + row.repeat(times));
  }

  /** 900,000 numbers, or units that do not exist. */
  private static String longRows(boolean named) {
    StringBuilder rows = new StringBuilder(50 << 20);
    for (int i = 0; i < 900_000; i++) {
      rows.append(named ? "<row><c t=\"str\"><v>x" : "<row><c><v>").append(i);
      rows.append("</v></c><c><v>").append(i % 900).append("</v></c></row>");
    }
    return rows.toString();
  }

  private static void manyEntries(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 5_000; i++) {
        put(zip, "xl/worksheets/sheet" + i + ".xml", "");
      }
    }
  }

  private static void forgedDbf(Path file) throws IOException {
    ByteBuffer dbf = ByteBuffer.allocate(97).order(ByteOrder.LITTLE_ENDIAN);
    dbf.put((byte) 3).position(4);
    dbf.putInt(Integer.MAX_VALUE).putShort((short) 65).putShort((short) 11);
    Files.write(file, dbf.array());
  }

  /** Elements that are no cells, each with a name of its own and something behind it. */
  private static String beside(String more, int times) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < times; i++) {
      text.append("<e").append(i * 7919).append("/>").append(more);
    }
    return sheet(row(2)).replace("</sheetData>", "</sheetData>" + text);
  }

  /** Blank cells whose attributes are all called something else. */
  private static void namesInCells(Path file) throws IOException {
    StringBuilder text = new StringBuilder(row(2));
    for (int i = 0; i < 300_000; i++) {
      text.append(i % 100 == 0 ? i == 0 ? "<row>" : "</row><row>" : "").append("<c");
      for (int j = 0; j < 9; j++) {
        text.append(" a").append(i * 9 + j).append("=\"\"");
      }
      text.append("/>");
    }
    xlsx(file, sheet(text.append("</row>").toString()));
  }

  /** 100 MB that a zip makes small, but not so small that it is a bomb. */
  private static String noise() {
    StringBuilder text = new StringBuilder(100 << 20);
    for (int i = 0; text.length() < 100 << 20; i++) {
      text.append(i * 7919).append("a".repeat(400));
    }
    return text.toString();
  }

  /** 20,000 records of 500 fields of one letter. */
  private static void wideDbf(Path file) throws IOException {
    int fields = 500;
    int records = (MOST - 32 * fields - 33) / (fields + 1);
    ByteBuffer dbf = ByteBuffer.allocate(MOST).order(ByteOrder.LITTLE_ENDIAN);
    dbf.put((byte) 3).position(4);
    dbf.putInt(records).putShort((short) (33 + 32 * fields)).putShort((short) (fields + 1));
    for (int i = 0; i < fields; i++) {
      int at = 32 + 32 * i;
      dbf.position(at);
      dbf.put(("F" + i).getBytes(StandardCharsets.US_ASCII));
      dbf.put(at + 11, (byte) 'C').put(at + 16, (byte) 1);
    }
    dbf.put(32 + 32 * fields, (byte) 0x0D);
    java.util.Arrays.fill(dbf.array(), 33 + 32 * fields, MOST, (byte) 0xB8);
    Files.write(file, dbf.array());
  }

  private static void mif(Path file, String data) throws IOException {
    String name = file.getFileName().toString();
    Files.writeString(
        file.resolveSibling(name.substring(0, name.length() - 4) + ".mid"), "\"1\"\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(
        "Version 300\nCoordSys Earth Projection 1, 104\nColumns 1\n a Char(1)\nData\n"
            .getBytes(StandardCharsets.US_ASCII));
    out.write(data.getBytes(StandardCharsets.US_ASCII));
    Files.write(file, out.toByteArray());
  }
}
