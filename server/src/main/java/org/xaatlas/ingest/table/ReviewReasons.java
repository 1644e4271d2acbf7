package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.xaatlas.ingest.table.Review.FileOutcome;
import org.xaatlas.join.Finding;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;

/** Why a file of a review is sent back, or what to look at in one that is not; worst first. */
public final class ReviewReasons {
  /** Rows that a sentence names. */
  private static final int NAMED = 10;

  private ReviewReasons() {}

  /** One sentence for each reason: errors, rows without a unit, warnings. */
  public static List<String> of(FileOutcome file, Language language) {
    List<String> reasons = new ArrayList<>();
    file.refusal().ifPresent(refusal -> reasons.add(refusal.in(language)));
    if (file.report().isPresent()) {
      findings(file, Finding.Severity.ERROR, language, reasons);
      for (JoinOutcome outcome : file.report().get().outcomes()) {
        if (outcome instanceof JoinOutcome.Ambiguous || outcome instanceof JoinOutcome.Unmatched) {
          reasons.add(
              Message.of(
                      "review.open_row",
                      Integer.toString(outcome.row()),
                      outcome.input(),
                      outcome.reason())
                  .in(language));
        }
      }
      findings(file, Finding.Severity.WARNING, language, reasons);
    }
    return reasons;
  }

  private static void findings(
      FileOutcome file, Finding.Severity severity, Language language, List<String> reasons) {
    for (Finding finding : file.report().orElseThrow().findings()) {
      if (finding.severity() == severity) {
        String rows =
            finding.rows().stream()
                .limit(NAMED)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        Message word = Message.of("join.severity_" + severity.name().toLowerCase(Locale.ROOT));
        reasons.add(
            (rows.isEmpty()
                    ? Message.of("review.reason", word, finding.message())
                    : Message.of(
                        finding.rows().size() == 1 ? "review.reason_row" : "review.reason_rows",
                        word,
                        finding.message(),
                        finding.rows().size() > NAMED ? rows + " …" : rows))
                .in(language));
      }
    }
  }
}
