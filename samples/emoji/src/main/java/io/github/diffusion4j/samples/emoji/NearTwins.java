package io.github.diffusion4j.samples.emoji;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Finds images that differ so little from one before that they teach nothing new. */
final class NearTwins {
  private static final int CELLS = 16;
  private static final int CHANNELS = 3;

  /** Root mean square of the difference of thumbnails, of 255. */
  private static final double DISTANCE = 6;

  private final List<float[]> thumbnails = new ArrayList<>();

  /** Whether one before looked the same; if not, the image is remembered. */
  boolean isTwin(BufferedImage image) {
    float[] thumbnail = thumbnail(image);
    if (thumbnails.stream().anyMatch(other -> distance(thumbnail, other) < DISTANCE)) {
      return true;
    }
    thumbnails.add(thumbnail);
    return false;
  }

  private static float[] thumbnail(BufferedImage image) {
    int cell = image.getWidth() / CELLS;
    float[] means = new float[CELLS * CELLS * CHANNELS];
    for (int y = 0; y < CELLS * cell; y++) {
      for (int x = 0; x < CELLS * cell; x++) {
        int rgb = image.getRGB(x, y);
        int at = (y / cell * CELLS + x / cell) * CHANNELS;
        for (int c = 0; c < CHANNELS; c++) {
          means[at + c] += (float) ((rgb >> (8 * c)) & 255) / (cell * cell);
        }
      }
    }
    return means;
  }

  private static double distance(float[] one, float[] two) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = one[i] - two[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum / one.length);
  }
}
