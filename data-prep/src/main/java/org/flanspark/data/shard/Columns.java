package org.flanspark.data.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.flanspark.data.token.TokenIds;

/**
 * Columns of the tables and their values in a Parquet group. Lists have Parquet's standard three
 * levels ({@code name (LIST) / list / element}), which Spark, Arrow and Hugging Face read alike.
 */
public final class Columns {
  private static final String LIST = "list";
  private static final String ELEMENT = "element";

  private Columns() {}

  public static Builder table(String name) {
    return new Builder(name);
  }

  public static void addIntegers(Group group, String column, List<Integer> values) {
    Group list = group.addGroup(column);
    for (int value : values) {
      list.addGroup(LIST).add(ELEMENT, value);
    }
  }

  public static void addTexts(Group group, String column, List<String> values) {
    Group list = group.addGroup(column);
    for (String value : values) {
      list.addGroup(LIST).add(ELEMENT, value);
    }
  }

  public static void addTokenIds(Group group, String column, List<TokenIds> values) {
    Group list = group.addGroup(column);
    for (TokenIds value : values) {
      Group inner = list.addGroup(LIST).addGroup(ELEMENT);
      for (int id : value.toList()) {
        inner.addGroup(LIST).add(ELEMENT, id);
      }
    }
  }

  /** A list of ids as the column at {@code index}, without an object for each. */
  static void addTokenIds(RecordConsumer consumer, String column, int index, TokenIds ids) {
    addElements(consumer, column, index, ids.length(), i -> consumer.addInteger(ids.at(i)));
  }

  static <T> void addList(
      RecordConsumer consumer, String column, int index, List<T> values, Consumer<T> add) {
    addElements(consumer, column, index, values.size(), i -> add.accept(values.get(i)));
  }

  private static void addElements(
      RecordConsumer consumer, String column, int index, int size, IntConsumer element) {
    consumer.startField(column, index);
    consumer.startGroup();
    if (size > 0) {
      consumer.startField(LIST, 0);
      for (int i = 0; i < size; i++) {
        consumer.startGroup();
        consumer.startField(ELEMENT, 0);
        element.accept(i);
        consumer.endField(ELEMENT, 0);
        consumer.endGroup();
      }
      consumer.endField(LIST, 0);
    }
    consumer.endGroup();
    consumer.endField(column, index);
  }

  public static List<Integer> integers(Group group, String column) {
    Group list = group.getGroup(column, 0);
    int size = list.getFieldRepetitionCount(0);
    List<Integer> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(list.getGroup(0, i).getInteger(0, 0));
    }
    return values;
  }

  public static TokenIds tokenIds(Group group, String column) {
    return tokenIds(group.getGroup(column, 0));
  }

  public static List<TokenIds> tokenIdLists(Group group, String column) {
    Group list = group.getGroup(column, 0);
    List<TokenIds> values = new ArrayList<>();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      values.add(tokenIds(list.getGroup(0, i).getGroup(0, 0)));
    }
    return values;
  }

  public static List<String> texts(Group group, String column) {
    Group list = group.getGroup(column, 0);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      values.add(list.getGroup(0, i).getString(0, 0));
    }
    return values;
  }

  private static TokenIds tokenIds(Group list) {
    int[] values = new int[list.getFieldRepetitionCount(0)];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.getGroup(0, i).getInteger(0, 0);
    }
    return TokenIds.of(values);
  }

  /** Columns in the order in which they are named; none may be null. */
  public static final class Builder {
    private final String name;
    private final List<Type> columns = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    public Builder text(String column) {
      columns.add(text(Type.Repetition.REQUIRED, column));
      return this;
    }

    public Builder integer(String column) {
      columns.add(Types.required(PrimitiveTypeName.INT32).named(column));
      return this;
    }

    public Builder bigInteger(String column) {
      columns.add(Types.required(PrimitiveTypeName.INT64).named(column));
      return this;
    }

    public Builder bytes(String column) {
      columns.add(Types.required(PrimitiveTypeName.BINARY).named(column));
      return this;
    }

    public Builder bool(String column) {
      columns.add(Types.required(PrimitiveTypeName.BOOLEAN).named(column));
      return this;
    }

    public Builder integers(String column) {
      columns.add(integerList(column));
      return this;
    }

    public Builder texts(String column) {
      columns.add(list(column, text(Type.Repetition.REQUIRED, ELEMENT)));
      return this;
    }

    public Builder integerLists(String column) {
      columns.add(list(column, integerList(ELEMENT)));
      return this;
    }

    /** All columns of another table. */
    public Builder columns(MessageType table) {
      columns.addAll(table.getFields());
      return this;
    }

    public MessageType build() {
      return new MessageType(name, columns);
    }

    private static Type text(Type.Repetition repetition, String column) {
      return Types.primitive(PrimitiveTypeName.BINARY, repetition)
          .as(LogicalTypeAnnotation.stringType())
          .named(column);
    }

    private static Type integerList(String column) {
      return list(column, Types.required(PrimitiveTypeName.INT32).named(ELEMENT));
    }

    private static Type list(String column, Type element) {
      return Types.requiredList().element(element).named(column);
    }
  }
}
