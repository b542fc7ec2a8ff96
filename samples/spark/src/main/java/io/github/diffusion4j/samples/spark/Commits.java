package io.github.diffusion4j.samples.spark;

/**
 * In what portions a table is drawn. A commit is a job of Spark, whose rows are in the table all at
 * once.
 *
 * @param partitions tasks per commit
 * @param rows per commit, about
 */
record Commits(int partitions, int rows) {
  Commits {
    if (partitions < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "%d partitions, %d rows per commit: at least 1 of each".formatted(partitions, rows));
    }
  }

  long number(long allRows) {
    return (allRows + rows - 1) / rows;
  }
}
