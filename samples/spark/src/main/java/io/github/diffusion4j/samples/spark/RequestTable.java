package io.github.diffusion4j.samples.spark;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads requests. All values become text, so that whatever a row says, it can be told why not. */
final class RequestTable {
  static final String ID = "id";

  /** In how many rows an id stands. */
  static final String TIMES = "times";

  /** The line of a CSV file that has more or fewer fields than the header; else null. */
  static final String MALFORMED = "malformed";

  /** What a request may say beside its id. */
  static final List<String> FIELDS =
      List.of("model", "prompt", "labels", "seed", "steps", "sampler", "guidance");

  private RequestTable() {}

  /**
   * The requests of a table, one row per id.
   *
   * @param path of a {@code .csv} file with a header, or of Parquet
   * @throws IllegalArgumentException if a column is missing or unknown
   */
  static Dataset<Row> read(SparkSession spark, String path) {
    return of(path.endsWith(".csv") ? csv(spark, path) : spark.read().parquet(path));
  }

  /** The requests of rows with these columns. */
  static Dataset<Row> of(Dataset<Row> rows) {
    check(Arrays.asList(rows.columns()));
    List<Column> fields = new ArrayList<>();
    for (String field : FIELDS) {
      fields.add(text(rows, field).as(field));
    }
    fields.add(text(rows, MALFORMED).as(MALFORMED));
    return rows.select(
            coalesce(text(rows, ID), lit("")).as(ID),
            struct(fields.toArray(Column[]::new)).as("of"))
        .groupBy(ID)
        .agg(count("*").as(TIMES), min("of").as("of"))
        .select(ID, TIMES, "of.*");
  }

  private static Dataset<Row> csv(SparkSession spark, String path) {
    StructType schema = new StructType();
    for (String column : spark.read().option("header", true).csv(path).columns()) {
      schema = schema.add(column, DataTypes.StringType);
    }
    return spark
        .read()
        .option("header", true)
        .option("escape", "\"") // as RFC 4180 has it
        .option("columnNameOfCorruptRecord", MALFORMED)
        .schema(schema.add(MALFORMED, DataTypes.StringType))
        .csv(path);
  }

  private static Column text(Dataset<Row> rows, String column) {
    if (!Arrays.asList(rows.columns()).contains(column)) {
      return lit(null).cast(DataTypes.StringType);
    }
    DataType type = rows.schema().apply(column).dataType();
    return type instanceof ArrayType
        ? array_join(col(column), ",")
        : col(column).cast(DataTypes.StringType);
  }

  private static void check(List<String> columns) {
    for (String needed : List.of(ID, "model")) {
      if (!columns.contains(needed)) {
        throw new IllegalArgumentException(
            "the table of requests has no column %s, but %s".formatted(needed, columns));
      }
    }
    for (String column : columns) {
      if (!column.equals(ID) && !column.equals(MALFORMED) && !FIELDS.contains(column)) {
        throw new IllegalArgumentException(
            "the table of requests has a column %s: there may be id and %s"
                .formatted(column, FIELDS));
      }
    }
  }
}
