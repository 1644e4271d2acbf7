package org.xaatlas.ingest.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.poi.hssf.usermodel.HSSFCellStyle;
import org.apache.poi.hssf.usermodel.HSSFPalette;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.hssf.util.HSSFColor;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.PaneInformation;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.xaatlas.message.Message;

/**
 * How a sheet looks: fonts, borders, fills, number formats, widths, heights, merged and frozen
 * cells, taken from an XLSX or XLS file into a new workbook. Nothing that acts comes along: of a
 * formula the value, of everything that is no cell nothing. A file that is no workbook, or a very
 * large one, has no look.
 */
final class SheetLook implements AutoCloseable {
  /** A workbook in memory takes many times its size; beyond these the look is not worth it. */
  private static final long BYTES = 8L << 20;

  /** Expanded bytes of all parts of a workbook: all of its sheets are read, not one alone. */
  private static final long EXPANDED = 16L << 20;

  private static final int CELLS = 200_000;
  private static final int COLUMNS = 500;

  /** What a cell looks like: the style it has, and how its text has to differ from it. */
  private record Look(short style, boolean asText, boolean unicode) {}

  private final Optional<Workbook> book;
  private final Optional<Sheet> sheet;
  private final XSSFWorkbook to;
  private final Map<Look, CellStyle> styles = new HashMap<>();
  private final int lastRow;
  private final boolean left;

  private SheetLook(
      Optional<Workbook> book, Optional<Sheet> sheet, XSSFWorkbook to, int lastRow, boolean left) {
    this.left = left;
    this.book = book;
    this.sheet = sheet;
    this.to = to;
    this.lastRow = lastRow;
  }

  static SheetLook none() {
    return new SheetLook(Optional.empty(), Optional.empty(), null, 0, false);
  }

  /**
   * The look of the sheet that a table was read from; the caller closes it.
   *
   * @param to the workbook that takes it over
   */
  static SheetLook of(Path file, Table table, XSSFWorkbook to) throws IOException {
    long cells = table.rows().stream().mapToLong(row -> row.cells().size()).sum();
    if (table.sheet().isEmpty()) {
      return none();
    }
    Optional<Workbook> book =
        Files.size(file) > BYTES || cells > CELLS ? Optional.empty() : open(file);
    int last = table.rows().isEmpty() ? 0 : table.rows().get(table.rows().size() - 1).number();
    return new SheetLook(book, book.map(b -> b.getSheet(table.sheet())), to, last, book.isEmpty());
  }

  /** What to say when a spreadsheet had a look that was left out. */
  Optional<Message> left() {
    return left ? Optional.of(Message.of("join.look_left", BYTES >> 20, CELLS)) : Optional.empty();
  }

  private static Optional<Workbook> open(Path file) throws IOException {
    FileMagic magic = FileMagic.valueOf(file.toFile());
    try {
      if (magic == FileMagic.OOXML && expandsBeyond(file)) {
        return Optional.empty();
      }
      if (magic == FileMagic.OOXML) {
        return Optional.of(new XSSFWorkbook(OPCPackage.open(file.toFile(), PackageAccess.READ)));
      }
      return magic == FileMagic.OLE2
          ? Optional.of(new HSSFWorkbook(Files.newInputStream(file), false))
          : Optional.empty();
    } catch (OpenXML4JException | IOException | RuntimeException e) {
      // The table could be read; that other parts of the file are odd costs the look alone.
      return Optional.empty();
    }
  }

