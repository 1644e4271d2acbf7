package org.xaatlas.cli;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.xaatlas.store.TestPostgis;

class PostgisScenariosIT extends ScenariosContract {
  private TestPostgis database;

  @Override
  protected Map<String, String> environment() throws Exception {
    database = TestPostgis.create();
    return Map.of("XA_STORE", database.url());
  }

  @AfterEach
  void drop_the_database() throws Exception {
    if (database != null) {
      database.close();
    }
  }
}
