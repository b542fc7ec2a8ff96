package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ContextUnet of the course "How Diffusion Models Work", mended: the shortcut is learned, any
 * height and width divisible by 4 will do, and GroupNorm replaces BatchNorm, whose statistics mix
 * every noise level of a batch and make the output of a sample depend on its neighbours.
 *
 * <p>A transposed convolution whose stride is its kernel is a 1 x 1 convolution followed by {@link
 * Ops#depthToSpace}; that is how it is written here.
 *
 * @param shape channels x height x width
 * @param contextSize length of the context vector, at least 1
 * @param features the course's n_feat, 64 there
 */
record ContextUnet(Shape shape, int contextSize, int features) implements Network {
  static final String NAME = "context-unet";
  private static final int DOWN_SAMPLING = 4;
  private static final int GROUPS = 8;

  ContextUnet {
    Divisible.check("the ContextUnet", shape, DOWN_SAMPLING);
    if (contextSize < 1) {
      throw new IllegalArgumentException(
          "context of " + contextSize + ": the ContextUnet multiplies by it, so at least 1");
    }
    if (features < 1 || features % GROUPS != 0) {
      throw new IllegalArgumentException(
          "features = " + features + ": a positive multiple of " + GROUPS);
    }
  }

  @Override
  public Map<String, String> configuration() {
    return Map.of(
        "network", NAME,
        "shape", shape.toString(),
        "context", Integer.toString(contextSize),
        "features", Integer.toString(features));
  }

  @Override
  public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
    if (context == null) {
      throw new IllegalArgumentException("no context: the ContextUnet wants " + contextSize);
    }
    Layers<T> layers = new Layers<>(ops);
    T start = residual(layers.at("in"), x);
    T down1 = ops.maxPool(twice(layers.at("down1"), start, features), 2, 2);
    T down2 = ops.maxPool(twice(layers.at("down2"), down1, 2 * features), 2, 2);

    T h = bottleneck(layers.at("middle"), down2);
    h = conditioned(layers.at("condition1"), h, time, context);
    h = up(layers.at("up1"), ops.concat(h, down2));
    h = conditioned(layers.at("condition2"), h, time, context);
    h = up(layers.at("up2"), ops.concat(h, down1));

    h = layers.conv("out/conv1", ops.concat(h, start), features, 3);
    h = ops.relu(layers.groupNorm("out/norm", h, GROUPS));
    return layers.conv("out/conv2", h, shape.dimension(0), 3);
  }

  private <T> T residual(Layers<T> layers, T x) {
    Ops<T> ops = layers.ops();
    T first = conv(layers.at("1"), x, features);
    T second = conv(layers.at("2"), first, features);
    T shortcut = layers.conv("shortcut", x, features, 1);
    return ops.scale(ops.add(shortcut, second), Math.sqrt(0.5));
  }

  /** Two double convolutions. */
  private static <T> T twice(Layers<T> layers, T x, int channels) {
    T h = x;
    for (int i = 1; i <= 4; i++) {
      h = conv(layers.at(Integer.toString(i)), h, channels);
    }
    return h;
  }

  private static <T> T conv(Layers<T> layers, T x, int channels) {
    T h = layers.conv("conv", x, channels, 3);
    return layers.ops().gelu(layers.groupNorm("norm", h, GROUPS));
  }

  /** The whole image as one vector, spread over it again. */
  private static <T> T bottleneck(Layers<T> layers, T x) {
    Ops<T> ops = layers.ops();
    Shape image = ops.shape(x);
    T mean = ops.averagePool(x, image.dimension(1), image.dimension(2));
    T vector = ops.gelu(ops.reshape(mean, Shape.of(image.dimension(0))));
    T spread = ops.reshape(layers.linear("spread", vector, image.size()), image);
    return ops.relu(layers.groupNorm("norm", spread, GROUPS));
  }

  private static <T> T conditioned(Layers<T> layers, T x, T time, T context) {
    int channels = layers.channels(x);
    T scale = embedding(layers.at("context"), context, channels);
    T shift = embedding(layers.at("time"), time, channels);
    return layers.ops().affine(x, scale, shift);
  }

  private static <T> T embedding(Layers<T> layers, T vector, int channels) {
    T hidden = layers.ops().gelu(layers.linear("1", vector, channels));
    return layers.linear("2", hidden, channels);
  }

  private <T> T up(Layers<T> layers, T x) {
    Ops<T> ops = layers.ops();
    T larger = ops.depthToSpace(layers.conv("larger", x, 4 * features, 1));
    return twice(layers, larger, features);
  }
}
