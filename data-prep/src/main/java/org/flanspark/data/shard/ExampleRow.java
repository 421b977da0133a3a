package org.flanspark.data.shard;

import java.util.List;
import java.util.Set;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;

/**
 * One rendered example, for people and for SQL.
 *
 * @param task the task's name
 * @param cluster the task's cluster
 * @param split {@code train} or {@code validation}
 * @param exampleId {@code <task>/<split>/<hash>}
 * @param template the template's index in its task file
 * @param turnedAround whether the template asks for something else than the answer
 * @param shots exemplars in the prompt
 * @param pass how often the example was drawn before
 * @param input the text before the separator
 * @param target the text that counts
 * @param options empty for generation
 * @param answer the record's answer; not the target where the template is turned around
 * @param references texts that count as right
 * @param licence of the data set
 */
public record ExampleRow(
    String task,
    String cluster,
    String split,
    String exampleId,
    int template,
    boolean turnedAround,
    int shots,
    int pass,
    String input,
    String target,
    List<String> options,
    String answer,
    List<String> references,
    String licence) {

  /** The table of rendered examples. */
  public static final RowTable<ExampleRow> TABLE = new Table();

  public ExampleRow {
    options = List.copyOf(options);
    references = List.copyOf(references);
  }

  private static final class Table implements RowTable<ExampleRow> {
    private static final MessageType SCHEMA =
        Columns.table("example")
            .text("task")
            .text("cluster")
            .text("split")
            .text("example_id")
            .integer("template")
            .bool("turned_around")
            .integer("shots")
            .integer("pass")
            .text("input")
            .text("target")
            .texts("options")
            .text("answer")
            .texts("references")
            .text("licence")
            .build();

    @Override
    public MessageType schema() {
      return SCHEMA;
    }

    @Override
    public Set<String> distinct() {
      return Set.of("example_id", "input", "target");
    }

    @Override
    public void write(ExampleRow row, ColumnWriter columns) {
      columns.text(row.task);
      columns.text(row.cluster);
      columns.text(row.split);
      columns.text(row.exampleId);
      columns.number(row.template);
      columns.bool(row.turnedAround);
      columns.number(row.shots);
      columns.number(row.pass);
      columns.text(row.input);
      columns.text(row.target);
      columns.texts(row.options);
      columns.text(row.answer);
      columns.texts(row.references);
      columns.text(row.licence);
    }

    @Override
    public ExampleRow read(Group group) {
      return new ExampleRow(
          group.getString("task", 0),
          group.getString("cluster", 0),
          group.getString("split", 0),
          group.getString("example_id", 0),
          group.getInteger("template", 0),
          group.getBoolean("turned_around", 0),
          group.getInteger("shots", 0),
          group.getInteger("pass", 0),
          group.getString("input", 0),
          group.getString("target", 0),
          Columns.texts(group, "options"),
          group.getString("answer", 0),
          Columns.texts(group, "references"),
          group.getString("licence", 0));
    }
  }
}
