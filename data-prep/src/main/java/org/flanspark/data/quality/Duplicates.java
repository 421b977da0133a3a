package org.flanspark.data.quality;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Records of the same content, within a task and across tasks: their inputs, in their order, and
 * their answers have the same words, and so the same {@link Fingerprint}. Of each group the first
 * by task, order and example id stays. Identities and fingerprints are read and shuffled, never a
 * text.
 */
public final class Duplicates {
  /** The task of the record that stays. */
  public static final String KEPT_TASK = "kept_task";

  /** The identity of the record that stays. */
  public static final String KEPT_ID = "kept_id";

  /** The {@link Fingerprint}'s first half. */
  public static final String HIGH = "fingerprint_high";

  /** The {@link Fingerprint}'s other half. */
  public static final String LOW = "fingerprint_low";

  /** One row for each record: who it is, and what it says. */
  public static final StructType FINGERPRINTS =
      new StructType()
          .add(Texts.TASK, DataTypes.IntegerType)
          .add(Texts.ORDER, DataTypes.LongType)
          .add(Texts.EXAMPLE_ID, DataTypes.StringType)
          .add(HIGH, DataTypes.LongType)
          .add(LOW, DataTypes.LongType);

  private static final String KEPT = "kept";

  private Duplicates() {}

  /**
   * The records that go, in no order.
   *
   * <pre>
   * task INT, example_id STRING, kept_task INT, kept_id STRING
   * </pre>
   *
   * @param candidates rows of {@link #FINGERPRINTS}; more columns do no harm
   */
  public static Dataset<Row> find(Dataset<Row> candidates) {
    Column identity = functions.struct(Texts.TASK, Texts.ORDER, Texts.EXAMPLE_ID);
    return candidates
        .select(Texts.columns(FINGERPRINTS.fieldNames()))
        .withColumn(KEPT, functions.min(identity).over(Window.partitionBy(HIGH, LOW)))
        .where(identity.notEqual(functions.col(KEPT)))
        .select(
            functions.col(Texts.TASK),
            functions.col(Texts.EXAMPLE_ID),
            functions.col(KEPT + "." + Texts.TASK).as(KEPT_TASK),
            functions.col(KEPT + "." + Texts.EXAMPLE_ID).as(KEPT_ID));
  }
}
