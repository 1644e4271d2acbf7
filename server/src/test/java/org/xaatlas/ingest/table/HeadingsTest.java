package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.message.RefusedException;

class HeadingsTest {
  private static final Catalogues CATALOGUES = new Catalogues();
  private final Headings headings = Headings.ofStatistics(CATALOGUES, Optional.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hh_poor;hh_poor",
        "Hộ nghèo;hh_poor",
        "SỐ HỘ NGHÈO;hh_poor",
        "so ho ngheo;hh_poor",
        "Hộ nghèo DTTS;hh_poor@ethnic_minority",
        "Hộ DTTS nghèo;hh_poor@ethnic_minority",
        "hh_poor@khmer;hh_poor@khmer",
        "hh_poor[khmer];hh_poor@khmer",
        "Hộ nghèo dân tộc Khmer;hh_poor@khmer",
        "Hộ nghèo (hộ);hh_poor",
        "Hộ nghèo (ĐVT: hộ);hh_poor",
        "Hộ nghèo (5 = 3 + 4);hh_poor",
        "Hộ nghèo (đầu năm);hh_poor_start",
        "Số hộ nghèo (năm 2022);hh_poor@2022",
        "Hộ nghèo (%);rate_poor",
        "Tỷ lệ hộ nghèo (%);rate_poor",
        "Tỉ lệ hộ nghèo;rate_poor",
        "Tổng số hộ DTTS;hh_total@ethnic_minority",
        "Poor households;hh_poor",
        "Khmer poor households;hh_poor@khmer",
        "Hộ nghèo thành thị;hh_poor@URBAN",
        "Hộ cận nghèo khu vực nông thôn;hh_near_poor@RURAL",
        "Hộ nghèo năm 2023;hh_poor@2023",
        "hh_poor@rural@2022;hh_poor@RURAL@2022",
        "Hộ nghèo dân tộc Thái;hh_poor@thai",
        "Hộ nghèo dân tộc Mường;hh_poor@muong",
        "Tỷ lệ nghèo đa chiều;rate_mpoor",
        "Số hộ nghèo và cận nghèo;hh_mpoor",
        "Vốn phân bổ 2021-2023 (triệu đồng);fund_allocated@2021/2023",
        "Thiếu hụt bảo hiểm y tế;dep_health_insurance",
        "Tỷ lệ hộ nghèo trong hộ dân tộc thiểu số;rate_poor_em",
        "Tỷ lệ hộ DTTS trong hộ nghèo;share_em_poor",
        "Hộ thoát nghèo trong năm;hh_poor_escaped",
        "Hộ nghèo không có khả năng lao động;hh_poor@no_labour_capacity"
      })
  void a_heading_is_read_in_the_words_of_officers(String heading, String expected) {
    Measure measure = headings.column(0, heading).measure().orElseThrow();
    StringBuilder read = new StringBuilder(measure.indicator().id());
    measure.group().ifPresent(group -> read.append('@').append(group));
    measure.areaType().ifPresent(area -> read.append('@').append(area));
    measure.period().ifPresent(period -> read.append('@').append(period));
    assertEquals(expected, read.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hộ nghèo (kế hoạch)",
        "Hộ nghèo (giảm so với năm 2022)",
        "Hộ nghèo (nhân khẩu)",
        "Hộ nghèo (người)",
        "Hộ nghèo (tỷ lệ)",
        "Hộ nghèo (nghìn hộ)",
        "Hộ nghèo DTTS (%)",
        "Số hộ nghèo (theo chuẩn 2016-2020)",
        "Tỷ lệ hộ nghèo (kế hoạch 2024)",
        "Tỷ lệ hộ nghèo (‰)",
        "Tỷ lệ hộ nghèo (lần)",
        "Tỷ lệ người nghèo",
        "Vốn phân bổ (USD)"
      })
  void a_heading_whose_note_says_more_is_not_read_without_it(String heading) {
    assertEquals(Optional.empty(), headings.measure(heading));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Diễn biến trong năm|Số hộ nghèo tăng thêm|Tái nghèo;hh_poor_relapsed",
        "Diễn biến trong năm|Số hộ nghèo tăng thêm|Phát sinh mới;hh_poor_new",
        "Diễn biến trong năm|Số hộ nghèo giảm|Thoát nghèo;hh_poor_escaped",
        "Diễn biến trong năm|Số hộ nghèo tăng thêm;",
        "Diễn biến trong năm|Số hộ nghèo giảm;",
      })
  void a_change_is_read_where_it_says_which(String path, String expected) {
    Column column = headings.column(0, List.of(path.split("\\|")), Optional.empty());
    assertEquals(
        Optional.ofNullable(expected), column.measure().map(m -> m.indicator().id()), path);
  }

  @Test
  void every_heading_of_the_catalogue_means_its_indicator() {
    for (Indicator indicator : CATALOGUES.catalogue().indicators()) {
      for (String heading : indicator.headers()) {
        assertEquals(
            indicator.id(),
            headings.measure(heading).map(m -> m.indicator().id()).orElse("none"),
            heading);
      }
      assertEquals(indicator, headings.measure(indicator.name().vi()).orElseThrow().indicator());
      assertEquals(indicator, headings.measure(indicator.name().en()).orElseThrow().indicator());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Vốn phân bổ (tỷ đồng),1000",
    "Vốn phân bổ (nghìn tỷ đồng),1000000",
    "Vốn phân bổ (tr.đ),1",
    "Vốn giải ngân (triệu đồng),1",
    "fund_allocated,1"
  })
  void amounts_are_scaled_by_the_unit_in_the_heading(String heading, double factor) {
    assertEquals(factor, headings.measure(heading).orElseThrow().factor());
  }

  @ParameterizedTest
  @CsvSource({
    "Mã xã,CODE",
    "Mã xã (mới),CODE",
    "Mã xã (cũ),UNKNOWN",
    "TÊN XÃ,NAME",
    "Ghi chú,IGNORED",
    "Phường,NAME",
    "Tên phường,NAME",
    "'Xã, thị trấn',NAME",
    "'Tên các xã, phường và đặc khu',NAME",
    "Tên đơn vị hành chính cấp xã,NAME",
    "UBND xã/phường,NAME",
    "'Huyện, thị xã, thành phố/xã, phường, thị trấn',NAME",
    "Mã số xã/phường,CODE",
    "Quận,DISTRICT",
    "'Tên huyện, TP',DISTRICT",
    "Mã huyện,DISTRICT",
    "'Tỉnh, TP',PROVINCE",
    "Xã khu vực III,UNKNOWN",
    "Xã phường có hộ nghèo,UNKNOWN",
    "Tỉnh,PROVINCE",
    "STT,ORDINAL",
    "Năm,PERIOD",
    "code,CODE",
    "Khu vực,AREA_TYPE",
    "Chuẩn nghèo,STANDARD",
    "as_of,AS_OF",
    "Cộng tác viên,UNKNOWN",
    "Hộ nghèo dân tộc Thải,UNKNOWN",
    "12,UNKNOWN"
  })
  void other_columns_have_roles(String heading, Role role) {
    assertEquals(role, headings.column(0, heading).role());
  }

  @Test
  void one_word_means_an_area_type_in_figures_and_a_region_in_designations() {
    Column column = Headings.ofDesignations(CATALOGUES, Optional.empty()).column(0, "Khu vực");
    assertEquals("region", column.scheme().orElseThrow().id());
  }

  @Test
  void a_mapping_goes_before_everything(@TempDir Path dir) throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("m.json"),
            "{\"Cột A\": \"hh_poor@khmer\", \"Hộ nghèo\": \"-\", \"Nơi\": \"name\"}");
    Headings mapped = Headings.ofStatistics(CATALOGUES, Optional.of(file));
    assertEquals("khmer", mapped.column(0, "Cột A").measure().orElseThrow().group().orElseThrow());
    assertEquals(Role.IGNORED, mapped.column(0, "hộ nghèo").role());
    assertEquals(Role.NAME, mapped.column(0, "NƠI").role());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"a\": 1}", "{", "{\"a\": \"hh_rich\"}"})
  void a_mapping_that_makes_no_sense_is_refused(String json, @TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("m.json"), json);
    assertThrows(
        RefusedException.class,
        () -> Headings.ofStatistics(CATALOGUES, Optional.of(file)).column(0, "a"));
    assertTrue(Files.exists(file));
  }
}
