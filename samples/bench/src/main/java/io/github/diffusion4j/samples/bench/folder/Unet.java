package io.github.diffusion4j.samples.bench.folder;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Component;
import io.github.diffusion4j.train.network.Ops;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The denoiser of "High-Resolution Image Synthesis with Latent Diffusion Models" (2112.10752) with
 * the blocks of Stable Diffusion 1.x: four levels of two residual blocks, at all but the last of
 * which a transformer follows each.
 *
 * @param sizes of it
 */
record Unet(Sizes sizes) implements Component {
  private static final int[] FACTORS = {1, 2, 4, 4};
  private static final int LAST = FACTORS.length - 1;
  private static final int BLOCKS = 2;
  private static final double SLOWEST = 10_000;

  @Override
  public List<Input> inputs() {
    return List.of(
        new Input("sample", Kind.REAL, Shape.of(Sizes.LATENTS, sizes.side(), sizes.side())),
        new Input("timestep", Kind.TIME, Shape.of(1)),
        new Input("encoder_hidden_states", Kind.REAL, Shape.of(Sizes.TOKENS, sizes.width())));
  }

  @Override
  public String output() {
    return "out_sample";
  }

  @Override
  public <T> T forward(Ops<T> ops, List<T> inputs) {
    Blocks<T> blocks = new Blocks<>(ops);
    T time = time(blocks, inputs.get(1));
    T text = inputs.get(2);
    T h = blocks.conv("conv_in", inputs.get(0), sizes.network(), 3, 1);
    Deque<T> skips = new ArrayDeque<>(List.of(h));
    for (int level = 0; level <= LAST; level++) {
      Blocks<T> down = blocks.at("down_blocks", level);
      for (int i = 0; i < BLOCKS; i++) {
        h = block(down, i, h, level, time, text);
        skips.push(h);
      }
      if (level < LAST) {
        h = down.at("downsamplers", 0).conv("conv", h, channels(level), 3, 2);
        skips.push(h);
      }
    }
    Blocks<T> middle = blocks.at("mid_block");
    h = middle.at("resnets", 0).residual(h, channels(LAST), time);
    h = transformer(middle.at("attentions", 0), h, text);
    h = middle.at("resnets", 1).residual(h, channels(LAST), time);
    for (int level = LAST; level >= 0; level--) {
      Blocks<T> up = blocks.at("up_blocks", LAST - level);
      for (int i = 0; i <= BLOCKS; i++) {
        h = block(up, i, ops.concat(h, skips.pop()), level, time, text);
      }
      if (level > 0) {
        h = up.at("upsamplers", 0).larger(h);
      }
    }
    return blocks.conv(
        "conv_out", ops.silu(blocks.groupNorm("conv_norm_out", h)), Sizes.LATENTS, 3, 1);
  }

  private int channels(int level) {
    return FACTORS[level] * sizes.network();
  }

  private <T> T block(Blocks<T> at, int index, T x, int level, T time, T text) {
    T h = at.at("resnets", index).residual(x, channels(level), time);
    return level == LAST ? h : transformer(at.at("attentions", index), h, text);
  }

  /** The sinusoidal embedding of 1706.03762, section 3.5, and two layers. */
  private <T> T time(Blocks<T> blocks, T time) {
    int width = FACTORS[LAST] * sizes.network();
    float[] frequencies = new float[sizes.network() / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) Math.pow(SLOWEST, -(double) i / frequencies.length);
    }
    Blocks<T> embedding = blocks.at("time_embedding");
    T h = embedding.linear("linear_1", blocks.ops().sinusoids(time, frequencies), width);
    return embedding.linear("linear_2", blocks.ops().silu(h), width);
  }

  private <T> T transformer(Blocks<T> at, T x, T text) {
    Ops<T> ops = at.ops();
    T h = at.tokens(at.conv("proj_in", at.groupNorm("norm", x), at.channels(x), 1, 1));
    Blocks<T> block = at.at("transformer_blocks", 0);
    T normal = block.layerNorm("norm1", h);
    h = ops.add(h, block.at("attn1").attention(normal, normal, sizes.heads()));
    h = ops.add(h, block.at("attn2").attention(block.layerNorm("norm2", h), text, sizes.heads()));
    h = ops.add(h, block.at("ff").gated(block.layerNorm("norm3", h)));
    return ops.add(x, at.conv("proj_out", at.image(h, x), at.channels(x), 1, 1));
  }
}
