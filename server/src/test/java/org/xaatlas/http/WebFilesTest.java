package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebFilesTest {
  private final WebFiles files = new WebFiles(WebFilesTest.class, "/web-sample");

  @Test
  void the_page_is_revalidated() throws IOException {
    Reply page = files.find("/").orElseThrow();
    assertEquals("text/html; charset=utf-8", page.contentType());
    assertEquals(Reply.REVALIDATED, page.cacheControl());
    assertEquals(page, files.find("/index.html").orElseThrow());
  }

  @Test
  void what_has_its_hash_in_its_name_is_immutable() throws IOException {
    Reply script = files.find("/assets/app-1f3a.js").orElseThrow();
    assertEquals("text/javascript; charset=utf-8", script.contentType());
    assertEquals(Reply.IMMUTABLE, script.cacheControl());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets",
        "/assets/",
        "/assets/notes.secret",
        "/assets/app-0000.js",
        "/../messages/http_en.properties",
        "/assets/../index.html",
        "//index.html",
        "/.hidden.js",
        "/assets/..%2findex.html",
        "",
      })
  void what_is_no_file_of_the_map_is_not_there(String path) throws IOException {
    assertTrue(files.find(path).isEmpty());
  }
}
