package io.github.diffusion4j.samples.course;

/**
 * A lesson of the course: it draws its images, prints what it measures, and returns it to the tests
 * that check its claims.
 *
 * @param <F> what was found: the numbers that the lesson's text speaks of
 */
interface Lesson<F> {
  /**
   * Runs the lesson.
   *
   * @param workbook where its images and its words go, and how much it may take
   * @return what was found
   */
  F run(Workbook workbook);
}
