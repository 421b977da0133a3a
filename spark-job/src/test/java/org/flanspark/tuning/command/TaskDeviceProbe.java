package org.flanspark.tuning.command;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.flanspark.tuning.averaging.ExecutorSlots;
import org.flanspark.tuning.averaging.TaskDevice;

/** A Spark application that prints the cards of two tasks which run at one time. */
public final class TaskDeviceProbe {
  private static final int WAIT_SECONDS = 120;

  private TaskDeviceProbe() {}

  public static void main(String[] args) {
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf())) {
      ExecutorSlots.await(spark, 2, WAIT_SECONDS);
      List<String> cards =
          spark
              .parallelize(List.of(0, 1), 2)
              .map(task -> card())
              .sortBy(card -> card, true, 1)
              .collect();
      System.out.println("cards: " + cards);
    }
  }

  private static String card() {
    TaskDevice.use();
    return TaskDevice.address().orElse("none");
  }
}
