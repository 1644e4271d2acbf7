package org.xaatlas.ingest.boundary;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A .shp and its siblings as one zip file, the same bytes for the same contents. */
final class ShapefileBundle {
  private static final List<String> EXTENSIONS = List.of("shp", "dbf", "shx", "prj", "cpg");

  private ShapefileBundle() {}

  /** Writes a temporary zip; the caller deletes it. */
  static Path zip(Path shp) throws IOException {
    String name = shp.getFileName().toString();
    String base = name.substring(0, name.length() - 3);
    Path zip = Files.createTempFile("xa-atlas-shapefile", ".zip");
    try (ShapefileReader.Parts parts = ShapefileReader.beside(shp);
        OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (String extension : EXTENSIONS) {
        Optional<InputStream> opened = parts.open(extension);
        if (opened.isPresent()) {
          try (InputStream in = opened.get()) {
            ZipEntry entry = new ZipEntry(base + extension);
            entry.setLastModifiedTime(FileTime.fromMillis(0));
            out.putNextEntry(entry);
            in.transferTo(out);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(zip);
      throw e;
    }
    return zip;
  }
}
