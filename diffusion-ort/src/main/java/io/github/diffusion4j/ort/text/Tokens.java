package io.github.diffusion4j.ort.text;

import java.util.Arrays;

/**
 * The ids of one text, padded to the fixed length of its tokenizer.
 *
 * <p>Immutable and thread-safe.
 */
public final class Tokens {
  private final int[] ids;
  private final int count;
  private final String cutOff;

  private Tokens(int[] ids, int count, String cutOff) {
    this.ids = ids;
    this.count = count;
    this.cutOff = cutOff;
  }

  /**
   * Tokens of a tokenizer of one's own.
   *
   * @param ids all ids, padding at the end; copied
   * @param count how many of them are not padding, 0 to the number of ids
   * @param cutOff the end of the text for which there was no room; empty if there was room
   * @return the tokens
   * @throws IllegalArgumentException if the count is out of its range, or an id is negative
   */
  public static Tokens of(int[] ids, int count, String cutOff) {
    if (count < 0 || count > ids.length) {
      throw new IllegalArgumentException(
          "count %d of tokens; give 0 to %d, the number of ids".formatted(count, ids.length));
    }
    int[] copy = ids.clone();
    for (int id : copy) {
      if (id < 0) {
        throw new IllegalArgumentException(
            "token id %d; ids are rows of a table, from 0 on".formatted(id));
      }
    }
    return new Tokens(copy, count, cutOff);
  }

  /**
   * All ids: start, text, end, padding.
   *
   * @return a copy, {@link #length()} ids
   */
  public int[] ids() {
    return ids.clone();
  }

  /**
   * The attention mask: 1 where an id belongs to the text, its start or its end, 0 where it is
   * padding.
   *
   * @return a new array of {@link #length()} numbers
   */
  public int[] mask() {
    int[] mask = new int[ids.length];
    Arrays.fill(mask, 0, count, 1);
    return mask;
  }

  /**
   * The number of ids with padding.
   *
   * @return the length of the tokenizer
   */
  public int length() {
    return ids.length;
  }

  /**
   * The number of ids before padding, start and end included.
   *
   * @return 0 to {@link #length()}
   */
  public int count() {
    return count;
  }

  /**
   * The end of the text that did not fit, as the tokenizer cleaned it.
   *
   * @return empty if all of the text did fit
   */
  public String cutOff() {
    return cutOff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tokens tokens
        && Arrays.equals(ids, tokens.ids)
        && count == tokens.count
        && cutOff.equals(tokens.cutOff);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + count;
  }

  @Override
  public String toString() {
    return "%d of %d tokens %s"
        .formatted(count, ids.length, Arrays.toString(Arrays.copyOf(ids, count)));
  }
}
