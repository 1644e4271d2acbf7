package org.xaatlas.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.message.Label;
import org.xaatlas.release.Manifest.DesignationEntry;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.Manifest.ImportEntry;
import org.xaatlas.release.Manifest.LevelEntry;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.release.Manifest.Tileset;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.tile.PmtilesWriter;
import org.xaatlas.tile.TileId;
import org.xaatlas.unit.Level;

/**
 * Releases of two provinces and five communes, made by hand from the formats in {@code
 * docs/releases.md} with the writers that publishing uses.
 *
 * <p>Communes of 2025-07-01, in the order of their codes: 03646 Tô Hiệu (a square), 03664 Mường La
 * (a triangle, so that its box is larger than it), 03670 Chiềng Lao (a square with a hole), 31117
 * Cái Khế (far in the south), 31120 Ninh Kiều (no outline).
 */
public final class ReleaseFixture {
  /** What the officer says of the figures. */
  public static final String NOTE = "Chờ <UBND> phê duyệt";

  public static final String SQUARE =
      "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[103.0,21.0],[104.0,21.0],[104.0,22.0],"
          + "[103.0,22.0],[103.0,21.0]]]]}";
  public static final String TRIANGLE =
      "{\"type\":\"Polygon\",\"coordinates\":[[[104.0,21.0],[105.0,21.0],[104.0,22.0],"
          + "[104.0,21.0]]]}";
  public static final String WITH_HOLE =
      "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[103.0,22.0],[104.0,22.0],[104.0,23.0],"
          + "[103.0,23.0],[103.0,22.0]],[[103.25,22.25],[103.25,22.75],[103.75,22.75],"
          + "[103.75,22.25],[103.25,22.25]]]]}";
  public static final String SOUTH =
      "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[105.5,10.0],[106.0,10.0],[106.0,10.5],"
          + "[105.5,10.0]]]]}";

  /** What the archive has at 0/0/0; at 1/1/0 it has the same, elsewhere nothing. */
  public static final byte[] TILE =
      "a vector tile, as far as a server cares".getBytes(StandardCharsets.UTF_8);

  private static final String NEWEST = "2025-07-01";
  private static final String OLD = "2021";

  private final ReleaseRepository repository;

  public ReleaseFixture(ReleaseRepository repository) {
    this.repository = repository;
  }

  /**
   * Publishes a release in which Tô Hiệu has so many poor households, and so has Mường La: an
   * answer that shows two numbers mixes two releases.
   */
  public String publish(int poor) {
    Manifest manifest = manifest(poor);
    repository.publish(manifest.release(), manifest.json());
    return manifest.release();
  }

  /** Publishes a release that names a piece which is not there. */
  public String publishIncomplete(int poor) {
    Manifest whole = manifest(poor);
    Manifest broken =
        Manifest.of(
            whole.content(),
            true,
            true,
            "0".repeat(64),
            whole.search(),
            whole.editions(),
            whole.series(),
            whole.designations(),
            whole.imports(),
            List.of(),
            List.of());
    repository.publish(broken.release(), broken.json());
    return broken.release();
  }

