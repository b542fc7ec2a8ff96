package io.github.diffusion4j.names;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What to say of a name that is not known. Thread-safe. */
public final class Names {
  private static final int LETTERS_PER_EDIT = 3;

  private Names() {}

  /**
   * The end of a message that lists the names there are.
   *
   * @param given the name that is not known
   * @param known the names there are
   * @return such as {@code "[ddim, ddpm]; did you mean ddim?"}, or the list alone if none is near
   */
  public static String listed(String given, Collection<String> known) {
    return List.copyOf(known) + didYouMean(given, known);
  }

  /**
   * The question, for a message that does not list the names.
   *
   * @param given the name that is not known
   * @param known the names there are
   * @return such as {@code "; did you mean ddim?"}, or nothing if none is near
   */
  public static String didYouMean(String given, Collection<String> known) {
    return nearest(given, known).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /**
   * The known name that is fewest edits away: a letter inserted, left out or replaced, or two
   * neighbours exchanged. Case does not count.
   *
   * @param given the name that is not known
   * @param known the names there are
   * @return the first of the nearest, if it takes at most one edit for every three letters
   */
  public static Optional<String> nearest(String given, Collection<String> known) {
    String wanted = given.strip().toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> Math.abs(name.length() - wanted.length()) <= most(wanted, name))
        .map(name -> new Candidate(name, edits(wanted, name.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.edits <= most(wanted, candidate.name))
        .min(Comparator.comparingInt(Candidate::edits))
        .map(Candidate::name);
  }

  /** The most edits between names that are near. */
  private static int most(String a, String b) {
    return Math.max(a.length(), b.length()) / LETTERS_PER_EDIT;
  }

  /**
   * The optimal string alignment distance (Levenshtein, 1966, and exchanged neighbours).
   *
   * @param a a text
   * @param b another
   * @return the fewest edits that lead from one to the other, each letter touched by one at most
   */
  public static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : step(edits, i, j, a, b);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int step(int[][] edits, int i, int j, String a, String b) {
    int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(least, 1 + edits[i - 2][j - 2]) : least;
  }

  private record Candidate(String name, int edits) {}
}
