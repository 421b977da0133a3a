package org.flanspark.data.shard;

import java.util.List;
import java.util.function.IntConsumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.flanspark.data.token.TokenIds;

/**
 * The values of rows, column after column in the table's order, straight into a file: a group would
 * make objects of every number.
 */
public final class ColumnWriter {
  private final MessageType table;
  private final RecordConsumer consumer;
  private int column;

  ColumnWriter(MessageType table, RecordConsumer consumer) {
    this.table = table;
    this.consumer = consumer;
  }

  /** Writes a whole row. */
  <T> void row(RowTable<T> rows, T row) {
    column = 0;
    consumer.startMessage();
    rows.write(row, this);
    consumer.endMessage();
  }

  public void text(String value) {
    start();
    consumer.addBinary(Binary.fromString(value));
    finish();
  }

  public void bytes(byte[] value) {
    start();
    consumer.addBinary(Binary.fromConstantByteArray(value));
    finish();
  }

  public void bool(boolean value) {
    start();
    consumer.addBoolean(value);
    finish();
  }

  /** A number of 32 or 64 bits, as the column has them. */
  public void number(long value) {
    start();
    if (table.getType(column).asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64) {
      consumer.addLong(value);
    } else {
      consumer.addInteger(Math.toIntExact(value));
    }
    finish();
  }

  public void texts(List<String> values) {
    list(values.size(), i -> consumer.addBinary(Binary.fromString(values.get(i))));
  }

  public void numbers(List<Integer> values) {
    list(values.size(), i -> consumer.addInteger(values.get(i)));
  }

  public void decimals(List<Double> values) {
    list(values.size(), i -> consumer.addDouble(values.get(i)));
  }

  public void ids(TokenIds ids) {
    list(ids.length(), i -> consumer.addInteger(ids.at(i)));
  }

  public void idLists(List<TokenIds> lists) {
    list(
        lists.size(),
        i -> nested(lists.get(i).length(), n -> consumer.addInteger(lists.get(i).at(n))));
  }

  private void list(int size, IntConsumer element) {
    start();
    nested(size, element);
    finish();
  }

  private void nested(int size, IntConsumer element) {
    consumer.startGroup();
    if (size > 0) {
      consumer.startField(Columns.LIST, 0);
      for (int i = 0; i < size; i++) {
        consumer.startGroup();
        consumer.startField(Columns.ELEMENT, 0);
        element.accept(i);
        consumer.endField(Columns.ELEMENT, 0);
        consumer.endGroup();
      }
      consumer.endField(Columns.LIST, 0);
    }
    consumer.endGroup();
  }

  private void start() {
    consumer.startField(table.getFieldName(column), column);
  }

  private void finish() {
    consumer.endField(table.getFieldName(column), column);
    column++;
  }
}
