package io.github.diffusion4j.train.autoencoder;

import io.github.diffusion4j.image.PictureFormat;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.engine.DjlNetwork;
import io.github.diffusion4j.train.network.Autoencoder;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an autoencoder makes of images, from the means of their latents.
 *
 * @param network whose weights are loaded
 * @param djl runs it
 */
record Reconstruction(Autoencoder network, DjlNetwork djl) {
  private static final int SHEET_ROWS = 8;
  private static final int SHEET_COLUMNS = 8;

  /** Mean decibels of a group of images. */
  static final String ALL = "all";

  /**
   * The peak signal-to-noise ratio of images, 10 log10 (1 / mean squared error) with values in [0,
   * 1], as a mean over images.
   *
   * @return in decibels, by label and as {@link #ALL}
   */
  Map<String, Double> psnr(Dataset data) {
    Map<String, List<Double>> ratios = new TreeMap<>();
    int size = network.shape().size();
    for (int from = 0; from < data.size(); from += djl.maxRows()) {
      int to = Math.min(data.size(), from + djl.maxRows());
      float[] images = images(data, from, to);
      float[] outputs = outputs(images, to - from);
      for (int row = 0; row < to - from; row++) {
        double ratio = psnr(images, row * size, outputs, row * width(), size);
        Example example = data.example(from + row);
        ratios.computeIfAbsent(ALL, group -> new ArrayList<>()).add(ratio);
        for (int k = 0; k < data.labels().size(); k++) {
          if (example.isOn(k)) {
            ratios.computeIfAbsent(data.labels().get(k), group -> new ArrayList<>()).add(ratio);
          }
        }
      }
    }
    Map<String, Double> means = new TreeMap<>();
    ratios.forEach(
        (group, all) ->
            means.put(
                group, all.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
    return means;
  }

  /** As images of 8 bits have it: what cannot be told apart there has 60 decibels at least. */
  private static double psnr(float[] images, int at, float[] outputs, int outAt, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double error = (images[at + i] - Math.max(-1, Math.min(1, outputs[outAt + i]))) / 2;
      sum += error * error;
    }
    return 10 * Math.log10(1 / Math.max(sum / size, 1e-6));
  }

  /**
   * The factor that gives latents a standard deviation of 1 (2112.10752, appendix G), from the
   * means of at most so many images.
   */
  double scalingFactor(Dataset data, int most) {
    int size = network.shape().size();
    int latents = network.latentShape().size();
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (int from = 0; from < Math.min(most, data.size()); from += djl.maxRows()) {
      int to = Math.min(data.size(), from + djl.maxRows());
      float[] outputs = outputs(images(data, from, to), to - from);
      for (int row = 0; row < to - from; row++) {
        for (int i = 0; i < latents; i++) {
          double mean = outputs[row * width() + size + i];
          double variance = Math.exp(outputs[row * width() + size + latents + i]);
          sum += mean;
          squares += mean * mean + variance;
          count++;
        }
      }
    }
    double mean = sum / count;
    return 1 / Math.sqrt(squares / count - mean * mean);
  }

  /** Images of a set spread over it, each row of them above what was made of it. */
  void write(Path file, Dataset data) {
    int count = Math.min(SHEET_ROWS / 2 * SHEET_COLUMNS, data.size());
    PictureFormat format = new PictureFormat(network.shape(), ValueRange.SYMMETRIC);
    List<BufferedImage> sheet = new ArrayList<>();
    List<BufferedImage> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = (int) ((long) i * data.size() / count);
      float[] image = images(data, index, index + 1);
      sheet.add(format.picture(image, 0));
      made.add(format.picture(Arrays.copyOf(outputs(image, 1), image.length), 0));
      if (made.size() == SHEET_COLUMNS || i == count - 1) {
        sheet.addAll(made);
        made.clear();
      }
    }
    Png.write(file, Sheet.DEFAULT.withZoom(2).grid(sheet, Math.min(SHEET_COLUMNS, count)));
  }

  private float[] images(Dataset data, int from, int to) {
    float[] images = new float[(to - from) * network.shape().size()];
    for (int row = 0; row < to - from; row++) {
      data.example(from + row).copyPicture(images, row * network.shape().size());
    }
    return images;
  }

  private float[] outputs(float[] images, int rows) {
    return djl.predict(rows, images, new float[rows], new float[rows * network.contextSize()]);
  }

  private int width() {
    return network.shape().size() + 2 * network.latentShape().size();
  }
}
