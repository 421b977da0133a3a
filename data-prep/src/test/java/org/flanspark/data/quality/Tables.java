package org.flanspark.data.quality;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.flanspark.data.LocalSpark;

/** Small tables of texts. */
final class Tables {
  private Tables() {}

  static Row candidate(int task, String id, long order, String answer, String... inputs) {
    return RowFactory.create(task, id, order, inputs, answer);
  }

  static Row fingerprint(int task, String id, long order, String answer, String... inputs) {
    List<String> content = new ArrayList<>(List.of(inputs));
    content.add(answer);
    Fingerprint fingerprint = Fingerprint.of(content);
    return RowFactory.create(task, order, id, fingerprint.high(), fingerprint.low());
  }

  static Dataset<Row> fingerprints(List<Row> rows) {
    return LocalSpark.session().createDataFrame(rows, Duplicates.FINGERPRINTS);
  }

  static Row evaluation(int task, String id, String split, String... inputs) {
    return RowFactory.create(task, id, 0L, inputs, "", split, false);
  }

  static Row heldOut(int task, String id, String... inputs) {
    return RowFactory.create(task, id, 0L, inputs, "", "test", true);
  }

  static Dataset<Row> candidates(List<Row> rows) {
    return LocalSpark.session().createDataFrame(rows, Texts.CANDIDATES);
  }

  static Dataset<Row> evaluation(List<Row> rows) {
    return LocalSpark.session().createDataFrame(rows, Texts.EVALUATION);
  }

  /** The rows as text, sorted. */
  static List<String> sorted(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
