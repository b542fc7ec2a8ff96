package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A KL autoencoder ("High-Resolution Image Synthesis with Latent Diffusion Models", 2112.10752,
 * section 3.1): images become latents of a quarter of their height and width, and images again.
 * Most work is done at half and quarter resolution.
 *
 * <p>As a network it is what is trained: it makes of an image, and of noise in the place of the
 * context, the flat sequence of the reconstruction, the latents' means and the logarithms of their
 * variances. With noise of zeros the reconstruction is that of the means.
 *
 * @param shape of an image, channels x height x width, both divisible by 4
 * @param latentChannels of the latents, at least 1
 * @param channels at half resolution, a positive multiple of 32; twice as many at a quarter
 * @param depth residual blocks of the encoder at quarter resolution; the decoder has one more
 */
public record Autoencoder(Shape shape, int latentChannels, int channels, int depth)
    implements Network {
  static final String NAME = "autoencoder";
  static final String ENCODER = NAME + "-encoder";
  static final String DECODER = NAME + "-decoder";
  private static final int DOWN_SAMPLING = 4;
  private static final int MULTIPLE = 32;
  private static final int GROUP = 8;

  /**
   * Checks the numbers.
   *
   * @param shape of an image
   * @param latentChannels of the latents
   * @param channels at half resolution
   * @param depth residual blocks at quarter resolution
   * @throws IllegalArgumentException if one is out of its range
   */
  public Autoencoder {
    Divisible.check("the autoencoder", shape, DOWN_SAMPLING);
    if (latentChannels < 1) {
      throw new IllegalArgumentException("latent-channels = " + latentChannels + ": at least 1");
    }
    if (channels < 1 || channels % MULTIPLE != 0) {
      throw new IllegalArgumentException(
          "channels = " + channels + ": a positive multiple of " + MULTIPLE);
    }
    if (depth < 1) {
      throw new IllegalArgumentException("depth = " + depth + ": at least 1 block");
    }
  }

  /**
   * The shape of the latents of one image.
   *
   * @return latent channels x height / 4 x width / 4
   */
  public Shape latentShape() {
    return Shape.of(
        latentChannels, shape.dimension(1) / DOWN_SAMPLING, shape.dimension(2) / DOWN_SAMPLING);
  }

  /**
   * The half that makes latents: means, then logarithms of variances, channel after channel.
   *
   * @return a network of the same parameters, n x shape to n x 2 latent channels x h x w
   */
  public Network encoder() {
    return new Encoder(this);
  }

  /**
   * The half that makes images of latents.
   *
   * @return a network of the same parameters, n x latent shape to n x shape
   */
  public Network decoder() {
    return new Decoder(this);
  }

  /** One noise value per value of the latents. */
  @Override
  public int contextSize() {
    return latentShape().size();
  }

  @Override
  public Map<String, String> configuration() {
    return configuration(NAME);
  }

  private Map<String, String> configuration(String name) {
    return Map.of(
        "network", name,
        "shape", shape.toString(),
        "context", Integer.toString(name.equals(NAME) ? contextSize() : 0),
        "latent-channels", Integer.toString(latentChannels),
        "channels", Integer.toString(channels),
        "depth", Integer.toString(depth));
  }

  @Override
  public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
    if (context == null) {
      throw new IllegalArgumentException("the autoencoder draws latents from noise: give it some");
    }
    Layers<T> layers = new Layers<>(ops);
    Moments<T> latents = encode(layers.at("encoder"), x);
    T image = decode(layers.at("decoder"), sampled(ops, latents, context));
    T all = ops.concat(pixels(ops, image), pixels(ops, latents.joined(ops)));
    return ops.reshape(all, Shape.of(ops.shape(all).size()));
  }

  /** 1312.6114, section 2.4: z = mu + sigma eps. */
  private <T> T sampled(Ops<T> ops, Moments<T> latents, T noise) {
    Shape flat = Shape.of(latentShape().size());
    T deviation = ops.exp(ops.scale(ops.reshape(latents.logVariance(), flat), 0.5));
    T drawn = ops.affine(pixels(ops, noise), deviation, ops.reshape(latents.mean(), flat));
    return ops.reshape(drawn, latentShape());
  }

  /** As channels of one pixel, which can be joined. */
  private static <T> T pixels(Ops<T> ops, T x) {
    return ops.reshape(x, Shape.of(ops.shape(x).size(), 1, 1));
  }

  private <T> Moments<T> encode(Layers<T> layers, T image) {
    Ops<T> ops = layers.ops();
    T h = layers.conv("half/in", ops.spaceToDepth(image), channels, 3);
    h = block(layers.at("half/block"), h);
    h = layers.conv("quarter/in", ops.spaceToDepth(h), 2 * channels, 1);
    for (int i = 0; i < depth; i++) {
      h = block(layers.at("quarter/block" + i), h);
    }
    h = active(layers.at("out"), h);
    return new Moments<>(
        layers.conv("out/mean", h, latentChannels, 3),
        layers.conv("out/log-variance", h, latentChannels, 3));
  }

  private <T> T decode(Layers<T> layers, T latents) {
    Ops<T> ops = layers.ops();
    T h = layers.conv("quarter/in", latents, 2 * channels, 3);
    for (int i = 0; i <= depth; i++) {
      h = block(layers.at("quarter/block" + i), h);
    }
    h = ops.depthToSpace(layers.conv("quarter/out", h, 4 * channels, 1));
    h = block(layers.at("half/block0"), h);
    h = block(layers.at("half/block1"), h);
    h = ops.depthToSpace(layers.conv("half/out", h, channels, 1));
    h = block(layers.at("full/block"), h);
    h = active(layers.at("out"), h);
    return layers.conv("out", h, shape.dimension(0), 3);
  }

  private static <T> T active(Layers<T> layers, T x) {
    return layers.ops().silu(layers.groupNorm("norm", x, layers.channels(x) / GROUP));
  }

  /**
   * The residual block of Dhariwal and Nichol, 2021, without condition: the identity at the start.
   */
  private static <T> T block(Layers<T> layers, T x) {
    int features = layers.channels(x);
    T h = layers.conv("conv1", active(layers.at("1"), x), features, 3);
    return layers.ops().add(x, layers.zeroConv("conv2", active(layers.at("2"), h), features, 3));
  }

  /** A normal distribution per value of the latents. */
  private record Moments<T>(T mean, T logVariance) {
    T joined(Ops<T> ops) {
      return ops.concat(mean, logVariance);
    }
  }

  /** Images to moments. */
  private record Encoder(Autoencoder whole) implements Network {
    @Override
    public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
      return whole.encode(new Layers<>(ops).at("encoder"), x).joined(ops);
    }

    @Override
    public Shape shape() {
      return whole.shape;
    }

    @Override
    public int contextSize() {
      return 0;
    }

    @Override
    public Map<String, String> configuration() {
      return whole.configuration(ENCODER);
    }
  }

  /** Latents to images. */
  private record Decoder(Autoencoder whole) implements Network {
    @Override
    public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
      return whole.decode(new Layers<>(ops).at("decoder"), x);
    }

    @Override
    public Shape shape() {
      return whole.latentShape();
    }

    @Override
    public int contextSize() {
      return 0;
    }

    @Override
    public Map<String, String> configuration() {
      return whole.configuration(DECODER);
    }
  }
}
