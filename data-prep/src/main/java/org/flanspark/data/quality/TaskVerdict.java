package org.flanspark.data.quality;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the training candidates hold of one task's evaluation inputs.
 *
 * @param task the evaluated task
 * @param checked its evaluation records
 * @param hit those of them that some training example holds text of
 * @param trainingHits training examples that hold text of them, by their own task; no zeros
 * @param evidence at most five, whole inputs first
 */
public record TaskVerdict(
    int task,
    long checked,
    long hit,
    SortedMap<Integer, Long> trainingHits,
    List<Evidence> evidence) {
  private static final String CLEAN = "clean";
  private static final String CONTAMINATED = "contaminated";

  public TaskVerdict {
    trainingHits = Collections.unmodifiableSortedMap(new TreeMap<>(trainingHits));
    evidence = List.copyOf(evidence);
  }

  /** Training examples, of all tasks, that hold text of this task's evaluation inputs. */
  public long trainingExamplesHit() {
    return trainingHits.values().stream().mapToLong(Long::longValue).sum();
  }

  public boolean isContaminated() {
    return hit > 0;
  }

  /** As it stands in the manifest. */
  public String verdict() {
    return isContaminated() ? CONTAMINATED : CLEAN;
  }
}
