package org.xaatlas.cli;

import java.nio.file.Path;
import java.util.List;
import org.xaatlas.export.ComputedLayer;
import org.xaatlas.export.WholeFile;
import org.xaatlas.export.geopackage.GeopackageLayer;
import org.xaatlas.message.Language;
import org.xaatlas.scenario.Comparison;
import org.xaatlas.scenario.PriorityBook;
import org.xaatlas.scenario.PriorityList;
import org.xaatlas.scenario.PriorityReport;
import org.xaatlas.scenario.PriorityTable;
import org.xaatlas.scenario.ScenarioRun;

/** Writes what a scenario came to, in the format that the ending of the file names. Stateless. */
final class PriorityFile {
  private PriorityFile() {}

  static void write(ScenarioRun run, String format, Path out, Language language) {
    if (format.equals("gpkg")) {
      geopackage(PriorityTable.all(run), run.scenario().document().toPrettyString(), language, out);
      return;
    }
    WholeFile.write(
        out,
        stream -> {
          switch (format) {
            case "csv" -> PriorityTable.ranked(run).writeCsv(stream);
            case "geojson" -> PriorityTable.all(run).writeGeojson(stream, language, json -> {});
            case "xlsx" -> PriorityBook.write(run, stream, language);
            case "html" -> PriorityReport.write(run, stream, language);
            default -> PriorityList.writeJson(run, stream, language);
          }
          return null;
        });
  }

  static void write(Comparison found, String format, Path out, Language language) {
    if (format.equals("gpkg")) {
      geopackage(
          found.layer(),
          found.a().scenario().document().toPrettyString()
              + "\n"
              + found.b().scenario().document().toPrettyString(),
          language,
          out);
      return;
    }
    WholeFile.write(
        out,
        stream -> {
          switch (format) {
            case "csv" -> found.layer().writeCsv(stream);
            case "geojson" -> found.writeGeojson(stream, language);
            default -> found.writeJson(stream, language);
          }
          return null;
        });
  }

  /** A layer with its release, notes and sources beside it. */
  static void geopackage(ComputedLayer layer, String document, Language language, Path out) {
    List<String[]> about = new java.util.ArrayList<>();
    about.add(new String[] {"title", layer.title()});
    about.add(new String[] {"release", layer.release().id()});
    about.add(new String[] {"edition", layer.level().edition().id()});
    about.add(new String[] {"illustrative", String.valueOf(layer.illustrative())});
    layer.notes().forEach(note -> about.add(new String[] {"note", note.in(language)}));
    layer
        .sources()
        .forEach(
            source ->
                about.add(
                    new String[] {
                      "source", source.title() + " " + source.number() + " " + source.url()
                    }));
    about.add(new String[] {"scenario", document});
    GeopackageLayer.write(layer, about, language, out);
  }
}
