package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.join.Finding;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Language;

/** What a file means beside the figures that are stored already. */
class StoredFiguresTest extends ImportTest {
  private int files;

  @Test
  void poor_households_are_compared_with_stored_households() throws IOException {
    assertTrue(imported("code,hh_total\n03646,100\n03664,100\n").stored());
    ImportResult result = imported("code,hh_poor,hh_near_poor\n03646,60,50\n03664,1,2\n");
    assertEquals(List.of(2), runner.rowsOf(result, "households.poor"));
    assertTrue(result.stored(), "a warning never blocks");
    assertTrue(
        result.report().findings().stream()
            .filter(f -> f.rule().equals("households.poor"))
            .allMatch(f -> f.message().in(Language.EN).contains("stored")));
  }

  @Test
  void a_printed_rate_is_compared_with_stored_counts() throws IOException {
    imported("code,hh_total,hh_poor\n03646,200,10\n03664,200,10\n");
    ImportResult result = imported("code,rate_poor\n03646,\"5,00\"\n03664,\"6,00\"\n");
    assertEquals(List.of(3), runner.rowsOf(result, "rate.counts"));
  }

  @Test
  void a_group_is_compared_with_its_stored_whole_and_a_change_with_its_stored_start()
      throws IOException {
    imported("code,hh_poor@all,hh_poor_start,hh_poor_escaped\n03646,10,15,6\n");
    ImportResult result = imported("code,hh_poor@ethnic_minority,hh_poor_new\n03646,11,3\n");
    assertEquals(List.of(2), runner.rowsOf(result, "group.whole"));
    assertEquals(List.of(2), runner.rowsOf(result, "year.balance"));
  }

  @Test
  void more_poor_households_than_stored_households_of_the_same_source_are_an_error()
      throws IOException {
    imported("code,hh_total\n03646,100\n");
    ImportResult result = imported("code,hh_poor\n03646,120\n");
    assertFalse(result.stored());
    runner.assertRule(result, "rate.over");
  }

  @Test
  void another_source_that_contradicts_is_a_warning_only() throws IOException {
    runner.run(file("code,hh_total\n03646,100\n"), ImportRunner.from("khac"));
    ImportResult result = imported("code,hh_poor\n03646,120\n");
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(
        List.of(Severity.WARNING),
        result.report().findings().stream()
            .filter(f -> f.rule().equals("rate.over"))
            .map(Finding::severity)
            .toList());
  }

  @Test
  void what_the_file_tells_goes_before_what_is_stored() throws IOException {
    imported("code,hh_total\n03646,100\n");
    ImportResult result = imported("code,hh_total,hh_poor\n03646,1000,120\n");
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertFalse(runner.rules(result).contains("rate.over"));
  }

  @Test
  void a_blank_cell_and_a_dash_withdraw_nothing() throws IOException {
    imported("code,hh_poor\n03646,10\n03664,20\n");
    ImportResult result = imported("code,hh_poor,hh_total\n03646,,100\n03664,-,100\n03670,5,100\n");
    assertEquals(List.of(2, 3), runner.rowsOf(result, "figure.kept"));
    assertEquals("{03646=10.0, 03664=20.0, 03670=5.0}", poor().toString());
  }

  @Test
  void a_dash_withdraws_the_figure_when_that_is_asked_for_and_a_blank_does_not()
      throws IOException {
    imported("code,hh_poor\n03646,10\n03664,20\n03670,30\n");
    ImportResult result =
        runner.run(
            file("code,hh_poor\n03646,\n03664,-\n"),
            ImportRunner.withdrawing(ImportRunner.options()));
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(List.of(2), runner.rowsOf(result, "figure.kept"));
    assertEquals(List.of(3), runner.rowsOf(result, "figure.withdrawn"));
    assertEquals("{03646=10.0, 03670=30.0}", poor().toString());
  }

  @Test
  void a_dash_never_withdraws_what_another_source_tells() throws IOException {
    runner.run(file("code,hh_poor\n03646,10\n"), ImportRunner.from("khac"));
    runner.run(
        file("code,hh_poor,hh_total\n03646,-,100\n"),
        ImportRunner.withdrawing(ImportRunner.options()));
    assertEquals("{03646=10.0}", poor().toString());
  }

  @Test
  void blank_dash_zero_and_zero_with_decimals_are_counted_apart() throws IOException {
    ImportResult result =
        imported("code,hh_poor,rate_poor\n03646,0,\"0,0\"\n03664,-,\n03670,7,\"0,00\"\n");
    assertTrue(
        result.report().findings().stream()
            .filter(f -> f.rule().equals("figure.cells"))
            .map(f -> f.message().in(Language.EN))
            .toList()
            .contains(
                "Cells of figures: 4 with a number (1 of them 0, 2 of them 0 with decimals, as 0.0);"
                    + " 1 blank and 1 with a mark for no data (-), which are no figures."),
        () -> ImportRunner.describe(result));
  }

  private Map<String, Double> poor() {
    Map<String, Double> values = new TreeMap<>();
    runner.series().stream()
        .filter(s -> s.key().indicator().equals("hh_poor"))
        .forEach(s -> s.observations().forEach(o -> values.put(o.unit(), o.value())));
    return values;
  }

  private ImportResult imported(String text) throws IOException {
    return runner.run(file(text), ImportRunner.options());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("f" + ++files + ".csv"), text);
  }
}
