package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.quarantine.Verdict;
import org.flanspark.data.source.SourceColumns;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.source.SourceReader;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.BaselinePrompt;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskCatalog;
import org.flanspark.data.template.Rendered;
import org.flanspark.data.template.Template;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every template of every task of FLAN's, rendered with a record in the columns of the data set's
 * Hugging Face export. What comes out is beside it for people to read: {@code -Dgolden.update=true}
 * writes it anew.
 */
class ShippedRenderingsIT {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  private static final List<Task> TASKS =
      TaskCatalog.load(List.of(), new Configuration(false)).tasks();

  @TestFactory
  Stream<DynamicTest> readAsTheyWereWritten() {
    Map<Integer, TaskRecord> records = records();
    return TASKS.stream()
        .map(
            task ->
                DynamicTest.dynamicTest(
                    task.name(), () -> check(task, records.get(TASKS.indexOf(task)))));
  }

  private static void check(Task task, TaskRecord record) throws IOException {
    assertThat(record).as("the record in " + fixture(task)).isNotNull();
    String rendered = rendered(task, record);
    Path golden = GOLDEN.resolve(task.name() + ".txt");
    if (UPDATE) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(golden));
  }

  /**
   * One pass over all fixtures; a record that its own task would reject is missing. Of a row that
   * makes several, the last: the turn of a dialogue that the others come before.
   */
  private static Map<Integer, TaskRecord> records() {
    List<SourceFile> files = new ArrayList<>();
    for (int id = 0; id < TASKS.size(); id++) {
      if (Files.exists(fixture(TASKS.get(id)))) {
        files.add(source(id, fixture(TASKS.get(id))));
      }
    }
    RecordCheck check = new RecordCheck(List.of());
    Map<Integer, TaskRecord> records = new TreeMap<>();
    for (Row row : new SourceReader(LocalSpark.session()).read(files, TASKS).collectAsList()) {
      int id = row.getInt(row.fieldIndex(SourceColumns.TASK));
      Verdict<TaskRecord> verdict = check.check(TASKS.get(id), JudgedRecords.candidate(row));
      if (verdict instanceof Verdict.Accepted<TaskRecord> accepted) {
        records.put(id, accepted.value());
      }
    }
    return records;
  }

  private static SourceFile source(int id, Path fixture) {
    try {
      return new SourceFile(
          id,
          "fixture",
          fixture.toString(),
          "jsonl",
          List.of(
              FileSystem.getLocal(new Configuration())
                  .getFileStatus(new org.apache.hadoop.fs.Path(fixture.toUri()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path fixture(Task task) {
    return FIXTURES.resolve(task.dataSet() + ".jsonl");
  }

  private static String rendered(Task task, TaskRecord record) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < task.templates().size(); i++) {
      Rendered rendered = Template.of(task.templates().get(i)).render(record);
      text.append("## ").append(i);
      text.append(task.templates().get(i).turnedAround() ? ", turned around\n" : "\n");
      text.append(rendered.input()).append("\n=> ").append(rendered.target()).append("\n\n");
    }
    BaselinePrompt baseline = task.baseline();
    if (baseline != null) {
      text.append("## completion\n").append(Template.baselineInput(baseline, record));
      text.append("\n=> ")
          .append(baseline.options().isEmpty() ? record.options() : baseline.options());
      text.append("\n\n");
    }
    return text.append("## right\n").append(record.references()).append("\n").toString();
  }
}
