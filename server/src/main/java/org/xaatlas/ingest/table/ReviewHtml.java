package org.xaatlas.ingest.table;

import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xaatlas.ingest.HtmlPage;
import org.xaatlas.ingest.UnitMap;
import org.xaatlas.ingest.table.Review.FileOutcome;
import org.xaatlas.ingest.table.Review.FileState;
import org.xaatlas.ingest.table.Review.UnitOutcome;
import org.xaatlas.ingest.table.Review.UnitState;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Unit;

/**
 * The progress of a review as one page that needs nothing else: totals, a map of the units by where
 * they stand, what was found, the files to send back with their reasons, and all units. No script
 * runs in it, and every text of a file is escaped.
 */
public final class ReviewHtml {
  /** Reasons that are listed for a file. */
  private static final int REASONS = 20;

  private static final Map<UnitState, String> COLOURS =
      Map.of(
          UnitState.APPROVED, "#1b7837",
          UnitState.CLEAN, "#a6dba0",
          UnitState.RETURNED, "#fdb863",
          UnitState.MISSING, "#fff");

  private final Store store;
  private final Language language;

  /**
   * @param store where boundaries may be
   */
  public ReviewHtml(Store store, Language language) {
    this.store = store;
    this.language = language;
  }

  /** Writes the page; the caller closes the writer. */
  public void write(Review review, Writer out) throws IOException {
    String title = say("review.page_title", review.name());
    HtmlPage.begin(title, language, out);
    out.write("<h1>" + HtmlPage.escaped(title) + "</h1>\n<p>");
    out.write(
        HtmlPage.escaped(
            say(
                "review.page_about",
                review.period(),
                review.register().edition(),
                review.source(),
                Message.of(review.stored() ? "review.stored_yes" : "review.stored_no"))));
    out.write("</p>\n<ul class=\"totals\">");
    for (Map.Entry<UnitState, Integer> total : review.totals().entrySet()) {
      out.write(
          "<li style=\"border-color:"
              + (total.getKey() == UnitState.MISSING ? "#8a8a8a" : COLOURS.get(total.getKey()))
              + "\"><b>"
              + total.getValue()
              + "</b> "
              + HtmlPage.escaped(word(total.getKey()))
              + "</li>");
    }
    out.write("</ul>\n");
    missing(review, out);
    map(review, out);
    findings(review, out);
    files(review, out);
    units(review, out);
    out.write("</body></html>\n");
  }

  /** Whom to call comes first. */
  private void missing(Review review, Writer out) throws IOException {
    String missing =
        review.units().stream()
            .filter(unit -> unit.state() == UnitState.MISSING)
            .map(unit -> unit.unit().code() + " " + unit.unit().fullName())
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      out.write("<p>" + HtmlPage.escaped(say("review.page_missing", missing)) + "</p>\n");
    }
  }

  private void map(Review review, Writer out) throws IOException {
    Map<String, String> states = new HashMap<>();
    Set<String> provinces = new TreeSet<>();
    for (UnitOutcome unit : review.units()) {
      states.put(unit.unit().code(), unit.state().id());
      review.register().province(unit.unit()).map(Unit::code).ifPresent(provinces::add);
    }
    List<UnitMap.Key> keys =
        List.of(UnitState.values()).stream()
            .map(
                state ->
                    new UnitMap.Key(
                        state.id(), COLOURS.get(state), Message.of("review.unit_" + state.id())))
            .toList();
    new UnitMap(store, review.register(), review.level(), language)
        .write(states, provinces, Message.of("review.page_map"), keys, out);
  }

  private void findings(Review review, Writer out) throws IOException {
    if (review.findings().isEmpty()) {
      return;
    }
    out.write("<h2>" + escaped("join.page_findings") + "</h2><div class=\"wide\"><table>");
    for (Finding finding : review.findings()) {
      out.write("<tr><td class=\"k\">" + HtmlPage.escaped(severity(finding)) + "</td><td>");
      out.write(HtmlPage.escaped(finding.message().in(language)) + "</td></tr>\n");
    }
    out.write("</table></div>\n");
  }

  private void files(Review review, Writer out) throws IOException {
    out.write("<h2>" + escaped("review.page_files") + "</h2><div class=\"wide\"><table><tr>");
    for (String head : List.of("review.column_file", "join.column_result", "join.column_reason")) {
      out.write("<th scope=\"col\">" + escaped(head) + "</th>");
    }
    out.write("</tr>\n");
    List<FileOutcome> sorted =
        review.files().stream()
            .sorted((a, b) -> Boolean.compare(isReturned(b), isReturned(a)))
            .toList();
    for (FileOutcome file : sorted) {
      out.write("<tr><td>" + HtmlPage.escaped(file.name()) + "</td><td>");
      out.write(escaped("review.file_" + file.state().id()) + "</td><td>");
      out.write(
          ReviewReasons.of(file, language).stream()
              .limit(REASONS)
              .map(HtmlPage::escaped)
              .collect(Collectors.joining("<br>")));
      out.write("</td></tr>\n");
    }
    out.write("</table></div>\n");
  }

  private static boolean isReturned(FileOutcome file) {
    return file.state() == FileState.RETURNED;
  }

  private void units(Review review, Writer out) throws IOException {
    out.write("<h2>" + escaped("review.page_units") + "</h2><div class=\"wide\"><table><tr>");
    for (String head : List.of("join.column_unit", "join.column_result", "review.column_file")) {
      out.write("<th scope=\"col\">" + escaped(head) + "</th>");
    }
    out.write("</tr>\n");
    for (UnitOutcome unit : review.units()) {
      out.write("<tr><td>");
      out.write(HtmlPage.escaped(unit.unit().code() + " " + unit.unit().fullName()));
      out.write("</td><td>" + HtmlPage.escaped(word(unit)) + "</td><td>");
      out.write(HtmlPage.escaped(String.join(", ", unit.files())) + "</td></tr>\n");
    }
    out.write("</table></div>\n");
  }

  private String severity(Finding finding) {
    return say("join.severity_" + finding.severity().name().toLowerCase(Locale.ROOT));
  }

  private String word(UnitState state) {
    return say("review.unit_" + state.id());
  }

  private String word(UnitOutcome unit) {
    return unit.earlier() ? say("review.earlier", word(unit.state())) : word(unit.state());
  }

  private String escaped(String key) {
    return HtmlPage.escaped(say(key));
  }

  private String say(String key, Object... arguments) {
    return Message.of(key, arguments).in(language);
  }
}
