package org.xaatlas.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoredScenarios;
import org.xaatlas.store.Stores;
import org.xaatlas.store.postgis.PostgisReleaseRepository;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every command knows: where the data are, and the language to speak. */
final class CommonOptions {
  @Option(names = "--data", paramLabel = "DIR", defaultValue = "${env:XA_DATA:-data}")
  private Path data;

  @Option(names = "--store", paramLabel = "URL", defaultValue = "${env:XA_STORE}")
  private String store;

  private String lang;

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  @Option(names = "--lang", paramLabel = "vi|en")
  private void setLang(String chosen) {
    if (!chosen.equalsIgnoreCase("vi") && !chosen.equalsIgnoreCase("en")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          Message.of("cli.unknown_word", "--lang", chosen, "vi, en")
              .in(AtlasCommand.languageOf(System.getenv())));
    }
    lang = chosen;
  }

  private Console console;

  /** The console of this run; its language is {@code --lang}, else that of the surroundings. */
  Console console() {
    if (console == null) {
      console =
          new Console(lang == null ? AtlasCommand.languageOf(System.getenv()) : Language.of(lang));
    }
    return console;
  }

  /** What can be typed next. */
  NextCommand next() {
    return new NextCommand(spec);
  }

  Path data() {
    return data.toAbsolutePath().normalize();
  }

  private String storeUrl() {
    return store == null || store.isBlank() ? "geopackage:" + data().resolve("atlas.gpkg") : store;
  }

  /** Opens the store; the caller closes it. */
  Store openStore() {
    return Stores.open(storeUrl());
  }

  /** Opens the store if there is one; makes none. The caller closes it. */
  Optional<Store> openExistingStore() {
    String url = storeUrl();
    boolean missing =
        url.startsWith("geopackage:")
            && !Files.isRegularFile(Path.of(url.substring("geopackage:".length())));
    return missing ? Optional.empty() : Optional.of(openStore());
  }

  /** Where the store is or would be, without user name and password. */
  String describeStore() {
    return storeUrl().replaceFirst("\\?.*", "");
  }

  /** Where saved scenarios are; opened when it is asked. The caller closes it. */
  StoredScenarios scenarios() {
    return new StoredScenarios(this::openExistingStore, this::openStore);
  }

  /** Opens the place where releases are kept; the caller closes it. */
  ReleaseRepository openReleases() {
    return storeUrl().startsWith("jdbc:")
        ? PostgisReleaseRepository.open(storeUrl(), data().resolve("pieces"))
        : new FileReleaseRepository(data());
  }
}
