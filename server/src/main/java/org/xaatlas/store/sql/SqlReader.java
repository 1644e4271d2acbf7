package org.xaatlas.store.sql;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.designation.Designation;
import org.xaatlas.join.Decision;
import org.xaatlas.message.Label;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Period;
import org.xaatlas.series.Series;
import org.xaatlas.series.SeriesColumn;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.spatial.OutlineSize;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.StoreReader;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitGroup;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/** Reads one state of a store over one connection. For one thread, inside one transaction. */
class SqlReader implements StoreReader {
  /** The columns of a link that hold shares. */
  static final List<Basis> SHARES = List.of(Basis.HOUSEHOLDS, Basis.POPULATION, Basis.AREA);

  /** The columns of a saved scenario, its document apart. */
  private static final String SCENARIO = "id, name, note, saved_by, saved_at, release_id, edition";

  private final Connection connection;
  private final Dialect dialect;
  private final Map<Tier, Places> places = new HashMap<>();
  private boolean ended;

  SqlReader(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** The units of one level of one edition. */
  record Tier(String edition, Level level) {}

  /** Where a unit stands: its row, and its place in vectors. */
  record Place(long fid, int ord) {}

  /**
   * The places of a tier.
   *
   * @param byCode in the order of codes
   * @param size one more than the last place
   */
  record Places(TreeMap<String, Place> byCode, int size) {}

  /** From now on the reader refuses to work: its transaction is over. */
  final void end() {
    ended = true;
  }

  final Connection connection() {
    if (ended) {
      throw new IllegalStateException("A reader is valid inside the call that handed it out");
    }
    return connection;
  }

  final Dialect dialect() {
    return dialect;
  }

  /** Reads one row into a value. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  final <T> List<T> list(String sql, Row<T> reader, Object... parameters) {
    List<T> result = new ArrayList<>();
    each(sql, row -> result.add(reader.read(row)), parameters);
    return result;
  }

  final <T> Optional<T> first(String sql, Row<T> reader, Object... parameters) {
    return list(sql, reader, parameters).stream().findFirst();
  }

  /** Streams the rows of a query. */
  final void each(String sql, Row<?> reader, Object... parameters) {
    each(dialect.fetchSize(), sql, reader, parameters);
  }

  private void each(int fetchSize, String sql, Row<?> reader, Object... parameters) {
    try (PreparedStatement query = connection().prepareStatement(sql)) {
      query.setFetchSize(fetchSize);
      bind(query, parameters);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    } catch (SQLException e) {
      throw dialect.failure(e);
    }
  }

  static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object parameter = parameters[i];
      if (parameter instanceof Boolean flag) {
        statement.setBoolean(i + 1, flag);
      } else if (parameter instanceof Number number) {
        statement.setLong(i + 1, number.longValue());
      } else if (parameter instanceof byte[] bytes) {
        statement.setBytes(i + 1, bytes);
      } else {
        statement.setString(i + 1, parameter == null ? null : parameter.toString());
      }
    }
  }

  @Override
  public List<Edition> editions() {
    return list(
        "SELECT id, title_vi, title_en, valid_from, valid_to, levels FROM edition ORDER BY id",
        row ->
            new Edition(
                row.getString(1),
                new Label(row.getString(2), row.getString(3)),
                date(row.getString(4)),
                date(row.getString(5)),
                levels(row.getString(6))));
  }

  private static List<Level> levels(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",")).map(SqlReader::level).toList();
  }

  private static Level level(String id) {
    return Level.of(id).orElseThrow(() -> new IllegalStateException("No such level: " + id));
  }

  private static Optional<LocalDate> date(String text) {
    return Optional.ofNullable(text).map(LocalDate::parse);
  }

  @Override
  public UnitRegister units(String edition) {
    return new UnitRegister(
        edition,
        list(
            "SELECT level, code, name, type, parent FROM unit WHERE edition = ?",
            row ->
                new Unit(
                    edition,
                    level(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    Optional.ofNullable(row.getString(5))),
            edition));
  }

  @Override
  public void boundaries(String edition, Level level, Consumer<Boundary> each) {
    each(
        dialect.largeFetchSize(),
        "SELECT u.code, "
            + dialect.geometryColumn()
            + ", b.schematic, b.source, b.import_number"
            + " FROM boundary b JOIN unit u ON u.fid = b.unit"
            + " WHERE u.edition = ? AND u.level = ? ORDER BY u.code",
        row -> {
          each.accept(
              new Boundary(
                  row.getString(1),
                  dialect.geometry(row, 2),
                  row.getBoolean(3),
                  row.getString(4),
                  row.getLong(5)));
          return null;
        },
        edition,
        level.id());
  }

  @Override
  public Optional<String> boundaryFingerprint(String edition, Level level) {
    MessageDigest digest = Hashes.sha256();
    boolean[] any = {false};
    each(
        "SELECT u.code, b.hash FROM boundary b JOIN unit u ON u.fid = b.unit"
            + " WHERE u.edition = ? AND u.level = ? ORDER BY u.code",
        row -> {
          any[0] = true;
          digest.update(
              (row.getString(1) + " " + row.getString(2) + "\n").getBytes(StandardCharsets.UTF_8));
          return null;
        },
        edition,
        level.id());
    return any[0] ? Optional.of(HexFormat.of().formatHex(digest.digest())) : Optional.empty();
  }

  @Override
  public void outlineSizes(String edition, Level level, Consumer<OutlineSize> each) {
    each(
        "SELECT u.code, "
            + dialect.geometrySize()
            + " FROM boundary b JOIN unit u ON u.fid = b.unit WHERE u.edition = ? AND u.level = ?"
            + " ORDER BY u.code",
        row -> {
          Envelope box =
              new Envelope(row.getDouble(2), row.getDouble(3), row.getDouble(4), row.getDouble(5));
          each.accept(new OutlineSize(row.getString(1), box, row.getLong(6)));
          return null;
        },
        edition,
        level.id());
  }

  @Override
  public Adjacency adjacency(String edition, Level level) {
    TreeMap<String, SortedSet<String>> neighbours = new TreeMap<>();
    each(
        "SELECT u.code, n.code FROM adjacency a JOIN unit u ON u.fid = a.unit"
            + " JOIN unit n ON n.fid = a.neighbour WHERE u.edition = ? AND u.level = ?",
        row -> {
          String one = row.getString(1);
          String other = row.getString(2);
          neighbours.computeIfAbsent(one, code -> new TreeSet<>()).add(other);
          return neighbours.computeIfAbsent(other, code -> new TreeSet<>()).add(one);
        },
        edition,
        level.id());
    return new Adjacency(neighbours);
  }

  @Override
  public List<Source> sources() {
    return list(
        "SELECT id, title, number, publisher, issued, licence, url FROM source ORDER BY id",
        row ->
            new Source(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7)));
  }

  @Override
  public void series(Consumer<Series> each) {
    each(
        dialect.largeFetchSize(),
        "SELECT edition, level, indicator, period, as_of, standard, area_type, population_group,"
            + " nature, stage, source, value, status, import_number, source_row, qualifier"
            + " FROM series ORDER BY key, source",
        row -> {
          each.accept(series(row));
          return null;
        });
  }

  @Override
  public void columns(Optional<Level> level, Consumer<SeriesColumn> each) {
    Map<Tier, int[]> orders = new HashMap<>();
    each(
        dialect.largeFetchSize(),
        "SELECT edition, level, indicator, period, as_of, standard, area_type, population_group,"
            + " nature, stage, source, value, status, import_number, source_row, qualifier"
            + " FROM series"
            + (level.isPresent() ? " WHERE level = ?" : "")
            + " ORDER BY key, source",
        row -> {
          SeriesKey key = key(row);
          each.accept(dialect.vector(row, 12).column(key, row.getString(11), order(orders, key)));
          return null;
        },
        level.map(l -> (Object) l.id()).stream().toArray());
  }

  @Override
  public void told(BiConsumer<SeriesKey, BitSet> each) {
    Map<Tier, int[]> orders = new HashMap<>();
    each(
        dialect.largeFetchSize(),
        "SELECT edition, level, indicator, period, as_of, standard, area_type, population_group,"
            + " nature, stage, status FROM series ORDER BY key, source",
        row -> {
          SeriesKey key = key(row);
          int[] order = order(orders, key);
          byte[] statuses = dialect.statuses(row, 11);
          BitSet told = new BitSet();
          for (int i = 0; i < order.length; i++) {
            if (order[i] < statuses.length && statuses[order[i]] != 0) {
              told.set(i);
            }
          }
          each.accept(key, told);
          return null;
        });
  }

  /** The places in vectors of the units of a level in the order of their codes. */
  private int[] order(Map<Tier, int[]> known, SeriesKey key) {
    return known.computeIfAbsent(
        new Tier(key.edition(), key.level()),
        tier -> places(tier).byCode().values().stream().mapToInt(Place::ord).toArray());
  }

  private SeriesKey key(ResultSet row) throws SQLException {
    return new SeriesKey(
        row.getString(1),
        level(row.getString(2)),
        row.getString(3),
        new Period(row.getString(4)),
        date(row.getString(5)),
        row.getString(6),
        constant(AreaType.class, row.getString(7)),
        row.getString(8),
        constant(Nature.class, row.getString(9)),
        constant(Stage.class, row.getString(10)));
  }

  private Series series(ResultSet row) throws SQLException {
    SeriesKey key = key(row);
    SeriesVector vector = dialect.vector(row, 12);
    List<Observation> observations = new ArrayList<>();
    List<Long> imports = new ArrayList<>();
    places(new Tier(key.edition(), key.level()))
        .byCode()
        .forEach(
            (code, place) -> {
              if (vector.has(place.ord())) {
                observations.add(vector.observation(place.ord(), code));
                imports.add(vector.importNumber(place.ord()));
              }
            });
    return new Series(key, row.getString(11), observations, imports);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  /** The places of a tier, read once in a transaction. */
  final Places places(Tier tier) {
    return places.computeIfAbsent(
        tier,
        t -> {
          TreeMap<String, Place> byCode = new TreeMap<>();
          int[] size = {0};
          each(
              "SELECT code, fid, ord FROM unit WHERE edition = ? AND level = ?",
              row -> {
                size[0] = Math.max(size[0], row.getInt(3) + 1);
                return byCode.put(row.getString(1), new Place(row.getLong(2), row.getInt(3)));
              },
              t.edition(),
              t.level().id());
          return new Places(byCode, size[0]);
        });
  }

  /** To be called when units were added. */
  final void forgetPlaces() {
    places.clear();
  }

  @Override
  public List<Designation> designations() {
    return list(
        "SELECT edition, level, unit, name, scheme, class, decision, valid_from, valid_to,"
            + " illustrative, source, import_number, source_row FROM designation"
            + " ORDER BY edition, scheme, unit, name, decision, source",
        row ->
            new Designation(
                row.getString(1),
                level(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                date(row.getString(8)),
                date(row.getString(9)),
                row.getBoolean(10),
                row.getString(11),
                row.getLong(12),
                row.getInt(13)));
  }

  @Override
  public List<ImportRecord> imports() {
    return list(
        "SELECT number, kind, edition, file_name, sha256, options, report, imported_at"
            + " FROM import_log ORDER BY number",
        row ->
            new ImportRecord(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Json.options(row.getString(6)),
                row.getString(7),
                Instant.parse(row.getString(8))));
  }

  @Override
  public List<EditionPair> crosswalks() {
    return list(
        "SELECT DISTINCT from_edition, to_edition FROM crosswalk ORDER BY from_edition, to_edition",
        row -> new EditionPair(row.getString(1), row.getString(2)));
  }

  @Override
  public List<Link> links(EditionPair pair) {
    List<Link> links =
        list(
            "SELECT from_level, from_code, to_level, to_code, whole, households, population, area,"
                + " source, import_number, source_row FROM crosswalk"
                + " WHERE from_edition = ? AND to_edition = ?",
            row ->
                new Link(
                    new UnitKey(level(row.getString(1)), row.getString(2)),
                    new UnitKey(level(row.getString(3)), row.getString(4)),
                    row.getBoolean(5),
                    shares(row, 6),
                    row.getString(9),
                    row.getLong(10),
                    row.getInt(11)),
            pair.from(),
            pair.to());
    links.sort(Comparator.comparing(Link::from).thenComparing(Link::to));
    return links;
  }

  /** The measured shares of a link, in the order of {@link #SHARES}, from the column given on. */
  private static Map<Basis, Double> shares(ResultSet row, int first) throws SQLException {
    Map<Basis, Double> shares = new EnumMap<>(Basis.class);
    for (int i = 0; i < SHARES.size(); i++) {
      double share = row.getDouble(first + i);
      if (!row.wasNull()) {
        shares.put(SHARES.get(i), share);
      }
    }
    return shares;
  }

  @Override
  public List<KeptScenario> scenarios() {
    return list("SELECT " + SCENARIO + " FROM kept_scenario", SqlReader::kept).stream()
        .sorted(
            Comparator.comparing(KeptScenario::saved).reversed().thenComparing(KeptScenario::id))
        .toList();
  }

  @Override
  public Optional<KeptScenarios.Entry> scenario(String id) {
    return first(
        "SELECT " + SCENARIO + ", document FROM kept_scenario WHERE id = ?",
        row -> new KeptScenarios.Entry(kept(row), row.getString(8)),
        id);
  }

  private static KeptScenario kept(ResultSet row) throws SQLException {
    return new KeptScenario(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Instant.parse(row.getString(5)),
        row.getString(6),
        row.getString(7));
  }

  @Override
  public List<UnitGroup> groups() {
    Map<List<String>, List<String>> members = new HashMap<>();
    each(
        "SELECT edition, id, code FROM unit_group_member ORDER BY edition, id, code",
        row ->
            members
                .computeIfAbsent(
                    List.of(row.getString(1), row.getString(2)), key -> new ArrayList<>())
                .add(row.getString(3)));
    return list(
        "SELECT edition, id, name, level, saved_by, saved_at, import_number FROM unit_group"
            + " ORDER BY edition, id",
        row ->
            new UnitGroup(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                level(row.getString(4)),
                members.get(List.of(row.getString(1), row.getString(2))),
                row.getString(5),
                Instant.parse(row.getString(6)),
                row.getLong(7)));
  }

  @Override
  public List<Decision> decisions() {
    return list(
        "SELECT edition, level, province, input, code, decided_by, decided_at, file_name, sha256,"
            + " source_row FROM decision ORDER BY edition, level, province, input",
        row ->
            new Decision(
                row.getString(1),
                level(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                row.getString(6),
                Instant.parse(row.getString(7)),
                row.getString(8),
                row.getString(9),
                row.getInt(10)));
  }

  @Override
  public Optional<InputStream> sourceFile(String sha256) {
    return first("SELECT size FROM source_file WHERE sha256 = ?", row -> row.getLong(1), sha256)
        .map(size -> new ChunkStream(size, part -> chunk(sha256, part)));
  }

  private byte[] chunk(String sha256, int part) {
    return first(
            "SELECT data FROM source_chunk WHERE sha256 = ? AND part = ?",
            row -> row.getBytes(1),
            sha256,
            part)
        .orElseThrow(() -> new IllegalStateException("Part " + part + " is missing: " + sha256));
  }
}
