package org.xaatlas.ingest.table;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

/** The words of headings and cells, Vietnamese and English, compared folded. */
final class Words {
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");

  /** Unit types in any order and number, with what is written before them: "Tên các xã, phường". */
  private static final Pattern UNIT_TYPES =
      Pattern.compile(
          "(?<code>ma (?:so )?)?(?:ten |thuoc )?(?:cac )?"
              + "(?:(?:don vi hanh chinh|don vi|dvhc|dia phuong) )?(?:cap )?(?:ubnd )?"
              + "(?:(?:va |hoac )?(?:(?<commune>xa|phuong|thi tran|dac khu)"
              + "|(?<district>quan|huyen|thi xa|tx)|thanh pho|tp|tt)(?: |$))+");

  /** Typed with their marks, since bàn and Lạng are other words. */
  private static final Pattern VILLAGES =
      Pattern.compile(
          "\\b(thôn|bản|xóm|ấp|buôn|làng|phum|sóc|khóm|tổ dân phố|tdp|thon|villages?)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern COMMUNES =
      Pattern.compile(".*\\b(xa|phuong|dac khu|communes?|wards?)\\b.*");

  /** "UBND xã Mường Bú" above a table, not "UBND các xã, phường". */
  private static final Pattern COMMUNE_OFFICE =
      Pattern.compile(
          "(?:don vi |dia ban )?(?:ubnd|uy ban nhan dan) (?:xa|phuong|thi tran|dac khu) "
              + "(?!(?:xa|phuong|thi tran|dac khu)\\b)\\p{L}.*");

  private static final Map<String, Role> ROLES = new HashMap<>();
  private static final Map<String, AreaType> AREA_TYPES = new HashMap<>();
  private static final Map<String, Nature> NATURES = new HashMap<>();
  private static final Map<String, Stage> STAGES = new HashMap<>();
  private static final Map<String, Status> STATUSES = new HashMap<>();
  private static final Map<String, Level> LEVELS = new HashMap<>();

  static {
    put(
        ROLES,
        Role.CODE,
        "mã|code|mã số|mã đơn vị|mã ĐVHC|unit code|commune code|ward code|district code|"
            + "mã đơn vị hành chính|mã số đơn vị hành chính|mã số ĐVHC");
    put(
        ROLES,
        Role.NAME,
        "tên|name|tên đơn vị|đơn vị|đơn vị hành chính|tên đơn vị hành chính|ĐVHC|tên ĐVHC|"
            + "địa phương|địa bàn|tên địa bàn|commune|ward|unit|unit name|full name|commune name|"
            + "tên địa phương|khu vực, đơn vị|đơn vị, khu vực|khu vực, địa bàn|"
            + "xã, thôn|xã, thôn, bản|xã, bản|tên xã, thôn|xã, phường, thôn|thôn, xã");
    put(ROLES, Role.TYPE, "loại|loại đơn vị|loại ĐVHC|type|unit type|loại đơn vị hành chính");
    put(
        ROLES,
        Role.PROVINCE,
        "tỉnh|tên tỉnh|tỉnh thành phố|tỉnh, thành phố|tên tỉnh, thành phố|thuộc tỉnh|mã tỉnh|tỉnh, TP|"
            + "tỉnh thành|tỉnh, thành|tên tỉnh, TP|cấp tỉnh|mã tỉnh, thành phố|"
            + "province|province code|province name|parent");
    put(ROLES, Role.DISTRICT, "mã huyện|district|district name");
    put(
        ROLES,
        Role.VILLAGE,
        "thôn|tên thôn|thôn, bản|bản|ấp|tên ấp|tên thôn, bản|thôn, ấp|khóm, ấp|village|"
            + "village name|tên thôn, ấp|tên thôn đặc biệt khó khăn|tên thôn ĐBKK");
    put(ROLES, Role.PERIOD, "năm|kỳ|kỳ báo cáo|thời kỳ|năm báo cáo|period|year");
    put(ROLES, Role.STANDARD, "chuẩn|chuẩn nghèo|standard|poverty standard");
    put(
        ROLES,
        Role.GROUP,
        "nhóm|nhóm dân cư|dân tộc|đối tượng|nhóm đối tượng|group|chương trình|tên chương trình|"
            + "chương trình, dự án|chương trình/dự án|dự án|tiểu dự án|programme|program|project");
    put(
        ROLES,
        Role.AREA_TYPE,
        "khu vực|thành thị, nông thôn|thành thị/nông thôn|loại khu vực|area type|area|urban/rural");
    put(ROLES, Role.NATURE, "tính chất|nature|thực hiện/kế hoạch");
    put(ROLES, Role.STAGE, "giai đoạn phê duyệt|mức phê duyệt|tình trạng phê duyệt|stage");
    put(ROLES, Role.STATUS, "trạng thái|trạng thái số liệu|status");
    put(ROLES, Role.QUALIFIER, "từ kèm theo|qualifier");
    put(ROLES, Role.SOURCE, "nguồn|nguồn số liệu|source");
    put(ROLES, Role.LEVEL, "cấp|cấp hành chính|level");
    put(ROLES, Role.EDITION, "danh mục|phiên bản danh mục|edition");
    put(ROLES, Role.AS_OF, "tính đến|tính đến ngày|thời điểm|as of");
    put(ROLES, Role.UNIT_OF_MEASURE, "đơn vị tính|đvt|unit of measure");
    put(ROLES, Role.INDICATOR, "chỉ tiêu|chỉ số|indicator");
    put(ROLES, Role.VALUE, "giá trị|số liệu|value");
    put(ROLES, Role.SCHEME, "danh sách|loại phân định|scheme|designation");
    put(ROLES, Role.CLASS, "phân loại|class|designation class");
    put(ROLES, Role.DECISION, "quyết định|số quyết định|decision");
    put(ROLES, Role.VALID_FROM, "hiệu lực từ|có hiệu lực từ|từ ngày|valid from");
    put(ROLES, Role.VALID_TO, "hiệu lực đến|đến ngày|hết hiệu lực|valid to");
    put(ROLES, Role.IGNORED, "ghi chú|chú thích|note|notes|remark|remarks");
    put(ROLES, Role.ORDINAL, "tt|stt|số tt|số thứ tự|no|#");

    put(AREA_TYPES, AreaType.ALL, "all|tất cả|chung|cả hai");
    put(AREA_TYPES, AreaType.URBAN, "urban|thành thị|đô thị|khu vực thành thị|khu vực đô thị");
    put(AREA_TYPES, AreaType.RURAL, "rural|nông thôn|khu vực nông thôn");
    put(NATURES, Nature.ACTUAL, "actual|thực hiện|thực tế|kết quả");
    put(NATURES, Nature.TARGET, "target|kế hoạch|chỉ tiêu|mục tiêu");
    put(NATURES, Nature.FORECAST, "forecast|dự kiến|dự báo|ước thực hiện");
    put(STAGES, Stage.PRELIMINARY, "preliminary|sơ bộ");
    put(STAGES, Stage.APPROVED, "approved|đã phê duyệt|phê duyệt|chính thức");
    put(STAGES, Stage.AMENDED, "amended|đính chính|điều chỉnh");
    put(STATUSES, Status.REPORTED, "reported|báo cáo|số liệu báo cáo");
    put(STATUSES, Status.ESTIMATED, "estimated|ước tính");
    put(STATUSES, Status.ILLUSTRATIVE, "illustrative|minh họa|số liệu minh họa");
    put(LEVELS, Level.PROVINCE, "province|tỉnh|cấp tỉnh");
    put(LEVELS, Level.DISTRICT, "district|huyện|cấp huyện");
    put(LEVELS, Level.COMMUNE, "commune|xã|cấp xã");
  }

  private Words() {}

  private static <T> void put(Map<String, T> words, T meaning, String spellings) {
    for (String spelling : spellings.split("\\|")) {
      T other = words.put(VietnameseText.fold(spelling), meaning);
      if (other != null && other != meaning) {
        throw new IllegalStateException(spelling + " means " + other + " and " + meaning);
      }
    }
  }

  static Optional<Role> role(String text) {
    String folded = VietnameseText.fold(text);
    Role role = ROLES.get(folded);
    return role != null ? Optional.of(role) : ofUnitTypes(folded);
  }

  /** What a heading made of unit types names: the lowest of them. */
  private static Optional<Role> ofUnitTypes(String folded) {
    Matcher types = UNIT_TYPES.matcher(folded);
    if (!types.matches()) {
      return Optional.empty();
    }
    boolean communes = types.group("commune") != null;
    if (types.group("code") != null) {
      return communes ? Optional.of(Role.CODE) : Optional.empty();
    }
    boolean districts = types.group("district") != null;
    return communes
        ? Optional.of(Role.NAME)
        : districts ? Optional.of(Role.DISTRICT) : Optional.empty();
  }

  /**
   * Whether a heading of units speaks of villages, beside communes or alone. Of a heading of
   * several lines the last counts: the first may be the title of a list of villages.
   */
  static boolean isOfVillages(String heading) {
    String own =
        role(heading).isPresent() ? heading : heading.substring(1 + heading.lastIndexOf('/'));
    return VILLAGES.matcher(Normalizer.normalize(own, Normalizer.Form.NFC)).find();
  }

  /** Whether a heading of units speaks of communes. */
  static boolean isOfCommunes(String heading) {
    return COMMUNES.matcher(VietnameseText.fold(heading)).matches();
  }

  /** Whether a title names the office of one commune. */
  static boolean isCommuneOffice(String title) {
    return COMMUNE_OFFICE.matcher(VietnameseText.fold(title)).matches();
  }

  static Optional<AreaType> areaType(String text) {
    return find(AREA_TYPES, text);
  }

  /** The same for words that are folded already. */
  static Optional<AreaType> areaTypeOfFolded(String folded) {
    return Optional.ofNullable(AREA_TYPES.get(folded));
  }

  static Optional<Nature> nature(String text) {
    return find(NATURES, text);
  }

  static Optional<Stage> stage(String text) {
    return find(STAGES, text);
  }

  static Optional<Status> status(String text) {
    return find(STATUSES, text);
  }

  static Optional<Level> level(String text) {
    return find(LEVELS, text);
  }

  private static <T> Optional<T> find(Map<String, T> words, String text) {
    return Optional.ofNullable(words.get(VietnameseText.fold(text)));
  }

  /** An ISO date or day/month/year; empty for anything else. */
  static Optional<LocalDate> date(String text) {
    try {
      Matcher day = DAY.matcher(text);
      return Optional.of(
          day.matches()
              ? LocalDate.of(
                  Integer.parseInt(day.group(3)),
                  Integer.parseInt(day.group(2)),
                  Integer.parseInt(day.group(1)))
              : LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
