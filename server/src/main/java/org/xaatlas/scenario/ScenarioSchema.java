package org.xaatlas.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The JSON schema (draft 2020-12) of scenarios: what {@link ScenarioReader} reads, for editors and
 * other programs. The reader checks more than a schema can say. Stateless.
 */
public final class ScenarioSchema {
  private static final String PLACE = "/scenario/scenario-1.schema.json";

  private ScenarioSchema() {}

  /** The document as published. */
  public static byte[] bytes() {
    try (InputStream in = ScenarioSchema.class.getResourceAsStream(PLACE)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("A resource of the program can be read", e);
    }
  }
}
