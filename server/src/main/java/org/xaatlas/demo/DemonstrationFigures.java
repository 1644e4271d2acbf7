package org.xaatlas.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes up poverty figures of communes: whole households that add up, over each former province, to
 * the totals of its {@link Region}.
 *
 * <p>Poverty rises with remoteness, in broad smooth swings with pockets, and falls from year to
 * year. Every people has figures of its own, and the parts of a commune add up to its whole.
 * Figures of 2021 follow the standard 59/2015, later ones 07/2021; so the start of 2022 is not the
 * end of 2021. At all other times a year starts where the last one ended.
 */
final class DemonstrationFigures {
  static final int FIRST = 2021;
  static final int LAST = 2024;

  /** The year for which deprivations are made. */
  static final int DEPRIVATION_YEAR = 2023;

  /** How often a poor household lacks what an indicator asks for: uplands, delta. */
  private static final Map<String, double[]> DEPRIVATIONS = new LinkedHashMap<>();

  static {
    DEPRIVATIONS.put("dep_employment", new double[] {0.38, 0.47});
    DEPRIVATIONS.put("dep_dependents", new double[] {0.22, 0.31});
    DEPRIVATIONS.put("dep_nutrition", new double[] {0.27, 0.17});
    DEPRIVATIONS.put("dep_health_insurance", new double[] {0.11, 0.33});
    DEPRIVATIONS.put("dep_adult_education", new double[] {0.43, 0.46});
    DEPRIVATIONS.put("dep_child_school", new double[] {0.08, 0.10});
    DEPRIVATIONS.put("dep_housing_quality", new double[] {0.44, 0.49});
    DEPRIVATIONS.put("dep_floor_area", new double[] {0.31, 0.24});
    DEPRIVATIONS.put("dep_water", new double[] {0.34, 0.16});
    DEPRIVATIONS.put("dep_latrine", new double[] {0.71, 0.55});
    DEPRIVATIONS.put("dep_telecom", new double[] {0.40, 0.35});
    DEPRIVATIONS.put("dep_info_means", new double[] {0.26, 0.21});
  }

  /** Figures of one part of a commune's households in one year. */
  record Count(int households, int poor, int nearPoor) {
    static final Count NONE = new Count(0, 0, 0);

    Count plus(Count other) {
      return new Count(households + other.households, poor + other.poor, nearPoor + other.nearPoor);
    }
  }

  /**
   * Figures of a commune in a year.
   *
   * @param groups by id of the group, and {@link Region#OTHER}
   * @param start poor households at the start of the year; -1 where the standard has changed since
   */
  record Year(
      Place place,
      int year,
      Count all,
      Map<String, Count> groups,
      int start,
      int escaped,
      int relapsed,
      int arisen) {
    Count minorities() {
      return groups.values().stream().reduce(Count.NONE, Count::plus);
    }

    double rate() {
      return (double) all.poor / all.households;
    }
  }

  private final Noise noise;

  DemonstrationFigures(Noise noise) {
    this.noise = noise;
  }

  /** All communes and years, in the order of codes, then years. */
  List<Year> make(List<Place> places) {
    List<Year> years = new ArrayList<>();
    for (Region region : Region.ALL) {
      List<Place> own = places.stream().filter(p -> p.former().equals(region.code())).toList();
      years.addAll(make(region, own, places));
    }
    years.sort(
        java.util.Comparator.comparing((Year y) -> y.place().code()).thenComparingInt(Year::year));
    return years;
  }

