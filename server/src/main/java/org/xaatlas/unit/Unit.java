package org.xaatlas.unit;

import java.util.Objects;
import java.util.Optional;

/**
 * An administrative unit of one edition.
 *
 * @param edition id of the edition
 * @param level its tier
 * @param code official code as text: {@code 00127} and {@code 127} are different units
 * @param name the bare name in Unicode NFC, without the unit type
 * @param type the unit type as written officially: Tỉnh, Thành phố, Quận, Xã, Phường, Đặc khu, ...
 * @param parent code of the unit one tier up, empty for a province
 */
public record Unit(
    String edition, Level level, String code, String name, String type, Optional<String> parent) {
  public Unit {
    Objects.requireNonNull(edition, "edition");
    Objects.requireNonNull(level, "level");
    if (code.isBlank()) {
      throw new IllegalArgumentException("A unit needs a code: " + name);
    }
    if (name.isBlank()) {
      throw new IllegalArgumentException("A unit needs a name: " + code);
    }
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(parent, "parent");
  }

  /** Of the code alone: units are looked up by the million, and codes hardly ever agree. */
  @Override
  public int hashCode() {
    return code.hashCode();
  }

  /** Type and name as people write them: {@code Xã Mường La}. */
  public String fullName() {
    return type.isEmpty() ? name : type + " " + name;
  }
}
