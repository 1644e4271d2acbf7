package org.xaatlas.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command {@code atlas}: picks the sub-command and turns its ending into an exit code. */
@Command(
    name = "atlas",
    mixinStandardHelpOptions = true,
    versionProvider = AtlasCommand.Version.class)
public final class AtlasCommand implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(AtlasCommand.class);

  private static final List<Class<?>> COMMANDS =
      List.of(
          ServeCommand.class,
          ImportCommand.class,
          ResolveCommand.class,
          TemplateCommand.class,
          PublishCommand.class,
          ReleasesCommand.class,
          RollbackCommand.class,
          CheckCommand.class,
          BackupCommand.class,
          RestoreCommand.class,
          ExportCommand.class,
          WhereCommand.class,
          RollupCommand.class,
          PrioritiseCommand.class,
          ScenariosCommand.class,
          HotSpotsCommand.class,
          CrosswalkCommand.class);

  private final Language language;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private AtlasCommand(Language language) {
    this.language = language;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), Message.of("cli.command_missing").in(language));
  }

  /**
   * Runs one command line.
   *
   * @return the exit code: 0 done, 1 refused, 2 wrong usage, 3 environment
   */
  public static int run(String[] arguments, Map<String, String> environment) {
    Logging.configure(environment);
    return run(arguments, new Console(languageOf(arguments, environment)));
  }

  /** The same, speaking where it is told. */
  static int run(String[] arguments, Console console) {
    Language language = console.language();
    CommandLine commandLine =
        commandLine(language, arguments)
            .setResourceBundle(ResourceBundle.getBundle("usage.usage", language.locale()))
            .registerConverter(LocalDate.class, new DateOption(language))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new java.io.PrintWriter(console.out(), true))
            .setErr(new java.io.PrintWriter(console.err(), true))
            .setExitCodeExceptionMapper(AtlasCommand::exitCode)
            .setParameterExceptionHandler(new UsageErrors(language))
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  explain(failure, console);
                  return exitCode(failure);
                });
    return commandLine.execute(arguments);
  }

  /**
   * The commands that are asked for; all of them where none is. The model of all commands takes a
   * quarter of a second of computing, which every start would pay.
   */
  private static CommandLine commandLine(Language language, String[] arguments) {
    CommandLine atlas = new CommandLine(new AtlasCommand(language));
    String word = arguments.length > 0 ? arguments[0] : "";
    if (!add(atlas, COMMANDS, word)) {
      atlas.addSubcommand(new CommandLine.HelpCommand());
    }
    CommandLine imports = atlas.getSubcommands().get("import");
    if (imports != null) {
      add(imports, ImportCommand.KINDS, arguments.length > 1 ? arguments[1] : "");
    }
    return atlas;
  }

  /** Adds the command of a name, else all; returns whether there is one. */
  private static boolean add(CommandLine parent, List<Class<?>> commands, String name) {
    List<Class<?>> named =
        commands.stream()
            .filter(command -> command.getAnnotation(Command.class).name().equals(name))
            .toList();
    (named.isEmpty() ? commands : named).forEach(parent::addSubcommand);
    return !named.isEmpty();
  }

  private static void explain(Exception failure, Console console) {
    if (failure instanceof WrongUsage wrong) {
      console.warn(Message.of("cli.wrong_usage", wrong.text()));
    } else if (failure instanceof RefusedException refused) {
      console.warn(Message.of("cli.refused", refused.text()));
    } else if (failure instanceof EnvironmentException environment) {
      console.warn(Message.of("cli.environment", environment.text()));
    } else {
      String id = UUID.randomUUID().toString();
      LOG.error("Unexpected failure {}", id, failure);
      console.warn(Message.of("cli.unexpected", String.valueOf(failure.getMessage()), id));
    }
  }

  private static int exitCode(Throwable failure) {
    if (failure instanceof ParameterException || failure instanceof WrongUsage) {
      return ExitCode.USAGE;
    }
    return failure instanceof RefusedException ? ExitCode.REFUSED : ExitCode.ENVIRONMENT;
  }

  static Language languageOf(String[] arguments, Map<String, String> environment) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--lang") && i + 1 < arguments.length) {
        return Language.of(arguments[i + 1]);
      }
      if (arguments[i].startsWith("--lang=")) {
        return Language.of(arguments[i].substring("--lang=".length()));
      }
    }
    return languageOf(environment);
  }

  /** XA_LANG, else the locale of the surroundings; English where continuous integration runs. */
  static Language languageOf(Map<String, String> environment) {
    String chosen = environment.getOrDefault("XA_LANG", "");
    if (!chosen.isEmpty()) {
      return Language.of(chosen);
    }
    if ("true".equals(environment.get("CI"))) {
      return Language.EN;
    }
    String locale = environment.getOrDefault("LC_ALL", "");
    return Language.of(locale.isEmpty() ? environment.getOrDefault("LANG", "") : locale);
  }

  /** The version in the manifest of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = AtlasCommand.class.getPackage().getImplementationVersion();
      return new String[] {"xa-atlas " + (version == null ? "(not packaged)" : version)};
    }
  }
}
