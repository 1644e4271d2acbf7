package org.xaatlas.ingest.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.xaatlas.ingest.table.Review.FileOutcome;
import org.xaatlas.ingest.table.Review.FileState;
import org.xaatlas.message.Message;

/** A file of a review on its way: read, or refused with a reason. For one thread. */
final class ReviewPart {
  final ReviewFiles.Entry entry;
  final String sha256;
  final Optional<StatisticsFile> read;
  private final Optional<Message> refusal;
  FileState state = FileState.CLEAN;
  Set<String> units = new TreeSet<>();
  OptionalLong number = OptionalLong.empty();

  /** Whether its name says another unit than its rows. */
  boolean misnamed;

  ReviewPart(
      ReviewFiles.Entry entry,
      String sha256,
      Optional<StatisticsFile> read,
      Optional<Message> refusal) {
    this.entry = entry;
    this.sha256 = sha256;
    this.read = read;
    this.refusal = refusal;
    read.ifPresent(file -> units.addAll(file.rowsOfUnits().keySet()));
  }

  String name() {
    return entry.name();
  }

  /** Whether what it tells counts as the figures of its units. */
  boolean counts() {
    return read.isPresent() && !misnamed && state != FileState.SUMMARY && state != FileState.COPY;
  }

  StatisticsFile file() {
    return read.orElseThrow();
  }

  FileOutcome outcome() {
    return new FileOutcome(
        name(),
        sha256,
        state,
        List.copyOf(units),
        read.map(file -> file.change().wholeReport()),
        refusal,
        read.flatMap(StatisticsFile::sheet),
        number);
  }

  /** Whether it goes back to who sent it: refused, with errors, or with rows that stay open. */
  boolean isReturned(boolean acceptUnmatched) {
    return read.isEmpty() || file().report().isRefused(acceptUnmatched);
  }
}
