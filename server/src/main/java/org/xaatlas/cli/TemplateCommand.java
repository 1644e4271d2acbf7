package org.xaatlas.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.table.Template;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Period;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atlas template KIND --out FILE.xlsx}: an empty form, prefilled with the units. */
@Command(name = "template", mixinStandardHelpOptions = true, sortOptions = false)
final class TemplateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "KIND", descriptionKey = "atlas.template.KIND")
  private String kind;

  @Option(
      names = "--out",
      paramLabel = "FILE.xlsx|DIR",
      required = true,
      descriptionKey = "out-form")
  private Path out;

  @Option(names = "--edition", paramLabel = "E", defaultValue = "2025-07-01")
  private String edition;

  @Option(names = "--province", paramLabel = "CODE")
  private String province;

  @Option(names = "--period", paramLabel = "YEAR", descriptionKey = "period")
  private String period;

  @Option(names = "--standard", paramLabel = "S", defaultValue = "")
  private String standard;

  @Override
  public Integer call() {
    Template.Kind chosen =
        Arrays.stream(Template.Kind.values())
            .filter(each -> each.name().equalsIgnoreCase(kind))
            .findFirst()
            .orElseThrow(
                () ->
                    WrongUsage.of(
                        "cli.unknown_word",
                        "KIND",
                        kind,
                        "statistics, designations, boundaries, crosswalk, funds"));
    UnitRegister units =
        new Registers()
            .register(edition)
            .orElseThrow(
                () ->
                    RefusedException.of(
                        "cli.unknown_word", "--edition", edition, "2025-07-01, 2021"));
    Optional<Unit> within = Optional.ofNullable(province).map(code -> province(units, code));
    Template template =
        new Template(
            chosen,
            units,
            within,
            Optional.ofNullable(period).map(TemplateCommand::period),
            standard,
            new Catalogues());
    WrongUsage.requireFolderOf(out);
    Optional<Store> store = common.openExistingStore();
    try {
      boolean each =
          chosen == Template.Kind.STATISTICS
              && !out.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".xlsx");
      if (each) {
        int forms = template.writeEach(out, store);
        common
            .console()
            .print(org.xaatlas.message.Message.of("cli.templates_written", out.toString(), forms));
        return ExitCode.DONE;
      }
      int listed = template.write(out, store);
      common
          .console()
          .print(
              org.xaatlas.message.Message.of(
                  "cli.template_written",
                  out.toString(),
                  listed,
                  chosen.importer(),
                  chosen == Template.Kind.CROSSWALK ? "--from ... --to ..." : "--edition ..."));
    } finally {
      store.ifPresent(Store::close);
    }
    return ExitCode.DONE;
  }

  private static Unit province(UnitRegister units, String typed) {
    return units.units(Level.PROVINCE).stream()
        .filter(
            unit ->
                unit.code().equals(typed)
                    || unit.name().equalsIgnoreCase(typed)
                    || unit.fullName().equalsIgnoreCase(typed))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedException.of(
                    "join.province_option",
                    typed,
                    units.edition(),
                    String.join(
                        ", ", units.units(Level.PROVINCE).stream().map(Unit::code).toList())));
  }

  private static Period period(String typed) {
    try {
      return Period.parse(typed);
    } catch (IllegalArgumentException e) {
      throw WrongUsage.of("cli.bad_period", typed);
    }
  }
}
