package io.github.diffusion4j.samples.course;

/** Lesson 1: what noise does to a picture. */
final class Intuition implements Lesson<Intuition.Findings> {
  /** What was found. */
  record Findings() {}

  @Override
  public Findings run(Workbook workbook) {
    workbook.print("%s", "nothing yet");
    return new Findings();
  }
}
