package org.flanspark.data.prepare;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What stations need to work on the cluster.
 *
 * @param session whose settings results do not depend on the cluster's for
 * @param hadoop the file systems' settings, for the executors
 */
record Executors(SparkSession session, Broadcast<SerializableConfiguration> hadoop) {

  static Executors of(SparkSession session) {
    SparkSession own = PreparationSession.of(session);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(own.sparkContext());
    return new Executors(
        own,
        context.broadcast(new SerializableConfiguration(own.sparkContext().hadoopConfiguration())));
  }

  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /** The file systems' settings, for the driver. */
  Configuration settings() {
    return session.sparkContext().hadoopConfiguration();
  }
}
