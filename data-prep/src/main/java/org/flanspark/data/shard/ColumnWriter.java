package org.flanspark.data.shard;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.flanspark.data.token.TokenIds;

/**
 * The values of rows, column after column in the table's order, straight into the columns' pages:
 * Parquet's record events cost five calls a number.
 *
 * <p>A value stands with two levels (Dremel: Melnik et al. 2010): that of the list it repeats, 0
 * where it starts a row, and how many of the lists around it are not empty.
 *
 * <pre>
 * [[5, 6], [7]]  ->  5 (0, 2)  6 (2, 2)  7 (1, 2)
 * [[], [7]]      ->  none (0, 1)  7 (1, 2)
 * []             ->  none (0, 0)
 * </pre>
 */
public final class ColumnWriter {
  private final List<ColumnDescriptor> descriptors;
  private final List<org.apache.parquet.column.ColumnWriter> columns;
  private int column;

  ColumnWriter(MessageType table, ColumnWriteStore store) {
    descriptors = table.getColumns();
    columns = descriptors.stream().map(store::getColumnWriter).toList();
  }

  /** Writes a whole row. */
  <T> void row(RowTable<T> rows, T row) {
    column = 0;
    rows.write(row, this);
  }

  public void text(String value) {
    next().write(binary(value), 0, 0);
  }

  public void bytes(byte[] value) {
    next().write(Binary.fromConstantByteArray(value), 0, 0);
  }

  public void bool(boolean value) {
    next().write(value, 0, 0);
  }

  /** A number of 32 or 64 bits, as the column has them. */
  public void number(long value) {
    boolean wide =
        descriptors.get(column).getPrimitiveType().getPrimitiveTypeName()
            == PrimitiveTypeName.INT64;
    if (wide) {
      next().write(value, 0, 0);
    } else {
      next().write(Math.toIntExact(value), 0, 0);
    }
  }

  public void texts(List<String> values) {
    var to = next();
    list(to, values.size(), i -> to.write(binary(values.get(i)), Math.min(i, 1), 1));
  }

  public void numbers(List<Integer> values) {
    var to = next();
    list(to, values.size(), i -> to.write((int) values.get(i), Math.min(i, 1), 1));
  }

  public void decimals(List<Double> values) {
    var to = next();
    list(to, values.size(), i -> to.write((double) values.get(i), Math.min(i, 1), 1));
  }

  public void ids(TokenIds ids) {
    ids(next(), ids, 0, 1);
  }

  public void idLists(List<TokenIds> lists) {
    var to = next();
    list(to, lists.size(), i -> ids(to, lists.get(i), Math.min(i, 1), 2));
  }

  /** One list of ids, {@code depth} lists deep. */
  private static void ids(
      org.apache.parquet.column.ColumnWriter to, TokenIds ids, int levelOfFirst, int depth) {
    if (ids.isEmpty()) {
      to.writeNull(levelOfFirst, depth - 1);
      return;
    }
    to.write(ids.at(0), levelOfFirst, depth);
    for (int i = 1; i < ids.length(); i++) {
      to.write(ids.at(i), depth, depth);
    }
  }

  private static void list(
      org.apache.parquet.column.ColumnWriter to, int size, IntConsumer element) {
    if (size == 0) {
      to.writeNull(0, 0);
    }
    for (int i = 0; i < size; i++) {
      element.accept(i);
    }
  }

  private org.apache.parquet.column.ColumnWriter next() {
    return columns.get(column++);
  }

  private static Binary binary(String value) {
    return Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8));
  }
}
