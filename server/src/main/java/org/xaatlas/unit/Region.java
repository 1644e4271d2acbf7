package org.xaatlas.unit;

import java.util.List;
import java.util.Objects;
import org.xaatlas.message.Label;

/**
 * A socio-economic region: provinces of one edition.
 *
 * @param provinces their codes
 * @param source the decision that names them
 */
public record Region(String edition, String id, Label name, List<String> provinces, String source) {
  public Region {
    Objects.requireNonNull(edition, "edition");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    provinces = List.copyOf(provinces);
  }
}
