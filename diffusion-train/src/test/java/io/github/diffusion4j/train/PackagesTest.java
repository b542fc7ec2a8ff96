package io.github.diffusion4j.train;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.training.GradientCollector;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which packages know each other, and which libraries. */
class PackagesTest {
  private static final String ROOT = "io.github.diffusion4j.train";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void haveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /**
   * Each package with those that may use it, from what a user begins with down to what uses none.
   */
  @Test
  void formOneChainWithBranches() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("train")
        .definedBy(ROOT)
        .layer("autoencoder")
        .definedBy(ROOT + ".autoencoder")
        .layer("finetune")
        .definedBy(ROOT + ".finetune")
        .layer("latent")
        .definedBy(ROOT + ".latent")
        .layer("compile")
        .definedBy(ROOT + ".compile")
        .layer("run")
        .definedBy(ROOT + ".run")
        .layer("distill")
        .definedBy(ROOT + ".distill")
        .layer("evaluate")
        .definedBy(ROOT + ".evaluate")
        .layer("features")
        .definedBy(ROOT + ".features")
        .layer("learn")
        .definedBy(ROOT + ".learn")
        .layer("engine")
        .definedBy(ROOT + ".engine")
        .layer("onnx")
        .definedBy(ROOT + ".onnx")
        .layer("recipe")
        .definedBy(ROOT + ".recipe")
        .layer("network")
        .definedBy(ROOT + ".network")
        .layer("data")
        .definedBy(ROOT + ".data")
        .layer("listener")
        .definedBy(ROOT + ".listener")
        .layer("chart")
        .definedBy(ROOT + ".chart")
        .layer("io")
        .definedBy(ROOT + ".io")
        .ensureAllClassesAreContainedInArchitecture()
        .whereLayer("train")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("autoencoder")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("finetune")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("latent")
        .mayOnlyBeAccessedByLayers("finetune")
        .whereLayer("compile")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("run")
        .mayOnlyBeAccessedByLayers("train", "autoencoder", "finetune", "latent")
        .whereLayer("distill")
        .mayOnlyBeAccessedByLayers("train")
        .whereLayer("evaluate")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("features")
        .mayOnlyBeAccessedByLayers("evaluate")
        .whereLayer("learn")
        .mayOnlyBeAccessedByLayers(
            "train", "autoencoder", "finetune", "latent", "run", "distill", "features")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers(
            "train", "autoencoder", "finetune", "latent", "run", "distill", "features", "learn")
        .whereLayer("onnx")
        .mayOnlyBeAccessedByLayers("train", "autoencoder", "finetune", "latent", "run", "features")
        .whereLayer("recipe")
        .mayOnlyBeAccessedByLayers(
            "train", "autoencoder", "finetune", "latent", "run", "distill", "features", "learn")
        .whereLayer("network")
        .mayOnlyBeAccessedByLayers(
            "train",
            "autoencoder",
            "finetune",
            "latent",
            "run",
            "features",
            "learn",
            "engine",
            "onnx")
        .whereLayer("data")
        .mayOnlyBeAccessedByLayers(
            "train",
            "autoencoder",
            "finetune",
            "latent",
            "run",
            "distill",
            "evaluate",
            "features",
            "learn",
            "recipe")
        .whereLayer("listener")
        .mayOnlyBeAccessedByLayers("train", "autoencoder", "finetune", "latent", "run")
        .whereLayer("chart")
        .mayOnlyBeAccessedByLayers("run", "evaluate")
        .whereLayer("io")
        .mayOnlyBeAccessedByLayers(
            "train", "autoencoder", "finetune", "latent", "run", "distill", "features", "recipe")
        .check(CLASSES);
  }

  /** One reader for all images is the API's, which knows what ImageIO leaves to its callers. */
  @Test
  void leaveImageIoToTheImageReader() {
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

  /** Numbers that were not found right must not get into a training, nor into a test of one. */
  @Test
  void reachTheEngineThroughItsOneDoor() {
    JavaClasses withTests = new ClassFileImporter().importPackages(ROOT);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".engine")
        .should()
        .dependOnClassesThat(
            resideInAPackage("ai.djl..")
                .and(not(resideInAPackage("ai.djl.ndarray..")))
                .and(not(equivalentTo(GradientCollector.class))))
        .orShould()
        .callMethodWhere(target(nameStartingWith("newBaseManager")))
        .check(withTests);
  }

  /** Nobody else starts an engine either: no other module so much as names DJL. */
  @ParameterizedTest
  @ValueSource(strings = {"diffusion-api", "diffusion-ort", "models", "samples"})
  void areAloneInKnowingTheEngine(String module) throws IOException {
    Path sources = Path.of("..", module);
    assumeTrue(Files.isDirectory(sources), "built in its repository");
    try (Stream<Path> files = Files.walk(sources)) {
      assertEquals(
          List.of(),
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(PackagesTest::namesTheEngine)
              .toList());
    }
  }

  private static boolean namesTheEngine(Path file) {
    try {
      return Files.readString(file).contains("ai.djl.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
