package org.flanspark.data.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flanspark.config.KeyNames;
import org.flanspark.config.Problems;
import org.jspecify.annotations.Nullable;

/**
 * The {@code splits} of a task file: each a split of the source, whole or at most so many records
 * of it, or carved out of one.
 */
final class SplitRules {
  static final List<String> SPLITS = List.of("train", "validation", "test");

  private final String path;
  private final Set<String> fields;
  private final boolean exploded;
  private final Problems problems;

  /**
   * @param fields the names of the selected fields
   * @param exploded whether a row of the source makes several records
   */
  SplitRules(String file, Set<String> fields, boolean exploded, Problems problems) {
    this.path = file + ": splits";
    this.fields = fields;
    this.exploded = exploded;
    this.problems = problems;
  }

  /**
   * Splits that stand by themselves, for a task that is known.
   *
   * @param path of the mapping, for messages
   */
  static Optional<List<SplitRule>> read(
      String path, JsonNode splits, Task task, Problems problems) {
    Set<String> fields = new TreeSet<>();
    task.select().forEach(field -> fields.add(field.name()));
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.set("splits", splits);
    return FileSection.of(path, file, List.of("splits"), problems)
        .map(
            section ->
                new SplitRules(path, fields, task.source().isExploded(), problems).read(section));
  }

  List<SplitRule> read(FileSection file) {
    List<SplitRule> rules = new ArrayList<>();
    file.required("splits")
        .flatMap(node -> FileSection.of(path, node, SPLITS, problems))
        .ifPresent(
            section -> {
              for (String split : SPLITS) {
                section.optional(split).flatMap(node -> rule(split, node)).ifPresent(rules::add);
              }
              problems.check(
                  section.has("train") || section.has("test"), "Missing train or test in " + path);
            });
    refuseOverlap(rules);
    return rules;
  }

  private Optional<SplitRule> rule(String split, JsonNode node) {
    return node.isTextual()
        ? Optional.of(SplitRule.whole(split, node.textValue()))
        : FileSection.of(
                path + "." + split, node, List.of("from", "share", "at-most", "group-by"), problems)
            .map(section -> carved(split, section));
  }

  private SplitRule carved(String split, FileSection section) {
    problems.check(
        !split.equals("train"),
        "Invalid %s.train, expected the name of a source's split: only validation and test are carved out"
            .formatted(path));
    String from = section.text("from").orElse("");
    return section.has("share")
        ? new SplitRule(split, from, share(section), atMost(section), groupBy(section))
        : new SplitRule(split, from, 1, atMost(section), List.of());
  }

  private double share(FileSection section) {
    Optional<JsonNode> node = section.optional("share");
    double share = node.map(JsonNode::asDouble).orElse(0.5);
    problems.check(
        share > 0 && share < 1,
        "Invalid %s: %s, expected more than 0 and less than 1"
            .formatted(section.at("share"), node.map(JsonNode::asText).orElse("")));
    return share > 0 && share < 1 ? share : 0.5;
  }

  private @Nullable Integer atMost(FileSection section) {
    Optional<JsonNode> node = section.optional("at-most");
    node.ifPresent(
        value ->
            problems.check(
                value.canConvertToExactIntegral() && value.intValue() > 0,
                "Invalid %s: %s, expected a whole number above 0"
                    .formatted(section.at("at-most"), value)));
    return node.map(JsonNode::intValue).orElse(null);
  }

  /**
   * By default every field but the answer, so that equal inputs stay together. Of a row's several
   * records these are not equal, so what is has to be said.
   */
  private List<String> groupBy(FileSection section) {
    List<String> given = section.texts("group-by");
    for (String field : given) {
      problems.check(
          fields.contains(field),
          section.at("group-by") + ": " + KeyNames.unknown("field", field, fields));
    }
    problems.check(
        !exploded || !given.isEmpty(),
        "Missing %s: source.explode makes several records of a row, which stay together by fields of the whole row"
            .formatted(section.at("group-by")));
    if (!given.isEmpty()) {
      return given;
    }
    Set<String> inputs = new TreeSet<>(fields);
    inputs.removeAll(Set.of(SelectedField.ANSWER, SelectedField.REFERENCES, SelectedField.ID));
    return List.copyOf(inputs);
  }

  private void refuseOverlap(List<SplitRule> rules) {
    Map<String, String> whole = new LinkedHashMap<>();
    Map<String, Double> carvedShare = new LinkedHashMap<>();
    Map<String, List<String>> groupBy = new LinkedHashMap<>();
    for (SplitRule rule : rules) {
      if (!rule.isCarved()) {
        String other = whole.put(rule.from(), rule.split());
        problems.check(
            other == null,
            "Invalid %s: %s and %s are both '%s'; carve one out of it: {from: %s, share: ...}"
                .formatted(path, other, rule.split(), rule.from(), rule.from()));
        continue;
      }
      carvedShare.merge(rule.from(), rule.share(), Double::sum);
      List<String> other = groupBy.putIfAbsent(rule.from(), rule.groupBy());
      problems.check(
          other == null || other.equals(rule.groupBy()),
          "Invalid %s: validation and test are carved out of '%s' by different group-by fields, so they would overlap"
              .formatted(path, rule.from()));
    }
    carvedShare.forEach(
        (from, share) ->
            problems.check(
                share < 1,
                "Invalid %s: %s of '%s' is carved out, expected less than all"
                    .formatted(path, share, from)));
  }
}
