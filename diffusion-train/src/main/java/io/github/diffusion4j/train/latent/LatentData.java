package io.github.diffusion4j.train.latent;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.HeldOut;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.learn.LatentSamples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Images as latents of an autoencoder, with the states of their captions.
 *
 * @param images whose captions they are
 * @param tokens the states of the captions; stay the caller's to close
 * @param shape of the latents
 * @param latents by image: means, then deviations, both scaled to a deviation of about 1
 * @param provenance what a run's description tells of them, by key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LatentData(
    Dataset images,
    TokenStates tokens,
    Shape shape,
    List<float[]> latents,
    Map<String, String> provenance) {

  /**
   * Encodes images, which takes about as long as it takes to look at them once.
   *
   * @param images with captions
   * @param tokens of all captions of the images
   * @param autoencoder the folder with {@code vae_encoder}
   * @param threads of the engine; 0 for one per processor
   * @return the latents
   * @throws IllegalArgumentException if an image has no caption, a caption no states, or the
   *     autoencoder takes images of another shape
   */
  public static LatentData of(Dataset images, TokenStates tokens, Path autoencoder, int threads) {
    for (int i = 0; i < images.size(); i++) {
      if (images.example(i).captions().isEmpty()) {
        throw new IllegalArgumentException(
            "%s of %s has no caption: write one into metadata.jsonl"
                .formatted(images.example(i).name(), images.source().name()));
      }
      tokens.require(images.example(i).captions());
    }
    try (LatentCodec encoder = LatentCodec.open(autoencoder.resolve("vae_encoder"), threads)) {
      if (!encoder.shape().equals(images.shape())) {
        throw new IllegalArgumentException(
            "%s takes images of %s, these are %s"
                .formatted(autoencoder, encoder.shape(), images.shape()));
      }
      List<float[]> latents = new ArrayList<>();
      for (int from = 0; from < images.size(); from += LatentCodec.ROWS) {
        latents.addAll(encoded(encoder, images, from));
      }
      int channels =
          latents.get(0).length
              / 2
              * 16
              / images.shape().dimension(1)
              / images.shape().dimension(2);
      Shape shape =
          Shape.of(channels, images.shape().dimension(1) / 4, images.shape().dimension(2) / 4);
      return new LatentData(
          images,
          tokens,
          shape,
          latents,
          Map.of(
              "data.name", images.source().name(),
              "data.author", images.source().author(),
              "data.licence", images.source().licence(),
              "data.fingerprint", images.fingerprint(),
              "data.tokens", tokens.fingerprint(),
              "data.autoencoder", encoder.sha256()));
    }
  }

  private static List<float[]> encoded(LatentCodec encoder, Dataset images, int from) {
    int rows = Math.min(LatentCodec.ROWS, images.size() - from);
    int size = images.shape().size();
    float[] x = new float[rows * size];
    for (int row = 0; row < rows; row++) {
      images.example(from + row).copyImage(x, row * size);
    }
    float[] moments = encoder.run(rows, x);
    int half = moments.length / rows / 2;
    float factor = (float) encoder.scalingFactor();
    List<float[]> latents = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      float[] latent = new float[2 * half];
      for (int i = 0; i < half; i++) {
        int at = 2 * row * half + i;
        latent[i] = factor * moments[at];
        latent[half + i] = factor * (float) Math.exp(moments[at + half] / 2);
      }
      latents.add(latent);
    }
    return latents;
  }

  /** Those to train on. */
  LatentSamples training() {
    return part(name -> !HeldOut.contains(name));
  }

  /** Those held out. */
  LatentSamples heldOut() {
    return part(HeldOut::contains);
  }

  private LatentSamples part(Predicate<String> chosen) {
    List<float[]> part = new ArrayList<>();
    List<List<String>> captions = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      if (chosen.test(images.example(i).name())) {
        part.add(latents.get(i));
        captions.add(images.example(i).captions());
      }
    }
    return new LatentSamples(shape, part, captions, tokens);
  }
}
