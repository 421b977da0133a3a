package org.flanspark.tuning.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flanspark.config.ConfigException;
import org.flanspark.tuning.evaluation.Asking;
import org.flanspark.tuning.report.StudyReport;
import org.jspecify.annotations.Nullable;

/**
 * A study as its file says it.
 *
 * @param name of its folder
 * @param title for people
 * @param question that it asks, in a sentence
 * @param base a run's configuration, beside the study's file unless the path is absolute; null
 *     where each run has all its settings
 * @param set settings of all runs, over the base's: {@code section.key: value}
 * @param measure clusters that are compared; empty for all that a run held out
 * @param ask ways of asking that are compared; empty for the main one
 * @param figure how the comparison is drawn
 * @param runs what differs
 * @param small what is otherwise in the form for two cores and an hour; null where there is none
 */
record StudyFile(
    String name,
    String title,
    String question,
    @Nullable String base,
    Map<String, JsonNode> set,
    List<String> measure,
    List<Asking> ask,
    Figure figure,
    List<Run> runs,
    @Nullable Small small) {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  StudyFile {
    set = ordered(set);
    measure = measure == null ? List.of() : List.copyOf(measure);
    ask = ask == null ? List.of() : List.copyOf(ask);
    runs = runs == null ? List.of() : List.copyOf(runs);
  }

  /**
   * How the comparison is drawn.
   *
   * @param axis what the runs differ in
   */
  record Figure(StudyReport.@Nullable Kind kind, String axis) {}

  /**
   * One run.
   *
   * @param label for people; the name where it is null
   * @param series of a curve
   * @param at place along the axis
   * @param set settings that are its own
   * @param measure its own clusters to compare; empty for the study's
   * @param paper what the FLAN paper reports in its place, by style of the prompts, without
   *     exemplars; shares
   * @param whole all its settings, over all others, where the study has come from another machine
   */
  record Run(
      String name,
      @Nullable String label,
      @Nullable String series,
      @Nullable Double at,
      Map<String, JsonNode> set,
      List<String> measure,
      Map<String, Double> paper,
      Map<String, JsonNode> whole) {
    Run {
      set = ordered(set);
      whole = ordered(whole);
      paper = paper == null ? Map.of() : Map.copyOf(paper);
      measure = measure == null ? List.of() : List.copyOf(measure);
    }

    private Run withWhole(Map<String, JsonNode> settings) {
      return new Run(name, label, series, at, set, measure, paper, settings);
    }
  }

  /**
   * What the small form has otherwise.
   *
   * @param base in place of the study's
   * @param set over the study's
   * @param measure in place of the study's
   * @param ask in place of the study's
   * @param runs in place of the study's
   */
  record Small(
      @Nullable String base,
      Map<String, JsonNode> set,
      @Nullable List<String> measure,
      @Nullable List<Asking> ask,
      @Nullable List<Run> runs) {
    Small {
      set = ordered(set);
    }
  }

  /**
   * Reads a study.
   *
   * @param where it stands, for messages
   * @throws ConfigException with what is wrong
   */
  static StudyFile read(String yaml, String where) {
    StudyFile study;
    try {
      study = YAML.readValue(yaml, StudyFile.class);
    } catch (JsonProcessingException e) {
      throw new ConfigException("Invalid study %s: %s".formatted(where, e.getOriginalMessage()));
    }
    if (study == null) {
      throw new ConfigException("Invalid study %s: it is empty".formatted(where));
    }
    List<String> problems = study.problems();
    if (!problems.isEmpty()) {
      throw new ConfigException(
          "Invalid study %s: %s".formatted(where, String.join("; ", problems)));
    }
    return study;
  }

  /** The file that reads back to this study. */
  String toYaml() {
    try {
      return YAML.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot print study " + name, e);
    }
  }

  /** The same study in the form that it has, its runs with all their settings. */
  StudyFile withWhole(Map<String, Map<String, JsonNode>> settings) {
    return new StudyFile(
        name,
        title,
        question,
        null,
        set,
        measure,
        ask,
        figure,
        runs.stream().map(run -> run.withWhole(settings.getOrDefault(run.name, Map.of()))).toList(),
        null);
  }

  /** The form for two cores and an hour. */
  Optional<StudyFile> smallForm() {
    return Optional.ofNullable(small).map(this::with);
  }

  private StudyFile with(Small other) {
    Map<String, JsonNode> settings = new LinkedHashMap<>(set);
    settings.putAll(other.set);
    return new StudyFile(
        name + "-small",
        title + " (small)",
        question,
        other.base == null ? base : other.base,
        settings,
        other.measure == null ? measure : other.measure,
        other.ask == null ? ask : other.ask,
        figure,
        other.runs == null ? runs : other.runs,
        null);
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    require(name, "name", problems);
    require(title, "title", problems);
    require(question, "question", problems);
    if (runs.stream().anyMatch(run -> run.whole.isEmpty())) {
      require(base, "base", problems);
    }
    if (figure == null || figure.kind == null || figure.axis == null) {
      problems.add("missing figure: {kind: bars | curve, axis: ...}");
    }
    problems.addAll(problems(runs));
    if (small != null && small.runs != null) {
      problems.addAll(problems(small.runs));
    }
    return problems;
  }

  private List<String> problems(List<Run> runs) {
    List<String> problems = new ArrayList<>();
    if (runs.isEmpty()) {
      problems.add("missing runs");
    }
    Set<String> names = new HashSet<>();
    for (Run run : runs) {
      if (run.name == null || !run.name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
        problems.add(
            "run name '%s', expected letters, digits, '-', '_' and '.'".formatted(run.name));
      } else if (!names.add(run.name)) {
        problems.add("run name '%s' stands twice".formatted(run.name));
      }
      if (figure != null && figure.kind == StudyReport.Kind.CURVE && run.at == null) {
        problems.add("run '%s' has no place along the curve: missing at".formatted(run.name));
      }
    }
    return problems;
  }

  private static void require(@Nullable String value, String key, List<String> problems) {
    if (value == null || value.isBlank()) {
      problems.add("missing " + key);
    }
  }

  private static Map<String, JsonNode> ordered(@Nullable Map<String, JsonNode> settings) {
    return settings == null ? Map.of() : new LinkedHashMap<>(settings);
  }
}
