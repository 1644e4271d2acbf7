package org.xaatlas.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.xaatlas.fuzz.FuzzedFile;
import org.xaatlas.geodata.Registers;
import org.xaatlas.join.Decision;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.store.Stores;

/** Fuzzes the reading of match reports, which people may edit before they resolve them. */
class ReportFuzzTest {
  private static final Registers REGISTERS = new Registers();
  private static final Store STORE = store();

  static Stream<byte[]> reportSeeds() {
    return Stream.of(
            "{\"file\":\"a.csv\",\"sha256\":\"00\",\"kind\":\"statistics\",\"edition\":\"2025-07-01\","
                + "\"level\":\"province\",\"province\":\"\",\"rows\":2,\"warnings\":[],\"outcomes\":["
                + "{\"row\":1,\"input\":\"Sơn Là\",\"outcome\":\"ambiguous\",\"code\":null,"
                + "\"candidates\":[{\"code\":\"14\",\"name\":\"Sơn La\",\"score\":0.9}],\"reason\":\"?\"},"
                + "{\"row\":2,\"input\":\"\",\"outcome\":\"unmatched\",\"candidates\":[],\"reason\":\"\"}]}",
            "{\"edition\":\"2021\",\"level\":\"province\",\"outcomes\":[]}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("reportSeeds")
  @FuzzTest
  void report(byte[] bytes) {
    FuzzedFile.read(
        "a.json",
        bytes,
        file -> {
          OpenRows open = OpenRows.read(file, STORE, REGISTERS);
          for (OpenRows.Row row : open.rows()) {
            try {
              Decision decision = open.decide(row.row(), OpenRows.NO_UNIT, "fuzz", Instant.EPOCH);
              assertEquals(Optional.empty(), decision.code());
              assertEquals(open.edition(), decision.edition());
            } catch (RefusedException e) {
              assertTrue(!e.getMessage().isBlank());
            }
          }
        });
  }

  private static Store store() {
    try {
      Path folder = Files.createTempDirectory("xa-fuzz-store");
      Path file = folder.resolve("atlas.gpkg");
      file.toFile().deleteOnExit();
      folder.toFile().deleteOnExit();
      return Stores.open("geopackage:" + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
