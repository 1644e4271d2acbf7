package org.xaatlas.http;

import java.util.List;
import java.util.Locale;
import org.xaatlas.message.Language;

/** What a client accepts and already has, read from its headers. */
final class Negotiation {
  private Negotiation() {}

  /** The first of our two languages in the order of preference; English when there is none. */
  static Language language(String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.isBlank()) {
      return Language.EN;
    }
    try {
      for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
        if (range.getWeight() == 0) {
          continue;
        }
        String primary = range.getRange().split("-", 2)[0];
        if (primary.equals("vi")) {
          return Language.VI;
        }
        if (primary.equals("en") || primary.equals("*")) {
          return Language.EN;
        }
      }
    } catch (IllegalArgumentException e) {
      return Language.EN;
    }
    return Language.EN;
  }

  /**
   * The media type a client likes best among those there are; the first where it has no wish or
   * none of its wishes is there.
   */
  static String best(String accept, List<String> offered) {
    String best = offered.get(0);
    double weight = 0;
    for (String item : accept.split(",")) {
      String[] parts = item.strip().split(";");
      String type = parts[0].strip().toLowerCase(Locale.ROOT);
      double wish = 1;
      for (String part : parts) {
        if (part.strip().matches("q=[01](\\.[0-9]{0,3})?")) {
          wish = Double.parseDouble(part.strip().substring(2));
        }
      }
      if (wish > weight && offered.contains(type)) {
        best = type;
        weight = wish;
      }
    }
    return best;
  }

  /** Whether gzip is accepted; an explicit {@code gzip} counts more than {@code *}. */
  static boolean gzip(String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    if (acceptEncoding.startsWith("gzip,") || acceptEncoding.equals("gzip")) {
      return true; // what browsers send
    }
    boolean any = false;
    for (String item : acceptEncoding.split(",")) {
      String[] parts = item.split(";", 2);
      String coding = parts[0].strip().toLowerCase(Locale.ROOT);
      boolean wanted = parts.length == 1 || !parts[1].strip().matches("q=0(\\.0{0,3})?");
      if (coding.equals("gzip") || coding.equals("x-gzip")) {
        return wanted;
      }
      any |= coding.equals("*") && wanted;
    }
    return any;
  }

  /** Whether If-None-Match names any of the tags (each with its quotes); compared weakly. */
  static boolean matches(String ifNoneMatch, List<String> tags) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String item : ifNoneMatch.split(",")) {
      String tag = item.strip();
      if (tag.equals("*")) {
        return true;
      }
      String opaque = tag.startsWith("W/") ? tag.substring(2) : tag;
      if (tags.contains(opaque)) {
        return true;
      }
    }
    return false;
  }
}
