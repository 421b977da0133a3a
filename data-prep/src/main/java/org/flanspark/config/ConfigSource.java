package org.flanspark.config;

import java.time.LocalDate;
import java.util.Map;

/**
 * Where settings come from, the weakest first.
 *
 * @param profile keys with values that the place of the run sets ({@code spark.flanspark.*})
 * @param yaml the text of the run's file; may be empty
 * @param overrides dotted keys with YAML values, from the command line
 * @param date what {@code ${date}} stands for
 * @param environment what {@code ${env:NAME}} stands for
 */
public record ConfigSource(
    Map<String, String> profile,
    String yaml,
    Map<String, String> overrides,
    LocalDate date,
    Map<String, String> environment) {

  public ConfigSource {
    profile = Map.copyOf(profile);
    overrides = Map.copyOf(overrides);
    environment = Map.copyOf(environment);
  }

  /** A file's text alone, for the given day. */
  public static ConfigSource ofYaml(String yaml, LocalDate date) {
    return new ConfigSource(Map.of(), yaml, Map.of(), date, Map.of());
  }
}
