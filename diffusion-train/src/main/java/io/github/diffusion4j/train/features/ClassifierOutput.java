package io.github.diffusion4j.train.features;

import java.util.List;

/**
 * What a {@link FeatureNetwork} sees in images.
 *
 * @param features n rows, numbers that describe an image
 * @param classes a row for each group of labels: n classes, see {@link LabelGroup}
 */
@SuppressWarnings("ArrayRecordComponent") // numbers for statistics, in bulk
public record ClassifierOutput(double[][] features, List<int[]> classes) {

  /**
   * Copies the list.
   *
   * @param features n rows
   * @param classes a row for each group of labels
   */
  public ClassifierOutput {
    classes = List.copyOf(classes);
  }

  /** Reads the outputs of a classifier, one row per image. */
  static ClassifierOutput of(float[] outputs, int features, List<LabelGroup> groups) {
    int width = features + groups.stream().mapToInt(LabelGroup::classes).sum();
    int rows = outputs.length / width;
    double[][] seen = new double[rows][features];
    List<int[]> classes = groups.stream().map(group -> new int[rows]).toList();
    for (int row = 0; row < rows; row++) {
      int at = row * width;
      for (int i = 0; i < features; i++) {
        seen[row][i] = outputs[at++];
      }
      for (int g = 0; g < groups.size(); g++) {
        int count = groups.get(g).classes();
        classes.get(g)[row] = largest(outputs, at, count);
        at += count;
      }
    }
    return new ClassifierOutput(seen, classes);
  }

  private static int largest(float[] values, int from, int count) {
    int largest = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
