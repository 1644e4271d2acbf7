package org.xaatlas.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.Finding;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.Language;

/**
 * A match report as JSON, the way {@code --report} writes it and the store keeps it. Canonical: the
 * same report in the same language gives the same bytes.
 */
public final class ReportJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ReportJson() {}

  /** The report with its sentences in the language asked for. */
  public static String write(MatchReport report, Language language) {
    StringWriter out = new StringWriter();
    try {
      write(report, language, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** Streams the report; the caller closes the writer. */
  public static void write(MatchReport report, Language language, Writer out) throws IOException {
    JsonGenerator json = JSON.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    write(report, language, json);
    json.close();
  }

  /** Writes the report as an object inside a longer document. */
  public static void write(MatchReport report, Language language, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("file", report.file());
    json.writeStringField("sha256", report.sha256());
    json.writeStringField("kind", report.kind());
    json.writeStringField("edition", report.edition());
    if (report.scope().isPresent()) {
      json.writeStringField("level", report.scope().get().level().id());
      json.writeStringField("province", report.scope().get().province());
    }
    json.writeNumberField("rows", report.rows());
    json.writeNumberField("matched", report.matched());
    json.writeNumberField("ambiguous", report.ambiguous());
    json.writeNumberField("unmatched", report.unmatched());
    json.writeNumberField("skipped", report.skipped());
    json.writeArrayFieldStart("warnings");
    for (Finding finding : report.findings()) {
      write(finding, language, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("outcomes");
    for (JoinOutcome outcome : report.outcomes()) {
      write(outcome, language, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes a finding as an object inside a longer document. */
  public static void write(Finding finding, Language language, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", finding.rule());
    json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.writeArrayFieldStart("rows");
    for (int row : finding.rows()) {
      json.writeNumber(row);
    }
    json.writeEndArray();
    json.writeStringField("message", finding.message().in(language));
    json.writeEndObject();
  }

  private static void write(JoinOutcome outcome, Language language, JsonGenerator json)
      throws IOException {
    Optional<String> code =
        outcome.fold(
            m -> Optional.of(m.code()),
            a -> Optional.empty(),
            u -> Optional.empty(),
            s -> Optional.empty());
    List<Candidate> candidates =
        outcome.fold(m -> List.of(), a -> a.candidates(), u -> u.candidates(), s -> List.of());
    json.writeStartObject();
    json.writeNumberField("row", outcome.row());
    json.writeStringField("input", outcome.input());
    json.writeStringField("outcome", outcome.kind());
    json.writeStringField("code", code.orElse(null));
    json.writeArrayFieldStart("candidates");
    for (Candidate candidate : candidates) {
      json.writeStartObject();
      json.writeStringField("code", candidate.code());
      json.writeStringField("name", candidate.name());
      json.writeNumberField("score", candidate.score());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("rule", outcome.reason().key());
    json.writeStringField("reason", outcome.reason().in(language));
    json.writeEndObject();
  }
}
