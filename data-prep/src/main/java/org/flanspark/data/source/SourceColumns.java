package org.flanspark.data.source;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table that all tasks' sources come to.
 *
 * <pre>
 * task           INT             index into the tasks that were read
 * split          STRING          the source's split
 * raw            STRING          the record as it was read, or as JSON where the format is binary
 * broken         BOOLEAN         whether it is no record of the schema
 * label_missing  BOOLEAN         whether a column that the answer is made from is null
 * fields         ARRAY&lt;STRING>   the task's selected texts in its order; null = missing
 * options        ARRAY&lt;STRING>   null where the task has none
 * references     ARRAY&lt;STRING>   null where the task has none
 * position       BIGINT          where the file's block begins that the record stands in, among all
 *                                blocks of the split: a record's own place is its number in the block
 *                                above that
 * no_elements    BOOLEAN         whether the array whose elements are the records is null or empty
 * </pre>
 */
public final class SourceColumns {
  public static final String TASK = "task";
  public static final String SPLIT = "split";
  public static final String POSITION = "position";
  public static final String RAW = "raw";
  public static final String BROKEN = "broken";
  public static final String LABEL_MISSING = "label_missing";
  public static final String FIELDS = "fields";
  public static final String OPTIONS = "options";
  public static final String REFERENCES = "references";
  public static final String NO_ELEMENTS = "no_elements";

  /** The columns in order. */
  public static final StructType SCHEMA =
      new StructType()
          .add(TASK, DataTypes.IntegerType)
          .add(SPLIT, DataTypes.StringType)
          .add(RAW, DataTypes.StringType)
          .add(BROKEN, DataTypes.BooleanType)
          .add(LABEL_MISSING, DataTypes.BooleanType)
          .add(FIELDS, DataTypes.createArrayType(DataTypes.StringType))
          .add(OPTIONS, DataTypes.createArrayType(DataTypes.StringType))
          .add(REFERENCES, DataTypes.createArrayType(DataTypes.StringType))
          .add(POSITION, DataTypes.LongType)
          .add(NO_ELEMENTS, DataTypes.BooleanType);

  private SourceColumns() {}
}
