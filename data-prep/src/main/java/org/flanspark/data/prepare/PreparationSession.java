package org.flanspark.data.prepare;

import org.apache.spark.sql.SparkSession;

/** A Spark session whose settings the result does not depend on the cluster's for. */
final class PreparationSession {
  private PreparationSession() {}

  /** A session of its own on the same cluster. */
  static SparkSession of(SparkSession session) {
    SparkSession own = session.newSession();
    // A record that an expression does not fit gives null and is rejected; ANSI mode fails the job.
    own.conf().set("spark.sql.ansi.enabled", false);
    own.conf().set("spark.sql.caseSensitive", true);
    own.conf().set("spark.sql.session.timeZone", "UTC");
    // Tokenizing is slow for its bytes: merging small partitions would leave it to one core.
    own.conf().set("spark.sql.adaptive.coalescePartitions.enabled", false);
    own.conf().set("spark.sql.shuffle.partitions", partitions(session));
    return own;
  }

  /** The user's own choice, or twice the cores instead of Spark's 200. */
  private static int partitions(SparkSession session) {
    String key = "spark.sql.shuffle.partitions";
    return session.sparkContext().getConf().contains(key)
        ? Integer.parseInt(session.conf().get(key))
        : 2 * session.sparkContext().defaultParallelism();
  }
}
