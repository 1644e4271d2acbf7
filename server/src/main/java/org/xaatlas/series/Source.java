package org.xaatlas.series;

import java.util.Objects;

/**
 * Where figures, designations or boundaries come from. Texts may be empty, except id and title.
 *
 * @param id short name in files and addresses, without white space
 * @param title what the document is called
 * @param number number of the decision or decree, as printed
 * @param publisher who issued it
 * @param date ISO date of issue, or a year
 * @param licence terms of use, as far as they are known
 * @param url where it can be read
 */
public record Source(
    String id,
    String title,
    String number,
    String publisher,
    String date,
    String licence,
    String url) {
  public Source {
    if (id.isBlank() || title.isBlank()) {
      throw new IllegalArgumentException("A source needs an id and a title: " + id);
    }
    if (id.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("The id of a source has no white space: " + id);
    }
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(publisher, "publisher");
    Objects.requireNonNull(date, "date");
    Objects.requireNonNull(licence, "licence");
    Objects.requireNonNull(url, "url");
  }
}
