package io.github.diffusion4j.samples.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.split;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws icons on clusters of one executor, two and so on, and says how many per second. */
@Command(
    name = "measure",
    description = "Draw icons on standalone clusters of this machine, and say how drawing scales.")
final class MeasureCommand implements Callable<Integer> {
  private static final String LABELS = "folder,document,user,box";

  /** Enough for an executor to have evaluated batches of all sizes that come. */
  private static final int WARM_UP = 128;

  @Option(
      names = "--count",
      defaultValue = "20000",
      description = "Icons per cluster. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--executors",
      split = ",",
      defaultValue = "1,2",
      description = "Executors of one core each. Default: ${DEFAULT-VALUE}.")
  private List<Integer> executors = new ArrayList<>();

  @Option(
      names = "--steps",
      defaultValue = "4",
      description = "Steps of icons16-turbo. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Mixin private DrawOptions options = new DrawOptions();

  @Override
  public Integer call() throws IOException {
    System.out.println("executors  seconds  images/s  of linear");
    double first = 0;
    for (int number : executors) {
      double seconds = seconds(number);
      double each = count / seconds / number;
      first = first == 0 ? each : first;
      System.out.printf(
          "%9d  %7.1f  %8.1f  %9.2f%n", number, seconds, count / seconds, each / first);
    }
    return 0;
  }

  private double seconds(int workers) throws IOException {
    Path out = Files.createTempDirectory("diffusion-spark-images");
    try (Cluster cluster = Cluster.start(Cluster.homeOfThisProgram(), 0, workers);
        SparkSession spark = Sessions.open(cluster.master())) {
      DrawJob job = new DrawJob(spark, options.settings(), options.commits());
      job.run(
          icons(spark, -WARM_UP * workers, 0), new ImageTable(spark, out.resolve("w").toString()));
      ImageTable images = new ImageTable(spark, out.resolve("images").toString());
      long start = System.nanoTime();
      DrawJob.Summary summary = job.run(icons(spark, 0, count), images);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (summary.drawn() != count) {
        throw new IllegalStateException("%d icons wanted: %s".formatted(count, summary));
      }
      return seconds;
    }
  }

  private Dataset<Row> icons(SparkSession spark, int from, int to) {
    Column id = col("id");
    Column label = element_at(split(lit(LABELS), lit(",")), pmod(id, lit(4)).plus(1).cast("int"));
    return RequestTable.of(
        spark
            .range(from, to)
            .select(
                concat(lit("icon-"), id).as("id"),
                lit("icons16-turbo").as("model"),
                label.as("labels"),
                id.as("seed"),
                lit(steps).as("steps")));
  }
}
