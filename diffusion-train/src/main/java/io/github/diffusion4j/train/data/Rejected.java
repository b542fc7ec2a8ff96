package io.github.diffusion4j.train.data;

/**
 * An image that was left out.
 *
 * @param name its file, or its place in an array
 * @param reason what is wrong with it
 */
public record Rejected(String name, String reason) {

  /** Name and reason. */
  @Override
  public String toString() {
    return name + ": " + reason;
  }
}
