package org.flanspark.tuning.evaluation.answer;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.tuning.metric.OptionLikelihoods;

/** Kept answers as Spark reads them from their files. */
public final class AnswerRows {
  /** The columns of {@link KeptAnswer#TABLE}. */
  public static final StructType SCHEMA =
      new StructType()
          .add(PromptRows.SPLIT, DataTypes.StringType, false)
          .add(PromptRows.TASK, DataTypes.StringType, false)
          .add(PromptRows.CLUSTER, DataTypes.StringType, false)
          .add(PromptRows.EXAMPLE_ID, DataTypes.StringType, false)
          .add(PromptRows.GROUP, DataTypes.StringType, false)
          .add(PromptRows.STYLE, DataTypes.StringType, false)
          .add(PromptRows.TEMPLATE, DataTypes.IntegerType, false)
          .add(PromptRows.SHOTS, DataTypes.IntegerType, false)
          .add(PromptRows.METRIC, DataTypes.StringType, false)
          .add(PromptRows.OPTIONS, list(DataTypes.StringType), false)
          .add(PromptRows.ANSWERS, list(DataTypes.IntegerType), false)
          .add(PromptRows.REFERENCES, list(DataTypes.StringType), false)
          .add(KeptAnswer.OPTION_TOKENS, list(DataTypes.IntegerType), false)
          .add(KeptAnswer.LOG_PROBABILITIES, list(DataTypes.DoubleType), false)
          .add(KeptAnswer.CONTEXT_LOG_PROBABILITIES, list(DataTypes.DoubleType), false)
          .add(KeptAnswer.TEXT, DataTypes.StringType, false);

  private AnswerRows() {}

  /** How likely the options of a row with these columns are. */
  public static OptionLikelihoods likelihoods(Row row) {
    return new OptionLikelihoods(
        row.getList(row.fieldIndex(PromptRows.OPTIONS)),
        row.getList(row.fieldIndex(KeptAnswer.OPTION_TOKENS)),
        row.getList(row.fieldIndex(KeptAnswer.LOG_PROBABILITIES)),
        row.getList(row.fieldIndex(KeptAnswer.CONTEXT_LOG_PROBABILITIES)));
  }

  /** A list without nulls. */
  public static DataType list(DataType element) {
    return DataTypes.createArrayType(element, false);
  }

  /** The names of the columns. */
  public static List<String> columns() {
    return List.of(SCHEMA.fieldNames());
  }
}
