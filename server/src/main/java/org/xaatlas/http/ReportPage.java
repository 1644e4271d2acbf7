package org.xaatlas.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.Shown;
import org.xaatlas.release.Manifest.ImportEntry;

/**
 * The match report of an import as a page for a person: totals, the officer's note, what was found,
 * the rows that named no unit, and what became of the row asked for with those around it. No script
 * runs in it and it loads nothing; every text of the file is escaped. The report of {@code atlas
 * import --report FILE.html} has a map too, which needs the store.
 */
final class ReportPage {
  private static final int MOST_ROWS = 1_000;
  private static final int AROUND = 3;
  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:1.5rem auto;padding:0 1rem;"
          + "color:#1d2730;background:#fff;overflow-wrap:anywhere}h1{font-size:1.4rem}"
          + "h2{font-size:1.1rem;margin:1.75rem 0 .5rem}ul{display:flex;flex-wrap:wrap;gap:.6rem;"
          + "padding:0;list-style:none}li{padding:.25rem .8rem;border-left:.35rem solid #56626c;"
          + "background:#f3f5f6}li b{display:block;font-size:1.25rem}table{border-collapse:collapse;"
          + "width:100%}th,td{padding:.35rem .6rem .35rem 0;border-bottom:1px solid #d5dade;"
          + "text-align:left;vertical-align:top}td:first-child{white-space:nowrap;"
          + "font-variant-numeric:tabular-nums}.asked td{background:#e3eefb;font-weight:600}"
          + "blockquote{margin:1rem 0;padding:.3rem 1rem;border-left:.35rem solid #0b5cad}"
          + "small{color:#56626c}";

  static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + hash(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Language language;
  private final ImportEntry entry;
  private final JsonNode report;
  private final int row;
  private final StringBuilder out = new StringBuilder(4_096);

  /**
   * @param row the row asked for, the first is 1; 0 for none
   */
  ReportPage(Language language, ImportEntry entry, JsonNode report, int row) {
    this.language = language;
    this.entry = entry;
    this.report = report;
    this.row = row;
  }

  String html() {
    String title = say("join.page_title", entry.file());
    out.append("<!doctype html>\n<html lang=\"").append(language.code());
    out.append("\"><head><meta charset=\"utf-8\"><title>").append(escaped(title));
    out.append("</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    out.append("<style>").append(STYLE).append("</style></head><body><main>");
    element("h1", title);
    element("p", say("join.page_about", entry.edition(), entry.sha256()));
    if (!entry.note().isEmpty()) {
      element("h2", say("http.report_note"));
      element("blockquote", entry.note());
    }
    out.append("<ul>");
    total("rows", "join.page_rows");
    total("matched", "join.outcome_matched");
    total("ambiguous", "join.outcome_ambiguous");
    total("unmatched", "join.outcome_unmatched");
    total("skipped", "join.outcome_skipped");
    out.append("</ul>");
    asked();
    findings();
    left();
    out.append("</main></body></html>\n");
    return out.toString();
  }

  private void asked() {
    List<JsonNode> near = new ArrayList<>();
    boolean found = false;
    for (JsonNode outcome : report.path("outcomes")) {
      int at = outcome.path("row").asInt();
      if (row > 0 && Math.abs(at - row) <= AROUND) {
        near.add(outcome);
        found |= at == row;
      }
    }
    if (found) {
      element("h2", say("http.report_row", String.valueOf(row)));
      outcomes(near);
    }
  }

  private void findings() {
    JsonNode warnings = report.path("warnings");
    if (warnings.isEmpty()) {
      return;
    }
    element("h2", say("join.page_findings"));
    out.append("<table>");
    for (JsonNode finding : warnings) {
      out.append("<tr>");
      element("td", severity(finding.path("severity").asText()));
      element("td", sentence(finding, "message"));
      out.append("</tr>");
    }
    out.append("</table>");
  }

  private String severity(String id) {
    return switch (id) {
      case "error" -> say("join.severity_error");
      case "warning" -> say("join.severity_warning");
      default -> say("join.severity_info");
    };
  }

  private void left() {
    List<JsonNode> rest = new ArrayList<>();
    for (JsonNode outcome : report.path("outcomes")) {
      if (!outcome.path("outcome").asText().equals("matched")) {
        rest.add(outcome);
      }
    }
    if (rest.isEmpty()) {
      return;
    }
    element("h2", say("http.report_left"));
    outcomes(rest.subList(0, Math.min(rest.size(), MOST_ROWS)));
    if (rest.size() > MOST_ROWS) {
      element("p", say("join.page_more", rest.size() - MOST_ROWS));
    }
  }

  private void outcomes(List<JsonNode> rows) {
    out.append("<table>");
    for (JsonNode outcome : rows) {
      int at = outcome.path("row").asInt();
      out.append(at == row ? "<tr class=\"asked\">" : "<tr>");
      element("td", String.valueOf(at));
      element("td", outcome.path("input").asText());
      out.append("<td>").append(escaped(outcome(outcome.path("outcome").asText())));
      if (outcome.path("code").isTextual()) {
        out.append(' ').append(escaped(outcome.path("code").asText()));
      }
      out.append(" <small>").append(escaped(sentence(outcome, "reason")));
      out.append("</small></td></tr>");
    }
    out.append("</table>");
  }

  /** A sentence in the language of the page, where the report has it: those of before have one. */
  private String sentence(JsonNode of, String field) {
    JsonNode own = of.path(field + "_" + language.code());
    return own.isTextual() ? own.asText() : of.path(field).asText();
  }

  private String outcome(String id) {
    return switch (id) {
      case "matched" -> say("join.outcome_matched");
      case "ambiguous" -> say("join.outcome_ambiguous");
      case "unmatched" -> say("join.outcome_unmatched");
      default -> say("join.outcome_skipped");
    };
  }

  private void total(String count, String word) {
    NumberFormat grouped = NumberFormat.getIntegerInstance(language.locale());
    out.append("<li><b>").append(grouped.format(report.path(count).asLong()));
    out.append("</b> ").append(escaped(say(word))).append("</li>");
  }

  private void element(String name, String text) {
    out.append('<').append(name).append('>').append(escaped(text));
    out.append("</").append(name).append('>');
  }

  private String say(String key, Object... arguments) {
    return Message.of(key, arguments).in(language);
  }

  private static String escaped(String text) {
    return Shown.inHtml(text);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
