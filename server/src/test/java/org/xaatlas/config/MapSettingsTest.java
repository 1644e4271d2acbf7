package org.xaatlas.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.message.Label;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MapSettingsTest {
  @TempDir private Path folder;

  private static MapSettings baseMap(String url) {
    return MapSettings.of(new MapSettings.Texts(url, "© Example", null, null));
  }

  private static String fault(String url, String attribution, String zooms, String seas) {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> MapSettings.of(new MapSettings.Texts(url, attribution, zooms, seas)));
    assertTrue(refused.text().in(Language.VI).length() > 20);
    return refused.getMessage();
  }

  private String seas(String json) throws IOException {
    return Files.writeString(folder.resolve("seas.json"), json).toString();
  }

  @Test
  void nothing_set_is_no_base_map_and_the_seas_of_the_map_itself() {
    assertEquals(MapSettings.NONE, MapSettings.of(new MapSettings.Texts(null, " ", "", null)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://tiles.example.vn/{z}/{x}/{y}.png, https://tiles.example.vn",
    "https://tiles.example.vn:8443/wmts/{z}/{y}/{x}?key=a-b, https://tiles.example.vn:8443",
    "http://127.0.0.1:9000/{z}/{x}/{y}, http://127.0.0.1:9000",
    "http://[::1]:9000/{z}/{x}/{y}, http://[::1]:9000",
    "/tiles/{z}/{x}/{y}.jpg, ''",
  })
  void an_address_of_tiles_has_an_origin_unless_it_is_ours(String url, String origin) {
    assertEquals(origin, baseMap(url).baseMap().orElseThrow().origin().orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://tiles.example.vn/{z}/{x}/{y}.png",
        "//tiles.example.vn/{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}",
        "https://{x}.example.vn/{z}/{x}/{y}.png",
        "https://name:secret@example.vn/{z}/{x}/{y}.png",
        "https://a;script-src */{z}/{x}/{y}",
        "https://example.vn{z}{x}{y}",
        "https://example.vn/{z}/{x}/{y} *",
        "tiles/{z}/{x}/{y}.png",
        "https://example.vn/{z}/{x}/tile.png",
        "https://{s}.example.vn/{z}/{x}/{y}.png",
        "https://example.vn/{z}/{x}/{y}{r}.png",
      })
  void an_address_that_is_no_place_of_tiles_is_refused_with_what_was_found(String url) {
    String fault = fault(url, "© Example", null, null);
    assertTrue(fault.contains("XA_BASEMAP_URL"), fault);
    assertTrue(fault.contains(url), fault);
  }

  @Test
  void every_fault_is_told_at_once() throws IOException {
    String file = seas("[{\"vi\":\"Biển Đông\",\"at\":[300,10],\"zoom\":[8,4]}]");
    String fault = fault("https://example.vn/{z}/{x}", " ", "9-3", file);
    assertEquals(6, fault.lines().count(), fault);
    for (String part :
        List.of("no {y}", "ATTRIBUTION", "\"9-3\"", "\"en\"", "\"at\"", "\"zoom\"", "name 1")) {
      assertTrue(fault.contains(part), fault);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "19-0", "0-23", "a-b", "-1-4", "0 - 4"})
  void zooms_are_the_first_and_the_last(String zooms) {
    assertTrue(fault("/t/{z}/{x}/{y}", "© Example", zooms, null).contains(zooms));
  }

  @Test
  void what_describes_a_base_map_that_is_not_there_is_refused() {
    assertEquals(2, fault(null, "© Example", "0-9", null).lines().count());
  }

  @Test
  void seas_have_a_name_in_both_languages_a_place_and_zooms() throws IOException {
    String file =
        seas(
            "[{\"vi\":\"Vịnh Bắc Bộ\",\"en\":\"Gulf of Tonkin\",\"at\":[107.5,19.6],"
                + "\"zoom\":[5,9]}]");
    assertEquals(
        Optional.of(
            List.of(new SeaLabel(new Label("Vịnh Bắc Bộ", "Gulf of Tonkin"), 107.5, 19.6, 5, 9))),
        MapSettings.of(new MapSettings.Texts(null, null, null, file)).seas());
  }

  @Test
  void a_file_of_seas_that_is_none_is_refused_by_name_and_line() throws IOException {
    assertTrue(fault(null, null, null, folder + "/none.json").contains("none.json"));
    assertTrue(fault(null, null, null, seas("[\n{]")).contains("line 2"));
    assertTrue(fault(null, null, null, seas("{}")).contains("a list"));
    assertTrue(fault(null, null, null, seas("")).contains("a list"));
    assertTrue(fault(null, null, null, seas(" ".repeat(70_000))).contains("64 KB"));
  }
}
