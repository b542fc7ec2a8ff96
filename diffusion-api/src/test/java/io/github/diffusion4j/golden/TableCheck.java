package io.github.diffusion4j.golden;

import java.nio.file.Path;
import java.util.Objects;

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
      double sum = row.sum();
      if (isMet(row, sum)) {
        met++;
      } else {
        System.out.printf(
            "not met: %s: %.4f, expected %.4f%s%n",
            row,
            sum,
            Objects.requireNonNull(row.expected()).get("result_sum"),
            row.float64_within_tolerance()
                ? ""
                : ", into which the rounding of float32 tables is baked");
      }
    }
    System.out.printf("%d of %d met, %d rows left out%n", met, run, left);
  }

  static boolean isMet(TableRow row, double sum) {
    Double expected = Objects.requireNonNull(row.expected()).get("result_sum");
    Double tolerance = Objects.requireNonNull(row.tolerance()).get("result_sum");
    if (expected == null) {
      return false;
    }
    return Math.abs(sum - expected) <= (tolerance == null ? 0.01 : tolerance);
  }
}
