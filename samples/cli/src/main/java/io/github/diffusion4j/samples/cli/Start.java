package io.github.diffusion4j.samples.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What the jar runs: {@link Main}, once the libraries are known to be there. Uses the JDK alone,
 * since without them nothing else can say so.
 */
public final class Start {
  private Start() {}

  /**
   * Runs a command and ends the JVM.
   *
   * @param args see {@code --help}
   * @throws IOException if the jar that this class is in cannot be read
   * @throws URISyntaxException if its place cannot be told
   */
  public static void main(String... args) throws IOException, URISyntaxException {
    Path jar = Path.of(Start.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> missing = Files.isRegularFile(jar) ? missing(jar) : List.of();
    if (missing.isEmpty()) {
      Main.main(args);
    } else {
      System.err.printf(
          "%s: %s is not beside %s (missing libraries: %d): copy the jar with its folder lib, or"
              + " unpack the whole distribution%n",
          Main.NAME, missing.get(0), jar, missing.size());
      System.exit(1);
    }
  }

  /** The entries of a jar's class path that lead nowhere. */
  static List<String> missing(Path jar) throws IOException {
    List<String> missing = new ArrayList<>();
    for (String entry : classPath(jar)) {
      URI library = jar.toUri().resolve(entry);
      if (!Files.isRegularFile(Path.of(library))) {
        missing.add(entry);
      }
    }
    return missing;
  }

  private static String[] classPath(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String entries =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return entries == null ? new String[0] : entries.trim().split(" +");
    }
  }
}
