package org.xaatlas.ingest.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.xaatlas.designation.DesignationScheme;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.indicator.Group;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Period;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * An empty form for each kind of table, as an XLSX file: a sheet with the units and a column for
 * each thing to tell, checked as it is typed, and a sheet that explains the columns in both
 * languages. A filled form imports without a mapping.
 */
public final class Template {
  /** What a form is for. */
  public enum Kind {
    STATISTICS("statistics"),
    DESIGNATIONS("designations"),
    /** The units that outlines are joined to; the outlines themselves are no table. */
    BOUNDARIES("units"),
    CROSSWALK("crosswalk"),
    FUNDS("programme");

    private final String importer;

    Kind(String importer) {
      this.importer = importer;
    }

    /** The word after {@code atlas import} that reads a filled form. */
    public String importer() {
      return importer;
    }
  }

  /**
   * A column of a form.
   *
   * @param heading recognised by the import
   * @param english the same in English
   * @param explanation what to type, in the words of the message bundle
   * @param choices what may be typed; anything when empty
   * @param whole whether it takes whole numbers of things
   * @param number whether it takes numbers
   */
  private record Field(
      String heading,
      String english,
      Message explanation,
      List<String> choices,
      boolean whole,
      boolean number) {
    static Field text(String heading, String english, String key) {
      return new Field(heading, english, Message.of("table." + key), List.of(), false, false);
    }
  }

  /** Groups that are programmes, by their ids: parts of the funds as others are of households. */
  private static final String PROGRAMMES = "ntp_";

  private static final int TITLE_ROW = 0;
  private static final int HEADER_ROW = 1;
  private static final int WIDTH_OF_CODE = 12 * 256;
  private static final int WIDTH_OF_NAME = 32 * 256;
  private static final int WIDTH_OF_FIGURE = 14 * 256;

  private final Kind kind;
  private final UnitRegister units;
  private final Optional<Unit> province;
  private final Optional<Period> period;
  private final String standard;
  private final Catalogues catalogues;

  /**
   * @param units the units of the edition
   * @param province the province whose units are listed; all when empty
   * @param period the year that the form is for, where it is known
   * @param standard id of the poverty standard, "" when it is not known
   */
  public Template(
      Kind kind,
      UnitRegister units,
      Optional<Unit> province,
      Optional<Period> period,
      String standard,
      Catalogues catalogues) {
    this.kind = kind;
    this.units = units;
    this.province = province;
    this.period = period;
    this.standard = standard;
    this.catalogues = catalogues;
  }

  /**
   * Writes the form.
   *
   * @param store where last year's end is looked up for this year's start, if there is one
   * @return how many units it lists
   */
  public int write(Path out, Optional<Store> store) {
    List<Unit> listed = kind == Kind.CROSSWALK ? List.of() : listed();
    write(out, listed, store.map(this::starts).orElse(Map.of()));
    return listed.size();
  }

