package org.xaatlas.ingest;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.xaatlas.series.Source;

/**
 * What the user says of a file of any kind: how to read it, where it comes from, and when to keep
 * it.
 *
 * @param province code or name of the province that all rows lie in
 * @param sheet name of the sheet of a spreadsheet, the first when empty
 * @param encoding encoding of the text, detected when empty
 * @param source where the file comes from
 * @param dryRun only report
 * @param acceptUnmatched leave out open rows instead of refusing the file
 * @param acceptLikely whether a clear first candidate is taken for a row, with a warning each
 */
public record FileOptions(
    Optional<String> province,
    Optional<String> sheet,
    Optional<String> encoding,
    Source source,
    boolean dryRun,
    boolean acceptUnmatched,
    boolean acceptLikely) {
  public FileOptions {
    Objects.requireNonNull(province, "province");
    Objects.requireNonNull(sheet, "sheet");
    Objects.requireNonNull(encoding, "encoding");
    Objects.requireNonNull(source, "source");
  }

  /** Of a file of which nothing but its source is said. */
  public static FileOptions of(Source source) {
    return new FileOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), source, false, false, false);
  }

  /** As the store keeps them, by the names of the command line; changes are the caller's. */
  public Map<String, String> asText() {
    Map<String, String> text = new TreeMap<>();
    province.ifPresent(name -> text.put("province", name));
    sheet.ifPresent(name -> text.put("sheet", name));
    encoding.ifPresent(name -> text.put("encoding", name));
    text.put("source", source.id());
    text.put("accept-unmatched", Boolean.toString(acceptUnmatched));
    return text;
  }
}
