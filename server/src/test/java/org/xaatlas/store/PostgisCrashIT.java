package org.xaatlas.store;

import org.junit.jupiter.api.AfterEach;

class PostgisCrashIT extends CrashContract {
  private TestPostgis database;

  @Override
  String address() throws Exception {
    if (database == null) {
      database = TestPostgis.create();
    }
    return database.url();
  }

  @AfterEach
  void drop_the_database() throws Exception {
    if (database != null) {
      database.close();
    }
  }
}
