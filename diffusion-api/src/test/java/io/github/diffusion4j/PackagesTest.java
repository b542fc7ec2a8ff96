package io.github.diffusion4j;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages form one chain; images stand beside it. */
class PackagesTest {
  private static final String ROOT = "io.github.diffusion4j";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void formOneStraightChain() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("root")
        .definedBy(ROOT)
        .layer("scheduler")
        .definedBy(ROOT + ".scheduler")
        .layer("score")
        .definedBy(ROOT + ".score")
        .layer("sampler")
        .definedBy(ROOT + ".sampler")
        .layer("model")
        .definedBy(ROOT + ".model")
        .layer("schedule")
        .definedBy(ROOT + ".schedule")
        .layer("tensor")
        .definedBy(ROOT + ".tensor")
        .layer("image")
        .definedBy(ROOT + ".image")
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("image")
        .mayOnlyBeAccessedByLayers("root")
        .layer("plan")
        .definedBy(ROOT + ".plan")
        .whereLayer("scheduler")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("score")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("sampler")
        .mayOnlyBeAccessedByLayers("root", "scheduler", "score")
        .whereLayer("plan")
        .mayOnlyBeAccessedByLayers("root", "scheduler", "score", "sampler")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("root", "scheduler", "score", "sampler", "plan")
        .whereLayer("schedule")
        .mayOnlyBeAccessedByLayers("root", "scheduler", "score", "sampler", "plan", "model")
        .check(CLASSES);
  }

  @Test
  void haveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
