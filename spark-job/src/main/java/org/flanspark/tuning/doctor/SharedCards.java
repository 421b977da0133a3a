package org.flanspark.tuning.doctor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Executors of one host that were given the same card: on YARN without isolation each finds the
 * host's first one.
 */
final class SharedCards {
  private SharedCards() {}

  /** A failure for each card that more than one executor has. */
  static List<Finding> in(List<Report> reports) {
    Map<String, List<String>> executors =
        reports.stream()
            .filter(report -> !report.card().isEmpty())
            .collect(
                Collectors.groupingBy(
                    report -> "card %s of %s".formatted(report.card(), report.place().host()),
                    TreeMap::new,
                    Collectors.mapping(report -> report.place().name(), Collectors.toList())));
    return executors.entrySet().stream()
        .filter(card -> card.getValue().size() > 1)
        .map(
            card ->
                Finding.fail(
                    "gpu",
                    "%s is given to %s".formatted(card.getKey(), PlaceNames.of(card.getValue())),
                    "use cluster-conf/gpu/claim-gpu as the discovery script"))
        .toList();
  }
}
