package org.xaatlas.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StoresTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "atlas.gpkg",
        "geopackage:",
        "jdbc:mysql://host/db?user=a&password=s3cret",
        "postgres://a:s3cret@host/db",
        "jdbc:postgresql://a:s3cret@host:port/db",
        "jdbc:sqlite:atlas.gpkg"
      })
  void an_address_of_another_kind_is_refused_without_repeating_what_may_be_secret(String url) {
    RefusedException refused = assertThrows(RefusedException.class, () -> Stores.open(url));
    assertEquals("store.unknown_address", refused.text().key());
    for (Language language : Language.values()) {
      assertFalse(refused.text().in(language).contains("s3cret"));
    }
  }
}
