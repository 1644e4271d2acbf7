package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;

/**
 * Imports figures from a table, wide (a column for each indicator) or long (columns indicator and
 * value). What a row or a heading says of period, standard, group and so on goes before the
 * options.
 *
 * <p>A blank cell, "-" and their like are no data; 0 is a figure. A number that can be read in two
 * ways is left out and said. The file is refused as a whole when a row is open and that was not
 * accepted, or when a finding is an error. Keeps nothing between runs; safe to share.
 */
public final class StatisticsImport {
  /**
   * What the user says of a file as a whole.
   *
   * @param level tier of the rows
   * @param edition the edition whose codes and names the file uses
   * @param period time of the figures, where neither rows nor headings say it
   * @param asOf the day they describe, where one was given
   * @param standard id of the poverty standard, "" when not said
   * @param mapping JSON file with meanings of headings
   * @param knownSources by id, for a source column
   * @param note what the officer says of the figures, kept with the import; "" for nothing
   * @param withdraw whether a mark for no data ("-") takes back the figure that this source told
   *     before; a blank cell never does
   */
  public record Options(
      Level level,
      String edition,
      Optional<Period> period,
      Optional<LocalDate> asOf,
      String standard,
      AreaType areaType,
      String group,
      Nature nature,
      Stage stage,
      Status status,
      Optional<Path> mapping,
      Map<String, Source> knownSources,
      String note,
      boolean withdraw,
      FileOptions file) {
    public Options {
      Objects.requireNonNull(level, "level");
      Objects.requireNonNull(edition, "edition");
      Objects.requireNonNull(period, "period");
      Objects.requireNonNull(asOf, "asOf");
      Objects.requireNonNull(standard, "standard");
      Objects.requireNonNull(areaType, "areaType");
      Objects.requireNonNull(group, "group");
      Objects.requireNonNull(nature, "nature");
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(status, "status");
      knownSources = Map.copyOf(knownSources);
      Objects.requireNonNull(note, "note");
    }

    /** The options as the store keeps them. */
    Map<String, String> asText() {
      Map<String, String> text = file.asText();
      text.put("level", level.id());
      text.put("edition", edition);
      period.ifPresent(p -> text.put("period", p.text()));
      asOf.ifPresent(day -> text.put("as-of", day.toString()));
      text.put("standard", standard);
      text.put("area-type", areaType.name().toLowerCase(Locale.ROOT));
      text.put("group", group);
      text.put("nature", nature.name().toLowerCase(Locale.ROOT));
      text.put("stage", stage.name().toLowerCase(Locale.ROOT));
      text.put("status", status.name().toLowerCase(Locale.ROOT));
      mapping.ifPresent(path -> text.put("mapping", path.getFileName().toString()));
      if (!note.isEmpty()) {
        text.put("note", note);
      }
      if (withdraw) {
        text.put("withdraw", "true");
      }
      return text;
    }
  }

  private final Store store;
  private final Registers registers;
  private final Catalogues catalogues;
  private final Progress progress;

  public StatisticsImport(
      Store store, Registers registers, Catalogues catalogues, Progress progress) {
    this.store = store;
    this.registers = registers;
    this.catalogues = catalogues;
    this.progress = progress;
  }

  /**
   * Reads, checks, joins and, unless the report refuses it, stores a file.
   *
   * @throws RefusedException when the file is no table of figures, or an option is missing or wrong
   */
  public ImportResult run(Path file, Options options) {
    ImportTarget target = new ImportTarget(store, registers, options.file().acceptLikely());
    StatisticsFile read =
        new StatisticsFile(
            file,
            options,
            Headings.ofStatistics(catalogues, options.mapping()),
            target,
            registers,
            catalogues,
            progress);
    StoredFigures.compare(store, List.of(read.stored()));
    read.check();
    return target.commit(read.change(), options.file(), progress);
  }
}
