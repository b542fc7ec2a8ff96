package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The default network. Most work is done at half and quarter resolution, where a multiply-add sees
 * most; a thin path at full resolution carries single pixels past it.
 *
 * @param shape channels x height x width
 * @param contextSize length of the context vector, 0 for none
 * @param channels at half resolution
 * @param depth blocks at quarter resolution, on the way down and up each
 * @param dropout rate of features dropped inside a block in training
 */
record Unet(Shape shape, int contextSize, int channels, int depth, double dropout)
    implements Network {
  static final String NAME = "unet";
  private static final int DOWN_SAMPLING = 4;
  private static final int GROUP = 8;
  private static final int CHANNELS_PER_HEAD = 32;
  private static final int MAX_TOKENS = 256;

  Unet {
    Divisible.check("the UNet", shape, DOWN_SAMPLING);
    if (contextSize < 0) {
      throw new IllegalArgumentException("context of " + contextSize + ": 0 for none, or more");
    }
    if (channels < 1 || channels % CHANNELS_PER_HEAD != 0) {
      throw new IllegalArgumentException(
          "channels = " + channels + ": a positive multiple of " + CHANNELS_PER_HEAD);
    }
    if (depth < 1) {
      throw new IllegalArgumentException("depth = " + depth + ": at least 1 block");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout = " + dropout + ": it lies in [0, 1)");
    }
  }

  @Override
  public Map<String, String> configuration() {
    return Map.of(
        "network", NAME,
        "shape", shape.toString(),
        "context", Integer.toString(contextSize),
        "channels", Integer.toString(channels),
        "depth", Integer.toString(depth),
        "dropout", Double.toString(dropout));
  }

  @Override
  public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
    Layers<T> layers = new Layers<>(ops);
    int half = channels;
    int quarter = 3 * channels / 2;
    int full = channels / 2;
    T condition = condition(layers, time, context);

    T thin = layers.conv("full/in", x, full, 3);
    T h = layers.conv("half/in", ops.spaceToDepth(x), half, 3);
    T half0 = block(layers.at("half/down0"), h, condition, half);
    T half1 = block(layers.at("half/down1"), half0, condition, half);
    h = layers.conv("quarter/in", ops.spaceToDepth(half1), quarter, 1);
    List<T> quarters = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      h = block(layers.at("quarter/down" + i), h, condition, quarter);
      quarters.add(h);
    }
    h = attention(layers.at("quarter/attention"), h);
    h = block(layers.at("quarter/middle"), h, condition, quarter);
    for (int i = depth - 1; i >= 0; i--) {
      h = block(layers.at("quarter/up" + i), ops.concat(h, quarters.get(i)), condition, quarter);
    }
    h = ops.depthToSpace(layers.conv("quarter/out", h, 4 * half, 1));
    h = block(layers.at("half/up1"), ops.concat(h, half1), condition, half);
    h = attention(layers.at("half/attention"), h);
    h = block(layers.at("half/up0"), ops.concat(h, half0), condition, half);
    h = ops.depthToSpace(layers.conv("half/out", h, 4 * full, 1));
    h = block(layers.at("full/block"), ops.add(h, thin), condition, full);
    h = ops.silu(layers.groupNorm("full/norm", h, full / GROUP));
    return layers.zeroConv("full/out", h, shape.dimension(0), 3);
  }

  private <T> T condition(Layers<T> layers, T time, @Nullable T context) {
    Ops<T> ops = layers.ops();
    int width = 2 * channels;
    T h = layers.linear("time", layers.timeEmbedding(time, channels), width);
    if (context != null) {
      h = ops.add(h, layers.linearWithoutBias("context", context, width));
    }
    return ops.silu(layers.linear("condition", ops.silu(h), width));
  }

  /** The residual block of Dhariwal and Nichol, 2021, appendix A: the identity at the start. */
  private <T> T block(Layers<T> layers, T x, T condition, int features) {
    Ops<T> ops = layers.ops();
    T h = ops.silu(layers.groupNorm("norm1", x, layers.channels(x) / GROUP));
    h = layers.conv("conv1", h, features, 3);
    h = ops.silu(layers.adaptiveGroupNorm("norm2", h, condition, features / GROUP));
    h = layers.zeroConv("conv2", ops.dropout(h, dropout), features, 3);
    T shortcut = layers.channels(x) == features ? x : layers.conv("shortcut", x, features, 1);
    return ops.add(shortcut, h);
  }

  /** Its cost grows with the square of the pixels: not where there are many. */
  private <T> T attention(Layers<T> layers, T x) {
    Shape image = layers.ops().shape(x);
    if (image.dimension(1) * image.dimension(2) > MAX_TOKENS) {
      return x;
    }
    return layers.attention(x, channels / CHANNELS_PER_HEAD, layers.channels(x) / GROUP);
  }
}
