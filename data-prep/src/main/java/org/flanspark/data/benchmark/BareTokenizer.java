package org.flanspark.data.benchmark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;

/**
 * What the tokenizer alone does on the texts of prepared examples: on as many cores at once, and
 * nothing but its own calls on the clock.
 *
 * @param files the tokenizer's files
 */
record BareTokenizer(Broadcast<TokenizerFiles> files) implements Serializable {

  /**
   * One task's share.
   *
   * @param nanoseconds in calls of the tokenizer
   */
  private record Share(long tokens, long nanoseconds) implements Serializable {}

  /** Tokens a second of all cores together. */
  static double tokensPerSecond(SparkSession session, TokenizerFiles files, String examples) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    BareTokenizer bare = new BareTokenizer(context.broadcast(files));
    List<Share> shares =
        session
            .read()
            .parquet(examples)
            .select("input", "target")
            .toJavaRDD()
            .mapPartitions(bare::encode)
            .collect();
    long tokens = shares.stream().mapToLong(Share::tokens).sum();
    double seconds = shares.stream().mapToLong(Share::nanoseconds).sum() / 1e9;
    return tokens / seconds * context.defaultParallelism();
  }

  private Iterator<Share> encode(Iterator<Row> rows) {
    Tokenizer tokenizer = Tokenizers.bare(files.value());
    long tokens = 0;
    long nanoseconds = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      String input = row.getString(0);
      String target = row.getString(1);
      long start = System.nanoTime();
      tokens += tokenizer.encode(input).length() + tokenizer.encode(target).length();
      nanoseconds += System.nanoTime() - start;
    }
    return List.of(new Share(tokens, nanoseconds)).iterator();
  }
}
