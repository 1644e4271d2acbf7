package org.xaatlas.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Recognises lists of households or persons: names, identity numbers, birthdays, addresses. They
 * are refused before anything of them is stored or logged; what the refusal says is what kinds of
 * columns gave the list away, never a heading or a cell of it.
 */
public final class HouseholdSigns {
  /** A cell or an attribute. */
  public interface Value {
    String text();

    /** Whether the file keeps something else than text. */
    boolean isNumber();

    static Value of(String text, boolean number) {
      return new Attribute(text, number);
    }
  }

  private record Attribute(String text, boolean isNumber) implements Value {}

  private enum Sign {
    IDENTITY_NUMBER,
    PERSON_NAME,
    BIRTH,
    SEX,
    RELATION,
    ADDRESS,
    TELEPHONE
  }

  /** Headings, folded, that columns of persons have. */
  private static final Map<Sign, Pattern> HEADINGS =
      Map.of(
          Sign.IDENTITY_NUMBER,
          Pattern.compile(
              "(so )?(the )?(cccd|cmnd|cccd cmnd|cmnd cccd|can cuoc|can cuoc cong dan|"
                  + "chung minh nhan dan|chung minh thu|dinh danh ca nhan|dinh danh|ddcn)( .*)?"
                  + "|ma (so )?dinh danh( .*)?|(national )?id(entity)?( card)? (number|no)"
                  + "|so the bhyt|ma so bhxh"),
          Sign.PERSON_NAME,
          Pattern.compile(
              "(ho va ten|ho ten|ten) (chu ho|thanh vien|nguoi|cac thanh vien|vo chong)( .*)?"
                  + "|ho va ten|ho ten|chu ho|ten chu ho|thanh vien( trong)?( ho)?|ho dem|"
                  + "(full )?name of (household )?head|(household )?head( name)?|person name"),
          Sign.BIRTH,
          Pattern.compile(
              "(ngay|nam|ngay thang|ngay thang nam) sinh( .*)?|sinh nam|date of birth|birthday|"
                  + "dob|year of birth|tuoi|age"),
          Sign.SEX,
          Pattern.compile("gioi tinh( .*)?|nam nu|gioi|gender|sex"),
          Sign.RELATION,
          Pattern.compile("quan he( voi chu ho)?( .*)?|relation(ship)?( to head)?"),
          Sign.ADDRESS,
          Pattern.compile(
              "dia chi( .*)?|noi (o|thuong tru|cu tru|sinh)( .*)?|ho khau thuong tru|so nha( .*)?|"
                  + "(home )?address"),
          Sign.TELEPHONE,
          Pattern.compile("(so )?(dien thoai|dt|sdt)( .*)?|(tele)?phone( number)?|mobile"));

  /** Most headings are none of these: one look instead of seven. */
  private static final Pattern ANY =
      Pattern.compile(
          HEADINGS.values().stream().map(Pattern::pattern).collect(Collectors.joining("|")));

  private static final int HEADER_WITHIN = 60;

  /** Rows that are looked at. */
  public static final int SAMPLE = 2_000;

  /** Cells that are looked at: fewer rows of a very wide table. */
  private static final int CELLS = 100_000;

  /** Province (001 to 096), century and sex, year, number: twelve digits. */
  private static final Pattern IDENTITY = Pattern.compile("0\\d{2}[0-9]\\d{8}");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private static final int IDENTITIES = 5;
  private static final int NAMES = 10;

  private static final Set<String> FAMILY_NAMES =
      Set.copyOf(
          List.of(
              ("nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lương "
                      + "trịnh đào mai trương lâm tô cao tạ hà chu quách triệu nông vi lò quàng cà tòng "
                      + "lường giàng sùng vàng thào mùa hờ vừ lầu mã thạch sơn kim danh kiên châu lục "
                      + "hứa đàm ma bàn lèo cầm hoà hà y a điểu rơ siu ksor rmah kpă nay lữ vương")
                  .split(" ")));

  private static final Set<String> MIDDLE_NAMES = Set.of("thị", "văn", "a");

  /** Names of fields that are written as one word or were cut to ten characters. */
  private static final Map<String, String> CUT =
      Map.ofEntries(
          Map.entry("hoten", "ho ten"),
          Map.entry("hovaten", "ho va ten"),
          Map.entry("chuho", "chu ho"),
          Map.entry("tenchuho", "ten chu ho"),
          Map.entry("hotenchu", "ten chu ho"),
          Map.entry("hotenchuho", "ten chu ho"),
          Map.entry("hovatenchu", "ten chu ho"),
          Map.entry("socccd", "so cccd"),
          Map.entry("socmnd", "so cmnd"),
          Map.entry("socancuoc", "can cuoc"),
          Map.entry("ngaysinh", "ngay sinh"),
          Map.entry("namsinh", "nam sinh"),
          Map.entry("gioitinh", "gioi tinh"),
          Map.entry("quanhe", "quan he"),
          Map.entry("diachi", "dia chi"),
          Map.entry("dienthoai", "dien thoai"));

  private HouseholdSigns() {}

