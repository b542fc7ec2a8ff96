package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive as somebody who has nothing but Java takes it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs the launcher of Linux and macOS")
class DistributionIT {
  private static final Map<String, String> JAVA =
      Map.of("JAVA_HOME", Launch.JAVA_HOME.toString(), "PATH", "");

  private static Path home;

  private final Path folder;

  DistributionIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void unpack(@TempDir Path place) throws Exception {
    home = Unpacked.into(Files.createDirectory(place.resolve("my programs")));
  }

  private static String launcher() {
    return home.resolve("bin/diffusion").toString();
  }

  @Test
  void drawsIcons() throws Exception {
    Launch.of(
            folder,
            JAVA,
            launcher(),
            "generate",
            "--context",
            "folder,plus",
            "--count",
            "4",
            "--steps",
            "2",
            "--png",
            "my icons.png")
        .printed();
    assertTrue(ImageIO.read(folder.resolve("my icons.png").toFile()).getWidth() > 0);
  }

  @Test
  void knowsItsVersion() throws Exception {
    String version = "diffusion " + System.getProperty("version");
    assertEquals(List.of(version), Launch.of(folder, JAVA, launcher(), "--version").printed());
  }

  @Test
  void passesTheExitCodeOn() throws Exception {
    assertEquals(2, Launch.of(folder, JAVA, launcher(), "generate", "--count", "none").code());
  }

  @Test
  void startsThroughLinks() throws Exception {
    Path direct = Files.createSymbolicLink(folder.resolve("direct"), Path.of(launcher()));
    Path link = Files.createSymbolicLink(folder.resolve("link"), direct.getFileName());
    // Only to read links is another program needed.
    Map<String, String> system =
        Map.of("JAVA_HOME", Launch.JAVA_HOME.toString(), "PATH", "/usr/bin:/bin");
    assertFalse(Launch.of(folder, system, link.toString(), "samplers").printed().isEmpty());
  }

  @Test
  void findsJavaOnThePath() throws Exception {
    Map<String, String> path = Map.of("PATH", Launch.JAVA_HOME.resolve("bin").toString());
    assertFalse(Launch.of(folder, path, launcher(), "samplers").printed().isEmpty());
  }

  @Test
  void withoutJavaSaysOneSentence() throws Exception {
    assertEquals(
        "diffusion: no Java found: set JAVA_HOME to the folder of Java 17 or later, or put its bin"
            + " folder into PATH",
        Launch.of(folder, Map.of("PATH", folder.toString()), launcher()).sentence());
  }

  @Test
  void withAWrongJavaHomeSaysOneSentence() throws Exception {
    Map<String, String> wrong = Map.of("JAVA_HOME", folder.toString(), "PATH", "");
    assertEquals(
        "diffusion: JAVA_HOME is %s, where there is no bin/java: set it to the folder of Java 17 or later, or unset it"
            .formatted(folder),
        Launch.of(folder, wrong, launcher()).sentence());
  }

  /** A Java 16 as far as it matters: it does not know the option. */
  @Test
  void withAnOlderJavaSaysOneSentence() throws Exception {
    Path java = folder.resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        echo "Unrecognized option: $1" >&2
        echo "Error: Could not create the Java Virtual Machine." >&2
        exit 1
        """);
    assertTrue(java.toFile().setExecutable(true));
    assertEquals(
        "diffusion: %s is older than Java 17 or does not start: set JAVA_HOME to the folder of Java 17 or later"
            .formatted(java),
        Launch.of(folder, Map.of("PATH", folder.toString()), launcher()).sentence());
  }

  @Test
  void withoutItsLibrariesTheJarSaysOneSentence() throws Exception {
    Path alone = Files.copy(home.resolve("diffusion.jar"), folder.resolve("alone.jar"));
    String sentence = run(alone).sentence();
    assertTrue(
        sentence.startsWith("diffusion: lib/") && sentence.contains(" is not beside " + alone),
        sentence);
  }

  @Test
  void withoutOneOfItsLibrariesTheJarNamesIt() throws Exception {
    Path jar = Files.copy(home.resolve("diffusion.jar"), folder.resolve("diffusion.jar"));
    Path lib = Files.createDirectory(folder.resolve("lib"));
    String missing = "";
    try (var libraries = Files.newDirectoryStream(home.resolve("lib"))) {
      for (Path library : libraries) {
        missing = library.getFileName().toString();
        Files.createFile(lib.resolve(missing));
      }
    }
    Files.delete(lib.resolve(missing));
    assertEquals(
        "diffusion: lib/%s is not beside %s (missing libraries: 1): copy the jar with its folder lib, or unpack the whole distribution"
            .formatted(missing, jar),
        run(jar).sentence());
  }

  private Launch run(Path jar) throws Exception {
    String java = Launch.JAVA_HOME.resolve("bin/java").toString();
    return Launch.of(folder, Map.of(), java, "-jar", jar.toString(), "--help");
  }

  /** Python, and many a server's unpacker, takes the one; a Mac's and a Linux's the other. */
  @Test
  void theZipHoldsTheSameFiles() throws Exception {
    List<String> unpacked;
    try (var files = Files.walk(home)) {
      unpacked =
          files
              .filter(Files::isRegularFile)
              .map(f -> home.getFileName() + "/" + home.relativize(f))
              .sorted()
              .toList();
    }
    try (ZipFile zip = new ZipFile(System.getProperty("distribution") + ".zip")) {
      assertEquals(
          unpacked,
          zip.stream().filter(e -> !e.isDirectory()).map(e -> e.getName()).sorted().toList());
    }
  }

  @Test
  void theLauncherOfWindowsHasItsLineEndings() throws Exception {
    String text = Files.readString(home.resolve("bin/diffusion.bat"));
    assertEquals(text.replace("\r\n", "\n").replace("\n", "\r\n"), text);
  }

  @Test
  void tellsTheLicencesOfItsLibraries() throws Exception {
    List<String> lines = Files.readAllLines(home.resolve("THIRD-PARTY.txt"));
    for (String library :
        List.of("guava", "onnxruntime", "picocli", "fugue-icons", "protobuf-java")) {
      assertTrue(lines.stream().anyMatch(line -> line.contains(":" + library + ":")), library);
    }
    assertTrue(Files.isRegularFile(home.resolve("LICENSE")));
    assertTrue(Files.isRegularFile(home.resolve("NOTICE")));
  }
}
