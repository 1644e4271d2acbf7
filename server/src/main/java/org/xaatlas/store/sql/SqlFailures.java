package org.xaatlas.store.sql;

import java.sql.SQLException;
import java.util.Optional;

/** Finds what a database said below what libraries made of it. */
public final class SqlFailures {
  private SqlFailures() {}

  /** The innermost failure of the database; empty when there is none. */
  public static Optional<SQLException> root(Throwable thrown) {
    SQLException found = null;
    int depth = 0;
    for (Throwable at = thrown; at != null && depth < 50; at = at.getCause(), depth++) {
      if (at instanceof SQLException failure) {
        found = failure;
      }
    }
    return Optional.ofNullable(found);
  }
}
