package org.xaatlas.geodata;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xaatlas.join.Alias;
import org.xaatlas.unit.Level;

/** Other names of units, each with its source ({@code geodata/units/aliases.csv}). */
public final class Aliases {
  private final List<Alias> all = new ArrayList<>();

  public Aliases() {
    try (InputStream in = Aliases.class.getResourceAsStream("/geodata/units/aliases.csv");
        MappingIterator<Map<String, String>> rows =
            new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(in)) {
      while (rows.hasNext()) {
        Map<String, String> row = rows.next();
        all.add(
            new Alias(
                row.get("edition"),
                Level.of(row.get("level")).orElseThrow(),
                row.get("code"),
                row.get("name"),
                row.get("source")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<Alias> all() {
    return List.copyOf(all);
  }
}
