package org.flanspark.tuning.doctor;

import java.io.Serializable;

/**
 * A process of the job.
 *
 * @param name {@code driver}, or an executor's number
 * @param host its machine; empty where it is not known
 */
public record Place(String name, String host) implements Serializable {
  private static final String DRIVER = "driver";

  static Place driver(String host) {
    return new Place(DRIVER, host);
  }

  boolean isDriver() {
    return name.equals(DRIVER);
  }
}
