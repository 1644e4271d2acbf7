package org.xaatlas.ingest.boundary;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * An ESRI shapefile: a zip with .shp, .dbf and, as far as there are, .prj and .cpg in one folder of
 * it, or the .shp beside the others.
 *
 * <p>The .shp is read from front to back in step with the records of the .dbf; the .shx, which only
 * serves random access, is not needed. Every length is checked against what is left of the file
 * before memory is taken for it. Z and M are passed over. See docs/adr/0005 for why this is ours.
 */
final class ShapefileReader implements BoundaryReader {
  private static final int NULL_SHAPE = 0;
  private static final int POLYGON = 5;
  private static final int POLYGON_Z = 15;
  private static final int POLYGON_M = 25;
  private static final int HEADER = 100;

  /** The files of one shapefile, by extension. */
  interface Parts extends AutoCloseable {
    /** Empty when there is no such file. */
    Optional<InputStream> open(String extension) throws IOException;

    /** Bytes of the .shp file. */
    long shpBytes() throws IOException;

    /** The name of the .shp file for messages. */
    String name();

    @Override
    void close();
  }

  private final Parts parts;
  private final Optional<String> encoding;
  private final List<Finding> findings = new ArrayList<>();
  private DeclaredCrs crs = DeclaredCrs.NONE;

  ShapefileReader(Parts parts, Optional<String> encoding) {
    this.parts = parts;
    this.encoding = encoding;
  }

