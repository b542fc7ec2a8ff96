package io.github.diffusion4j.samples.course;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a lesson writes into.
 *
 * @param folder of its images
 * @param text for its words
 * @param extent how much of the work is done
 */
public record Workbook(Path folder, PrintStream text, Extent extent) {
  /** How much of its work a lesson does. */
  public enum Extent {
    /** As the text shows it. */
    WHOLE,
    /** Enough to check the claims, in seconds. */
    SHORT
  }

  /**
   * A file of the folder.
   *
   * @param name of the file
   * @return where it is
   */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** A folder with nothing in it: what an earlier run of the lesson left there is deleted. */
  Path emptyFolder(String name) {
    Path empty = file(name);
    try {
      if (Files.exists(empty)) {
        MoreFiles.deleteRecursively(empty, RecursiveDeleteOption.ALLOW_INSECURE);
      }
      return Files.createDirectories(empty);
    } catch (IOException e) {
      throw new UncheckedIOException("emptying " + empty, e);
    }
  }

  /**
   * Prints a line.
   *
   * @param format of its text
   * @param arguments for the format
   */
  @FormatMethod
  public void print(String format, Object... arguments) {
    text.printf(Locale.ROOT, format + "%n", arguments);
  }

  /**
   * Prints a table.
   *
   * @param table with an empty line before and after it
   */
  public void print(Table table) {
    print("%n%s%n", table);
  }

  /** A number that depends on the extent, such as how many images are drawn. */
  int either(int whole, int brief) {
    return extent == Extent.WHOLE ? whole : brief;
  }
}