  /**
   * Writes a form for each unit into a folder, which is made when it is not there; each is named
   * after its unit, so that the filled ones come back as a review.
   *
   * @return how many there are
   */
  public int writeEach(Path folder, Optional<Store> store) {
    Map<String, Map<String, Double>> starts = store.map(this::starts).orElse(Map.of());
    List<Unit> listed = listed();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed(folder, e);
    }
    for (Unit unit : listed) {
      String name =
          VietnameseText.fold(unit.code() + " " + unit.fullName())
              .replaceAll("[^a-z0-9]+", "-")
              .replaceAll("^-|-$", "");
      write(folder.resolve(name + ".xlsx"), List.of(unit), starts);
    }
    return listed.size();
  }

  private void write(Path out, List<Unit> listed, Map<String, Map<String, Double>> starts) {
    List<Field> fields = fields();
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Sheet sheet = book.createSheet(sheetName("table.template_sheet"));
      fill(book, sheet, fields, listed, starts);
      explain(book, fields);
      try (OutputStream stream = Files.newOutputStream(out)) {
        book.write(stream);
      }
    } catch (IOException e) {
      throw failed(out, e);
    }
  }

  private static EnvironmentException failed(Path path, IOException e) {
    return new EnvironmentException(
        Message.of("table.io", path.getFileName().toString(), String.valueOf(e.getMessage())), e);
  }

  private List<Unit> listed() {
    return units.units(Level.COMMUNE).stream()
        .filter(
            unit ->
                province.isEmpty()
                    || units.province(unit).filter(province.get()::equals).isPresent())
        .toList();
  }

  // Columns

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    if (kind == Kind.CROSSWALK) {
      fields.add(Field.text("old_code", "Old code", "template_old_code"));
      fields.add(Field.text("old_name", "Old name", "template_old_name"));
      fields.add(Field.text("new_code", "New code", "template_new_code"));
      fields.add(Field.text("new_name", "New name", "template_new_name"));
      fields.add(
          new Field(
              "part",
              "Part",
              Message.of("table.template_part"),
              List.of("whole", "partial"),
              false,
              false));
      fields.add(
          new Field(
              "weight", "Weight", Message.of("table.template_weight"), List.of(), false, true));
      return fields;
    }
    fields.add(Field.text("Mã xã", "Unit code", "template_code"));
    fields.add(Field.text("Tên xã", "Unit name", "template_name"));
    switch (kind) {
      case STATISTICS -> {
        fields.add(Field.text("Năm", "Year", "template_year"));
        fields.add(
            new Field(
                "Chuẩn nghèo",
                "Poverty standard",
                Message.of("table.template_standard"),
                catalogues.catalogue().standards().stream().map(s -> s.id()).toList(),
                false,
                false));
        review().forEach(fields::add);
      }
      case FUNDS -> {
        fields.add(Field.text("Năm", "Year", "template_year"));
        fields.add(
            new Field(
                "Chương trình",
                "Programme or project",
                Message.of("table.template_programme"),
                catalogues.catalogue().groups().stream()
                    .filter(group -> group.id().startsWith(PROGRAMMES))
                    .map(group -> group.name().in(Language.VI))
                    .toList(),
                false,
                false));
        catalogues.catalogue().indicators().stream()
            .filter(i -> i.theme().equals("funds") && i.kind() == Indicator.Kind.AMOUNT)
            .forEach(i -> fields.add(figure(i, Group.ALL)));
      }
      case DESIGNATIONS -> {
        for (DesignationScheme scheme : catalogues.schemes()) {
          if (scheme.level() == Level.COMMUNE) {
            List<String> classes =
                scheme.classes().size() == 1
                    ? List.of("x")
                    : scheme.classes().stream().map(each -> each.name().in(Language.VI)).toList();
            fields.add(
                new Field(
                    scheme.name().in(Language.VI),
                    scheme.name().in(Language.EN),
                    Message.of("table.template_scheme", scheme.name()),
                    classes,
                    false,
                    false));
          }
        }
        fields.add(Field.text("Quyết định", "Decision", "template_decision"));
        fields.add(Field.text("Hiệu lực từ", "Valid from", "template_valid_from"));
      }
      default -> {
        fields.add(Field.text("Loại đơn vị", "Unit type", "template_type"));
        fields.add(Field.text("Mã tỉnh", "Province code", "template_province"));
      }
    }
    return fields;
  }

  /** What a row of the annual review holds. */
  private Stream<Field> review() {
    List<Field> fields = new ArrayList<>();
    fields.add(figure("hh_total", Group.ALL));
    fields.add(figure("hh_total", "ethnic_minority"));
    for (String of : List.of("hh_poor", "hh_near_poor")) {
      for (String change : List.of("_start", "_escaped", "_relapsed", "_new", "")) {
        fields.add(figure(of + change, Group.ALL));
      }
      fields.add(figure(of, "ethnic_minority"));
    }
    catalogues.catalogue().indicators().stream()
        .filter(i -> i.theme().startsWith("deprivation") && i.kind() == Indicator.Kind.COUNT)
        .filter(i -> standard.isEmpty() || i.standards().contains(standard))
        .forEach(i -> fields.add(figure(i, Group.ALL)));
    return fields.stream();
  }

  private Field figure(String indicator, String group) {
    return figure(catalogues.catalogue().indicator(indicator).orElseThrow(), group);
  }

  private Field figure(Indicator indicator, String group) {
    boolean all = group.equals(Group.ALL);
    var of = catalogues.catalogue().group(group).orElseThrow().name();
    return new Field(
        indicator.name().in(Language.VI) + (all ? "" : " - " + of.in(Language.VI)),
        indicator.name().in(Language.EN) + (all ? "" : " - " + of.in(Language.EN)),
        Message.of(
            indicator.kind() == Indicator.Kind.AMOUNT
                ? "table.template_amount"
                : "table.template_count"),
        List.of(),
        indicator.kind() == Indicator.Kind.COUNT,
        true);
  }

  // Cells

  private void fill(
      XSSFWorkbook book,
      Sheet sheet,
      List<Field> fields,
      List<Unit> listed,
      Map<String, Map<String, Double>> starts) {
    sheet.createRow(TITLE_ROW).createCell(0).setCellValue(both(title()));
    CellStyle head = head(book);
    CellStyle text = book.createCellStyle();
    text.setDataFormat(book.createDataFormat().getFormat("@"));
    Row header = sheet.createRow(HEADER_ROW);
    int rows = Math.max(listed.size(), 200);
    for (int i = 0; i < fields.size(); i++) {
      Cell cell = header.createCell(i);
      cell.setCellValue(fields.get(i).heading());
      cell.setCellStyle(head);
      sheet.setColumnWidth(i, i == 0 ? WIDTH_OF_CODE : i == 1 ? WIDTH_OF_NAME : WIDTH_OF_FIGURE);
      if (!fields.get(i).number()) {
        sheet.setDefaultColumnStyle(i, text);
      }
      validate(sheet, fields.get(i), i, rows);
    }
    sheet.createFreezePane(Math.min(2, fields.size()), HEADER_ROW + 1);
    int number = HEADER_ROW + 1;
    for (Unit unit : listed) {
      Row row = sheet.createRow(number++);
      for (int i = 0; i < fields.size(); i++) {
        Optional<Object> known = known(fields.get(i), unit, starts);
        if (known.isPresent()) {
          Cell cell = row.createCell(i);
          if (known.get() instanceof Double figure) {
            cell.setCellValue(figure);
          } else {
            cell.setCellStyle(text);
            cell.setCellValue((String) known.get());
          }
        }
      }
    }
  }

  private Message title() {
    return Message.of(
        "table.template_title_" + kind.name().toLowerCase(java.util.Locale.ROOT),
        province.map(Unit::fullName).orElse(""),
        period.map(Period::text).orElse(""));
  }

  private Optional<Object> known(Field field, Unit unit, Map<String, Map<String, Double>> starts) {
    return switch (field.heading()) {
      case "Mã xã" -> Optional.of(unit.code());
      case "Tên xã" -> Optional.of(unit.fullName());
      case "Năm" -> period.map(Period::text);
      case "Chuẩn nghèo" -> Optional.of((Object) standard).filter(s -> !s.equals(""));
      case "Loại đơn vị" -> Optional.of(unit.type());
      case "Mã tỉnh" -> units.province(unit).map(Unit::code);
      default ->
          Optional.ofNullable(starts.getOrDefault(field.heading(), Map.of()).get(unit.code()));
    };
  }

  private void validate(Sheet sheet, Field field, int column, int rows) {
    DataValidationHelper helper = sheet.getDataValidationHelper();
    Optional<DataValidationConstraint> constraint =
        !field.choices().isEmpty()
            ? Optional.of(
                helper.createExplicitListConstraint(field.choices().toArray(String[]::new)))
            : field.whole()
                ? Optional.of(
                    helper.createIntegerConstraint(
                        DataValidationConstraint.OperatorType.GREATER_OR_EQUAL, "0", null))
                : field.number()
                    ? Optional.of(
                        helper.createDecimalConstraint(
                            DataValidationConstraint.OperatorType.GREATER_OR_EQUAL, "0", null))
                    : Optional.empty();
    if (constraint.isEmpty()) {
      return;
    }
    DataValidation validation =
        helper.createValidation(
            constraint.get(),
            new CellRangeAddressList(HEADER_ROW + 1, HEADER_ROW + rows, column, column));
    validation.setShowErrorBox(true);
    validation.createErrorBox("Xã Atlas", shortened(both(field.explanation())));
    validation.createPromptBox(
        shortened(field.heading(), 32),
        shortened(field.english() + ". " + both(field.explanation())));
    validation.setShowPromptBox(true);
    sheet.addValidationData(validation);
  }

  /** Spreadsheets show so many characters of a prompt. */
  private static String shortened(String text) {
    return shortened(text, 250);
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  private void explain(XSSFWorkbook book, List<Field> fields) {
    Sheet sheet = book.createSheet(sheetName("table.template_help_sheet"));
    Row header = sheet.createRow(0);
    CellStyle head = head(book);
    List<String> titles = List.of("Tiếng Việt", "English", "Giải thích", "Explanation");
    for (int i = 0; i < titles.size(); i++) {
      Cell cell = header.createCell(i);
      cell.setCellValue(titles.get(i));
      cell.setCellStyle(head);
      sheet.setColumnWidth(i, WIDTH_OF_NAME + (i > 1 ? WIDTH_OF_NAME : 0));
    }
    int number = 1;
    for (Field field : fields) {
      Row row = sheet.createRow(number++);
      row.createCell(0).setCellValue(field.heading());
      row.createCell(1).setCellValue(field.english());
      row.createCell(2).setCellValue(field.explanation().in(Language.VI));
      row.createCell(3).setCellValue(field.explanation().in(Language.EN));
    }
    Message what =
        Message.of(
            kind == Kind.BOUNDARIES ? "table.template_import_units" : "table.template_import");
    Row note = sheet.createRow(number + 1);
    note.createCell(2).setCellValue(what.in(Language.VI));
    note.createCell(3).setCellValue(what.in(Language.EN));
  }

  private static CellStyle head(XSSFWorkbook book) {
    CellStyle style = book.createCellStyle();
    Font bold = book.createFont();
    bold.setBold(true);
    style.setFont(bold);
    style.setWrapText(true);
    style.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
    style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    return style;
  }

  private static String both(Message message) {
    return message.in(Language.VI) + " / " + message.in(Language.EN);
  }

  /** Names of sheets take no slash. */
  private static String sheetName(String key) {
    return both(Message.of(key)).replace(" / ", " - ");
  }

  /** Last year's end by heading of this year's start and by unit, as the store tells it. */
  private Map<String, Map<String, Double>> starts(Store store) {
    Map<String, Map<String, Double>> starts = new HashMap<>();
    if (kind != Kind.STATISTICS || period.filter(p -> p.text().matches("\\d{4}")).isEmpty()) {
      return starts;
    }
    String before = Integer.toString(Integer.parseInt(period.get().text()) - 1);
    Map<String, Long> newest = new HashMap<>();
    store.read(
        reader -> {
          reader.series(
              series -> {
                var key = series.key();
                boolean end =
                    key.indicator().equals("hh_poor") || key.indicator().equals("hh_near_poor");
                if (end
                    && key.period().text().equals(before)
                    && key.edition().equals(units.edition())
                    && key.level() == Level.COMMUNE
                    && key.areaType() == AreaType.ALL
                    && key.group().equals(Group.ALL)
                    && key.nature() == Nature.ACTUAL
                    && (standard.isEmpty() || key.standard().equals(standard))) {
                  Map<String, Double> byUnit =
                      starts.computeIfAbsent(
                          figure(key.indicator() + "_start", Group.ALL).heading(),
                          heading -> new HashMap<>());
                  for (int i = 0; i < series.observations().size(); i++) {
                    Observation each = series.observations().get(i);
                    long number = series.importOf().get(i);
                    // What is made up for show is nobody's start; of two sources the newer counts.
                    if (each.status() != Status.ILLUSTRATIVE
                        && number
                            >= newest.getOrDefault(key.indicator() + each.unit(), Long.MIN_VALUE)) {
                      newest.put(key.indicator() + each.unit(), number);
                      byUnit.put(each.unit(), each.value());
                    }
                  }
                }
              });
          return null;
        });
    return starts;
  }
}
