package org.xaatlas.ingest.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.ingest.text.Encoder;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.message.RefusedException;

class MifReaderTest {
  private static final String MIF =
      """
      Version 300
      Charset "Neutral"
      Delimiter ","
      CoordSys Earth Projection 1, 104
      Columns 2
        MaXa Char(5)
        TenXa Char(40)
      Data

      Region 2
        5
      104.0 21.0
      104.1 21.0
      104.1 21.1
      104.0 21.1
      104.0 21.0
        4
      104.02 21.02
      104.04 21.02
      104.04 21.04
      104.02 21.02
          Pen (1,2,0)
          Brush (1,0,16777215)
          Center 104.05 21.05
      None
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"TCVN3", "VNI", "windows-1258", "UTF-8"})
  void regions_come_with_their_attributes_in_the_encoding_of_their_text(String name)
      throws IOException {
    Path file = write(MIF, TextEncoding.named(name).orElseThrow());
    List<SourceFeature> features = new ArrayList<>();
    try (BoundaryReader reader = BoundaryReaders.open(file, Optional.empty(), Optional.empty())) {
      reader.read(features::add);
      assertEquals(DeclaredCrs.ofEpsg(4326), reader.crs());
      assertEquals("MapInfo MIF", reader.format());
    }
    assertEquals(2, features.size());
    assertEquals("03646", features.get(0).fields().get("MaXa"));
    assertEquals("Phường Tô Hiệu, Sơn La", features.get(0).fields().get("TenXa"));
    assertEquals(0.0098, features.get(0).outline().orElseThrow().getArea(), 1e-9);
    assertTrue(features.get(1).outline().isEmpty());
  }

  @Test
  void an_unfamiliar_coordinate_system_is_left_to_the_user() throws IOException {
    Path file =
        write(
            MIF.replace("Projection 1, 104", "Projection 8, 9999, 0, 0, 0, 0, \"m\""),
            TextEncoding.UTF_8);
    try (BoundaryReader reader = BoundaryReaders.open(file, Optional.empty(), Optional.empty())) {
      reader.read(feature -> {});
      assertTrue(reader.crs().isNone());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Region 2|Region 2000000000",
        "  5\n|  999999999\n",
        "Data|Date",
        "None|Point 1 2",
        "104.1 21.1|104.1 x",
        "Columns 2|Columns 99999"
      })
  void a_damaged_file_is_refused(String change) throws IOException {
    String[] parts = change.split("\\|");
    Path file = write(MIF.replaceFirst(parts[0], parts[1]), TextEncoding.UTF_8);
    try (BoundaryReader reader = BoundaryReaders.open(file, Optional.empty(), Optional.empty())) {
      assertThrows(RefusedException.class, () -> reader.read(feature -> {}));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tab", "ban do.kml", "A.KMZ"})
  void formats_that_are_not_read_come_with_the_line_that_converts_them(String name)
      throws IOException {
    Path file =
        Files.writeString(folder.resolve(name), name.endsWith("Z") ? "PK\3\4" : "!table\n<kml/>");
    assertTrue(
        assertThrows(
                RefusedException.class,
                () -> BoundaryReaders.open(file, Optional.empty(), Optional.empty()))
            .getMessage()
            .contains("ogr2ogr -f GPKG converted.gpkg \"" + file + "\""));
  }

  private Path write(String mif, TextEncoding encoding) throws IOException {
    String mid = "\"03646\",\"Phường Tô Hiệu, Sơn La\"\n\"03664\",\"Phường Chiềng An\"\n";
    Files.write(
        folder.resolve("xa.MID"),
        Encoder.encode(mid, encoding).getBytes(StandardCharsets.ISO_8859_1));
    return Files.writeString(folder.resolve("xa.mif"), mif);
  }
}
