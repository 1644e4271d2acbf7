package org.xaatlas.ingest.table;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.message.RefusedException;

/**
 * Reads separated text by RFC 4180: UTF-8 or UTF-16, with or without byte order mark, or an
 * encoding of Vietnamese before Unicode; comma, semicolon, tab or bar, detected. A record counts as
 * one row even where a quoted cell holds line ends.
 */
final class CsvTable {
  /** In the order in which they are preferred when the file does not tell. */
  private static final char[] SEPARATORS = {'\t', ';', '|', ','};

  /** Records that are looked at to find the separator. */
  private static final int SAMPLE = 60;

  private final String file;
  private final char[] text;
  private final int start;
  private final int length;
  private final TableLimits limits;

  private CsvTable(String file, CharBuffer text, TableLimits limits) {
    this.file = file;
    this.text = text.array();
    this.start = text.position();
    this.length = text.limit();
    this.limits = limits;
  }

  /**
   * @param encoding the encoding that the user says, detected when empty
   * @param look is shown the head of a long table, where its encoding shows
   */
  static Table read(
      String file,
      byte[] bytes,
      Optional<TextEncoding> encoding,
      TableLimits limits,
      HeadLook look) {
    Optional<Charset> told = encoding.flatMap(TextEncoding::charset);
    Optional<CharBuffer> unicode =
        encoding.isEmpty() || told.isPresent()
            ? unicode(file, bytes, told.orElseGet(() -> charset(bytes)))
            : Optional.empty();
    if (told.isPresent() && unicode.isEmpty()) {
      throw RefusedException.of("table.encoding", file, encoding.get().name());
    }
    CsvTable csv = new CsvTable(file, unicode.orElseGet(() -> octets(bytes)), limits);
    TableText texts = new TableText(file);
    Function<Table, Optional<Table>> read =
        table ->
            told.isPresent()
                ? Optional.of(table)
                : encoding.isPresent()
                    ? Optional.of(texts.decode(table, encoding.get()))
                    : unicode.isPresent() ? Optional.of(texts.repair(table)) : texts.detect(table);
    Table table =
        csv.parse(
            csv.separator(),
            Integer.MAX_VALUE,
            new TableBuilder(
                file, limits, head -> read.apply(head).map(look::cells).orElse(limits.cells())));
    return read.apply(table).orElseThrow(() -> texts.unknown(table));
  }

  /** The text of a file in Unicode; empty when it is in none of its forms. */
  private static Optional<CharBuffer> unicode(String file, byte[] bytes, Charset charset) {
    if (charset == StandardCharsets.UTF_8 && isPlain(bytes)) {
      return Optional.of(octets(bytes));
    }
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
    if (result.isError()) {
      return Optional.empty();
    }
    decoder.flush(out);
    CharBuffer text = out.flip();
    for (int i = 0; i < text.limit(); i++) {
      if (text.get(i) == 0) {
        throw RefusedException.of("table.not_text", file);
      }
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      text = CharBuffer.wrap(Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray());
    }
    boolean marked = text.hasRemaining() && text.get(0) == '\uFEFF';
    return Optional.of(marked ? text.position(1) : text);
  }

  /** Each octet as a letter. */
  private static CharBuffer octets(byte[] bytes) {
    char[] letters = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      letters[i] = (char) (bytes[i] & 0xFF);
    }
    return CharBuffer.wrap(letters);
  }

  /** Whether bytes are letters of ASCII alone. */
  private static boolean isPlain(byte[] bytes) {
    for (byte octet : bytes) {
      if (octet <= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * UTF-16 shows by its byte order mark, or by the zeros of the ASCII letters and separators that
   * every table has: before or behind them.
   */
  private static Charset charset(byte[] bytes) {
    int first = bytes.length > 1 ? (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF : 0;
    if (first == 0xFEFF || first == 0xFFFE) {
      return StandardCharsets.UTF_16;
    }
    int pairs = Math.min(bytes.length, 4096) / 2;
    int[] zeros = new int[2];
    for (int i = 0; i < 2 * pairs; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    if (bytes.length % 2 == 0 && 3 * zeros[1] > pairs && zeros[0] == 0) {
      return StandardCharsets.UTF_16LE;
    }
    if (bytes.length % 2 == 0 && 3 * zeros[0] > pairs && zeros[1] == 0) {
      return StandardCharsets.UTF_16BE;
    }
    return StandardCharsets.UTF_8;
  }

  /** The separator that cuts the most records of a sample into equally many cells. */
  private char separator() {
    char best = ',';
    int bestScore = 0;
    TableLimits loose =
        new TableLimits(
            limits.bytes(),
            limits.rows(),
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            limits.expandedBytes(),
            limits.entries(),
            limits.merges());
    for (char separator : SEPARATORS) {
      Map<Integer, Integer> widths = new HashMap<>();
      for (Table.Row row :
          parse(separator, SAMPLE, new TableBuilder(file, loose, HeadLook.NONE)).rows()) {
        if (row.cells().size() > 1) {
          widths.merge(row.cells().size(), 1, Integer::sum);
        }
      }
      int score = widths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      if (score > bestScore) {
        best = separator;
        bestScore = score;
      }
    }
    return best;
  }

  private Table parse(char separator, int most, TableBuilder table) {
    StringBuilder cell = new StringBuilder();
    int row = 1;
    int column = 0;
    int i = start;
    while (i < length && row <= most) {
      int end = plainEnd(i, separator);
      if (end >= 0) {
        table.text(row, column++, text, i, end);
      } else {
        end = markedEnd(i, separator, cell, row, most == Integer.MAX_VALUE);
        table.text(row, column++, cell.toString().toCharArray(), 0, cell.length());
      }
      i = end + 1;
      if (end < length && text[end] != separator) {
        table.endRow(row++);
        column = 0;
        i += text[end] == '\r' && i < length && text[i] == '\n' ? 1 : 0;
      }
    }
    if (row <= most && column > 0) {
      table.endRow(row);
    }
    return table.build(List.of());
  }

  /** Where a cell without quotation marks ends; -1 when it has one. */
  private int plainEnd(int from, char separator) {
    int i = from;
    for (; i < length; i++) {
      char c = text[i];
      if (c == separator || c == '\n' || c == '\r') {
        return i;
      }
      if (c == '"') {
        return -1;
      }
    }
    return i;
  }

  /** Reads a cell with quotation marks, which may or may not quote it; returns where it ends. */
  private int markedEnd(int from, char separator, StringBuilder cell, int row, boolean strict) {
    cell.setLength(0);
    int i = from;
    while (i < length) {
      char c = text[i];
      if (c == '"' && isBlank(cell)) {
        i = quoted(i, cell, row, strict);
      } else if (c == separator || c == '\n' || c == '\r') {
        return i;
      } else {
        cell.append(c);
        i++;
      }
    }
    return i;
  }

  /** Reads a quoted cell and returns where it ends. */
  private int quoted(int from, StringBuilder cell, int row, boolean strict) {
    cell.setLength(0);
    int i = from + 1;
    while (i < length) {
      char c = text[i];
      if (c != '"') {
        cell.append(c);
        i++;
      } else if (i + 1 < length && text[i + 1] == '"') {
        cell.append('"');
        i += 2;
      } else {
        return i + 1;
      }
    }
    if (strict) {
      throw RefusedException.of("table.open_quote", file, Integer.toString(row));
    }
    return i;
  }

  private static boolean isBlank(StringBuilder cell) {
    return cell.length() == 0 || cell.length() < 10 && cell.toString().isBlank();
  }
}
