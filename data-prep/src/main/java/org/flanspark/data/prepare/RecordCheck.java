package org.flanspark.data.prepare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flanspark.data.quarantine.Reason;
import org.flanspark.data.quarantine.Verdict;
import org.flanspark.data.source.SourceReader;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.BaselinePrompt;
import org.flanspark.data.task.SelectedField;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskKind;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record fits its task, before any template is chosen.
 *
 * @param specialTexts the tokenizer's special tokens, which no text may hold
 */
record RecordCheck(List<String> specialTexts) implements Serializable {
  private static final JsonFactory JSON = new JsonFactory();

  RecordCheck {
    specialTexts = List.copyOf(specialTexts);
  }

  /**
   * A record as its source gave it.
   *
   * @param raw its line, or its columns as JSON
   * @param broken whether it is no record of the schema
   * @param noElements whether it is a row without any of the elements that are the records
   * @param labelMissing whether a column that the answer is made from is null
   * @param fields the selected texts, in the order of {@link SourceReader#textFields}
   */
  record Candidate(
      String raw,
      boolean broken,
      boolean noElements,
      boolean labelMissing,
      List<@Nullable String> fields,
      @Nullable List<@Nullable String> options,
      @Nullable List<@Nullable String> references) {}

  Verdict<TaskRecord> check(Task task, Candidate candidate) {
    if (candidate.broken() || !isOneValue(candidate.raw())) {
      return Verdict.rejected(Reason.UNPARSEABLE);
    }
    if (candidate.noElements()) {
      return Verdict.rejected(Reason.NO_ELEMENTS);
    }
    Map<String, String> fields = new HashMap<>();
    List<String> names = SourceReader.textFields(task);
    for (int i = 0; i < names.size(); i++) {
      String value = candidate.fields().get(i);
      if (value == null) {
        return Verdict.rejected(missing(names.get(i), task, candidate));
      }
      fields.put(names.get(i), value);
    }
    if (isIncomplete(SelectedField.OPTIONS, task, candidate.options())
        || isIncomplete(SelectedField.REFERENCES, task, candidate.references())) {
      return Verdict.rejected(Reason.MISSING_FIELD);
    }
    return check(task, record(fields, candidate));
  }

  private Verdict<TaskRecord> check(Task task, TaskRecord record) {
    if (record.answer().isBlank()) {
      return Verdict.rejected(Reason.EMPTY_TARGET);
    }
    if (task.kind() == TaskKind.CLASSIFICATION && !record.options().contains(record.answer())) {
      return Verdict.rejected(Reason.ANSWER_NOT_AN_OPTION);
    }
    BaselinePrompt baseline = task.baseline();
    if (baseline != null
        && !baseline.options().isEmpty()
        && baseline.options().size() != record.options().size()) {
      return Verdict.rejected(Reason.OPTIONS_MISMATCH);
    }
    if (isWithoutContent(task, record)) {
      return Verdict.rejected(Reason.EMPTY_INPUT);
    }
    if (hasSpecialText(record.fields().values())
        || hasSpecialText(record.options())
        || hasSpecialText(record.references())) {
      return Verdict.rejected(Reason.SPECIAL_TOKEN);
    }
    return Verdict.accepted(record);
  }

  private static TaskRecord record(Map<String, String> fields, Candidate candidate) {
    List<String> references = present(candidate.references());
    String answer = fields.getOrDefault(SelectedField.ANSWER, "");
    return new TaskRecord(
        fields, present(candidate.options()), references.isEmpty() ? List.of(answer) : references);
  }

  private static List<String> present(@Nullable List<@Nullable String> texts) {
    return texts == null ? List.of() : texts.stream().filter(Objects::nonNull).toList();
  }

  private static Reason missing(String field, Task task, Candidate candidate) {
    return field.equals(SelectedField.ANSWER)
            && task.kind() == TaskKind.CLASSIFICATION
            && !candidate.labelMissing()
        ? Reason.LABEL_OUT_OF_RANGE
        : Reason.MISSING_FIELD;
  }

  private static boolean isIncomplete(
      String field, Task task, @Nullable List<@Nullable String> texts) {
    return task.selects(field) && (texts == null || texts.stream().anyMatch(Objects::isNull));
  }

  private static boolean isWithoutContent(Task task, TaskRecord record) {
    return task.select().stream()
        .filter(field -> !field.isReserved())
        .allMatch(field -> record.fields().getOrDefault(field.name(), "").isBlank());
  }

  private boolean hasSpecialText(Collection<String> texts) {
    return texts.stream().anyMatch(text -> specialTexts.stream().anyMatch(text::contains));
  }

  /** Spark takes the first value of a line of JSON and leaves out what follows it. */
  private static boolean isOneValue(String line) {
    // Spark has read a record, and most are flat: where the first brace that closes is the last
    // character, nothing can follow. Reading a line again is dear.
    int firstEnd = line.indexOf('}');
    return firstEnd >= 0 && firstEnd == line.length() - 1 || isOneParsedValue(line);
  }

  private static boolean isOneParsedValue(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      boolean any = parser.nextToken() != null;
      parser.skipChildren();
      return any && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
