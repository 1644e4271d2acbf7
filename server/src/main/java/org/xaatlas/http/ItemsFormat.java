package org.xaatlas.http;

import java.util.Locale;
import java.util.Optional;

/** How the items of a collection are written. */
enum ItemsFormat {
  GEOJSON(Reply.GEOJSON),
  CSV("text/csv; charset=utf-8; header=present"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private final String mediaType;

  ItemsFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /** As in addresses and at the end of file names. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ItemsFormat> of(String id) {
    for (ItemsFormat format : values()) {
      if (format.id().equals(id)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
