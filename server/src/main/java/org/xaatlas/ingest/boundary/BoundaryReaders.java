package org.xaatlas.ingest.boundary;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Opens boundary files. What a file is, its first bytes say; a name that promises another format is
 * told, and the content read.
 */
public final class BoundaryReaders {
  private static final byte[] GZIP = {0x1F, (byte) 0x8B};
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};
  private static final byte[] SHP = {0, 0, 0x27, 0x0A};
  private static final int HEAD = 512;

  private BoundaryReaders() {}

  /**
   * Opens a file; the caller closes the reader.
   *
   * @param layer the layer to read, for formats with several
   * @param encoding the encoding of text in shapefiles, instead of what the file says
   * @throws RefusedException when there is no such file or it is of no known format
   */
  public static BoundaryReader open(Path file, Optional<String> layer, Optional<String> encoding) {
    String name = file.getFileName().toString();
    if (!Files.isRegularFile(file)) {
      throw RefusedException.of("boundary.no_file", file.toString());
    }
    try {
      long size = Files.size(file);
      if (size == 0) {
        throw RefusedException.of("boundary.empty_file", name);
      }
      if (size > Limits.FILE_BYTES) {
        throw RefusedException.of("boundary.file_bytes", name, Limits.FILE_BYTES / (1 << 20));
      }
      byte[] head;
      try (InputStream in = Files.newInputStream(file)) {
        head = in.readNBytes(HEAD);
      }
      return named(name, open(file, name, size, head, layer, encoding));
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw new RefusedException(Message.of("boundary.damaged_ends", name), e);
    } catch (IOException e) {
      throw Damaged.of(name, "", e);
    }
  }

  private static BoundaryReader open(
      Path file,
      String name,
      long size,
      byte[] head,
      Optional<String> layer,
      Optional<String> encoding)
      throws IOException {
    if (startsWith(head, FlatGeobufReader.MAGIC)) {
      return new FlatGeobufReader(file);
    }
    if (startsWith(head, GeoPackageReader.MAGIC)) {
      return new GeoPackageReader(file, layer);
    }
    boolean archive = startsWith(head, ZIP) || startsWith(head, EMPTY_ZIP);
    if (archive && !extension(name).equals("kmz")) {
      ZipContents zip = new ZipContents(file);
      try {
        return new ShapefileReader(ShapefileReader.inside(name, zip, layer), encoding);
      } catch (RuntimeException e) {
        zip.close();
        throw e;
      }
    }
    if (startsWith(head, SHP) && extension(name).equals("shp")) {
      return new ShapefileReader(ShapefileReader.beside(file), encoding);
    }
    if (startsWith(head, GZIP)) {
      byte[] inner;
      try (InputStream packed = Files.newInputStream(file);
          InputStream in = new GZIPInputStream(packed)) {
        inner = in.readNBytes(HEAD);
      }
      if (!looksLikeJson(inner)) {
        throw RefusedException.of("boundary.gzip_content", name);
      }
      InputStream in =
          new GZIPInputStream(
              new BufferedInputStream(Files.newInputStream(file), 1 << 16), 1 << 16);
      return new GeoJsonReader(name, new BoundedInput(in, name, size));
    }
    if (looksLikeJson(head)) {
      return new GeoJsonReader(name, new BoundedInput(Files.newInputStream(file), name, size));
    }
    if (extension(name).equals("mif")) {
      return new MifReader(file, encoding);
    }
    String key =
        switch (extension(name)) {
          case "dbf", "shx", "prj", "cpg" -> "boundary.format_sibling";
          case "mid" -> "boundary.format_mid";
          case "kml", "kmz", "tab", "gml", "dxf" -> "boundary.format_convert";
          case "xml", "dwg" -> "boundary.format_other";
          default -> "boundary.format_unknown";
        };
    throw RefusedException.of(key, name, file.toString());
  }

  /** Adds a finding when the name promises another format than the content is. */
  private static BoundaryReader named(String name, BoundaryReader reader) {
    String promised =
        switch (extension(name)) {
          case "geojson", "json", "geojsonl", "ndjson", "geojsons", "jsonl" -> "GeoJSON";
          case "gpkg" -> "GeoPackage";
          case "fgb" -> "FlatGeobuf";
          case "zip", "shp", "shz" -> "Shapefile";
          case "mif" -> "MapInfo MIF";
          default -> "";
        };
    if (promised.equals(reader.format())) {
      return reader;
    }
    Finding finding =
        new Finding(
            "boundary.extension",
            Finding.Severity.INFO,
            List.of(),
            Message.of("boundary.extension", name, reader.format()));
    return new BoundaryReader() {
      @Override
      public String format() {
        return reader.format();
      }

      @Override
      public void read(Consumer<SourceFeature> each) {
        reader.read(each);
      }

      @Override
      public DeclaredCrs crs() {
        return reader.crs();
      }

      @Override
      public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(reader.findings());
        all.add(0, finding);
        return all;
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }

  /** The last extension in lower case, {@code .gz} aside. */
  private static String extension(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz")) {
      lower = lower.substring(0, lower.length() - 3);
    }
    return lower.substring(lower.lastIndexOf('.') + 1);
  }

  private static boolean startsWith(byte[] head, byte[] magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }

  /** The first character that is no white space, byte order mark or record separator opens JSON. */
  private static boolean looksLikeJson(byte[] head) {
    for (byte b : head) {
      switch (b) {
        case ' ',
            '\t',
            '\r',
            '\n',
            0x1E,
            0,
            (byte) 0xEF,
            (byte) 0xBB,
            (byte) 0xBF,
            (byte) 0xFE,
            (byte) 0xFF -> {
          continue;
        }
        default -> {
          return b == '{' || b == '[';
        }
      }
    }
    return false;
  }
}
