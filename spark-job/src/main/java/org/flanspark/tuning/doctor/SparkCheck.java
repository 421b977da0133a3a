package org.flanspark.tuning.doctor;

/**
 * Spark 3.5 with Scala 2.12, for which the job jar is compiled.
 *
 * @param spark its version
 * @param scala the version of its library
 */
record SparkCheck(String spark, String scala) implements Check {
  @Override
  public String name() {
    return "spark";
  }

  @Override
  public String remedy() {
    return "run a Spark 3.5 with Scala 2.12 here: SPARK_HOME where it is submitted,"
        + " spark.yarn.archive or spark.yarn.jars on YARN, the image on Kubernetes, the cluster's"
        + " own on standalone";
  }

  @Override
  public Finding find() {
    String found = "Spark %s, Scala %s".formatted(spark, scala);
    return spark.startsWith("3.5.") && scala.startsWith("2.12.")
        ? Finding.ok(name(), found)
        : Finding.fail(name(), found + ", expected 3.5 and 2.12", remedy());
  }
}
