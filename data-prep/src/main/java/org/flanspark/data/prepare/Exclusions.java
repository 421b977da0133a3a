package org.flanspark.data.prepare;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table of training records that are left out for what they hold.
 *
 * <pre>
 * task        INT      index into the chosen tasks
 * example_id  STRING
 * reason      STRING   reason code
 * evidence    STRING   what shows it
 * </pre>
 */
final class Exclusions {
  static final String TASK = "task";
  static final String EXAMPLE_ID = "example_id";
  static final String REASON = "reason";
  static final String EVIDENCE = "evidence";

  static final StructType SCHEMA =
      new StructType()
          .add(TASK, DataTypes.IntegerType)
          .add(EXAMPLE_ID, DataTypes.StringType)
          .add(REASON, DataTypes.StringType)
          .add(EVIDENCE, DataTypes.StringType);

  private Exclusions() {}
}