  /** A .shp on the disk with its siblings. */
  static Parts beside(Path shp) {
    String name = shp.getFileName().toString();
    String base = name.substring(0, name.length() - 4).toLowerCase(Locale.ROOT) + ".";
    Map<String, Path> siblings = new TreeMap<>();
    try (Stream<Path> files = Files.list(shp.toAbsolutePath().getParent())) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                String sibling = file.getFileName().toString().toLowerCase(Locale.ROOT);
                if (sibling.startsWith(base)) {
                  siblings.put(sibling.substring(base.length()), file);
                }
              });
    } catch (IOException e) {
      throw Damaged.of(name, "Shapefile", e);
    }
    return new Parts() {
      @Override
      public Optional<InputStream> open(String extension) throws IOException {
        Path file = extension.equals("shp") ? shp : siblings.get(extension);
        return file == null ? Optional.empty() : Optional.of(Files.newInputStream(file));
      }

      @Override
      public long shpBytes() throws IOException {
        return Files.size(shp);
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public void close() {}
    };
  }

  /** The one shapefile of a zip, or the one that {@code layer} names. Owns the zip. */
  static Parts inside(String file, ZipContents zip, Optional<String> layer) {
    List<String> found =
        zip.names().stream()
            .filter(name -> name.endsWith(".shp") && !name.startsWith("__macosx/"))
            .sorted()
            .toList();
    if (found.isEmpty()) {
      throw RefusedException.of("boundary.zip_no_shp", file, shown(zip.names().stream()));
    }
    List<String> chosen =
        layer.isEmpty()
            ? found
            : found.stream().filter(name -> layerName(name).equalsIgnoreCase(layer.get())).toList();
    if (chosen.size() != 1) {
      throw RefusedException.of(
          chosen.isEmpty() ? "boundary.layer_unknown" : "boundary.layers_several",
          file,
          shown(found.stream().map(zip::written).map(ShapefileReader::layerName)),
          layer.orElse(""));
    }
    String shp = chosen.get(0);
    String base = shp.substring(0, shp.length() - 3);
    return new Parts() {
      @Override
      public Optional<InputStream> open(String extension) throws IOException {
        return zip.open(base + extension);
      }

      @Override
      public long shpBytes() {
        return zip.size(shp).orElse(0L);
      }

      @Override
      public String name() {
        return file + "!" + zip.written(shp);
      }

      @Override
      public void close() {
        zip.close();
      }
    };
  }

  private static String layerName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.substring(0, name.length() - 4);
  }

  private static String shown(Stream<String> names) {
    List<String> first = names.limit(11).toList();
    String text = String.join(", ", first.subList(0, Math.min(10, first.size())));
    return first.size() > 10 ? text + ", …" : text;
  }

  @Override
  public String format() {
    return "Shapefile";
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
  public void close() {
    parts.close();
  }

  @Override
  public void read(Consumer<SourceFeature> each) {
    try {
      crs = DeclaredCrs.ofWkt(text("prj").orElse(""));
      DbfTable table = new DbfTable(sibling("dbf"), bytes("dbf"), text("cpg"), encoding);
      findings.addAll(table.findings());
      try (DataInputStream shp =
          new DataInputStream(new BufferedInputStream(parts.open("shp").orElseThrow(), 1 << 16))) {
        shapes(shp, table, each);
      }
    } catch (EOFException e) {
      throw new RefusedException(Message.of("boundary.damaged_ends", parts.name()), e);
    } catch (IOException e) {
      throw Damaged.of(parts.name(), format(), e);
    }
  }

  private void shapes(DataInputStream shp, DbfTable table, Consumer<SourceFeature> each)
      throws IOException {
    ByteBuffer header = ByteBuffer.wrap(shp.readNBytes(HEADER));
    if (header.limit() < HEADER || header.getInt(0) != 9994) {
      throw Damaged.at("shp_header", parts.name());
    }
    long length = 2L * header.getInt(24);
    if (length != parts.shpBytes()) {
      throw Damaged.at("shp_length", parts.name(), length, parts.shpBytes());
    }
    int type = header.order(ByteOrder.LITTLE_ENDIAN).getInt(32);
    if (type != POLYGON && type != POLYGON_Z && type != POLYGON_M) {
      throw RefusedException.of("boundary.shp_type", parts.name(), Integer.toString(type));
    }
    OutlineBuilder outlines = new OutlineBuilder(parts.name());
    List<Integer> deleted = new ArrayList<>();
    long left = length - HEADER;
    int row = 0;
    while (left > 0) {
      row++;
      Limits.features(parts.name(), row);
      shp.readInt();
      long content = 2L * shp.readInt();
      left -= 8 + content;
      if (content < 4 || left < 0 || content > Limits.FEATURE_BYTES) {
        throw Damaged.at("shp_record", parts.name(), row, content);
      }
      if (row > table.records()) {
        throw Damaged.at("shp_more", parts.name(), table.records());
      }
      byte[] record = shp.readNBytes((int) content);
      if (record.length < content) {
        throw new EOFException();
      }
      shape(ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN), row, outlines);
      if (table.isDeleted(row - 1)) {
        deleted.add(row);
        outlines.feature(row, Map.of());
      } else {
        each.accept(outlines.feature(row, table.record(row - 1)));
      }
    }
    if (row != table.records()) {
      throw Damaged.at("shp_fewer", parts.name(), row, table.records());
    }
    if (!deleted.isEmpty()) {
      findings.add(
          new Finding(
              "boundary.deleted",
              Finding.Severity.INFO,
              deleted,
              Message.of("boundary.deleted", parts.name(), deleted.size())));
    }
  }

  private void shape(ByteBuffer record, int row, OutlineBuilder outlines) {
    int type = record.getInt();
    if (type == NULL_SHAPE) {
      return;
    }
    if ((type != POLYGON && type != POLYGON_Z && type != POLYGON_M) || record.limit() < 44) {
      throw Damaged.at("shp_record", parts.name(), row, record.limit());
    }
    int rings = record.getInt(36);
    int points = record.getInt(40);
    if (rings < 0 || points < 0 || 44L + 4L * rings + 16L * points > record.limit()) {
      throw Damaged.at("shp_counts", parts.name(), row, rings, points, record.limit());
    }
    int at = 44 + 4 * rings;
    for (int ring = 0; ring < rings; ring++) {
      int from = record.getInt(44 + 4 * ring);
      int to = ring + 1 < rings ? record.getInt(48 + 4 * ring) : points;
      if (from < 0 || to < from || to > points) {
        throw Damaged.at("shp_counts", parts.name(), row, rings, points, record.limit());
      }
      outlines.expect(to - from);
      double[] xy = new double[2 * (to - from)];
      record.position(at + 16 * from);
      record.asDoubleBuffer().get(xy);
      outlines.ring(xy);
    }
    outlines.endLooseRings();
  }

  private String sibling(String extension) {
    String name = parts.name();
    return name.substring(0, name.length() - 3) + extension;
  }

  private byte[] bytes(String extension) throws IOException {
    try (InputStream in =
        parts
            .open(extension)
            .orElseThrow(
                () ->
                    RefusedException.of(
                        "boundary.shp_sibling", parts.name(), sibling(extension)))) {
      byte[] bytes = in.readNBytes(Limits.TABLE_BYTES + 1);
      if (bytes.length > Limits.TABLE_BYTES) {
        throw RefusedException.of(
            "boundary.expands_bytes", sibling(extension), Limits.TABLE_BYTES / (1 << 20));
      }
      return bytes;
    }
  }

  /** A small text file; the first 64 KB of it. */
  private Optional<String> text(String extension) throws IOException {
    Optional<InputStream> opened = parts.open(extension);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = opened.get()) {
      return Optional.of(
          new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8).replace("\uFEFF", ""));
    }
  }
}
