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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.EditionUnits;
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
  private static final Pattern ROW_AND_CODE = Pattern.compile("(\\d{1,9})\\s*=(.+)");

  @Mixin private CommonOptions common;

  @Parameters(index = "0", arity = "0..1", paramLabel = "REPORT.json")
  private Path report;

  @Option(names = "--decide", paramLabel = "ROW=CODE")
  private List<String> decide = new ArrayList<>();

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
    Map<Integer, String> codes = new LinkedHashMap<>();
    for (String pair : decide) {
      Matcher matcher = ROW_AND_CODE.matcher(pair);
      if (!matcher.matches()) {
        throw WrongUsage.of("cli.usage_value", "--decide", pair);
      }
      put(codes, matcher.group(1), matcher.group(2));
    }
    if (decisions != null) {
      read(decisions, codes);
    }
    if (codes.isEmpty() && !open.rows().isEmpty()) {
      if (!ask && System.console() == null) {
        open.rows().forEach(this::show);
        common
            .console()
            .print(Message.of("cli.resolve_how", common.next().of("resolve", report.toString())));
        return ExitCode.REFUSED;
      }
      codes.putAll(asked(open));
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<Decision> made = open.decide(codes, by, now);
    List<Decision> before = store.read(reader -> reader.decisions());
    if (!made.isEmpty()) {
      store.write(
          writer -> {
            writer.putDecisions(made);
            return null;
          });
    }
    made.forEach(decision -> tell(decision, open, before));
    long left =
        open.rows().size() - made.stream().flatMap(d -> open.rowsOf(d).stream()).distinct().count();
    common.console().print(Message.of("cli.resolve_done", made.size(), left));
    return ExitCode.DONE;
  }

  /** Says what was decided, which other rows that holds for, and what it replaces. */
  private void tell(Decision decision, OpenRows open, List<Decision> before) {
    common
        .console()
        .print(
            Message.of(
                "cli.resolved",
                Integer.toString(decision.row()),
                decision.input(),
                unit(decision, Optional.of(open.units()))));
    String also =
        open.rowsOf(decision).stream()
            .filter(row -> row != decision.row())
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    if (!also.isEmpty()) {
      common.console().print(Message.of("cli.resolved_also", also));
    }
    before.stream()
        .filter(decision::isAboutTheRowsOf)
        .filter(old -> !old.code().equals(decision.code()))
        .forEach(
            old ->
                common
                    .console()
                    .print(
                        Message.of(
                            "cli.resolved_instead",
                            old.by(),
                            old.at().toString().substring(0, 10),
                            unit(old, Optional.of(open.units())))));
  }

  /**
   * Takes the unit of a row.
   *
   * @throws RefusedException when the row was given another one
   */
  private static void put(Map<Integer, String> codes, String row, String code) {
    String before = codes.putIfAbsent(Integer.valueOf(row), code.strip());
    if (before != null && !before.equals(code.strip())) {
      throw RefusedException.of("join.row_twice", row, before, code.strip());
    }
  }

  /** Rows and codes of a file with the columns row and code. */
  private static void read(Path file, Map<Integer, String> codes) {
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(file.toFile())) {
      while (rows.hasNext()) {
        Map<String, String> row = rows.next();
        if (!row.getOrDefault("code", "").isBlank()) {
          put(codes, row.getOrDefault("row", "").strip(), row.get("code"));
        }
      }
    } catch (RefusedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new RefusedException(Message.of("cli.resolve_file", file.getFileName().toString()), e);
    }
  }

  private Map<Integer, String> asked(OpenRows open) throws IOException {
    Map<Integer, String> codes = new LinkedHashMap<>();
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (OpenRows.Row row : open.rows()) {
      show(row);
      while (row.canBeDecided()) {
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
      Optional<UnitRegister> units = EditionUnits.find(store, new Registers(), decision.edition());
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
