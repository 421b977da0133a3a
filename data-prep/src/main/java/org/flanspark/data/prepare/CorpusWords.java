package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.flanspark.data.rendered.Use;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.template.Rendered;
import org.flanspark.data.vocabulary.WordSplitter;
import scala.Tuple2;

/**
 * The station that counts the words of the mixture's own training texts: inputs and targets of the
 * records that a preparation renders first, as they will be tokenized.
 *
 * @param tasks the chosen tasks, by id
 * @param wanted training records of one bucket of each task, by id
 * @param rendering how records are put into words
 */
record CorpusWords(List<Task> tasks, List<Long> wanted, Rendering rendering)
    implements Serializable {
  CorpusWords {
    wanted = List.copyOf(wanted);
  }

  /**
   * How often each word occurs; different words alone come to the driver.
   *
   * @param judged a table of {@link Records}, one bucket a partition
   */
  Map<String, Long> count(Dataset<Row> judged) {
    JavaPairRDD<String, Long> counts =
        judged.toJavaRDD().mapPartitionsToPair(this::countBucket).reduceByKey(Long::sum);
    return new TreeMap<>(counts.collectAsMap());
  }

  private Iterator<Tuple2<String, Long>> countBucket(Iterator<Row> rows) {
    Map<String, Long> counts = new HashMap<>();
    Set<String> seen = new HashSet<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      boolean isTraining =
          Records.reason(row).isEmpty() && Records.split(row).equals(Use.TRAINING.split());
      if (isTraining
          && seen.size() < wanted.get(Records.task(row))
          && seen.add(Records.hash(row))) {
        count(row, seen.size() - 1, counts);
      }
    }
    return counts.entrySet().stream()
        .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
        .iterator();
  }

  private void count(Row row, long number, Map<String, Long> counts) {
    Task task = tasks.get(Records.task(row));
    TaskRecord record = Records.record(row, task);
    String exampleId = task.name() + "/" + PreparedFolder.TRAIN + "/" + Records.hash(row);
    int templates = rendering.wording().templates(task);
    int template = rendering.choice().choose(exampleId, number, 0, templates);
    Rendered rendered = rendering.wording().render(task, template, record);
    count(rendered.input(), counts);
    count(rendered.target(), counts);
  }

  private static void count(String text, Map<String, Long> counts) {
    WordSplitter.words(text).forEach(word -> counts.merge(word, 1L, Long::sum));
  }
}
