package org.xaatlas.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;
import org.xaatlas.export.ComputedLayer;
import org.xaatlas.geodata.Registers;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.Shown;
import org.xaatlas.priority.Targeting;
import org.xaatlas.series.Source;

/**
 * What a scenario came to, as one page that needs nothing else: map, charts, list, method in plain
 * Vietnamese and English, sources, release and scenario. Printable on A4. Used by one thread.
 */
public final class PriorityReport {
  /** Rows of the list that are printed; the whole list is in the table formats. */
  private static final int ROWS = 100;

  private static final int BARS = 20;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 620;

  /** East of this longitude lie the archipelagos Hoàng Sa and Trường Sa alone. */
  private static final double MAINLAND_EAST = 109.5;

  /** Around the archipelagos, lon/lat. */
  private static final Envelope INSET = new Envelope(109.2, 118, 6.8, 17.6);

  private static final double INSET_WIDTH = 150;
  private static final double INSET_GAP = 14;

  /** One class of ranks after the other, first ones darkest (ColorBrewer YlOrRd). */
  private static final String[] COLOURS = {"#bd0026", "#f03b20", "#fd8d3c", "#fecc5c", "#ffffb2"};

  private static final String[] CRITERIA = {
    "#1b6ca8", "#e08214", "#3b8750", "#8e5ea2", "#b2182b", "#6b6b6b", "#c2a500", "#3fb1a3",
    "#d16ba5", "#7f4f24"
  };

  private final ScenarioRun run;
  private final Language language;
  private final Language other;
  private final StringBuilder html = new StringBuilder();

  private PriorityReport(ScenarioRun run, Language language) {
    this.run = run;
    this.language = language;
    this.other = language == Language.VI ? Language.EN : Language.VI;
  }

