package io.github.diffusion4j.samples.bench.folder;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Init;
import io.github.diffusion4j.train.network.Ops;
import io.github.diffusion4j.train.network.ParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * What the components are made of, with parameters named by the path they stand at.
 *
 * @param <T> a tensor of the interpreter
 * @param ops the interpreter
 * @param path of the names, ending in a dot unless empty
 */
record Blocks<T>(Ops<T> ops, String path) {
  private static final int GROUPS = 32;
  private static final int EXPANSION = 4;

  Blocks(Ops<T> ops) {
    this(ops, "");
  }

  Blocks<T> at(String name) {
    return new Blocks<>(ops, path + name + ".");
  }

  Blocks<T> at(String name, int index) {
    return at(name + "." + index);
  }

  T conv(String name, T x, int channels, int k, int stride) {
    T weight = parameter(name + ".weight", Init.FAN_IN, channels, channels(x), k, k);
    return ops.convolution(x, weight, parameter(name + ".bias", Init.ZEROS, channels), stride);
  }

  T linear(String name, T x, int features) {
    T weight = parameter(name + ".weight", Init.FAN_IN, features, width(x));
    return ops.linear(x, weight, parameter(name + ".bias", Init.ZEROS, features));
  }

  T linearWithoutBias(String name, T x, int features) {
    return ops.linear(x, parameter(name + ".weight", Init.FAN_IN, features, width(x)), null);
  }

  T groupNorm(String name, T x) {
    T scale = parameter(name + ".weight", Init.ONES, channels(x));
    T shift = parameter(name + ".bias", Init.ZEROS, channels(x));
    return ops.affine(ops.normalize(x, GROUPS), scale, shift);
  }

  T layerNorm(String name, T tokens) {
    T scale = parameter(name + ".weight", Init.ONES, width(tokens));
    T shift = parameter(name + ".bias", Init.ZEROS, width(tokens));
    return ops.affineTokens(ops.normalizeTokens(tokens), scale, shift);
  }

  T parameter(String name, Init init, int... dimensions) {
    return ops.parameter(new ParameterSpec(path + name, Shape.of(dimensions), init));
  }

  /** Two convolutions, the time added between them (2006.11239, appendix B). */
  T residual(T x, int channels, @Nullable T time) {
    T h = conv("conv1", ops.silu(groupNorm("norm1", x)), channels, 3, 1);
    if (time != null) {
      h = ops.affine(h, null, linear("time_emb_proj", ops.silu(time), channels));
    }
    h = conv("conv2", ops.silu(groupNorm("norm2", h)), channels, 3, 1);
    return ops.add(channels(x) == channels ? x : conv("conv_shortcut", x, channels, 1, 1), h);
  }

  /** Attention of the queries' tokens to others, all maps without bias but the last. */
  T attention(T x, T others, int heads) {
    T query = linearWithoutBias("to_q", x, width(x));
    T key = linearWithoutBias("to_k", others, width(x));
    T value = linearWithoutBias("to_v", others, width(x));
    return linear("to_out.0", ops.attention(query, key, value, heads, null), width(x));
  }

  /** x W gelu(x V), "GLU Variants Improve Transformer" (2002.05202), eq. 6, and a map back. */
  T gated(T x) {
    int inner = EXPANSION * width(x);
    T value = linear("net.0.value", x, inner);
    T gate = ops.gelu(linear("net.0.gate", x, inner));
    return linear("net.2", ops.multiply(value, gate), width(x));
  }

  /** Pixels in the order of rows, as tokens. */
  T tokens(T image) {
    Shape s = ops.shape(image);
    int pixels = s.dimension(1) * s.dimension(2);
    T columns = ops.reshape(image, Shape.of(1, s.dimension(0), pixels));
    return ops.reshape(ops.transpose(columns), Shape.of(pixels, s.dimension(0)));
  }

  /** Undoes {@link #tokens} for an image of the same height and width as another. */
  T image(T tokens, T like) {
    Shape s = ops.shape(tokens);
    Shape size = ops.shape(like);
    T rows = ops.reshape(tokens, Shape.of(1, s.dimension(0), s.dimension(1)));
    return ops.reshape(
        ops.transpose(rows), Shape.of(s.dimension(1), size.dimension(1), size.dimension(2)));
  }

  /** Twice as wide and high. */
  T larger(T x) {
    return conv("conv", ops.upsample(x, 2, 2), channels(x), 3, 1);
  }

  int channels(T x) {
    return ops.shape(x).dimension(0);
  }

  int width(T x) {
    Shape shape = ops.shape(x);
    return shape.dimension(shape.rank() - 1);
  }
}
