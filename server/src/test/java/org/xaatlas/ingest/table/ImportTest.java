package org.xaatlas.ingest.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.store.Store;

/** Each test imports into a store of its own, in a folder of its own. */
abstract class ImportTest {
  @TempDir Path dir;
  ImportRunner runner;
  Store store;

  @BeforeEach
  final void openStore() {
    runner = new ImportRunner(dir);
    store = runner.store();
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }
}
