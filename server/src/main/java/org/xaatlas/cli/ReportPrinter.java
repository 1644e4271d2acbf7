package org.xaatlas.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.Finding;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.Message;

/** Prints what became of a file, so that a person knows what to do next. */
final class ReportPrinter {
  private static final int WORST = 10;

  /** Why a row is open that no decision helps: the file has to be corrected. */
  private static final String CLAIMED_TWICE = "join.claimed_twice";

  private final Console console;
  private final NextCommand next;

  ReportPrinter(Console console, NextCommand next) {
    this.console = console;
    this.next = next;
  }

  /**
   * @param report where the whole report stands as JSON, when it was asked for
   */
  void print(ImportResult result, boolean dryRun, Optional<Path> json) {
    MatchReport report = result.report();
    console.print(
        Message.of(
            "cli.report_totals",
            report.file(),
            report.rows(),
            report.matched(),
            report.ambiguous(),
            report.unmatched(),
            report.skipped()));
    printFindings(report);
    printOpenRows(report);
    if (result.stored()) {
      console.print(
          Message.of("cli.stored", result.importNumber().getAsLong(), next.of("publish")));
    } else if (report.hasErrors()) {
      console.print(Message.of("cli.not_stored_errors"));
    } else if (dryRun) {
      console.print(Message.of("cli.not_stored_dry_run"));
    } else {
      console.print(Message.of("cli.not_stored_open", report.ambiguous() + report.unmatched()));
    }
    if (report.hasOpenRows()) {
      printNext(report, json);
    }
  }

  private void printNext(MatchReport report, Optional<Path> json) {
    boolean decidable =
        report.outcomes().stream()
            .anyMatch(o -> o.isOpen() && !o.reason().key().equals(CLAIMED_TWICE));
    if (!decidable) {
      console.print(Message.of("cli.next_correct"));
    } else if (json.isPresent()) {
      console.print(Message.of("cli.next_resolve", next.of("resolve", json.get().toString())));
    } else {
      String written = report.file().replaceFirst("\\.[^.]*$", "") + ".report.json";
      console.print(
          Message.of(
              "cli.next_report", next.again("--report", written), next.of("resolve", written)));
    }
  }

  private void printFindings(MatchReport report) {
    List<Finding> findings = new ArrayList<>(report.findings());
    findings.sort(Comparator.comparing(Finding::severity).reversed());
    for (Finding finding : findings) {
      console.print(
          Message.of(
              "cli.finding",
              Message.of("cli.severity_" + finding.severity().name().toLowerCase(Locale.ROOT)),
              finding.message(),
              rows(finding.rows())));
    }
  }

  private static Object rows(List<Integer> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    String shown =
        rows.stream().limit(WORST).map(String::valueOf).collect(Collectors.joining(", "));
    if (rows.size() == 1) {
      return Message.of("cli.finding_row", shown);
    }
    return rows.size() > WORST
        ? Message.of("cli.finding_rows_more", shown, rows.size() - WORST)
        : Message.of("cli.finding_rows", shown);
  }

  private void printOpenRows(MatchReport report) {
    List<JoinOutcome> open =
        report.outcomes().stream()
            .filter(JoinOutcome::isOpen)
            .sorted(Comparator.comparingDouble(ReportPrinter::hope))
            .toList();
    for (JoinOutcome outcome : open.subList(0, Math.min(WORST, open.size()))) {
      console.print(
          Message.of(
              "cli.open_row",
              String.valueOf(outcome.row()),
              outcome.input(),
              outcome.reason(),
              candidates(outcome)));
    }
    if (open.size() > WORST) {
      console.print(Message.of("cli.open_rows_more", open.size() - WORST));
    }
  }

  /** The score of the best candidate: the worst rows have none. */
  private static double hope(JoinOutcome outcome) {
    List<Candidate> candidates =
        outcome.fold(m -> List.of(), a -> a.candidates(), u -> u.candidates(), s -> List.of());
    return candidates.isEmpty() ? 0 : candidates.get(0).score();
  }

  private static Object candidates(JoinOutcome outcome) {
    List<Candidate> candidates =
        outcome.fold(m -> List.of(), a -> a.candidates(), u -> u.candidates(), s -> List.of());
    if (candidates.isEmpty()) {
      return "";
    }
    return Message.of(
        "cli.candidates",
        candidates.stream()
            .limit(3)
            .map(candidate -> candidate.code() + " " + candidate.name())
            .collect(Collectors.joining("; ")));
  }
}
