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
import org.xaatlas.message.Message;

/**
 * A match report as JSON, the way {@code --report} writes it and the store keeps it. Canonical: the
 * same report in the same language gives the same bytes.
 */
public final class ReportJson {
  private static final JsonFactory JSON = new JsonFactory();

  /** Reports of more rows are kept in one language. */
  private static final int ROWS_IN_TWO = 50_000;

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

  /**
   * The report as the store and releases keep it: its sentences in English, and in Vietnamese
   * beside ({@code reason_vi}, {@code message_vi}), for readers of either. A report of very many
   * rows is long enough in one language.
   */
  public static String kept(MatchReport report) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      Optional<Language> beside =
          report.rows() > ROWS_IN_TWO ? Optional.empty() : Optional.of(Language.VI);
      write(report, Language.EN, beside, json);
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
    write(report, language, Optional.empty(), json);
  }

  private static void write(
      MatchReport report, Language language, Optional<Language> beside, JsonGenerator json)
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
      write(finding, language, beside, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("outcomes");
    for (JoinOutcome outcome : report.outcomes()) {
      write(outcome, language, beside, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes a finding as an object inside a longer document. */
  public static void write(Finding finding, Language language, JsonGenerator json)
      throws IOException {
    write(finding, language, Optional.empty(), json);
  }

  private static void write(
      Finding finding, Language language, Optional<Language> beside, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", finding.rule());
    json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.writeArrayFieldStart("rows");
    for (int row : finding.rows()) {
      json.writeNumber(row);
    }
    json.writeEndArray();
    sentence("message", finding.message(), language, beside, json);
    json.writeEndObject();
  }

  private static void write(
      JoinOutcome outcome, Language language, Optional<Language> beside, JsonGenerator json)
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
    sentence("reason", outcome.reason(), language, beside, json);
    json.writeEndObject();
  }

  private static void sentence(
      String field,
      Message message,
      Language language,
      Optional<Language> beside,
      JsonGenerator json)
      throws IOException {
    json.writeStringField(field, message.in(language));
    if (beside.isPresent()) {
      json.writeStringField(field + "_" + beside.get().code(), message.in(beside.get()));
    }
  }
}
