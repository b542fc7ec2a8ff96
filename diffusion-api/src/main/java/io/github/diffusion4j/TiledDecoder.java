package io.github.diffusion4j;

import io.github.diffusion4j.model.Decoder;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Decodes an image in square tiles that overlap by a quarter, so that memory depends on the tile
 * and not on the image. Where tiles overlap, their values are blended, with weights that rise
 * linearly from the edge of each tile; the edges of the image are those of the outer tiles.
 *
 * @param whole decodes a tile
 * @param side of a tile in latents, at least 4
 */
record TiledDecoder(Decoder whole, int side) implements Decoder {

  @Override
  public Shape imageShape(Shape latents) {
    return whole.imageShape(latents);
  }

  @Override
  public void decode(Tensor latents, Tensor images, StopSignal stop) {
    int height = latents.shape().dimension(1);
    int width = latents.shape().dimension(2);
    if (height <= side && width <= side) {
      whole.decode(latents, images, stop);
      return;
    }
    int high = Math.min(side, height);
    int wide = Math.min(side, width);
    Sum sum = new Sum(images, images.shape().dimension(1) / height);
    for (int top : starts(height, high)) {
      for (int left : starts(width, wide)) {
        stop.check();
        Tensor tile = cut(latents, top, left, high, wide);
        Tensor image = Tensor.zeros(1, whole.imageShape(tile.shape()));
        whole.decode(tile, image, stop);
        sum.add(image, top, left);
      }
    }
    sum.divide();
  }

  /** The first latents of tiles that cover a side, three quarters of a tile apart at most. */
  private static int[] starts(int length, int tile) {
    int stride = Math.max(1, tile - tile / 4);
    int count = 1 + Math.max(0, (length - tile + stride - 1) / stride);
    int[] starts = new int[count];
    for (int i = 1; i < count; i++) {
      starts[i] = (int) ((long) i * (length - tile) / (count - 1));
    }
    return starts;
  }

  private static Tensor cut(Tensor from, int top, int left, int high, int wide) {
    int channels = from.shape().dimension(0);
    int width = from.shape().dimension(2);
    int height = from.shape().dimension(1);
    Tensor tile = Tensor.zeros(1, Shape.of(channels, high, wide));
    for (int line = 0; line < channels * high; line++) {
      int y = top + line % high;
      int source = (line / high * height + y) * width + left;
      System.arraycopy(from.data(), source, tile.data(), line * wide, wide);
    }
    return tile;
  }

  /** The weighted sum of tiles. */
  private static final class Sum {
    private final Tensor images;
    private final int factor;
    private final float[] weights;

    Sum(Tensor images, int factor) {
      this.images = images;
      this.factor = factor;
      weights = new float[images.shape().dimension(1) * images.shape().dimension(2)];
      Arrays.fill(images.data(), 0);
    }

    void add(Tensor tile, int topLatent, int leftLatent) {
      int high = tile.shape().dimension(1);
      int wide = tile.shape().dimension(2);
      int width = images.shape().dimension(2);
      int plane = weights.length;
      for (int y = 0; y < high; y++) {
        for (int x = 0; x < wide; x++) {
          int at = (topLatent * factor + y) * width + leftLatent * factor + x;
          float weight = ramp(y, high) * ramp(x, wide);
          weights[at] += weight;
          for (int c = 0; c < tile.shape().dimension(0); c++) {
            images.data()[c * plane + at] += weight * tile.data()[(c * high + y) * wide + x];
          }
        }
      }
    }

    /** From near 0 at the edges to 1 a quarter of the tile inside. */
    private static float ramp(int at, int length) {
      float quarter = Math.max(1, length / 4);
      return Math.min(1, Math.min(at + 0.5f, length - at - 0.5f) / quarter);
    }

    void divide() {
      for (int i = 0; i < images.data().length; i++) {
        images.data()[i] /= weights[i % weights.length];
      }
    }
  }
}
