package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The native libraries of ONNX Runtime, which it unpacks from its jar into the temporary folder and
 * loads from there. Once that has failed it cannot be loaded until the process ends, so what can be
 * seen before is refused before.
 */
final class NativeLibraries {
  static final List<String> CORE = List.of("onnxruntime", "onnxruntime4j_jni");
  static final List<String> CUDA = List.of("onnxruntime_providers_cuda");

  private static final String UNPACKED = "onnxruntime.native.path";
  private static final String CURE =
      ", or unpack ai/onnxruntime/native/%s from the jar of ONNX Runtime and set -D%s=FOLDER"
          .formatted(platform(), UNPACKED);
  private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

  private NativeLibraries() {}

  /**
   * Checks that libraries can be unpacked, unless they are loaded already.
   *
   * @param libraries without prefix and suffix
   * @throws IllegalStateException if they cannot; the message names the folder and the cure
   */
  static void checkTemporaryFolder(List<String> libraries) {
    TemporaryFolder folder = TemporaryFolder.ofThisProcess();
    long bytes = bytes(libraries);
    @Nullable String trouble = folder.trouble(folder.usableBytes() < bytes ? bytes : 0, CURE);
    if (trouble != null && !areLoaded(libraries)) {
      throw new IllegalStateException("ONNX Runtime needs " + trouble);
    }
  }

  /** What is said of the core libraries if they could not be loaded. */
  static String failure(LinkageError e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    @Nullable String unpacked = System.getProperty(UNPACKED);
    if (unpacked != null) {
      return "the libraries of ONNX Runtime cannot be loaded from %s = %s: %s; it must be a folder with all files of ai/onnxruntime/native/%s in its jar, of the same version"
          .formatted(UNPACKED, unpacked, root.getMessage(), platform());
    }
    TemporaryFolder folder = TemporaryFolder.ofThisProcess();
    @Nullable String trouble = folder.trouble(bytes(CORE), CURE);
    if (trouble != null) {
      return "ONNX Runtime needs " + trouble;
    }
    return "the libraries of ONNX Runtime cannot be loaded from the temporary folder %s: %s; if memory is limited (ulimit -v), raise the limit; if the folder is mounted noexec, set -D%s=FOLDER to one that allows execution%s"
        .formatted(folder.path(), root.getMessage(), TemporaryFolder.PROPERTY, CURE);
  }

  /** What unpacking takes; nothing if the libraries are unpacked already. */
  private static long bytes(List<String> libraries) {
    return System.getProperty(UNPACKED) != null
        ? 0
        : libraries.stream().mapToLong(NativeLibraries::bytes).sum();
  }

  private static long bytes(String library) {
    @Nullable URL resource =
        OrtEnvironment.class.getResource(
            "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(library));
    if (resource == null) {
      return 0;
    }
    try {
      URLConnection connection = resource.openConnection();
      connection.setUseCaches(false);
      long bytes = connection.getContentLengthLong();
      connection.getInputStream().close(); // and with it the jar
      return bytes;
    } catch (IOException e) {
      return 0;
    }
  }

  /** As ONNX Runtime names it. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = system.contains("mac") ? "osx" : system.startsWith("windows") ? "win" : "linux";
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return name + (machine.matches("aarch64|arm64") ? "-aarch64" : "-x64");
  }

  /** A host may have loaded them; known on Linux only. */
  private static boolean areLoaded(List<String> libraries) {
    try (Stream<String> files = Files.lines(MAPPED_FILES)) {
      String all = String.join("\n", files.toList());
      return libraries.stream().map(System::mapLibraryName).allMatch(all::contains);
    } catch (IOException e) {
      return false;
    }
  }
}
