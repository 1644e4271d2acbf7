package org.xaatlas.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.Finding;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;

class ReportJsonTest {
  @Test
  void a_report_is_written_field_by_field_in_the_language_asked_for() {
    MatchReport report =
        new MatchReport(
            "a.csv",
            "00ff",
            "statistics",
            "2025-07-01",
            List.of(
                new JoinOutcome.Matched(2, "00127", "00127", Message.of("join.code", "00127")),
                new JoinOutcome.Ambiguous(
                    3,
                    "Muong La",
                    List.of(new Candidate("03650", "Xã Mường La", 0.9)),
                    Message.of("join.nothing"))),
            List.of(
                new Finding(
                    "rate.counts",
                    Finding.Severity.WARNING,
                    List.of(2),
                    Message.of("join.nothing"))));
    assertEquals(
        """
        {"file":"a.csv","sha256":"00ff","kind":"statistics","edition":"2025-07-01",\
        "rows":2,"matched":1,"ambiguous":1,"unmatched":0,"skipped":0,\
        "warnings":[{"rule":"rate.counts","severity":"warning","rows":[2],\
        "message":"The row has neither a code nor a name."}],\
        "outcomes":[{"row":2,"input":"00127","outcome":"matched","code":"00127","candidates":[],\
        "rule":"join.code","reason":"Code 00127 is a unit of this level."},\
        {"row":3,"input":"Muong La","outcome":"ambiguous","code":null,\
        "candidates":[{"code":"03650","name":"Xã Mường La","score":0.9}],\
        "rule":"join.nothing","reason":"The row has neither a code nor a name."}]}""",
        ReportJson.write(report, Language.EN));
    String kept = ReportJson.kept(report);
    assertTrue(kept.contains("\"reason\":\"Code 00127 is a unit of this level.\""), kept);
    assertTrue(kept.contains("\"reason_vi\":\"Mã 00127 là một đơn vị của cấp này.\""), kept);
    assertTrue(kept.contains("\"message_vi\":\"Dòng không có mã cũng không có tên.\""), kept);
  }
}
