package io.github.diffusion4j.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are there whole or not at all: written beside their place, then moved into it. */
public final class AtomicFile {

  /** What goes into a file. */
  public interface Content {
    /**
     * Writes it.
     *
     * @param out buffered; closed by the caller
     * @throws IOException if it cannot be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes, making missing folders; an existing file stays unchanged if anything fails.
   *
   * @param path where; replaced if there, unless it is not a regular file
   * @param content of the file
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path path, Content content) {
    try {
      Path target = path.toAbsolutePath();
      // A move would replace a device such as /dev/null, too.
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        throw new IOException("it exists and is not a regular file; name another");
      }
      Path folder = target.getParent();
      if (folder == null || target.getFileName() == null) {
        throw new IOException("it names no file");
      }
      Files.createDirectories(folder);
      Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID());
      try {
        // Not Files.createTempFile, whose files are closed to all but their owner.
        try (OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW))) {
          content.writeTo(out);
        }
        move(temporary, target);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path + ": " + e, e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
