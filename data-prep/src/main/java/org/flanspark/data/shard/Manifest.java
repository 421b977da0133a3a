package org.flanspark.data.shard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a folder of prepared data holds and where it came from.
 *
 * @param formatVersion of the folder's layout and tables: {@link #FORMAT_VERSION}
 * @param settings the effective configuration it was prepared with
 * @param tokenizer the tokenizer's facts
 * @param inputs every source file that was read
 * @param versions of Java, Spark and this program
 * @param tasks every task of the mixture and of the held-out clusters, sorted by name; {@code
 *     task_ids} are indices into this list
 * @param packed by split (train, validation): what was packed
 * @param evaluation by split (validation, test): rows written
 * @param heldOut the clusters left out, the joint exclusions among them
 * @param contamination for each task that is asked about, what training holds of its inputs; empty
 *     where it was not looked for
 */
public record Manifest(
    int formatVersion,
    JsonNode settings,
    TokenizerFacts tokenizer,
    List<InputDigest> inputs,
    Map<String, String> versions,
    List<TaskFacts> tasks,
    Map<String, PackedFacts> packed,
    Map<String, Long> evaluation,
    List<String> heldOut,
    List<Contamination> contamination) {

  /** Raised when readers of the version before could misread a folder. */
  public static final int FORMAT_VERSION = 2;

  public Manifest {
    inputs = List.copyOf(inputs);
    versions = Map.copyOf(versions);
    tasks = List.copyOf(tasks);
    packed = Map.copyOf(packed);
    evaluation = Map.copyOf(evaluation);
    heldOut = List.copyOf(heldOut);
    contamination = List.copyOf(contamination);
  }

  /** The verdict on one task, where its inputs were looked for in training. */
  public Optional<Contamination> contaminationOf(String task) {
    return contamination.stream().filter(verdict -> verdict.task().equals(task)).findFirst();
  }

  /**
   * What training examples hold of a task's validation and test inputs.
   *
   * @param checked inputs that were looked for
   * @param found of them, those found
   * @param trainingExamples that hold one
   * @param sources the tasks of these examples
   * @param dropped whether these examples were left out of training; otherwise the task's numbers
   *     are withheld
   * @param evidence some of what was found, in words
   */
  public record Contamination(
      String task,
      boolean heldOut,
      long checked,
      long found,
      long trainingExamples,
      List<String> sources,
      boolean dropped,
      List<String> evidence) {
    public Contamination {
      sources = List.copyOf(sources);
      evidence = List.copyOf(evidence);
    }

    /** Whether the task's numbers mean what they seem to; where not, they are withheld. */
    public boolean mayBeReported() {
      return found == 0 || dropped;
    }
  }

  /**
   * The tokenizer that cut the texts.
   *
   * @param digest SHA-256 of tokenizer.json
   * @param vocabularySize ids lie in [0, size)
   * @param endOfSequence the id that ends every target
   * @param begin ids before every input
   * @param separator ids between input and target
   */
  public record TokenizerFacts(
      String digest,
      int vocabularySize,
      int endOfSequence,
      List<Integer> begin,
      List<Integer> separator) {
    public TokenizerFacts {
      begin = List.copyOf(begin);
      separator = List.copyOf(separator);
    }
  }

  /** One source file: its path relative to the data root, its bytes and their SHA-256. */
  public record InputDigest(String path, long bytes, String sha256) {}

  /**
   * One task, from records read to examples packed.
   *
   * @param trained whether it is in the training mixture
   * @param heldOut whether its cluster was left out of training
   * @param read records read from the split that training rows come from
   * @param quarantined records lost, by reason code, over all splits
   * @param capped training records left out by the cap
   * @param drawn training examples in the mixture, over all passes
   * @param rendered examples that were packed
   * @param truncated packed examples whose input or target was cut
   * @param requestedShare of the mixture, by rate
   * @param realisedShareOfRows of the packed examples
   * @param realisedShareOfTokens of the packed tokens
   * @param inputTokens lengths of inputs; null where nothing was packed
   * @param targetTokens lengths of targets; null where nothing was packed
   */
  public record TaskFacts(
      String name,
      String cluster,
      String kind,
      String metric,
      String licence,
      boolean trained,
      boolean heldOut,
      long read,
      Map<String, Long> quarantined,
      long capped,
      long drawn,
      long rendered,
      long truncated,
      double requestedShare,
      double realisedShareOfRows,
      double realisedShareOfTokens,
      @Nullable Lengths inputTokens,
      @Nullable Lengths targetTokens) {
    public TaskFacts {
      quarantined = Map.copyOf(quarantined);
    }
  }

  /**
   * Lengths in tokens.
   *
   * @param histogram counts of lengths below 16, 32, 64, ... tokens: bucket i holds lengths in
   *     [2^(i+3), 2^(i+4)), the first one all below 16
   */
  public record Lengths(double mean, int min, int max, List<Long> histogram) {
    public Lengths {
      histogram = List.copyOf(histogram);
    }
  }

  /**
   * What one split's packed rows hold.
   *
   * @param rows packed rows, in all
   * @param rowsByShard packed rows of each shard, in shard order
   * @param segments examples
   * @param tokens positions used
   * @param countedTokens positions that count in the loss
   * @param positionsUsed tokens as a share of rows x row length
   */
  public record PackedFacts(
      long rows,
      List<Long> rowsByShard,
      long segments,
      long tokens,
      long countedTokens,
      double positionsUsed) {
    public PackedFacts {
      rowsByShard = List.copyOf(rowsByShard);
    }
  }
}
