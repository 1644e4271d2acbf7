package org.xaatlas.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xaatlas.ingest.table.Review;
import org.xaatlas.ingest.table.Review.FileOutcome;
import org.xaatlas.ingest.table.Review.FileState;
import org.xaatlas.ingest.table.Review.UnitOutcome;
import org.xaatlas.ingest.table.Review.UnitState;
import org.xaatlas.ingest.table.ReviewReasons;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;

/** Prints where the units of a review stand, and what to do next. */
final class ReviewPrinter {
  private static final int FILES = 10;
  private static final int REASONS = 3;
  private static final int UNITS = 20;

  private final Console console;
  private final NextCommand commands;

  ReviewPrinter(Console console, NextCommand commands) {
    this.console = console;
    this.commands = commands;
  }

  /**
   * @param returns where the files to send back were written, when that was asked for
   * @param reports where the whole result was written
   */
  void print(Review review, boolean dryRun, Optional<Path> returns, List<Path> reports) {
    var totals = review.totals();
    console.print(
        Message.of(
            "cli.review_totals",
            review.name(),
            review.files().size(),
            review.units().size(),
            totals.get(UnitState.APPROVED),
            totals.get(UnitState.CLEAN),
            totals.get(UnitState.RETURNED),
            totals.get(UnitState.MISSING)));
    for (Finding finding : review.findings()) {
      console.print(
          Message.of(
              "cli.finding",
              Message.of("cli.severity_" + finding.severity().name().toLowerCase(Locale.ROOT)),
              finding.message(),
              ""));
    }
    List<FileOutcome> returned =
        review.files().stream().filter(f -> f.state() == FileState.RETURNED).toList();
    for (FileOutcome file : returned.subList(0, Math.min(FILES, returned.size()))) {
      console.print(Message.of("cli.review_returned", file.name()));
      ReviewReasons.of(file, console.language()).stream()
          .limit(REASONS)
          .forEach(reason -> console.out().println("    " + reason));
    }
    if (returned.size() > FILES) {
      console.print(Message.of("cli.review_more", returned.size() - FILES));
    }
    printMissing(review);
    next(review, dryRun, returned, returns, reports);
  }

  private void printMissing(Review review) {
    List<UnitOutcome> missing =
        review.units().stream().filter(u -> u.state() == UnitState.MISSING).toList();
    if (!missing.isEmpty()) {
      String named =
          missing.stream()
              .limit(UNITS)
              .map(u -> u.unit().code() + " " + u.unit().fullName())
              .collect(Collectors.joining(", "));
      console.print(
          Message.of(
              "cli.review_missing",
              missing.size(),
              missing.size() > UNITS ? named + ", ..." : named));
    }
  }

  private void next(
      Review review,
      boolean dryRun,
      List<FileOutcome> returned,
      Optional<Path> returns,
      List<Path> reports) {
    long stored = review.files().stream().filter(f -> f.importNumber().isPresent()).count();
    if (review.stored()) {
      console.print(
          stored > 0
              ? Message.of("cli.review_stored", stored, commands.of("publish"))
              : Message.of("cli.review_kept"));
    } else {
      console.print(
          Message.of(
              dryRun
                  ? "cli.not_stored_dry_run"
                  : returned.isEmpty() ? "cli.review_nothing" : "cli.review_not_stored"));
    }
    if (!returned.isEmpty()) {
      console.print(
          returns
              .map(folder -> Message.of("cli.review_send", returned.size(), folder.toString()))
              .orElseGet(() -> Message.of("cli.review_returns")));
    }
    if (reports.isEmpty()) {
      console.print(Message.of("cli.review_report"));
    }
  }
}
