package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.template.Rendered;
import org.flanspark.data.vocabulary.WordSplitter;
import scala.Tuple2;

/**
 * The station that counts the words of the mixture's own training texts: inputs and targets, as
 * they will be tokenized.
 *
 * @param tasks the chosen tasks, by id
 * @param draws how often each record is drawn
 * @param templates how records are put into words
 */
record CorpusWords(List<Task> tasks, Draws draws, TrainingTemplates templates)
    implements Serializable {

  /** How often each word occurs; different words alone come to the driver. */
  Map<String, Long> count(Dataset<Row> records) {
    JavaPairRDD<String, Long> counts =
        records
            .where(
                functions
                    .col(Records.REASON)
                    .isNull()
                    .and(functions.col(Records.SPLIT).equalTo(PreparedFolder.TRAIN)))
            .toJavaRDD()
            .mapPartitionsToPair(this::countPartition)
            .reduceByKey(Long::sum);
    return new TreeMap<>(counts.collectAsMap());
  }

  private Iterator<Tuple2<String, Long>> countPartition(Iterator<Row> rows) {
    Map<String, Long> counts = new HashMap<>();
    rows.forEachRemaining(row -> count(row, counts));
    return counts.entrySet().stream()
        .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
        .iterator();
  }

  private void count(Row row, Map<String, Long> counts) {
    int id = row.getInt(row.fieldIndex(Records.TASK));
    String exampleId = row.getString(row.fieldIndex(Records.EXAMPLE_ID));
    long order = row.getLong(row.fieldIndex(Records.ORDER));
    int times = draws.times(Use.TRAINING, id, order, exampleId);
    if (times == 0) {
      return;
    }
    Task task = tasks.get(id);
    TaskRecord record = Records.record(row, task);
    for (int pass = 0; pass < times; pass++) {
      Rendered rendered =
          TrainingTemplates.render(task, templates.choose(task, exampleId, pass), record);
      count(rendered.input(), counts);
      count(rendered.target(), counts);
    }
  }

  private static void count(String text, Map<String, Long> counts) {
    WordSplitter.words(text).forEach(word -> counts.merge(word, 1L, Long::sum));
  }
}
