package org.flanspark.tuning.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;

/**
 * A study's runs with their settings. Two runs whose data comes out alike share one prepared
 * folder, and all share rendered examples and kept answers.
 *
 * @param study as its file says it
 * @param folder of the study
 * @param runs in the file's order
 */
record StudyPlan(StudyFile study, String folder, List<PlannedRun> runs) {
  /** What decides the prepared data. */
  private static final List<String> PREPARED =
      List.of("data", "quality", "mixture", "tokenizer", "packing", "evaluation");

  /** What decides the trained model beside it. */
  private static final List<String> TRAINED = List.of("model", "training", "averaging");

  StudyPlan {
    runs = List.copyOf(runs);
  }

  /**
   * Plans a study.
   *
   * @param folder for all that it makes
   * @param read the base's settings with others over them
   * @throws ConfigException with the problems of every run
   */
  static StudyPlan of(
      StudyFile study, String folder, Function<Map<String, String>, RunConfig> read) {
    List<PlannedRun> runs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (StudyFile.Run run : study.runs()) {
      try {
        runs.add(plan(study, run, folder, read));
      } catch (ConfigException e) {
        problems.add("run %s: %s".formatted(run.name(), e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new StudyPlan(study, folder, runs);
  }

  /** The study with all settings of its runs, none of them in another file. */
  StudyFile travelling(UnaryOperator<RunConfig> settled) {
    return study.withWhole(
        runs.stream()
            .collect(
                Collectors.toMap(
                    PlannedRun::name, run -> keys(settled.apply(run.config()).toTree()))));
  }

  private static Map<String, JsonNode> keys(ObjectNode sections) {
    Map<String, JsonNode> keys = new TreeMap<>();
    sections
        .properties()
        .forEach(
            section ->
                section
                    .getValue()
                    .properties()
                    .forEach(
                        key -> keys.put(section.getKey() + "." + key.getKey(), key.getValue())));
    return keys;
  }

  private static PlannedRun plan(
      StudyFile study,
      StudyFile.Run run,
      String folder,
      Function<Map<String, String>, RunConfig> read) {
    Map<String, String> own = texts(run.set());
    Map<String, String> settings = new TreeMap<>(texts(study.set()));
    settings.putAll(own);
    // As JSON, which is read back to the same value whatever a text looks like.
    run.whole().forEach((key, value) -> settings.put(key, value.toString()));
    RunConfig asked = read.apply(settings);
    String prepared = SettingsDigest.of(asked, PREPARED);
    String trained = SettingsDigest.of(asked, TRAINED, prepared);
    settings.put("output.prepared", folder + "/prepared/" + prepared);
    settings.put("output.run", folder + "/runs/" + run.name() + "-" + trained);
    return new PlannedRun(
        run.name(),
        run.label() == null ? run.name() : run.label(),
        run.series() == null ? "" : run.series(),
        run.at(),
        own,
        run.measure().isEmpty() ? study.measure() : run.measure(),
        run.paper(),
        read.apply(settings));
  }

  /** JSON is YAML, which is how settings are given on the command line too. */
  private static Map<String, String> texts(Map<String, JsonNode> settings) {
    Map<String, String> texts = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> texts.put(key, value.isTextual() ? value.asText() : value.toString()));
    return texts;
  }
}
