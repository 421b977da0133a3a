package org.flanspark.tuning.doctor;

import java.io.Serializable;
import java.util.List;

/**
 * What the checks found in one process.
 *
 * @param card the address of its card; empty without one
 */
public record Report(Place place, String card, List<Finding> findings) implements Serializable {
  public Report {
    findings = List.copyOf(findings);
  }
}
