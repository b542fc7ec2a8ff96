package io.github.diffusion4j.samples.course;

/**
 * A lesson of the course: it draws its pictures, prints what it measures, and tells it to whoever
 * checks its claims.
 *
 * @param <F> what was found: the numbers that the lesson's text speaks of
 */
interface Lesson<F> {
  /**
   * Runs the lesson.
   *
   * @param workbook where its pictures and its words go, and how much it may take
   * @return what was found
   */
  F run(Workbook workbook);
}