  private List<Year> make(Region region, List<Place> own, List<Place> all) {
    int n = own.size();
    double[] hardship = own.stream().mapToDouble(p -> hardship(region, p, all)).toArray();
    List<Year> made = new ArrayList<>();
    int[] poorBefore = null;
    for (int year = FIRST; year <= LAST; year++) {
      int[] households =
          Allocation.share(
              region.households(year),
              own.stream().mapToDouble(p -> settlement(region, p)).toArray(),
              filled(n, Integer.MAX_VALUE / 2 / n));
      Map<String, Count[]> groups = new LinkedHashMap<>();
      int[] rest = households.clone();
      int restPoor = region.poor()[year - FIRST];
      for (Region.Share share : region.groups()) {
        int[] some = groupHouseholds(region, share, year, own, households, rest);
        int poor = share.poor()[year - FIRST];
        groups.put(share.group(), counts(region, own, hardship, some, poor, year));
        for (int i = 0; i < n; i++) {
          rest[i] -= some[i];
        }
        restPoor -= poor;
      }
      Count[] kinh = counts(region, own, hardship, rest, restPoor, year);
      Count[] sums = kinh.clone();
      for (Count[] group : groups.values()) {
        Arrays.setAll(sums, i -> sums[i].plus(group[i]));
      }
      int[] poorNow = Arrays.stream(sums).mapToInt(Count::poor).toArray();
      int[] start =
          year == FIRST + 1 ? startOfNewStandard(region, own, households, poorNow) : poorBefore;
      for (int i = 0; i < n; i++) {
        Map<String, Count> parts = new LinkedHashMap<>();
        for (Map.Entry<String, Count[]> group : groups.entrySet()) {
          parts.put(group.getKey(), group.getValue()[i]);
        }
        made.add(changes(own.get(i), year, sums[i], parts, start == null ? -1 : start[i]));
      }
      poorBefore = poorNow;
    }
    return made;
  }

  private Year changes(Place place, int year, Count sum, Map<String, Count> parts, int start) {
    if (start < 0) {
      return new Year(place, year, sum, parts, -1, -1, -1, -1);
    }
    int relapsed = (int) (sum.poor() * 0.012 * noise.of("relapsed" + place.code() + year));
    int arisen =
        Math.min(
            sum.poor() - relapsed,
            (int) (sum.poor() * (0.03 + 0.06 * noise.of("arisen" + place.code() + year))));
    // Nobody escapes a negative number of times: where poverty rose, more must have arisen.
    arisen = Math.max(arisen, sum.poor() - start - relapsed);
    int escaped = start - sum.poor() + relapsed + arisen;
    return new Year(place, year, sum, parts, start, escaped, relapsed, arisen);
  }

  /** Who is poor by the new standard when it begins: spread much as a year later. */
  private int[] startOfNewStandard(
      Region region, List<Place> own, int[] households, int[] poorLater) {
    double[] weights = new double[own.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = poorLater[i] * StrictMath.exp(0.05 * noise.normalOf("new" + own.get(i).code()));
    }
    return Allocation.share(region.poorStart(), weights, part(households, 0.85));
  }

  private Count[] counts(
      Region region, List<Place> own, double[] hardship, int[] households, int poor, int year) {
    int n = own.size();
    double[] poorWeights = new double[n];
    double[] nearWeights = new double[n];
    for (int i = 0; i < n; i++) {
      double luck = 0.05 * noise.normalOf("year" + own.get(i).code() + year);
      poorWeights[i] = households[i] * StrictMath.exp(hardship[i] + luck);
      nearWeights[i] = households[i] * StrictMath.exp(0.7 * hardship[i] - luck);
    }
    int[] poorIn = Allocation.share(poor, poorWeights, part(households, 0.8));
    int[] room = new int[n];
    for (int i = 0; i < n; i++) {
      room[i] = (int) (0.7 * (households[i] - poorIn[i]));
    }
    int near = (int) Math.min(Math.round(poor * region.nearPoor()), sum(room));
    int[] nearIn = Allocation.share(near, nearWeights, room);
    return IntStream.range(0, n)
        .mapToObj(i -> new Count(households[i], poorIn[i], nearIn[i]))
        .toArray(Count[]::new);
  }

  private int[] groupHouseholds(
      Region region, Region.Share share, int year, List<Place> own, int[] households, int[] rest) {
    double[] weights = new double[own.size()];
    for (int i = 0; i < weights.length; i++) {
      Place place = own.get(i);
      double wave = region.upland() ? 46 : 28;
      double strength = region.upland() ? 2.4 : 3.6;
      double swing =
          new Noise(share.group().hashCode()).fractal(km(place)[0], km(place)[1], wave, 3, 0.6);
      double town = place.urban() ? (region.upland() ? -0.9 : -0.5) : 0;
      double heights = share.group().equals("hmong") ? 0.8 * StrictMath.log(place.area() / 180) : 0;
      weights[i] =
          households[i]
              * StrictMath.exp(
                  strength * swing
                      + town
                      + heights
                      + 0.25 * noise.normalOf(share.group() + place.code()));
    }
    // Some Kinh households live everywhere.
    int[] caps = new int[rest.length];
    Arrays.setAll(caps, i -> Math.max(0, rest[i] - (int) Math.ceil(0.025 * households[i])));
    return Allocation.share(region.households(share, year), weights, caps);
  }

