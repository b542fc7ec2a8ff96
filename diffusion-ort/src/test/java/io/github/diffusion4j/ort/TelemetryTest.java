package io.github.diffusion4j.ort;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX Runtime 1.29, which a host may bring, can end the process when its environment is made. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "command lines are short and telemetry is other")
class TelemetryTest {
  private static final String EVALUATED = "evaluated 2304";

  @ParameterizedTest
  @ValueSource(ints = {5_000, 100_000})
  void aLongClassPathIsNoCrash(int characters) throws Exception {
    assertEquals(EVALUATED, new ChildJvm().classPathOf(characters).run("open"));
    assertEquals(EVALUATED, new ChildJvm().withTelemetry().classPathOf(characters).run("open"));
  }

  /** As long as a command line may be, most of it other arguments than the class path. */
  @Test
  void aLongCommandLineIsNoCrash() throws Exception {
    assertEquals(EVALUATED, longCommandLine().run("open"));
  }

  private static ChildJvm longCommandLine() {
    ChildJvm child = new ChildJvm().withTelemetry();
    for (int i = 0; i < 7; i++) {
      child.option("-Dcontexts" + i + "=" + "folder,plus/é".repeat(9_000));
    }
    return child;
  }

  /** In /proc nobody can make files, root neither. */
  @ParameterizedTest
  @ValueSource(strings = {"/proc", "/nonexistent"})
  void aHomeThatCannotBeWrittenIsNoHindrance(String home) throws Exception {
    assertEquals(
        EVALUATED,
        new ChildJvm()
            .withTelemetry()
            .variable("HOME", home)
            .option("-Duser.home=" + home)
            .classPathOf(100_000)
            .run("open"));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the limit")
  void aStackThatCannotBeHadIsRefusedInASentence() throws Exception {
    String answer =
        longCommandLine()
            .after("ulimit -v 1500000")
            .option("-Xmx64m")
            .option("-XX:ReservedCodeCacheSize=32m")
            .option("-XX:CompressedClassSpaceSize=32m")
            .run("open");
    assertTrue(answer.contains("ONNX Runtime 1.29.0 needs a thread with a stack of"), answer);
    assertTrue(answer.contains("ORT_DISABLE_TELEMETRY=1"), answer);
  }

  /** Version, whether there are a machine id and a shell, and whether it may start. */
  @ParameterizedTest
  @CsvSource({
    "1.29.0, false, false, false",
    "1.29.0, true, false, true",
    "1.29.0, false, true, true",
    "1.28.0, false, false, true",
    "1.30.0, false, false, true",
    ", false, false, false",
    ", false, true, true",
  })
  void whereThereIsNeitherMachineIdNorShellItIsNotStarted(
      String version, boolean machineId, boolean shell, boolean starts, @TempDir Path root)
      throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.createDirectories(root.resolve("bin"));
    Files.writeString(
        Files.createDirectories(root.resolve("etc")).resolve("machine-id"), machineId ? "1" : "");
    if (shell) {
      assertTrue(Files.createFile(root.resolve("bin/sh")).toFile().setExecutable(true));
    }
    Optional<Version> known = Optional.ofNullable(version).map(Version::parse);
    assertDoesNotThrow(new Telemetry(known, true, root)::checkShell);
    Telemetry telemetry = new Telemetry(known, false, root);
    if (starts) {
      assertDoesNotThrow(telemetry::checkShell);
    } else {
      Refused.with(
          IllegalStateException.class,
          telemetry::checkShell,
          "neither /etc/machine-id nor /bin/sh",
          "ORT_DISABLE_TELEMETRY=1");
    }
  }

  @Test
  void theVersionOnTheClassPathIsKnown() {
    assertEquals(
        OrtRuntime.environment().getVersion(),
        Telemetry.ofThisProcess().version().orElseThrow().toString());
  }

  @Test
  void allGoThroughOnePlace() {
    JavaClasses ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.diffusion4j");
    noClasses()
        .that()
        .doNotBelongToAnyOf(Environment.class)
        .should()
        .callMethod(OrtEnvironment.class, "getEnvironment")
        .check(ours);
  }
}
