package io.github.diffusion4j.image;

import java.util.Arrays;

/**
 * A set of counted colours that one colour represents, and the best cut of it in two: across the
 * channel of the largest variance, where the squared error falls most (the criterion of Wu,
 * Graphics Gems II, 1991).
 */
final class ColorBox {
  private static final int CHANNELS = 3;

  /** Distinct colours: the count above 24 bits of red, green and blue. */
  private final long[] entries;

  private final int color;
  private final double error;
  private final int shift;
  private final int cut;
  private final double gain;

  ColorBox(long[] entries) {
    this.entries = entries;
    double count = 0;
    double[] sum = new double[CHANNELS];
    double[] square = new double[CHANNELS];
    for (long entry : entries) {
      count += count(entry);
      for (int c = 0; c < CHANNELS; c++) {
        int value = channel(entry, 8 * c);
        sum[c] += (double) count(entry) * value;
        square[c] += (double) count(entry) * value * value;
      }
    }
    int mean = 0;
    double total = 0;
    int widest = 0;
    double most = -1;
    for (int c = 0; c < CHANNELS; c++) {
      long level = Math.round(sum[c] / count);
      mean |= (int) level << (8 * c);
      // About the rounded mean, which is what is shown.
      total += square[c] - 2 * level * sum[c] + count * level * level;
      double variance = square[c] - sum[c] * sum[c] / count;
      if (variance > most) {
        most = variance;
        widest = c;
      }
    }
    color = mean;
    error = total;
    shift = 8 * widest;
    double[] best = bestCut(count, sum);
    cut = (int) best[0];
    gain = best[1];
  }

  /** A colour and how many pixels have it. */
  static long entry(int rgb, int count) {
    return (long) count << 24 | rgb;
  }

  /** The mean colour, rounded. */
  int color() {
    return color;
  }

  /** The squared error of showing {@link #color} for all, over the three channels. */
  double error() {
    return error;
  }

  /** How much of the error the best cut saves; 0 if there is nothing to cut. */
  double gain() {
    return gain;
  }

  ColorBox below() {
    return part(true);
  }

  ColorBox above() {
    return part(false);
  }

  /** The distinct colours. */
  int[] colors() {
    return Arrays.stream(entries).mapToInt(e -> (int) e & 0xFFFFFF).toArray();
  }

  private ColorBox part(boolean below) {
    return new ColorBox(
        Arrays.stream(entries).filter(e -> channel(e, shift) < cut == below).toArray());
  }

  /** The level at which the upper part begins, and the gain of cutting there. */
  private double[] bestCut(double count, double[] sum) {
    double[] counts = new double[256];
    double[][] sums = new double[256][CHANNELS];
    for (long entry : entries) {
      int level = channel(entry, shift);
      counts[level] += count(entry);
      for (int c = 0; c < CHANNELS; c++) {
        sums[level][c] += (double) count(entry) * channel(entry, 8 * c);
      }
    }
    double[] best = {0, 0};
    double lowCount = 0;
    double[] lowSum = new double[CHANNELS];
    for (int level = 0; level < 255; level++) {
      lowCount += counts[level];
      double highCount = count - lowCount;
      double saved = 0;
      for (int c = 0; c < CHANNELS; c++) {
        lowSum[c] += sums[level][c];
        double apart = lowSum[c] / lowCount - (sum[c] - lowSum[c]) / highCount;
        saved += lowCount * highCount / count * apart * apart;
      }
      // NaN where a side is empty.
      if (saved > best[1]) {
        best[0] = level + 1;
        best[1] = saved;
      }
    }
    return best;
  }

  private static long count(long entry) {
    return entry >>> 24;
  }

  private static int channel(long entry, int shift) {
    return (int) (entry >>> shift) & 0xFF;
  }
}
