package org.xaatlas.ingest.boundary;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.ingest.text.EncodingDetector;
import org.xaatlas.ingest.text.EncodingDetector.Detection;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * The attribute table of a shapefile (dBASE III to 7 without memo fields), held in memory.
 *
 * <p>Lengths in the header are checked against the bytes there are. The encoding of text is what
 * the user said; what the .cpg file or the language driver id of the header say, where the text
 * reads as text in it; UTF-8, when every byte agrees; else the encoding of Vietnamese before
 * Unicode that the text itself shows. A table that none of these explains is refused, because a
 * guess would turn Vietnamese names into other names.
 */
final class DbfTable {
  private record Field(String name, char type, int offset, int length, int decimals) {}

  private static final int FIELD_DESCRIPTOR = 32;

  /** Records whose text is looked at to find its encoding. */
  private static final int SAMPLE = 2_000;

  /** Records that are looked at however many fields there are. */
  private static final int FEW = 50;

  /** Language driver ids of code pages that Java has; 0x57 (ANSI) says nothing. */
  private static final Map<Integer, String> LANGUAGE_DRIVERS =
      Map.ofEntries(
          Map.entry(0x01, "IBM437"),
          Map.entry(0x02, "IBM850"),
          Map.entry(0x03, "windows-1252"),
          Map.entry(0x13, "Shift_JIS"),
          Map.entry(0x4D, "GBK"),
          Map.entry(0x4E, "x-windows-949"),
          Map.entry(0x4F, "Big5"),
          Map.entry(0x50, "x-windows-874"),
          Map.entry(0x58, "windows-1252"),
          Map.entry(0x59, "windows-1252"),
          Map.entry(0x64, "IBM852"),
          Map.entry(0x65, "IBM866"),
          Map.entry(0x78, "Big5"),
          Map.entry(0x7A, "GBK"),
          Map.entry(0xC8, "windows-1250"),
          Map.entry(0xC9, "windows-1251"));

