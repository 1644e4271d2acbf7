package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.SharedData;
import org.xaatlas.geodata.Registers;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;

/** Persons are made up. */
class HouseholdListTest extends ImportTest {
  private static final List<String> CELLS =
      List.of("Giàng A Tủa", "014087001234", "Bản Nà Lốc", "0912345678", "Lò Thị Yêu");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mã xã,Họ và tên chủ hộ,Số CCCD,Hộ nghèo\n03646,Giàng A Tủa,014087001234,1\n",
        "TT,Họ tên,Năm sinh,Giới tính,Dân tộc,Địa chỉ\n1,Giàng A Tủa,1987,Nam,Mông,Bản Nà Lốc\n",
        "Danh sách\n\nMã xã,Chủ hộ,Số điện thoại,Tổng số hộ\n03646,Lò Thị Yêu,0912345678,1\n",
        "name,identity number,hh_poor\nLò Thị Yêu,014087001234,1\n",
      })
  void lists_of_households_are_refused_by_their_headings(String text) throws IOException {
    assertRefused(Files.writeString(dir.resolve("ds.csv"), text));
  }

  @Test
  void identity_numbers_give_a_list_away_whatever_their_heading() throws IOException {
    StringBuilder text = new StringBuilder("Mã xã,Mã,Hộ nghèo\n");
    for (int i = 0; i < 6; i++) {
      text.append("03646,01408700123").append(i).append(",1\n");
    }
    assertRefused(Files.writeString(dir.resolve("ds.csv"), text));
  }

  @Test
  void names_of_persons_give_a_list_away_whatever_their_heading() throws IOException {
    StringBuilder text = new StringBuilder("Mã xã,Đối tượng,Hộ nghèo\n");
    for (String given : "Yêu Hoa Mai Lan Pó Dua Sua Chí Tủa Páo Sính".split(" ")) {
      text.append("03646,Lò Thị ").append(given).append(",1\n");
    }
    assertRefused(Files.writeString(dir.resolve("ds.csv"), text));
  }

  @Test
  void no_kind_of_import_takes_a_list_of_households() throws IOException {
    Path groups = dir.resolve("nhom.csv");
    Files.writeString(groups, "Nhóm,Mã,Chủ hộ,Số CCCD\nA,03646,Giàng A Tủa,014087001234\n");
    assertRefused(() -> runner.groups(groups));
    Path units = dir.resolve("dv.csv");
    Files.writeString(units, "Mã,Tên,Chủ hộ,Số CCCD\n03646,Tô Hiệu,Giàng A Tủa,014087001234\n");
    assertRefused(() -> runner.units(units, "2025-07-01"));
    assertRefused(() -> runner.units(units, "2019"));
    Path links = dir.resolve("cd.csv");
    Files.writeString(links, "Mã cũ,Mã mới,Chủ hộ,Số CCCD\n03646,03646,Giàng A Tủa,014087001234\n");
    assertRefused(() -> runner.crosswalk(links));
  }

  /** The file is kept as a whole: a list on another sheet would be kept with it. */
  @ParameterizedTest
  @CsvSource({"xlsx,false", "xlsx,true", "xls,false", "xls,true"})
  void no_sheet_of_a_file_lists_households_be_it_hidden_or_not(String format, boolean hidden)
      throws IOException {
    Path file = dir.resolve("tong-hop." + format);
    try (Workbook book = WorkbookFactory.create(format.equals("xlsx"))) {
      rows(book.createSheet("Tổng hợp"), "Mã,Tên,Hộ nghèo", "03646,Phường Tô Hiệu,1");
      rows(book.createSheet("Ghi chú"), "Số liệu cuối năm");
      rows(
          book.createSheet("Danh sách"),
          "DANH SÁCH HỘ NGHÈO",
          "Chủ hộ,Số CCCD,Địa chỉ",
          "Giàng A Tủa,014087001234,Bản Nà Lốc");
      book.setSheetHidden(2, hidden);
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
    assertRefused(file);
    for (Language language : Language.values()) {
      String message = refusal(file).in(language);
      assertTrue(message.contains("\"Danh sách\""), message);
    }
  }

  /** As many rows are looked at as of the sheet that is read. */
  @ParameterizedTest
  @ValueSource(strings = {"xlsx", "xls"})
  void persons_far_down_on_another_sheet_are_seen(String format) throws IOException {
    Path file = dir.resolve("xa." + format);
    try (Workbook book = WorkbookFactory.create(format.equals("xlsx"))) {
      rows(book.createSheet("Tổng hợp"), "Mã,Tên,Hộ nghèo", "03646,Phường Tô Hiệu,1");
      Sheet other = book.createSheet("Khác");
      for (int i = 0; i < 1_900; i++) {
        rows(other, "dòng " + i);
      }
      for (int i = 0; i < 6; i++) {
        rows(other, "01408700123" + i);
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
    assertRefused(file);
    assertTrue(refusal(file).in(Language.EN).contains("\"Khác\""));
  }

  private Message refusal(Path file) {
    return assertThrows(RefusedException.class, () -> runner.run(file, ImportRunner.options()))
        .text();
  }

  private static void rows(Sheet sheet, String... lines) {
    for (String line : lines) {
      Row row = sheet.createRow(sheet.getPhysicalNumberOfRows());
      for (String cell : line.split(",")) {
        row.createCell(Math.max(0, row.getLastCellNum())).setCellValue(cell);
      }
    }
  }

  /** Wards are named after persons; figures may have twelve digits. */
  @Test
  void lists_of_units_are_no_lists_of_persons() throws IOException {
    StringBuilder text = new StringBuilder("code,name,fund_allocated\n");
    new Registers()
        .register("2025-07-01")
        .orElseThrow()
        .units(Level.COMMUNE)
        .forEach(unit -> text.append(unit.code() + "," + unit.name() + ",250000000\n"));
    Path file = Files.writeString(dir.resolve("units.csv"), text);
    assertTrue(runner.run(file, ImportRunner.options()).stored());
    if (SharedData.present()) {
      Path units = SharedData.dir().resolve("units/units-2025.csv");
      HouseholdList.refuse("units", new TableReader().read(units, java.util.Optional.empty()));
      units = SharedData.dir().resolve("units/units-2021.csv");
      HouseholdList.refuse("units", new TableReader().read(units, java.util.Optional.empty()));
    }
  }

  private void assertRefused(Path file) {
    assertRefused(() -> runner.run(file, ImportRunner.options()));
  }

  private void assertRefused(Executable imported) {
    RefusedException refused = assertThrows(RefusedException.class, imported);
    assertEquals("table.households", refused.text().key());
    for (Language language : Language.values()) {
      String message = refused.text().in(language);
      CELLS.forEach(cell -> assertFalse(message.contains(cell), message));
    }
    assertTrue(runner.store().read(reader -> reader.imports()).isEmpty());
    assertTrue(runner.store().read(reader -> reader.sources()).isEmpty());
  }
}
