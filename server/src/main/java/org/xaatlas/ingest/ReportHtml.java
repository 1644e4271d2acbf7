package org.xaatlas.ingest;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.Finding;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/**
 * A match report as one page that needs nothing else: totals, a map of what matched, findings, and
 * the open rows with their candidates. No script runs in it, and every text of the file is escaped.
 *
 * <p>The map shows all units of the provinces that the file speaks of: outlines where the store has
 * boundaries, else a point each from the official list.
 */
public final class ReportHtml {
  private static final int OPEN_ROWS = 2_000;

  private static final List<String> COLUMNS =
      List.of(
          "join.column_row",
          "join.column_text",
          "join.column_result",
          "join.column_reason",
          "join.column_candidates");

  private final Store store;
  private final UnitRegister units;
  private final Level level;
  private final Language language;

  /**
   * @param store where boundaries may be
   * @param units the units of the edition
   * @param level tier of the rows
   */
  public ReportHtml(Store store, UnitRegister units, Level level, Language language) {
    this.store = store;
    this.units = units;
    this.level = level;
    this.language = language;
  }

  /** Writes the page; the caller closes the writer. */
  public void write(MatchReport report, Writer out) throws IOException {
    String title = say("join.page_title", report.file());
    HtmlPage.begin(title, language, out);
    out.write("<h1>" + escaped(title) + "</h1>\n");
    out.write(
        "<p>"
            + escaped(say("join.page_about", report.edition(), report.sha256()))
            + "</p>\n<ul class=\"totals\">");
    total(out, "rows", Message.of("join.page_rows"), report.rows());
    total(out, "matched", Message.of("join.outcome_matched"), report.matched());
    total(out, "ambiguous", Message.of("join.outcome_ambiguous"), report.ambiguous());
    total(out, "unmatched", Message.of("join.outcome_unmatched"), report.unmatched());
    total(out, "skipped", Message.of("join.outcome_skipped"), report.skipped());
    out.write("</ul>\n");
    map(report, out);
    findings(report, out);
    openRows(report, out);
    out.write("</body></html>\n");
  }

  private void total(Writer out, String kind, Message word, int number) throws IOException {
    out.write(
        "<li class=\""
            + kind
            + "\"><b>"
            + escaped(grouped(number))
            + "</b> "
            + escaped(word)
            + "</li>");
  }

  // The map

  private void map(MatchReport report, Writer out) throws IOException {
    Map<String, String> stateOf = new HashMap<>();
    Set<String> provinces = new HashSet<>();
    for (JoinOutcome outcome : report.outcomes()) {
      if (outcome instanceof JoinOutcome.Matched matched) {
        stateOf.put(matched.code(), "matched");
        note(matched.code(), provinces);
      }
    }
    for (JoinOutcome outcome : report.outcomes()) {
      candidates(outcome).stream()
          .limit(1)
          .forEach(
              candidate -> {
                stateOf.putIfAbsent(candidate.code(), "ambiguous");
                note(candidate.code(), provinces);
              });
    }
    List<UnitMap.Key> keys =
        List.of(
            new UnitMap.Key("matched", "#1b7837", Message.of("join.outcome_matched")),
            new UnitMap.Key("ambiguous", "#fdb863", Message.of("join.page_first_candidate")),
            new UnitMap.Key("none", "#fff", Message.of("join.page_no_row")));
    new UnitMap(store, units, level, language)
        .write(stateOf, provinces, Message.of("join.page_map"), keys, out);
  }

  private void note(String code, Set<String> provinces) {
    units
        .find(level, code)
        .flatMap(units::province)
        .ifPresent(province -> provinces.add(province.code()));
  }

  // The tables

  private void findings(MatchReport report, Writer out) throws IOException {
    if (report.findings().isEmpty()) {
      return;
    }
    out.write("<h2>" + escaped(say("join.page_findings")) + "</h2><div class=\"wide\"><table>");
    List<Finding> sorted = new ArrayList<>(report.findings());
    sorted.sort(java.util.Comparator.comparing(Finding::severity).reversed());
    for (Finding finding : sorted) {
      String rows =
          finding.rows().stream().limit(20).map(String::valueOf).collect(Collectors.joining(", "));
      String named =
          rows.isEmpty()
              ? ""
              : say(
                  finding.rows().size() == 1 ? "join.row" : "join.rows",
                  finding.rows().size() > 20 ? rows + " …" : rows);
      out.write(
          "<tr><td class=\"k\">"
              + escaped(say("join.severity_" + finding.severity().name().toLowerCase(Locale.ROOT)))
              + "</td><td>"
              + escaped(finding.message())
              + "</td><td>"
              + escaped(named)
              + "</td></tr>\n");
    }
    out.write("</table></div>\n");
  }

  private void openRows(MatchReport report, Writer out) throws IOException {
    List<JoinOutcome> open =
        report.outcomes().stream()
            .filter(o -> o instanceof JoinOutcome.Ambiguous || o instanceof JoinOutcome.Unmatched)
            .toList();
    if (open.isEmpty()) {
      return;
    }
    out.write("<h2>" + escaped(say("join.page_open")) + "</h2><div class=\"wide\"><table><tr>");
    for (String word : COLUMNS) {
      out.write("<th scope=\"col\">" + escaped(say(word)) + "</th>");
    }
    out.write("</tr>\n");
    for (JoinOutcome outcome : open.subList(0, Math.min(OPEN_ROWS, open.size()))) {
      out.write("<tr>" + cell("n", 0) + outcome.row() + "</td>");
      out.write(cell("", 1) + escaped(outcome.input()) + "</td>");
      out.write(cell("k", 2) + escaped(say("join.outcome_" + outcome.kind())) + "</td>");
      out.write(cell("", 3) + escaped(outcome.reason()) + "</td>" + cell("c", 4));
      out.write(
          candidates(outcome).stream()
              .map(
                  c ->
                      escaped(c.code() + " " + c.name())
                          + " ("
                          + Math.round(c.score() * 100)
                          + "&nbsp;%)")
              .collect(Collectors.joining("<br>")));
      out.write("</td></tr>\n");
    }
    out.write("</table></div>\n");
    if (open.size() > OPEN_ROWS) {
      out.write("<p>" + escaped(say("join.page_more", open.size() - OPEN_ROWS)) + "</p>\n");
    }
  }

  /** Begins a cell; on a narrow screen its heading stands before it. */
  private String cell(String style, int column) {
    return "<td class=\"" + style + "\" data-h=\"" + escaped(say(COLUMNS.get(column))) + "\">";
  }

  private static List<Candidate> candidates(JoinOutcome outcome) {
    return outcome.fold(m -> List.of(), a -> a.candidates(), u -> u.candidates(), s -> List.of());
  }

  private String say(String key, Object... arguments) {
    return Message.of(key, arguments).in(language);
  }

  private String grouped(int number) {
    return java.text.NumberFormat.getIntegerInstance(language.locale()).format(number);
  }

  private static String escaped(String text) {
    return HtmlPage.escaped(text);
  }

  private String escaped(Message message) {
    return HtmlPage.escaped(message.in(language));
  }
}
