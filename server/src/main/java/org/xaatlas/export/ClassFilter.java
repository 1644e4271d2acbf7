package org.xaatlas.export;

import java.util.Objects;
import java.util.Optional;
import org.xaatlas.designation.Designation;

/**
 * Units with a designation of a scheme, of any class or of one.
 *
 * @param scheme id of the scheme
 * @param designationClass id of the class, empty for any
 */
public record ClassFilter(String scheme, Optional<String> designationClass) {
  public ClassFilter {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(designationClass, "designationClass");
  }

  /** Reads {@code scheme} or {@code scheme:class}. */
  public static ClassFilter parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new ClassFilter(text, Optional.empty())
        : new ClassFilter(text.substring(0, colon), Optional.of(text.substring(colon + 1)));
  }

  /** Whether a designation is of the scheme and class. */
  public boolean takes(Designation designation) {
    return designation.scheme().equals(scheme)
        && designationClass.map(designation.designationClass()::equals).orElse(true);
  }

  @Override
  public String toString() {
    return designationClass.map(id -> scheme + ":" + id).orElse(scheme);
  }
}
