package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.export.RollupTable;
import org.xaatlas.message.Message;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.series.Period;
import org.xaatlas.unit.Grouping.By;

/** Sums of units, made at publish. Stateless. */
final class RollupApi {
  List<Operation> operations() {
    return List.of(
        get(
            "/api/rollups",
            "rollups",
            this::rollups,
            Parameters.BY,
            Parameters.EDITION,
            Parameters.PERIOD,
            Parameters.GROUP,
            Parameters.INDICATORS,
            Parameters.ROLLUP_CODE,
            Parameters.BASE,
            Parameters.LIMIT,
            Parameters.OFFSET,
            Parameters.TABLE_FORMAT,
            Parameters.RELEASE));
  }

  private Reply rollups(Call call) throws IOException {
    OpenRelease release = call.release();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("release", release.id());
    if (call.find(Parameters.BY).isEmpty()) {
      body.put("offered", RollupTable.offered(release));
      return call.cached(Reply.json(body));
    }
    By by = call.get(Parameters.BY);
    String edition =
        call.find(Parameters.EDITION)
            .or(() -> release.newestEdition().map(EditionEntry::id))
            .orElse("");
    List<String> periods = RollupTable.periods(release, by, edition);
    if (periods.isEmpty()) {
      throw Problem.notFound(Message.of("http.no_rollup", by.id(), edition));
    }
    String period =
        call.find(Parameters.PERIOD)
            .map(Period::text)
            .or(() -> RollupTable.latestFull(release, by, edition))
            .orElseThrow();
    if (!periods.contains(period)) {
      throw Problem.badParameter(
          "period", period, Message.of("http.expected_choice", String.join(", ", periods)));
    }
    Optional<String> code = call.find(Parameters.ROLLUP_CODE);
    RollupTable table =
        RollupTable.of(
            release,
            by,
            edition,
            period,
            new RollupTable.Filter(
                call.find(Parameters.INDICATORS).map(asked -> ItemsApi.indicators(call)),
                ItemsApi.group(call),
                code,
                ItemsApi.base(call)));
    List<Map<String, Object>> groups = table.groups(call.language());
    if (groups.isEmpty() && code.isPresent()) {
      throw Problem.notFound(Message.of("http.no_unit", code.get(), edition));
    }
    if (call.get(Parameters.TABLE_FORMAT).equals("csv")) {
      call.refuse(Parameters.LIMIT, Parameters.OFFSET);
      ByteArrayOutputStream csv = new ByteArrayOutputStream();
      table.writeCsv(csv);
      String name = "rollups-" + by.id() + "-" + edition + "-" + period.replace('/', '-') + ".csv";
      return call.cached(
          Reply.bytes("text/csv; charset=utf-8", csv.toByteArray())
              .withHeader("Content-Disposition", "attachment; filename=\"" + name + "\""));
    }
    List<Map<String, Object>> page =
        groups.stream()
            .skip(call.get(Parameters.OFFSET))
            .limit(call.get(Parameters.LIMIT))
            .toList();
    body.put("by", by.id());
    body.put("edition", edition);
    body.put("period", period);
    body.put("periods", periods);
    body.put("numberMatched", groups.size());
    body.put("numberReturned", page.size());
    body.put("rollups", page);
    body.put("sources", UnitApi.describe(table.sources(page)));
    return call.cached(Reply.json(body));
  }
}
