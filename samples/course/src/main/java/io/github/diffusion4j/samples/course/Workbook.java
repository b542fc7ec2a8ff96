package io.github.diffusion4j.samples.course;

import com.google.errorprone.annotations.FormatMethod;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What a lesson writes into.
 *
 * @param folder of its pictures
 * @param text for its words
 * @param extent how much of the work is done
 */
record Workbook(Path folder, PrintStream text, Extent extent) {
  /** How much of its work a lesson does. */
  enum Extent {
    /** As the text shows it. */
    WHOLE,
    /** Enough to check the claims, in seconds. */
    SHORT
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  @FormatMethod
  void print(String format, Object... arguments) {
    text.printf(format + "%n", arguments);
  }

  /** A number that depends on the extent, such as how many pictures are drawn. */
  int either(int whole, int brief) {
    return extent == Extent.WHOLE ? whole : brief;
  }
}
