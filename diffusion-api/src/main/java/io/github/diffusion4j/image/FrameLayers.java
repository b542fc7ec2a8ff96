package io.github.diffusion4j.image;

import com.google.common.collect.Lists;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * An image of any number of colours as layers of 256: the first shows all of it in 256, each
 * further one, transparent elsewhere, puts 255 finer ones on top. Noise in RGB needs that, for 256
 * colours leave it an RMS error of about 12 levels in 255.
 *
 * <p>The commonest colour, mostly the background, stays exact, and its pixels do not count for the
 * error: so a large background neither flickers nor hides a bad image.
 */
final class FrameLayers {
  private static final int BOXES = 255; // a palette of 256, less the colour of the rest
  private static final int OPAQUE = 0xFF000000;

  private final int width;
  private final int[] colors; // distinct, ascending
  private final int[] pixels; // indices into colors

  private FrameLayers(int width, int[] colors, int[] pixels) {
    this.width = width;
    this.colors = colors;
    this.pixels = pixels;
  }

  /**
   * Layers that, laid on each other, show the pixels with at most this RMS error, in levels of 255.
   */
  static List<BufferedImage> of(int width, int[] argb, double tolerance) {
    int[] rgb = Arrays.stream(argb).map(p -> p & 0xFFFFFF).toArray();
    int[] colors = Arrays.stream(rgb).sorted().distinct().toArray();
    int[] pixels = Arrays.stream(rgb).map(p -> Arrays.binarySearch(colors, p)).toArray();
    return new FrameLayers(width, colors, pixels).layers(tolerance);
  }

  private List<BufferedImage> layers(double tolerance) {
    int[] counts = new int[colors.length];
    for (int pixel : pixels) {
      counts[pixel]++;
    }
    int commonest = 0;
    for (int i = 1; i < counts.length; i++) {
      commonest = counts[i] > counts[commonest] ? i : commonest;
    }
    int background = colors[commonest];
    long[] others = new long[colors.length - 1];
    for (int i = 0, n = 0; i < colors.length; i++) {
      if (i != commonest) {
        others[n++] = ColorBox.entry(colors[i], counts[i]);
      }
    }
    double allowed = 3 * tolerance * tolerance * (pixels.length - counts[commonest]);

    var queue = new PriorityQueue<>(Comparator.comparingDouble(ColorBox::gain).reversed());
    if (others.length > 0) {
      queue.add(new ColorBox(others));
    }
    while (queue.size() < BOXES && canSplit(queue)) {
      split(queue);
    }
    List<ColorBox> coarse = List.copyOf(queue);
    List<BufferedImage> layers = new ArrayList<>(List.of(paint(coarse, OPAQUE | background)));

    double error = coarse.stream().mapToDouble(ColorBox::error).sum();
    while (error > allowed && canSplit(queue)) {
      error += split(queue);
    }
    queue.removeAll(coarse);
    Lists.partition(List.copyOf(queue), BOXES).forEach(fine -> layers.add(paint(fine, 0)));
    return layers;
  }

  private static boolean canSplit(PriorityQueue<ColorBox> queue) {
    return !queue.isEmpty() && queue.element().gain() > 0;
  }

  /** Cuts the box that gains most; returns by how much the error grows, which is below 0. */
  private static double split(PriorityQueue<ColorBox> queue) {
    ColorBox box = queue.remove();
    ColorBox below = box.below();
    ColorBox above = box.above();
    queue.add(below);
    queue.add(above);
    return below.error() + above.error() - box.error();
  }

  /** The pixels of the boxes in the boxes' colours, all others in the colour of the rest. */
  private BufferedImage paint(List<ColorBox> boxes, int rest) {
    int[] palette = new int[boxes.size() + 1];
    palette[boxes.size()] = rest;
    byte[] indices = new byte[colors.length];
    Arrays.fill(indices, (byte) boxes.size());
    for (int b = 0; b < boxes.size(); b++) {
      palette[b] = OPAQUE | boxes.get(b).color();
      for (int color : boxes.get(b).colors()) {
        indices[Arrays.binarySearch(colors, color)] = (byte) b;
      }
    }
    var model = new IndexColorModel(8, palette.length, palette, 0, true, -1, DataBuffer.TYPE_BYTE);
    byte[] raster = new byte[pixels.length];
    for (int i = 0; i < raster.length; i++) {
      raster[i] = indices[pixels[i]];
    }
    int height = pixels.length / width;
    var layer = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    layer.getRaster().setDataElements(0, 0, width, height, raster);
    return layer;
  }
}
