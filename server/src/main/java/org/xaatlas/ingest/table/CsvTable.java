package org.xaatlas.ingest.table;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.xaatlas.message.RefusedException;

/**
 * Reads separated text by RFC 4180: UTF-8 with or without byte order mark (UTF-16 with one), comma,
 * semicolon or tab, detected. A record counts as one row even where a quoted cell holds line ends.
 */
final class CsvTable {
  /** In the order in which they are preferred when the file does not tell. */
  private static final char[] SEPARATORS = {'\t', ';', ','};

  /** Records that are looked at to find the separator. */
  private static final int SAMPLE = 60;

  private final String file;
  private final String text;
  private final TableLimits limits;

  private CsvTable(String file, String text, TableLimits limits) {
    this.file = file;
    this.text = text;
    this.limits = limits;
  }

  static Table read(String file, byte[] bytes, TableLimits limits) {
    CsvTable csv = new CsvTable(file, decode(file, bytes), limits);
    return csv.parse(csv.separator(), Integer.MAX_VALUE, limits);
  }

  private static String decode(String file, byte[] bytes) {
    int first = bytes.length > 1 ? (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF : 0;
    boolean wide = first == 0xFEFF || first == 0xFFFE;
    Charset charset = wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      int row = 1;
      for (int i = 0; i < in.position(); i++) {
        row += bytes[i] == '\n' ? 1 : 0;
      }
      throw RefusedException.of("table.encoding", file, Integer.toString(row));
    }
    decoder.flush(out);
    String text = out.flip().toString();
    if (text.indexOf('\0') >= 0) {
      throw RefusedException.of("table.not_text", file);
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
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
      for (Table.Row row : parse(separator, SAMPLE, loose).rows()) {
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

  private Table parse(char separator, int most, TableLimits bounds) {
    TableBuilder table = new TableBuilder(file, bounds);
    StringBuilder cell = new StringBuilder();
    int row = 1;
    int column = 0;
    int i = 0;
    int length = text.length();
    while (i < length && row <= most) {
      char c = text.charAt(i);
      if (c == '"' && isBlank(cell)) {
        i = quoted(i, cell, row, most == Integer.MAX_VALUE);
      } else if (c == separator) {
        table.cell(row, column++, take(cell));
        i++;
      } else if (c == '\n' || c == '\r') {
        table.cell(row, column, take(cell));
        table.endRow(row++);
        column = 0;
        i += c == '\r' && i + 1 < length && text.charAt(i + 1) == '\n' ? 2 : 1;
      } else {
        cell.append(c);
        i++;
      }
    }
    if (row <= most && (column > 0 || cell.length() > 0)) {
      table.cell(row, column, take(cell));
      table.endRow(row);
    }
    return table.build();
  }

  /** Reads a quoted cell and returns where it ends. */
  private int quoted(int start, StringBuilder cell, int row, boolean strict) {
    cell.setLength(0);
    int i = start + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '"') {
        cell.append(c);
        i++;
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
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

  private static Cell take(StringBuilder cell) {
    Cell taken = cell.length() == 0 ? Cell.BLANK : Cell.text(cell.toString());
    cell.setLength(0);
    return taken;
  }
}
