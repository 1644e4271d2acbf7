package org.xaatlas.demo;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.locationtech.jts.geom.Polygon;

/**
 * Makes the part of the demonstration set that is made up: schematic boundaries, commune figures
 * and designations. It reads two tables of facts for that: the unit list ({@code
 * geodata/units/2025-07-01.csv}: code, name, type, province, a centre point rounded to 0.01 degree,
 * an area) and {@code geodata/demonstration/former-provinces.csv}. It also takes the crosswalk of
 * the provinces of the set out of {@code geodata/units}, which is fact.
 *
 * <p>The same bytes come out every time and on every Java version; a test compares them with what
 * is checked in.
 */
public final class DemonstrationMaker {
  /** The edition of all that is made. */
  public static final String EDITION = "2025-07-01";

  /** The edition of the units before. */
  public static final String OLD_EDITION = "2021";

  /** Source of what became of old units. */
  public static final String CROSSWALK_SOURCE = "unit-crosswalk";

  /** Source of the outlines. */
  public static final String BOUNDARIES_SOURCE = "demo-boundaries";

  /** Source of made-up figures and designations. */
  public static final String FIGURES_SOURCE = "demo-figures";

  /** Source of tables of published figures, whose rows name their own. */
  public static final String PUBLISHED_SOURCE = "published-figures";

  private static final Set<String> PROVINCES = Set.of("14", "19", "20", "86", "92");
  private static final List<String> COUNTED_GROUPS =
      List.of("khmer", "hoa", "thai", "hmong", "tay", "nung");
  private static final String STATUS = "illustrative";

  private DemonstrationMaker() {}

  /**
   * Writes all files.
   *
   * @param arguments the folder to write to, {@code geodata/demonstration} of a checkout
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("Name one folder to write to");
    }
    Path folder = Path.of(arguments[0]);
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : make().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
    }
  }

  /** The content of all files, by name. */
  public static Map<String, String> make() {
    List<Place> places = places();
    Map<String, String> provinces = provinceNames();
    Map<String, Polygon> outlines = new TreeMap<>();
    outlines.putAll(draw(places, Set.of("14"), 0.3, 1.0, 0.27, 7));
    outlines.putAll(draw(places, Set.of("19", "20"), 0.3, 0.9, 0.19, 459));
    outlines.putAll(draw(places, Set.of("86", "92"), 0.2, 0.6, 0.125, 7));
    DemonstrationFigures maker = new DemonstrationFigures(new Noise(2025));
    List<DemonstrationFigures.Year> figures = maker.make(places);

    Map<String, String> files = new LinkedHashMap<>();
    StringBuilder boundaries = new StringBuilder();
    SchematicBoundaries.write(places, outlines, provinces, boundaries::append);
    files.put("boundaries.geojson", boundaries.toString());
    files.put("figures-" + EDITION + ".csv", figures(figures, provinces));
    files.put("deprivations-" + EDITION + ".csv", deprivations(maker, figures, provinces));
    files.put("designations-" + EDITION + ".csv", designations(figures));
    files.put("crosswalk-" + EDITION + ".csv", crosswalk(places));
    return files;
  }

  private static Map<String, Polygon> draw(
      List<Place> places,
      Set<String> provinces,
      double cell,
      double ruggedness,
      double tolerance,
      long seed) {
    List<Place> own = places.stream().filter(p -> provinces.contains(p.province())).toList();
    return SchematicBoundaries.draw(
        new SchematicBoundaries.Group(own, cell, ruggedness, tolerance), new Noise(seed));
  }

