package io.github.diffusion4j.train.features;

import java.util.Arrays;
import java.util.List;

/**
 * What a {@link FeatureNetwork} sees in images.
 *
 * @param features n rows, numbers that describe an image
 * @param classes a row for each group of labels: n classes, see {@link LabelGroup}
 * @param texts n rows, the direction in which the pooled state of an image's caption is looked for;
 *     of no values where the network knows no captions
 */
@SuppressWarnings("ArrayRecordComponent") // numbers for statistics, in bulk
public record ClassifierOutput(double[][] features, List<int[]> classes, float[][] texts) {

  /**
   * Copies the list.
   *
   * @param features n rows
   * @param classes a row for each group of labels
   * @param texts n rows
   */
  public ClassifierOutput {
    classes = List.copyOf(classes);
  }

  /** Reads the outputs of a classifier, one row per image. */
  static ClassifierOutput of(
      float[] outputs, int features, List<LabelGroup> groups, int textWidth) {
    int width = features + groups.stream().mapToInt(LabelGroup::classes).sum() + textWidth;
    int rows = outputs.length / width;
    double[][] seen = new double[rows][features];
    float[][] texts = new float[rows][];
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
      texts[row] = Arrays.copyOfRange(outputs, at, at + textWidth);
    }
    return new ClassifierOutput(seen, classes, texts);
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
