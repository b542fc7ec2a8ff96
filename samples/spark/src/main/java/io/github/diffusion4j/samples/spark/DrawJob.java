package io.github.diffusion4j.samples.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Draws what a table of images has not yet, commit by commit. */
final class DrawJob {
  private final DrawSettings settings;
  private final Commits commits;

  DrawJob(SparkSession spark, DrawSettings settings, Commits commits) {
    // writes both tables as rows come, in place of sorting all images of a task first
    spark.conf().set("spark.sql.maxConcurrentOutputFileWriters", 2);
    this.settings = settings;
    this.commits = commits;
  }

  /**
   * Draws.
   *
   * @param requests of {@link RequestTable}
   */
  Summary run(Dataset<Row> requests, ImageTable table) {
    long images = table.images().count();
    long errors = table.errors().count();
    Dataset<Row> missing = table.missingOf(requests);
    long rows = missing.count();
    long number = commits.number(rows);
    for (long i = 0; i < number; i++) {
      table.append(drawn(missing.where(isOfCommit(i, number))));
    }
    return new Summary(
        requests.count() - rows, table.images().count() - images, table.errors().count() - errors);
  }

  private static Column isOfCommit(long index, long number) {
    return pmod(xxhash64(col(RequestTable.ID)), lit(number)).equalTo(lit(index));
  }

  private Dataset<Row> drawn(Dataset<Row> requests) {
    return requests
        .repartition(commits.partitions(), col(RequestTable.ID))
        .mapPartitions(new DrawPartition(settings), Encoders.row(ImageTable.SCHEMA));
  }

  /**
   * What a run did.
   *
   * @param finished rows that were there before
   * @param drawn images
   * @param refused rows that are no requests
   */
  record Summary(long finished, long drawn, long refused) {
    @Override
    public String toString() {
      return "%d images drawn, %d rows refused, %d were finished before"
          .formatted(drawn, refused, finished);
    }
  }
}
