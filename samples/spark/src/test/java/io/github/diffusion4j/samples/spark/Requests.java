package io.github.diffusion4j.samples.spark;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.sampler.Samplers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Requests of many kinds, what they become one by one, and what is in a table of images. */
final class Requests {
  static final DrawSettings SETTINGS = DrawSettings.of(List.of("icons16", "icons16-turbo"), 8);

  private static final List<String> LABELS = List.of("folder", "folder,plus", "user", "");
  private static final List<String> SAMPLERS = List.of("ddim", "ddpm", "heun");

  private Requests() {}

  /** As many as wanted; those of other numbers are other requests. */
  static List<Row> rows(int from, int to) {
    List<Row> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      rows.add(
          row(
              "r" + i,
              i % 5 == 0 ? "icons16" : "icons16-turbo",
              LABELS.get(i % 4),
              Integer.toString(100 + i),
              Integer.toString(2 + i % 3),
              SAMPLERS.get(i % 3),
              Integer.toString(i % 2)));
    }
    return rows;
  }

  /** The values id, model, labels, seed, steps, sampler and guidance. */
  static Row row(String... values) {
    return RowFactory.create((Object[]) values);
  }

  static Dataset<Row> table(SparkSession spark, List<Row> rows) {
    StructType schema = new StructType();
    for (String column : List.of("id", "model", "labels", "seed", "steps", "sampler", "guidance")) {
      schema = schema.add(column, DataTypes.StringType);
    }
    return spark.createDataFrame(rows, schema);
  }

  static Dataset<Row> shuffled(SparkSession spark, List<Row> rows, long seed) {
    List<Row> copy = new ArrayList<>(rows);
    Collections.shuffle(copy, new Random(seed));
    return table(spark, copy);
  }

  /** The images of a table as hexadecimal digits by id; an id that is there twice is refused. */
  static Map<String, String> images(ImageTable table) {
    return table.images().select("id", "png").collectAsList().stream()
        .collect(
            Collectors.toMap(
                row -> row.getString(0),
                row -> digits(row.getAs("png")),
                (one, other) -> {
                  throw new AssertionError("an id that is drawn twice");
                },
                TreeMap::new));
  }

  static Map<String, String> errors(ImageTable table) {
    return table.errors().collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
  }

  /** The images of requests that are made alone, without Spark and without a scheduler. */
  static Map<String, String> alone(List<Row> rows) {
    Map<String, String> images = new TreeMap<>();
    try (DiffusionPipeline icons = DiffusionPipeline.load("icons16");
        DiffusionPipeline turbo = DiffusionPipeline.load("icons16-turbo")) {
      for (Row row : rows) {
        DiffusionPipeline pipeline = row.getString(1).equals("icons16") ? icons : turbo;
        String labels = row.getString(2);
        byte[] png =
            pipeline
                .request()
                .context(
                    labels.isEmpty() ? pipeline.context() : pipeline.context(labels.split(",")))
                .seed(Long.parseLong(row.getString(3)))
                .steps(Integer.parseInt(row.getString(4)))
                .sampler(Samplers.named(row.getString(5), 0))
                .guidance(Double.parseDouble(row.getString(6)))
                .generate()
                .toPng();
        images.put(row.getString(0), digits(png));
      }
    }
    return images;
  }

  private static String digits(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
