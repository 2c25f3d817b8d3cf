package io.plumbline.elk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses classes = read();

  /** What our classes use is known by name; reading all of it too takes much longer. */
  private static JavaClasses read() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.plumbline.elk");
  }

  @Test
  void nodeAndTemplates_doNotKnowEachOther() {
    slices().matching("io.plumbline.elk.(*)..").should().notDependOnEachOther().check(classes);
  }

  @Test
  void node_knowsNoClient() {
    noClasses()
        .that()
        .resideInAPackage("io.plumbline.elk.node")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("co.elastic..", "org.elasticsearch..")
        .check(classes);
  }

  @Test
  void elk_knowsNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.plumbline.otlp..",
            "io.plumbline.engine..",
            "io.plumbline.agent..",
            "io.plumbline.gateway..",
            "io.plumbline.detector..",
            "io.plumbline.samples..")
        .check(classes);
  }
}
