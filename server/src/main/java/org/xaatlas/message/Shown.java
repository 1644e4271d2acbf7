package org.xaatlas.message;

import java.util.regex.Pattern;

/** Text of files, or of anybody, as it may be shown. */
public final class Shown {
  /**
   * What a terminal obeys, what no page may hold, and what turns the direction of a line around.
   */
  private static final Pattern CONTROLS =
      Pattern.compile("\r(?!\n)|[\\p{Cc}\\p{Cs}\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069&&[^\r\n\t]]");

  private Shown() {}

  /** Such characters are shown as a mark; ends of lines and tabs stay. */
  public static String plain(String text) {
    return CONTROLS.matcher(text).replaceAll("\uFFFD");
  }

  /** The same as the text of an element or attribute of a page. */
  public static String inHtml(String text) {
    return plain(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
