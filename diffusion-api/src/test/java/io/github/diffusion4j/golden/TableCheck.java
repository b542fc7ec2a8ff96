package io.github.diffusion4j.golden;

import java.nio.file.Path;

/** Holds published expectations of the reference's own tests against the plans: {@code FILE}. */
public final class TableCheck {
  private TableCheck() {}

  /**
   * Prints what is not met, what is left out and why, and the totals.
   *
   * @param args the table
   */
  public static void main(String[] args) {
    int met = 0;
    int run = 0;
    int left = 0;
    for (TableRow row : TableRow.read(Path.of(args[0]))) {
      if (row.leftOut().isPresent()) {
        left++;
        System.out.println("left out: " + row + ": " + row.leftOut().get());
        continue;
      }
      run++;
      if (row.isMet()) {
        met++;
      } else {
        System.out.println("not met: " + row + ": " + row.outcome());
      }
    }
    System.out.printf("%d of %d met, %d rows left out%n", met, run, left);
  }
}
