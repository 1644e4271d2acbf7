package org.xaatlas.ingest.boundary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.ingest.text.EncodingDetector;
import org.xaatlas.ingest.text.EncodingDetector.Detection;
import org.xaatlas.ingest.text.EncodingDetector.Evidence;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Mends attributes that were typed in the fonts of an older encoding and taken for Western text by
 * the program that wrote the file: what a GeoPackage holds of a MapInfo table of that time. Texts
 * with letters that only Unicode has stay as they are.
 */
final class AttributeText {
  /** Features whose text is looked at. */
  private static final int SAMPLE = 2_000;

  private AttributeText() {}

  /**
   * @param features replaced in place where their text is mended
   * @param encoding name of the older encoding, found from the text when empty
   * @param findings takes what was done, and the evidence
   */
  static void mend(
      String file,
      List<SourceFeature> features,
      Optional<String> encoding,
      List<Finding> findings) {
    if (encoding.isPresent()) {
      TextEncoding given =
          TextEncoding.named(encoding.get())
              .orElseThrow(
                  () -> RefusedException.of("boundary.encoding_name", file, encoding.get()));
      if (TextEncoding.LEGACY.contains(given)) {
        features.replaceAll(feature -> mended(feature, given));
        tell(findings, Message.of("boundary.encoding_given", file, given.name()));
      }
      return;
    }
    List<String> texts = new ArrayList<>();
    List<String> octets = new ArrayList<>();
    for (SourceFeature feature : features.subList(0, Math.min(SAMPLE, features.size()))) {
      for (Object value : feature.fields().values()) {
        if (value instanceof String text && EncodingDetector.isTelling(text)) {
          texts.add(text);
          TextEncoding.octetsOf(text).ifPresent(octets::add);
        }
      }
    }
    if (2 * octets.size() < texts.size() || octets.isEmpty()) {
      return;
    }
    EncodingDetector detector = new EncodingDetector();
    Evidence plain = detector.asTheyStand(texts);
    if (plain.isPlausible() && plain.syllables() > 0) {
      return;
    }
    Detection found = detector.detect(octets, TextEncoding.LEGACY);
    if (found.encoding().isEmpty()) {
      return;
    }
    features.replaceAll(feature -> mended(feature, found.encoding().get()));
    tell(
        findings,
        Message.of(
            "boundary.encoding_mended",
            file,
            found.encoding().get().name(),
            found.evidence().get(0)));
  }

  private static void tell(List<Finding> findings, Message message) {
    findings.add(new Finding("boundary.encoding", Finding.Severity.WARNING, List.of(), message));
  }

  private static SourceFeature mended(SourceFeature feature, TextEncoding encoding) {
    Map<String, Object> fields = new LinkedHashMap<>(feature.fields());
    fields.replaceAll(
        (field, value) -> value instanceof String text ? read(text, encoding) : value);
    return new SourceFeature(
        feature.row(), fields, feature.outline(), feature.mended(), feature.fault());
  }

  private static String read(String text, TextEncoding encoding) {
    return Optional.of(text)
        .filter(EncodingDetector::isTelling)
        .flatMap(TextEncoding::octetsOf)
        .flatMap(encoding::decode)
        .orElse(text);
  }
}
