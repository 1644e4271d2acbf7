package org.xaatlas.store;

import java.util.function.Function;

/**
 * The durable truth. Opening a store that does not exist creates it; an older one is migrated
 * forward; one that a newer version of the program has written is refused. Safe to share between
 * threads. The caller closes it.
 *
 * <p>An import is one transaction. A process that dies, at any moment and in any way, leaves the
 * state of the last finished import; nothing needs repair, and its lock does not stay. What {@link
 * #write} has returned from survives a power cut. One writer at a time, whatever process it is in;
 * any number of readers, in any process, each on the state that was there when it began.
 *
 * <p>Failures of the database come as {@link org.xaatlas.message.EnvironmentException}. Using a
 * store after it was closed is an {@link IllegalStateException}.
 */
public interface Store extends AutoCloseable {
  /**
   * Runs work on one consistent state, that of the last import finished before it began. Never
   * waits for a writer and never holds one up; long work makes an embedded store grow meanwhile.
   */
  <T> T read(Function<StoreReader, T> work);

  /**
   * Runs work as one transaction: all of it is kept, or, when the work throws or the process dies,
   * nothing. Nothing is kept either when the work caught the exception of a change that failed, and
   * went on: that is an {@link IllegalStateException}.
   *
   * <p>May not be called from within itself; {@link #read} may, and sees the state before.
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
