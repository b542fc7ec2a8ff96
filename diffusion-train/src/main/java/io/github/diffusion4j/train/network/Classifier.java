package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small network that recognises clean images; time and context play no part. It tells features of
 * the whole image, and behind them scores of classes that are linear in their activation.
 *
 * @param shape channels x height x width
 * @param features how many
 * @param classes how many scores
 */
record Classifier(Shape shape, int features, int classes) implements Network {
  static final String NAME = "classifier";
  private static final int DOWN_SAMPLING = 4;
  private static final int LARGE = 32;
  private static final int GROUP = 8;
  private static final int FULL = 32;
  private static final int HALF = 40;
  private static final int QUARTER = 56;
  private static final double DROPOUT = 0.3;

  Classifier {
    Divisible.check("the classifier", shape, DOWN_SAMPLING << folds(shape));
    if (features < 1 || classes < 1) {
      throw new IllegalArgumentException(
          "features = %d, classes = %d: at least 1 each".formatted(features, classes));
    }
  }

  /** How often large images are folded, 2 x 2 pixels into channels, before they are looked at. */
  private static int folds(Shape shape) {
    int folds = 0;
    for (int side = Math.max(shape.dimension(1), shape.dimension(2)); side > LARGE; side /= 2) {
      folds++;
    }
    return folds;
  }

  @Override
  public int contextSize() {
    return 0;
  }

  @Override
  public Map<String, String> configuration() {
    return Map.of(
        "network", NAME,
        "shape", shape.toString(),
        "context", "0",
        "features", Integer.toString(features),
        "classes", Integer.toString(classes));
  }

  @Override
  public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
    Layers<T> layers = new Layers<>(ops);
    for (int i = 0; i < folds(shape); i++) {
      x = ops.spaceToDepth(x);
    }
    T h = active(layers.at("full"), layers.conv("full/in", x, FULL, 3));
    h = layers.conv("half/in", ops.spaceToDepth(h), HALF, 3);
    h = active(layers.at("half"), block(layers.at("half/block"), h));
    h = layers.conv("quarter/in", ops.spaceToDepth(h), QUARTER, 1);
    h = active(layers.at("quarter"), block(layers.at("quarter/block"), h));
    T whole = ops.reshape(h, Shape.of(ops.shape(h).size())); // the position of a badge matters
    T pixel =
        ops.reshape(
            layers.linear("features", ops.dropout(whole, DROPOUT), features), pixel(features));
    T seen = ops.normalize(pixel, 1); // of one length: no image outweighs others in a covariance
    T scores = layers.linear("scores", ops.silu(ops.reshape(seen, Shape.of(features))), classes);
    T both = ops.concat(seen, ops.reshape(scores, pixel(classes))); // vectors join as pixels
    return ops.reshape(both, Shape.of(features + classes));
  }

  private static <T> T active(Layers<T> layers, T x) {
    return layers.ops().silu(layers.groupNorm("norm", x, layers.channels(x) / GROUP));
  }

  private static <T> T block(Layers<T> layers, T x) {
    int channels = layers.channels(x);
    T h = layers.conv("conv1", active(layers.at("1"), x), channels, 3);
    h = layers.conv("conv2", active(layers.at("2"), h), channels, 3);
    return layers.ops().add(x, h);
  }

  private static Shape pixel(int channels) {
    return Shape.of(channels, 1, 1);
  }
}
