package org.xaatlas.ingest.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.join.Finding;
import org.xaatlas.message.RefusedException;

class CrsResolverTest {
  /** A centimetre on the ground, in degrees of latitude; of longitude it is less than one there. */
  private static final double CENTIMETRE = 9e-8;

  private final List<Finding> findings = new ArrayList<>();

  private LonLat given(String crs) {
    return new CrsResolver("test", findings).resolve(DeclaredCrs.NONE, Optional.of(crs));
  }

  private LonLat wkt(String wkt) {
    return new CrsResolver("test", findings).resolve(DeclaredCrs.ofWkt(wkt), Optional.empty());
  }

  private static final String VN_2000 =
      "GEOGCS[\"GCS_VN_2000\",DATUM[\"D_Vietnam_2000\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
          + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

  private static String transverseMercator(String base, double meridian, double scale) {
    return "PROJCS[\"zone\","
        + base
        + ",PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0],"
        + "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\","
        + meridian
        + "],PARAMETER[\"Scale_Factor\","
        + scale
        + "],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
  }

  /**
   * Reference numbers from PROJ 9.1.1 through GDAL 3.6.2. For VN-2000 the shift is pinned to
   * EPSG:6960 (left to itself PROJ takes EPSG:5194, made for some blocks in the Mekong delta, for
   * points there: 0.8 m away):
   *
   * <pre>
   * echo "520000 1200000" | gdaltransform -output_xy -ct "+proj=pipeline
   *   +step +inv +proj=tmerc +lat_0=0 +lon_0=104 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84
   *   +step +proj=cart +ellps=WGS84
   *   +step +proj=helmert +x=-191.90441429 +y=-39.30318279 +z=-111.45032835 +rx=-0.00928836
   *         +ry=0.01975479 +rz=-0.00427372 +s=0.252906278 +convention=coordinate_frame
   *   +step +inv +proj=cart +ellps=WGS84 +step +proj=unitconvert +xy_in=rad +xy_out=deg"
   * </pre>
   *
   * with the meridian and scale of each zone; the last three codes by {@code gdaltransform -s_srs
   * EPSG:n -t_srs OGC:CRS84 -output_xy}.
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
        4756, 104.0, 21.0, 104.001885837329, 20.9990345367529
        4756, 105.7, 9.8, 105.701783157123, 9.79898637081845
        3405, 500000, 2300000, 105.001881649656, 20.7989018263855
        3405, 600000, 1080000, 105.913555330086, 9.76791731114232
        3406, 300000, 1500000, 109.153524344599, 13.5605762386188
        3406, 250000, 2400000, 108.585702289381, 21.6847972156814
        5896, 520000, 1200000, 102.184724645429, 10.8511789340597
        5896, 480000, 2300000, 101.809766438498, 20.7925942031699
        5897, 520000, 1200000, 105.184721203769, 10.8511611785273
        5897, 480000, 2300000, 104.809763480232, 20.7925610234363
        5898, 520000, 1200000, 108.184712858333, 10.8511434776884
        5898, 480000, 2300000, 107.809755366994, 20.7925279379517
        5899, 520000, 1200000, 107.934713740613, 10.851144949484
        5899, 480000, 2300000, 107.559756239539, 20.7925306892601
        9205, 520000, 1200000, 103.184724043934, 10.8511730124743
        9205, 480000, 2300000, 102.809766025977, 20.7925831383977
        9206, 520000, 1200000, 104.184722896597, 10.8511670933625
        9206, 480000, 2300000, 103.809765039788, 20.7925720773634
        9207, 520000, 1200000, 104.684722118341, 10.8511641352977
        9207, 480000, 2300000, 104.309764331656, 20.792566549301
        9208, 520000, 1200000, 104.93472167809, 10.8511626567366
        9208, 480000, 2300000, 104.559763923851, 20.7925637860676
        9209, 520000, 1200000, 105.684720152951, 10.8511582232765
        9209, 480000, 2300000, 105.309762485584, 20.7925555001903
        9210, 520000, 1200000, 105.934719576474, 10.8511567462913
        9210, 480000, 2300000, 105.559761934573, 20.7925527396807
        9211, 520000, 1200000, 106.184718965966, 10.8511552697704
        9211, 480000, 2300000, 105.809761347785, 20.7925499799834
        9212, 520000, 1200000, 106.43471832144, 10.8511537937419
        9212, 480000, 2300000, 106.059760725232, 20.7925472211511
        9213, 520000, 1200000, 106.684717642906, 10.8511523182338
        9213, 480000, 2300000, 106.309760066924, 20.7925444632362
        9214, 520000, 1200000, 107.184716183871, 10.8511493688916
        9214, 480000, 2300000, 106.809758643098, 20.7925389503687
        9215, 520000, 1200000, 107.434715403398, 10.8511478951136
        9215, 480000, 2300000, 107.059757877606, 20.792536195521
        9216, 520000, 1200000, 107.684714588973, 10.8511464219684
        9216, 480000, 2300000, 107.309757076415, 20.7925334418007
        9217, 520000, 1200000, 108.43471194215, 10.8511420066098
        9217, 480000, 2300000, 108.059754458798, 20.7925251879279
        9218, 520000, 1200000, 108.684710992083, 10.8511405362761
        9218, 480000, 2300000, 108.309753514967, 20.7925224392409
        3857, 11713677.910216, 1033661.336323, 105.225759000002, 9.24515599999709
        3857, 11833057.934018, 1155644.489187, 106.298168000001, 10.324990999996
        32648, 500000, 2300000, 105, 20.7998793771094
        32648, 600000, 1080000, 105.911772828219, 9.76893209666838
        32649, 300000, 1500000, 109.151727696598, 13.5616096529548
        32649, 250000, 2400000, 108.583820023322, 21.6858116391646
        """)
  void agrees_with_proj_within_a_centimetre(int epsg, double x, double y, double lon, double lat) {
    double[] at = given("EPSG:" + epsg).apply(x, y);
    assertEquals(lon, at[0], CENTIMETRE);
    assertEquals(lat, at[1], CENTIMETRE);
  }

  @Test
  void lon_lat_on_wgs_84_needs_no_library_and_stays_as_it_is() {
    assertSame(LonLat.SAME, given("EPSG:4326"));
    assertSame(LonLat.SAME, given("4326"));
    assertTrue(LonLat.SAME.keepsCoordinates());
  }

  @Test
  void a_prj_without_datum_shift_is_resolved_to_its_zone_and_not_225_metres_off() {
    LonLat lonLat = wkt(transverseMercator(VN_2000, 104, 0.9999));
    assertEquals("EPSG:9206", lonLat.crs());
    assertEquals(104.184722896597, lonLat.apply(520000, 1200000)[0], CENTIMETRE);
    assertTrue(findings.get(0).message().toString().contains("EPSG:9206"));
  }

  @ParameterizedTest
  @CsvSource({
    "102, 0.9999, 5896",
    "107.75, 0.9999, 5899",
    "108.5, 0.9999, 9218",
    "105, 0.9996, 3405"
  })
  void every_zone_is_known_by_its_projection(double meridian, double scale, int epsg) {
    assertEquals("EPSG:" + epsg, wkt(transverseMercator(VN_2000, meridian, scale)).crs());
  }

  @Test
  void a_zone_nobody_listed_still_gets_the_shift_of_its_datum() {
    double[] listed = given("EPSG:9213").apply(500_000, 2_400_000);
    double[] own = wkt(transverseMercator(VN_2000, 106.4, 0.9999)).apply(500_000, 2_400_000);
    assertEquals(listed[0] - 0.1, own[0], 3e-6);
    assertEquals(listed[1], own[1], 3e-6);
  }

  @Test
  void vn_2000_in_degrees_is_shifted_too() {
    double[] at = wkt(VN_2000).apply(104, 21);
    assertEquals(104.001885837329, at[0], CENTIMETRE);
    assertEquals(20.9990345367529, at[1], CENTIMETRE);
  }

  @Test
  void wgs_84_by_its_esri_name_is_kept() {
    assertSame(
        LonLat.SAME,
        wkt(
            "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"
                + "298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]"));
  }

  @Test
  void utm_on_wgs_84_by_its_esri_name_needs_no_shift() {
    double[] at =
        wkt(transverseMercator(
                VN_2000
                    .replace("GCS_VN_2000", "GCS_WGS_1984")
                    .replace("D_Vietnam_2000", "D_WGS_1984"),
                105,
                0.9996))
            .apply(600000, 1080000);
    assertEquals(105.911772828219, at[0], CENTIMETRE);
    assertEquals(9.76893209666838, at[1], CENTIMETRE);
  }

  @Test
  void a_code_at_the_end_of_newer_text_is_taken() {
    assertEquals(
        "EPSG:9206",
        wkt("PROJCRS[\"VN-2000 / TM-3 104-00\",BASEGEOGCRS[\"VN-2000\"],ID[\"EPSG\",9206]]").crs());
  }

  @Test
  void an_unknown_datum_is_refused_rather_than_taken_for_wgs_84() {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                wkt(
                    transverseMercator(
                        VN_2000.replace("D_Vietnam_2000", "D_Of_My_Own"), 104.123, 0.9999)));
    assertTrue(refused.getMessage().contains("200 m"), refused.getMessage());
  }

  @Test
  void an_unknown_datum_that_says_its_shift_is_taken_at_its_word() {
    double[] at =
        wkt(VN_2000
                .replace("D_Vietnam_2000", "D_Of_My_Own")
                .replace(
                    "298.257223563]",
                    "298.257223563],TOWGS84[-191.90441429,-39.30318279,"
                        + "-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278]"))
            .apply(104, 21);
    assertEquals(104.0018, at[0], 1e-4);
    assertEquals(20.9990, at[1], 1e-4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EPSG:999999", "EPSG:5773", "EPSG:4978"})
  void a_code_without_a_map_is_refused(String crs) {
    assertThrows(RefusedException.class, () -> given(crs));
  }

  @Test
  void a_withdrawn_code_names_its_successor() {
    assertTrue(
        assertThrows(RefusedException.class, () -> given("EPSG:6956"))
            .getMessage()
            .contains("EPSG:5896"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"VN-2000", "", "EPSG:", "9206; DROP"})
  void what_is_no_code_is_refused(String crs) {
    assertThrows(RefusedException.class, () -> given(crs));
  }

  @Test
  void garbage_for_text_is_refused() {
    assertThrows(RefusedException.class, () -> wkt("PROJCS[\"half a"));
    assertThrows(RefusedException.class, () -> wkt("LOCAL_CS[\"site\",UNIT[\"Meter\",1.0]]"));
  }
}
