package io.github.diffusion4j.train;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Data and networks know nothing of the trainer, nor of each other, nor any of ONNX Runtime. */
class PackagesTest {
  private static final String ROOT = "io.github.diffusion4j.train";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void haveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".data", ROOT + ".network")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(CLASSES);
  }

  /** One reader for all pictures is the API's, which knows what ImageIO leaves to its callers. */
  @Test
  void leaveImageIoToThePictureReader() {
    noClasses().should().dependOnClassesThat().resideInAPackage("javax.imageio..").check(CLASSES);
  }

  @Test
  void doWithoutOnnxRuntime() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.github.diffusion4j.ort..", "ai.onnxruntime..")
        .check(CLASSES);
  }
}
