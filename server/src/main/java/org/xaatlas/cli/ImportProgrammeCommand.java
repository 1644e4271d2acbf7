package org.xaatlas.cli;

import java.util.Optional;
import org.xaatlas.indicator.Group;
import org.xaatlas.ingest.table.StatisticsImport;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code atlas import programme FILE}: funds and results of programmes by unit. What tells
 * programmes and their projects apart is the group of a series: the whole is all programmes.
 */
@Command(name = "programme", mixinStandardHelpOptions = true, sortOptions = false)
final class ImportProgrammeCommand extends ImportFigures {
  @Option(names = "--programme", paramLabel = "ID", defaultValue = Group.ALL)
  private String programme;

  @Override
  protected StatisticsImport.Options options(Source told) {
    return options(told, Optional.empty(), "", AreaType.ALL, programme);
  }
}
