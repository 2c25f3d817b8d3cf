package io.plumbline.detector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.plumbline.detector");

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.plumbline.detector.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void model_isArithmeticOnly() {
    noClasses()
        .that()
        .resideInAPackage("..detector.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..detector.features..",
            "..detector.store..",
            "io.plumbline.elk..",
            "java.time..",
            "tools.jackson..")
        .check(CLASSES);
  }

  @Test
  void smile_isBehindModelAndThemes() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..detector.model..", "..detector.logs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("smile..")
        .check(CLASSES);
  }

  @Test
  void incidents_knowNoStore() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..detector.incident..",
            "..detector.explain..",
            "..detector.training..",
            "..detector.logs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..detector.store..", "io.plumbline.elk..", "..detector.cli..")
        .check(CLASSES);
  }
}