  /** Counts what the parts really expand to, whatever the archive says of them. */
  private static boolean expandsBeyond(Path file) throws IOException {
    long expanded = 0;
    byte[] buffer = new byte[1 << 16];
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        try (InputStream in = zip.getInputStream(all.nextElement())) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            expanded += n;
            if (expanded > EXPANDED) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /** Widths, merged cells and frozen panes; to be asked before rows are copied. */
  void begin(Sheet target) {
    if (sheet.isEmpty()) {
      return;
    }
    Sheet from = sheet.get();
    target.setDefaultColumnWidth(from.getDefaultColumnWidth());
    int columns = 0;
    for (Row row : from) {
      columns = Math.max(columns, Math.min(COLUMNS, row.getLastCellNum()));
    }
    for (int i = 0; i < columns; i++) {
      target.setColumnWidth(i, Math.min(255 * 256, from.getColumnWidth(i)));
      target.setColumnHidden(i, from.isColumnHidden(i));
    }
    for (CellRangeAddress area : from.getMergedRegions()) {
      if (area.getLastRow() < lastRow && area.getLastColumn() < COLUMNS) {
        target.addMergedRegionUnsafe(area);
      }
    }
    PaneInformation pane = from.getPaneInformation();
    if (pane != null && pane.isFreezePane()) {
      target.createFreezePane(pane.getVerticalSplitPosition(), pane.getHorizontalSplitPosition());
    }
    target.getPrintSetup().setLandscape(from.getPrintSetup().getLandscape());
    target.getPrintSetup().setPaperSize(from.getPrintSetup().getPaperSize());
  }

  /**
   * Copies the cells of a row as they look.
   *
   * @param read what was read of it: its texts are in Unicode whatever the file has
   * @return false when the file has no look
   */
  boolean copy(Table.Row read, Row target) {
    if (sheet.isEmpty()) {
      return false;
    }
    Row row = sheet.get().getRow(read.number() - 1);
    if (row == null) {
      return true;
    }
    if (row.getHeight() != sheet.get().getDefaultRowHeight()) {
      target.setHeight(row.getHeight());
    }
    target.setZeroHeight(row.getZeroHeight());
    for (org.apache.poi.ss.usermodel.Cell cell : row) {
      if (cell.getColumnIndex() < COLUMNS) {
        copy(cell, read.cell(cell.getColumnIndex()), target);
      }
    }
    return true;
  }

  private void copy(org.apache.poi.ss.usermodel.Cell from, Cell read, Row target) {
    org.apache.poi.ss.usermodel.Cell cell = target.createCell(from.getColumnIndex());
    CellType type =
        from.getCellType() == CellType.FORMULA
            ? from.getCachedFormulaResultType()
            : from.getCellType();
    boolean unicode = false;
    boolean asText = false;
    switch (type) {
      case NUMERIC -> {
        // A formula that was never calculated has no value, though the library says 0 of it.
        asText = read.kind() == Cell.Kind.ERROR;
        if (asText) {
          cell.setCellValue(read.text());
        } else {
          cell.setCellValue(from.getNumericCellValue());
        }
      }
      case BOOLEAN -> cell.setCellValue(from.getBooleanCellValue());
      case STRING -> {
        unicode = !read.text().equals(from.getStringCellValue().strip());
        asText = true;
        String text = read.isBlank() ? from.getStringCellValue() : read.text();
        cell.setCellValue(text);
      }
      case ERROR -> {
        asText = true;
        cell.setCellValue("#");
      }
      default -> {}
    }
    cell.setCellStyle(style(from.getCellStyle(), asText, unicode));
  }

  private CellStyle style(CellStyle from, boolean asText, boolean unicode) {
    return styles.computeIfAbsent(
        new Look(from.getIndex(), asText, unicode),
        look -> {
          XSSFCellStyle style = to.createCellStyle();
          if (from instanceof XSSFCellStyle own) {
            style.cloneStyleFrom(own);
          } else {
            copy((HSSFCellStyle) from, style);
          }
          // Text stays text when somebody edits the cell, whatever it begins with.
          style.setQuotePrefixed(asText);
          if (unicode && isOfOldEncoding(style.getFont().getFontName())) {
            XSSFFont font = to.createFont();
            copy(style.getFont(), font);
            font.setFontName("Times New Roman");
            style.setFont(font);
          }
          return style;
        });
  }

  /** Fonts made for TCVN3 and VNI show Unicode as rubbish. */
  private static boolean isOfOldEncoding(String font) {
    return font.startsWith(".Vn") || font.startsWith("VNI");
  }

  private static void copy(Font from, XSSFFont font) {
    font.setFontName(from.getFontName());
    font.setFontHeight(from.getFontHeight());
    font.setBold(from.getBold());
    font.setItalic(from.getItalic());
    font.setUnderline(from.getUnderline());
    font.setStrikeout(from.getStrikeout());
    font.setTypeOffset(from.getTypeOffset());
  }

  private void copy(HSSFCellStyle from, XSSFCellStyle style) {
    style.setAlignment(from.getAlignment());
    style.setVerticalAlignment(from.getVerticalAlignment());
    style.setWrapText(from.getWrapText());
    style.setIndention(from.getIndention());
    style.setRotation(from.getRotation() == 0xff ? 255 : from.getRotation());
    style.setBorderTop(from.getBorderTop());
    style.setBorderRight(from.getBorderRight());
    style.setBorderBottom(from.getBorderBottom());
    style.setBorderLeft(from.getBorderLeft());
    style.setDataFormat(to.createDataFormat().getFormat(from.getDataFormatString()));
    HSSFWorkbook old = (HSSFWorkbook) book.orElseThrow();
    if (from.getFillPattern() != FillPatternType.NO_FILL) {
      style.setFillPattern(from.getFillPattern());
      colour(old, from.getFillForegroundColor()).ifPresent(style::setFillForegroundColor);
    }
    Font font = from.getFont(old);
    XSSFFont own = to.createFont();
    copy(font, own);
    colour(old, font.getColor()).ifPresent(own::setColor);
    style.setFont(own);
  }

  private static Optional<XSSFColor> colour(HSSFWorkbook book, short index) {
    HSSFPalette palette = book.getCustomPalette();
    HSSFColor colour = index == Font.COLOR_NORMAL ? null : palette.getColor(index);
    if (colour == null || index == HSSFColor.HSSFColorPredefined.AUTOMATIC.getIndex()) {
      return Optional.empty();
    }
    short[] rgb = colour.getTriplet();
    return Optional.of(new XSSFColor(new byte[] {(byte) rgb[0], (byte) rgb[1], (byte) rgb[2]}));
  }

  @Override
  public void close() throws IOException {
    if (book.isPresent()) {
      book.get().close();
    }
  }
}
