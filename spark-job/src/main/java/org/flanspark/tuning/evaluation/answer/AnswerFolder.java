package org.flanspark.tuning.evaluation.answer;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.flanspark.data.shard.StableHash;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one model's answers to one set of prompts are kept: {@code <root>/<task>/<key>/} with a
 * Parquet file for each block and, written last, a marker. The key names the model, the prompts and
 * how they are answered, so that what is there under it never needs to be made again.
 *
 * @param set of the prompts
 * @param folder as executors reach it
 */
record AnswerFolder(PromptSet set, String folder) {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerFolder.class);

  /** Raised when answers are made or stored otherwise. */
  private static final int FORMAT = 1;

  private static final int KEY_DIGITS = 32;
  private static final String MARKER = "_SUCCESS";

  /**
   * The folder of a model's answers.
   *
   * @param root a whole address
   * @param model names its weights, whatever lies where
   * @param maxNewTokens lowers what prompts allow
   */
  static AnswerFolder of(String root, PromptSet set, String model, int maxNewTokens) {
    String content =
        String.join(
            "\n", Integer.toString(FORMAT), model, set.digest(), Integer.toString(maxNewTokens));
    byte[] digest = StableHash.sha256().digest(content.getBytes(StandardCharsets.UTF_8));
    String key = HexFormat.of().formatHex(digest).substring(0, KEY_DIGITS);
    return new AnswerFolder(set, root + "/" + set.task() + "/" + key);
  }

  /** The file of one block's answers. */
  Path block(int block) {
    return new Path(folder, String.format(Locale.ROOT, "block-%05d.parquet", block));
  }

  /** The blocks that are not there, or not whole. */
  List<Integer> missing(Configuration hadoop) {
    FolderFiles files = FolderFiles.of(new Path(folder), hadoop);
    return files.has(MARKER)
        ? List.of()
        : IntStream.range(0, set.blocks())
            .filter(block -> !isWhole(block, files, hadoop))
            .boxed()
            .toList();
  }

  /** A Parquet file ends in its footer, which is written when all rows are. */
  private boolean isWhole(int block, FolderFiles files, Configuration hadoop) {
    Path file = block(block);
    if (!files.has(file.getName())) {
      return false;
    }
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      return reader.getFileMetaData().getSchema().equals(KeptAnswer.TABLE.schema());
    } catch (Exception e) { // Parquet throws what it likes at bytes that are not its own
      LOG.warn("Answers {} are not whole and are made again: {}", file, e.toString());
      return false;
    }
  }

  /** Says that all blocks are there. */
  void markWhole(Configuration hadoop) {
    FolderFiles.of(new Path(folder), hadoop).writeText(MARKER, "");
  }
}
