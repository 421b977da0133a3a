package org.flanspark.data.rendered;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.flanspark.data.shard.ColumnWriter;
import org.flanspark.data.shard.Columns;
import org.flanspark.data.shard.QuarantinedRow;
import org.flanspark.data.shard.RowTable;

/**
 * An accepted record that no example could be made of. It is lost where it is drawn, and only
 * there.
 *
 * @param use what it was to be used for
 * @param order its place among the task's records of the split
 * @param row the record and the reason
 */
public record UnrenderedRecord(Use use, String exampleId, long order, QuarantinedRow row) {

  /** The table of records without examples. */
  public static final RowTable<UnrenderedRecord> TABLE = new Table();

  private static final class Table implements RowTable<UnrenderedRecord> {
    private static final MessageType SCHEMA =
        Columns.table("unrendered_record")
            .text("use")
            .text("example_id")
            .bigInteger("order")
            .columns(QuarantinedRow.TABLE.schema())
            .build();

    @Override
    public MessageType schema() {
      return SCHEMA;
    }

    @Override
    public void write(UnrenderedRecord record, ColumnWriter columns) {
      columns.text(record.use.name());
      columns.text(record.exampleId);
      columns.number(record.order);
      QuarantinedRow.TABLE.write(record.row, columns);
    }

    @Override
    public UnrenderedRecord read(Group group) {
      return new UnrenderedRecord(
          Use.valueOf(group.getString("use", 0)),
          group.getString("example_id", 0),
          group.getLong("order", 0),
          QuarantinedRow.TABLE.read(group));
    }
  }
}
