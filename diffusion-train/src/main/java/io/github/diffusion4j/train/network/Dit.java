package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transformer ("Scalable Diffusion Models with Transformers", 2212.09748): patches are tokens.
 * Time and pooled text modulate every block by adaLN-Zero (section 3.2); the tokens of a text are
 * attended to between self-attention and the pointwise layers, as "PixArt-alpha" (2310.00426,
 * section 2.3) places it. Every block is the identity at the start.
 *
 * <p>The context is the row of one text: token states [tokens, width], a mask [tokens] and a pooled
 * state [width]; all zero for no text.
 *
 * @param shape channels x height x width, such as latents
 * @param textTokens of a text, at least 1
 * @param textWidth of their states, at least 1
 * @param patch side of a patch, 1 or 2
 * @param channels of a token, a positive multiple of 32
 * @param depth blocks, at least 1
 */
record Dit(Shape shape, int textTokens, int textWidth, int patch, int channels, int depth)
    implements TextNetwork {
  static final String NAME = "dit";
  private static final int CHANNELS_PER_HEAD = 32;
  static final int TIME_WIDTH = 128;
  static final int EXPANSION = 4;

  Dit {
    Patches.check(shape, patch);
    TextContext.check(textTokens, textWidth);
    check(channels, depth);
  }

  static void check(int channels, int depth) {
    if (channels < 1 || channels % CHANNELS_PER_HEAD != 0) {
      throw new IllegalArgumentException(
          "channels = " + channels + ": a positive multiple of " + CHANNELS_PER_HEAD);
    }
    if (depth < 1) {
      throw new IllegalArgumentException("depth = " + depth + ": at least 1 block");
    }
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
    T condition = condition(layers, time, text.pooled());
    Patches patches = new Patches(shape, patch);

    T h = layers.linear("patches", patches.tokens(ops, x), channels);
    h = layers.positions("positions", h);
    for (int i = 0; i < depth; i++) {
      h = block(layers.at("block" + i), h, condition, text);
    }
    h = modulated(layers.at("out"), h, condition);
    return patches.image(
        ops, layers.constantLinear("out/patches", h, patches.features(), Init.ZEROS));
  }

  private <T> T condition(Layers<T> layers, T time, T pooled) {
    Ops<T> ops = layers.ops();
    T h = layers.linear("time", layers.timeEmbedding(time, TIME_WIDTH), channels);
    h = ops.add(h, layers.linearWithoutBias("pooled", pooled, channels));
    return ops.silu(layers.linear("condition", ops.silu(h), channels));
  }

  /** 2212.09748, figure 3: the identity at the start, since gates and the last map are zero. */
  static <T> T block(Layers<T> layers, T x, T condition, TextContext<T> text) {
    Ops<T> ops = layers.ops();
    int width = ops.shape(x).dimension(1);
    T h = modulated(layers.at("self"), x, condition);
    h = attention(layers.at("self"), h, h, null);
    h = layers.linear("self/out", h, width);
    x = ops.add(x, gated(layers.at("self"), h, condition));

    h = attention(layers.at("text"), ops.normalizeTokens(x), text.states(), text.mask());
    x = ops.add(x, layers.constantLinear("text/out", h, width, Init.ZEROS));

    h = modulated(layers.at("pointwise"), x, condition);
    h = ops.gelu(layers.linear("pointwise/in", h, EXPANSION * width));
    h = layers.linear("pointwise/out", h, width);
    return ops.add(x, gated(layers.at("pointwise"), h, condition));
  }

  static <T> T attention(Layers<T> layers, T x, T others, @Nullable T mask) {
    Ops<T> ops = layers.ops();
    int width = ops.shape(x).dimension(1);
    T query = layers.linear("query", x, width);
    T key = layers.linear("key", others, width);
    T value = layers.linear("value", others, width);
    return ops.attention(query, key, value, width / CHANNELS_PER_HEAD, mask);
  }

  /** Adaptive layer norm: scale and shift are linear in the condition, and 1 and 0 at the start. */
  private static <T> T modulated(Layers<T> layers, T x, T condition) {
    Ops<T> ops = layers.ops();
    int width = ops.shape(x).dimension(1);
    T scale = layers.constantLinear("scale", condition, width, Init.ONES);
    T shift = layers.constantLinear("shift", condition, width, Init.ZEROS);
    return ops.affineTokens(ops.normalizeTokens(x), scale, shift);
  }

  private static <T> T gated(Layers<T> layers, T x, T condition) {
    int width = layers.ops().shape(x).dimension(1);
    return layers
        .ops()
        .affineTokens(x, layers.constantLinear("gate", condition, width, Init.ZEROS), null);
  }
}
