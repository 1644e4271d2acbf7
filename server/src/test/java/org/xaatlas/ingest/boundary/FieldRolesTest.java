package org.xaatlas.ingest.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xaatlas.join.Finding;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;

class FieldRolesTest {
  private final List<Finding> findings = new ArrayList<>();

  private FieldRoles find(Level level, Optional<String> code, String... fields) {
    return FieldRoles.find(
        "test",
        new LinkedHashSet<>(List.of(fields)),
        level,
        BoundaryImportTest.options().level(level).codeField(code).build(),
        findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MaXa TenXa LoaiDVHC TenTinh                              | MaXa      | TenXa     | LoaiDVHC  | TenTinh
          code name_vi                                             | code      | name_vi   |           |
          ma_xa ten_xa                                             | ma_xa     | ten_xa    |           |
          ward_code ward_name ward_type                            | ward_code | ward_name | ward_type |
          TEN_XA                                                   |           | TEN_XA    |           |
          code name full_name type province_code province_name     | code      | name      | type      | province_code
          Mã Tên Loại Tỉnh                                         | Mã        | Tên       | Loại      | Tỉnh
          full_name ma_phuong ma_tinh                              | ma_phuong | full_name |           | ma_tinh
          """)
  void common_names_are_recognised(
      String fields, String code, String name, String type, String parent) {
    FieldRoles roles = find(Level.COMMUNE, Optional.empty(), fields.split(" "));
    assertEquals(Optional.ofNullable(code), roles.code());
    assertEquals(Optional.ofNullable(name), roles.name());
    assertEquals(Optional.ofNullable(type), roles.type());
    assertEquals(Optional.ofNullable(parent), roles.parent());
  }

  @Test
  void what_is_used_is_always_told() {
    find(Level.COMMUNE, Optional.empty(), "MaXa", "TenXa");
    assertEquals(2, findings.size());
    assertTrue(findings.get(0).message().toString().contains("MaXa"));
  }

  @Test
  void the_same_field_means_the_unit_itself_or_the_one_above_by_level() {
    assertEquals(
        Optional.of("ma_tinh"),
        find(Level.PROVINCE, Optional.empty(), "ma_tinh", "ten_tinh").code());
    assertEquals(
        Optional.of("ma_huyen"),
        find(Level.COMMUNE, Optional.empty(), "ma_xa", "ma_tinh", "ma_huyen").parent());
  }

  @Test
  void a_given_field_is_taken_whatever_its_case_and_an_unknown_one_refused() {
    assertEquals(
        Optional.of("SO_HIEU"), find(Level.COMMUNE, Optional.of("so_hieu"), "SO_HIEU").code());
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> find(Level.COMMUNE, Optional.of("nope"), "a", "b"));
    assertTrue(refused.getMessage().contains("a, b"), refused.getMessage());
  }

  @Test
  void two_fields_of_one_meaning_are_not_guessed_between() {
    assertTrue(
        assertThrows(
                RefusedException.class,
                () -> find(Level.COMMUNE, Optional.empty(), "MaXa", "ma_xa"))
            .getMessage()
            .contains("--code-field"));
  }

  @Test
  void a_file_without_any_known_field_is_refused_with_its_fields() {
    assertTrue(
        assertThrows(
                RefusedException.class, () -> find(Level.COMMUNE, Optional.empty(), "fid", "area"))
            .getMessage()
            .contains("fid, area"));
  }

  @Test
  void codes_are_text_and_english_types_become_the_official_words() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("code", 3646L);
    fields.put("name", " Tô Hiệu ");
    fields.put("type", "ward");
    RowKey key =
        find(Level.COMMUNE, Optional.empty(), "code", "name", "type")
            .key(new SourceFeature(4, fields, Optional.empty(), List.of(), Optional.empty()));
    assertEquals(
        new RowKey(
            4,
            Optional.of("3646"),
            Optional.of("Tô Hiệu"),
            Optional.of("Phường"),
            Optional.empty()),
        key);
  }
}
