package io.github.diffusion4j.train.features;

import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Ways to spoil an image. A network that has to tell them from whole ones sees what labels do not
 * need: sharp edges, clean planes, one thing and not two. Bad generated images lack just that.
 */
enum Corruption {
  /** Softened edges. */
  BLUR {
    @Override
    float[] of(float[] image, float[] other, Shape shape, SplittableRandom random) {
      float share = (float) random.nextDouble(0.4, 1);
      float[] soft = image.clone();
      int width = shape.dimension(2);
      for (int i = 0; i < soft.length; i++) {
        int right = (i + 1) % width == 0 ? i : i + 1;
        int below = i + width < soft.length ? i + width : i;
        int diagonal = i + width < soft.length ? right + width : right;
        float mean = (image[i] + image[right] + image[below] + image[diagonal]) / 4;
        soft[i] += share * (mean - image[i]);
      }
      return soft;
    }
  },
  /** Grain. */
  NOISE {
    @Override
    float[] of(float[] image, float[] other, Shape shape, SplittableRandom random) {
      float deviation = (float) random.nextDouble(0.12, 0.5);
      float[] noise = new float[image.length];
      NoiseSource.gaussian().fill(random.nextLong(), 0, noise, 0, noise.length);
      for (int i = 0; i < noise.length; i++) {
        noise[i] = image[i] + deviation * noise[i];
      }
      return noise;
    }
  },
  /** Another image shines through. */
  BLEND {
    @Override
    float[] of(float[] image, float[] other, Shape shape, SplittableRandom random) {
      float share = (float) random.nextDouble(0.25, 0.5);
      float[] blend = new float[image.length];
      for (int i = 0; i < blend.length; i++) {
        blend[i] = (1 - share) * image[i] + share * other[i];
      }
      return blend;
    }
  },
  /** A part of another image. */
  PATCH {
    @Override
    float[] of(float[] image, float[] other, Shape shape, SplittableRandom random) {
      int height = shape.dimension(1);
      int width = shape.dimension(2);
      int top = random.nextInt(height / 2 + 1);
      int left = random.nextInt(width / 2 + 1);
      float[] patched = image.clone();
      for (int i = 0; i < patched.length; i++) {
        int row = i / width % height - top;
        int column = i % width - left;
        if (row >= 0 && row < height / 2 && column >= 0 && column < width / 2) {
          patched[i] = other[i];
        }
      }
      return patched;
    }
  };

  /** The damages as labels: an image has one or none. */
  static final LabelGroup GROUP =
      new LabelGroup("damage", Arrays.stream(values()).map(Corruption::label).toList());

  private static final List<Corruption> ALL = List.of(values());

  static Corruption drawn(SplittableRandom random) {
    return ALL.get(random.nextInt(ALL.size()));
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its class in the group. */
  int classOf() {
    return 1 + GROUP.labels().indexOf(label());
  }

  /**
   * A damaged copy.
   *
   * @param image of the shape
   * @param other an image of the same shape
   */
  abstract float[] of(float[] image, float[] other, Shape shape, SplittableRandom random);
}
