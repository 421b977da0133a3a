package org.flanspark.data.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column of a typed file or table as a schema has it: numbers of another width or kind, texts
 * stored as bytes, and these within structs, whose fields go by name, and lists.
 *
 * @param value of the schema's type
 * @param isWhole whether a record's value came through unchanged
 */
record ColumnFit(Column value, Column isWhole) {

  /** Whether values of one type can be values of the other at all. */
  static boolean isPossible(DataType found, DataType wanted) {
    if (found instanceof StructType from && wanted instanceof StructType to) {
      List<String> names = List.of(from.fieldNames());
      for (StructField field : to.fields()) {
        if (!names.contains(field.name())
            || !isPossible(from.apply(field.name()).dataType(), field.dataType())) {
          return false;
        }
      }
      return true;
    }
    if (found instanceof ArrayType from && wanted instanceof ArrayType to) {
      return isPossible(from.elementType(), to.elementType());
    }
    return found.sameType(wanted)
        || (found instanceof NumericType && wanted instanceof NumericType)
        || (found instanceof BinaryType && wanted instanceof StringType);
  }

  /** The column as the wanted type, which is possible. */
  static ColumnFit of(Column column, DataType found, DataType wanted) {
    if (found.sameType(wanted)) {
      return new ColumnFit(column, functions.lit(true));
    }
    if (found instanceof StructType from && wanted instanceof StructType to) {
      return struct(column, from, to);
    }
    if (found instanceof ArrayType from && wanted instanceof ArrayType to) {
      return list(column, from.elementType(), to.elementType());
    }
    return value(column, found, wanted);
  }

  private static ColumnFit struct(Column column, StructType found, StructType wanted) {
    List<Column> fields = new ArrayList<>();
    Column whole = functions.lit(true);
    for (StructField field : wanted.fields()) {
      ColumnFit fit =
          of(column.getField(field.name()), found.apply(field.name()).dataType(), field.dataType());
      fields.add(fit.value().as(field.name()));
      whole = whole.and(fit.isWhole());
    }
    Column struct = functions.struct(fields.toArray(Column[]::new));
    return new ColumnFit(functions.when(column.isNotNull(), struct), column.isNull().or(whole));
  }

  private static ColumnFit list(Column column, DataType found, DataType wanted) {
    return new ColumnFit(
        functions.transform(column, element -> of(element, found, wanted).value()),
        functions.coalesce(
            functions.forall(column, element -> of(element, found, wanted).isWhole()),
            functions.lit(true)));
  }

  /** A number too large for the schema's type, or with a fraction, comes back as another one. */
  private static ColumnFit value(Column column, DataType found, DataType wanted) {
    Column value = column.cast(wanted);
    Column whole = column.eqNullSafe(value.cast(found));
    if (wanted instanceof FloatType) {
      // 0.1 is another number with half the digits, but the same text.
      whole = whole.or(column.cast(DataTypes.StringType).equalTo(value.cast(DataTypes.StringType)));
    }
    return new ColumnFit(value, functions.coalesce(whole, functions.lit(false)));
  }
}
