package org.xaatlas.ingest.boundary;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.join.Finding;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;

/**
 * Which field of a file holds code, name, type and parent: as the user said, or recognised by
 * common names without regard to case, diacritics and punctuation. What is used is always told.
 *
 * @param code field of the official code
 * @param name field of the name, with or without the unit type
 * @param type field of the unit type
 * @param parent field of the unit above: code or name
 */
record FieldRoles(
    Optional<String> code, Optional<String> name, Optional<String> type, Optional<String> parent) {

  /** Names for each role, the most telling first. */
  private static final Map<Level, List<String>> CODES =
      Map.of(
          Level.COMMUNE,
          List.of(
              "maxa",
              "maphuong",
              "maphuongxa",
              "maxaphuong",
              "mapx",
              "wardcode",
              "communecode",
              "xacode",
              "maxamoi",
              "codexa",
              "maphuongxadk"),
          Level.DISTRICT,
          List.of("mahuyen", "districtcode", "maquan", "maquanhuyen", "codehuyen"),
          Level.PROVINCE,
          List.of("matinh", "provincecode", "matp", "matinhtp", "codetinh"));

  private static final List<String> ANY_CODE =
      List.of("code", "ma", "unitcode", "madvhc", "madonvi", "dvhccode", "macode", "gsocode");

  private static final Map<Level, List<String>> NAMES =
      Map.of(
          Level.COMMUNE,
          List.of(
              "tenxa",
              "tenphuong",
              "tenphuongxa",
              "tenxaphuong",
              "tenpx",
              "wardname",
              "communename",
              "xaname",
              "tenxamoi"),
          Level.DISTRICT,
          List.of("tenhuyen", "districtname", "tenquan", "tenquanhuyen"),
          Level.PROVINCE,
          List.of("tentinh", "provincename", "tentp", "tentinhtp"));

  private static final List<String> ANY_NAME =
      List.of(
          "name",
          "ten",
          "namevi",
          "unitname",
          "tendvhc",
          "tendonvi",
          "fullname",
          "fullnamevi",
          "tendaydu");

  private static final Map<Level, List<String>> TYPES =
      Map.of(
          Level.COMMUNE,
          List.of("loaixa", "wardtype", "communetype", "loaiphuongxa"),
          Level.DISTRICT,
          List.of("loaihuyen", "districttype"),
          Level.PROVINCE,
          List.of("loaitinh", "provincetype"));

  private static final List<String> ANY_TYPE =
      List.of("type", "loai", "loaidvhc", "unittype", "capdvhc", "loaihinh", "typevi");

  private static final List<String> ANY_PARENT =
      List.of("parent", "parentcode", "macha", "captren");

  static FieldRoles find(
      String file,
      Set<String> fields,
      Level level,
      BoundaryImport.Options options,
      List<Finding> findings) {
    Finder finder = new Finder(file, fields, findings);
    Optional<String> code =
        finder.find("code", options.codeField(), CODES.getOrDefault(level, List.of()), ANY_CODE);
    Optional<String> name =
        finder.find("name", options.nameField(), NAMES.getOrDefault(level, List.of()), ANY_NAME);
    Optional<String> type =
        finder.find("type", options.typeField(), TYPES.getOrDefault(level, List.of()), ANY_TYPE);
    List<String> above = new ArrayList<>();
    for (int tier = level.ordinal() - 1; tier >= 0; tier--) {
      above.addAll(CODES.getOrDefault(Level.values()[tier], List.of()));
      above.addAll(NAMES.getOrDefault(Level.values()[tier], List.of()));
      above.add(List.of("tinh", "huyen", "xa", "thon").get(tier));
      above.add(Level.values()[tier].id());
    }
    Optional<String> parent =
        level == Level.PROVINCE
            ? Optional.empty()
            : finder.find("parent", options.parentField(), above, ANY_PARENT);
    if (code.isEmpty() && name.isEmpty()) {
      throw RefusedException.of("boundary.field_none", file, String.join(", ", fields));
    }
    return new FieldRoles(code, name, type, parent);
  }

  /** What a feature says about its unit. */
  RowKey key(SourceFeature feature) {
    return new RowKey(
        feature.row(),
        text(feature, code),
        text(feature, name),
        text(feature, type).map(FieldRoles::vietnamese),
        text(feature, parent));
  }

  private static Optional<String> text(SourceFeature feature, Optional<String> field) {
    Object value = field.map(feature.fields()::get).orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    String text =
        value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
            ? Long.toString(number.longValue())
            : value.toString();
    return Optional.of(Normalizer.normalize(text, Normalizer.Form.NFC).strip())
        .filter(filled -> !filled.isEmpty());
  }

  /** The official word for a unit type; what is no English one stays as it is. */
  static String vietnamese(String type) {
    return switch (type.toLowerCase(Locale.ROOT).strip()) {
      case "commune" -> "Xã";
      case "ward" -> "Phường";
      case "township", "town" -> "Thị trấn";
      case "special zone", "special administrative region" -> "Đặc khu";
      case "province" -> "Tỉnh";
      default -> type;
    };
  }

  /** Letters and digits of a field name in lower case, without diacritics. */
  private static String plain(String field) {
    return Normalizer.normalize(field.replace('đ', 'd').replace('Đ', 'D'), Normalizer.Form.NFD)
        .replaceAll("[^\\p{Alnum}]", "")
        .toLowerCase(Locale.ROOT);
  }

  private record Finder(String file, Set<String> fields, List<Finding> findings) {
    Optional<String> find(
        String role, Optional<String> given, List<String> telling, List<String> general) {
      Message roleName = Message.of("boundary.role_" + role);
      if (given.isPresent()) {
        String field = given(given.get(), "--" + role + "-field");
        tell(Message.of("boundary.field_given", file, roleName, field));
        return Optional.of(field);
      }
      Set<String> names = new LinkedHashSet<>(telling);
      names.addAll(general);
      for (String name : names) {
        List<String> found = fields.stream().filter(field -> plain(field).equals(name)).toList();
        if (found.size() > 1) {
          throw RefusedException.of(
              "boundary.field_several",
              file,
              roleName,
              String.join(", ", found),
              "--" + role + "-field");
        }
        if (!found.isEmpty()) {
          tell(Message.of("boundary.field_recognised", file, roleName, found.get(0)));
          return Optional.of(found.get(0));
        }
      }
      return Optional.empty();
    }

    private String given(String name, String option) {
      if (fields.contains(name)) {
        return name;
      }
      List<String> found = fields.stream().filter(name::equalsIgnoreCase).toList();
      if (found.size() != 1) {
        throw RefusedException.of(
            "boundary.field_unknown", file, name, option, String.join(", ", fields));
      }
      return found.get(0);
    }

    private void tell(Message message) {
      findings.add(new Finding("boundary.field", Finding.Severity.INFO, List.of(), message));
    }
  }
}
