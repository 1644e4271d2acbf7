package org.xaatlas.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.scenario.Scenario;
import org.xaatlas.scenario.ScenarioDraft;
import org.xaatlas.scenario.ScenarioReader;
import org.xaatlas.scenario.ScenarioRun;
import org.xaatlas.store.StoredScenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atlas scenarios}: the scenarios that people saved, those of the server too. */
@Command(
    name = "scenarios",
    mixinStandardHelpOptions = true,
    subcommands = {
      ScenariosCommand.ListThem.class,
      ScenariosCommand.Show.class,
      ScenariosCommand.Save.class,
      ScenariosCommand.Remove.class,
    })
final class ScenariosCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        Message.of("cli.scenarios_what_missing").in(AtlasCommand.languageOf(System.getenv())));
  }

  private static RefusedException unknown(String id) {
    return RefusedException.of("cli.no_scenario", id);
  }

  /** {@code atlas scenarios list}: one line for each, the last saved first. */
  @Command(name = "list", mixinStandardHelpOptions = true)
  static final class ListThem implements Callable<Integer> {
    @Mixin private CommonOptions common;

    @Override
    public Integer call() {
      try (StoredScenarios scenarios = common.scenarios();
          ReleaseRepository releases = common.openReleases()) {
        List<KeptScenario> all = scenarios.list();
        if (all.isEmpty()) {
          common.console().print(Message.of("cli.scenarios_none"));
        }
        Optional<String> current = releases.current();
        for (KeptScenario one : all) {
          boolean newer = current.filter(id -> !id.equals(one.release())).isPresent();
          common
              .console()
              .print(
                  Message.of(
                      "cli.scenario_line",
                      one.id(),
                      one.saved().toString(),
                      one.release(),
                      one.name(),
                      one.by().isEmpty() ? "" : Message.of("cli.scenario_by", one.by()),
                      newer ? Message.of("cli.scenario_newer") : ""));
        }
        return ExitCode.DONE;
      }
    }
  }

  /** {@code atlas scenarios show ID}: the document, as {@code atlas prioritise} reads it. */
  @Command(name = "show", mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private CommonOptions common;

    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "scenario-id")
    private String id;

    @Override
    public Integer call() {
      try (StoredScenarios scenarios = common.scenarios()) {
        common
            .console()
            .out()
            .println(scenarios.find(id).orElseThrow(() -> unknown(id)).document());
        return ExitCode.DONE;
      }
    }
  }

  /** {@code atlas scenarios save FILE --name NAME}: runs it once and keeps it. */
  @Command(name = "save", mixinStandardHelpOptions = true, sortOptions = false)
  static final class Save implements Callable<Integer> {
    @Mixin private CommonOptions common;

    @Parameters(
        index = "0",
        paramLabel = "SCENARIO.json",
        descriptionKey = "atlas.prioritise.SCENARIO")
    private Path file;

    @Option(
        names = "--name",
        paramLabel = "NAME",
        required = true,
        descriptionKey = "atlas.scenarios.save.name")
    private String name;

    @Option(
        names = "--note",
        paramLabel = "TEXT",
        defaultValue = "",
        descriptionKey = "atlas.scenarios.save.note")
    private String note;

    @Option(
        names = "--by",
        paramLabel = "WHO",
        defaultValue = "",
        descriptionKey = "atlas.scenarios.save.by")
    private String by;

    @Override
    public Integer call() {
      Scenario scenario = ScenarioReader.read(bytes(file));
      ScenarioDraft draft = new ScenarioDraft(name, note, by, scenario);
      try (StoredScenarios scenarios = common.scenarios();
          ReleaseRepository releases = common.openReleases()) {
        String release =
            scenario
                .release()
                .or(releases::current)
                .orElseThrow(() -> RefusedException.of("cli.no_release"));
        try (OpenRelease open = OpenRelease.open(releases, release)) {
          ScenarioRun run = ScenarioRun.of(open, scenario);
          String id = ScenarioDraft.newId();
          if (!scenarios.add(draft.entry(id, run, Instant.now()))) {
            throw RefusedException.of("http.scenarios_full", KeptScenarios.MOST);
          }
          common.console().print(Message.of("cli.scenario_saved", id, release));
          return ExitCode.DONE;
        }
      }
    }

    private static byte[] bytes(Path file) {
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(ScenarioReader.MAX_BYTES + 1);
      } catch (IOException e) {
        throw RefusedException.of("scenario.not_readable", file.toString());
      }
    }
  }

  /** {@code atlas scenarios remove ID}. */
  @Command(name = "remove", mixinStandardHelpOptions = true)
  static final class Remove implements Callable<Integer> {
    @Mixin private CommonOptions common;

    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "scenario-id")
    private String id;

    @Override
    public Integer call() {
      try (StoredScenarios scenarios = common.scenarios()) {
        if (scenarios.find(id).isEmpty()
            || scenarios.remove(id, entry -> true) != KeptScenarios.Change.DONE) {
          throw unknown(id);
        }
        common.console().print(Message.of("cli.scenario_removed", id));
        return ExitCode.DONE;
      }
    }
  }
}
