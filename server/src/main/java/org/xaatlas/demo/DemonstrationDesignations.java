package org.xaatlas.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Classes of communes of the edition 2025-07-01: the few that a source names, and for the others
 * made-up ones that add up to the numbers published for a province.
 */
final class DemonstrationDesignations {
  private static final String FROM = "2026-01-29";

  /** Wards that the press names as region III of Decision 60/QĐ-BDTTG: Vĩnh Châu, Vĩnh Phước. */
  private static final Set<String> REGION_III = Set.of("31783", "31804");

  private static final String DECISION = "60/QĐ-BDTTG";
  private static final String DECISION_SOURCE = "qd-60-bdttg-2026";

  /**
   * One row of the list.
   *
   * @param decision number of the decision; empty where none named the unit
   */
  record Row(
      Place place,
      String scheme,
      String classId,
      String decision,
      String from,
      String to,
      boolean reported,
      String source) {}

  /**
   * How many communes of a province fall in the regions.
   *
   * @param first region I
   * @param second region II
   * @param third region III
   */
  private record Regions(int first, int second, int third) {
    int all() {
      return first + second + third;
    }
  }

  private DemonstrationDesignations() {}

  /** All rows, by scheme, then code. */
  static List<Row> make(List<DemonstrationFigures.Year> figures) {
    List<DemonstrationFigures.Year> latest =
        figures.stream().filter(f -> f.year() == DemonstrationFigures.LAST).toList();
    Map<String, List<DemonstrationFigures.Year>> byProvince =
        latest.stream()
            .collect(
                Collectors.groupingBy(
                    f -> f.place().province(), TreeMap::new, Collectors.toList()));
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, List<DemonstrationFigures.Year>> province : byProvince.entrySet()) {
      List<DemonstrationFigures.Year> communes = province.getValue();
      Set<String> third = regions(province.getKey(), communes, rows);
      newRural(communes, third, rows);
    }
    // The press counts 65 communes and wards of Lạng Sơn in the area: all there are.
    for (DemonstrationFigures.Year commune : byProvince.get("20")) {
      rows.add(
          new Row(commune.place(), "em_area", "yes", DECISION, FROM, "", true, DECISION_SOURCE));
    }
    border(byProvince.get("14"), 0.25, -1, rows);
    border(byProvince.get("20"), 1, 1, rows);
    rows.sort(Comparator.comparing(Row::scheme).thenComparing(row -> row.place().code()));
    return rows;
  }

  /**
   * The poorest where minorities live are region III, the least poor region I.
   *
   * @return codes of region III
   */
  private static Set<String> regions(
      String province, List<DemonstrationFigures.Year> communes, List<Row> rows) {
    Regions regions =
        switch (province) {
          case "14" -> new Regions(4, 5, 66); // 66 of 75 in region III are reported.
          case "92" -> new Regions(8, 11, 19); // All three numbers are reported.
          case "20" -> new Regions(12, 14, 39);
          case "19" -> new Regions(17, 12, 38);
          default -> new Regions(9, 6, 13);
        };
    List<DemonstrationFigures.Year> inArea =
        communes.stream()
            .sorted(
                Comparator.comparing(
                        (DemonstrationFigures.Year f) -> !REGION_III.contains(f.place().code()))
                    .thenComparingDouble(
                        f -> -(double) f.minorities().households() / f.all().households()))
            .limit(regions.all())
            .sorted(
                Comparator.comparing(
                        (DemonstrationFigures.Year f) -> !REGION_III.contains(f.place().code()))
                    .thenComparingDouble(f -> -f.rate()))
            .toList();
    Set<String> third = new TreeSet<>();
    for (int i = 0; i < inArea.size(); i++) {
      Place place = inArea.get(i).place();
      String region =
          i < regions.third() ? "III" : i < regions.third() + regions.second() ? "II" : "I";
      if (region.equals("III")) {
        third.add(place.code());
      }
      boolean named = REGION_III.contains(place.code());
      rows.add(
          new Row(
              place,
              "region",
              region,
              named ? DECISION : "",
              FROM,
              "",
              named,
              named ? DECISION_SOURCE : DemonstrationMaker.FIGURES_SOURCE));
    }
    return third;
  }

  /** Rural communes outside region III: the least poor are ahead. */
  private static void newRural(
      List<DemonstrationFigures.Year> communes, Set<String> third, List<Row> rows) {
    List<DemonstrationFigures.Year> rural =
        communes.stream()
            .filter(f -> !f.place().urban() && !third.contains(f.place().code()))
            .sorted(Comparator.comparingDouble(DemonstrationFigures.Year::rate))
            .toList();
    for (int i = 0; i < rural.size(); i++) {
      double rank = (double) i / rural.size();
      String level =
          rank < 0.12 ? "model" : rank < 0.42 ? "advanced" : rank < 0.85 ? "reached" : "";
      if (!level.isEmpty()) {
        rows.add(illustrative(rural.get(i).place(), "ntm", level, "2024-12-31"));
      }
    }
  }

  /**
   * The outermost communes towards a neighbouring country: of ten strips across the province the
   * commune furthest out in each.
   *
   * @param east weight of the east in the direction of the border
   * @param north weight of the north
   */
  private static void border(
      List<DemonstrationFigures.Year> communes, double east, double north, List<Row> rows) {
    int strips = 10;
    Place[] outermost = new Place[strips];
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (DemonstrationFigures.Year commune : communes) {
      double along = north * commune.place().lon() - east * commune.place().lat();
      low = Math.min(low, along);
      high = Math.max(high, along);
    }
    for (DemonstrationFigures.Year commune : communes) {
      Place place = commune.place();
      double along = north * place.lon() - east * place.lat();
      int strip = Math.min(strips - 1, (int) (strips * (along - low) / (high - low)));
      if (outermost[strip] == null
          || out(place, east, north) > out(outermost[strip], east, north)) {
        outermost[strip] = place;
      }
    }
    for (Place place : outermost) {
      if (place != null) {
        rows.add(illustrative(place, "border", "yes", ""));
      }
    }
  }

  private static double out(Place place, double east, double north) {
    return east * place.lon() + north * place.lat();
  }

  private static Row illustrative(Place place, String scheme, String classId, String from) {
    return new Row(place, scheme, classId, "", from, "", false, DemonstrationMaker.FIGURES_SOURCE);
  }
}