  /**
   * @param file what the rows are of: the name of a file, or a message that names more
   * @param rows the header among the first of them
   * @throws RefusedException when the rows list households or persons
   */
  public static void refuse(Object file, List<? extends List<? extends Value>> rows) {
    Set<Sign> signs = signs(rows);
    if (!signs.isEmpty()) {
      throw refused(file, signs);
    }
  }

  /**
   * The same for features with attributes. An address and a telephone may be those of an office: by
   * themselves they give no list of persons away.
   *
   * @param fields names of the attributes, as a dBASE table may have cut them
   * @param rows what the features say in each of them
   */
  public static void refuseFeatures(
      String file, List<String> fields, List<? extends List<? extends Value>> rows) {
    List<List<? extends Value>> all = new ArrayList<>();
    all.add(fields.stream().map(field -> Value.of(spoken(field), false)).toList());
    all.addAll(rows);
    Set<Sign> signs = signs(all);
    if (!Set.of(Sign.ADDRESS, Sign.TELEPHONE).containsAll(signs)) {
      throw refused(file, signs);
    }
  }

  /** "HO_TEN_CHU", "TenChuHo" and "CHUHO" as people say them. */
  private static String spoken(String field) {
    String words =
        VietnameseText.fold(
            field.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ").replaceAll("[_.-]+", " "));
    return CUT.getOrDefault(words.replace(" ", ""), words);
  }

  private static Set<Sign> signs(List<? extends List<? extends Value>> rows) {
    Set<Sign> signs = new TreeSet<>();
    for (int i = 0; i < Math.min(HEADER_WITHIN, rows.size()); i++) {
      Set<Sign> row = headings(rows.get(i));
      // A signature block ("Họ và tên") is one sign; a header has several side by side.
      if (row.contains(Sign.IDENTITY_NUMBER) || row.size() > 1) {
        signs.addAll(row);
      }
    }
    List<Column> columns = new ArrayList<>();
    int cells = 0;
    for (int at = 0; at < Math.min(SAMPLE, rows.size()) && cells < CELLS; at++) {
      List<? extends Value> row = rows.get(at);
      cells += row.size();
      while (columns.size() < row.size()) {
        columns.add(new Column());
      }
      for (int i = 0; i < row.size(); i++) {
        columns.get(i).see(row.get(i));
      }
    }
    for (Column column : columns) {
      if (column.identities.size() >= IDENTITIES) {
        signs.add(Sign.IDENTITY_NUMBER);
      }
      if (column.hasPersons()) {
        signs.add(Sign.PERSON_NAME);
      }
    }
    return signs;
  }

  private static RefusedException refused(Object file, Set<Sign> signs) {
    Object[] named =
        signs.stream()
            .map(sign -> Message.of("table.sign_" + sign.name().toLowerCase(Locale.ROOT)))
            .toArray();
    return RefusedException.of("table.households", file, joined(named));
  }

  private static Object joined(Object[] messages) {
    Object all = messages[0];
    for (int i = 1; i < messages.length; i++) {
      all = Message.of("table.list", all, messages[i]);
    }
    return all;
  }

  private static Set<Sign> headings(List<? extends Value> row) {
    Set<Sign> found = new HashSet<>();
    for (Value cell : row) {
      if (!cell.isNumber() && cell.text().length() < 80) {
        String heading = VietnameseText.fold(cell.text());
        if (!ANY.matcher(heading).matches()) {
          continue;
        }
        HEADINGS.forEach(
            (sign, pattern) -> {
              if (pattern.matcher(heading).matches()) {
                found.add(sign);
              }
            });
      }
    }
    return found;
  }

  private static boolean isOneWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ') {
        return false;
      }
    }
    return true;
  }

  /** What the cells of a column were seen to be. */
  private static final class Column {
    private final Set<String> identities = new HashSet<>();
    private int filled;
    private int family;
    private int middle;

    void see(Value cell) {
      String text = cell.text();
      if (text.isEmpty()) {
        return;
      }
      if (text.length() >= 11 && identities.size() < IDENTITIES) {
        identity(cell).ifPresent(identities::add);
      }
      if (cell.isNumber() || text.length() > 60) {
        return;
      }
      filled++;
      if (isOneWord(text)) {
        return;
      }
      String[] words =
          SPACES.split(
              java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC)
                  .toLowerCase(Locale.ROOT));
      if (words.length >= 2 && words.length <= 6 && FAMILY_NAMES.contains(words[0])) {
        family++;
        middle += MIDDLE_NAMES.contains(words[1]) ? 1 : 0;
      }
    }

    private static Optional<String> identity(Value cell) {
      String text = cell.text().replace(" ", "");
      boolean lost = cell.isNumber() && text.length() == 11;
      String whole = lost ? "0" + text : text;
      boolean province =
          whole.length() == 12
              && IDENTITY.matcher(whole).matches()
              && Integer.parseInt(whole.substring(0, 3)) <= 96;
      return Optional.of(whole).filter(number -> province && !number.endsWith("000"));
    }

    /** Whether most cells are a family name, a middle name and a given name. */
    boolean hasPersons() {
      return family >= NAMES && family * 10 >= filled * 6 && middle * 5 >= filled;
    }
  }
}
