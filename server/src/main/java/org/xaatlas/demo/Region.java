package org.xaatlas.demo;

import java.util.List;

/**
 * What the figures of one former province are made from. Totals that a source has published are
 * kept to the household (see {@code published-2021.csv}); all others are round guesses of the right
 * order, for illustration.
 *
 * @param code of the province of 2021
 * @param upland whether remoteness weighs as it does in the mountains
 * @param households of the year 2022
 * @param growth of their number, per year
 * @param poor poor households at the end of 2021 (standard 59/2015), then 2022 to 2024 (07/2021)
 * @param poorStart poor households at the end of 2021 by the standard 07/2021: the start of 2022
 * @param nearPoor near-poor households for each poor one
 * @param groups the peoples counted one by one, then all other minorities
 */
record Region(
    String code,
    boolean upland,
    int households,
    double growth,
    int[] poor,
    int poorStart,
    double nearPoor,
    List<Share> groups) {
  /**
   * A part of the households that overlaps with no other part; who is in none is Kinh.
   *
   * @param group id of the group; {@link #OTHER} for minorities not counted one by one
   * @param households of the year 2022
   * @param poor poor households of each year, as {@link Region#poor}
   */
  record Share(String group, int households, int[] poor) {}

  static final String OTHER = "other";

  static final List<Region> ALL =
      List.of(
          // Poverty rate of 2022: 17.83 %.
          region("14", true, 298_600, 0.011, rates(18.6, 17.83, 14.46, 11.22), 21.66, 0.55)
              .with("thai", 0.540, 0.44)
              .with("hmong", 0.155, 0.36)
              .with(OTHER, 0.140, 0.18)
              .build(),
          // End of 2023: 6.02 %, after a fall by 5,100 households in the year.
          region(
                  "20",
                  true,
                  197_560,
                  0.0037,
                  new double[] {9.6, 100.0 * (11_937 + 5_100) / 197_560, 6.02, 3.86},
                  12.20,
                  1.45)
              .with("tay", 0.360, 0.29)
              .with("nung", 0.430, 0.52)
              .with(OTHER, 0.045, 0.155)
              .build(),
          region("19", true, 345_000, 0.012, rates(4.7, 4.35, 3.02, 2.04), 6.14, 1.05)
              .with("tay", 0.115, 0.17)
              .with("nung", 0.055, 0.13)
              .with(OTHER, 0.120, 0.32)
              .build(),
          region("06", true, 82_400, 0.008, rates(23.4, 22.6, 19.3, 15.7), 26.9, 0.42)
              .with("tay", 0.530, 0.47)
              .with("nung", 0.090, 0.11)
              .with(OTHER, 0.250, 0.39)
              .build(),
          region("92", false, 356_000, 0.009, rates(0.72, 0.61, 0.43, 0.30), 0.98, 2.6)
              .with("khmer", 0.018, 0.09)
              .with("hoa", 0.010, 0.006)
              .with(OTHER, 0.001, 0.003)
              .build(),
          region("93", false, 199_000, 0.006, rates(3.7, 3.38, 2.41, 1.62), 4.92, 1.3)
              .with("khmer", 0.032, 0.09)
              .with("hoa", 0.008, 0.006)
              .with(OTHER, 0.001, 0.002)
              .build(),
          socTrang(),
          region("84", false, 288_400, 0.007, rates(2.3, 1.88, 1.21, 0.79), 3.56, 2.1)
              .with("khmer", 0.315, 0.59)
              .with("hoa", 0.009, 0.006)
              .with(OTHER, 0.001, 0.002)
              .build(),
          region("86", false, 285_000, 0.006, rates(1.7, 1.42, 0.98, 0.61), 2.31, 1.9)
              .with("khmer", 0.021, 0.07)
              .with("hoa", 0.004, 0.003)
              .with(OTHER, 0.001, 0.002)
              .build(),
          region("83", false, 397_000, 0.005, rates(2.9, 2.61, 1.98, 1.37), 3.48, 1.5)
              .with(OTHER, 0.004, 0.006)
              .build());

  /**
   * 2022: 15,139 poor households (4.54 %), 7,122 of them Khmer (7.01 % of Khmer households), 345
   * Hoa (2.09 %). The numbers of households are those that give these rates.
   */
  private static Region socTrang() {
    return new Region(
        "94",
        false,
        333_458,
        0.006,
        new int[] {17_240, 15_139, 9_790, 5_830},
        24_180,
        1.35,
        List.of(
            new Share("khmer", 101_598, new int[] {8_130, 7_122, 4_640, 2_790}),
            new Share("hoa", 16_507, new int[] {402, 345, 224, 131}),
            new Share(OTHER, 310, new int[] {17, 14, 9, 6})));
  }

  private static double[] rates(double... rates) {
    return rates;
  }

  private static Builder region(
      String code,
      boolean upland,
      int households,
      double growth,
      double[] rates,
      double startRate,
      double nearPoor) {
    int[] poor = new int[rates.length];
    for (int year = 0; year < rates.length; year++) {
      poor[year] =
          (int) Math.round(households(households, growth, 2021 + year) * rates[year] / 100);
    }
    int start = (int) Math.round(households(households, growth, 2021) * startRate / 100);
    return new Builder(
        new Region(code, upland, households, growth, poor, start, nearPoor, List.of()));
  }

  private static int households(int of2022, double growth, int year) {
    return (int) Math.round(of2022 * (1 + growth * (year - 2022)));
  }

  /** All households at the end of a year. */
  int households(int year) {
    return households(households, growth, year);
  }

  /** Households of a part at the end of a year. */
  int households(Share share, int year) {
    return households(share.households(), growth, year);
  }

  /** Adds groups by their share of all households and of the poor ones. */
  private record Builder(Region region) {
    Builder with(String group, double ofHouseholds, double ofPoor) {
      int[] poor = region.poor.clone();
      for (int year = 0; year < poor.length; year++) {
        poor[year] = (int) Math.round(poor[year] * ofPoor);
      }
      List<Share> groups = new java.util.ArrayList<>(region.groups);
      groups.add(new Share(group, (int) Math.round(region.households * ofHouseholds), poor));
      return new Builder(
          new Region(
              region.code,
              region.upland,
              region.households,
              region.growth,
              region.poor,
              region.poorStart,
              region.nearPoor,
              List.copyOf(groups)));
    }

    Region build() {
      return region;
    }
  }
}
