package io.github.diffusion4j.train.data;

/** What to do with an image that cannot be read or has the wrong size. */
public enum InvalidImages {
  /** Leave it out, log it and list it in {@link Dataset#rejected}. */
  SKIP,
  /** Stop with an {@link IllegalArgumentException} that names it. */
  REFUSE
}
