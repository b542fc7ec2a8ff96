package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Source;
import java.util.List;
import java.util.stream.IntStream;

/** Dark and light images. */
final class Shades {
  static final Shape SHAPE = Shape.of(3, 4, 4);
  static final List<String> LABELS = List.of("dark", "light");

  private Shades() {}

  /** Of both shades. */
  static Dataset data() {
    return data(IntStream.range(0, 120));
  }

  /** Of the shade with this label alone. */
  static Dataset data(int label) {
    return data(IntStream.range(0, 120).filter(i -> i % 2 == label));
  }

  private static Dataset data(IntStream images) {
    List<Example> examples =
        images
            .mapToObj(
                i ->
                    new Example(
                        "picture" + i, image(i % 2 - 0.5f, i), new float[] {1 - i % 2, i % 2}))
            .toList();
    return Dataset.of(SHAPE, LABELS, Source.unattributed("shades"), examples, List.of());
  }

  /** Images of one shade. */
  static Tensor images(int count, float shade, long seed) {
    Tensor images = Tensor.zeros(count, SHAPE);
    for (int i = 0; i < count; i++) {
      System.arraycopy(image(shade, seed + i), 0, images.data(), i * SHAPE.size(), SHAPE.size());
    }
    return images;
  }

  private static float[] image(float shade, long seed) {
    float[] image = new float[SHAPE.size()];
    NoiseSource.gaussian().fill(seed, 0, image, 0, image.length);
    for (int p = 0; p < image.length; p++) {
      image[p] = shade + 0.05f * image[p];
    }
    return image;
  }
}
