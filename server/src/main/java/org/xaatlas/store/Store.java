package org.xaatlas.store;

import java.util.function.Function;

/**
 * The durable truth. Opening a store that does not exist creates it; an older one is migrated
 * forward. Safe to share between threads. The caller closes it.
 *
 * <p>Failures of the database come as {@link org.xaatlas.message.EnvironmentException}.
 */
public interface Store extends AutoCloseable {
  /** Runs work on one consistent state. Readers never wait for a writer. */
  <T> T read(Function<StoreReader, T> work);

  /**
   * Runs work as one transaction: all of it is kept, or, when the work throws or the process dies,
   * nothing.
   *
   * @throws org.xaatlas.message.EnvironmentException key {@code store.busy} when another writer is
   *     at work on the same store
   */
  <T> T write(Function<StoreWriter, T> work);

  /** Where it is, for messages: without user name and password. */
  String describe();

  @Override
  void close();
}
