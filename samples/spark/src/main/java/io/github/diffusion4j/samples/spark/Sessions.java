package io.github.diffusion4j.samples.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Sessions of Spark; system properties {@code spark.*} go before what is set here. */
final class Sessions {
  private Sessions() {}

  /**
   * Opens one.
   *
   * @param master the cluster; null for that of {@code spark-submit}, or this JVM
   */
  static SparkSession open(@Nullable String master) {
    SparkConf conf = new SparkConf();
    if (master != null) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", "local[*]")
        .setIfMissing("spark.app.name", "diffusion4j")
        .setIfMissing("spark.log.level", "WARN")
        .setIfMissing("spark.ui.enabled", "false");
    String where = conf.get("spark.master");
    if (where.startsWith("local") || where.contains("127.0.0.1")) { // whatever this host is called
      conf.setIfMissing("spark.driver.host", "127.0.0.1")
          .setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
