package io.github.diffusion4j.samples.bench.folder;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Component;
import io.github.diffusion4j.train.network.Ops;
import java.util.List;

/**
 * The decoder of Stable Diffusion's autoencoder: one attention among the latents, then three
 * residual blocks a level while the sides double three times.
 *
 * @param sizes of it
 */
record LatentDecoder(Sizes sizes) implements Component {
  private static final int[] FACTORS = {4, 4, 2, 1};
  private static final int BLOCKS = 3;
  private static final int COLOURS = 3;

  @Override
  public List<Input> inputs() {
    return List.of(
        new Input("latent_sample", Kind.REAL, Shape.of(Sizes.LATENTS, sizes.side(), sizes.side())));
  }

  @Override
  public String output() {
    return "sample";
  }

  @Override
  public <T> T forward(Ops<T> ops, List<T> inputs) {
    Blocks<T> blocks = new Blocks<>(ops);
    int deep = FACTORS[0] * sizes.decoder();
    T h = blocks.conv("post_quant_conv", inputs.get(0), Sizes.LATENTS, 1, 1);
    Blocks<T> decoder = blocks.at("decoder");
    h = decoder.conv("conv_in", h, deep, 3, 1);
    Blocks<T> middle = decoder.at("mid_block");
    h = middle.at("resnets", 0).residual(h, deep, null);
    h = attention(middle.at("attentions", 0), h);
    h = middle.at("resnets", 1).residual(h, deep, null);
    for (int level = 0; level < FACTORS.length; level++) {
      Blocks<T> up = decoder.at("up_blocks", level);
      for (int i = 0; i < BLOCKS; i++) {
        h = up.at("resnets", i).residual(h, FACTORS[level] * sizes.decoder(), null);
      }
      if (level < FACTORS.length - 1) {
        h = up.at("upsamplers", 0).larger(h);
      }
    }
    return decoder.conv("conv_out", ops.silu(decoder.groupNorm("conv_norm_out", h)), COLOURS, 3, 1);
  }

  private static <T> T attention(Blocks<T> at, T x) {
    Ops<T> ops = at.ops();
    T h = at.tokens(at.groupNorm("group_norm", x));
    int width = at.width(h);
    T query = at.linear("to_q", h, width);
    T key = at.linear("to_k", h, width);
    T value = at.linear("to_v", h, width);
    T mixed = at.linear("to_out.0", ops.attention(query, key, value, 1, null), width);
    return ops.add(x, at.image(mixed, x));
  }
}
