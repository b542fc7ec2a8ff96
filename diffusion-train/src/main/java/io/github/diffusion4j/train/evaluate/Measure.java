package io.github.diffusion4j.train.evaluate;

/**
 * What is measured of pictures.
 *
 * <p>Those on features say "tiny": they are on a {@link
 * io.github.diffusion4j.train.features.FeatureNetwork} for small pictures, and are no FID.
 */
public enum Measure {
  /** The Frechet distance of features to those of the training split; lower is better. */
  TINY_FD("tiny-FD", "Frechet distance of features to the training pictures; lower is better"),
  /** The share of pictures that lie among training pictures; higher is better. */
  PRECISION("precision", "share of the pictures that lie among training pictures (k-NN, tiny)"),
  /** The share of training pictures that lie among these; higher is better. */
  RECALL("recall", "share of training pictures that lie among the pictures (k-NN, tiny)"),
  /** The share whose badge is the one asked for. */
  BADGE("badge", "share of the pictures asked for a badge that show it (tiny)"),
  /** The share whose object is the one asked for. */
  OBJECT("object", "share of the pictures asked for an object that show it (tiny)"),
  /** The share that looks whole: not blurred, noisy, blended or patched. */
  INTACT("intact", "share of the pictures that look whole: not blurred, noisy or mixed (tiny)"),
  /** How far the nearest training picture is; much below held-out pictures is memorised. */
  NEAREST("nearest", "median distance to the nearest training picture, in 255ths"),
  /** The share that is nearer to a training picture than all but a twentieth held-out ones are. */
  COPIES("copies", "share as near to a training picture as the nearest 5 % held-out pictures"),
  /** How much pictures of one context differ; 1 as training pictures do. */
  DIVERSITY("diversity", "distance among pictures of one context, 1 as among training pictures"),
  /** Time to make one picture. */
  MILLISECONDS("ms", "milliseconds to make a picture");

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
