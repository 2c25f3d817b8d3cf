package io.plumbline.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which packages may know which. */
@NullMarked
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.plumbline.engine");

  private static final DescribedPredicate<JavaClass> COMPONENTS =
      resideInAnyPackage(
          "io.plumbline.engine.receiver..",
          "io.plumbline.engine.processor..",
          "io.plumbline.engine.exporter..",
          "io.plumbline.engine.connector..",
          "io.plumbline.engine.extension..");

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.plumbline.engine.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noComponent_usesAnother() {
    slices()
        .matching("io.plumbline.engine.(receiver|processor|exporter|connector|extension).(*)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
  }

  @Test
  void onlyMains_knowComponents() {
    noClasses().that(not(COMPONENTS)).should().dependOnClassesThat(COMPONENTS).check(CLASSES);
  }

  @Test
  void componentsAndConfig_knowNobody() {
    noClasses()
        .that()
        .resideInAnyPackage("io.plumbline.engine.component", "io.plumbline.engine.config")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.plumbline.engine..")
                .and(
                    not(
                        resideInAnyPackage(
                            "io.plumbline.engine.component", "io.plumbline.engine.config"))))
        .check(CLASSES);
  }

  @Test
  void components_knowNoPipelines() {
    noClasses()
        .that(COMPONENTS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.plumbline.engine.pipeline..",
            "io.plumbline.engine.service..",
            "io.plumbline.engine.cli..")
        .check(CLASSES);
  }

  @Test
  void commandLine_isKnownToNobody() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.plumbline.engine.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.plumbline.engine.cli..", "picocli..")
        .check(CLASSES);
  }
}
