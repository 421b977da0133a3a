package org.flanspark.data.prepare;

import java.util.Map;
import java.util.Objects;
import org.apache.spark.package$;

/** What made an artifact. */
final class Versions {
  private Versions() {}

  static Map<String, String> current() {
    return Map.of(
        "java",
        Objects.requireNonNullElse(System.getProperty("java.version"), "unknown"),
        "spark",
        package$.MODULE$.SPARK_VERSION(),
        "flanspark",
        Objects.requireNonNullElse(
            Versions.class.getPackage().getImplementationVersion(), "development"));
  }
}
