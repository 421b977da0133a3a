package org.flanspark.tuning.evaluation;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.flanspark.data.shard.EvaluationRow;

/**
 * A way of asking.
 *
 * @param style of the prompts: instructions, task-name, none or baseline
 * @param shots exemplars asked for
 */
public record Asking(String style, int shots) implements Comparable<Asking> {
  private static final Comparator<Asking> ORDER =
      Comparator.comparing(Asking::style).thenComparing(Asking::shots);

  /** The main one among several: instructions, with the fewest exemplars. */
  static Optional<Asking> main(Stream<Asking> asked) {
    return asked.filter(asking -> asking.style.equals(EvaluationRow.INSTRUCTIONS)).min(ORDER);
  }

  /** Completion-style prompts with as many exemplars. */
  public Asking ofBaseline() {
    return new Asking(EvaluationRow.BASELINE, shots);
  }

  /** By style and exemplars. */
  @Override
  public int compareTo(Asking other) {
    return ORDER.compare(this, other);
  }
}