  /** Writes the page in a language; the method stands in both. */
  public static void write(ScenarioRun run, OutputStream out, Language language)
      throws IOException {
    PriorityReport report = new PriorityReport(run, language);
    report.page();
    out.write(report.html.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void page() {
    String title = run.scenario().title().isEmpty() ? word("report_title") : run.scenario().title();
    html.append("<!doctype html>\n<html lang=\"").append(language.code()).append("\"><head>");
    html.append("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
    html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
        .append(" style-src 'unsafe-inline'\">");
    html.append("<title>").append(safe(title)).append("</title><style>").append(STYLE);
    html.append("</style></head><body><header><p class=\"kind\">")
        .append(safe(word("report_title")))
        .append("</p><h1>")
        .append(safe(title))
        .append("</h1>");
    paragraph("", run.scenario().note());
    html.append("<p class=\"facts\">")
        .append(
            safe(
                Message.of(
                        "scenario.report_facts",
                        run.release(),
                        run.edition(),
                        run.table().units().size(),
                        run.order().length)
                    .in(language)))
        .append("</p>");
    for (Message note : run.notes()) {
      boolean loud = note.key().equals("scenario.note_illustrative");
      paragraph(loud ? "warning" : "note", note.in(language));
      if (loud) {
        // A page travels: whoever gets it must understand that nothing in it is real.
        html.append("<p class=\"warning\" lang=\"").append(other.code()).append("\">");
        html.append(safe(note.in(other))).append("</p>");
      }
    }
    html.append("</header>");
    map();
    bars();
    money();
    reach();
    sensitivity();
    list();
    method(language);
    method(other);
    about();
    html.append("</body></html>\n");
  }

  private String word(String key) {
    return Message.of("scenario." + key).in(language);
  }

  private void heading(String key) {
    html.append("<h2>").append(safe(word(key))).append("</h2>");
  }

  private void paragraph(String kind, String text) {
    if (!text.isBlank()) {
      html.append("<p").append(kind.isEmpty() ? "" : " class=\"" + kind + "\"").append('>');
      html.append(safe(text)).append("</p>");
    }
  }

  // --- map

  private void map() {
    int[] units =
        IntStream.range(0, run.level().units().size())
            .filter(
                unit ->
                    run.scenario().units().provinces().isEmpty()
                        || run.scenario()
                            .units()
                            .provinces()
                            .contains(run.level().units().province(unit)))
            .toArray();
    ComputedLayer layer =
        new ComputedLayer(
            "map", "", run.open(), run.level(), units, List.of(), false, List.of(), List.of());
    Map<String, double[]> centres = new Registers().centres(run.edition());
    Envelope extent = new Envelope();
    Map<Integer, Geometry> outlines = new TreeMap<>();
    Map<Integer, Geometry> islands = new TreeMap<>();
    Map<Integer, Archipelago> dots = new TreeMap<>();
    for (int row = 0; row < units.length; row++) {
      Optional<Geometry> outline = layer.outline(row);
      double[] centre = centres.get(layer.code(row));
      if (outline.isPresent()) {
        split(outline.get(), units[row], outlines, islands);
      } else if (centre != null && centre[0] > MAINLAND_EAST) {
        dots.put(units[row], Archipelago.nearest(centre));
      }
    }
    outlines.values().forEach(near -> extent.expandToInclude(near.getEnvelopeInternal()));
    // Every national map shows the archipelagos, and so does that of a province that has one.
    boolean inset =
        run.scenario().units().provinces().isEmpty() || !islands.isEmpty() || !dots.isEmpty();
    if (extent.isNull()) {
      return;
    }
    Map<Integer, Integer> ranked = new HashMap<>();
    for (int k = 0; k < run.order().length; k++) {
      ranked.put(run.places()[run.order()[k]], k);
    }
    List<Integer> compared = Arrays.stream(run.places()).boxed().toList();
    double squeeze = Math.cos(Math.toRadians(extent.centre().y));
    double scale =
        Math.min(
            WIDTH / Math.max(1e-9, extent.getWidth() * squeeze),
            HEIGHT / Math.max(1e-9, extent.getHeight()));
    double width = extent.getWidth() * squeeze * scale;
    double height = extent.getHeight() * scale;
    heading("report_map");
    html.append("<figure><svg class=\"map\" role=\"img\" viewBox=\"-2 -2 ")
        .append(one(width + 4 + (inset ? INSET_GAP + INSET_WIDTH : 0)))
        .append(' ')
        .append(one(Math.max(height, inset ? insetHeight() : 0) + 4))
        .append("\"><title>")
        .append(safe(word("report_map")))
        .append("</title><defs><pattern id=\"out\" width=\"5\" height=\"5\"")
        .append(" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">")
        .append("<rect width=\"5\" height=\"5\" fill=\"#fff\"/><path d=\"M0 0V5\"")
        .append(" stroke=\"#999\" stroke-width=\"1.5\"/></pattern></defs>");
    Colouring colouring = new Colouring(ranked, compared);
    for (Map.Entry<Integer, Geometry> entry : outlines.entrySet()) {
      begin(entry.getKey(), colouring, "path");
      html.append(" d=\"");
      path(
          DouglasPeuckerSimplifier.simplify(entry.getValue(), 0.4 / scale),
          extent,
          squeeze * scale,
          scale);
      end(entry.getKey(), colouring, "path");
    }
    if (inset) {
      html.append("<g class=\"inset\" transform=\"translate(")
          .append(one(width + INSET_GAP))
          .append(' ')
          .append(one(Math.max(0, height - insetHeight())))
          .append(")\">");
      inset(islands, dots, colouring);
      html.append("</g>");
    }
    html.append("</svg><figcaption><ul class=\"legend\">");
    for (int i = 0; i < COLOURS.length; i++) {
      int from = (int) Math.ceil((double) i * run.order().length / COLOURS.length) + 1;
      int to = (int) Math.ceil((double) (i + 1) * run.order().length / COLOURS.length);
      if (from <= to) {
        key(
            "background:" + COLOURS[i],
            Message.of("scenario.report_places", from, to).in(language));
      }
    }
    key("background:repeating-linear-gradient(45deg,#fff 0 3px,#999 3px 4px)", word("report_out"));
    key("background:#eee", word("report_elsewhere"));
    html.append("</ul><p>").append(safe(word("note_boundaries"))).append("</p>");
    Predicate<Integer> missing =
        unit ->
            !outlines.containsKey(unit) && !islands.containsKey(unit) && !dots.containsKey(unit);
    long undrawn = Arrays.stream(units).boxed().filter(missing).count();
    if (undrawn > 0) {
      html.append("<p>")
          .append(
              safe(
                  Message.of(
                          "scenario.report_undrawn",
                          undrawn,
                          Arrays.stream(units)
                              .boxed()
                              .filter(missing)
                              .limit(20)
                              .map(run.level().units()::fullName)
                              .collect(Collectors.joining(", ")))
                      .in(language)))
          .append("</p>");
    }
    html.append("</figcaption></figure>");
  }

  private void key(String style, String text) {
    html.append("<li><i style=\"").append(style).append("\"></i>").append(safe(text));
    html.append("</li>");
  }

  /** An archipelago, with the point at which its name stands (lon/lat). */
  private enum Archipelago {
    HOANG_SA(112.3, 16.5),
    TRUONG_SA(113.6, 9.8);

    private final double lon;
    private final double lat;

    Archipelago(double lon, double lat) {
      this.lon = lon;
      this.lat = lat;
    }

    static Archipelago nearest(double[] point) {
      return Arrays.stream(values())
          .min(
              Comparator.comparingDouble(one -> Math.hypot(one.lon - point[0], one.lat - point[1])))
          .orElseThrow();
    }
  }

  /** What units are coloured by: their place on the list, and whether they are compared. */
  private record Colouring(Map<Integer, Integer> ranked, List<Integer> compared) {}

  /** Parts an outline into what lies at the coast and what lies at the archipelagos. */
  private static void split(
      Geometry outline, int unit, Map<Integer, Geometry> near, Map<Integer, Geometry> far) {
    List<Geometry> here = new ArrayList<>();
    List<Geometry> there = new ArrayList<>();
    for (int part = 0; part < outline.getNumGeometries(); part++) {
      Geometry one = outline.getGeometryN(part);
      boolean east = one.getEnvelopeInternal().centre().x > MAINLAND_EAST;
      (east ? there : here).add(one);
    }
    if (!here.isEmpty()) {
      near.put(unit, outline.getFactory().buildGeometry(here));
    }
    if (!there.isEmpty()) {
      far.put(unit, outline.getFactory().buildGeometry(there));
    }
  }

  private static double insetScale() {
    return INSET_WIDTH / (INSET.getWidth() * Math.cos(Math.toRadians(INSET.centre().y)));
  }

  private static double insetHeight() {
    return INSET.getHeight() * insetScale();
  }

  /** Hoàng Sa and Trường Sa: their outlines, a dot for a unit without one, and their names. */
  private void inset(
      Map<Integer, Geometry> islands, Map<Integer, Archipelago> dots, Colouring colouring) {
    double up = insetScale();
    double across = INSET_WIDTH / INSET.getWidth();
    html.append("<rect fill=\"none\" stroke=\"#767676\" width=\"")
        .append(one(INSET_WIDTH))
        .append("\" height=\"")
        .append(one(insetHeight()))
        .append("\"/>");
    for (Map.Entry<Integer, Geometry> entry : islands.entrySet()) {
      begin(entry.getKey(), colouring, "path");
      html.append(" d=\"");
      path(entry.getValue(), INSET, across, up);
      end(entry.getKey(), colouring, "path");
    }
    for (Map.Entry<Integer, Archipelago> entry : dots.entrySet()) {
      begin(entry.getKey(), colouring, "circle");
      html.append(" r=\"4\" stroke=\"#767676\" cx=\"")
          .append(one((entry.getValue().lon - INSET.getMinX()) * across))
          .append("\" cy=\"")
          .append(one((INSET.getMaxY() - entry.getValue().lat) * up));
      end(entry.getKey(), colouring, "circle");
    }
    for (Archipelago one : Archipelago.values()) {
      label("isle", "report_" + one.name().toLowerCase(Locale.ROOT), one.lon, one.lat - 0.9);
    }
    label("sea", "report_sea", INSET.centre().x, 13.2);
  }

  private void label(String kind, String key, double lon, double lat) {
    html.append("<text class=\"").append(kind).append("\" x=\"");
    html.append(one((lon - INSET.getMinX()) * INSET_WIDTH / INSET.getWidth()));
    html.append("\" y=\"").append(one((INSET.getMaxY() - lat) * insetScale())).append("\">");
    html.append(safe(word(key))).append("</text>");
  }

  /** Begins the shape of a unit, in its colour. */
  private void begin(int unit, Colouring colouring, String shape) {
    Integer place = colouring.ranked().get(unit);
    String fill =
        place != null
            ? COLOURS[(int) ((long) COLOURS.length * place / run.order().length)]
            : colouring.compared().contains(unit) ? "url(#out)" : "#eee";
    html.append('<').append(shape).append(" fill=\"").append(fill).append('"');
  }

  /** Ends its last attribute and the shape, with its name and rank. */
  private void end(int unit, Colouring colouring, String shape) {
    html.append("\"><title>").append(safe(run.level().units().fullName(unit)));
    Integer place = colouring.ranked().get(unit);
    if (place != null) {
      html.append(": ").append(run.scores().rank()[run.order()[place]]);
    }
    html.append("</title></").append(shape).append('>');
  }

  private void path(Geometry geometry, Envelope extent, double across, double up) {
    for (int g = 0; g < geometry.getNumGeometries(); g++) {
      if (geometry.getGeometryN(g) instanceof Polygon polygon && !polygon.isEmpty()) {
        ring(polygon.getExteriorRing().getCoordinates(), extent, across, up);
        for (int h = 0; h < polygon.getNumInteriorRing(); h++) {
          ring(polygon.getInteriorRingN(h).getCoordinates(), extent, across, up);
        }
      }
    }
  }

  private void ring(Coordinate[] ring, Envelope extent, double across, double up) {
    for (int i = 0; i < ring.length - 1; i++) {
      html.append(i == 0 ? 'M' : 'L')
          .append(one((ring[i].x - extent.getMinX()) * across))
          .append(' ')
          .append(one((extent.getMaxY() - ring[i].y) * up));
    }
    html.append('Z');
  }

  // --- charts

  private void bars() {
    int shown = Math.min(BARS, run.order().length);
    double most = 0;
    for (int k = 0; k < shown; k++) {
      double sum = 0;
      for (double[] criterion : run.scores().contribution()) {
        sum += Math.max(0, criterion[run.order()[k]]);
      }
      most = Math.max(most, sum);
    }
    if (most == 0) {
      return;
    }
    html.append("<section><h2>")
        .append(safe(Message.of("scenario.report_bars", shown).in(language)))
        .append("</h2><ul class=\"legend\">");
    for (int c = 0; c < run.table().criteria().size(); c++) {
      key("background:" + colour(c), run.nameOf(c).in(language));
    }
    html.append("</ul><svg class=\"chart\" role=\"img\" viewBox=\"0 0 640 ")
        .append(shown * 20 + 4)
        .append("\">");
    for (int k = 0; k < shown; k++) {
      int unit = run.order()[k];
      double at = 230;
      int y = k * 20 + 2;
      html.append("<text x=\"224\" y=\"").append(y + 13).append("\" text-anchor=\"end\">");
      html.append(safe(run.scores().rank()[unit] + ". " + shortened(run.names().get(unit), 30)));
      html.append("</text>");
      for (int c = 0; c < run.table().criteria().size(); c++) {
        double contribution = run.scores().contribution()[c][unit];
        double width = Math.max(0, contribution) / most * 340;
        html.append("<rect x=\"").append(one(at)).append("\" y=\"").append(y);
        html.append("\" height=\"16\" width=\"").append(one(width)).append("\" fill=\"");
        html.append(colour(c)).append("\"><title>").append(safe(run.nameOf(c).in(language)));
        html.append(": ").append(number(contribution, 4)).append("</title></rect>");
        at += width;
      }
      html.append("<text x=\"").append(one(at + 5)).append("\" y=\"").append(y + 13).append("\">");
      html.append(number(run.scores().score()[unit], 3)).append("</text>");
    }
    html.append("</svg></section>");
  }

  private static String colour(int criterion) {
    return CRITERIA[criterion % CRITERIA.length];
  }

  private void money() {
    if (run.money().isEmpty()) {
      return;
    }
    Money money = run.money().get();
    html.append("<section>");
    heading("report_money");
    if (!money.infeasible().isEmpty()) {
      paragraph("warning", word("report_infeasible"));
      html.append("<ul>");
      for (Message reason : money.infeasible()) {
        html.append("<li>").append(safe(reason.in(language))).append("</li>");
      }
      html.append("</ul></section>");
      return;
    }
    long funded = Arrays.stream(money.amounts()).filter(amount -> amount > 0).count();
    paragraph(
        "",
        Message.of(
                "scenario.report_given",
                money.budget().amount(),
                money.allocated(),
                funded,
                money.left())
            .in(language));
    if (money.budget().share() == Budget.Share.PROJECTS) {
      paragraph("", word(money.proven() ? "report_proven" : "report_not_proven"));
      table(
          List.of(word("column_project"), word("column_name"), word("column_amount")),
          money.budget().projects().stream()
              .filter(project -> money.projects().contains(project.id()))
              .map(
                  project ->
                      List.of(
                          project.id() + " " + project.name(),
                          project.unit(),
                          number(project.cost(), 0)))
              .toList(),
          2);
    }
    html.append("</section>");
  }

  private void reach() {
    Optional<Reach> found = run.reach();
    if (found.isEmpty()) {
      return;
    }
    Reach reach = found.get();
    html.append("<section>");
    heading("report_reach");
    paragraph("", word("report_reach_words"));
    List<List<String>> rows = new ArrayList<>();
    for (Reach.Choice choice : reach.choices()) {
      Targeting targeting = choice.targeting();
      rows.add(
          List.of(
              word("choice_" + choice.id()),
              number(targeting.chosen(), 0),
              number(targeting.poor(), 0),
              percent(targeting.covered()),
              percent(1 - targeting.covered()),
              percent(targeting.inclusion()),
              number(choice.concentration(), 3)));
    }
    table(
        List.of(
            word("column_choice"),
            word("column_chosen"),
            word("column_poor"),
            word("column_covered"),
            word("column_exclusion"),
            word("column_inclusion"),
            word("column_concentration")),
        rows,
        1);
    curve(reach);
    tenths(reach);
    html.append("</section>");
  }

  private void curve(Reach reach) {
    html.append("<h3>").append(safe(word("report_curve"))).append("</h3>");
    html.append("<svg class=\"square\" role=\"img\" viewBox=\"-30 -8 270 250\">");
    html.append("<path class=\"axis\" d=\"M0 0V220H220M0 220L220 0\"/>");
    html.append("<text x=\"110\" y=\"238\" text-anchor=\"middle\">")
        .append(safe(word("axis_households")))
        .append("</text><text transform=\"translate(-8 110) rotate(-90)\"")
        .append(" text-anchor=\"middle\">")
        .append(safe(word("axis_poor")))
        .append("</text>");
    int c = 0;
    for (Reach.Choice choice : reach.choices()) {
      if (choice.curve().length > 0) {
        html.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"").append(colour(c));
        html.append("\" points=\"");
        for (double[] point : choice.curve()) {
          html.append(one(220 * point[0])).append(',').append(one(220 - 220 * point[1]));
          html.append(' ');
        }
        html.append("\"/>");
      }
      c++;
    }
    html.append("</svg><ul class=\"legend\">");
    for (int i = 0; i < reach.choices().size(); i++) {
      if (reach.choices().get(i).curve().length > 0) {
        key("background:" + colour(i), word("choice_" + reach.choices().get(i).id()));
      }
    }
    html.append("</ul>");
  }

  private void tenths(Reach reach) {
    if (!reach.byMoney()) {
      return;
    }
    html.append("<h3>").append(safe(word("report_tenths"))).append("</h3>");
    double[] money = reach.choices().get(0).money();
    double most = Arrays.stream(money).max().orElse(1);
    html.append("<svg class=\"chart\" role=\"img\" viewBox=\"0 0 640 150\">");
    for (int i = 0; i < money.length; i++) {
      double height = most == 0 ? 0 : 100 * money[i] / most;
      html.append("<rect fill=\"#1b6ca8\" width=\"44\" x=\"").append(i * 62 + 10);
      html.append("\" y=\"").append(one(120 - height)).append("\" height=\"");
      html.append(one(height)).append("\"/><text text-anchor=\"middle\" x=\"");
      html.append(i * 62 + 32).append("\" y=\"").append(one(114 - height)).append("\">");
      html.append(percent(money[i])).append("</text><text text-anchor=\"middle\" x=\"");
      html.append(i * 62 + 32).append("\" y=\"138\">").append(i + 1).append("</text>");
    }
    html.append("</svg>");
  }

  private void sensitivity() {
    if (run.margins().isEmpty() || run.margins().get().lastIn() < 0) {
      return;
    }
    var margins = run.margins().get();
    html.append("<section>");
    heading("report_sensitivity");
    paragraph(
        "",
        Message.of(
                "scenario.report_margin",
                margins.top(),
                run.names().get(margins.lastIn()),
                run.names().get(margins.firstOut()),
                margins.deciding() < 0
                    ? word("report_tied")
                    : run.nameOf(margins.deciding()).in(language))
            .in(language));
    List<List<String>> rows = new ArrayList<>();
    for (int c = 0; c < margins.low().length; c++) {
      rows.add(
          List.of(
              run.nameOf(c).in(language),
              number(margins.low()[c], 3),
              number(margins.high()[c], 3)));
    }
    boolean summed = run.scenario().summed();
    table(
        List.of(
            word("column_criterion"),
            word(summed ? "column_low_factor" : "column_low"),
            word(summed ? "column_high_factor" : "column_high")),
        rows,
        1);
    html.append("</section>");
  }

  private void list() {
    int shown = Math.min(ROWS, run.order().length);
    html.append("<section><h2>")
        .append(safe(Message.of("scenario.report_list", shown, run.order().length).in(language)))
        .append("</h2>");
    List<String> heads =
        new ArrayList<>(
            List.of(
                word("column_rank"),
                word("column_code"),
                word("column_name"),
                word("column_province"),
                word("column_score")));
    run.sensitivity()
        .ifPresent(
            drawn ->
                heads.add(Message.of("scenario.column_in_top", run.scenario().top()).in(language)));
    run.money().ifPresent(money -> heads.add(word("column_amount")));
    heads.add(word("column_status"));
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < shown; k++) {
      int unit = run.order()[k];
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(run.scores().rank()[unit]));
      row.add(run.table().units().get(unit));
      row.add(run.names().get(unit));
      row.add(run.provinceNames().get(unit));
      row.add(number(run.scores().score()[unit], 4));
      run.sensitivity().ifPresent(drawn -> row.add(percent(drawn.inTop()[unit])));
      run.money().ifPresent(money -> row.add(number(money.amounts()[unit], 0)));
      row.add(
          PriorityList.status(run, unit)
                  .map(status -> word("status_" + status.name().toLowerCase(Locale.ROOT)))
                  .orElse("")
              + (run.preliminary(unit) ? ", " + word("stage_preliminary") : ""));
      rows.add(row);
    }
    table(heads, rows, 4);
    html.append("</section>");
  }

  /**
   * @param numbersFrom the first column of numbers; the last one may be text again
   */
  private void table(List<String> heads, List<List<String>> rows, int numbersFrom) {
    html.append("<table><thead><tr>");
    heads.forEach(head -> html.append("<th scope=\"col\">").append(safe(head)).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        boolean number = i >= numbersFrom && row.get(i).matches("[-0-9.,  %–]*");
        html.append(number ? "<td class=\"number\">" : "<td>").append(safe(row.get(i)));
        html.append("</td>");
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
  }

  private void method(Language spoken) {
    html.append("<section lang=\"").append(spoken.code()).append("\"><h2>");
    html.append(safe(Message.of("scenario.report_method").in(spoken))).append("</h2><p>");
    html.append(
        safe(
            Message.of(
                    "scenario.explained_" + run.scenario().method().name().toLowerCase(Locale.ROOT))
                .in(spoken)));
    html.append("</p><ul>");
    for (int c = 0; c < run.table().criteria().size(); c++) {
      Scenario.Measure measure = run.scenario().criteria().get(c);
      html.append("<li><strong>").append(safe(run.nameOf(c).in(spoken))).append("</strong>: ");
      html.append(
          safe(
              Message.of(
                      "scenario.explained_criterion",
                      measure.of(),
                      Message.of(
                          "scenario.missing_"
                              + measure.criterion().missing().name().toLowerCase(Locale.ROOT)),
                      measure.citation().isEmpty()
                          ? Message.of("scenario.no_citation")
                          : measure.citation())
                  .in(spoken)));
      html.append("</li>");
    }
    html.append("</ul><p>").append(safe(Message.of("scenario.explained_rest").in(spoken)));
    html.append("</p></section>");
  }

  private void about() {
    html.append("<section>");
    heading("sheet_sources");
    html.append("<ul>");
    for (Source source : run.sources()) {
      html.append("<li>")
          .append(
              safe(
                  java.util.stream.Stream.of(
                          source.title(),
                          source.number(),
                          source.publisher(),
                          source.date(),
                          source.licence(),
                          source.url())
                      .filter(part -> !part.isEmpty())
                      .collect(Collectors.joining(", "))))
          .append("</li>");
    }
    html.append("</ul><h2>").append(safe(word("about_document"))).append("</h2><pre>");
    html.append(safe(run.scenario().document().toPrettyString())).append("</pre></section>");
  }

  // --- texts

  private String number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    NumberFormat format = NumberFormat.getNumberInstance(language.locale());
    format.setMaximumFractionDigits(digits);
    format.setMinimumFractionDigits(digits);
    return format.format(value);
  }

  private String percent(double share) {
    return Double.isFinite(share) ? number(100 * share, 1) + " %" : "–";
  }

  private static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static String safe(String text) {
    return Shown.inHtml(text);
  }

  private static final String STYLE =
      """
      @page{size:A4;margin:16mm}
      body{font:15px/1.5 system-ui,"Noto Sans",sans-serif;color:#1c1c1c;max-width:46rem;margin:2rem auto;padding:0 1rem}
      h1{font-size:1.7rem;line-height:1.2;margin:.2rem 0 1rem}h2{font-size:1.2rem;margin:2rem 0 .6rem;break-after:avoid}h3{font-size:1rem}
      .kind{color:#555;margin:0}.facts,.note{color:#444;margin:.2rem 0;font-size:.9rem}
      .warning{border-left:5px solid #b2182b;background:#fdecea;padding:.5rem .8rem;font-weight:600}
      figure{margin:0;break-inside:avoid}.map{width:100%;max-height:19cm}.map path{stroke:#fff;stroke-width:.4}
      .map .inset path{stroke:#555;stroke-width:.3}
      .isle{font:italic 9px serif;fill:#2b5d8a;text-anchor:middle}
      .sea{font:italic 12px serif;fill:#2b5d8a;text-anchor:middle}
      .chart{width:100%;font-size:11px;break-inside:avoid}.square{width:22rem;max-width:100%;font-size:9px}.axis{stroke:#999;fill:none}
      .legend{list-style:none;padding:0;margin:.4rem 0;display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.85rem}
      .legend i{display:inline-block;width:1rem;height:1rem;margin-right:.35rem;border:1px solid #aaa;vertical-align:-.15rem;print-color-adjust:exact;-webkit-print-color-adjust:exact}
      table{border-collapse:collapse;width:100%;font-size:.82rem}th,td{border-bottom:1px solid #ccc;padding:.25rem .4rem;text-align:left;vertical-align:top}
      th{border-bottom:2px solid #888}tr{break-inside:avoid}thead{display:table-header-group}.number{text-align:right;white-space:nowrap}
      pre{white-space:pre-wrap;font-size:.72rem;background:#f5f5f5;padding:.8rem;overflow-wrap:anywhere}
      @media screen{section{overflow-x:auto}}
      svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
      """;
}
