package io.github.diffusion4j.samples.course;

import java.io.PrintStream;
import java.nio.file.Path;

/** A lesson in seconds, without its words. */
final class ShortForm {
  private ShortForm() {}

  static Workbook in(Path folder) {
    return new Workbook(
        folder, new PrintStream(PrintStream.nullOutputStream()), Workbook.Extent.SHORT);
  }
}
