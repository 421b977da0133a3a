package org.flanspark.data.quality;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.quality.Evidence.Kind;

/**
 * The table of training examples that hold text of evaluation inputs: one row for each {@link
 * Evidence}.
 *
 * <pre>
 * task              INT       the training example
 * example_id        STRING
 * evaluation_task   INT       the evaluation record
 * evaluation_id     STRING
 * evaluation_split  STRING    validation or test
 * held_out          BOOLEAN
 * kind              STRING    whole or n-gram
 * text              STRING    what they share
 * </pre>
 */
public final class Hits {
  /** The evaluation record's task. */
  public static final String EVALUATION_TASK = "evaluation_task";

  /** The evaluation record's identity. */
  public static final String EVALUATION_ID = "evaluation_id";

  /** The evaluation record's split. */
  public static final String EVALUATION_SPLIT = "evaluation_split";

  /** The code of a {@link Kind}. */
  public static final String KIND = "kind";

  /** The shared text. */
  public static final String TEXT = "text";

  /** The table. */
  public static final StructType SCHEMA =
      new StructType()
          .add(Texts.TASK, DataTypes.IntegerType)
          .add(Texts.EXAMPLE_ID, DataTypes.StringType)
          .add(EVALUATION_TASK, DataTypes.IntegerType)
          .add(EVALUATION_ID, DataTypes.StringType)
          .add(EVALUATION_SPLIT, DataTypes.StringType)
          .add(Texts.HELD_OUT, DataTypes.BooleanType)
          .add(KIND, DataTypes.StringType)
          .add(TEXT, DataTypes.StringType);

  private Hits() {}

  /** A row of the table. */
  public static Evidence evidence(Row row) {
    return new Evidence(
        row.getAs(Texts.TASK),
        row.getAs(Texts.EXAMPLE_ID),
        row.getAs(EVALUATION_TASK),
        row.getAs(EVALUATION_ID),
        row.getAs(EVALUATION_SPLIT),
        row.getAs(Texts.HELD_OUT),
        Kind.ofCode(row.getAs(KIND)),
        row.getAs(TEXT));
  }

  /** Sorts whole inputs first. */
  static Column wholeFirst() {
    return functions.col(KIND).notEqual(Kind.WHOLE.code());
  }
}
