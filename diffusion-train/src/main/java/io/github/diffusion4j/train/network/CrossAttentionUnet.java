package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The UNet of "High-Resolution Image Synthesis with Latent Diffusion Models" (2112.10752, section
 * 3.3): convolutions with self-attention, and cross-attention to the tokens of a text, at full and
 * half resolution of the latents. Time and pooled text modulate its blocks.
 *
 * <p>The context is a {@link TextContext}.
 *
 * @param shape channels x height x width, such as latents
 * @param textTokens of a text, at least 1
 * @param textWidth of their states, at least 1
 * @param channels at full resolution, twice as many at half; a positive multiple of 32
 * @param depth blocks per resolution on the way down, and one more on the way up; at least 1
 */
record CrossAttentionUnet(Shape shape, int textTokens, int textWidth, int channels, int depth)
    implements TextNetwork {
  static final String NAME = "cross-attention-unet";
  private static final int GROUP = 8;
  private static final int CHANNELS_PER_HEAD = 32;
  private static final int TIME_WIDTH = 128;

  CrossAttentionUnet {
    Divisible.check("the UNet", shape, 2);
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
        "channels", Integer.toString(channels),
        "depth", Integer.toString(depth));
  }

  @Override
  public <T> T forward(Ops<T> ops, T x, T time, TextContext<T> text) {
    Layers<T> layers = new Layers<>(ops);
    Condition<T> condition = new Condition<>(embedding(layers, time, text.pooled()), text);
    Deque<T> passed = new ArrayDeque<>();

    T h = layers.conv("in", x, channels, 3);
    passed.push(h);
    for (int i = 0; i < depth; i++) {
      h = block(layers.at("full/down" + i), h, condition, channels);
      passed.push(h);
    }
    h = layers.conv("half/in", ops.spaceToDepth(h), 2 * channels, 1);
    passed.push(h);
    for (int i = 0; i < depth; i++) {
      h = block(layers.at("half/down" + i), h, condition, 2 * channels);
      passed.push(h);
    }
    h = block(layers.at("middle"), h, condition, 2 * channels);
    for (int i = 0; i <= depth; i++) {
      T joined = ops.concat(h, passed.pop());
      h = block(layers.at("half/up" + i), joined, condition, 2 * channels);
    }
    h = ops.depthToSpace(layers.conv("half/out", h, 4 * channels, 1));
    for (int i = 0; i <= depth; i++) {
      T joined = ops.concat(h, passed.pop());
      h = block(layers.at("full/up" + i), joined, condition, channels);
    }
    h = ops.silu(layers.groupNorm("norm", h, channels / GROUP));
    return layers.zeroConv("out", h, shape.dimension(0), 3);
  }

  private record Condition<T>(T embedding, TextContext<T> text) {}

  private <T> T embedding(Layers<T> layers, T time, T pooled) {
    Ops<T> ops = layers.ops();
    int width = 2 * channels;
    T h = layers.linear("time", layers.timeEmbedding(time, TIME_WIDTH), width);
    h = ops.add(h, layers.linearWithoutBias("pooled", pooled, width));
    return ops.silu(layers.linear("condition", ops.silu(h), width));
  }

  /** A residual block, then a look at the image itself and at the text; all start as nothing. */
  private static <T> T block(Layers<T> layers, T x, Condition<T> condition, int features) {
    T h = residual(layers, x, condition.embedding(), features);
    h = layers.at("self").attention(h, features / CHANNELS_PER_HEAD, features / GROUP);
    return crossAttention(layers.at("text"), h, condition.text());
  }

  /** The residual block of Dhariwal and Nichol, 2021, appendix A. */
  private static <T> T residual(Layers<T> layers, T x, T embedding, int features) {
    Ops<T> ops = layers.ops();
    T h = ops.silu(layers.groupNorm("norm1", x, layers.channels(x) / GROUP));
    h = layers.conv("conv1", h, features, 3);
    h = ops.silu(layers.adaptiveGroupNorm("norm2", h, embedding, features / GROUP));
    h = layers.zeroConv("conv2", h, features, 3);
    T shortcut = layers.channels(x) == features ? x : layers.conv("shortcut", x, features, 1);
    return ops.add(shortcut, h);
  }

  /** 2112.10752, section 3.3: queries of the image, keys and values of the text. */
  private static <T> T crossAttention(Layers<T> layers, T x, TextContext<T> text) {
    Ops<T> ops = layers.ops();
    Shape image = ops.shape(x);
    int features = image.dimension(0);
    int places = image.dimension(1) * image.dimension(2);
    T normal = layers.groupNorm("norm", x, features / GROUP);
    T query = tokens(ops, layers.conv("query", normal, features, 1), features, places);
    T key = layers.linear("key", text.states(), features);
    T value = layers.linear("value", text.states(), features);
    T mixed = ops.attention(query, key, value, features / CHANNELS_PER_HEAD, text.mask());
    T turned = ops.transpose(ops.reshape(mixed, Shape.of(1, places, features)));
    return ops.add(x, layers.zeroConv("out", ops.reshape(turned, image), features, 1));
  }

  private static <T> T tokens(Ops<T> ops, T image, int features, int places) {
    T turned = ops.transpose(ops.reshape(image, Shape.of(1, features, places)));
    return ops.reshape(turned, Shape.of(places, features));
  }
}
