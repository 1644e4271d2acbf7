package org.xaatlas.ingest.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BoundaryMessagesTest {
  private static Properties bundle(String language) throws IOException {
    Properties bundle = new Properties();
    try (Reader in =
        new InputStreamReader(
            BoundaryMessagesTest.class.getResourceAsStream(
                "/messages/boundary_" + language + ".properties"),
            StandardCharsets.UTF_8)) {
      bundle.load(in);
    }
    return bundle;
  }

  @Test
  void both_languages_have_the_same_sentences_with_the_same_places() throws IOException {
    Properties english = bundle("en");
    Properties vietnamese = bundle("vi");
    assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(vietnamese.keySet()));
    for (String key : english.stringPropertyNames()) {
      assertEquals(
          new MessageFormat(english.getProperty(key), Locale.ENGLISH)
              .getFormatsByArgumentIndex()
              .length,
          new MessageFormat(vietnamese.getProperty(key), Locale.ENGLISH)
              .getFormatsByArgumentIndex()
              .length,
          key);
      assertFalse(english.getProperty(key).contains("'"), key);
    }
  }
}
