package org.xaatlas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** The direction of dependencies, as {@code docs/architecture.md} draws it. */
@AnalyzeClasses(packages = "org.xaatlas", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] DOMAIN = {
    "org.xaatlas.message..",
    "org.xaatlas.unit..",
    "org.xaatlas.indicator..",
    "org.xaatlas.series..",
    "org.xaatlas.designation..",
    "org.xaatlas.join..",
    "org.xaatlas.spatial..",
    "org.xaatlas.hotspot..",
    "org.xaatlas.priority..",
    "org.xaatlas.crosswalk..",
  };

  @ArchTest
  static final ArchRule the_domain_knows_the_jdk_and_jts_only =
      classes()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(concat(DOMAIN, "java..", "org.locationtech.jts.."));

  @ArchTest
  static final ArchRule the_domain_does_not_speak_sql =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.sql..");

  @ArchTest
  static final ArchRule units_and_indicators_do_not_know_each_other =
      noClasses()
          .that()
          .resideInAPackage("org.xaatlas.unit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.xaatlas.indicator..", "org.xaatlas.series..");

  @ArchTest
  static final ArchRule sql_is_spoken_by_stores_and_by_readers_and_writers_of_geopackages =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.xaatlas.store..",
              "org.xaatlas.ingest.boundary..",
              "org.xaatlas.export.geopackage..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.sql..");

  @ArchTest
  static final ArchRule an_answer_never_touches_the_store_or_a_source_file =
      noClasses()
          .that()
          .resideInAnyPackage("org.xaatlas.http..", "org.xaatlas.export..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.xaatlas.store..", "org.xaatlas.ingest..");

  @ArchTest
  static final ArchRule stores_know_neither_files_nor_edges =
      noClasses()
          .that()
          .resideInAPackage("org.xaatlas.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.xaatlas.ingest..",
              "org.xaatlas.http..",
              "org.xaatlas.cli..",
              "org.xaatlas.export..");

  @ArchTest
  static final ArchRule only_the_edges_know_javalin =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.xaatlas.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..");

  @ArchTest
  static final ArchRule nobody_depends_on_the_command_line =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.xaatlas.cli..", "org.xaatlas")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.xaatlas.cli..");

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching("org.xaatlas.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule static_fields_are_final = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule only_the_command_line_prints =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.xaatlas.cli..")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

  private static String[] concat(String[] packages, String... more) {
    String[] all = java.util.Arrays.copyOf(packages, packages.length + more.length);
    System.arraycopy(more, 0, all, packages.length, more.length);
    return all;
  }
}
