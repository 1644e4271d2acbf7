package org.xaatlas.cli;

import java.util.Optional;
import org.xaatlas.unit.Level;
import picocli.CommandLine.Option;

/** What imports share whose rows are about the units of one level of one edition. */
abstract class ImportUnitFile extends ImportFile {
  @Option(names = "--edition", required = true, paramLabel = "E")
  protected String edition;

  @Option(names = "--level", paramLabel = "LEVEL", defaultValue = "commune")
  private String level;

  @Option(names = "--province", paramLabel = "CODE")
  private String province;

  @Override
  protected final Optional<String> province() {
    return Optional.ofNullable(province);
  }

  @Override
  protected final Level level() {
    return Level.of(level).orElseThrow(() -> WrongUsage.of("cli.unknown_level", level));
  }
}
