package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;

/**
 * Layers with parameters, named by their path.
 *
 * @param <T> a tensor of the interpreter
 * @param ops the interpreter
 * @param path of the names, ending in a slash unless empty
 */
record Layers<T>(Ops<T> ops, String path) {

  Layers(Ops<T> ops) {
    this(ops, "");
  }

  Layers<T> at(String name) {
    return new Layers<>(ops, path + name + "/");
  }

  int channels(T x) {
    return ops.shape(x).dimension(0);
  }

  /** A k x k convolution to so many channels. */
  T conv(String name, T x, int channels, int k) {
    return conv(name, x, channels, k, Init.FAN_IN);
  }

  /** A convolution that starts as zero: what it is added to passes unchanged at first. */
  T zeroConv(String name, T x, int channels, int k) {
    return conv(name, x, channels, k, Init.ZEROS);
  }

  private T conv(String name, T x, int channels, int k, Init init) {
    T weight = parameter(name + "/weight", Shape.of(channels, channels(x), k, k), init);
    return ops.convolution(x, weight, parameter(name + "/bias", Shape.of(channels), Init.ZEROS));
  }

  /** A linear map to so many features. */
  T linear(String name, T x, int features) {
    return linear(name, x, features, Init.ZEROS);
  }

  /** A linear map that makes zeros of zeros. */
  T linearWithoutBias(String name, T x, int features) {
    return ops.linear(x, matrix(name, x, features), null);
  }

  private T linear(String name, T x, int features, Init bias) {
    T weight = matrix(name, x, features);
    return ops.linear(x, weight, parameter(name + "/bias", Shape.of(features), bias));
  }

  private T matrix(String name, T x, int features) {
    return parameter(name + "/weight", Shape.of(features, width(x)), Init.FAN_IN);
  }

  /** A linear map that starts as a constant, whatever it is given. */
  T constantLinear(String name, T x, int features, Init bias) {
    Shape shape = Shape.of(features, width(x));
    T weight = parameter(name + "/weight", shape, Init.ZEROS);
    return ops.linear(x, weight, parameter(name + "/bias", Shape.of(features), bias));
  }

  /** Adds what is learned of each place. */
  T positions(String name, T tokens) {
    return ops.addPositions(tokens, parameter(name, ops.shape(tokens), Init.FAN_IN));
  }

  /** Features of a vector, or of each token. */
  private int width(T x) {
    Shape shape = ops.shape(x);
    return shape.dimension(shape.rank() - 1);
  }

  /** GroupNorm with a learned scale and shift. */
  T groupNorm(String name, T x, int groups) {
    Shape channels = Shape.of(channels(x));
    T scale = parameter(name + "/scale", channels, Init.ONES);
    T shift = parameter(name + "/shift", channels, Init.ZEROS);
    return ops.affine(ops.normalize(x, groups), scale, shift);
  }

  /** LayerNorm of each token with a learned scale and shift. */
  T tokenNorm(String name, T tokens) {
    Shape features = Shape.of(width(tokens));
    T scale = parameter(name + "/scale", features, Init.ONES);
    T shift = parameter(name + "/shift", features, Init.ZEROS);
    return ops.affineTokens(ops.normalizeTokens(tokens), scale, shift);
  }

  /**
   * GroupNorm whose scale and shift are linear in a condition (Perez et al., "FiLM", 2017, eq. 1-2;
   * "adaptive group normalization" of Dhariwal and Nichol, 2021, eq. 3).
   */
  T adaptiveGroupNorm(String name, T x, T condition, int groups) {
    int channels = channels(x);
    T scale = linear(name + "/scale", condition, channels, Init.ONES);
    T shift = linear(name + "/shift", condition, channels, Init.ZEROS);
    return ops.affine(ops.normalize(x, groups), scale, shift);
  }

  /** Self-attention among the pixels (Vaswani et al., 2017, eq. 1), added to its input. */
  T attention(T x, int heads, int groups) {
    Shape image = ops.shape(x);
    int channels = channels(x);
    int width = channels / heads;
    Shape tokens = Shape.of(heads, width, image.dimension(1) * image.dimension(2));
    T normal = groupNorm("norm", x, groups);
    T query = ops.reshape(conv("query", normal, channels, 1), tokens);
    T key = ops.reshape(conv("key", normal, channels, 1), tokens);
    T value = ops.reshape(conv("value", normal, channels, 1), tokens);
    T scaled = ops.transpose(ops.scale(query, 1 / Math.sqrt(width)));
    T weights = ops.softmax(ops.matmul(scaled, key));
    T mixed = ops.reshape(ops.matmul(value, ops.transpose(weights)), image);
    return ops.add(x, zeroConv("out", mixed, channels, 1));
  }

  /**
   * The sinusoidal embedding of Vaswani et al., 2017, section 3.5, of a time in (0, 1] as 0 to
   * 1000.
   */
  T timeEmbedding(T time, int width) {
    float[] frequencies = new float[width / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) (1000 * Math.pow(10000, -(double) i / frequencies.length));
    }
    return ops.sinusoids(time, frequencies);
  }

  private T parameter(String name, Shape shape, Init init) {
    return ops.parameter(new ParameterSpec(path + name, shape, init));
  }
}
