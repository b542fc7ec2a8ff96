package io.github.diffusion4j.train.data;

/**
 * Where images come from; travels into the card of the model that is trained on them.
 *
 * @param name of the data set
 * @param author whom to attribute; "unknown" where nobody said
 * @param licence the terms; "unknown" where nobody said
 */
public record Source(String name, String author, String licence) {

  /**
   * A source of which only the name is known.
   *
   * @param name such as the folder's
   * @return a source of unknown author and licence
   */
  public static Source unattributed(String name) {
    return new Source(name, "unknown", "unknown");
  }
}