  private Manifest manifest(int poor) {
    try {
      return build(poor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Manifest build(int poor) throws IOException {
    String order = Hashes.of("03646\n03664\n03670\n31117\n31120\n");
    LevelEntry communes =
        new LevelEntry(
            Level.COMMUNE,
            "communes",
            5,
            4,
            keep(
                units(
                    NEWEST,
                    "commune",
                    order,
                    "\"code\":[\"03646\",\"03664\",\"03670\",\"31117\",\"31120\"],"
                        + "\"name\":[\"Tô Hiệu\",\"Mường La\",\"Chiềng Lao\",\"Cái Khế\","
                        + "\"Ninh Kiều\"],"
                        + "\"type\":[\"Phường\",\"Xã\",\"Xã\",\"Phường\",\"Phường\"],"
                        + "\"parent\":[\"14\",\"14\",\"14\",\"92\",\"92\"],"
                        + "\"province\":[\"14\",\"14\",\"14\",\"92\",\"92\"],"
                        + "\"label\":[[103.5,21.5],[104.3,21.3],[103.1,22.1],[105.8,10.1],null],"
                        + "\"bbox\":[[103,21,104,22],[104,21,105,22],[103,22,104,23],"
                        + "[105.5,10,106,10.5],null],"
                        + "\"area\":[11500.12,5750.5,8600,1500,null]"
                        + ",\"boundary\":[[\"schematic\",4],[\"\",1]],\"boundarySource\":[[\"demo-boundaries\",4],[\"\",1]]")),
            order,
            Optional.of(communeGeometry()),
            Optional.of(
                keep(
                    "{\"format\":\"xa-atlas-adjacency/1\",\"order\":\""
                        + order
                        + "\",\"neighbours\":[[1,2],[0],[0],[],[]]}")),
            Optional.empty());
    String provinceOrder = Hashes.of("14\n92\n");
    LevelEntry provinces =
        new LevelEntry(
            Level.PROVINCE,
            "provinces",
            2,
            0,
            keep(provinces(NEWEST, provinceOrder, "\"Sơn La\",\"Cần Thơ\"")),
            provinceOrder,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    String oldOrder = Hashes.of("03646\n");
    LevelEntry oldCommunes =
        new LevelEntry(
            Level.COMMUNE,
            "communes-2021",
            1,
            0,
            keep(
                units(
                    OLD,
                    "commune",
                    oldOrder,
                    "\"code\":[\"03646\"],\"name\":[\"Chiềng Lề\"],\"type\":[\"Phường\"],"
                        + "\"parent\":[\"116\"],\"province\":[\"14\"],\"label\":[null],"
                        + "\"bbox\":[null],\"area\":[null]"
                        + ",\"boundary\":[[\"\",1]],\"boundarySource\":[[\"\",1]]")),
            oldOrder,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    EditionEntry old =
        new EditionEntry(
            OLD,
            new Label("Ba cấp", "Three tiers"),
            Optional.empty(),
            Optional.of(LocalDate.parse("2025-06-30")),
            false,
            false,
            List.of(),
            Optional.empty(),
            List.of(oldCommunes));
    EditionEntry newest =
        new EditionEntry(
            NEWEST,
            new Label("Hai cấp", "Two tiers"),
            Optional.of(LocalDate.parse("2025-07-01")),
            Optional.empty(),
            true,
            true,
            List.of("demo-boundaries"),
            Optional.of(tiles()),
            List.of(provinces, communes));
    String report =
        keep(
            "{\"file\":\"figures.csv\",\"sha256\":\"ab\",\"kind\":\"statistics\",\"edition\":\""
                + NEWEST
                + "\",\"rows\":5,\"matched\":4,\"ambiguous\":0,\"unmatched\":0,\"skipped\":1,"
                + "\"warnings\":[],\"outcomes\":[{\"row\":3,\"input\":\"<b>Xã A\","
                + "\"outcome\":\"matched\",\"code\":\"03646\",\"candidates\":[],"
                + "\"reason\":\"The code.\",\"reason_vi\":\"Mã số.\"}]}");
    return Manifest.of(
        Hashes.of("content " + poor),
        true,
        true,
        keep(CATALOGUE),
        keep(SEARCH),
        List.of(old, newest),
        series(poor, order),
        List.of(
            new DesignationEntry("region", OLD, Level.COMMUNE, keep(OLD_REGION), false, 1),
            new DesignationEntry("region", NEWEST, Level.COMMUNE, keep(REGION), true, 4),
            new DesignationEntry("village_dbkk", NEWEST, Level.VILLAGE, keep(VILLAGES), false, 1)),
        List.of(
            new ImportEntry(7, "statistics", NEWEST, "figures.csv", "ab".repeat(32), report, NOTE)),
        List.of(),
        List.of());
  }

  private List<SeriesEntry> series(int poor, String order) {
    List<SeriesEntry> series = new ArrayList<>();
    SeriesKey all = key("hh_all", "2023", "", "all", Stage.APPROVED);
    SeriesKey count = key("hh_poor", "2023", "07/2021", "all", Stage.APPROVED);
    SeriesKey rate = key("rate_poor", "2023", "07/2021", "all", Stage.APPROVED);
    series.add(column(all, order, "[1000,2000,0,null,null]", "[[\"reported\",3],[\"\",2]]", "{}"));
    series.add(
        column(
            key("hh_poor", "2022", "07/2021", "all", Stage.APPROVED),
            order,
            "[300,500.5,null,null,null]",
            "[[\"reported\",2],[\"\",3]]",
            "{}"));
    series.add(
        column(
            key("hh_poor", "2023", "07/2021", "all", Stage.PRELIMINARY),
            order,
            "[1,1,1,1,1]",
            "[[\"estimated\",5]]",
            "{}"));
    series.add(
        column(
            count,
            order,
            "[" + poor + "," + poor + ",0,null,null]",
            "[[\"illustrative\",2],[\"reported\",1],[\"\",2]]",
            "{\"0\":\"hơn\"}"));
    series.add(
        column(
            key("hh_poor", "2023", "07/2021", "ethnic_minority", Stage.APPROVED),
            order,
            "[50,null,null,null,null]",
            "[[\"reported\",1],[\"\",4]]",
            "{}"));
    series.add(
        SeriesEntry.computed(
            rate, List.of(Status.ILLUSTRATIVE), List.of("demo", "office"), 2, count, all));
    return series;
  }

  private SeriesEntry column(
      SeriesKey key, String order, String values, String status, String qualifiers) {
    String id = SeriesEntry.idOf(key, false);
    String column =
        keep(
            "{\"format\":\"xa-atlas-column/1\",\"series\":\""
                + id
                + "\",\"order\":\""
                + order
                + "\",\"values\":"
                + values
                + ",\"status\":"
                + status
                + ",\"qualifiers\":"
                + qualifiers
                + "}");
    String provenance =
        keep(
            "{\"format\":\"xa-atlas-provenance/1\",\"series\":\""
                + id
                + "\",\"order\":\""
                + order
                + "\",\"source\":[[\"office\",5]],\"import\":[[7,5]],\"row\":[2,3,4,null,null]}");
    List<Status> statuses = new ArrayList<>();
    for (Status word : Status.values()) {
      if (status.contains(Manifest.word(word))) {
        statuses.add(word);
      }
    }
    return SeriesEntry.column(key, false, statuses, List.of("office"), 3, column, provenance);
  }

  private static SeriesKey key(
      String indicator, String period, String standard, String group, Stage stage) {
    return new SeriesKey(
        NEWEST,
        Level.COMMUNE,
        indicator,
        new Period(period),
        Optional.empty(),
        standard,
        AreaType.ALL,
        group,
        Nature.ACTUAL,
        stage);
  }

  private static String units(String edition, String level, String order, String columns) {
    return "{\"format\":\"xa-atlas-units/1\",\"edition\":\""
        + edition
        + "\",\"level\":\""
        + level
        + "\",\"order\":\""
        + order
        + "\","
        + columns
        + "}";
  }

  private static String provinces(String edition, String order, String names) {
    return units(
        edition,
        "province",
        order,
        "\"code\":[\"14\",\"92\"],\"name\":["
            + names
            + "],\"type\":[\"Tỉnh\",\"Thành phố\"],\"parent\":[\"\",\"\"],"
            + "\"province\":[\"14\",\"92\"],\"label\":[null,null],\"bbox\":[null,null],"
            + "\"area\":[null,null]"
            + ",\"boundary\":[[\"\",2]],\"boundarySource\":[[\"\",2]]");
  }

  private String communeGeometry() throws IOException {
    Path draft = repository.draft();
    try (GeometryPiece.Writer writer = new GeometryPiece.Writer(draft, 5)) {
      writer.add(new Envelope(103, 104, 21, 22), bytes(SQUARE));
      writer.add(new Envelope(104, 105, 21, 22), bytes(TRIANGLE));
      writer.add(new Envelope(103, 104, 22, 23), bytes(WITH_HOLE));
      writer.add(new Envelope(105.5, 106, 10, 10.5), bytes(SOUTH));
      writer.skip();
    }
    return repository.keep(draft);
  }

  private Tileset tiles() throws IOException {
    Path draft = repository.draft();
    try (PmtilesWriter writer = new PmtilesWriter(draft)) {
      writer.add(new TileId(0, 0, 0), gzip(TILE));
      writer.add(new TileId(1, 1, 0), gzip(TILE));
      writer.finish(102, 8, 110, 24, "{\"vector_layers\":[{\"id\":\"communes\",\"fields\":{}}]}");
    }
    return new Tileset(repository.keep(draft), "input", 0, 1, 102, 8, 110, 24);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
      zipped.write(bytes);
    }
    return out.toByteArray();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private String keep(String json) {
    try {
      Path draft = repository.draft();
      Files.writeString(draft, json);
      return repository.keep(draft);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String CATALOGUE =
      """
      {"format":"xa-atlas-catalogue/1","indicators":[
      {"id":"rate_poor","name":{"vi":"Tỷ lệ hộ nghèo","en":"Poverty rate"},"kind":"rate"},
      {"id":"hh_all","name":{"vi":"Số hộ","en":"Households"},"kind":"count"},
      {"id":"hh_poor","name":{"vi":"Hộ nghèo","en":"Poor households"},"kind":"count"}],
      "groups":[{"id":"all","partOf":""},{"id":"ethnic_minority","partOf":"all"}],
      "standards":[{"id":"07/2021","validFrom":2022,"validTo":2025}],
      "schemes":[{"id":"region","name":{"vi":"Phân định khu vực","en":"Region"},"level":"commune",
      "classes":[{"id":"I"},{"id":"II"},{"id":"III","name":{"vi":"Khu vực III","en":"Region III"}}]},
      {"id":"village_dbkk","level":"village","classes":[{"id":"yes"}]}],
      "sources":[{"id":"demo","title":"Demonstration","number":"","publisher":"","date":"",
      "licence":"","url":""},{"id":"office","title":"Kết quả rà soát","number":"83/QĐ-UBND",
      "publisher":"UBND tỉnh","date":"2024-01-15","licence":"","url":""},
      {"id":"demo-boundaries","title":"Schematic outlines","number":"","publisher":"","date":"",
      "licence":"","url":""}]}
      """
          .replace("\n", "");

  private static final String SEARCH =
      """
      {"format":"xa-atlas-search/1","entries":[
      {"edition":"2021","level":"commune","code":"03646","name":"Chiềng Lề","type":"Phường","province":"14","village":""},
      {"edition":"2021","level":"commune","code":"03700","name":"Tô Hiệu","type":"Phường","province":"14","village":""},
      {"edition":"2025-07-01","level":"province","code":"14","name":"Sơn La","type":"Tỉnh","province":"14","village":""},
      {"edition":"2025-07-01","level":"province","code":"92","name":"Cần Thơ","type":"Thành phố","province":"92","village":""},
      {"edition":"2025-07-01","level":"commune","code":"03646","name":"Tô Hiệu","type":"Phường","province":"14","village":""},
      {"edition":"2025-07-01","level":"commune","code":"03664","name":"Mường La","type":"Xã","province":"14","village":""},
      {"edition":"2025-07-01","level":"commune","code":"03670","name":"Chiềng Lao","type":"Xã","province":"14","village":""},
      {"edition":"2025-07-01","level":"commune","code":"31117","name":"Cái Khế","type":"Phường","province":"92","village":""},
      {"edition":"2025-07-01","level":"commune","code":"31120","name":"Ninh Kiều","type":"Phường","province":"92","village":""},
      {"edition":"2025-07-01","level":"commune","code":"03664","name":"Mường La","type":"Xã","province":"14","village":"Bản Lả"}]}
      """
          .replace("\n", "");

  private static final String REGION =
      """
      {"format":"xa-atlas-designations/1","scheme":"region","edition":"2025-07-01","level":"commune","entries":[
      {"unit":"03646","name":"","class":"I","decision":"60/QĐ","validFrom":"2021-06-04","validTo":null,"illustrative":false,"source":"office","import":7,"row":12},
      {"unit":"03664","name":"","class":"III","decision":"861/QĐ-TTg","validFrom":"2021-06-04","validTo":"2022-12-31","illustrative":true,"source":"demo","import":7,"row":13},
      {"unit":"03664","name":"","class":"II","decision":"60/QĐ","validFrom":"2023-01-01","validTo":null,"illustrative":true,"source":"demo","import":7,"row":14},
      {"unit":"31120","name":"","class":"III","decision":"60/QĐ","validFrom":null,"validTo":null,"illustrative":false,"source":"office","import":7,"row":15}]}
      """
          .replace("\n", "");

  private static final String OLD_REGION =
      """
      {"format":"xa-atlas-designations/1","scheme":"region","edition":"2021","level":"commune","entries":[
      {"unit":"03646","name":"","class":"I","decision":"861/QĐ-TTg","validFrom":"2021-06-04","validTo":null,"illustrative":false,"source":"office","import":7,"row":12}]}
      """
          .replace("\n", "");

  private static final String VILLAGES =
      """
      {"format":"xa-atlas-designations/1","scheme":"village_dbkk","edition":"2025-07-01","level":"village","entries":[
      {"unit":"03664","name":"Bản Lả","class":"yes","decision":"612/QĐ-UBDT","validFrom":"2021-09-16","validTo":null,"illustrative":false,"source":"office","import":7,"row":40}]}
      """
          .replace("\n", "");
}
