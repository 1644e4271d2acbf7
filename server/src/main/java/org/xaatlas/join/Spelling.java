package org.xaatlas.join;

/**
 * A name in the forms in which it is compared, made once.
 *
 * @param text as typed
 * @param normal normalised: spellings of one name agree
 * @param unmarked the same without marks
 */
record Spelling(String text, String normal, String unmarked) {
  static Spelling of(String text) {
    String normal = VietnameseText.normalise(text);
    return new Spelling(text, normal, VietnameseText.unmarked(normal));
  }
}
