package org.flanspark.tuning.doctor;

import java.util.Map;

/**
 * Java 17: older ones cannot read the job jar, and Spark's Hadoop does not run on the newest.
 *
 * @param version {@code java.specification.version}
 * @param full version and vendor, for people
 */
record JavaCheck(String version, String full) implements Check {
  private static final String WANTED = "17";

  static JavaCheck ofThisProcess() {
    Map<Object, Object> properties = System.getProperties();
    return new JavaCheck(
        String.valueOf(properties.get("java.specification.version")),
        "%s of %s".formatted(properties.get("java.version"), properties.get("java.vendor")));
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public String remedy() {
    return "give this process a Java 17: JAVA_HOME where it is submitted, spark.executorEnv.JAVA_HOME"
        + " and spark.yarn.appMasterEnv.JAVA_HOME on YARN, the image on Kubernetes, the worker's"
        + " own JAVA_HOME on standalone";
  }

  @Override
  public Finding find() {
    return version.equals(WANTED)
        ? Finding.ok(name(), full)
        : Finding.fail(name(), full + ", expected 17", remedy());
  }
}
