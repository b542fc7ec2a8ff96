package io.github.diffusion4j.samples.spark;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the images of a table of requests. */
@Command(name = "draw", description = "Draw the images of a table of requests.")
final class DrawCommand implements Callable<Integer> {
  @Option(
      names = "--requests",
      required = true,
      description = "Table of requests: a .csv file with a header, or Parquet.")
  private String requests = "";

  @Option(
      names = "--out",
      required = true,
      description = "Folder of the table of images; rows that it has are not drawn again.")
  private String out = "";

  @Option(
      names = "--master",
      description =
          "Cluster, such as spark://HOST:7077; by default that of spark-submit, or local[*].")
  private @Nullable String master;

  @Mixin private DrawOptions options = new DrawOptions();

  @Override
  public Integer call() throws IOException {
    try (SparkSession spark = Sessions.open(master)) {
      DrawJob job = new DrawJob(spark, options.settings(), options.commits());
      System.out.println(job.run(RequestTable.read(spark, requests), new ImageTable(spark, out)));
    }
    return 0;
  }
}
