package org.xaatlas.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
  @ParameterizedTest
  @ValueSource(
      chars = {
        0, 1, 8, 11, 13, 27, 127, 0x9B, 0x202A, 0x202E, 0x2066, 0x2069, 0xD800, 0xDFFF, 0xFFFE,
        0xFFFF
      })
  void what_a_terminal_obeys_or_turns_lines_around_is_a_mark(char bad) {
    assertEquals("xã \uFFFDb", Shown.plain("xã " + bad + "b"));
    assertEquals("&lt;\uFFFD&gt;", Shown.inHtml("<" + bad + ">"));
  }

  @Test
  void other_text_stays() {
    String text = "Xã Kon Đào\n\tđỗ\u0302 \uD83D\uDE00\r\nＡ";
    assertEquals(text, Shown.plain(text));
    assertEquals("&amp;&lt;b a=&quot;&#39;&quot;&gt;", Shown.inHtml("&<b a=\"'\">"));
  }
}
