package org.flanspark.data.shard;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;

/**
 * One rejected record.
 *
 * @param task the task's name
 * @param split the split of the source that it was read from
 * @param reason the reason code
 * @param record as it was read, or its selected fields as JSON where it was rejected later
 */
public record QuarantinedRow(String task, String split, String reason, String record) {

  /** The table of rejected records. */
  public static final RowTable<QuarantinedRow> TABLE = new Table();

  private static final class Table implements RowTable<QuarantinedRow> {
    private static final MessageType SCHEMA =
        Columns.table("quarantined_row")
            .text("task")
            .text("split")
            .text("reason")
            .text("record")
            .build();

    @Override
    public MessageType schema() {
      return SCHEMA;
    }

    @Override
    public void write(QuarantinedRow row, ColumnWriter columns) {
      columns.text(row.task);
      columns.text(row.split);
      columns.text(row.reason);
      columns.text(row.record);
    }

    @Override
    public QuarantinedRow read(Group group) {
      return new QuarantinedRow(
          group.getString("task", 0),
          group.getString("split", 0),
          group.getString("reason", 0),
          group.getString("record", 0));
    }
  }
}
