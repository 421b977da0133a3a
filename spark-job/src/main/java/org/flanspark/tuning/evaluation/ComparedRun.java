package org.flanspark.tuning.evaluation;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.evaluation.answer.EvaluatedModel;

/**
 * A run that was evaluated, as one side of a comparison.
 *
 * @param folder of the run
 * @param results of its evaluation
 * @param predictions of its tuned model on the test split, asked by instructions
 */
record ComparedRun(String folder, EvaluationResults results, Dataset<Row> predictions) {
  /**
   * Opens a run.
   *
   * @throws DataException where it was not evaluated
   */
  static ComparedRun open(SparkSession spark, String folder) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    ResultsFolder results = new ResultsFolder(new Path(folder), hadoop);
    EvaluationResults found =
        results
            .read()
            .orElseThrow(
                () ->
                    new DataException(
                        "Cannot compare %s: it has no results; run evaluate first"
                            .formatted(folder)));
    Dataset<Row> predictions =
        spark
            .read()
            .parquet(results.predictions(EvaluatedModel.TUNED).toString())
            .filter("split = '" + PreparedFolder.TEST + "'")
            .filter("style = '" + EvaluationRow.INSTRUCTIONS + "'");
    return new ComparedRun(folder, found, predictions);
  }
}
