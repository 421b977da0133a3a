package org.flanspark.tuning.doctor;

import java.util.OptionalLong;
import org.apache.spark.SparkConf;

/** The containers that Spark asks YARN or Kubernetes for; other masters make none. */
final class RequestedMemory {
  private static final long MEBIBYTE = 1 << 20;
  private static final long LEAST_OVERHEAD = 384;
  private static final String OVERHEAD_SHARE = "0.1";
  private static final String OF_KUBERNETES = "spark.kubernetes.memoryOverheadFactor";

  private RequestedMemory() {}

  static OptionalLong ofExecutor(SparkConf conf) {
    if (!makesContainers(conf)) {
      return OptionalLong.empty();
    }
    long offHeap =
        conf.getBoolean("spark.memory.offHeap.enabled", false)
            ? conf.getSizeAsMb("spark.memory.offHeap.size", "0")
            : 0;
    return OptionalLong.of((heapAndOverhead(conf, "executor") + offHeap) * MEBIBYTE);
  }

  /** A driver at its user's side runs in no container of Spark's. */
  static OptionalLong ofDriver(SparkConf conf) {
    boolean inCluster = conf.get("spark.submit.deployMode", "client").equals("cluster");
    return makesContainers(conf) && inCluster
        ? OptionalLong.of(heapAndOverhead(conf, "driver") * MEBIBYTE)
        : OptionalLong.empty();
  }

  private static boolean makesContainers(SparkConf conf) {
    return conf.get("spark.master", "").equals("yarn") || isKubernetes(conf);
  }

  private static boolean isKubernetes(SparkConf conf) {
    return conf.get("spark.master", "").startsWith("k8s://");
  }

  private static long heapAndOverhead(SparkConf conf, String process) {
    long heap = conf.getSizeAsMb("spark.%s.memory".formatted(process), "1g");
    String key = "spark.%s.memoryOverhead".formatted(process);
    long overhead =
        conf.contains(key)
            ? conf.getSizeAsMb(key)
            : Math.max(LEAST_OVERHEAD, (long) (heap * share(conf, process)));
    return heap + overhead;
  }

  private static double share(SparkConf conf, String process) {
    String general = isKubernetes(conf) ? conf.get(OF_KUBERNETES, OVERHEAD_SHARE) : OVERHEAD_SHARE;
    return Double.parseDouble(
        conf.get("spark.%s.memoryOverheadFactor".formatted(process), general));
  }
}
