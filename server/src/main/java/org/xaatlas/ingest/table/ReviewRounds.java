package org.xaatlas.ingest.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.xaatlas.ingest.table.Review.UnitState;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreWriter;
import org.xaatlas.unit.Unit;

/** The rounds of a review as the store remembers them: which units were sent back, and why. */
final class ReviewRounds {
  private final Store store;
  private final StatisticsImport.Options options;
  private final String period;

  /**
   * @param period the time under review
   */
  ReviewRounds(Store store, StatisticsImport.Options options, String period) {
    this.store = store;
    this.options = options;
    this.period = period;
  }

  /** The review itself, so that the next round knows which units were sent back. */
  void put(StoreWriter writer, Review review, Path file) {
    String json = ReviewJson.brief(review);
    try {
      Files.write(file, json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("table.io", review.name(), String.valueOf(e.getMessage())), e);
    }
    Map<String, String> kept = new TreeMap<>(options.asText());
    kept.put("period", period);
    writer.putImport(
        new ImportRecord(
            0,
            ReviewImport.KIND,
            options.edition(),
            review.name(),
            ImportTarget.sha256(file),
            kept,
            json,
            Clock.systemUTC().instant()),
        file);
  }

  /** Units that the last stored round of this review sent back, with the file. */
  Map<String, String> returnedBefore(List<Unit> expected) {
    Set<String> codes = expected.stream().map(Unit::code).collect(Collectors.toSet());
    Map<String, String> returned = new HashMap<>();
    for (ImportRecord record : store.read(reader -> reader.imports())) {
      boolean same =
          record.kind().equals(ReviewImport.KIND)
              && record.edition().equals(options.edition())
              && period.equals(record.options().get("period"))
              && options.level().id().equals(record.options().get("level"));
      if (!same) {
        continue;
      }
      try {
        for (JsonNode unit : new ObjectMapper().readTree(record.report()).path("units")) {
          String code = unit.path("code").asText();
          if (codes.contains(code)) {
            // A later round goes before an earlier one.
            returned.remove(code);
            if (unit.path("state").asText().equals(UnitState.RETURNED.id())) {
              returned.put(code, unit.path("files").path(0).asText());
            }
          }
        }
      } catch (IOException e) {
        throw new IllegalStateException("The report of import " + record.number(), e);
      }
    }
    return returned;
  }
}
