package io.github.diffusion4j.samples.papers;

import io.github.diffusion4j.samples.course.Workbook;

/** A paper, running: it draws its images and prints its tables. */
interface Paper {

  /** The part on data of which all is known, in a minute at most; the tests compare its tables. */
  void knownData(Workbook workbook);

  /** The part on icons, with a shipped model. */
  void icons(Workbook workbook);
}
