package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import java.util.Map;

/** The networks there are. */
public final class Networks {
  private Networks() {}

  /**
   * The default network: a UNet that works at half and quarter resolution, with a thin path at full
   * resolution. Takes any height and width divisible by 4.
   *
   * @param shape of one sample, channels x height x width
   * @param contextSize length of the context vector, 0 for none
   * @param channels at half resolution, a positive multiple of 32: the knob of size; 64 is good for
   *     icons of 16 x 16
   * @return the network
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Network unet(Shape shape, int contextSize, int channels) {
    return unet(shape, contextSize, channels, 1, 0);
  }

  /**
   * The default network with all its settings.
   *
   * @param shape of one sample, channels x height x width
   * @param contextSize length of the context vector, 0 for none
   * @param channels at half resolution, a positive multiple of 32
   * @param depth blocks at quarter resolution on the way down, and as many on the way up; at least
   *     1
   * @param dropout rate of features dropped inside a block in training, in [0, 1): against learning
   *     a small set by heart
   * @return the network
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Network unet(
      Shape shape, int contextSize, int channels, int depth, double dropout) {
    return new Unet(shape, contextSize, channels, depth, dropout);
  }

  /**
   * The network of the course "How Diffusion Models Work", with its flaws mended. Takes any height
   * and width divisible by 4.
   *
   * @param shape of one sample, channels x height x width
   * @param contextSize length of the context vector, at least 1
   * @param features the knob of size, a positive multiple of 8; 64 in the course
   * @return the network
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Network contextUnet(Shape shape, int contextSize, int features) {
    return new ContextUnet(shape, contextSize, features);
  }

  /**
   * A network that recognises clean images, for evaluation. It has no context, does not look at the
   * time, and makes features + classes numbers of an image.
   *
   * @param shape of one image, channels x height x width, both divisible by 4, and by 8 from 33
   *     pixels on, by 16 from 65, ...
   * @param features numbers that describe an image, at least 1; the first outputs
   * @param classes scores, at least 1; the last outputs
   * @return the network
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Network classifier(Shape shape, int features, int classes) {
    return new Classifier(shape, features, classes);
  }

  /**
   * A transformer over patches with cross-attention to the tokens of a text.
   *
   * @param shape of one sample, channels x height x width, such as latents
   * @param textTokens of a text, padding included, at least 1
   * @param textWidth of their states, at least 1
   * @param patch side of a patch, 1 or 2; height and width are divisible by it
   * @param channels of a token, a positive multiple of 32: the knob of size
   * @param depth blocks, at least 1
   * @return the network
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static TextNetwork dit(
      Shape shape, int textTokens, int textWidth, int patch, int channels, int depth) {
    return new Dit(shape, textTokens, textWidth, patch, channels, depth);
  }

  /**
   * A transformer over patches to which time and text are further tokens: to be compared with
   * {@link #dit}.
   *
   * @param shape of one sample, channels x height x width, such as latents
   * @param textTokens of a text, padding included, at least 1
   * @param textWidth of their states, at least 1
   * @param patch side of a patch, 1 or 2; height and width are divisible by it
   * @param channels of a token, a positive multiple of 32: the knob of size
   * @param depth blocks, at least 1
   * @return the network; its context is that of {@link #dit}
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static TextNetwork inContextDit(
      Shape shape, int textTokens, int textWidth, int patch, int channels, int depth) {
    return new InContextDit(shape, textTokens, textWidth, patch, channels, depth);
  }

  /**
   * The UNet of latent diffusion: cross-attention to the tokens of a text at full and half
   * resolution of the latents.
   *
   * @param shape of one sample, channels x height x width, both even, such as latents
   * @param textTokens of a text, padding included, at least 1
   * @param textWidth of their states, at least 1
   * @param channels at full resolution, a positive multiple of 32: the knob of size
   * @param depth blocks per resolution on the way down, at least 1
   * @return the network; its context is that of {@link #dit}
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static TextNetwork crossAttentionUnet(
      Shape shape, int textTokens, int textWidth, int channels, int depth) {
    return new CrossAttentionUnet(shape, textTokens, textWidth, channels, depth);
  }

  /**
   * Makes the network a configuration tells of.
   *
   * @param configuration of {@link Network#configuration}; other keys are left alone
   * @return an equal network
   * @throws IllegalArgumentException if a key is missing, is not a number, or names no known
   *     network
   */
  public static Network of(Map<String, String> configuration) {
    String name = text(configuration, "network");
    Shape shape = Shape.parse(text(configuration, "shape"));
    int contextSize = number(configuration, "context");
    return switch (name) {
      case Unet.NAME ->
          unet(
              shape,
              contextSize,
              number(configuration, "channels"),
              number(configuration, "depth"),
              rate(configuration, "dropout"));
      case ContextUnet.NAME -> contextUnet(shape, contextSize, number(configuration, "features"));
      case Classifier.NAME ->
          classifier(shape, number(configuration, "features"), number(configuration, "classes"));
      case Dit.NAME ->
          dit(
              shape,
              number(configuration, "text-tokens"),
              number(configuration, "text-width"),
              number(configuration, "patch"),
              number(configuration, "channels"),
              number(configuration, "depth"));
      case InContextDit.NAME ->
          inContextDit(
              shape,
              number(configuration, "text-tokens"),
              number(configuration, "text-width"),
              number(configuration, "patch"),
              number(configuration, "channels"),
              number(configuration, "depth"));
      case CrossAttentionUnet.NAME ->
          crossAttentionUnet(
              shape,
              number(configuration, "text-tokens"),
              number(configuration, "text-width"),
              number(configuration, "channels"),
              number(configuration, "depth"));
      case Autoencoder.NAME -> autoencoder(shape, configuration);
      case Autoencoder.ENCODER -> autoencoder(shape, configuration).encoder();
      case Autoencoder.DECODER -> autoencoder(shape, configuration).decoder();
      default ->
          throw new IllegalArgumentException(
              "network = %s: known are %s"
                  .formatted(
                      name,
                      List.of(
                          Unet.NAME,
                          ContextUnet.NAME,
                          InContextDit.NAME,
                          CrossAttentionUnet.NAME,
                          Dit.NAME,
                          Autoencoder.NAME,
                          Classifier.NAME)));
    };
  }

  private static Autoencoder autoencoder(Shape shape, Map<String, String> configuration) {
    return new Autoencoder(
        shape,
        number(configuration, "latent-channels"),
        number(configuration, "channels"),
        number(configuration, "depth"));
  }

  private static String text(Map<String, String> configuration, String key) {
    String value = configuration.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "the network's configuration %s lacks %s".formatted(configuration, key));
    }
    return value;
  }

  private static double rate(Map<String, String> configuration, String key) {
    String value = text(configuration, key);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the network's %s = %s: a number is needed".formatted(key, value), e);
    }
  }

  private static int number(Map<String, String> configuration, String key) {
    String value = text(configuration, key);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the network's %s = %s: a whole number is needed".formatted(key, value), e);
    }
  }
}
