package org.xaatlas.ingest.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.xaatlas.ingest.ReportJson;
import org.xaatlas.ingest.table.Review.FileOutcome;
import org.xaatlas.ingest.table.Review.UnitOutcome;
import org.xaatlas.ingest.table.Review.UnitState;
import org.xaatlas.join.Finding;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.Language;

/**
 * Writes a review as JSON: {@code {kind, name, edition, level, period, source, stored, rows,
 * matched, ambiguous, unmatched, skipped, totals, units:[{code, name, state, earlier, files}],
 * warnings, files:[{file, sha256, state, units, import, refusal, report}]}}, each report as {@link
 * ReportJson} writes it.
 */
public final class ReviewJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ReviewJson() {}

  /**
   * What the store keeps and a release publishes: where files and units stand, without a word of
   * what the files say. The imports of those that were stored have reports of their own.
   */
  static String brief(Review review) {
    return text(review, Language.EN, false);
  }

  /** The review with its sentences in the language asked for. */
  public static String write(Review review, Language language) {
    return text(review, language, true);
  }

  private static String text(Review review, Language language, boolean reports) {
    StringWriter out = new StringWriter();
    try {
      write(review, language, reports, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** Streams the review; the caller closes the writer. */
  public static void write(Review review, Language language, Writer out) throws IOException {
    write(review, language, true, out);
  }

  private static void write(Review review, Language language, boolean reports, Writer out)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("kind", ReviewImport.KIND);
      json.writeStringField("name", review.name());
      json.writeStringField("edition", review.register().edition());
      json.writeStringField("level", review.level().id());
      json.writeStringField("period", review.period());
      json.writeStringField("source", review.source());
      json.writeBooleanField("stored", review.stored());
      sum("rows", review, MatchReport::rows, json);
      sum("matched", review, MatchReport::matched, json);
      sum("ambiguous", review, MatchReport::ambiguous, json);
      sum("unmatched", review, MatchReport::unmatched, json);
      sum("skipped", review, MatchReport::skipped, json);
      json.writeObjectFieldStart("totals");
      for (Map.Entry<UnitState, Integer> total : review.totals().entrySet()) {
        json.writeNumberField(total.getKey().id(), total.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("units");
      for (UnitOutcome unit : review.units()) {
        json.writeStartObject();
        json.writeStringField("code", unit.unit().code());
        json.writeStringField("name", unit.unit().fullName());
        json.writeStringField("state", unit.state().id());
        json.writeBooleanField("earlier", unit.earlier());
        texts("files", unit.files(), json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("warnings");
      for (Finding finding : review.findings()) {
        ReportJson.write(finding, language, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("files");
      for (FileOutcome file : review.files()) {
        write(file, language, reports, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /** The rows of all files that could be read. */
  private static void sum(
      String name, Review review, ToIntFunction<MatchReport> count, JsonGenerator json)
      throws IOException {
    json.writeNumberField(
        name, review.files().stream().flatMap(f -> f.report().stream()).mapToInt(count).sum());
  }

  private static void write(
      FileOutcome file, Language language, boolean reports, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", file.name());
    json.writeStringField("sha256", file.sha256());
    json.writeStringField("state", file.state().id());
    texts("units", file.units(), json);
    if (file.importNumber().isPresent()) {
      json.writeNumberField("import", file.importNumber().getAsLong());
    }
    if (reports && file.refusal().isPresent()) {
      json.writeStringField("refusal", file.refusal().get().in(language));
    }
    if (reports && file.report().isPresent()) {
      json.writeFieldName("report");
      ReportJson.write(file.report().get(), language, json);
    }
    json.writeEndObject();
  }

  private static void texts(String name, Iterable<String> texts, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
