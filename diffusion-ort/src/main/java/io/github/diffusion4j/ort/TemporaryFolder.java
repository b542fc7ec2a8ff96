package io.github.diffusion4j.ort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder for temporary files of this process.
 *
 * @param path what {@code java.io.tmpdir} says
 */
record TemporaryFolder(Path path) {
  static final String PROPERTY = "java.io.tmpdir";
  private static final int CHUNK = 1 << 16;

  static TemporaryFolder ofThisProcess() {
    return new TemporaryFolder(Path.of(System.getProperty(PROPERTY)));
  }

  /** Free for this process, as far as the file system tells; 0 if it does not. */
  long usableBytes() {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Why a folder with that many bytes cannot be made in it, with the cure, or null if it can.
   *
   * @param otherCure of too little room
   */
  @Nullable String trouble(long bytes, String otherCure) {
    Path inside;
    try {
      inside = Files.createTempDirectory(path, "diffusion4j");
    } catch (IOException e) {
      return "the temporary folder %s, which %s: set -D%s=FOLDER to one that can be written"
          .formatted(path, state(e), PROPERTY);
    }
    Path file = inside.resolve("room");
    try {
      write(file, bytes);
      return null;
    } catch (IOException e) {
      return "%.0f MB in the temporary folder %s, which has no room for them (%s): free some, set -D%s=FOLDER to another%s"
          .formatted(bytes / 1e6, path, e.getMessage(), PROPERTY, otherCure);
    } finally {
      delete(file);
      delete(inside);
    }
  }

  private String state(IOException e) {
    if (!Files.exists(path)) {
      return "does not exist";
    }
    if (!Files.isDirectory(path)) {
      return "is no folder";
    }
    @Nullable String reason = e instanceof FileSystemException system ? system.getReason() : null;
    return "cannot be written" + (reason == null ? "" : " (" + reason + ")");
  }

  private static void write(Path file, long bytes) throws IOException {
    byte[] zeros = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = bytes; left > 0; left -= CHUNK) {
        out.write(zeros, 0, (int) Math.min(left, CHUNK));
      }
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit();
    }
  }
}
