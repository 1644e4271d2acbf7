package org.xaatlas.message;

import java.util.Locale;

/** The two languages of the program. */
public enum Language {
  VI(new Locale("vi", "VN")),
  EN(Locale.ENGLISH);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** The locale that formats numbers and dates of this language. */
  public Locale locale() {
    return locale;
  }

  /** The ISO 639-1 code, {@code vi} or {@code en}. */
  public String code() {
    return locale.getLanguage();
  }

  /** Vietnamese for a locale or code that begins with {@code vi}, English for everything else. */
  public static Language of(String localeOrCode) {
    return localeOrCode != null && localeOrCode.toLowerCase(Locale.ROOT).startsWith("vi") ? VI : EN;
  }
}
