package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.Map;

/**
 * A transformer over patches that is told time and text by more tokens of the same sequence
 * ("Scalable Diffusion Models with Transformers", 2212.09748, section 3.2, "In-context
 * conditioning"): blocks are those of a plain transformer. It is there to be compared with {@link
 * Dit}.
 *
 * <p>The context is a {@link TextContext}.
 *
 * @param shape channels x height x width, such as latents
 * @param textTokens of a text, at least 1
 * @param textWidth of their states, at least 1
 * @param patch side of a patch, 1 or 2
 * @param channels of a token, a positive multiple of 32
 * @param depth blocks, at least 1
 */
record InContextDit(Shape shape, int textTokens, int textWidth, int patch, int channels, int depth)
    implements TextNetwork {
  static final String NAME = "in-context-dit";

  InContextDit {
    Patches.check(shape, patch);
    TextContext.check(textTokens, textWidth);
    Dit.check(channels, depth);
  }

  @Override
  public Map<String, String> configuration() {
    return Map.of(
        "network", NAME,
        "shape", shape.toString(),
        "context", Integer.toString(contextSize()),
        "text-tokens", Integer.toString(textTokens),
        "text-width", Integer.toString(textWidth),
        "patch", Integer.toString(patch),
        "channels", Integer.toString(channels),
        "depth", Integer.toString(depth));
  }

  @Override
  public <T> T forward(Ops<T> ops, T x, T time, TextContext<T> text) {
    Layers<T> layers = new Layers<>(ops);
    Patches patches = new Patches(shape, patch);

    T image = layers.linear("patches", patches.tokens(ops, x), channels);
    T h = joined(ops, layers.positions("positions", image), time(layers, time));
    h = joined(ops, h, token(ops, layers.linearWithoutBias("pooled", text.pooled(), channels)));
    h = joined(ops, h, layers.linearWithoutBias("text", present(ops, text), channels));
    for (int i = 0; i < depth; i++) {
      h = block(layers.at("block" + i), h);
    }
    h = first(ops, layers.tokenNorm("out/norm", h), ops.shape(image));
    return patches.image(
        ops, layers.constantLinear("out/patches", h, patches.features(), Init.ZEROS));
  }

  private <T> T time(Layers<T> layers, T time) {
    T h = layers.linear("time", layers.timeEmbedding(time, Dit.TIME_WIDTH), channels);
    return token(layers.ops(), layers.linear("time/out", layers.ops().silu(h), channels));
  }

  /** The identity at the start, since what is added to x comes of maps that start as zero. */
  static <T> T block(Layers<T> layers, T x) {
    Ops<T> ops = layers.ops();
    int width = ops.shape(x).dimension(1);
    T h = layers.tokenNorm("self/norm", x);
    h = Dit.attention(layers.at("self"), h, h, null);
    x = ops.add(x, layers.constantLinear("self/out", h, width, Init.ZEROS));
    h = layers.tokenNorm("pointwise/norm", x);
    h = ops.gelu(layers.linear("pointwise/in", h, Dit.EXPANSION * width));
    return ops.add(x, layers.constantLinear("pointwise/out", h, width, Init.ZEROS));
  }

  /** Token states, with zeros for those that the mask hides. */
  private static <T> T present(Ops<T> ops, TextContext<T> text) {
    Shape shape = ops.shape(text.states());
    Shape one = Shape.of(1, shape.dimension(0), shape.dimension(1));
    Shape turned = Shape.of(shape.dimension(1), shape.dimension(0));
    T columns = ops.reshape(ops.transpose(ops.reshape(text.states(), one)), turned);
    T masked = ops.affineTokens(columns, text.mask(), null);
    T rows = ops.reshape(masked, Shape.of(1, shape.dimension(1), shape.dimension(0)));
    return ops.reshape(ops.transpose(rows), shape);
  }

  private static <T> T token(Ops<T> ops, T vector) {
    return ops.reshape(vector, Shape.of(1, ops.shape(vector).dimension(0)));
  }

  /** The tokens of a, then those of b. */
  private static <T> T joined(Ops<T> ops, T a, T b) {
    T both = ops.concat(column(ops, a), column(ops, b));
    Shape shape = ops.shape(both);
    return ops.reshape(both, Shape.of(shape.dimension(0), shape.dimension(1)));
  }

  private static <T> T column(Ops<T> ops, T tokens) {
    Shape shape = ops.shape(tokens);
    return ops.reshape(tokens, Shape.of(shape.dimension(0), shape.dimension(1), 1));
  }

  private static <T> T first(Ops<T> ops, T tokens, Shape wanted) {
    T row = ops.reshape(tokens, Shape.of(ops.shape(tokens).size()));
    return ops.reshape(ops.slice(row, 0, wanted.size()), wanted);
  }
}
