package io.github.diffusion4j.ort;

import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The models of another framework and what they should give. */
final class Foreign {
  static final Path UNET = path("pytorch-unet.onnx");
  static final Path VPRED = path("pytorch-vpred.onnx");

  private Foreign() {}

  static Path path(String name) {
    try {
      return Path.of(Objects.requireNonNull(Foreign.class.getResource("/foreign/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Npy npy(String name) {
    return Npy.read(path(name));
  }

  static Tensor latent(String name) {
    Npy npy = npy(name);
    return Tensor.wrap(new Shape(npy.dimensions().subList(1, 4)), npy.floats());
  }

  /** The context of each row of the UNet's example. */
  static List<ContextVector> contexts() {
    Npy npy = npy("pytorch-unet.c.npy");
    return IntStream.range(0, npy.dimensions().get(0))
        .mapToObj(row -> ContextVector.of(npy.floats(5 * row, 5)))
        .toList();
  }

  /** The largest difference, as a share of the largest reference value. */
  static double relativeError(float[] actual, float[] expected) {
    double worst = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs((double) actual[i] - expected[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    return worst / largest;
  }
}
