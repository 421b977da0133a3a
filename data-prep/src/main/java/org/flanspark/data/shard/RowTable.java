package org.flanspark.data.shard;

import java.util.Set;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;

/** How rows of one kind stand in a Parquet file. */
public interface RowTable<T> {
  /** The columns, in the order in which they are stored. */
  MessageType schema();

  /** The columns whose values hardly repeat. */
  default Set<String> distinct() {
    return Set.of();
  }

  /** Gives a row's values, one for each column in order. */
  void write(T row, ColumnWriter columns);

  /** The row that a group of {@link #schema()} holds. */
  T read(Group group);
}
