package org.xaatlas.ingest.table;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads one sheet of an XLSX file as a stream of XML events, within limits that are checked against
 * what the archive really expands to. Nothing in the file is run or fetched.
 */
final class XlsxTable {
  /** Parts that are read as a whole: styles, workbook, relations. */
  private static final long SMALL_PART = 16L << 20;

  /** All of these together. */
  private static final long SMALL_PARTS = 64L << 20;

  /** From here on an entry that expands more than {@link #RATIO} fold is a zip bomb. */
  private static final long HARMLESS = 4L << 20;

  private static final int RATIO = 200;

  static {
    ZipSecureFile.setMinInflateRatio(1.0 / RATIO);
    ZipSecureFile.setMaxEntrySize(TableLimits.DEFAULT.expandedBytes());
  }

  /** Quoted or escaped in a number format: a % printed so multiplies nothing. */
  private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.");

  private static final Pattern AREA =
      Pattern.compile("([A-Z]{1,3})([1-9]\\d{0,6}):([A-Z]{1,3})([1-9]\\d{0,6})");

  private final String file;
  private final TableLimits limits;
  private final HeadLook look;
  private final SheetBudget budget;

  /**
   * For one reading.
   *
   * @param look is shown the head of a long table
   */
  XlsxTable(String file, TableLimits limits, HeadLook look) {
    this.file = file;
    this.limits = limits;
    this.look = look;
    this.budget = new SheetBudget(file);
  }

  /**
   * @param aside is shown the beginning of every other sheet too, those that are hidden included
   */
  Table read(Path path, Optional<String> sheet, Optional<Consumer<Table>> aside)
      throws IOException {
    checkArchive(path);
    try (OPCPackage archive = OPCPackage.open(path.toFile(), PackageAccess.READ)) {
      XSSFReader reader = new XSSFReader(archive);
      WorkbookHandler book = new WorkbookHandler();
      try (InputStream in = reader.getWorkbookData()) {
        parse(in, book);
      }
      List<String> names = new ArrayList<>();
      InputStream sheetData = open(reader, sheet, book.hidden, names);
      List<String> strings = sharedStrings(reader);
      if (aside.isPresent()) {
        // First of all: what is wrong with the sheet that is read may send the reader to another.
        showOthers(reader, names.get(0), strings, aside.get());
      }
      TableBuilder table =
          new TableBuilder(file, limits, names.get(0), names.subList(1, names.size()), look);
      SheetHandler handler = new SheetHandler(table, strings, reader.getStylesTable());
      try (sheetData) {
        parse(budget.of(sheetData), handler);
      }
      return handler.build();
    } catch (RefusedException e) {
      throw e;
    } catch (NullPointerException | IndexOutOfBoundsException | ClassCastException e) {
      // What these say is about the program and tells the user nothing.
      throw new RefusedException(Message.of("table.broken_xlsx_part", file), e);
    } catch (OpenXML4JException | SAXException | IOException | RuntimeException e) {
      // A damaged archive surfaces as nearly anything: missing parts, bad numbers, bad references.
      throw new RefusedException(Message.of("table.broken_xlsx", file, firstLine(e)), e);
    }
  }

  /** Whether a number format shows a fraction in percent. */
  static boolean isPercent(String format) {
    return LITERAL.matcher(format).replaceAll("").indexOf('%') >= 0;
  }

