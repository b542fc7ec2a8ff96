package io.github.diffusion4j.samples.spark;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Images and refused rows, in Parquet. Both are partitions of one table, so that a task writes them
 * together and commits them together or not at all.
 */
final class ImageTable {
  private static final String TABLE = "table";
  private static final String IMAGES = "images";
  private static final String ERRORS = "errors";

  static final StructType SCHEMA =
      new StructType()
          .add(RequestTable.ID, DataTypes.StringType)
          .add("png", DataTypes.BinaryType)
          .add("provenance", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add(TABLE, DataTypes.StringType);

  private final SparkSession spark;
  private final String path;

  ImageTable(SparkSession spark, String path) {
    this.spark = spark;
    this.path = path;
  }

  static Row image(String id, byte[] png, String provenance) {
    return RowFactory.create(id, png, provenance, null, IMAGES);
  }

  static Row error(String id, String reason) {
    return RowFactory.create(id, null, null, reason, ERRORS);
  }

  /** The images: id, png, provenance. */
  Dataset<Row> images() {
    return of(IMAGES).select(RequestTable.ID, "png", "provenance");
  }

  /** The rows that were refused: id, reason. */
  Dataset<Row> errors() {
    return of(ERRORS).select(RequestTable.ID, "reason");
  }

  private Dataset<Row> of(String table) {
    return rows().where(col(TABLE).equalTo(table));
  }

  private Dataset<Row> rows() {
    return exists()
        ? spark.read().schema(SCHEMA).parquet(path)
        : spark.createDataFrame(List.of(), SCHEMA);
  }

  private boolean exists() {
    Path folder = new Path(path);
    try {
      return folder.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those requests whose ids are in neither table. */
  Dataset<Row> missingOf(Dataset<Row> requests) {
    Dataset<Row> finished = rows().select(RequestTable.ID);
    return requests.join(
        finished,
        requests.col(RequestTable.ID).equalTo(finished.col(RequestTable.ID)),
        "left_anti");
  }

  /** Adds rows, all of them or, if the job fails, none. */
  void append(Dataset<Row> rows) {
    rows.write()
        .mode(SaveMode.Append)
        .partitionBy(TABLE)
        .option("compression", "zstd")
        // the one that moves the files of all tasks when the last is done: a task whose executor is
        // lost between its commit and its report is redone, and its first files are dropped
        .option("mapreduce.fileoutputcommitter.algorithm.version", "1")
        .parquet(path);
  }
}
