package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A temporary folder that is missing, not writable, full, or mounted noexec. */
class TemporaryFolderTest {
  private static final String EVALUATED = "evaluated 2304";
  private static final String OTHER = "-Djava.io.tmpdir=FOLDER";
  private static final String UNPACKED = "-Donnxruntime.native.path=FOLDER";

  private static String use(ChildJvm child, Path folder) throws Exception {
    List<String> answers =
        child.option("-Djava.io.tmpdir=" + folder).run("open twice").lines().toList();
    assertEquals(2, answers.size(), answers::toString);
    assertEquals(answers.get(0), answers.get(1));
    return answers.get(0);
  }

  private static void assertNames(String answer, String... words) {
    for (String word : words) {
      assertTrue(answer.contains(word), () -> word + " is not in: " + answer);
    }
  }

  @Test
  void thatIsMissingIsNamed(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing");
    assertNames(use(new ChildJvm(), missing), missing + ", which does not exist", OTHER);
  }

  @Test
  void thatIsAFileIsNamed(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertNames(use(new ChildJvm(), file), file + ", which is no folder", OTHER);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "a folder that root cannot write")
  void thatCannotBeWrittenIsNamed() throws Exception {
    assertNames(use(new ChildJvm(), Path.of("/proc")), "/proc, which cannot be written", OTHER);
  }

  /** The file system says that there is room, as with a quota; no file may be larger than 1 MB. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the limit")
  void thatHasLessRoomThanItSaysIsNamed(@TempDir Path folder) throws Exception {
    ChildJvm child = new ChildJvm().after("ulimit -f 1000");
    assertNames(use(child, folder), " MB in the temporary folder " + folder, OTHER, UNPACKED);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "mounting")
  void thatIsFullIsNamedUntilThereIsRoom(@TempDir Path folder) throws Exception {
    assumeMounting(folder);
    ChildJvm child = new ChildJvm().afterMounting("mount -t tmpfs -o size=9m tmpfs " + folder);
    assertNames(use(child, folder), " MB in the temporary folder " + folder, OTHER, UNPACKED);
    ChildJvm patient = new ChildJvm().afterMounting("mount -t tmpfs -o size=99m tmpfs " + folder);
    assertEquals(EVALUATED, use(patient, folder));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "mounting")
  void thatIsMountedNoexecIsNamed(@TempDir Path folder) throws Exception {
    assumeMounting(folder);
    ChildJvm child = new ChildJvm().afterMounting("mount -t tmpfs -o noexec tmpfs " + folder);
    assertNames(use(child, folder), "temporary folder " + folder, "noexec", OTHER, UNPACKED);
  }

  private static void assumeMounting(Path folder) throws IOException, InterruptedException {
    Process trial =
        new ProcessBuilder(
                "unshare",
                "--map-root-user",
                "--mount",
                "mount",
                "-t",
                "tmpfs",
                "tmpfs",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    trial.getInputStream().readAllBytes();
    assumeTrue(trial.waitFor() == 0, "no mounts of one's own here");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the names")
  void unpackedLibrariesNeedNoRoom(@TempDir Path folder, @TempDir Path temporary) throws Exception {
    String unpacked = "-Donnxruntime.native.path=" + folder;
    ChildJvm empty = new ChildJvm().option(unpacked);
    assertNames(use(empty, temporary), "onnxruntime.native.path = " + folder, "linux-x64");
    for (String library : NativeLibraries.CORE) {
      String name = System.mapLibraryName(library);
      try (InputStream in =
          OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/linux-x64/" + name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
    ChildJvm child = new ChildJvm().after("ulimit -f 1000").option(unpacked);
    assertEquals(EVALUATED, use(child, temporary));
  }

  @Test
  void nothingIsLeftInIt(@TempDir Path folder) throws IOException {
    assertNull(new TemporaryFolder(folder).trouble(100_000, ""));
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }
}