  private static boolean isTrue(String attribute) {
    return "1".equals(attribute) || "true".equals(attribute);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * Looks at what the archive says of its large parts, and expands the others once, counting: sizes
   * that an archive declares may be lies. What a large part really expands to is bounded while it
   * is read, by {@link ZipSecureFile}.
   */
  private void checkArchive(Path path) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      if (zip.size() > limits.entries()) {
        throw RefusedException.of("table.entries", file, limits.entries());
      }
      if (zip.getEntry("xl/workbook.xml") == null) {
        throw RefusedException.of("table.not_xlsx", file);
      }
      long small = 0;
      byte[] buffer = new byte[1 << 16];
      for (ZipEntry entry : zip.stream().toList()) {
        boolean large =
            entry.getName().startsWith("xl/worksheets/sheet")
                || entry.getName().equals("xl/sharedStrings.xml")
                || entry.getName().startsWith("xl/media/");
        if (large) {
          if (entry.getSize() > limits.expandedBytes() || isBomb(entry, entry.getSize())) {
            throw bomb(entry);
          }
          continue;
        }
        long size = 0;
        try (InputStream in = zip.getInputStream(entry)) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            size += n;
            small += n;
            if (size > SMALL_PART || small > SMALL_PARTS || isBomb(entry, size)) {
              throw bomb(entry);
            }
          }
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new RefusedException(Message.of("table.broken_xlsx", file, firstLine(e)), e);
    }
  }

  private static boolean isBomb(ZipEntry entry, long size) {
    return size > HARMLESS && size / RATIO > Math.max(1, entry.getCompressedSize());
  }

  private RefusedException bomb(ZipEntry entry) {
    return RefusedException.of(
        "table.zip_bomb", file, entry.getName(), limits.expandedBytes() >> 20, RATIO);
  }

  /**
   * The sheet asked for, else the first that is not hidden.
   *
   * @param shown takes the name of the sheet that is read, then those of the others not hidden
   */
  private InputStream open(
      XSSFReader reader, Optional<String> wanted, Set<String> hidden, List<String> shown)
      throws IOException, OpenXML4JException {
    List<String> names = new ArrayList<>();
    InputStream found = null;
    XSSFReader.SheetIterator sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
    while (sheets.hasNext()) {
      InputStream data = sheets.next();
      String name = sheets.getSheetName();
      names.add(name);
      boolean fits = wanted.map(name::equalsIgnoreCase).orElse(!hidden.contains(name));
      if (found == null && fits) {
        found = data;
        shown.add(0, name);
      } else {
        data.close();
        if (!hidden.contains(name)) {
          shown.add(name);
        }
      }
    }
    if (found == null) {
      throw RefusedException.of(
          "table.sheet_unknown", file, wanted.orElse(""), String.join(", ", names));
    }
    return found;
  }

  private void showOthers(
      XSSFReader reader, String sheetRead, List<String> strings, Consumer<Table> aside)
      throws IOException, OpenXML4JException, SAXException {
    int looked = 0;
    XSSFReader.SheetIterator sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
    while (sheets.hasNext() && looked < TableLimits.ASIDES) {
      try (InputStream data = sheets.next()) {
        if (!sheets.getSheetName().equals(sheetRead)) {
          TableBuilder table =
              new TableBuilder(
                  file, TableLimits.ASIDE, sheets.getSheetName(), List.of(), HeadLook.NONE);
          try {
            parse(budget.of(data), new SheetHandler(table, strings, reader.getStylesTable()));
          } catch (RefusedException e) {
            // It is longer than what has to be seen of it.
          }
          Table seen = table.build(List.of());
          looked += seen.rows().stream().mapToInt(row -> row.cells().size()).sum();
          aside.accept(seen);
        }
      }
    }
  }

  private List<String> sharedStrings(XSSFReader reader)
      throws IOException, OpenXML4JException, SAXException {
    StringsHandler handler = new StringsHandler();
    try (InputStream in = reader.getSharedStringsData()) {
      if (in != null) {
        parse(budget.of(in), handler);
      }
    }
    return handler.strings;
  }

  private static void parse(InputStream in, DefaultHandler handler)
      throws IOException, SAXException {
    try {
      XMLReader xml = XMLHelper.newXMLReader();
      xml.setContentHandler(handler);
      xml.setErrorHandler(handler);
      xml.parse(new InputSource(in));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The names of the sheets that a person does not see. */
  private static final class WorkbookHandler extends DefaultHandler {
    private final Set<String> hidden = new HashSet<>();

    @Override
    public void startElement(String uri, String name, String qName, Attributes attributes) {
      String state = attributes.getValue("state");
      if (name.equals("sheet") && state != null && !state.equals("visible")) {
        hidden.add(String.valueOf(attributes.getValue("name")));
      }
    }
  }

  /** The texts that cells refer to, phonetic readings left out. */
  private final class StringsHandler extends DefaultHandler {
    private final List<String> strings = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean inText;
    private int phonetic;

    @Override
    public void startElement(String uri, String name, String qName, Attributes attributes) {
      budget.element(name, attributes);
      switch (name) {
        case "si" -> text.setLength(0);
        case "rPh" -> phonetic++;
        case "t" -> inText = phonetic == 0;
        default -> {}
      }
    }

    @Override
    public void characters(char[] chars, int start, int length) {
      if (inText && text.length() <= limits.cellLength()) {
        budget.text(length);
        text.append(chars, start, length);
      }
    }

    @Override
    public void endElement(String uri, String name, String qName) {
      switch (name) {
        case "si" -> {
          if (strings.size() >= limits.rows()) {
            throw RefusedException.of("table.texts", file, limits.rows());
          }
          // One character more than a cell may have: the cell that refers to it is refused.
          strings.add(text.substring(0, Math.min(text.length(), limits.cellLength() + 1)));
        }
        case "rPh" -> phonetic--;
        case "t" -> inText = false;
        default -> {}
      }
    }
  }

  /** The rows and cells of a sheet. */
  private final class SheetHandler extends DefaultHandler {
    private final TableBuilder table;
    private final List<String> strings;
    private final StylesTable styles;
    private final Map<Integer, String> formats = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private int row;
    private int column;
    private String type = "";
    private int style;
    private boolean formula;
    private boolean inValue;
    private final List<String> hiddenColumns = new ArrayList<>();

    SheetHandler(TableBuilder table, List<String> strings, StylesTable styles) {
      this.table = table;
      this.strings = strings;
      this.styles = styles;
    }

    @Override
    public void startElement(String uri, String name, String qName, Attributes attributes) {
      budget.element(name, attributes);
      switch (name) {
        case "row" -> {
          String number = attributes.getValue("r");
          int next = number == null ? row + 1 : Integer.parseInt(number);
          if (next <= row) {
            throw RefusedException.of("table.broken_xlsx", file, "row " + next);
          }
          row = next;
          column = -1;
          if (isTrue(attributes.getValue("hidden"))) {
            table.hidden(row);
          }
        }
        case "c" -> {
          String reference = attributes.getValue("r");
          column = reference == null ? column + 1 : columnOf(reference);
          type = Optional.ofNullable(attributes.getValue("t")).orElse("n");
          String s = attributes.getValue("s");
          style = s == null ? 0 : Integer.parseInt(s);
          formula = false;
          text.setLength(0);
        }
        case "f" -> formula = true;
        case "v", "t" -> inValue = true;
        case "col" -> {
          if (isTrue(attributes.getValue("hidden"))) {
            hiddenColumns.add(
                Layout.letters(Integer.parseInt(attributes.getValue("min")) - 1)
                    + ":"
                    + Layout.letters(Integer.parseInt(attributes.getValue("max")) - 1));
          }
        }
        case "mergeCell" -> merge(String.valueOf(attributes.getValue("ref")));
        default -> {}
      }
    }

    @Override
    public void characters(char[] chars, int start, int length) {
      if (inValue && text.length() <= limits.cellLength()) {
        budget.text(length);
        text.append(chars, start, length);
      }
    }

    @Override
    public void endElement(String uri, String name, String qName) {
      switch (name) {
        case "v", "t" -> inValue = false;
        case "c" -> table.cell(row, column, cell());
        case "row" -> table.endRow(row);
        default -> {}
      }
    }

    private void merge(String reference) {
      Matcher area = AREA.matcher(reference);
      if (area.matches()) {
        table.merge(
            new Table.Merge(
                Integer.parseInt(area.group(2)),
                Integer.parseInt(area.group(4)),
                columnOf(area.group(1)),
                columnOf(area.group(3))));
      }
    }

    /** The table, with what a person who only looks at the sheet does not see. */
    private Table build() {
      List<Finding> findings = new ArrayList<>();
      if (!hiddenColumns.isEmpty()) {
        findings.add(
            new Finding(
                "column.hidden",
                Finding.Severity.WARNING,
                List.of(),
                Message.of(
                    "table.hidden_columns",
                    hiddenColumns.stream().limit(20).collect(Collectors.joining(", ")))));
      }
      return table.build(findings);
    }

    private Cell cell() {
      String value = text.toString();
      if (value.isEmpty()) {
        return formula && !type.equals("str") ? Cell.error("=") : Cell.BLANK;
      }
      return switch (type) {
        case "s" -> Cell.text(strings.get(Integer.parseInt(value)));
        case "str", "inlineStr" -> Cell.text(value);
        case "b" -> Cell.text(value.equals("1") ? "TRUE" : "FALSE");
        case "e" -> Cell.error(value);
        case "d" -> Cell.text(value.length() > 10 ? value.substring(0, 10) : value);
        default -> number(Double.parseDouble(value));
      };
    }

    private Cell number(double value) {
      if (!Double.isFinite(value)) {
        return Cell.error(Double.toString(value));
      }
      String format = formats.computeIfAbsent(style, this::format);
      if (format.equals("date") && DateUtil.isValidExcelDate(value)) {
        LocalDateTime date = DateUtil.getLocalDateTime(value);
        return Cell.text(date.toLocalDate().toString());
      }
      return format.equals("percent") ? Cell.percent(value) : Cell.number(value);
    }

    private String format(int index) {
      if (styles == null || index >= styles.getNumCellStyles()) {
        return "number";
      }
      XSSFCellStyle cellStyle = styles.getStyleAt(index);
      String format = cellStyle.getDataFormatString();
      if (format == null) {
        return "number";
      }
      if (DateUtil.isADateFormat(cellStyle.getDataFormat(), format)) {
        return "date";
      }
      return isPercent(format) ? "percent" : "number";
    }

    private int columnOf(String reference) {
      int index = 0;
      for (int i = 0; i < reference.length() && index < 1 << 20; i++) {
        char c = reference.charAt(i);
        if (c < 'A' || c > 'Z') {
          break;
        }
        index = index * 26 + c - 'A' + 1;
      }
      if (index == 0) {
        throw RefusedException.of("table.broken_xlsx", file, reference);
      }
      return index - 1;
    }
  }
}
