package io.github.diffusion4j.samples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether something can be written somewhere. Permissions tell too little (of read-only disks and
 * names that are too long, for one), so it is tried: what is made for that is deleted again.
 */
final class Place {
  private Place() {}

  /** Refuses a file that cannot be written; the folders above it need not exist. */
  static void checkFile(Path file) {
    if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isWritable(file))) {
      throw new IllegalArgumentException(file + ": it exists and cannot be replaced, name another");
    }
    Path absolute = file.toAbsolutePath();
    tryOut(file, absolute.getParent(), "." + absolute.getFileName() + "." + UUID.randomUUID());
  }

  /** Refuses a folder in which nothing can be written; it need not exist. */
  static void checkFolder(Path folder) {
    checkName(folder);
    tryOut(folder, folder.toAbsolutePath(), "." + UUID.randomUUID());
  }

  /** An empty name is the current folder, which nobody means. */
  static void checkName(Path folder) {
    if (folder.toString().isBlank()) {
      throw new IllegalArgumentException("'" + folder + "' names no folder: give one, such as run");
    }
  }

  private static void tryOut(Path asked, @Nullable Path folder, String name) {
    Deque<Path> made = new ArrayDeque<>();
    try {
      for (Path missing : missing(folder)) {
        Files.createDirectory(missing);
        made.push(missing);
      }
      if (folder != null) {
        made.push(Files.createFile(folder.resolve(name)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + asked + ": " + reason(e), e);
    } finally {
      made.forEach(Place::delete);
    }
  }

  /** The folders that are not there, the highest first. */
  private static Deque<Path> missing(@Nullable Path folder) {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path at = folder; at != null && Files.notExists(at); at = at.getParent()) {
      missing.push(at);
    }
    return missing;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be deleted: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "access to " + denied.getFile() + " is denied";
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " exists and is no folder";
    }
    if (e instanceof NoSuchFileException) {
      return "nothing can be made there";
    }
    return e instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : e.toString();
  }
}
