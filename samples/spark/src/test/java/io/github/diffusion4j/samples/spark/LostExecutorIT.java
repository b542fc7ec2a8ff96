package io.github.diffusion4j.samples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostExecutorIT {
  private static final List<Row> ROWS = Requests.rows(0, 52);

  /** Kills an executor once a task has written its images. */
  private static final class Killer extends SparkListener {
    private final Cluster cluster;
    private final AtomicBoolean killed = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();

    Killer(Cluster cluster) {
      this.cluster = cluster;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (task.reason() instanceof ExecutorLostFailure) {
        lost.set(true);
      } else if (task.taskMetrics().outputMetrics().recordsWritten() > 0
          && killed.compareAndSet(false, true)) {
        cluster.executors().get(0).destroyForcibly();
      }
    }
  }

  @Test
  void nothingIsLostOrDrawnTwiceWhenAnExecutorIsKilled(@TempDir Path folder) {
    Path home = Path.of(System.getProperty("cluster.home", "target/spark")).toAbsolutePath();
    try (Cluster cluster = Cluster.start(home, 0, 2)) {
      SparkSession spark = Sessions.open(cluster.master());
      try {
        spark.conf().set("spark.sql.shuffle.partitions", 2);
        Killer killer = new Killer(cluster);
        spark.sparkContext().addSparkListener(killer);
        ImageTable table = new ImageTable(spark, folder.resolve("out").toString());
        DrawJob job = new DrawJob(spark, Requests.SETTINGS, new Commits(13, 100));
        DrawJob.Summary summary = job.run(RequestTable.of(Requests.table(spark, ROWS)), table);
        assertTrue(killer.lost.get(), "no task was lost");
        assertEquals(new DrawJob.Summary(0, 52, 0), summary);
        assertEquals(Requests.alone(ROWS), Requests.images(table));
      } finally {
        spark.stop();
      }
    }
  }
}