  /** How many settle in a commune: towns are dense, and large communes are thinly peopled. */
  private double settlement(Region region, Place place) {
    double town = place.urban() ? (region.upland() ? 0.75 : 0.35) : 0;
    double fertile = 0.5 * noise.fractal(km(place)[0], km(place)[1], 60, 2, 0.5);
    return StrictMath.exp(
        (region.upland() ? 0.22 : 0.5) * StrictMath.log(place.area())
            + town
            + fertile
            + 0.16 * noise.normalOf("settlement" + place.code()));
  }

  /** The log of how much poorer than elsewhere a household of a commune is likely to be. */
  private double hardship(Region region, Place place, List<Place> all) {
    double toTown =
        all.stream()
            .filter(Place::urban)
            .mapToDouble(
                town -> {
                  double dx = km(town)[0] - km(place)[0];
                  double dy = km(town)[1] - km(place)[1];
                  return Math.sqrt(dx * dx + dy * dy);
                })
            .min()
            .orElse(0);
    double broad =
        noise.fractal(km(place)[0] + 99, km(place)[1], region.upland() ? 75 : 45, 3, 0.5);
    double pocket = noise.normalOf("pocket" + place.code());
    // One commune in a dozen stands out from its surroundings.
    double outlier = noise.of("outlier" + place.code()) < 0.08 ? 0.6 * Math.signum(pocket) : 0;
    return (place.urban() ? -0.8 : 0)
        + (region.upland() ? 0.022 : 0.016) * Math.min(toTown, 45)
        + (region.upland() ? 0.3 * StrictMath.log(place.area() / 120) : 0)
        + 1.5 * broad
        + 0.22 * pocket
        + outlier;
  }

  /**
   * Poor households that lack what each indicator of the standard 07/2021 asks for, at the end of
   * 2023. A poor household lacks three at least, so the twelve add up to three for each or more.
   */
  Map<String, Integer> deprivations(Year year) {
    int poor = year.all().poor();
    boolean upland =
        Region.ALL.stream().anyMatch(r -> r.code().equals(year.place().former()) && r.upland());
    double push = 1;
    while (true) {
      Map<String, Integer> counts = new LinkedHashMap<>();
      int sum = 0;
      for (Map.Entry<String, double[]> entry : DEPRIVATIONS.entrySet()) {
        double usual = entry.getValue()[upland ? 0 : 1];
        double local = 0.16 * noise.normalOf(entry.getKey() + year.place().code());
        double broad =
            0.6
                * new Noise(entry.getKey().hashCode())
                    .fractal(km(year.place())[0], km(year.place())[1], 50, 2, 0.5);
        double share = Math.min(0.95, usual * push * StrictMath.exp(local + broad));
        int count = (int) Math.round(poor * share);
        counts.put(entry.getKey(), count);
        sum += count;
      }
      if (sum >= 3 * poor) {
        return counts;
      }
      push *= 1.05;
    }
  }

  /** Names of the deprivation indicators, in their official order. */
  static List<String> deprivationIndicators() {
    return List.copyOf(DEPRIVATIONS.keySet());
  }

  private static double[] km(Place place) {
    return new double[] {place.lon() * 104, place.lat() * 111};
  }

  private static int[] part(int[] whole, double part) {
    return Arrays.stream(whole).map(w -> (int) (part * w)).toArray();
  }

  private static int[] filled(int length, int value) {
    int[] filled = new int[length];
    Arrays.fill(filled, value);
    return filled;
  }

  private static long sum(int[] values) {
    return Arrays.stream(values).asLongStream().sum();
  }
}