  private final String file;
  private final byte[] bytes;
  private final EncodingDetector detector = new EncodingDetector();
  private final int headerLength;
  private final int recordLength;
  private final int records;
  private final List<Field> fields = new ArrayList<>();
  private final TextEncoding encoding;
  private final Map<Field, TextEncoding> encodings = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param bytes the whole .dbf file
   * @param cpg the content of the .cpg file, if there is one
   * @param encoding the encoding the user gave
   */
  DbfTable(String file, byte[] bytes, Optional<String> cpg, Optional<String> encoding) {
    this.file = file;
    this.bytes = bytes;
    if (bytes.length < 33) {
      throw Damaged.at("short", file, bytes.length);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long count = header.getInt(4) & 0xFFFFFFFFL;
    headerLength = header.getShort(8) & 0xFFFF;
    recordLength = header.getShort(10) & 0xFFFF;
    int language = bytes[29] & 0xFF;
    if (headerLength < 33 || recordLength < 1 || headerLength > bytes.length) {
      throw Damaged.at("dbf_header", file);
    }
    if (headerLength + count * recordLength > bytes.length) {
      throw Damaged.at(
          "dbf_records", file, count, headerLength + count * recordLength, bytes.length);
    }
    records = (int) count;
    readFields();
    this.encoding = encoding(language, cpg, encoding);
  }

  private void readFields() {
    int offset = 1;
    for (int at = 32;
        at + FIELD_DESCRIPTOR <= headerLength && bytes[at] != 0x0D;
        at += FIELD_DESCRIPTOR) {
      int end = at;
      while (end < at + 11 && bytes[end] != 0) {
        end++;
      }
      String name = new String(bytes, at, end - at, StandardCharsets.UTF_8).strip();
      int length = bytes[at + 16] & 0xFF;
      int decimals = bytes[at + 17] & 0xFF;
      char type = (char) (bytes[at + 11] & 0xFF);
      if (type == 'C') {
        // Longer text keeps the high byte of its length where numbers keep their decimals.
        length += decimals << 8;
      }
      if (offset + length > recordLength) {
        throw Damaged.at("dbf_header", file);
      }
      fields.add(new Field(name, type, offset, length, decimals));
      offset += length;
      if (fields.size() > Limits.FIELDS) {
        throw RefusedException.of("boundary.too_many_fields", file, Limits.FIELDS);
      }
    }
    if (fields.isEmpty()) {
      throw Damaged.at("dbf_header", file);
    }
  }

  int records() {
    return records;
  }

  /** Names of the fields, in the order of the file. */
  List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  boolean isDeleted(int record) {
    return bytes[start(record)] == '*';
  }

  private int start(int record) {
    return headerLength + record * recordLength;
  }

  /** The attributes of a record, the first is 0. */
  Map<String, Object> record(int record) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : fields) {
      values.put(field.name, value(record, field));
    }
    return values;
  }

  private Object value(int record, Field field) {
    int from = start(record) + field.offset;
    switch (field.type) {
      case 'C' -> {
        String text = decode(record, field, from).strip();
        return text.isEmpty() ? null : text;
      }
      case 'N', 'F' -> {
        String text =
            new String(bytes, from, field.length, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        return number(text, record, field);
      }
      case 'L' -> {
        return switch ((char) bytes[from]) {
          case 'Y', 'y', 'T', 't' -> Boolean.TRUE;
          case 'N', 'n', 'F', 'f' -> Boolean.FALSE;
          default -> null;
        };
      }
      case 'D' -> {
        return new String(bytes, from, field.length, StandardCharsets.ISO_8859_1).strip();
      }
      default -> {
        return null;
      }
    }
  }

  private Object number(String text, int record, Field field) {
    // Stars are what writers put where a number did not fit.
    if (text.isEmpty() || text.startsWith("*")) {
      return null;
    }
    try {
      return field.decimals == 0 && text.indexOf('.') < 0 && text.length() < 19
          ? (Object) Long.valueOf(text)
          : (Object) Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw RefusedException.of("boundary.dbf_number", file, field.name, record + 1, text);
    }
  }

  private String decode(int record, Field field, int from) {
    int length = field.length;
    while (length > 0 && (bytes[from + length - 1] == ' ' || bytes[from + length - 1] == 0)) {
      length--;
    }
    String octets = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    TextEncoding own = encodings.getOrDefault(field, encoding);
    return own.decode(octets)
        .orElseThrow(
            () ->
                RefusedException.of("boundary.dbf_text", file, field.name, record + 1, own.name()));
  }

  // --- encoding

  /**
   * What the user said; what the .cpg file or the header say, where the text agrees; else what the
   * text itself is found to be.
   */
  private TextEncoding encoding(int language, Optional<String> cpg, Optional<String> given) {
    if (given.isPresent()) {
      return told("encoding_given", named(given.get()));
    }
    boolean ascii = isAscii();
    if (ascii) {
      Detection viqr = detector.detect(octets(text()), List.of(TextEncoding.VIQR));
      if (viqr.encoding().isPresent()) {
        return found(viqr);
      }
    }
    String driver = LANGUAGE_DRIVERS.get(language);
    if (cpg.isPresent() && !cpg.get().isBlank()) {
      Optional<TextEncoding> said = TextEncoding.named(cpg.get());
      return said.isEmpty()
          ? unsaid(ascii, cpg.get())
          : ascii || agrees(said.get()) ? told("encoding_cpg", said.get()) : detect(said.get());
    }
    boolean utf8 = isUtf8();
    if (driver != null && Charset.isSupported(driver) && (ascii || !utf8)) {
      TextEncoding said = TextEncoding.of(Charset.forName(driver));
      return ascii || agrees(said) ? told("encoding_driver", said) : detect(said);
    }
    if (ascii) {
      return told("encoding_ascii", TextEncoding.UTF_8);
    }
    return utf8 ? told("encoding_detected", TextEncoding.UTF_8) : detect(TextEncoding.UTF_8);
  }

  /** What the text is where the .cpg file has a word that nobody knows. */
  private TextEncoding unsaid(boolean ascii, String cpg) {
    if (ascii) {
      return told("encoding_ascii", TextEncoding.UTF_8);
    }
    try {
      return detect(TextEncoding.UTF_8);
    } catch (RefusedException e) {
      // The unknown word says more than that nothing fits.
      return named(cpg);
    }
  }

  /** Whether all text can be of an encoding, and reads as text in it. */
  private boolean agrees(TextEncoding said) {
    List<String> decoded = new ArrayList<>();
    for (String octets : octets(text())) {
      Optional<String> text = said.decode(octets);
      if (text.isEmpty()) {
        return isUtf8() && said.name().equals("UTF-8");
      }
      decoded.add(text.get());
    }
    return detector.asTheyStand(decoded).isPlausible();
  }

  /**
   * The encoding that fits all text, and for single fields another one where only that fits.
   *
   * @param said what the file says, for want of anything better
   */
  private TextEncoding detect(TextEncoding said) {
    List<TextEncoding> candidates = new ArrayList<>(List.of(TextEncoding.UTF_8));
    candidates.addAll(TextEncoding.LEGACY);
    Detection found = detector.detect(octets(text()), candidates);
    if (found.encoding().isEmpty()) {
      found = detector.detect(octets(text()), TextEncoding.LEGACY);
      Map<Field, TextEncoding> own = new HashMap<>();
      for (Field field : text()) {
        List<String> octets = octets(List.of(field));
        if (octets.stream().anyMatch(o -> o.chars().anyMatch(c -> c > 127))) {
          Detection of = detector.detect(octets, candidates);
          of.encoding().ifPresent(e -> own.put(field, e));
          found = found.encoding().isEmpty() && of.encoding().isPresent() ? of : found;
        }
      }
      encodings.putAll(own);
    }
    if (found.encoding().isEmpty()) {
      if (said.charset().isPresent() && !said.name().equals("UTF-8")) {
        return told("encoding_cpg", said);
      }
      if (isUtf8()) {
        // Letters of old fonts, saved as Unicode: what they mean is seen when all is read.
        return told("encoding_detected", TextEncoding.UTF_8);
      }
      throw RefusedException.of("boundary.encoding_unknown", file);
    }
    return found(found);
  }

  private TextEncoding found(Detection found) {
    List<String> names = new ArrayList<>();
    encodings.forEach((field, e) -> names.add(field.name + ": " + e.name()));
    findings.add(
        new Finding(
            "boundary.encoding",
            Finding.Severity.WARNING,
            List.of(),
            Message.of(
                "boundary.encoding_found",
                file,
                found.encoding().orElseThrow().name(),
                found.evidence().get(0),
                names.isEmpty() ? "" : " " + String.join(", ", names) + ".")));
    return found.encoding().orElseThrow();
  }

  private List<Field> text() {
    return fields.stream().filter(field -> field.type == 'C').toList();
  }

  /** The bytes of some fields of the first records, as far as they are filled. */
  private List<String> octets(List<Field> some) {
    List<String> octets = new ArrayList<>();
    int sample = Math.max(FEW, SAMPLE * 10 / fields.size());
    for (int record = 0; record < Math.min(records, Math.min(SAMPLE, sample)); record++) {
      for (Field field : some) {
        int from = start(record) + field.offset;
        int length = field.length;
        while (length > 0 && (bytes[from + length - 1] == ' ' || bytes[from + length - 1] == 0)) {
          length--;
        }
        octets.add(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
      }
    }
    return octets;
  }

  private TextEncoding told(String key, TextEncoding encoding) {
    findings.add(
        new Finding(
            "boundary.encoding",
            Finding.Severity.INFO,
            List.of(),
            Message.of("boundary." + key, file, encoding.name())));
    return encoding;
  }

  private TextEncoding named(String name) {
    return TextEncoding.named(name)
        .orElseThrow(
            () ->
                RefusedException.of(
                    "boundary.encoding_name",
                    file,
                    name.strip().substring(0, Math.min(40, name.strip().length()))));
  }

  private boolean isAscii() {
    for (int i = headerLength; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether each text field is well-formed UTF-8 by itself. A last letter that was cut off by the
   * width of the field counts as well-formed here; reading it is refused with the record.
   */
  private boolean isUtf8() {
    for (int record = 0; record < records; record++) {
      for (Field field : fields) {
        if (field.type == 'C' && !isUtf8(start(record) + field.offset, field.length)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isUtf8(int from, int length) {
    return !StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes, from, length), java.nio.CharBuffer.allocate(length), false)
        .isError();
  }
}
