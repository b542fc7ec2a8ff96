package io.github.diffusion4j.train.evaluate;

/**
 * What is measured of images.
 *
 * <p>Those on features say "tiny": they are on a {@link
 * io.github.diffusion4j.train.features.FeatureNetwork} for small images, and are no FID.
 */
public enum Measure {
  /** The Frechet distance of features to those of the training split; lower is better. */
  TINY_FD("tiny-FD", "Frechet distance of features to the training images; lower is better"),
  /** The share of images that lie among training images; higher is better. */
  PRECISION("precision", "share of the images that lie among training images (k-NN, tiny)"),
  /** The share of training images that lie among these; higher is better. */
  RECALL("recall", "share of training images that lie among the images (k-NN, tiny)"),
  /** The share whose badge is the one asked for. */
  BADGE("badge", "share of the images asked for a badge that show it (tiny)"),
  /** The share whose object is the one asked for. */
  OBJECT("object", "share of the images asked for an object that show it (tiny)"),
  /** The share whose style is the one asked for. */
  STYLE("style", "share of the images asked for a style that have it (tiny)"),
  /** The share that find their caption among others. */
  RETRIEVAL("retrieval", "share of the images that find their caption among 50 of the same labels"),
  /** The share that looks whole: not blurred, noisy, blended or patched. */
  INTACT("intact", "share of the images that look whole: not blurred, noisy or mixed (tiny)"),
  /** How far the nearest training image is; much below held-out images is memorised. */
  NEAREST("nearest", "median distance to the nearest training image, in 255ths"),
  /** The share that is nearer to a training image than all but a twentieth held-out ones are. */
  COPIES("copies", "share as near to a training image as the nearest 5 % held-out images"),
  /** How much images of one context differ; 1 as training images do. */
  DIVERSITY("diversity", "distance among images of one context, 1 as among training images"),
  /** Time to make one image. */
  MILLISECONDS("ms", "milliseconds to make an image");

  private final String label;
  private final String meaning;

  Measure(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /**
   * A line of explanation.
   *
   * @return what the number is
   */
  public String meaning() {
    return meaning;
  }

  /** The name in tables, such as tiny-FD. */
  @Override
  public String toString() {
    return label;
  }
}
