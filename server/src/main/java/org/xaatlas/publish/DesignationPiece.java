package org.xaatlas.publish;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.xaatlas.designation.Designation;
import org.xaatlas.release.CanonicalJson;

/** Writes the designations of one scheme in one level of an edition. */
final class DesignationPiece {
  /** The order of entries inside a piece: by unit, name and decision. */
  static final Comparator<Designation> ORDER =
      Comparator.comparing(Designation::unit)
          .thenComparing(Designation::name)
          .thenComparing(Designation::decision)
          .thenComparing(Designation::source)
          .thenComparing(Designation::designationClass);

  /** The order of pieces. */
  static final Comparator<List<String>> BY_KEY =
      Comparator.comparing(key -> String.join("\t", key));

  private DesignationPiece() {}

  /** What the designations of one piece have in common. */
  static List<String> key(Designation designation) {
    return List.of(designation.scheme(), designation.edition(), designation.level().id());
  }

  /** All that a designation says, without where it stood. */
  static String canonical(Designation designation) {
    return String.join(
        "\t",
        "designation",
        designation.edition(),
        designation.level().id(),
        designation.unit(),
        designation.name(),
        designation.scheme(),
        designation.designationClass(),
        designation.decision(),
        text(designation.validFrom()),
        text(designation.validTo()),
        String.valueOf(designation.illustrative()),
        designation.source());
  }

  private static String text(Optional<LocalDate> date) {
    return date.map(LocalDate::toString).orElse("");
  }

  static void write(CanonicalJson json, List<Designation> designations) throws IOException {
    Designation first = designations.get(0);
    json.object(
        () -> {
          json.member("format", "xa-atlas-designations/1").member("scheme", first.scheme());
          json.member("edition", first.edition()).member("level", first.level().id());
          json.list(
              "entries",
              designations,
              entry ->
                  json.object(
                      () -> {
                        json.member("unit", entry.unit()).member("name", entry.name());
                        json.member("class", entry.designationClass());
                        json.member("decision", entry.decision());
                        json.member("validFrom", entry.validFrom());
                        json.member("validTo", entry.validTo());
                        json.member("illustrative", entry.illustrative());
                        json.member("source", entry.source());
                        json.member("import", entry.importNumber());
                        json.member("row", entry.row());
                      }));
        });
  }
}
