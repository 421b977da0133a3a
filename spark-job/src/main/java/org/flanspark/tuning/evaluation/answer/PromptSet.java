package org.flanspark.tuning.evaluation.answer;

import java.io.Serializable;
import java.util.Comparator;
import org.flanspark.data.shard.StableHash;

/**
 * The prompts of a task that are asked in one way, whose answers are kept together.
 *
 * @param split of the prompts
 * @param task its name
 * @param style of the prompts
 * @param shots exemplars asked for
 * @param prompts how many they are
 * @param digest of all that they hold, but whether their cluster is held out
 */
public record PromptSet(
    String split, String task, String style, int shots, long prompts, String digest)
    implements Serializable {
  /** So that progress is seen, work is even, and little is lost where it is cut off. */
  private static final int PROMPTS_PER_BLOCK = 256;

  static final Comparator<PromptSet> ORDER =
      Comparator.comparing(PromptSet::task)
          .thenComparing(PromptSet::split)
          .thenComparing(PromptSet::style)
          .thenComparing(PromptSet::shots);

  /** What tells a task's prompts of one set from those of another. */
  record Name(String split, String task, String style, int shots) implements Serializable {}

  Name name() {
    return new Name(split, task, style, shots);
  }

  /** How many files its answers come in. */
  int blocks() {
    return Math.toIntExact((prompts + PROMPTS_PER_BLOCK - 1) / PROMPTS_PER_BLOCK);
  }

  /** The file of one prompt's answer. */
  int blockOf(String exampleId, int template) {
    return StableHash.below(blocks(), 0, "answer block", exampleId, template);
  }
}
