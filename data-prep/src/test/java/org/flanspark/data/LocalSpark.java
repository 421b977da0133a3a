package org.flanspark.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of a test JVM: two cores of this machine, no network beyond it. */
public final class LocalSpark {
  private static final SparkSession SESSION = start();

  private LocalSpark() {}

  /** The session; it is shared, so a test leaves its settings as they are. */
  public static SparkSession session() {
    return SESSION;
  }

  private static SparkSession start() {
    try {
      return SparkSession.builder()
          .master("local[2]")
          .appName("integration tests")
          .config("spark.ui.port", 0)
          .config("spark.ui.showConsoleProgress", false)
          .config(
              "spark.metrics.conf.driver.sink.prometheusServlet.class",
              "org.apache.spark.metrics.sink.PrometheusServlet")
          .config("spark.metrics.conf.driver.sink.prometheusServlet.path", "/metrics/prometheus")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", 4)
          // Small tables end before the code that Spark would make for them is compiled.
          .config("spark.sql.codegen.wholeStage", false)
          .config("spark.sql.warehouse.dir", Files.createTempDirectory("warehouse").toString())
          .getOrCreate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
