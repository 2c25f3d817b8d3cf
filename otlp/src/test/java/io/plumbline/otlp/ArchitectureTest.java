package io.plumbline.otlp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which packages may know which. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.plumbline.otlp");

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.plumbline.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void wire_knowsNothingOfOtlp() {
    noClasses()
        .that()
        .resideInAPackage("io.plumbline.otlp.wire")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.plumbline.otlp", "io.plumbline.otlp.schema", "io.plumbline.otlp.json")
        .check(CLASSES);
  }

  @Test
  void dataPath_knowsNoProtobufClasses() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.protobuf..", "io.opentelemetry..")
        .check(CLASSES);
  }
}
