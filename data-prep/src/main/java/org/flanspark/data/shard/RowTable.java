package org.flanspark.data.shard;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;

/** How rows of one kind stand in a Parquet file. */
public interface RowTable<T> {
  /** The columns, in the order in which they are stored. */
  MessageType schema();

  /** Puts a row's values into an empty group of {@link #schema()}. */
  void write(T row, Group group);

  /** The row that a group of {@link #schema()} holds. */
  T read(Group group);
}
