package org.xaatlas.cli;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.OpenRows;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.Decision;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code atlas resolve REPORT.json}: a person says once what the open rows of a report mean; the
 * next import goes by it.
 */
@Command(name = "resolve", mixinStandardHelpOptions = true, sortOptions = false)
final class ResolveCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(index = "0", arity = "0..1", paramLabel = "REPORT.json")
  private Path report;

  @Option(names = "--decide", paramLabel = "ROW=CODE")
  private Map<Integer, String> decide = new LinkedHashMap<>();

  @Option(names = "--decisions", paramLabel = "FILE.csv")
  private Path decisions;

  @Option(names = "--ask")
  private boolean ask;

  @Option(names = "--by", paramLabel = "NAME", defaultValue = "${sys:user.name}")
  private String by;

  @Option(names = "--list")
  private boolean list;

  @Option(names = "--remove", paramLabel = "N")
  private List<Integer> remove = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    try (Store store = common.openStore()) {
      if (!remove.isEmpty()) {
        return remove(store);
      }
      if (list) {
        return list(store);
      }
      if (report == null) {
        throw RefusedException.of("cli.resolve_what");
      }
      if (!Files.isRegularFile(report)) {
        throw RefusedException.of("cli.no_such_file", report);
      }
      return decide(store, OpenRows.read(report, store, new Registers()));
    }
  }

  private int decide(Store store, OpenRows open) throws IOException {
    Map<Integer, String> codes = new LinkedHashMap<>(decide);
    if (decisions != null) {
      codes.putAll(decisionsOf(decisions));
    }
    if (codes.isEmpty() && !open.rows().isEmpty()) {
      if (!ask && System.console() == null) {
        open.rows().forEach(this::show);
        common.console().print(Message.of("cli.resolve_how", report));
        return ExitCode.REFUSED;
      }
      codes.putAll(asked(open));
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<Decision> made = new ArrayList<>();
    codes.forEach((row, code) -> made.add(open.decide(row, code.strip(), by, now)));
    if (!made.isEmpty()) {
      store.write(
          writer -> {
            writer.putDecisions(made);
            return null;
          });
    }
    for (Decision decision : made) {
      common
          .console()
          .print(
              Message.of(
                  "cli.resolved",
                  Integer.toString(decision.row()),
                  decision.input(),
                  unit(decision, Optional.of(open.units()))));
    }
    int left = open.rows().size() - made.size();
    common.console().print(Message.of("cli.resolve_done", made.size(), left));
    return ExitCode.DONE;
  }

  /** Rows and codes of a file with the columns row and code. */
  private static Map<Integer, String> decisionsOf(Path file) {
    Map<Integer, String> codes = new LinkedHashMap<>();
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(file.toFile())) {
      while (rows.hasNext()) {
        Map<String, String> row = rows.next();
        if (!row.getOrDefault("code", "").isBlank()) {
          codes.put(Integer.valueOf(row.getOrDefault("row", "").strip()), row.get("code"));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new RefusedException(Message.of("cli.resolve_file", file.getFileName().toString()), e);
    }
    return codes;
  }

  private Map<Integer, String> asked(OpenRows open) throws IOException {
    Map<Integer, String> codes = new LinkedHashMap<>();
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (OpenRows.Row row : open.rows()) {
      show(row);
      while (true) {
        common
            .console()
            .print(
                row.candidates().isEmpty()
                    ? Message.of("cli.resolve_ask_code")
                    : Message.of("cli.resolve_ask", row.candidates().size()));
        String answer = answers.readLine();
        if (answer == null || answer.strip().equalsIgnoreCase("q")) {
          return codes;
        }
        if (answer.isBlank()) {
          break;
        }
        String code = codeOf(answer.strip(), row);
        if (code.equals(OpenRows.NO_UNIT) || open.units().find(open.level(), code).isPresent()) {
          codes.put(row.row(), code);
          break;
        }
        common.console().print(Message.of("cli.resolve_again", answer.strip()));
      }
    }
    return codes;
  }

  /** A number of the list, else the code as typed. */
  private static String codeOf(String answer, OpenRows.Row row) {
    if (answer.matches("[1-9]")) {
      int place = Integer.parseInt(answer);
      if (place <= row.candidates().size()) {
        return row.candidates().get(place - 1).code();
      }
    }
    return answer;
  }

  private void show(OpenRows.Row row) {
    common
        .console()
        .print(
            Message.of("cli.resolve_row", Integer.toString(row.row()), row.input(), row.reason()));
    int place = 0;
    for (Candidate candidate : row.candidates()) {
      place++;
      common
          .console()
          .print(
              Message.of(
                  "cli.resolve_candidate",
                  Integer.toString(place),
                  candidate.code(),
                  candidate.name(),
                  Math.round(candidate.score() * 100)));
    }
  }

  private int list(Store store) {
    List<Decision> all = store.read(reader -> reader.decisions());
    for (int i = 0; i < all.size(); i++) {
      Decision decision = all.get(i);
      Optional<UnitRegister> units =
          org.xaatlas.ingest.EditionUnits.find(store, new Registers(), decision.edition());
      common
          .console()
          .print(
              Message.of(
                  "cli.decision_line",
                  Integer.toString(i + 1),
                  decision.edition(),
                  decision.province(),
                  decision.input(),
                  unit(decision, units),
                  decision.by(),
                  decision.at().toString(),
                  decision.file(),
                  Integer.toString(decision.row())));
    }
    if (all.isEmpty()) {
      common.console().print(Message.of("cli.no_decisions"));
    }
    return ExitCode.DONE;
  }

  private int remove(Store store) {
    List<Decision> all = store.read(reader -> reader.decisions());
    for (int place : remove) {
      if (place < 1 || place > all.size()) {
        throw RefusedException.of("cli.no_such_decision", Integer.toString(place), all.size());
      }
    }
    store.write(
        writer -> {
          remove.forEach(place -> writer.removeDecision(all.get(place - 1)));
          return null;
        });
    common.console().print(Message.of("cli.decisions_removed", remove.size()));
    return ExitCode.DONE;
  }

  private static Object unit(Decision decision, Optional<UnitRegister> units) {
    if (decision.code().isEmpty()) {
      return Message.of("cli.no_unit");
    }
    String code = decision.code().get();
    return units
        .flatMap(register -> register.find(decision.level(), code))
        .map(Unit::fullName)
        .map(name -> code + " " + name)
        .orElse(code);
  }
}
