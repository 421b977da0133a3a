package org.flanspark.data.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One record: what is asked, and what answers it. No two records of a task have the same question.
 *
 * @param question columns and values, in the order of the file
 * @param answer the same
 */
record SampleRow(Map<String, Object> question, Map<String, Object> answer) {
  SampleRow {
    question = Collections.unmodifiableMap(new LinkedHashMap<>(question));
    answer = Collections.unmodifiableMap(new LinkedHashMap<>(answer));
  }

  /** A question with a single column, and its answer. */
  static SampleRow of(String column, Object question, String answerColumn, Object answer) {
    return new SampleRow(Map.of(column, question), Map.of(answerColumn, answer));
  }

  /** A question of two columns, and its answer. */
  static SampleRow of(
      String column,
      Object question,
      String secondColumn,
      Object secondQuestion,
      String answerColumn,
      Object answer) {
    return new SampleRow(
        columns(column, question, secondColumn, secondQuestion), Map.of(answerColumn, answer));
  }

  /** The question with its choices, of which the one at the row's turn is right. */
  static SampleRow choice(
      Map<String, Object> question, String right, List<String> wrong, Draw draw) {
    int label = draw.label(wrong.size() + 1);
    List<String> choices = new ArrayList<>(wrong);
    choices.add(label, right);
    Map<String, Object> columns = new LinkedHashMap<>(question);
    columns.put("choices", List.copyOf(choices));
    return new SampleRow(columns, Map.of("label", label));
  }

  /** Columns in order. */
  static Map<String, Object> columns(
      String column, Object value, String secondColumn, Object secondValue) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put(column, value);
    columns.put(secondColumn, secondValue);
    return columns;
  }

  /** All columns, the question's first. */
  Map<String, Object> columns() {
    Map<String, Object> columns = new LinkedHashMap<>(question);
    columns.putAll(answer);
    return columns;
  }
}
