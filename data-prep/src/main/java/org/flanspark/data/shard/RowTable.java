package org.flanspark.data.shard;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.GroupWriter;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** How rows of one kind stand in a Parquet file. */
public interface RowTable<T> {
  /** The columns, in the order in which they are stored. */
  MessageType schema();

  /** Puts a row's values into an empty group of {@link #schema()}. */
  void write(T row, Group group);

  /**
   * Gives a row's values to the file. A table with long lists does it without a group, which makes
   * objects of every number.
   */
  default void write(T row, RecordConsumer consumer) {
    Group group = new SimpleGroup(schema());
    write(row, group);
    new GroupWriter(consumer, schema()).write(group);
  }

  /** The row that a group of {@link #schema()} holds. */
  T read(Group group);
}
