package org.flanspark.data.shard;

import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * Where things lie in a folder of prepared data.
 *
 * <pre>
 * manifest.json  _SUCCESS                               the marker is written last
 * tokenizer/tokenizer.json ...                          a copy, so that the folder stands by itself
 * examples/split=train/rte-00000.parquet               one file a bucket of a task
 * packed/split=train|validation/shard-00007.parquet
 * evaluation/split=validation|test/shard-00007.parquet
 * quarantine/                                           rejected records with their reasons
 * </pre>
 */
public record PreparedFolder(String root) {
  /** Written when all else is; readers refuse a folder without it. */
  public static final String MARKER = "_SUCCESS";

  public static final String TRAIN = "train";
  public static final String VALIDATION = "validation";
  public static final String TEST = "test";

  public Path path() {
    return new Path(root);
  }

  public Path marker() {
    return new Path(root, MARKER);
  }

  public Path manifest() {
    return new Path(root, "manifest.json");
  }

  /** The folder with the tokenizer's files, byte for byte. */
  public Path tokenizer() {
    return new Path(root, "tokenizer");
  }

  public Path quarantine() {
    return new Path(root, "quarantine");
  }

  public Path examples(String split) {
    return new Path(root, "examples/split=" + split);
  }

  public Path packed(String split) {
    return new Path(root, "packed/split=" + split);
  }

  public Path evaluation(String split) {
    return new Path(root, "evaluation/split=" + split);
  }

  /** The file of one bucket of a task's rejected records, by the station that rejected them. */
  public Path quarantine(String stage, String task, int bucket) {
    return bucket(new Path(quarantine(), stage), task, bucket);
  }

  /** The file of one bucket of a task in a folder. */
  public static Path bucket(Path folder, String task, int bucket) {
    return new Path(folder, String.format(Locale.ROOT, "%s-%05d.parquet", task, bucket));
  }

  /** The file of one shard in the folder of a split. */
  public static Path shard(Path splitFolder, int shard) {
    return new Path(splitFolder, String.format(Locale.ROOT, "shard-%05d.parquet", shard));
  }
}
