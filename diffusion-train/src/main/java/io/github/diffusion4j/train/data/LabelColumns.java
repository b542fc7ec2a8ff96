package io.github.diffusion4j.train.data;

import com.google.common.io.MoreFiles;
import io.github.diffusion4j.image.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An array of labels, [n, k], and the names of its columns.
 *
 * @param file of the array
 * @param rows the array
 */
record LabelColumns(Path file, Npy rows) {
  /** Those of the course "How Diffusion Models Work", in its own file. */
  private static final List<String> COURSE =
      List.of("hero", "non-hero", "food", "spell", "side-facing");

  private static final String COURSE_FILE = "sprite_labels_nc_1788_16x16.npy";

  /**
   * Reads labels.
   *
   * @throws IllegalArgumentException if there is no row for each image, or a column holds the
   *     numbers of classes
   */
  static LabelColumns read(Path file, int images) {
    LabelColumns labels = new LabelColumns(file, Npy.read(file));
    List<Integer> dimensions = labels.rows.dimensions();
    if (dimensions.size() != 2 || dimensions.get(0) != images) {
      throw new IllegalArgumentException(
          "%s is %s: labels of %d images are [%d, k], such as a row for each with 1 in the column"
                  .formatted(file, dimensions, images, images)
              + " of its class");
    }
    IntStream.range(0, labels.count()).forEach(labels::refuseClassNumbers);
    return labels;
  }

  int count() {
    return rows.dimensions().get(1);
  }

  float[] row(int image) {
    return rows.floats(image * count(), count());
  }

  /** The lines of the text file beside it, the course's in its own file, or the places. */
  List<String> names() {
    Path beside = file.resolveSibling(MoreFiles.getNameWithoutExtension(file) + ".txt");
    if (Files.isRegularFile(beside)) {
      return lines(beside);
    }
    return count() == COURSE.size() && (file.getFileName() + "").equals(COURSE_FILE)
        ? COURSE
        : IntStream.range(0, count()).mapToObj(place -> "label-" + place).toList();
  }

  private List<String> lines(Path names) {
    List<String> lines;
    try {
      lines = Files.readAllLines(names, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the names of labels in " + names, e);
    }
    if (lines.size() != count()) {
      throw new IllegalArgumentException(
          "%s has %d lines for the %d columns of %s: give one name a line, or remove it"
              .formatted(names, lines.size(), count(), file));
    }
    return lines;
  }

  /** One value for many classes would say that a class is between two others. */
  private void refuseClassNumbers(int column) {
    double largest = 0;
    for (int i = column; i < rows.size(); i += count()) {
      double value = rows.doubleAt(i);
      if (value < 0 || value != Math.rint(value)) {
        return;
      }
      largest = Math.max(largest, value);
    }
    if (largest > 1) {
      throw new IllegalArgumentException(
          "%s: column %d holds the whole numbers 0 to %.0f, which look like numbers of classes; make"
                  .formatted(file, column, largest)
              + " them one-hot, a column of 0 and 1 for each class (or divide a quantity by its"
              + " largest value)");
    }
  }
}
