package org.flanspark.data.quality;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.flanspark.data.shard.DataException;

/**
 * Puts the hashes of evaluation inputs into one index, which must fit a driver and every executor.
 *
 * @param search what is indexed
 * @param limit hashes at most
 */
record EvaluationIndex(InputSearch search, long limit) implements Serializable {

  /**
   * Reads the evaluation inputs twice: what is too much is refused before it arrives.
   *
   * @throws DataException where there are more hashes than the limit
   */
  InputIndex of(Dataset<Row> evaluation) {
    JavaRDD<List<long[]>> parts =
        Texts.evaluation(evaluation).toJavaRDD().mapPartitions(this::hashes);
    long count = parts.map(part -> (long) part.get(0).length).fold(0L, Long::sum);
    if (count > limit) {
      throw new DataException(
          ("Cannot check for contamination: the evaluation inputs have %s texts to look for (runs of"
                  + " %s words, and whole inputs), expected at most %s, which take up to 12 bytes each"
                  + " in every executor; lower evaluation.max-examples-per-task, or hold out less")
              .formatted(count, search.words(), limit));
    }
    List<List<long[]>> collected = parts.collect();
    return new InputIndex(
        HashIndex.of(collected.stream().map(part -> part.get(0)).toList()),
        HashIndex.of(collected.stream().map(part -> part.get(1)).toList()));
  }

  private Iterator<List<long[]>> hashes(Iterator<Row> rows) {
    LongStream.Builder texts = LongStream.builder();
    LongStream.Builder starts = LongStream.builder();
    rows.forEachRemaining(row -> search.index(Texts.inputs(row), texts::add, starts::add));
    return List.of(List.of(sorted(texts), sorted(starts))).iterator();
  }

  private static long[] sorted(LongStream.Builder hashes) {
    return HashIndex.sortedDistinct(hashes.build().toArray());
  }
}
