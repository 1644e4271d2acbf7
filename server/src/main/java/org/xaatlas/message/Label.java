package org.xaatlas.message;

import java.util.Objects;

/**
 * A name in both languages, as it comes with data (an indicator, an edition, a designation).
 *
 * @param vi the Vietnamese name, the official one
 * @param en the English name
 */
public record Label(String vi, String en) {
  public Label {
    Objects.requireNonNull(vi, "vi");
    Objects.requireNonNull(en, "en");
  }

  public String in(Language language) {
    return language == Language.VI ? vi : en;
  }
}
