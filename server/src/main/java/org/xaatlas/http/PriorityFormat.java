package org.xaatlas.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the result of a scenario is written. */
enum PriorityFormat {
  JSON(Reply.JSON),
  GEOJSON(Reply.GEOJSON),
  CSV("text/csv; charset=utf-8; header=present");

  private final String mediaType;

  PriorityFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /** As in addresses and at the end of file names. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(PriorityFormat::id).toList();
  }

  static Optional<PriorityFormat> of(String id) {
    return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
  }

  /** What a client wants that says it in its headers; JSON when it has no wish. */
  static PriorityFormat accepted(String accept) {
    List<String> types =
        Arrays.stream(values()).map(format -> format.mediaType.split(";")[0]).toList();
    return values()[types.indexOf(Negotiation.best(accept, types))];
  }
}
