package org.flanspark.data.rendered;

import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.flanspark.data.shard.ColumnWriter;
import org.flanspark.data.shard.Columns;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.RowTable;

/**
 * One record as an evaluation prompt. Whether its task is held out is the mixture's affair and not
 * known here: it stands as false.
 *
 * @param split {@code validation} or {@code test}
 * @param order its place among the task's records of the split: smaller ones are drawn first
 * @param inputs what the model is told of the record, with the record's first prompt alone
 * @param row what is evaluated
 */
public record RenderedPrompt(String split, long order, List<String> inputs, EvaluationRow row) {
  public static final String SPLIT = "split";
  public static final String ORDER = "order";
  public static final String INPUTS = "inputs";
  public static final String EXAMPLE_ID = "example_id";

  /** The table of rendered prompts. */
  public static final RowTable<RenderedPrompt> TABLE = new Table();

  public RenderedPrompt {
    inputs = List.copyOf(inputs);
  }

  private static final class Table implements RowTable<RenderedPrompt> {
    private static final MessageType SCHEMA =
        Columns.table("rendered_prompt")
            .text(SPLIT)
            .bigInteger(ORDER)
            .texts(INPUTS)
            .columns(EvaluationRow.TABLE.schema())
            .build();

    @Override
    public MessageType schema() {
      return SCHEMA;
    }

    @Override
    public void write(RenderedPrompt prompt, ColumnWriter columns) {
      columns.text(prompt.split);
      columns.number(prompt.order);
      columns.texts(prompt.inputs);
      EvaluationRow.TABLE.write(prompt.row, columns);
    }

    @Override
    public RenderedPrompt read(Group group) {
      return new RenderedPrompt(
          group.getString(SPLIT, 0),
          group.getLong(ORDER, 0),
          Columns.texts(group, INPUTS),
          EvaluationRow.TABLE.read(group));
    }
  }
}
