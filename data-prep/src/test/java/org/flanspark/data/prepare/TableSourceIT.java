package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.ConfigException;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.ExampleRow;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks whose records are tables of the catalogue. */
class TableSourceIT {
  private static final String SOURCE =
      "source: {table: flan_doubling, where: \"result < 100\", split-column: part}";

  private final SparkSession session = LocalSpark.session();

  @TempDir private Path root;

  private SmallWorld world;

  @BeforeEach
  void makeATable() throws IOException {
    world = SmallWorld.in(root);
    String text = world.read("tasks/doubling.yaml");
    world.write("tasks/doubling.yaml", text.replaceAll("source: .*", SOURCE));
    session.sql("DROP TABLE IF EXISTS flan_doubling");
    session.sql(
        "CREATE TABLE flan_doubling USING parquet AS SELECT concat('Twice ', id, '?') AS question,"
            + " 2 * id AS result, if(id < 80, 'train', 'test') AS part FROM range(120)");
  }

  @AfterEach
  void dropIt() {
    session.sql("DROP TABLE IF EXISTS flan_doubling");
  }

  @Test
  void areReadBySplitAndCondition() throws IOException {
    world.write(
        "tasks/doubling.yaml",
        world.read("tasks/doubling.yaml").replace("result < 100", "result < 200"));

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(manifest.tasks().get(0).read()).isEqualTo(80);
    assertThat(world.rows("examples/split=train", ExampleRow.TABLE))
        .filteredOn(row -> row.task().equals("doubling"))
        .extracting(ExampleRow::input)
        .hasSize(80)
        .contains("Twice 79?");
    assertThat(manifest.inputs())
        .extracting(Manifest.InputDigest::path)
        .contains("doubling: table flan_doubling, part = train");
  }

  @Test
  void holdSeveralRecordsARowWhereTheyAreExploded() throws IOException {
    assertThat(preview("array(result, result + 1)").accepted())
        .extracting(TaskRecord::answer)
        .containsExactly("0 of Twice 0?, 0", "1 of Twice 0?, 1");
    assertThatThrownBy(() -> preview("result"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Cannot explode task doubling by \"result\": ");
  }

  private TaskPreview preview(String array) throws IOException {
    Task task =
        TaskFile.parse(
            "doubling.yaml",
            world
                .read("tasks/doubling.yaml")
                .replace("source: {", "source: {explode: \"%s\", ".formatted(array))
                .replace("answer: result", "answer: \"concat(pos, ' of ', question, ', ', col)\"")
                .replace("where: \"result < 100\"", "where: \"result = 0\""));
    SourceFile file = SourceFile.find(task, "train", "", new Configuration());
    return TaskPreview.read(session, task, file, 9);
  }

  @Test
  void arePreparedAgainWhereARowChangedAndOnlyThen() {
    session.sql("INSERT INTO flan_doubling VALUES ('Twice 3.5?', 7, 'test')");
    assertThat(Prepare.prepare(session, world.config()).isNew()).isTrue();
    assertThat(Prepare.prepare(session, world.config()).isNew()).isFalse();

    session.sql("INSERT INTO flan_doubling VALUES ('Twice 4.5?', 9, 'test')");

    assertThat(Prepare.prepare(session, world.config()).isNew()).isTrue();
  }

  @Test
  void areNamedWhereTheyAreMissingOrWrong() throws IOException {
    session.sql("DROP TABLE flan_doubling");
    assertThatThrownBy(() -> Prepare.run(session, world.config()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read table flan_doubling of task doubling: ");

    world.write(
        "tasks/doubling.yaml",
        world.read("tasks/doubling.yaml").replace("result < 100", "result < rand()"));
    assertThatThrownBy(() -> Prepare.run(session, world.config()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Cannot filter task doubling by \"result < rand()\": ");
  }

  @Test
  void areRefusedWhereTheirColumnsMakeReferencesATextOrFitNoExpression() throws IOException {
    String task = world.read("tasks/doubling.yaml");
    world.write("tasks/doubling.yaml", task.replaceAll("references: .*", "references: question"));
    assertThatThrownBy(() -> Prepare.run(session, world.config()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot select references of task doubling: it is STRING, expected an array of texts");

    world.write("tasks/doubling.yaml", task.replace("answer: result", "answer: get(result, 0)"));
    assertThatThrownBy(() -> Prepare.run(session, world.config()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Cannot select the fields of task doubling: ");
  }
}