  private static String figures(
      List<DemonstrationFigures.Year> figures, Map<String, String> provinces) {
    StringBuilder out = new StringBuilder();
    out.append("code,name,province,period,standard,status,source")
        .append(",hh_total,hh_poor,hh_near_poor,hh_mpoor")
        .append(",hh_poor_start,hh_poor_escaped,hh_poor_relapsed,hh_poor_new")
        .append(",hh_total@ethnic_minority,hh_poor@ethnic_minority,hh_near_poor@ethnic_minority");
    COUNTED_GROUPS.forEach(g -> out.append(",hh_total@").append(g).append(",hh_poor@").append(g));
    out.append('\n');
    for (DemonstrationFigures.Year figure : figures) {
      // Households by the standard of the year: 59/2015 was last used for 2021.
      String standard = figure.year() == 2021 ? "59/2015" : "07/2021";
      head(out, figure, provinces, standard);
      DemonstrationFigures.Count all = figure.all();
      cells(out, all.households(), all.poor(), all.nearPoor(), all.poor() + all.nearPoor());
      cells(out, figure.start(), figure.escaped(), figure.relapsed(), figure.arisen());
      DemonstrationFigures.Count minorities = figure.minorities();
      cells(out, minorities.households(), minorities.poor(), minorities.nearPoor());
      for (String group : COUNTED_GROUPS) {
        DemonstrationFigures.Count count = figure.groups().get(group);
        if (count == null) {
          cells(out, -1, -1);
        } else {
          cells(out, count.households(), count.poor());
        }
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static String deprivations(
      DemonstrationFigures maker,
      List<DemonstrationFigures.Year> figures,
      Map<String, String> provinces) {
    StringBuilder out = new StringBuilder();
    out.append("code,name,province,period,standard,status,source");
    DemonstrationFigures.deprivationIndicators().forEach(i -> out.append(',').append(i));
    out.append('\n');
    for (DemonstrationFigures.Year figure : figures) {
      if (figure.year() == DemonstrationFigures.DEPRIVATION_YEAR) {
        head(out, figure, provinces, "07/2021");
        maker.deprivations(figure).values().forEach(count -> cells(out, count));
        out.append('\n');
      }
    }
    return out.toString();
  }

  private static void head(
      StringBuilder out,
      DemonstrationFigures.Year figure,
      Map<String, String> provinces,
      String standard) {
    Place place = figure.place();
    out.append(place.code())
        .append(',')
        .append(place.name())
        .append(',')
        .append(provinces.get(place.province()))
        .append(',')
        .append(figure.year())
        .append(',')
        .append(standard)
        .append(',')
        .append(STATUS)
        .append(',')
        .append(FIGURES_SOURCE);
  }

  /** Cells of counts; a negative one stands for no figure and leaves its cell empty. */
  private static void cells(StringBuilder out, int... counts) {
    for (int count : counts) {
      out.append(',');
      if (count >= 0) {
        out.append(count);
      }
    }
  }

  private static String designations(List<DemonstrationFigures.Year> figures) {
    StringBuilder out = new StringBuilder();
    out.append("level,code,name,village,scheme,class,decision,valid_from,valid_to,status,source\n");
    for (DemonstrationDesignations.Row row : DemonstrationDesignations.make(figures)) {
      out.append("commune,")
          .append(row.place().code())
          .append(',')
          .append(row.place().name())
          .append(",,")
          .append(row.scheme())
          .append(',')
          .append(row.classId())
          .append(',')
          .append(row.decision())
          .append(',')
          .append(row.from())
          .append(',')
          .append(row.to())
          .append(',')
          .append(row.reported() ? "reported" : STATUS)
          .append(',')
          .append(row.source())
          .append('\n');
    }
    return out.toString();
  }

  /** What became of the old communes of the provinces of the set: facts, from our list of them. */
  private static String crosswalk(List<Place> places) {
    Map<String, String> names = new TreeMap<>();
    places.forEach(place -> names.put(place.code(), place.type() + " " + place.name()));
    Map<String, String> oldNames = new TreeMap<>();
    for (Map<String, String> row : table("units/" + OLD_EDITION + ".csv")) {
      if (row.get("level").equals("commune")) {
        oldNames.put(row.get("code"), row.get("type") + " " + row.get("name"));
      }
    }
    Map<String, String> rows = new TreeMap<>();
    for (Map<String, String> row : table("units/former-" + EDITION + ".csv")) {
      if (row.get("level").equals("commune") && names.containsKey(row.get("code"))) {
        List<String> cells =
            List.of(
                row.get("former_code"),
                oldNames.get(row.get("former_code")),
                row.get("code"),
                names.get(row.get("code")),
                row.get("part"));
        rows.put(cells.get(0) + " " + cells.get(2), String.join(",", cells));
      }
    }
    return "old_code,old_name,new_code,new_name,part\n" + String.join("\n", rows.values()) + "\n";
  }

  /** The communes of the set, in the order of codes. */
  static List<Place> places() {
    Map<String, String> former = new TreeMap<>();
    for (Map<String, String> row : table("demonstration/former-provinces.csv")) {
      former.put(row.get("code"), row.get("former_province"));
    }
    Map<String, Place> places = new TreeMap<>();
    for (Map<String, String> row : table("units/" + EDITION + ".csv")) {
      if (row.get("level").equals("commune") && PROVINCES.contains(row.get("parent"))) {
        String code = row.get("code");
        if (!former.containsKey(code)) {
          throw new IllegalStateException("No former province of " + code);
        }
        places.put(
            code,
            new Place(
                code,
                row.get("name"),
                row.get("type"),
                row.get("parent"),
                Double.parseDouble(row.get("lon")),
                Double.parseDouble(row.get("lat")),
                Double.parseDouble(row.get("area_km2")),
                former.get(code)));
      }
    }
    return List.copyOf(places.values());
  }

  private static Map<String, String> provinceNames() {
    Map<String, String> names = new TreeMap<>();
    for (Map<String, String> row : table("units/" + EDITION + ".csv")) {
      if (row.get("level").equals("province")) {
        names.put(row.get("code"), row.get("name"));
      }
    }
    return names;
  }

  private static List<Map<String, String>> table(String name) {
    List<Map<String, String>> rows = new ArrayList<>();
    try (InputStream in = DemonstrationMaker.class.getResourceAsStream("/geodata/" + name);
        MappingIterator<Map<String, String>> read =
            new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(in)) {
      read.forEachRemaining(rows::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
