package org.xaatlas.ingest.boundary;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xaatlas.ingest.text.EncodingDetector;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Reads MapInfo interchange files: regions from the .mif, attributes from the .mid beside it. Only
 * longitude and latitude on WGS 84 are taken from the file itself; of every other coordinate system
 * the user says the EPSG code, since MapInfo describes datums in its own numbers.
 */
final class MifReader implements BoundaryReader {
  private static final int LINE = 1 << 16;

  /** Rings are compared with each other to find the holes. */
  private static final int RINGS = 1_000;

  /** Rings times vertices of a region: as often is a vertex looked at. */
  private static final long WORK = 100_000_000;

  private static final Pattern WGS84 =
      Pattern.compile("coordsys\\s+earth\\s+projection\\s+1\\s*,\\s*104\\b.*");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}");

  private final Path mif;
  private final String name;
  private final Optional<String> encoding;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> fields = new ArrayList<>();
  private char delimiter = '\t';
  private boolean utf8;
  private DeclaredCrs crs = DeclaredCrs.NONE;
  private int lineNumber;

  MifReader(Path mif, Optional<String> encoding) {
    this.mif = mif;
    this.name = mif.getFileName().toString();
    this.encoding = encoding;
  }

  @Override
  public String format() {
    return "MapInfo MIF";
  }

  @Override
  public DeclaredCrs crs() {
    return crs;
  }

  @Override
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  @Override
  public void close() {}

  @Override
  public void read(Consumer<SourceFeature> each) {
    try (InputStream in =
        new BufferedInputStream(
            new BoundedInput(Files.newInputStream(mif), name, Files.size(mif)), 1 << 16)) {
      header(in);
      List<Map<String, Object>> records = records();
      OutlineBuilder outlines = new OutlineBuilder(name);
      int row = 0;
      for (String line = next(in); line != null; line = next(in)) {
        String word = word(line);
        if (word.equals("region") || word.equals("none")) {
          row++;
          Limits.features(name, row);
          if (row > records.size()) {
            throw Damaged.at("shp_more", name, records.size());
          }
          if (word.equals("region")) {
            region(in, count(line.strip().substring(word.length())), outlines);
          }
          each.accept(outlines.feature(row, records.get(row - 1)));
        } else if (!List.of("pen", "brush", "center", "smooth").contains(word)) {
          throw RefusedException.of("boundary.mif_object", name, lineNumber);
        }
      }
      if (row != records.size()) {
        throw Damaged.at("shp_fewer", name, row, records.size());
      }
    } catch (IOException e) {
      throw Damaged.of(name, format(), e);
    }
  }

  private void header(InputStream in) throws IOException {
    for (String line = next(in); line != null; line = next(in)) {
      String lower = line.strip().toLowerCase(Locale.ROOT);
      if (lower.startsWith("delimiter")) {
        int quote = line.indexOf('"');
        delimiter = quote < 0 || quote + 1 >= line.length() ? ',' : line.charAt(quote + 1);
      } else if (lower.startsWith("charset")) {
        utf8 = lower.contains("utf-8");
      } else if (lower.startsWith("coordsys")) {
        crs = WGS84.matcher(lower).matches() ? DeclaredCrs.ofEpsg(4326) : DeclaredCrs.NONE;
      } else if (lower.startsWith("columns")) {
        int columns = count(lower.substring("columns".length()));
        if (columns > Limits.FIELDS) {
          throw RefusedException.of("boundary.too_many_fields", name, Limits.FIELDS);
        }
        for (int i = 0; i < columns; i++) {
          String column = next(in);
          if (column == null) {
            throw Damaged.at("mif", name, lineNumber);
          }
          fields.add(column.strip().split("\\s+")[0]);
        }
      } else if (lower.equals("data")) {
        return;
      }
    }
    throw Damaged.at("mif", name, lineNumber);
  }

  private void region(InputStream in, int rings, OutlineBuilder outlines) throws IOException {
    if (rings > RINGS) {
      throw RefusedException.of("boundary.too_many_rings", name, RINGS);
    }
    List<double[]> all = new ArrayList<>();
    for (int ring = 0; ring < rings; ring++) {
      int points = count(String.valueOf(next(in)));
      outlines.expect(points);
      double[] xy = new double[Math.min(2 * points, 1 << 12)];
      for (int i = 0; i < points; i++) {
        // The file may promise more points than it has: memory grows with what is read.
        if (2 * i + 1 >= xy.length) {
          xy = java.util.Arrays.copyOf(xy, Math.min(2 * points, 2 * xy.length));
        }
        String line = next(in);
        String[] parts = line == null ? new String[0] : line.strip().split("\\s+");
        if (parts.length != 2) {
          throw Damaged.at("mif", name, lineNumber);
        }
        try {
          xy[2 * i] = Double.parseDouble(parts[0]);
          xy[2 * i + 1] = Double.parseDouble(parts[1]);
        } catch (NumberFormatException e) {
          throw Damaged.at("mif", name, lineNumber);
        }
      }
      all.add(java.util.Arrays.copyOf(xy, 2 * points));
    }
    long points = all.stream().mapToLong(ring -> ring.length / 2).sum();
    if (all.size() * points > WORK) {
      throw RefusedException.of("boundary.too_many_rings", name, WORK / points);
    }
    for (double[] ring : all) {
      outlines.ring(turned(ring, depth(ring, all) % 2 == 0));
    }
    outlines.endLooseRings();
  }

  /** In how many other rings a ring lies: MapInfo tells holes by nothing else. */
  private static int depth(double[] ring, List<double[]> all) {
    int depth = 0;
    for (double[] other : all) {
      if (other != ring && ring.length > 0 && contains(other, ring[0], ring[1])) {
        depth++;
      }
    }
    return depth;
  }

  private static boolean contains(double[] ring, double x, double y) {
    boolean inside = false;
    for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      boolean crosses = ring[i + 1] > y != ring[j + 1] > y;
      if (crosses
          && x < (ring[j] - ring[i]) * (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) + ring[i]) {
        inside = !inside;
      }
    }
    return inside;
  }

  /** Shells clockwise and holes counter-clockwise, as shapefiles have them. */
  private static double[] turned(double[] ring, boolean clockwise) {
    double twice = 0;
    for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      twice += (ring[j] - ring[i]) * (ring[j + 1] + ring[i + 1]);
    }
    if (twice < 0 == clockwise) {
      return ring;
    }
    double[] back = new double[ring.length];
    for (int i = 0; i < ring.length; i += 2) {
      back[i] = ring[ring.length - 2 - i];
      back[i + 1] = ring[ring.length - 1 - i];
    }
    return back;
  }

  private int count(String text) {
    String number = text.strip();
    if (!NUMBER.matcher(number).matches() || Integer.parseInt(number) < 0) {
      throw Damaged.at("mif", name, lineNumber);
    }
    return Integer.parseInt(number);
  }

  private static String word(String line) {
    String stripped = line.strip().toLowerCase(Locale.ROOT);
    int space = stripped.indexOf(' ');
    return space < 0 ? stripped : stripped.substring(0, space);
  }

  /** The next line that is not blank, as octets; null at the end. */
  private String next(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); ; b = in.read()) {
      if (b < 0 || b == '\n') {
        lineNumber++;
        if (line.length() > 0 && !line.toString().isBlank()) {
          return line.toString();
        }
        if (b < 0) {
          return null;
        }
        line.setLength(0);
      } else if (b != '\r') {
        line.append((char) b);
        if (line.length() > LINE) {
          throw RefusedException.of("boundary.mif_line", name, lineNumber + 1, LINE);
        }
      }
    }
  }

  // --- attributes

  private List<Map<String, Object>> records() throws IOException {
    Path mid = mid();
    if (Files.size(mid) > Limits.TABLE_BYTES) {
      throw RefusedException.of(
          "boundary.expands_bytes", mid.getFileName().toString(), Limits.TABLE_BYTES >> 20);
    }
    String octets = new String(Files.readAllBytes(mid), StandardCharsets.ISO_8859_1);
    List<List<String>> rows = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (String line : (Iterable<String>) octets.lines()::iterator) {
      if (!line.isBlank()) {
        Limits.features(name, rows.size() + 1);
        List<String> row = split(line);
        rows.add(row);
        all.addAll(row);
      }
    }
    TextEncoding text = encoding(all);
    List<Map<String, Object>> records = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      Map<String, Object> record = new LinkedHashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        int number = records.size() + 1;
        String field = fields.get(i);
        String value = i < row.size() ? row.get(i) : "";
        record.put(
            field,
            value.isBlank()
                ? null
                : text.decode(value)
                    .orElseThrow(
                        () ->
                            RefusedException.of(
                                "boundary.dbf_text", name, field, number, text.name()))
                    .strip());
      }
      records.add(record);
    }
    return records;
  }

  private TextEncoding encoding(List<String> octets) {
    if (encoding.isPresent()) {
      return TextEncoding.named(encoding.get())
          .orElseThrow(() -> RefusedException.of("boundary.encoding_name", name, encoding.get()));
    }
    boolean ascii = octets.stream().allMatch(text -> text.chars().allMatch(c -> c < 128));
    List<TextEncoding> candidates = new ArrayList<>(List.of(TextEncoding.UTF_8));
    candidates.addAll(TextEncoding.LEGACY);
    EncodingDetector.Detection found = new EncodingDetector().detect(octets, candidates);
    if (found.encoding().isEmpty() && !ascii && !utf8) {
      throw RefusedException.of("boundary.encoding_unknown", name);
    }
    found
        .encoding()
        .ifPresent(
            e ->
                findings.add(
                    new Finding(
                        "boundary.encoding",
                        Finding.Severity.INFO,
                        List.of(),
                        Message.of(
                            "boundary.encoding_found",
                            name,
                            e.name(),
                            found.evidence().get(0),
                            ""))));
    return found.encoding().orElse(TextEncoding.UTF_8);
  }

  private List<String> split(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (doubled) {
          cell.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == delimiter && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  private Path mid() throws IOException {
    String wanted = name.substring(0, name.length() - 4) + ".mid";
    try (Stream<Path> files = Files.list(mif.toAbsolutePath().getParent())) {
      return files
          .filter(file -> file.getFileName().toString().equalsIgnoreCase(wanted))
          .findFirst()
          .orElseThrow(() -> RefusedException.of("boundary.mif_sibling", name, wanted));
    }
  }
}
