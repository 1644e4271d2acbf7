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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;
import org.xaatlas.geodata.Registers;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.Finding;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
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
  private static final int OUTLINES = 1_000;
  private static final double WIDTH = 640;

  /** East of this longitude lie the archipelagos Hoàng Sa and Trường Sa alone. */
  private static final double MAINLAND_EAST = 109.5;

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
    out.write(
        "<!doctype html>\n<html lang=\"" + language.code() + "\"><head><meta charset=\"utf-8\">");
    out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    out.write(
        "<meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    out.write("<title>" + escaped(title) + "</title><style>" + STYLE + "</style></head><body>");
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

  private static final String STYLE =
      "body{font:16px/1.45 system-ui,sans-serif;max-width:72rem;margin:1.5rem auto;padding:0 1rem;"
          + "color:#1b1b1b;background:#fff}h1{font-size:1.5rem;overflow-wrap:anywhere}"
          + "h2{font-size:1.15rem;margin-top:2rem}.totals{display:flex;flex-wrap:wrap;gap:.75rem;list-style:none;padding:0}.totals"
          + " li{border-left:.4rem solid #8a8a8a;padding:.2rem .7rem;background:#f4f4f4}.totals"
          + " b{font-size:1.3rem;display:block}.totals .matched{border-color:#1b7837}.totals"
          + " .ambiguous{border-color:#c45a00}.totals"
          + " .unmatched{border-color:#a50026}.wide{overflow-x:auto}"
          + "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem"
          + " .6rem;border-bottom:1px solid #d5d5d5;overflow-wrap:anywhere}"
          + "td.n{text-align:right;font-variant-numeric:tabular-nums}svg{max-width:100%;height:auto;border:1px"
          + " solid #d5d5d5;background:#f7f9fb}"
          + ".u{fill:#fff;stroke:#767676;stroke-width:1}.u.matched{fill:#1b7837;stroke:#0b4a20}"
          + ".u.ambiguous{fill:#fdb863;stroke:#8a3d00;stroke-width:1.6}text{font:11px"
          + " system-ui,sans-serif;fill:#333}.key{display:inline-block;width:.9em;height:.9em;border:1px"
          + " solid #555;margin:0 .35em 0 1em;vertical-align:-.1em}p{overflow-wrap:anywhere}@media"
          + " (max-width:44rem){table,tbody,tr,td{display:block}th{display:none}tr{border-bottom:1px"
          + " solid #767676;padding:.4rem 0}td,td.n{border:0;text-align:left;padding:.1rem"
          + " 0}td.n{font-weight:700}}";

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
    List<Unit> shown =
        units.units(level).stream()
            .filter(
                unit -> units.province(unit).map(p -> provinces.contains(p.code())).orElse(false))
            .toList();
    Map<String, Geometry> outlines = outlines(report.edition(), shown);
    Map<String, double[]> centres = new Registers().centres(report.edition());
    double[] box = {180, 90, -180, -90};
    for (Unit unit : shown) {
      Geometry outline = isFarOff(unit, centres) ? null : outlines.get(unit.code());
      if (outline != null) {
        extend(
            box, outline.getEnvelopeInternal().getMinX(), outline.getEnvelopeInternal().getMinY());
        extend(
            box, outline.getEnvelopeInternal().getMaxX(), outline.getEnvelopeInternal().getMaxY());
      } else if (centres.containsKey(unit.code()) && !isFarOff(unit, centres)) {
        extend(box, centres.get(unit.code())[0], centres.get(unit.code())[1]);
      }
    }
    if (box[0] > box[2]) {
      return;
    }
    out.write("<h2>" + escaped(say("join.page_map")) + "</h2>\n");
    double shrink = Math.cos(Math.toRadians((box[1] + box[3]) / 2));
    double scale = (WIDTH - 40) / Math.max((box[2] - box[0]) * shrink, (box[3] - box[1]) * 0.8);
    scale = Math.min(scale, 4_000);
    double height = (box[3] - box[1]) * scale + 40;
    boolean inset = shown.stream().anyMatch(unit -> isFarOff(unit, centres));
    double across = inset ? WIDTH + 150 : WIDTH;
    Drawing drawing = new Drawing(box[0], box[3], scale, shrink);
    out.write(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" role=\"img\" aria-label=\"%s\">",
            across,
            height,
            across,
            escaped(say("join.page_map"))));
    List<Unit> farOff = shown.stream().filter(unit -> isFarOff(unit, centres)).toList();
    for (Unit unit : shown) {
      String state = stateOf.getOrDefault(unit.code(), "none");
      if (farOff.contains(unit)) {
        continue;
      }
      String shape =
          outlines.containsKey(unit.code())
              ? drawing.path(outlines.get(unit.code()))
              : centres.containsKey(unit.code())
                  ? drawing.point(centres.get(unit.code()), state)
                  : "";
      if (!shape.isEmpty()) {
        out.write("<g class=\"u " + state + "\"><title>");
        out.write(escaped(unit.code() + " " + unit.fullName()));
        out.write("</title>" + shape + "</g>");
      }
    }
    // The archipelagos are on every map of their provinces, in an inset where they would not fit.
    for (int i = 0; i < farOff.size(); i++) {
      Unit unit = farOff.get(i);
      out.write(
          String.format(
              Locale.ROOT,
              "<g class=\"u %s\"><title>%s</title><circle cx=\"%.0f\" cy=\"%d\" r=\"4\"/></g>"
                  + "<rect x=\"%.0f\" y=\"%d\" width=\"140\" height=\"34\" fill=\"none\""
                  + " stroke=\"#767676\"/><text x=\"%.0f\" y=\"%d\">%s</text>",
              stateOf.getOrDefault(unit.code(), "none"),
              escaped(unit.code() + " " + unit.fullName()),
              WIDTH + 12,
              27 + 42 * i,
              WIDTH - 4,
              10 + 42 * i,
              WIDTH + 24,
              31 + 42 * i,
              escaped(unit.fullName())));
    }
    out.write("</svg>\n<p>");
    key(out, "#1b7837", "join.outcome_matched");
    key(out, "#fdb863", "join.page_first_candidate");
    key(out, "#fff", "join.page_no_row");
    out.write("</p><p>" + escaped(say("join.page_reference")) + "</p>\n");
  }

  private void key(Writer out, String colour, String word) throws IOException {
    out.write(
        "<span class=\"key\" style=\"background:" + colour + "\"></span>" + escaped(say(word)));
  }

  private void note(String code, Set<String> provinces) {
    units
        .find(level, code)
        .flatMap(units::province)
        .ifPresent(province -> provinces.add(province.code()));
  }

  private Map<String, Geometry> outlines(String edition, List<Unit> shown) {
    Map<String, Geometry> outlines = new TreeMap<>();
    if (shown.size() > OUTLINES) {
      return outlines;
    }
    Set<String> codes = shown.stream().map(Unit::code).collect(Collectors.toSet());
    store.read(
        reader -> {
          reader.boundaries(
              edition,
              level,
              boundary -> {
                if (codes.contains(boundary.unit())) {
                  outlines.put(
                      boundary.unit(),
                      DouglasPeuckerSimplifier.simplify(boundary.geometry(), 0.003));
                }
              });
          return null;
        });
    return outlines;
  }

  /** Whether a unit is an archipelago far out at sea, which would make the others tiny. */
  private static boolean isFarOff(Unit unit, Map<String, double[]> centres) {
    double[] centre = centres.get(unit.code());
    return centre != null && centre[0] > MAINLAND_EAST;
  }

  private static void extend(double[] box, double lon, double lat) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }

  /** Degrees to the units of the picture, north up. */
  private record Drawing(double west, double north, double scale, double shrink) {
    double x(double lon) {
      return 20 + (lon - west) * shrink * scale;
    }

    double y(double lat) {
      return 20 + (north - lat) * scale;
    }

    String path(Geometry geometry) {
      StringBuilder path = new StringBuilder("<path fill-rule=\"evenodd\" d=\"");
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        boolean first = true;
        for (Coordinate at : geometry.getGeometryN(i).getCoordinates()) {
          path.append(
              String.format(Locale.ROOT, "%s%.1f %.1f", first ? "M" : "L", x(at.x), y(at.y)));
          first = false;
        }
        path.append(first ? "" : "Z");
      }
      return path.append("\"/>").toString();
    }

    String point(double[] at, String state) {
      // Told apart by size too, not by colour alone.
      double radius = state.equals("none") ? 3 : state.equals("matched") ? 4 : 5.5;
      return String.format(
          Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", x(at[0]), y(at[1]), radius);
    }
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
      out.write(
          "<tr><td>"
              + escaped(say("join.severity_" + finding.severity().name().toLowerCase(Locale.ROOT)))
              + "</td><td>"
              + escaped(finding.message())
              + "</td><td>"
              + rows
              + (finding.rows().size() > 20 ? " …" : "")
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
    for (String word :
        List.of(
            "join.column_row",
            "join.column_text",
            "join.column_result",
            "join.column_reason",
            "join.column_candidates")) {
      out.write("<th scope=\"col\">" + escaped(say(word)) + "</th>");
    }
    out.write("</tr>\n");
    for (JoinOutcome outcome : open.subList(0, Math.min(OPEN_ROWS, open.size()))) {
      out.write("<tr><td class=\"n\">" + outcome.row() + "</td><td>" + escaped(outcome.input()));
      out.write("</td><td>" + escaped(say("join.outcome_" + outcome.kind())) + "</td><td>");
      out.write(escaped(outcome.reason()) + "</td><td>");
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

  private static List<Candidate> candidates(JoinOutcome outcome) {
    return outcome.fold(m -> List.of(), a -> a.candidates(), u -> u.candidates(), s -> List.of());
  }

  private String say(String key, Object... arguments) {
    return Message.of(key, arguments).in(language);
  }

  private String grouped(int number) {
    return java.text.NumberFormat.getIntegerInstance(language.locale()).format(number);
  }

  private String escaped(Message message) {
    return escaped(message.in(language));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
