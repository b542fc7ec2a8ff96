package io.github.diffusion4j.samples.spark;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/** Draws the requests of a partition in its executor. */
final class DrawPartition implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  private final DrawSettings settings;

  DrawPartition(DrawSettings settings) {
    this.settings = settings;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> requests) {
    DrawnRows rows =
        new DrawnRows(requests, OpenModels.ofThisJvm(settings), 2 * settings.maxRows());
    TaskContext.get()
        .addTaskCompletionListener(
            task -> {
              rows.close();
            });
    return rows;
  }
}
