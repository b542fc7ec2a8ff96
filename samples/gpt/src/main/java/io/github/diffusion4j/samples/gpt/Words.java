package io.github.diffusion4j.samples.gpt;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;

/** Texts as words: letters and digits in lower case. */
final class Words {
  private static final Splitter SPLITTER =
      Splitter.onPattern("[^\\p{L}\\p{N}]+").omitEmptyStrings();

  private Words() {}

  static List<String> of(String text) {
    return SPLITTER.splitToList(text.toLowerCase(Locale.ROOT));
  }

  /** The words with a blank between. */
  static String joined(String text) {
    return String.join(" ", of(text));
  }
}
