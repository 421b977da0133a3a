package org.flanspark.tuning.training;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.PackedFacts;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.vocabulary.BytePairTrainer;
import org.flanspark.data.vocabulary.TokenizerFile;

/**
 * Prepared data of two tasks that a tiny model learns in seconds, written without Spark: the task
 * {@code next} answers a byte with the one 40 after it, {@code same} with itself.
 */
public final class TinyPreparedShards {
  private static final int END = 0;
  private static final int NOT = TokenIds.NOT_COUNTED;
  private static final int SEGMENTS = 6;

  private TinyPreparedShards() {}

  /** A configuration for a model of one layer and the folders {@code prepared} and {@code run}. */
  public static RunConfig config(Path folder, Map<String, String> overrides) {
    String yaml =
        """
        packing: {row-length: 32, max-input: 16, max-target: 8}
        model: {layers: 1, width: 16, heads: 2, context: 32}
        training: {passes: 6, batch-rows: 2, learning-rate: 1.0e-2, validate-every-rounds: 2}
        averaging: {workers: 2, local-steps: 3}
        checkpoint: {every-rounds: 2, keep-last: 2}
        tokenizer: {file: %1$s/prepared/tokenizer/tokenizer.json}
        output: {prepared: %1$s/prepared, run: %1$s/run}
        """
            .formatted(folder);
    return RunConfig.read(
        new ConfigSource(Map.of(), yaml, overrides, LocalDate.of(2026, 1, 31), Map.of()));
  }

  /** Writes three training shards of 22 rows and a validation shard of 4. */
  public static void write(RunConfig config, Configuration hadoop) {
    PreparedFolder folder = new PreparedFolder(config.output().prepared());
    TokenizerFiles tokenizer =
        TokenizerFile.files(
            new BytePairTrainer(BytePairTrainer.MIN_VOCABULARY_SIZE).train(Map.of()));
    tokenizer.write(folder.tokenizer(), hadoop);
    PackedFacts train = writeShards(folder, PreparedFolder.TRAIN, List.of(9, 0, 13), hadoop);
    PackedFacts validation = writeShards(folder, PreparedFolder.VALIDATION, List.of(4), hadoop);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT_VERSION,
            config.toTree(),
            new TokenizerFacts(
                tokenizer.digest(),
                BytePairTrainer.MIN_VOCABULARY_SIZE,
                END,
                List.of(),
                List.of(END)),
            List.of(),
            Map.of(),
            List.of(task("next"), task("same")),
            Map.of(PreparedFolder.TRAIN, train, PreparedFolder.VALIDATION, validation),
            Map.of(),
            List.of(),
            List.of());
    ManifestFile.write(manifest, folder, hadoop);
  }

  private static PackedFacts writeShards(
      PreparedFolder folder, String split, List<Integer> rowsByShard, Configuration hadoop) {
    for (int shard = 0; shard < rowsByShard.size(); shard++) {
      List<PackedRow> rows = new ArrayList<>();
      for (int row = 0; row < rowsByShard.get(shard); row++) {
        rows.add(row(SEGMENTS * (20 * shard + row)));
      }
      ParquetShard.write(
          PreparedFolder.shard(folder.packed(split), shard),
          hadoop,
          PackedRow.TABLE,
          rows.iterator());
    }
    long rows = rowsByShard.stream().mapToLong(Integer::longValue).sum();
    return new PackedFacts(
        rows,
        rowsByShard.stream().map(Integer::longValue).toList(),
        rows * SEGMENTS,
        rows * SEGMENTS * 4,
        rows * SEGMENTS * 2,
        0.75);
  }

  /** Segments of a byte, the separator, the answer and the end. */
  private static PackedRow row(int firstExample) {
    List<Integer> ids = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<String> examples = new ArrayList<>();
    List<Integer> tasks = new ArrayList<>();
    for (int segment = 0; segment < SEGMENTS; segment++) {
      int example = firstExample + segment;
      int task = example % 2;
      int question = 10 + 2 * (example % 8) + task;
      int answer = task == 0 ? question + 40 : question;
      ids.addAll(List.of(question, END, answer, END));
      labels.addAll(List.of(NOT, NOT, answer, END));
      examples.add("task/train/" + example);
      tasks.add(task);
    }
    return new PackedRow(
        TokenIds.copyOf(ids), TokenIds.copyOf(labels), List.of(4, 4, 4, 4, 4, 4), examples, tasks);
  }

  private static TaskFacts task(String name) {
    return new TaskFacts(
        name,
        "miscellaneous",
        "generation",
        "exact-match",
        "Apache-2.0",
        true,
        false,
        0,
        Map.of(),
        0,
        0,
        0,
        0,
        0.5,
        0.5,
        0.5,
        null,
        null);
  }
}
