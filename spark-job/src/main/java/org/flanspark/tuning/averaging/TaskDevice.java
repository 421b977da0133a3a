package org.flanspark.tuning.averaging;

import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.flanspark.tuning.kernel.device.Device;

/** The graphics card that Spark has given to the running task. */
public final class TaskDevice {
  private TaskDevice() {}

  /** Its address; nothing in a task without a card, and outside of tasks. */
  public static Optional<String> address() {
    return Optional.ofNullable(TaskContext.get())
        .map(task -> task.resourcesJMap().get(GpuSettings.RESOURCE))
        .map(ResourceInformation::addresses)
        .map(addresses -> addresses[0]);
  }

  /**
   * Has the calling thread compute on the task's card, if there is one. A task calls it before it
   * opens kernels, in each thread that computes.
   */
  public static void use() {
    address().ifPresent(Device::use);
  }
}
