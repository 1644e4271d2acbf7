package org.xaatlas.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.priority.KeptScenarios;

/**
 * Saved scenarios in the store. The store is opened when it is first asked for, and made when
 * something is to be kept in one that is not there yet. Whoever saves while an import is being
 * written waits for its end, within bounds. The caller closes it.
 */
public final class StoredScenarios implements KeptScenarios, AutoCloseable {
  private static final long PATIENCE_NANOS = 8_000_000_000L;

  private final Supplier<Optional<Store>> existing;
  private final Supplier<Store> made;
  private Store store;

  /**
   * @param existing opens the store if there is one
   * @param made opens the store and makes one if need be
   */
  public StoredScenarios(Supplier<Optional<Store>> existing, Supplier<Store> made) {
    this.existing = existing;
    this.made = made;
  }

  private synchronized Optional<Store> existing() {
    if (store == null) {
      store = existing.get().orElse(null);
    }
    return Optional.ofNullable(store);
  }

  private synchronized Store made() {
    if (store == null) {
      store = made.get();
    }
    return store;
  }

  @Override
  public List<KeptScenario> list() {
    return existing().map(there -> there.read(StoreReader::scenarios)).orElse(List.of());
  }

  @Override
  public Optional<Entry> find(String id) {
    return existing().flatMap(there -> there.read(reader -> reader.scenario(id)));
  }

  @Override
  public boolean add(Entry entry) {
    return write(
        writer -> {
          if (writer.scenarios().size() >= MOST) {
            return false;
          }
          writer.putScenario(entry);
          return true;
        });
  }

  @Override
  public Change replace(Entry entry, Predicate<Entry> expected) {
    return change(entry.heading().id(), expected, writer -> writer.putScenario(entry));
  }

  @Override
  public Change remove(String id, Predicate<Entry> expected) {
    return change(id, expected, writer -> writer.removeScenario(id));
  }

  private Change change(
      String id, Predicate<Entry> expected, java.util.function.Consumer<StoreWriter> work) {
    return write(
        writer -> {
          Optional<Entry> there = writer.scenario(id);
          if (there.isEmpty()) {
            return Change.GONE;
          }
          if (!expected.test(there.get())) {
            return Change.UNEXPECTED;
          }
          work.accept(writer);
          return Change.DONE;
        });
  }

  /** Each try waits a moment for the lock by itself. */
  private <T> T write(Function<StoreWriter, T> work) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return made().write(work);
      } catch (EnvironmentException e) {
        if (!e.text().key().equals("store.busy") || System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  @Override
  public synchronized void close() {
    if (store != null) {
      store.close();
    }
  }
}
