package io.brink.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The architecture that CONTRIBUTING.md describes, checked on the compiled classes. */
class ArchitectureTest {

  /** Data flows along this list: a package uses those before it, never one behind it. */
  private static final List<String> FLOW =
      List.of(
          "activation",
          "expectation",
          "kernel",
          "network",
          "propagation",
          "bounds",
          "linearregion",
          "shaping",
          "phase",
          "asymptotics",
          "regime",
          "trajectory",
          "verdict",
          "spectrum");

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.brink");

  @Test
  void allClassesAreSeen() {
    assertThat(CORE).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "activation",
        "expectation",
        "kernel",
        "network",
        "propagation",
        "bounds",
        "linearregion",
        "shaping",
        "phase",
        "asymptotics",
        "regime",
        "trajectory"
      })
  void nothingPointsBack(String concept) {
    String[] behind =
        FLOW.stream()
            .skip(FLOW.indexOf(concept) + 1L)
            .map(later -> "io.brink." + later + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("io.brink." + concept + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(behind)
        .check(CORE);
  }

  @Test
  void noPackagesDependOnEachOther() {
    slices().matching("io.brink.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void internalsKnowNoConcept() {
    noClasses()
        .that()
        .resideInAPackage("io.brink.internal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            FLOW.stream().map(name -> "io.brink." + name + "..").toArray(String[]::new))
        .check(CORE);
  }

  @Test
  void incubatorModulesStayBehindTheSimdSeam() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.brink.internal.simd..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(CORE);
  }

  /** The scalar twin runs where the vector module is absent, so that it can use no class of it. */
  @Test
  void theScalarTwinNeedsNothingOfTheVectorModule() {
    noClasses()
        .that()
        .haveSimpleNameStartingWith("Scalar")
        .and()
        .resideInAPackage("io.brink.internal.simd..")
        .should()
        .dependOnClassesThat()
        .haveSimpleNameStartingWith("Simd")
        .check(CORE);
  }

  @Test
  void coreNeedsTheJdkAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.brink..", "java..", "jdk.incubator.vector..")
        .check(CORE);
  }

  @Test
  void nothingPrints() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CORE);
  }

  @Test
  void classesAreNamedAfterWhatTheyAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helpers?|Impl|Manager|Misc)(\\$.*)?")
        .orShould()
        .resideInAnyPackage("..util..", "..utils..", "..helper..", "..common..", "..misc..")
        .check(CORE);
  }
}
