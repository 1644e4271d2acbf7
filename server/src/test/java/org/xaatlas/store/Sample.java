package org.xaatlas.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.xaatlas.message.Label;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;

/** A province and a few communes of each edition, made by hand. */
final class Sample {
  static final String NEW = "2025-07-01";
  static final String OLD = "2021";
  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  private Sample() {}

  static final Edition NEW_EDITION =
      new Edition(
          NEW,
          new Label("Hai cấp", "Two tiers"),
          Optional.of(LocalDate.parse("2025-07-01")),
          Optional.empty(),
          List.of(Level.PROVINCE, Level.COMMUNE));

  static final Edition OLD_EDITION =
      new Edition(
          OLD,
          new Label("Ba cấp", "Three tiers"),
          Optional.empty(),
          Optional.of(LocalDate.parse("2025-06-30")),
          List.of(Level.PROVINCE, Level.DISTRICT, Level.COMMUNE));

  static final Source SOURCE =
      new Source(
          "qd-3107",
          "Quyết định phê duyệt kết quả rà soát",
          "3107/QĐ-UBND",
          "UBND tỉnh Sơn La",
          "2024-12-20",
          "",
          "https://example.vn/3107");

  static final Source OTHER_SOURCE =
      new Source("bao-cao", "Báo cáo", "", "Sở LĐTBXH", "2024", "", "");

  static Unit unit(String edition, Level level, String code, String name, String parent) {
    return new Unit(
        edition,
        level,
        code,
        name,
        level == Level.PROVINCE ? "Tỉnh" : "Xã",
        Optional.ofNullable(parent));
  }

  static final List<Unit> UNITS =
      List.of(
          unit(NEW, Level.PROVINCE, "14", "Sơn La", null),
          unit(NEW, Level.COMMUNE, "03646", "Tô Hiệu", "14"),
          unit(NEW, Level.COMMUNE, "03664", "Chiềng An", "14"),
          unit(NEW, Level.COMMUNE, "03688", "Mường La", "14"));

  static final List<Unit> OLD_UNITS =
      List.of(
          unit(OLD, Level.PROVINCE, "14", "Sơn La", null),
          unit(OLD, Level.DISTRICT, "116", "Thành phố Sơn La", "14"),
          unit(OLD, Level.COMMUNE, "03646", "Chiềng Lề", "116"));

  static SeriesKey key(String indicator) {
    return new SeriesKey(
        NEW,
        Level.COMMUNE,
        indicator,
        new Period("2023"),
        Optional.empty(),
        "07/2021",
        AreaType.ALL,
        "all",
        Nature.ACTUAL,
        Stage.APPROVED);
  }

  static Observation figure(String unit, double value) {
    return new Observation(unit, value, Status.REPORTED, "", 0);
  }

  /** A square with its lower left corner at the place given. */
  static MultiPolygon square(double x, double y, double side) {
    return GEOMETRY.createMultiPolygon(new Polygon[] {ring(x, y, side)});
  }

  private static Polygon ring(double x, double y, double side) {
    return GEOMETRY.createPolygon(
        new Coordinate[] {
          new Coordinate(x, y),
          new Coordinate(x + side, y),
          new Coordinate(x + side, y + side),
          new Coordinate(x, y + side),
          new Coordinate(x, y)
        });
  }

  /** Two parts, one with a hole, and numbers that need all 53 bits. */
  static MultiPolygon awkward() {
    Polygon holed =
        GEOMETRY.createPolygon(
            ring(103.9 + 1e-13, Math.PI * 7, 1.0 / 3).getExteriorRing(),
            new org.locationtech.jts.geom.LinearRing[] {
              ring(104.00000000000001, 22.1, 0.1).getExteriorRing()
            });
    return GEOMETRY.createMultiPolygon(
        new Polygon[] {holed, ring(-0.0, Math.nextUp(8.3), Double.MIN_NORMAL + 0.1)});
  }

  static Path file(Path folder, String content) {
    try {
      return Files.writeString(Files.createTempFile(folder, "import", ".csv"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static ImportRecord record(String content) {
    return new ImportRecord(
        0,
        "statistics",
        NEW,
        "so-lieu.csv",
        sha256(content.getBytes(StandardCharsets.UTF_8)),
        Map.of("period", "2023", "standard", "07/2021"),
        "{\"rows\":3}",
        Instant.parse("2026-11-01T08:30:00.123456789Z"));
  }

  /** Both editions, their units and both sources. */
  static void putBasics(StoreWriter writer) {
    writer.putEdition(NEW_EDITION);
    writer.putEdition(OLD_EDITION);
    writer.putUnits(UNITS);
    writer.putUnits(OLD_UNITS);
    writer.putSource(SOURCE);
    writer.putSource(OTHER_SOURCE);
  }
}
