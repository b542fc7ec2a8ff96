package io.github.diffusion4j.samples.bench.folder;

/**
 * How large the components are.
 *
 * @param side of the latents; an image has 8 times as many pixels a side
 * @param network channels of the denoiser's first level, a multiple of 32
 * @param heads of its attention, which divide these channels
 * @param width of the state of a token of the text
 * @param layers of the text encoder
 * @param textHeads of its attention, which divide its width
 * @param decoder channels of the decoder's last level, a multiple of 32
 */
public record Sizes(
    int side, int network, int heads, int width, int layers, int textHeads, int decoder) {
  /** Those of Stable Diffusion 1.5 at 512 x 512. */
  public static final Sizes STABLE_DIFFUSION = new Sizes(64, 320, 8, 768, 12, 12, 128);

  /** Channels of latents. */
  static final int LATENTS = 4;

  /** Tokens of a text. */
  static final int TOKENS = 77;
}
