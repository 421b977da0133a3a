package org.flanspark.data.shard;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
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
  static final String LIST = "list";
  static final String ELEMENT = "element";

  private Columns() {}

  public static Builder table(String name) {
    return new Builder(name);
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

  public static List<Double> decimals(Group group, String column) {
    Group list = group.getGroup(column, 0);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      values.add(list.getGroup(0, i).getDouble(0, 0));
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

    public Builder decimals(String column) {
      columns.add(list(column, Types.required(PrimitiveTypeName.DOUBLE).named(ELEMENT)));
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
