package org.xaatlas.ingest.table;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Recognises lists of households or persons: names, identity numbers, birthdays, addresses. They
 * are refused before anything of them is stored or logged; what the refusal says is what kinds of
 * columns gave the list away, never a heading or a cell of it.
 */
final class HouseholdList {
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

  private static final int HEADER_WITHIN = 60;

  /** Rows whose cells are looked at. */
  private static final int SAMPLE = 2_000;

  /** Province (001 to 096), century and sex, year, number: twelve digits. */
  private static final Pattern IDENTITY = Pattern.compile("0\\d{2}[0-9]\\d{8}");

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

  private HouseholdList() {}

  /**
   * @throws RefusedException when the table lists households or persons
   */
  static void refuse(String file, Table table) {
    Set<Sign> signs = new TreeSet<>();
    for (int i = 0; i < Math.min(HEADER_WITHIN, table.rows().size()); i++) {
      Set<Sign> row = headings(table.rows().get(i));
      // A signature block ("Họ và tên") is one sign; a header has several side by side.
      if (row.contains(Sign.IDENTITY_NUMBER) || row.size() > 1) {
        signs.addAll(row);
      }
    }
    int width = table.rows().stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    List<Table.Row> sample = table.rows().subList(0, Math.min(SAMPLE, table.rows().size()));
    for (int column = 0; column < width; column++) {
      if (hasIdentities(sample, column)) {
        signs.add(Sign.IDENTITY_NUMBER);
      }
      if (hasPersons(sample, column)) {
        signs.add(Sign.PERSON_NAME);
      }
    }
    if (!signs.isEmpty()) {
      Object[] named =
          signs.stream()
              .map(sign -> Message.of("table.sign_" + sign.name().toLowerCase(Locale.ROOT)))
              .toArray();
      throw RefusedException.of("table.households", file, joined(named));
    }
  }

  private static Object joined(Object[] messages) {
    Object all = messages[0];
    for (int i = 1; i < messages.length; i++) {
      all = Message.of("table.list", all, messages[i]);
    }
    return all;
  }

  private static Set<Sign> headings(Table.Row row) {
    Set<Sign> found = new HashSet<>();
    for (Cell cell : row.cells()) {
      if (cell.kind() == Cell.Kind.TEXT && cell.text().length() < 80) {
        String heading = VietnameseText.fold(cell.text());
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

  private static boolean hasIdentities(List<Table.Row> rows, int column) {
    Set<String> found = new HashSet<>();
    for (Table.Row row : rows) {
      String text = row.cell(column).text().replace(" ", "");
      boolean lost = row.cell(column).kind() == Cell.Kind.NUMBER && text.length() == 11;
      String whole = lost ? "0" + text : text;
      boolean province =
          whole.length() == 12
              && IDENTITY.matcher(whole).matches()
              && Integer.parseInt(whole.substring(0, 3)) <= 96;
      if (province && !whole.endsWith("000")) {
        found.add(whole);
      }
    }
    return found.size() >= IDENTITIES;
  }

  /** A column in which most cells are a family name, a middle name and a given name. */
  private static boolean hasPersons(List<Table.Row> rows, int column) {
    int filled = 0;
    int family = 0;
    int middle = 0;
    for (Table.Row row : rows) {
      Cell cell = row.cell(column);
      if (cell.kind() != Cell.Kind.TEXT || cell.text().length() > 60) {
        continue;
      }
      filled++;
      String[] words =
          java.text.Normalizer.normalize(cell.text(), java.text.Normalizer.Form.NFC)
              .toLowerCase(Locale.ROOT)
              .split("\\s+");
      if (words.length >= 2 && words.length <= 6 && FAMILY_NAMES.contains(words[0])) {
        family++;
        middle += MIDDLE_NAMES.contains(words[1]) ? 1 : 0;
      }
    }
    return family >= NAMES && family * 10 >= filled * 6 && middle * 5 >= filled;
  }
}
