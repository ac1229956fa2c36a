package io.brink.simulation.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Simulation uses the core and EJML, and its packages do not depend on each other in circles. */
class ArchitectureTest {

  private static final JavaClasses SIMULATION =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.brink.simulation");

  @Test
  void simulationNeedsTheCoreAndLinearAlgebraAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.brink..", "java..", "org.ejml..")
        .check(SIMULATION);
  }

  @Test
  void noPackagesDependOnEachOther() {
    slices().matching("io.brink.(simulation..)").should().beFreeOfCycles().check(SIMULATION);
  }

  @Test
  void nothingPrints() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(SIMULATION);
  }

  @Test
  void vectorsStayBehindTheSeam() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(SIMULATION);
  }
}
